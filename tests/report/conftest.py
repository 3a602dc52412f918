"""A fictional case for papers, the same case with a marker in every field, and readers of what was made."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, fields, is_dataclass, replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from pypdf import PdfReader

from fieldapp import clock
from fieldapp.report import facts as case
from fieldapp.report.model import Letterhead, Paper, Stamp

LA = ZoneInfo(clock.HOME_ZONE)
MADE_AT = clock.at(datetime(2026, 11, 22, 0, 48, tzinfo=LA))
LEARNED = clock.at(datetime(2026, 11, 21, 22, 34, tzinfo=LA))
SEEN = clock.at(datetime(2026, 11, 21, 20, 5, tzinfo=LA))


@pytest.fixture
def stamp() -> Stamp:
    """Copy 3 for a fictional officer."""
    return Stamp("Example City Police", MADE_AT, "Dana Demo", copy_number=3, shred_by=date(2026, 12, 21), reference="MS-07")


@pytest.fixture
def mika() -> case.CaseFacts:
    """A whole fictional case."""
    return case.CaseFacts(
        letterhead=Letterhead("Sample County", "555-0150"),
        worker=case.Staff(name="Dana Demo", phone="555-0151"),
        supervisor=case.Staff(name="Pat Template", phone="555-0152"),
        legal_name="Michaela Sample",
        chosen_name="Mika",
        name_for_family="Michaela",
        born=date(2011, 4, 4),
        looks=case.Looks(sex="F", race="W", eyes="BRO", hair="BRO", height=64, weight=118, marks=(("SC L ARM", "small scar"),)),
        absence=case.Absence(
            last_seen=SEEN,
            place="Example City transit stop",
            with_whom="alone",
            clothing="gray hoodie",
            agency_learned=LEARNED,
            circumstances="Did not come back from practice.",
            person_type="MP",
            circumstance="R",
        ),
        dangers=case.Dangers(medication="inhaler, left behind"),
        if_found=case.IfFound(bring_to="1 Sample Street, door B", release_to="Sample County staff"),
        numbers=case.Numbers(court="Sample Court", court_number="JD-0042", police_agency="Example City Police"),
        phones=("555-0136",),
        places=("skate park",),
        concerns=(case.Concern(name="Somebody Fictional", about="gray sedan"),),
        companions=(case.Companion(name="Robin Sample"), case.Companion(name="Gene Example", minor=False)),
        events=(
            case.Event(at=LEARNED, what="Agency learned", who="Gene Example", channel="phone"),
            case.Event(at=LEARNED + clock.HOUR, what="Told police", who="R. Example", channel="phone", number="26-0417"),
        ),
        status_rows=(
            case.StatusRow(label="At Risk", system_id="6867", start=date(2026, 3, 2)),
            case.StatusRow(label="Victim During Foster Care", system_id="6869", start=date(2026, 5, 1), id_sure=False),
        ),
    )


@dataclass(frozen=True)
class Marked:
    """A case with a marker in every text, and the marker of each place (such as "dangers.pregnancy")."""

    facts: case.CaseFacts
    markers: dict[str, str]


@pytest.fixture
def marked(mika: case.CaseFacts) -> Marked:
    """The case with a marker in every text of a person."""
    markers: dict[str, str] = {}

    def mark(place: str) -> str:
        markers[place] = f"zq{len(markers):03d}x"
        return markers[place]

    full = replace(mika, **{name: _marked(getattr(mika, name), name, mark) for name in _CASE_FIELDS})
    return Marked(full, markers)


_ROWS = {"field", "needs", "who_field"}
"""Parts of an event that name rows of the matrix."""
_CASE_FIELDS = (
    "legal_name", "chosen_name", "name_for_family", "pronouns", "language", "looks", "absence", "dangers", "if_found", "numbers",
    "placement", "caregiver", "also_known_as", "phones", "accounts", "places", "companions", "tribes", "contacts", "concerns", "events", "status_rows",
)  # fmt: skip


def _marked(value: object, place: str, mark: Callable[[str], str]) -> object:
    if isinstance(value, str):
        return mark(place)
    if isinstance(value, tuple):
        items = value or ("",)
        if place == "looks.marks":
            return (("", mark(place)),)
        if place == "absence.cautions":
            return (mark(place),)
        return tuple(_marked(item, f"{place}.{number}", mark) for number, item in enumerate(items))
    if is_dataclass(value) and not isinstance(value, type):
        inner = {one.name: getattr(value, one.name) for one in fields(value) if one.name not in _ROWS}
        return replace(value, **{name: _marked(held, f"{place}.{name}", mark) for name, held in inner.items()})
    return value


def texts(paper: Paper) -> Iterator[str]:
    """Every text that a paper holds for print."""
    for section in paper.sections:
        yield section.title
        yield from section.prose
        yield from section.checklist
        for line in (*section.lines, *((section.name,) if section.name else ())):
            yield from (line.label, line.value, line.words, *(run.text for run in line.runs))
        if section.photo:
            yield section.photo.says
        if section.table:
            yield from (cell for row in (section.table.head, *section.table.rows) for cell in row)


@pytest.fixture
def said() -> Callable[[Paper], str]:
    """All the text of a paper in one."""
    return lambda paper: "\n".join(texts(paper))


@pytest.fixture
def read_pdf() -> Callable[[bytes], str]:
    """The text of a PDF as a reader extracts it, without line ends and the marks where long words may break."""

    def read(content: bytes) -> str:
        shown: Iterable[str] = (page.extract_text() for page in PdfReader(io.BytesIO(content)).pages)
        return " ".join("\n".join(shown).replace("\u200b", "").split())

    return read
