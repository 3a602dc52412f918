"""A paper in values: what is printed, for whom, what was left out and why. Frozen before anybody sees it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from fieldapp.clock import Instant


class PaperKind(StrEnum):
    """The papers this app makes."""

    POLICE_SHEET = "police_sheet"
    NCMEC_WORKSHEET = "ncmec_worksheet"
    NCMEC_CALL_SCRIPT = "ncmec_call_script"
    CWS_CMS_SHEET = "cws_cms_sheet"
    CHRONOLOGY = "chronology"
    EMAIL_TEXT = "email_text"
    RADIO_CARD = "radio_card"
    CALL_SCRIPT = "call_script"
    OFFICER_CARD = "officer_card"


class Look(StrEnum):
    """How a section is set: rows of label and value (or in small print), the head with the photo, a box, fields to fill in,
    lines to say.
    """

    ROWS = "rows"
    SMALL = "small"
    HEAD = "head"
    BOX = "box"
    FILL_IN = "fill_in"
    SAY = "say"


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of a sentence; `filled` came from the case and is set bold, `blank` is to be filled in by hand."""

    text: str
    filled: bool = False
    blank: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """One row of a paper. `value` is what is printed ("" is a blank to fill by hand), `words` what a code means.

    `field` names the row of the disclosure matrix ("" for what is no person's: the office, the law); `also` further rows
    that a sentence draws on; `runs` is the value in stretches where it is a sentence; `held` is shown on a screen only while a
    key is held down.
    """

    field: str
    label: str
    value: str
    words: str = ""
    also: tuple[str, ...] = ()
    runs: tuple[Run, ...] = ()
    held: bool = False

    @property
    def fields(self) -> tuple[str, ...]:
        """Every row of the matrix that the line draws on."""
        return tuple(name for name in (self.field, *self.also) if name)


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under a repeated head; every row draws on the matrix rows `fields`. Widths are shares of the page."""

    fields: tuple[str, ...]
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    widths: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Photo:
    """A picture in the head of a sheet: its bytes (JPEG or PNG) and what a screen reader says of it."""

    field: str
    content: bytes
    says: str


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a paper: a title (or none) over lines, a table, prose or a checklist."""

    title: str = ""
    look: Look = Look.ROWS
    lines: tuple[Line, ...] = ()
    table: Table | None = None
    prose: tuple[str, ...] = ()
    checklist: tuple[str, ...] = ()
    photo: Photo | None = None
    name: Line | None = None


@dataclass(frozen=True, slots=True)
class Included:
    """One row of the matrix that is on the paper."""

    field: str
    label: str


@dataclass(frozen=True, slots=True)
class LeftOut:
    """One row of the matrix that is not on the paper, and why."""

    field: str
    label: str
    why: str


@dataclass(frozen=True, slots=True)
class Asked:
    """One row of the matrix that a person must pick before it is printed; `picked` when that was done.

    `items`: its lines, where they are picked one by one; the pick is then `field/number`, counting from 0 (P21).
    """

    field: str
    label: str
    why: str
    picked: bool = False
    items: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Letterhead:
    """Whose paper it is: county or office, and the one number that stands on it (never a worker's cell)."""

    office: str
    phone_24h: str
    address: str = ""


@dataclass(frozen=True, slots=True)
class Stamp:
    """What is fixed when a copy is made: for whom, which copy, when and by whom, and when it is to be destroyed."""

    recipient_name: str
    made_at: Instant
    made_by: str
    copy_number: int = 1
    shred_by: date | None = None
    reference: str = ""
    cover: bool = False


@dataclass(frozen=True, slots=True)
class Paper:
    """A finished paper. Everything of a person in it went through the disclosure matrix (`compose`).

    `no_place`: what the reader may have, and this kind of paper does not print.
    """

    kind: PaperKind
    title: str
    recipient: str
    recipient_name: str
    language: str
    sections: tuple[Section, ...]
    included: tuple[Included, ...]
    left_out: tuple[LeftOut, ...]
    asked: tuple[Asked, ...]
    no_place: tuple[Included, ...]
    practice: bool
    copy_number: int
    made_at: Instant
    made_by: str
    citations: tuple[str, ...]
    letterhead: Letterhead
    shred_by: date | None = None
    reference: str = ""
    cover: bool = False
    zone: str = "America/Los_Angeles"
