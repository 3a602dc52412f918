"""Taking in a caseload, as a worker does it: choose the sheet, look, take, read what was not taken and why."""

from __future__ import annotations

import io
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from zipfile import ZipFile

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook
from PySide6.QtCore import QModelIndex, Qt
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from fieldapp.desk.lookup import lookup
from fieldapp.errors import CaseloadRefused
from fieldapp.youth import caseload
from tests.window.person import Person
from ui.app import App
from ui.models.caseload import CaseloadModel
from ui.pages.caseload import CaseloadPage
from ui.pages.youths import YouthsPage

HEADS = ("First name", "Last name", "Date of birth", "Status", "Client ID", "Placement")


def _xlsx(path: Path, *rows: Sequence[object], heads: Sequence[str] = HEADS) -> Path:
    book = Workbook()
    page = book.active
    assert page is not None
    for row in (heads, *rows):
        page.append(list(row))
    out = io.BytesIO()
    book.save(out)
    path.write_bytes(out.getvalue())
    return path


@pytest.fixture
def page(person: Person) -> CaseloadPage:
    listing = person.goes("youths", YouthsPage)
    person.press("Take in a caseload", listing)
    found = person.app.pages["caseload"]
    assert isinstance(found, CaseloadPage)
    person.waits(found.isVisible, lambda: "the caseload page")
    person.sees("Choose a sheet", found)
    return found


def _table(page: CaseloadPage) -> list[tuple[str, ...]]:
    model = page.model
    return [tuple(str(model.data(model.index(r, c))) for c in range(5)) for r in range(model.rowCount())]


def test_good_rows_are_taken_and_every_other_is_named_with_its_reason(page: CaseloadPage, person: Person, tmp_path: Path) -> None:
    sheet = _xlsx(
        tmp_path / "caseload.xlsx",
        ("Mika", "Sample", "2011-05-30", "dependent", "DEMO-1", "Example Home A"),
        ("María José", "Ejemplo", "05/31/2012", "ward", "DEMO-2", ""),
        ("Mika", "Sample", "2011-05-30", "dependent", "DEMO-9", ""),
        ("Kai", "Pattern", "2011-02-30", "dual status", "DEMO-3", ""),
        ("Noa", "Unborn", "2099-01-01", "dependent", "DEMO-4", ""),
        ("", "", "2012-01-01", "dependent", "", ""),
        ("Ash", "Number", "2012-01-01", "under review", "DEMO-1", ""),
    )
    page.open_sheet(sheet)
    person.sees("2 of 7 ticked", page)
    what = [row[4] for row in _table(page)]
    assert what[0] == "is taken in"
    assert "row 2 of this sheet" in what[2]
    assert "2011-02-30" in what[3]
    assert "born in the future" in what[4]
    assert "no name" in what[5]
    assert "row 2 of this sheet" in what[6], "the same client id is the same youth"
    person.press("Take in 2 youths", page)
    person.sees("2 youths taken in", page)
    person.sees("Row 5: no birth date that can be (2011-02-30)", page)
    page.save_to(tmp_path / "report.csv")
    person.sees("Saved.", page)
    report = (tmp_path / "report.csv").read_text(encoding="utf-8-sig")
    assert report.count("\n") == 6
    assert "Sample" not in report, "the report names rows, never youths"
    listing = person.goes("youths", YouthsPage)
    person.sees("2 youths", listing)


def test_the_same_sheet_again_is_all_doubles_until_one_is_ticked(
    page: CaseloadPage, person: Person, tmp_path: Path, qtbot: QtBot
) -> None:
    sheet = _xlsx(tmp_path / "caseload.xlsx", ("Mika", "Sample", "2011-05-30", "dependent", "DEMO-1", ""))
    page.open_sheet(sheet)
    person.press("Take in 1 youth", page)
    person.sees("1 youth taken in", page)
    page.open_sheet(sheet)
    person.sees("0 of 1 ticked", page)
    assert "already in your store" in _table(page)[0][4]
    assert not page.begin.isEnabled()
    page.table.setFocus()
    page.table.setCurrentIndex(page.model.index(0, 0))
    qtbot.keyClick(page.table, Qt.Key.Key_Space)
    person.sees("1 of 1 ticked", page)


