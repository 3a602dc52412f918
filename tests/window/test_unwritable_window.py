"""A full disk, at the window: the store opens, says in words why nothing can be recorded, and what is known can be read."""

from __future__ import annotations

from PySide6.QtCore import Qt

from fieldapp.demo import fiction
from tests.window.person import Person
from torture.failing import no_larger_than
from ui.pages.youths import YouthsPage

WORDS = fiction.PASSPHRASES["worker"]
FULL = "The disk with your store is full, so the store is open for reading only. Free some space; then lock and unlock."


def _locks(person: Person) -> None:
    person.app.on_lock()
    person.sees("This laptop's store is locked")


def _looks_up(person: Person, name: str) -> None:
    listing = person.goes("youths", YouthsPage)
    person.turns_here()
    person.types(listing.search, name)
    person.sees("1 youth", listing)
    listing.search.setFocus()
    person.key(Qt.Key.Key_Return)
    person.sees(name, person.app.pages["youth"])


def test_on_a_full_disk_the_store_is_read_and_with_room_again_goes_on(person: Person) -> None:
    person.starts_a_call("Mika Sample")
    _locks(person)
    with no_larger_than(4096):
        person.unlocks(WORDS)
        person.sees(FULL)
        person.sees("Everything recorded so far is safe and can be read.")
        person.sees_no("Continue as a new device")
        _looks_up(person, "Mika Sample")
        person.sees(FULL)
        _locks(person)
    person.unlocks(WORDS)
    person.sees("Missing now")
    person.sees_no("open for reading only")
    _looks_up(person, "Mika Sample")
    person.starts_a_call("Kai Pattern")
