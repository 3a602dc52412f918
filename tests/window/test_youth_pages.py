"""A youth's page, as a worker uses it: sheets, the photo, people who must not be told, what two people stated, search by keys."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QBuffer, QByteArray, QIODevice, Qt
from PySide6.QtGui import QColor, QImage
from pytestqt.qtbot import QtBot

from fieldapp import clock
from fieldapp.demo import fiction
from fieldapp.desk import lookup, transfer
from fieldapp.desk.accesslog import accesses
from fieldapp.exchange.folder import FolderDestination
from fieldapp.locate import acts as locate
from fieldapp.locate.model import Call
from fieldapp.youth import acts
from fieldapp.youth.model import Channel, Concern, Contact, Health, Names, Placement, Standing
from tests.desk.conftest import Hand, team, worker
from tests.desk.office import Office
from tests.window.person import Person
from ui import photo
from ui.app import App
from ui.pages.life_sheets import AroundSheet, PlacementSheet, ReachSheet
from ui.pages.people_sheets import ConcernSheet, ContactSheet
from ui.pages.youth import YouthPage
from ui.pages.youths import YouthsPage

__all__ = ["hand", "team", "worker"]


@pytest.fixture
def hand() -> Hand:
    return Hand()


def _wrote(person: Person, act: Callable[..., object], *args: object) -> object:
    """Somebody wrote this before."""
    found: list[object] = []
    person.app.session.do(lambda desk: desk.do(act, *args), found.append)
    person.waits(lambda: bool(found), lambda: "written")
    return found[0]


@pytest.fixture
def mika(person: Person) -> str:
    youth = str(_wrote(person, acts.open_record, Names(chosen="Mika Sample", legal="Mikaela Sample", pronouns="they/them")))
    _wrote(person, acts.say_standing, youth, Standing(born="2011-05-30", jurisdiction="dependent"))
    return youth


@pytest.fixture
def page(person: Person, mika: str) -> YouthPage:
    shown = person.goes("youth", YouthPage, mika)
    person.sees("Ready sheet", shown)
    return shown


def test_the_chosen_name_heads_and_the_legal_name_is_nowhere(page: YouthPage, person: Person) -> None:
    person.sees("Mika Sample", page)
    person.sees("Legal name: police, NCMEC, court", page)
    assert "Mikaela" not in person.words(page)


def test_a_placement_is_entered_refused_for_a_day_that_cannot_be_and_kept(page: YouthPage, person: Person) -> None:
    person.press("Add: Placement", page)
    sheet = page.sheets["placement"]
    assert isinstance(sheet, PlacementSheet)
    person.types(sheet.name.edit, "Example Home A")
    for day, words in (("2099-01-01", "future"), ("2001-01-01", "before the youth's birth"), ("2026-02-31", "is no date")):
        person.types(sheet.since.edit, day)
        person.press("Keep", sheet)
        person.sees(words, sheet)
        assert sheet.name.text() == "Example Home A", "what was typed stays"
    person.types(sheet.since.edit, "2026-06-02")
    person.key(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    person.sees("Example Home A since 2 Jun 2026", page)
    assert sheet.isHidden()


def test_phones_accounts_places_and_people_are_entered_line_by_line(page: YouthPage, person: Person) -> None:
    person.press("Add: Phones and accounts", page)
    reach = page.sheets["reach"]
    assert isinstance(reach, ReachSheet)
    person.types(reach.lines()[0].number.edit, "555-0131")
    person.types(reach.lines()[0].carrier.edit, "Example Mobile")
    person.press("One more line", reach)
    person.types(reach.lines()[1].service.edit, "example-chat")
    person.types(reach.lines()[1].number.edit, "@mika.fiction")
    person.press("Keep", reach)
    person.sees("555-0131, Example Mobile", page)
    person.sees("example-chat @mika.fiction", page)
    person.press("Add: Places and people", page)
    around = page.sheets["around"]
    assert isinstance(around, AroundSheet)
    around.places.edit.setPlainText("skate park\nlibrary")
    person.types(around.lines()[0].name.edit, "Robin Demo")
    person.press("Keep", around)
    person.sees("skate park; library", page)
    person.sees("Robin Demo (minor)", page)


def test_a_contact_is_changed_and_what_was_before_can_be_read(page: YouthPage, person: Person, mika: str) -> None:
    mail = Channel(kind="fax", value="555-0190")
    _wrote(person, acts.say_contact, mika, Contact(name="Victor Sample", relation="parent", channels=(mail,)))
    person.press("Change Victor Sample", page)
    sheet = page.sheets["contact"]
    assert isinstance(sheet, ContactSheet)
    person.types(sheet.phone.edit, "555-0118")
    person.types(sheet.interpreter.edit, "county line")
    person.types(sheet.language.edit, "Mixteco")
    person.press("Voicemail OK? Yes", sheet)
    person.press("Keep", sheet)
    person.sees("555-0190 · 555-0118 · Mixteco, interpreter · voicemail OK", page)
    person.press("Change Victor Sample", page)
    sheet.tell.choose("do_not_tell")
    person.press("Keep", sheet)
    person.sees("Do not tell needs its ground", sheet)
    person.types(sheet.order.edit, "Order of 12 March")
    person.press("Keep", sheet)
    person.sees("Order of 12 March", page)
    person.press("Change Victor Sample", page)
    person.press("Earlier", sheet)
    person.waits(lambda: person.words(page.earlier).count("Dana") == 3, lambda: "three statements")
    person.press("Cancel", page.earlier)
    words = person.words(page)
    assert words.index("Do not tell") < words.index("Victor Sample, parent") < words.index("Safe people")


def test_a_number_of_a_person_of_concern_alarms_wherever_it_stands(page: YouthPage, person: Person, mika: str) -> None:
    phone = Channel(kind="phone", value="(213) 555-0118")
    _wrote(person, acts.say_contact, mika, Contact(name="Rosa Sample", relation="parent", channels=(phone,)))
    person.sees("(213) 555-0118", page)
    person.press("Add a person of concern", page)
    sheet = page.sheets["concern"]
    assert isinstance(sheet, ConcernSheet)
    person.types(sheet.name.edit, "Unknown Mister")
    person.types(sheet.phones.edit, "213 555 0118")
    person.press("Keep", sheet)
    person.sees("Do not dial (213) 555-0118", page)
    person.sees("do not dial", page)
    person.press("Add a contact", page)
    contact = page.sheets["contact"]
    assert isinstance(contact, ContactSheet)
    person.types(contact.name.edit, "Kai Sample")
    person.types(contact.phone.edit, "555-0118")
    person.press("Keep", contact)
    person.sees("This number belongs to a person of concern", contact)


def test_still_right_and_taking_back(page: YouthPage, person: Person, mika: str) -> None:
    _wrote(person, acts.say_health, mika, Health(medication="inhaler"))
    _wrote(person, acts.say_health, mika, Health(medication="meant for another youth"))
    person.sees("meant for another youth", page)
    person.press("Earlier: Medicine and dangers", page)
    person.sees("counts now", page.earlier)
    person.press("Take back the last", page.earlier)
    person.sees("Taking back needs its reason", page.earlier)
    person.types(page.earlier.reason.edit, "wrong youth")
    person.press("Take back the last", page.earlier)
    person.sees_no("meant for another youth", page)
    person.sees("inhaler", page)
    person.press("Still right: Medicine and dangers", page)
    person.press("Earlier: Medicine and dangers", page)
    person.waits(lambda: person.words(page.earlier).count("Dana") == 4, lambda: "four statements")


def test_open_items_lead_to_where_they_are_settled(page: YouthPage, person: Person, mika: str) -> None:
    person.sees("Nothing is open", page)
    limited = Contact(name="Victor Sample", relation="parent", tell="do_not_tell", order="Order 1", review_on="2026-01-12")
    _wrote(person, acts.say_contact, mika, limited)
    person.sees("review was due 12 Jan 2026", page)
    _wrote(person, locate.start_from_call, Call(came_at=person.app.session.now(), caller="Example Home A"), mika)
    person.sees("required contact", page)
    person.press("Open: Look again: Victor Sample", page)
    person.waits(page.sheets["contact"].isVisible, lambda: "the contact's sheet")
    person.press("Open the episode", page)
    person.waits(person.app.pages["episode"].isVisible, lambda: "the episode's page")


def test_a_key_opens_the_first_section_that_wants_a_look_and_escape_puts_it_away(page: YouthPage, person: Person) -> None:
    person.turns_here()
    person.sees("Refresh 8 sections", page)
    person.key(Qt.Key.Key_F4)
    person.waits(page.photo.isVisible, lambda: "the photo's sheet")
    person.key(Qt.Key.Key_Escape)
    person.waits(page.photo.isHidden, lambda: "the sheet put away")


def test_the_same_youth_stated_in_two_records_keeps_what_each_knows(page: YouthPage, person: Person, mika: str) -> None:
    other = str(_wrote(person, acts.open_record, Names(chosen="Mika S"), "call"))
    _wrote(person, acts.say_health, other, Health(medication="inhaler"))
    _wrote(person, acts.join, mika, other, "the same youth")
    person.sees("inhaler", page)
    person.press("Still right: Medicine and dangers", page)
    _wrote(person, acts.say_health, mika, Health(medication="none any more"))
    person.sees("none any more", page)


# -- the photo


def _picture(path: Path, kind: str) -> Path:
    image = QImage(64, 48, QImage.Format.Format_RGB32)
    image.fill(QColor("teal"))
    image.setText("Comment", "MARKER-WHERE-IT-WAS-TAKEN")
    out = QBuffer()
    out.open(QIODevice.OpenModeFlag.WriteOnly)
    assert image.save(out, kind)  # type: ignore[call-overload]
    content = bytes(out.data().data())
    if kind == "JPEG":
        exif = b"Exif\0\0MM\0*MARKER-GPS-POSITION"
        content = content[:2] + b"\xff\xe1" + (len(exif) + 2).to_bytes(2, "big") + exif + content[2:]
    path.write_bytes(content)
    return path


@pytest.mark.parametrize("kind", ["JPEG", "PNG"])
def test_only_the_pixels_of_a_picture_are_kept(tmp_path: Path, kind: str) -> None:
    path = _picture(tmp_path / "picture", kind)
    assert b"MARKER" in path.read_bytes()
    kept = photo.prepare(path)
    assert b"MARKER" not in kept.content
    assert b"Exif" not in kept.content
    shown = QImage.fromData(QByteArray(kept.content))
    assert (shown.width(), shown.height()) == (64, 48)


def test_a_photo_is_chosen_dated_and_shown(page: YouthPage, person: Person, tmp_path: Path) -> None:
    person.press("Add photo: Photo", page)
    with person.picks(_picture(tmp_path / "mika.jpg", "JPEG")):
        person.press("Choose a picture", page.photo)
    person.types(page.photo.taken.edit, "2099-01-01")
    person.waits(lambda: page.photo.value() is not None, lambda: "the picture read")
    person.press("Keep", page.photo)
    person.sees("lies in the future", page.photo)
    person.types(page.photo.taken.edit, "2026-08-15")
    person.press("Keep", page.photo)
    person.sees("15 Aug 2026", page)
    assert all(b"JFIF" not in each.read_bytes() for each in person.app.before.folder.rglob("*") if each.is_file())


def test_a_file_that_is_no_picture_is_said_and_nothing_is_kept(page: YouthPage, person: Person, tmp_path: Path) -> None:
    person.press("Add photo: Photo", page)
    person.press("Keep", page.photo)
    person.sees("No picture is chosen yet", page.photo)
    whole = _picture(tmp_path / "whole.png", "PNG").read_bytes()
    for content, words in (
        (b"", "no JPEG or PNG"),
        (b"GIF89a" + bytes(40), "no JPEG or PNG"),
        (whole[:60], "damaged or was cut short"),
        (whole + bytes(photo.MOST_BYTES), "larger than 25 MB"),
    ):
        (tmp_path / "bad.png").write_bytes(content)
        with person.picks(tmp_path / "bad.png"):
            person.press("Choose a picture", page.photo)
        person.sees(words, page.photo)
    with person.picks(tmp_path / "gone.png"):
        person.press("Choose a picture", page.photo)
    person.sees("cannot be opened", page.photo)


# -- restricted, twice, search


def test_restricted_notes_are_there_only_while_the_key_is_held_and_each_look_is_logged(
    page: YouthPage, person: Person, qtbot: QtBot
) -> None:
    person.turns_here()
    page.setFocus()
    qtbot.keyPress(person.app.shell, Qt.Key.Key_K)
    person.sees("Nothing restricted is on file", page)
    qtbot.keyRelease(person.app.shell, Qt.Key.Key_K)
    person.sees_no("Nothing restricted is on file", page)
    found: list[list[str]] = []
    person.app.session.ask(lambda desk: [each.what for each in accesses(desk)], found.append)
    person.waits(lambda: bool(found), lambda: "the accesses")
    assert found[0].count("looked_restricted") == 1


def test_what_two_people_stated_stands_twice_until_one_is_chosen(
    team: Office, hand: Hand, make_app: Callable[[Path], App], qtbot: QtBot, request: pytest.FixtureRequest
) -> None:
    worker = request.getfixturevalue("worker")
    youth = worker.do(acts.open_record, Names(chosen="Mika Sample")).result
    transfer.send(worker, FolderDestination(team.folder))
    team.read(team.lead)
    hand.pass_by(clock.MINUTE)
    worker.do(acts.say_placement, youth, Placement(name="Example Home A"))
    team.lead.do(acts.say_placement, youth, Placement(name="Example Home B"))
    transfer.send(worker, FolderDestination(team.folder))
    team.read(team.lead)
    team.open.remove(team.lead)
    team.lead.close()
    person = Person(make_app(team.root / "Pat-Template-Lead"), qtbot)
    person.unlocks(fiction.PASSPHRASES["worker"])
    page = person.goes("youth", YouthPage, youth)
    person.sees("Placement: stated by two people at the same time", page)
    for words in ("Example Home A", "Example Home B", "Dana Demo-Worker", "Pat Template-Lead"):
        person.sees(words, page)
    person.press("This is right: Example Home A", page)
    person.sees_no("at the same time", page)
    person.sees_no("Example Home B", page)
    person.press("Earlier: Placement", page)
    person.sees("chosen of two", page.earlier)
    person.sees("Example Home B", page.earlier)


def test_somebody_is_looked_up_from_anywhere_by_keys_alone(person: Person, qtbot: QtBot) -> None:
    for name in ("María José Ejemplo", "Mario Pattern", "Zoë Sampleton"):
        _wrote(person, acts.open_record, Names(chosen=name))
    person.turns_here()
    qtbot.keyClick(person.app.shell, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    listing = person.app.pages["youths"]
    assert isinstance(listing, YouthsPage)
    person.sees("3 youths", listing)
    person.waits(listing.search.hasFocus, lambda: "the focus in the search")
    qtbot.keyClicks(listing.search, "mari")
    person.sees("2 youths", listing)
    person.key(Qt.Key.Key_Down)
    person.key(Qt.Key.Key_Return)
    page = person.app.pages["youth"]
    person.waits(page.isVisible, lambda: "the youth's page")
    person.sees("Mario Pattern", page)
    qtbot.keyClick(person.app.shell, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    person.types(listing.search, "ejempol jose")
    person.sees("1 youth", listing)
    person.key(Qt.Key.Key_Return)
    person.sees("María José Ejemplo", page)


def test_nobody_found_says_what_to_do(person: Person) -> None:
    listing = person.goes("youths", YouthsPage)
    person.sees("No youths yet", listing)
    person.types(listing.search, "Nobody")
    person.sees("Ctrl N begins a record", listing)


def test_concerns_are_never_among_safe_people(page: YouthPage, person: Person, mika: str) -> None:
    _wrote(person, acts.say_concern, mika, Concern(name="Unknown Mister", vehicle="gray sedan"))
    person.sees("Person of concern: Unknown Mister", page)
    words = person.words(page)
    assert words.index("Unknown Mister") < words.index("Safe people")
    assert "Unknown Mister" not in words[words.index("Safe people") :].split("Change")[0]


def test_among_very_many_youths_the_list_says_how_far_the_names_are_read(
    person: Person, mika: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    _wrote(person, acts.open_record, Names(chosen="Noa Sample"))
    monkeypatch.setattr(lookup, "_SLICE", 1)
    listed, said = person.app.pages["youths"], []
    assert isinstance(listed, YouthsPage)
    write = listed.said.setText
    monkeypatch.setattr(listed.said, "setText", lambda words: (said.append(words), write(words)))
    person.goes("youths", YouthsPage)
    person.sees("2 youths", listed)
    assert said[:2] == ["Reading names: 1 of 2", "Reading names: 2 of 2"]
