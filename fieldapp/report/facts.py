"""What a paper can draw on: the case as it stands, frozen, before the disclosure matrix has looked at it.

Nothing here is printed as such: `told.py` turns it into values by row of the matrix, and only what the matrix includes
for a recipient reaches a paper. A value that is not known is "" or None and becomes a blank to fill in by hand.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from fieldapp.clock import HOME_ZONE, Instant
from fieldapp.report.model import Letterhead


@dataclass(frozen=True, slots=True, kw_only=True)
class Staff:
    """Somebody of the agency who stands on a paper; the phone is the office's, never a cell."""

    name: str
    role: str = ""
    phone: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Looks:
    """What the youth looks like, in NCIC codes where there are some. height: inches · weight: pounds."""

    sex: str = ""
    race: str = ""
    ethnicity: str = ""
    eyes: str = ""
    hair: str = ""
    skin: str = ""
    height: int | None = None
    weight: int | None = None
    marks: tuple[tuple[str, str], ...] = ()
    """(NCIC code or "", words) of each scar, mark or tattoo."""
    photo: bytes = b""
    photo_taken: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Companion:
    """Somebody the youth is with; another minor prints as "another youth" unless picked for police (P21)."""

    name: str
    note: str = ""
    minor: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Concern:
    """A person of concern: on paper only where somebody picked it, to police and NCMEC (P21)."""

    name: str
    about: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Absence:
    """The open missing episode: seen, learned, how it went, and the NCIC codes chosen for it."""

    last_seen: Instant | None = None
    place: str = ""
    with_whom: str = ""
    clothing: str = ""
    belongings: str = ""
    vehicle: str = ""
    heading_to: str = ""
    circumstances: str = ""
    agency_learned: Instant | None = None
    found: Instant | None = None
    returned: Instant | None = None
    person_type: str = ""
    circumstance: str = ""
    message_key: str = ""
    cautions: tuple[str, ...] = ()
    earlier: str = ""
    poster_decision: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Dangers:
    """Medicine and dangers for a missing report; pregnancy only inside one, to police and NCMEC (P25)."""

    medication: str = ""
    suicidality: str = ""
    trafficking: str = ""
    pregnancy: str = ""
    other: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class IfFound:
    """The box an officer reads at 3 am (P14)."""

    bring_to: str = ""
    release_to: str = ""
    release_never: str = ""
    medicine: str = ""
    interpreter: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Numbers:
    """Who has which number for this youth or this episode."""

    court: str = ""
    court_number: str = ""
    probation_number: str = ""
    client_id: str = ""
    police_agency: str = ""
    police_officer: str = ""
    police_report: str = ""
    ncic: str = ""
    ncic_entered: Instant | None = None
    ncmec: str = ""
    ncmec_person: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One line of a chronology. field: the row of the matrix that it draws on · needs: rows that must be told too, or it is
    left out · who_field: one that its person needs besides.
    """

    at: Instant
    what: str
    who: str = ""
    channel: str = ""
    number: str = ""
    field: str = "chronology"
    needs: tuple[str, ...] = ()
    who_field: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class StatusRow:
    """One row for the CSEC grid, as validated by the document room. `id_sure` is False where the id was inferred."""

    label: str
    system_id: str
    start: date
    end: date | None = None
    entered_on: date | None = None
    entered_by: str = ""
    id_sure: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseFacts:
    """One youth and one episode, as a paper may need them."""

    letterhead: Letterhead
    worker: Staff
    supervisor: Staff
    legal_name: str = ""
    chosen_name: str = ""
    name_for_family: str = ""
    """The name to use with the person written to (P22)."""
    also_known_as: tuple[str, ...] = ()
    pronouns: str = ""
    born: date | None = None
    language: str = ""
    looks: Looks = field(default_factory=Looks)
    absence: Absence = field(default_factory=Absence)
    dangers: Dangers = field(default_factory=Dangers)
    if_found: IfFound = field(default_factory=IfFound)
    numbers: Numbers = field(default_factory=Numbers)
    phones: tuple[str, ...] = ()
    accounts: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    companions: tuple[Companion, ...] = ()
    placement: str = ""
    caregiver: str = ""
    tribes: tuple[str, ...] = ()
    contacts: tuple[str, ...] = ()
    """Family and others, each as one line; a person of concern is never among them (P21)."""
    concerns: tuple[Concern, ...] = ()
    also_missing: tuple[str, ...] = ()
    """Names of other youths who are missing now: those who left together are on no paper of each other (P6)."""
    events: tuple[Event, ...] = ()
    status_rows: tuple[StatusRow, ...] = ()
    on_file: Mapping[str, str] = field(default_factory=dict)
    """What else the record holds, by row of the matrix: never printed, named under "left out, and why"."""
    citations: tuple[str, ...] = ()
    interpreter_line: str = ""
    ncmec_line: str = ""
    """NCMEC's number where the county's directory has another than the public one."""
    missing_episode: bool = True
    purpose: Literal["report", "again", "found"] = "report"
    """What is told: that the youth is missing, that again about a report that was taken, or that the youth was found."""
    practice: bool = False
    zone: str = HOME_ZONE
