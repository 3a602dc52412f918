"""The licences, as somebody looks them up: by name, by licence, each with its whole text."""

from __future__ import annotations

from pathlib import Path

import pytest

from fieldapp.desk import licences
from shipping.inside import installed, place_of
from shipping.notices import write
from tests.window.person import Person
from ui.app import App
from ui.pages.licences import LicencesPage
from ui.pages.settings import SettingsPage


@pytest.fixture
def notices(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """As they lie in a built folder, of some of what is inside."""
    files = [str(place_of(path)) for name in ("msgspec", "sqlcipher3") for path in installed()[name].files or ()]
    write(files, tmp_path)
    monkeypatch.setattr(licences, "folder", lambda: tmp_path)
    return tmp_path


def test_the_notices_are_a_press_away_from_the_settings_and_can_be_looked_up(
    notices: Path, unlocked: App, person: Person
) -> None:
    settings = person.goes("settings", SettingsPage)
    person.press("Licences", settings)
    page = unlocked.pages["licences"]
    assert isinstance(page, LicencesPage)
    person.sees("works of others are inside", page)
    assert page.list.count() > 8
    person.types(page.search.edit, "sqlcipher")
    shown = [page.list.item(at).text().partition(" · ")[0] for at in range(page.list.count())]
    assert shown == ["sqlcipher3 0.6.4", "SQLCipher 4.19.0", "OpenSSL (of SQLCipher) 3.6.0"]
    page.list.setCurrentRow(1)
    assert "ZETETIC LLC" in page.text.toPlainText()
    assert "Redistributions in binary form must reproduce" in page.text.toPlainText()
    person.types(page.search.edit, "no such thing")
    assert page.text.toPlainText() == "Nothing inside has such a name or licence."
    person.press("Settings", page)
    person.waits(settings.isVisible, lambda: "the settings")


def test_where_it_runs_from_its_sources_it_says_so(unlocked: App, person: Person) -> None:
    page = person.goes("licences", LicencesPage)
    person.sees("runs from its sources", page)
    assert not page.search.isVisible()
