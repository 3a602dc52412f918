"""A caseload sheet (XLSX or CSV) as rows that can be looked through before anything is taken (P16).

Nothing here writes: `read` gives the sheet, `guess` maps its columns, `preview` says of every row whether it can be taken and if
not why. The act then takes the rows that were confirmed.
"""

from __future__ import annotations

import csv
import dataclasses
import io
import warnings
import zlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal
from xml.etree.ElementTree import ParseError
from zipfile import BadZipFile, ZipFile

from msgspec.structs import replace
from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from fieldapp.errors import CaseloadRefused
from fieldapp.text import _, clean, folded, words
from fieldapp.youth.model import Names, Placement, Standing

Column = Literal[
    "chosen", "given", "family", "legal", "born", "jurisdiction", "lead_agency", "cws_client_id", "court_number",
    "probation_number", "placement", "placement_phone", "court_county", "placement_county", "pronouns",
]  # fmt: skip
MOST_ROWS = 20_000
MOST_BYTES = 20 * 1024 * 1024
_MOST_TITLES = 8
_HEADINGS: dict[Column, tuple[str, ...]] = {
    "chosen": ("name", "chosen name", "preferred name", "youth", "child", "client name", "nombre"),
    "given": ("first name", "given name", "first", "nombre de pila"),
    "family": ("last name", "family name", "surname", "last", "apellido", "apellidos"),
    "legal": ("legal name", "full name"),
    "born": ("born", "birth date", "date of birth", "dob", "birthdate", "fecha de nacimiento"),
    "jurisdiction": ("jurisdiction", "status", "court status"),
    "lead_agency": ("lead agency", "agency"),
    "cws_client_id": ("client id", "cws client id", "cwscms id", "cws cms client id"),
    "court_number": ("court number", "case number", "court case number", "docket"),
    "probation_number": ("probation number", "pin"),
    "placement": ("placement", "placement name", "facility", "home"),
    "placement_phone": ("placement phone", "facility phone", "phone"),
    "court_county": ("court county", "county"),
    "placement_county": ("placement county", "county of placement"),
    "pronouns": ("pronouns",),
}
_JURISDICTIONS = {
    "dependent": "dependent", "ward": "ward", "dual": "dual", "dual status": "dual", "transition": "transition",
    "voluntary": "voluntary", "in home": "in_home", "family maintenance": "in_home", "tribal": "tribal", "300": "dependent",
    "602": "ward",
}  # fmt: skip
_AGENCIES = {"child welfare": "child_welfare", "cws": "child_welfare", "probation": "probation"}
_OLE = bytes.fromhex("d0cf11e0a1b11ae1")
_MOST_UNPACKED = 10 * MOST_BYTES
_UNREADABLE = (
    BadZipFile, InvalidFileException, KeyError, ValueError, OSError, EOFError, IndexError, TypeError, AttributeError,
    OverflowError, ParseError, zlib.error, RuntimeError,
)  # fmt: skip
"""All that the reader of sheets was seen to raise over damaged files, and over ones with a password in the archive."""
_DATES = ("%Y-%m-%d", "%m/%d/%Y", "%m-%d-%Y", "%m/%d/%y")


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet as read: its headings and its rows, every cell as text. numbers: of each row as the sheet itself counts."""

    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    numbers: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Candidate:
    """One row of the sheet as it would be taken, or why it cannot be. number: as the sheet numbers it · twin: where the same
    youth stands already · remark: what of the row was not understood and is left empty.
    """

    number: int
    names: Names | None
    standing: Standing
    placement: Placement | None
    refused: str = ""
    twin: str = ""
    remark: str = ""


def read(content: bytes, name: str) -> Sheet:
    """A sheet's first page as text; refused where it is no XLSX or CSV, empty, or larger than any caseload."""
    if len(content) > MOST_BYTES:
        raise _refused(_("This file is larger than any caseload."))
    if content.startswith(_OLE):
        raise _refused(
            _("This Excel file is of an old kind, or has a password."), _("Save it as .xlsx without a password, and try again.")
        )
    lines = _xlsx(content) if name.lower().endswith((".xlsx", ".xlsm")) or content[:2] == b"PK" else _csv(content)
    kept = [(number, line) for number, line in enumerate(lines, 1) if any(line)]
    if len(kept) < 2 or _top(kept) == len(kept) - 1:
        raise _refused(_("The sheet has no rows below its headings."))
    if len(kept) > MOST_ROWS:
        raise _refused(_("The sheet has more rows than any caseload."))
    top = _top(kept)
    headings, rows = kept[top][1], kept[top + 1 :]
    width = len(headings)
    cells = tuple(tuple((*line, *[""] * width)[:width]) for _number, line in rows)
    return Sheet(tuple(headings), cells, tuple(number for number, _line in rows))


def _top(kept: Sequence[tuple[int, list[str]]]) -> int:
    """Which row holds the headings: the first, but for a title or two above the first row with headings that are known."""
    fits = [len(guess(line)) for _number, line in kept[:_MOST_TITLES]]
    return 0 if not fits or fits[0] else next((place for place, count in enumerate(fits) if count > 1), 0)


def _xlsx(content: bytes) -> list[list[str]]:
    try:
        with ZipFile(io.BytesIO(content)) as packed:
            unpacked = sum(each.file_size for each in packed.infolist())
        if unpacked > _MOST_UNPACKED:
            raise _refused(_("This file is larger than any caseload."))
        with warnings.catch_warnings():  # the reader's remarks on styles and extensions are nothing that a worker could mend
            warnings.simplefilter("ignore")
            page = load_workbook(io.BytesIO(content), read_only=True, data_only=True).worksheets[0]
            return [[_cell(value) for value in row] for row in page.iter_rows(values_only=True, max_row=MOST_ROWS + 2)]
    except _UNREADABLE as error:
        raise _refused(_("This file is no Excel sheet, or it was cut short.")) from error


