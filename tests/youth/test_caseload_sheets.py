"""Caseload sheets as counties' systems export them, and as people spoil them: what is read, and what each row comes to."""

from __future__ import annotations

import io
from datetime import date

import pytest
from openpyxl import Workbook

from fieldapp.desk import intake
from fieldapp.desk.desk import Desk
from fieldapp.errors import CaseloadRefused
from fieldapp.youth import caseload
from fieldapp.youth.caseload import Candidate
from fieldapp.youth.queries import youth as record_of
from fieldapp.youth.queries import youths

TODAY = date(2026, 11, 21)


def _sheet(*rows: tuple[object, ...]) -> bytes:
    book, out = Workbook(), io.BytesIO()
    assert book.active
    for row in rows:
        book.active.append(list(row))
    book.save(out)
    return out.getvalue()


def _looked(content: bytes, name: str = "caseload.csv") -> list[Candidate]:
    sheet = caseload.read(content, name)
    return caseload.preview(sheet, caseload.guess(sheet.headings), [], TODAY)


def test_a_title_above_the_headings_is_passed_over() -> None:
    content = _sheet(
        ("Caseload of Unit 5",),
        ("Printed", date(2026, 11, 20)),
        (),
        ("Name", "DOB", "Status"),
        ("Mika Sample", date(2011, 5, 30), "Dependent"),
    )
    sheet = caseload.read(content, "caseload.xlsx")
    assert sheet.headings == ("Name", "DOB", "Status")
    assert sheet.numbers == (5,)
    (row,) = _looked(content, "caseload.xlsx")
    assert (row.number, row.standing.born, row.standing.jurisdiction) == (5, "2011-05-30", "dependent")


def test_a_title_without_rows_is_no_caseload() -> None:
    with pytest.raises(CaseloadRefused, match="no rows below its headings"):
        caseload.read(b"Caseload of Unit 5\nName,DOB\n", "a.csv")


@pytest.mark.parametrize(
    ("cell", "name"),
    [
        ("Sample, Mika", "Mika Sample"),
        ("Ejemplo Ficticio, María José", "María José Ejemplo Ficticio"),
        ("Mika Sample", "Mika Sample"),
        ("Sample,", "Sample,"),
        ("Sample, Mika, Jr.", "Sample, Mika, Jr."),
    ],
)
def test_family_name_first_is_turned_round(cell: str, name: str) -> None:
    (row,) = _looked(f'Client name\n"{cell}"\n'.encode())
    assert row.names is not None
    assert row.names.chosen == name


@pytest.mark.parametrize(
    ("cell", "said"),
    [
        ("2011-02-30", "no birth date that can be"),
        ("31/05/2011", "no birth date that can be"),
        ("40693", "no birth date that can be"),
        ("2026-11-22", "born in the future"),
        ("1999-01-01", "older than 26"),
    ],
)
def test_a_birth_date_that_cannot_be_keeps_its_row_out_and_no_other(desk: Desk, cell: str, said: str) -> None:
    sheet = caseload.read(f"Name,Born\nMika Sample,{cell}\nKai Pattern,2011-05-30\n".encode(), "a.csv")
    rows = intake.look(desk, sheet, caseload.guess(sheet.headings))
    assert [said in each.refused for each in rows] == [True, False]
    slices = intake.take(desk, rows, frozenset(each.number for each in rows))
    while True:
        try:
            next(slices)
        except StopIteration as done:
            taken = done.value
            break
    assert (taken.count, [number for number, _why in taken.left]) == (1, [2])
    assert cell in taken.left[0][1]
    assert [line.name for line in desk.ask(youths)] == ["Kai Pattern"]


def test_the_same_youth_twice_is_shown_once_by_name_and_birth_date_or_by_number(desk: Desk) -> None:
    lines = (
        "Name,Born,Client ID",
        "Mika Sample,2011-05-30,DEMO-1",
        "MIKA SAMPLE,05/30/2011,",
        "Mika Sample,2012-05-30,",
        "Somebody Else,,DEMO-1",
        "Mika Sample,,",
    )
    sheet = caseload.read("\n".join(lines).encode(), "a.csv")
    rows = intake.look(desk, sheet, caseload.guess(sheet.headings))
    assert [bool(each.twin) for each in rows] == [False, True, False, True, False]


def test_columns_that_say_nothing_of_a_name_are_refused_with_what_to_do(desk: Desk) -> None:
    sheet = caseload.read(b"Color,Number\nred,7\n", "a.csv")
    with pytest.raises(CaseloadRefused) as refused:
        intake.look(desk, sheet, caseload.guess(sheet.headings))
    assert (refused.value.sentence, refused.value.action) == (
        "No column is mapped to a name.",
        "Choose which column holds the name.",
    )


def test_everything_that_a_row_says_is_in_the_record(desk: Desk) -> None:
    heads = "First name,Last name,DOB,Status,Lead agency,Client ID,Court number,Probation number,Placement,Placement phone,Court county,Placement county,Pronouns"
    row = "Kai,Pattern,03/02/2008,dual status,Probation,DEMO-7,DEMO-JV-7,DEMO-P-7,Example Home A,555-0117,Example County,Sample County,they/them"
    sheet = caseload.read(f"{heads}\n{row}\n".encode(), "a.csv")
    rows = intake.look(desk, sheet, caseload.guess(sheet.headings))
    for _progress in intake.take(desk, rows, frozenset({2})):
        pass
    (line,) = desk.ask(youths)
    held = desk.ask(record_of, line.id)
    assert held is not None
    assert held.standing is not None
    assert held.placement is not None
    said = held.standing.value
    assert (said.born, said.jurisdiction, said.lead_agency) == ("2008-03-02", "dual", "probation")
    assert (said.cws_client_id, said.court_number, said.probation_number) == ("DEMO-7", "DEMO-JV-7", "DEMO-P-7")
    assert (said.court_county, said.placement_county) == ("Example County", "Sample County")
    assert (held.placement.value.name, held.placement.value.phone) == ("Example Home A", "555-0117")
    assert (held.names.value.chosen, held.names.value.legal, held.names.value.pronouns) == (
        "Kai Pattern",
        "Kai Pattern",
        "they/them",
    )
