"""Notes left while the store was locked: shown at the next unlock, and made an entry, or not, by the worker alone (P12)."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from fieldapp.desk import own
from fieldapp.desk.desk import Changes, Desk
from fieldapp.errors import Fixable, Trouble
from fieldapp.ledger.work import Work
from fieldapp.locate import acts as locate
from fieldapp.locate.model import Call
from fieldapp.text import _
from fieldapp.vault import note


@dataclass(frozen=True, slots=True)
class Left:
    """A note as it was left. at: ms UTC by this computer's clock, None where it cannot be read · fault: then why."""

    id: str
    at: int | None
    text: str
    fault: str = ""


def waiting(desk: Desk) -> tuple[Left, ...]:
    """The notes that wait, oldest first; one that cannot be read is named with its reason."""
    private = own.read_self(desk.book.connection).note
    return tuple(sorted((_read(path, private) for path in desk.files.left_notes()), key=lambda each: each.at or 0))


def start_clock(desk: Desk, left: str, youth_name: str) -> Changes[tuple[str, str]]:
    """Confirm a note: a call that came when the note was left, its words on the timeline; returns (youth, episode).

    The entry carries both times: the call's is the note's, its own is that of the confirmation. Whoever wrote the note is not
    known, so it is no statement of who called. The note goes once the entry is on the disk.
    """
    found = _found(desk, left)
    changes = desk.do(_confirm, found, youth_name)
    _remove(desk, left)
    return changes


def discard(desk: Desk, left: str) -> None:
    """Throw a note away."""
    _found_path(desk, left)
    _remove(desk, left)


def _confirm(work: Work, found: Left, youth_name: str) -> tuple[str, str]:
    at = found.at or work.now
    made = locate.start_from_call(work, Call(came_at=at, youth_name=youth_name, notes=found.text))
    locate.note(work, *made, "note", at, _("Left while locked: {text}").format(text=found.text))
    return made


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


def _remove(desk: Desk, left: str) -> None:
    note.discard(_found_path(desk, left))
