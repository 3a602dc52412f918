"""Files that a person picks at the window: any name is shown harmless, and what is no plain file is refused, not waited for."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from fieldapp.errors import BadInput
from fieldapp.places import resource
from tests.desk.hostile_names import STEMS
from tests.window.person import Person
from ui.pages.caseload import CaseloadPage
from ui.pages.settings import SettingsPage
from ui.photo import prepare
from ui.widgets.text import Said

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="that system takes none of these names")


@pytest.fixture
def traps(tmp_path: Path) -> list[Path]:
    """A pipe, a folder, a file without end, and one that is gone."""
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "folder").mkdir()
    (tmp_path / "huge").write_bytes(b"x")
    os.truncate(tmp_path / "huge", 10 * 2**30)
    return [tmp_path / name for name in ("pipe", "folder", "huge", "gone")]


def test_a_picture_is_taken_under_any_name_and_a_trap_is_refused(tmp_path: Path, traps: list[Path]) -> None:
    picture = resource("demo", "photo.png").read_bytes()
    for stem in STEMS[::6]:
        path = tmp_path / f"{stem}.png"
        path.write_bytes(picture)
        assert prepare(path).content
    for path in traps:
        with pytest.raises(BadInput) as refused:
            prepare(path)
        assert refused.value.sentence


def test_a_trap_in_place_of_a_county_file_is_said_and_the_window_goes_on(person: Person, traps: list[Path]) -> None:
    page = person.goes("settings", SettingsPage)
    for path in traps:
        with person.picks(path):
            person.press("Take a newer file", page)
        person.sees("The file cannot be read (", page)
        page.said.setText("")


def test_a_caseload_sheet_of_any_name_is_refused_without_a_line_broken(person: Person, tmp_path: Path, traps: list[Path]) -> None:
    page = person.goes("caseload", CaseloadPage)
    named = tmp_path / "a\nb\u202egpj.csv"
    named.write_bytes(b"\x00\xff")
    for path in (named, *traps):
        with person.picks(path):
            person.press("Choose", page)
        person.waits(lambda: "\u202e" not in person.words(page), lambda: person.words(page))


def test_a_name_that_looks_like_markup_is_shown_as_it_is(person: Person) -> None:
    said = Said("<b>x</b> & y").cut()
    assert said.toolTip() == "<qt>&lt;b&gt;x&lt;/b&gt; &amp; y</qt>"
    assert said.text() == "<b>x</b> & y"
    assert Said("x & y").cut().toolTip() == "x & y"
