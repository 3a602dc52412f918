"""The one presenter: sentences of any length are read whole, on top of each other, and go with the lock."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from tests.window.person import Person
from ui.app import App

LONG = (
    "The store's database is damaged, cut short or missing, or belongs to another store. Do not use this copy; restore your"
    " last backup, or call your agency's IT."
)


def test_several_sentences_of_any_length_are_read_whole(unlocked: App, person: Person) -> None:
    unlocked.shell.resize(1092, 614)
    notices = unlocked.shell.notices
    notices.trouble(LONG, "The files were left exactly as they are.")
    notices.say("Short.")
    notices.say("The call is kept as you typed it; no clock runs yet.", "F2 goes on with it.")
    person.sees("F2 goes on with it.", notices)
    for label in notices.findChildren(QLabel):
        assert label.height() >= label.heightForWidth(label.width()), label.text()
    tops = [label.mapTo(unlocked.shell, label.rect().topLeft()).y() for label in notices.findChildren(QLabel)]
    assert min(tops) > 0
    assert tops == sorted(tops)


def test_a_lock_takes_them_down(unlocked: App, person: Person) -> None:
    unlocked.shell.notices.say("Short.")
    person.turns_here()
    person.key(Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    person.waits(lambda: unlocked.session.me is None, lambda: "locked")
    assert unlocked.shell.notices.sentences() == ()
