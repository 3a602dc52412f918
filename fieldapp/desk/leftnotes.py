"""Notes left while the store was locked: shown at the next unlock, and made an entry, or not, by the worker alone (P12)."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeVar

from fieldapp.desk import own
from fieldapp.desk.desk import Changes, Desk
from fieldapp.desk.known import Known
from fieldapp.errors import BadInput, DestinationTrouble, Fixable, Trouble
from fieldapp.ledger.work import View, Work
from fieldapp.locate import acts as locate
from fieldapp.locate import queries as absences
from fieldapp.locate.model import Call
from fieldapp.text import _
from fieldapp.vault import note

R = TypeVar("R")
AREA = "left"
"""The area that is touched where a note goes: it is no room's, since no entry holds it."""


@dataclass(frozen=True, slots=True)
class Left:
    """A note as it was left. at: ms UTC by this computer's clock, None where it cannot be read · fault: then why."""

    id: str
    at: int | None
    text: str
    fault: str = ""


@dataclass(frozen=True, slots=True)
class Running:
    """An absence that a note can be put into. name: of the youth · since: ms UTC, its clock · late: not yet missing."""

    youth: str
    episode: str
    name: str
    since: int
    late: bool


def waiting(desk: Desk) -> tuple[Left, ...]:
    """The notes that wait, oldest first; one that cannot be read is named with its reason."""
    private = own.read_self(desk.book.connection).note
    return tuple(sorted((_read(path, private) for path in desk.files.left_notes()), key=lambda each: each.at or 0))


def running(view: View) -> tuple[Running, ...]:
    """The absences that run now, the newest first; of those that are joined the one that all are shown under."""
    same, names = absences.joined(view), Known(view)
    shown = (each for each in absences.open_episodes(view) if each.id not in same or same[each.id].id == each.id)
    return tuple(Running(names.youth(each.youth), each.id, names.name(each.youth), each.since, each.late) for each in shown)


def start_clock(desk: Desk, left: str, youth_name: str) -> Changes[tuple[str, str]]:
    """Confirm a note: a call that came when the note was left, its words on the timeline; returns (youth, episode).

    The entry carries both times: the call's is the note's, its own is that of the confirmation. Whoever wrote the note is not
    known, so it is no statement of who called. The note goes once the entry is on the disk.
    """
    found = _found(desk, left)
    return _recorded(desk, left, desk.do(_confirm, found, youth_name))


def put_into(desk: Desk, left: str, episode: str) -> Changes[tuple[str, str]]:
    """Confirm a note: its words on the timeline of an absence that runs, at the time it was left; returns (youth, episode).

    The clock stays where it is. The note goes once the entry is on the disk; where the app ended between the two, the words
    stand there already, and are not written twice. BadInput where none is chosen, or it does not run any more.
    """
    found = _found(desk, left)
    return _recorded(desk, left, desk.do(_put, found, episode))


def discard(desk: Desk, left: str) -> Changes[None]:
    """Throw a note away; nothing of it is kept. DestinationTrouble where it cannot be removed."""
    note.discard(_found_path(desk, left))
    return Changes(None, frozenset({AREA}), frozenset())


def _confirm(work: Work, found: Left, youth_name: str) -> tuple[str, str]:
    at = found.at or work.now
    made = locate.start_from_call(work, Call(came_at=at, youth_name=youth_name, notes=found.text))
    locate.note(work, *made, "note", at, _said(found))
    return made


def _put(work: Work, found: Left, episode: str) -> tuple[str, str]:
    if not episode:
        raise BadInput("episode", _("Whose absence is it?"), _("Choose one of those that run."))
    into = absences.find(work, episode)
    if into is None or not into.open:
        raise BadInput(
            "episode", _("This absence does not run any more."), _("Choose another, or start the clock from the note.")
        )
    at, text = found.at or work.now, _said(found)
    if not any((each.what, each.at, each.text) == ("note", at, text) for each in into.timeline):
        locate.note(work, into.youth, into.id, "note", at, text)
    return Known(work, [into.youth]).youth(into.youth), into.id


def _said(found: Left) -> str:
    return _("Left while locked: {text}").format(text=found.text)


def _read(path: Path, private: bytes) -> Left:
    try:
        opened = note.open_note(private, path.read_bytes())
    except Trouble as broken:
        return Left(path.stem, None, "", broken.sentence)
    except OSError:
        return Left(path.stem, None, "", _("The note cannot be read from the disk."))
    return Left(path.stem, opened.at, opened.text)


def _found(desk: Desk, left: str) -> Left:
    found = _read(_found_path(desk, left), own.read_self(desk.book.connection).note)
    if found.at is None:
        raise Trouble(found.fault, _("The note was left where it is."))
    return found


def _found_path(desk: Desk, left: str) -> Path:
    for path in desk.files.left_notes():
        if path.stem == left:
            return path
    raise Fixable(_("This note is no longer there."), _("Go on with the others."))


def _recorded(desk: Desk, left: str, changes: Changes[R]) -> Changes[R]:
    """Take a note away whose words are on the disk. One that cannot be removed waits on: what was recorded is not said to have
    failed.
    """
    with suppress(DestinationTrouble):
        note.discard(_found_path(desk, left))
    return replace(changes, areas=changes.areas | {AREA})