def test_a_column_that_was_not_guessed_is_mapped_by_hand(page: CaseloadPage, person: Person, tmp_path: Path) -> None:
    sheet = _xlsx(tmp_path / "odd.xlsx", ("Mika Sample", "2011-05-30"), heads=("Who", "When"))
    page.open_sheet(sheet)
    person.sees("No column is mapped to a name", page)
    page.picks["chosen"].choose("0")
    person.sees("1 of 1 ticked", page)
    page.picks["born"].choose("1")
    person.waits(lambda: _table(page)[0][2] == "2011-05-30", lambda: "the birth date")


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("empty.xlsx", b"", "no Excel sheet, or it was cut short"),
        ("cut.xlsx", b"PK\x03\x04 cut", "no Excel sheet, or it was cut short"),
        ("old.xls", bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 600, "has a password"),
        ("picture.csv", b"\x89PNG\0\0\0", "neither an Excel sheet nor a CSV"),
        ("heads.csv", b"First name,Last name\n", "no rows below its headings"),
        ("open.csv", b'Name,Born\nMika,2011-05-30\n"Kai,2011-05-30\nNoa,2011-05-30\n', "a quotation mark is left open"),
        ("locked.xlsx", bytes.fromhex("d0cf11e0a1b11ae1") + "EncryptedPackage".encode("utf-16-le") * 40, "has a password"),
    ],
)
def test_a_sheet_that_will_not_do_is_said_and_takes_nothing(
    page: CaseloadPage, person: Person, tmp_path: Path, name: str, content: bytes, words: str
) -> None:
    (tmp_path / name).write_bytes(content)
    page.open_sheet(tmp_path / name)
    person.sees(words, page)
    assert not page.begin.isEnabled()


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    member=st.integers(0, 20),
    place=st.floats(0, 1),
    how=st.sampled_from(("cut", "flipped")),
    where=st.sampled_from(("file", "part")),
)
def test_a_damaged_workbook_is_refused_or_read_never_more(good: Path, member: int, place: float, how: str, where: str) -> None:
    content, cut = good.read_bytes(), how == "cut"
    damaged = _hurt(content, place, cut=cut) if where == "file" else _repacked(content, member, place, cut=cut)
    with suppress(CaseloadRefused):
        assert caseload.read(damaged, "caseload.xlsx").headings


def _hurt(content: bytes, place: float, *, cut: bool) -> bytes:
    at = int(place * max(0, len(content) - 1))
    return content[:at] if cut else content[:at] + bytes([content[at] ^ 8]) + content[at + 1 :] if content else content


def _repacked(content: bytes, member: int, place: float, *, cut: bool) -> bytes:
    """The same workbook with one of its parts damaged, its checksums right again."""
    out = io.BytesIO()
    with ZipFile(io.BytesIO(content)) as old, ZipFile(out, "w") as new:
        hurt = old.namelist()[member % len(old.namelist())]
        for name in old.namelist():
            part = old.read(name)
            new.writestr(name, _hurt(part, place, cut=cut) if name == hurt else part)
    return out.getvalue()


@pytest.fixture
def good(tmp_path: Path) -> Path:
    return _xlsx(tmp_path / "good.xlsx", ("Mika", "Sample", "2011-05-30", "dependent", "DEMO-1", ""))


def test_rows_are_numbered_as_the_sheet_numbers_them() -> None:
    sheet = caseload.read(b"\n\nName\r\rMika\n\nKai\n", "a.csv")
    assert sheet.headings == ("Name",)
    assert dict(zip(sheet.numbers, sheet.rows, strict=True)) == {5: ("Mika",), 7: ("Kai",)}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_every_encoding_that_excel_writes_is_read(encoding: str) -> None:
    sheet = caseload.read("Name;Born\r\nMaría Nuñez;2011-05-30\r\n".encode(encoding), "a.csv")
    assert sheet.rows == (("María Nuñez", "2011-05-30"),)


def test_ten_thousand_rows_are_looked_through(page: CaseloadPage, person: Person, tmp_path: Path) -> None:
    lines = ["First name,Last name,Client ID", *(f"Youth{n},Fictional{n},DEMO-{n % 9_999}" for n in range(10_000))]
    (tmp_path / "many.csv").write_text("\n".join(lines), encoding="utf-8")
    page.open_sheet(tmp_path / "many.csv")
    person.sees("9999 of 10000 ticked", page)
    assert "row 2 of this sheet" in _table(page)[-1][4]


def test_a_sheet_that_is_gone_is_said(page: CaseloadPage, person: Person, tmp_path: Path) -> None:
    page.open_sheet(tmp_path / "gone.xlsx")
    person.sees("cannot be opened", page)


def test_stopped_half_way_what_was_taken_stays_and_nothing_is_taken_twice(
    page: CaseloadPage, person: Person, tmp_path: Path, unlocked: App
) -> None:
    lines = ["First name,Last name"] + [f"Youth{n},Fictional{n}" for n in range(3_000)]
    (tmp_path / "many.csv").write_text("\n".join(lines), encoding="utf-8")
    page.open_sheet(tmp_path / "many.csv")
    person.sees("3000 of 3000 ticked", page)
    person.press("Take in 3000 youths", page)
    person.sees("Taking in youths: ", page)
    person.press("Stop", page)
    person.sees("Stopped. What was taken stays", page)
    person.waits(lambda: 0 < len(page.model.chosen()) < 3_000, lambda: "some taken, some left")
    left = len(page.model.chosen())
    found: list[int] = []
    unlocked.session.ask(lambda desk: lookup(desk, "").total, found.append)
    person.waits(lambda: bool(found), lambda: "a count")
    assert found == [3_000 - left]


def test_the_model_holds(qtmodeltester: ModelTester) -> None:
    model = CaseloadModel()
    sheet = caseload.read(b"Name,Born\nMika,2011-05-30\nKai,never\n", "a.csv")
    rows = caseload.preview(sheet, {"chosen": 0, "born": 1}, [], caseload.date(2026, 11, 24))
    model.show_rows(rows)
    qtmodeltester.check(model)
    assert model.rowCount(QModelIndex()) == 2
    assert not model.setData(model.index(1, 0), Qt.CheckState.Checked, Qt.ItemDataRole.CheckStateRole)
