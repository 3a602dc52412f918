"""Spanish: chosen in the settings, spoken at once and after the lock; a catalogue whose texts fit and whose state is said."""

from __future__ import annotations

import re
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from threading import Event

import pytest
from babel.messages.catalog import Catalog
from babel.messages.mofile import read_mo, write_mo
from babel.messages.pofile import read_po

from fieldapp import text
from fieldapp.desk import keeping
from fieldapp.desk.settings import Settings
from tests.window.person import Person
from tests.window.test_everywhere import SMALLEST, _cut
from ui.pages.settings import SettingsPage

FOLDER = Path(__file__).resolve().parents[2] / "resources" / "text"
SPANISH = FOLDER / "es" / "LC_MESSAGES" / "fieldapp.po"
_PLACE = re.compile(r"\{(\w+)")


@pytest.fixture(autouse=True)
def _english_again() -> Iterator[None]:
    yield
    text.speak("en")


@pytest.fixture(scope="module")
def catalogue() -> Catalog:
    with SPANISH.open("rb") as file:
        return read_po(file, locale="es")


def test_spanish_is_spoken_at_once_and_after_the_lock(person: Person) -> None:
    page = person.goes("settings", SettingsPage)
    person.sees("Ways into this store", page)
    person.press("Language Español", page)
    person.sees("Ajustes")
    page = person.goes("settings", SettingsPage)
    person.sees("Formas de abrir este almacén", page)
    person.sees("Bloquear")
    person.app.go("today", "", "")
    person.sees("Nadie de los suyos está ausente", person.app.pages["today"])
    person.app.session.lock()
    person.sees("¿Un joven ausente ahora?", person.app.unlock)
    person.sees("Sin conexión")


def test_and_english_again(person: Person) -> None:
    page = person.goes("settings", SettingsPage)
    person.press("Language Español", page)
    person.sees("Ajustes")
    page = person.goes("settings", SettingsPage)
    person.press("Idioma English", page)
    person.sees("Settings")
    person.sees_no("Ajustes")


def test_the_choice_is_kept_for_the_next_unlock(person: Person) -> None:
    from fieldapp.demo import fiction

    person.press("Language Español", person.goes("settings", SettingsPage))
    person.sees("Ajustes")
    person.app.session.lock()
    text.speak("en")
    person.unlocks(fiction.PASSPHRASES["worker"])
    person.sees("Jóvenes")


def test_what_a_page_asked_before_the_change_finds_it_and_it_goes_with_the_lock(person: Person) -> None:
    page = person.goes("settings", SettingsPage)
    person.sees("Ways into this store", page)
    gone: list[bool] = []
    page.destroyed.connect(lambda: gone.append(True))
    held, answered = Event(), []
    person.app.work.run(lambda: held.wait(10), lambda _none: None)
    page.session.ask(keeping.ways_in, lambda ways: answered.append((len(ways), page.isVisible())))
    person.app.on_settings(Settings(language="es"))
    person.sees("Jóvenes")
    held.set()
    person.waits(lambda: bool(answered), lambda: "an answer to the page before")
    assert answered == [(2, False)]
    assert gone == []
    person.app.session.lock()
    person.waits(lambda: gone == [True], lambda: "the page before let go")


@pytest.mark.parametrize("name", ["today", "settings", "start", "unlock"])
def test_spanish_is_longer_and_still_whole_at_the_smallest_screen(person: Person, name: str) -> None:
    shell = person.app.shell
    shell.resize(*SMALLEST)
    person.press("Language Español", person.goes("settings", SettingsPage))
    person.sees("Ajustes")
    if name == "unlock":
        person.app.session.lock()
    elif name == "start":
        person.app.shell.show_page("start", person.app.start)
    else:
        person.app.go(name, "", "")
    done: list[bool] = []
    person.app.work.run(lambda: None, lambda _none: done.append(True))
    person.waits(lambda: bool(done), lambda: "an answer")
    # A long page is laid out in several rounds of the window's loop; what is still cut after them stays cut.
    person.waits(lambda: not _cut(shell), lambda: "a whole page, but:\n" + "\n".join(_cut(shell)))


def test_every_translation_has_the_same_places_to_fill_in(catalogue: Catalog) -> None:
    wrong = []
    for message in catalogue:
        ids = message.id if isinstance(message.id, tuple) else (message.id,)
        said = message.string if isinstance(message.string, tuple) else (message.string,)
        wanted = {place for one in ids for place in _PLACE.findall(one)}
        wrong += [one for one in said if one and message.id and set(_PLACE.findall(one)) != wanted]
    assert wrong == []


def test_what_is_loaded_is_what_the_file_says(catalogue: Catalog) -> None:
    written = BytesIO()
    write_mo(written, catalogue)
    with SPANISH.with_suffix(".mo").open("rb") as file:
        loaded = read_mo(file)
    written.seek(0)
    assert [(each.id, each.string) for each in loaded] == [(each.id, each.string) for each in read_mo(written)]
    assert len(list(loaded)) > 200


def test_the_file_says_that_no_person_has_reviewed_it(catalogue: Catalog) -> None:
    assert "NEEDS REVIEW" in catalogue.header_comment
    assert "not yet reviewed" in catalogue.last_translator
