"""Destruction by order as a supervisor does it: from the youth's page to the last laptop's word."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from fieldapp import clock
from fieldapp.demo import fiction
from fieldapp.demo.story import Walk, store_of
from fieldapp.desk import destroying, opening
from fieldapp.desk.desk import run_through
from fieldapp.desk.destroying import Order
from fieldapp.ledger.kinds import Role
from fieldapp.locate import acts as locate
from fieldapp.locate.queries import open_episodes
from fieldapp.youth import acts
from fieldapp.youth.model import Health
from fieldapp.youth.queries import youths
from tests.window.person import Person
from ui.app import App
from ui.pages.destruction import DestructionPage
from ui.pages.monday import MondayPage
from ui.pages.youth import YouthPage

ROLE: Role = "supervisor"


@pytest.fixture
def back(walk: Walk) -> str:
    """A youth of the supervisor's who came back."""
    desk = opening.unlock(store_of(walk, ROLE), fiction.PASSPHRASES[ROLE], clock.now)
    for each in desk.ask(open_episodes):
        for what in ("located", "returned"):
            desk.do(locate.end, each.youth, each.id, what, clock.now(), "Example Home A", "")
    youth = desk.ask(youths)[0].id
    desk.close()
    return youth


@pytest.fixture
def lead(walk: Walk, back: str, make_app: Callable[[Path], App], qtbot: QtBot) -> Person:
    del back
    person = Person(make_app(store_of(walk, ROLE)), qtbot)
    person.unlocks(fiction.PASSPHRASES[ROLE])
    return person


def _begins(lead: Person, youth: str) -> DestructionPage:
    page = lead.goes("youth", YouthPage, youth)
    lead.sees("Destroy by order", page)
    lead.press("Destroy by order", page)
    made = lead.app.pages["destruction"]
    assert isinstance(made, DestructionPage)
    lead.sees("cannot be taken back", made)
    return made


def _types(lead: Person, page: DestructionPage, passphrase: str) -> None:
    lead.types(page.sheet.by.edit, "Juvenile Court of Example County")
    lead.types(page.sheet.reference.edit, "DEMO-ORDER-1")
    lead.types(page.sheet.passphrase.edit, passphrase)
    lead.press("Destroy it for good", page.sheet)


def test_the_record_goes_and_who_has_not_confirmed_is_named(lead: Person, back: str) -> None:
    page = _begins(lead, back)
    _types(lead, page, fiction.PASSPHRASES[ROLE])
    lead.sees("DEMO-ORDER-1", page)
    lead.sees("Not confirmed", page)
    lead.sees("has not confirmed yet", page)
    assert page.sheet.isHidden()
    assert not page.sheet.passphrase.edit.text()
    monday = lead.goes("monday", MondayPage)
    lead.sees("1 order of destruction", monday)
    lead.press("Look", monday)
    lead.sees("DEMO-ORDER-1", page)
    lead.sees("This record is not in your store.", lead.goes("youth", YouthPage, back))


def test_a_wrong_passphrase_and_an_empty_field_are_said_and_nothing_goes(lead: Person, back: str) -> None:
    page = _begins(lead, back)
    _types(lead, page, "not that one at all, no")
    lead.sees("This passphrase does not open the store.", page.sheet)
    lead.types(page.sheet.reference.edit, " ")
    lead.types(page.sheet.passphrase.edit, fiction.PASSPHRASES[ROLE])
    lead.press("Destroy it for good", page.sheet)
    lead.sees("This is missing.", page.sheet)
    assert page.sheet.by.edit.text() == "Juvenile Court of Example County", "what was typed stays"
    lead.press("Cancel", page.sheet)
    lead.sees("No order stands.", page)
    lead.sees_no("This record is not in your store.", lead.goes("youth", YouthPage, back))


def test_locked_nothing_of_it_stays(lead: Person, back: str) -> None:
    page = _begins(lead, back)
    lead.types(page.sheet.passphrase.edit, "half of it")
    lead.app.session.lock()
    assert page.sheet.isHidden()
    assert not page.sheet.passphrase.edit.text()
    assert "Destroy the record of" not in lead.words(page)


def test_a_worker_has_no_such_button(walk: Walk, make_app: Callable[[Path], App], qtbot: QtBot) -> None:
    person = Person(make_app(store_of(walk, "worker")), qtbot)
    person.unlocks(fiction.PASSPHRASES["worker"])
    page = person.goes("youth", YouthPage, walk.missing[0])
    person.sees("Restricted notes", page)
    person.sees_no("Destroy by order", page)


def test_what_came_since_is_destroyed_too(walk: Walk, back: str, make_app: Callable[[Path], App], qtbot: QtBot) -> None:
    desk = opening.unlock(store_of(walk, ROLE), fiction.PASSPHRASES[ROLE], clock.now)
    order = Order("Juvenile Court of Example County", "DEMO-ORDER-1", "2026-11-20")
    run_through(destroying.destroy(desk, back, order, fiction.PASSPHRASES[ROLE]))
    desk.do(acts.say_health, back, Health(medication="none"))
    desk.close()
    person = Person(make_app(store_of(walk, ROLE)), qtbot)
    person.unlocks(fiction.PASSPHRASES[ROLE])
    page = person.goes("destruction", DestructionPage)
    person.sees("1 record came since", page)
    person.press("Destroy these too", page)
    person.types(page.rest.passphrase.edit, fiction.PASSPHRASES[ROLE])
    person.press("Destroy it for good", page.rest)
    person.sees_no("came since", page)


def test_of_a_destroyed_record_nothing_stays_on_the_page_of_the_youth(lead: Person, back: str) -> None:
    page = lead.goes("youth", YouthPage, back)
    lead.sees("Ready sheet", page)
    _types(lead, _begins(lead, back), fiction.PASSPHRASES[ROLE])
    lead.sees("DEMO-ORDER-1", lead.app.pages["destruction"])
    lead.goes("youth", YouthPage, back)
    lead.sees("This record is not in your store.", page)
    for gone in ("Ready sheet", "Safe people", "Episodes"):
        lead.sees_no(gone, page)