def _csv(content: bytes) -> list[list[str]]:
    decoded = _decoded(content)
    if "\0" in decoded:
        raise _refused(_("This file is neither an Excel sheet nor a CSV file."))
    lines = io.StringIO(decoded, newline=None)  # lines may end in any of the three ways
    delimiter = max(",;\t", key=lines.readline().count)
    lines.seek(0)
    reader = csv.reader(lines, delimiter=delimiter, strict=True)  # a quotation mark left open would swallow every row after it
    try:
        return [[clean(cell) for cell in row] for row in reader]
    except csv.Error as error:
        said = _("Line {n} of this file cannot be read: a quotation mark is left open, or a cell is far too long.")
        raise _refused(said.format(n=reader.line_num)) from error


def _decoded(content: bytes) -> str:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):  # what Excel calls Unicode text
        return content.decode("utf-16", errors="replace")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")  # what Excel on Windows writes as CSV


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return clean(str(value))


def guess(headings: Sequence[str]) -> dict[Column, int]:
    """Which column holds what, by its heading; what fits nothing is left for a person to map."""
    found: dict[Column, int] = {}
    for place, heading in enumerate(headings):
        said = " ".join(words(heading))
        for column, known in _HEADINGS.items():
            if said in known and column not in found:
                found[column] = place
                break
    return found


def preview(
    sheet: Sheet,
    columns: Mapping[Column, int],
    held: Iterable[tuple[str, str | None]],
    today: date,
    numbers: Iterable[str] = (),
) -> list[Candidate]:
    """Every row as it would be taken. held: (chosen name, birth date) of the youths already here, and numbers: their numbers, to
    show who stands there twice.
    """
    if not {"chosen", "given", "family", "legal"} & set(columns):
        raise _refused(_("No column is mapped to a name."), _("Choose which column holds the name."))
    here = _("already in your store")
    seen: dict[object, str] = {(folded(name), born): here for name, born in held}
    seen |= {number: here for number in numbers if number}
    taken: list[Candidate] = []
    for number, row in zip(sheet.numbers, sheet.rows, strict=True):
        cells = {column: clean(row[place]) for column, place in columns.items() if place < len(row)}
        candidate = _candidate(number, cells, today)
        taken.append(_marked(candidate, seen))
    return taken


def _marked(row: Candidate, seen: dict[object, str]) -> Candidate:
    """The row, with where the same name and birth date, or the same client id, stands already."""
    if row.names is None:
        return row
    own = _("row {n} of this sheet").format(n=row.number)
    keys: list[object] = [(folded(row.names.chosen), row.standing.born)]
    if row.standing.cws_client_id:
        keys.append(row.standing.cws_client_id)
    twins = [twin for key in keys if (twin := seen.setdefault(key, own)) != own]
    return dataclasses.replace(row, twin=twins[0]) if twins else row


def _candidate(number: int, cells: Mapping[Column, str], today: date) -> Candidate:
    given_family = " ".join(part for part in (cells.get("given", ""), cells.get("family", "")) if part)
    legal = _in_order(cells.get("legal", "")) or given_family
    chosen = _in_order(cells.get("chosen", "")) or legal
    standing = Standing(
        jurisdiction=_JURISDICTIONS.get(" ".join(words(cells.get("jurisdiction", "")))),  # type: ignore[arg-type]
        lead_agency=_AGENCIES.get(" ".join(words(cells.get("lead_agency", "")))),  # type: ignore[arg-type]
        cws_client_id=cells.get("cws_client_id", ""),
        court_number=cells.get("court_number", ""),
        probation_number=cells.get("probation_number", ""),
        court_county=cells.get("court_county", ""),
        placement_county=cells.get("placement_county", ""),
    )
    place = cells.get("placement", "")
    placement = Placement(name=place, phone=cells.get("placement_phone", "")) if place else None
    if not chosen:
        return Candidate(number, None, standing, placement, _("no name"))
    names = Names(chosen=chosen, legal=legal, pronouns=cells.get("pronouns", ""))
    born, fault = _born(cells.get("born", ""), today)
    said = cells.get("jurisdiction", "")
    remark = _("status “{said}” not understood").format(said=said) if said and not standing.jurisdiction else ""
    return Candidate(number, names, replace(standing, born=born), placement, fault, remark=remark)


def _in_order(name: str) -> str:
    """A name as it is said: many systems write “Family, Given”."""
    family, comma, given = (part.strip() for part in name.partition(","))
    return f"{given} {family}" if comma and family and given and "," not in given else name


def _born(cell: str, today: date) -> tuple[str | None, str]:
    if not cell:
        return None, ""
    for form in _DATES:
        try:
            day = datetime.strptime(cell.partition(" ")[0], form).date()  # noqa: DTZ007 - a day without a clock
        except ValueError:
            continue
        if day > today:
            return None, _("born in the future ({cell})").format(cell=cell)
        if today.year - day.year > 26:
            return None, _("older than 26 ({cell})").format(cell=cell)
        return day.isoformat(), ""
    return None, _("no birth date that can be ({cell})").format(cell=cell)


def unreadable() -> CaseloadRefused:
    """A file that cannot be opened at all."""
    return _refused(_("This file cannot be opened."), _("Close it in Excel, check where it lies, and try again."))


def _refused(sentence: str, action: str = "") -> CaseloadRefused:
    return CaseloadRefused(
        sentence, action or _("Save the caseload as an Excel or CSV file with one row a youth, and try again.")
    )
