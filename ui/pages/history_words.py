"""Words, icons and inks of a youth's history."""

from __future__ import annotations

from fieldapp.desk.history import Part
from fieldapp.desk.historylines import Mark
from fieldapp.desk.historystanding import How
from fieldapp.text import _

ICONS: dict[Part, str] = {
    "told": "phone-call", "locate": "map-pin", "identify": "clipboard-check", "document": "lock", "determine": "list-checks",
    "record": "user", "people": "users", "papers": "file-text", "withdrawn": "rotate-ccw",
    "other": "info",
}  # fmt: skip
INKS: dict[Mark, str] = {
    "not_authorized": "red", "disputed": "amber", "same_time": "amber", "clock": "amber", "newer": "muted",
    "without_words": "muted", "destroyed": "muted", "moved": "muted", "loose": "amber",
}  # fmt: skip


def part_words(part: Part) -> str:
    """What records are about, for the choice above the list."""
    return {
        "told": _("Who was told"),
        "locate": _("Absences"),
        "identify": _("Screenings"),
        "document": _("Restricted notes"),
        "determine": _("Next steps"),
        "record": _("The youth"),
        "people": _("People"),
        "papers": _("Papers"),
        "withdrawn": _("Withdrawn, moved"),
        "other": _("Without words"),
    }[part]


def mark_words(mark: Mark) -> str:
    """A mark on a row, in a word or two."""
    return {
        "not_authorized": _("not authorized"),
        "newer": _("newer version"),
        "without_words": _("words not here"),
        "destroyed": _("destroyed"),
        "same_time": _("at the same time"),
        "disputed": _("disputed"),
        "clock": _("clock differs"),
        "moved": _("moved here"),
        "loose": _("to be decided"),
    }[mark]


def mark_means(mark: Mark) -> str:
    """The same as a sentence, where the record is open."""
    return {
        "not_authorized": _("Its author had no right to write this: it is kept, and counts nowhere."),
        "newer": _("This version of the app cannot read it."),
        "destroyed": _("A supervisor destroyed it by order, here and everywhere it could be reached."),
        "without_words": _("That it was written is known; what it says is not here."),
        "same_time": _("Somebody else stated the same thing at the same time. Both stand until somebody decides."),
        "disputed": _("Two laptops wrote under one name from here on. Both are kept; ask which of them is meant."),
        "moved": _("It stood in another record first. Its time and author are those that whoever moved it says."),
        "loose": _("It is about something that was entered in the wrong youth, and its author did not know. It counts nowhere."),
        "clock": _("It is dated before something that its author had read, or after it came here: a clock was wrong."),
    }[mark]


def standing_words(how: How) -> str:
    """Whether a record still counts; "" where it does."""
    return {
        "stands": "",
        "changed": _("changed later"),
        "struck": _("taken back"),
        "barred": "",
        "withdrawn": _("withdrawn"),
        "loose": "",
    }[how]
