"""A paper as the typesetter takes it: plain data, every label in words, every value a string (`resources/papers/paper.typ`)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

import msgspec

from fieldapp.report import dates
from fieldapp.report.model import Line, Paper, Photo, Section, Table
from fieldapp.text import _, speaking

_LONG = re.compile(r"\S{29,}")
"""Words that no column holds (addresses of pages, pasted strings): they may be broken after so many letters."""

_PICTURES = (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n")
"""How the files begin that the typesetter takes: JPEG, PNG."""


class Stretch(msgspec.Struct, frozen=True):
    """A piece of a sentence."""

    text: str
    filled: bool
    blank: bool


class Row(msgspec.Struct, frozen=True):
    """A label and its value."""

    label: str
    value: str
    runs: list[Stretch]


class Grid(msgspec.Struct, frozen=True):
    """A table under a repeated head; widths are shares."""

    head: list[str]
    rows: list[list[str]]
    widths: list[int]


class Part(msgspec.Struct, frozen=True):
    """A section."""

    title: str
    look: str
    name: str | None
    name_plain: str
    photo: list[int] | None
    photo_says: str
    lines: list[Row]
    table: Grid | None
    prose: list[str]
    checklist: list[str]


class Sheet(msgspec.Struct, frozen=True):
    """A whole paper. `cover`: the lines of the page that goes on top, empty for none."""

    title: str
    office: str
    language: str
    under: str
    copy: str
    page: str
    shred: str
    reference: str
    practice: str
    note: str
    cover: list[str]
    sections: list[Part]


def sheet(paper: Paper) -> Sheet:
    """The data of a paper, as text for `paper.typ`, in the paper's own language."""
    with speaking(paper.language):
        return _sheet(paper)


def _sheet(paper: Paper) -> Sheet:
    head = paper.letterhead
    return Sheet(
        title=paper.title,
        office=head.office,
        language=paper.language,
        under=_("{office} · call back, 24 hours: {number}").format(office=head.office, number=head.phone_24h),
        copy=_("Copy {n}").format(n=paper.copy_number),
        page=_("Page {n} of {m}").format(n="{n}", m="{m}"),
        shred=" · ".join(_times(paper)),
        reference=" · ".join(part for part in (paper.recipient_name, paper.reference) if part),
        practice=_("Practice") if paper.practice else "",
        note="",
        cover=_cover(paper) if paper.cover else [],
        sections=[_part(section) for section in paper.sections],
    )


def _times(paper: Paper) -> Iterator[str]:
    """Until when a copy may be kept, and as of when it was true."""
    if paper.shred_by:
        yield _("Shred by {day}").format(day=dates.day(paper.shred_by, paper.language))
    yield _("As of {when}").format(when=dates.brief(paper.made_at, paper.language, paper.zone))


def without_photos(made: Sheet) -> Sheet:
    """The same sheet with a frame where each photo would stand: for a picture that cannot be read."""
    with speaking(made.language):
        frame = _("Photo could not be read. Attach one by hand.")
    kept = [msgspec.structs.replace(one, photo=[], photo_says=frame) if one.photo else one for one in made.sections]
    return msgspec.structs.replace(made, sections=kept)


def _cover(paper: Paper) -> list[str]:
    """The page on top (P27): who it is for and the office's number; nothing of the youth."""
    return [
        _("Confidential"),
        _("For {name}").format(name=paper.recipient_name) if paper.recipient_name else "",
        _("If this reached you by mistake, do not read on. Call {number}, any hour.").format(number=paper.letterhead.phone_24h),
    ]


def _part(section: Section) -> Part:
    photo = section.photo
    return Part(
        title=section.title,
        look=section.look.value,
        name=_wrapped(section.name.value) if section.name else None,
        name_plain=_wrapped(section.name.words) if section.name else "",
        photo=_picture(photo) if photo else None,
        photo_says=photo.says if photo else "",
        lines=[_row(line) for line in section.lines],
        table=_grid(section.table) if section.table else None,
        prose=[_wrapped(one) for one in section.prose],
        checklist=list(section.checklist),
    )


def _picture(photo: Photo) -> list[int]:
    """The bytes of a picture; none for what the typesetter does not take, which leaves a frame to attach one."""
    return list(photo.content) if photo.content.startswith(_PICTURES) else []


def _row(line: Line) -> Row:
    value = f"{line.words} ({line.value})" if line.words and line.value else line.value
    return Row(line.label, _wrapped(value), [Stretch(_wrapped(run.text), run.filled, run.blank) for run in line.runs])


def _grid(table: Table) -> Grid:
    return Grid(list(table.head), [[_wrapped(cell) for cell in row] for row in table.rows], list(table.widths))


def _wrapped(value: str) -> str:
    """The value without what cannot be set (control characters, lone surrogates), overlong words breakable."""
    kept = "".join(c for c in value.replace("\t", " ") if c == "\n" or unicodedata.category(c) not in ("Cc", "Cs"))
    return _LONG.sub(lambda found: "\u200b".join(re.findall(r".{1,14}", found.group())), kept)
