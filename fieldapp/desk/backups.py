"""Backups of an open store, and a store made again from one: a new device that goes on from what the backup holds."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import msgspec

from fieldapp.clock import DAY, Clock, Instant
from fieldapp.desk import opening, own
from fieldapp.desk.access import Access
from fieldapp.desk.desk import Desk, Progress, Slices
from fieldapp.errors import BadInput, Bug
from fieldapp.ledger import local
from fieldapp.text import _
from fieldapp.vault import backup, earlier, suitable
from fieldapp.vault import opening as ways

KEEP = 7
"""So many backups stay in a folder until the county says otherwise."""
_KEY = "backups"


class Backups(msgspec.Struct, frozen=True, kw_only=True):
    """Where backups go and when the last was made there (ms UTC); "" and 0 before the first."""

    to: str = ""
    at: Instant = 0


@dataclass(frozen=True, slots=True)
class Kept:
    """A backup as a person is shown it. made: ms UTC · records: of everybody's case chains · size: bytes."""

    folder: Path
    name: str
    made: Instant
    records: int
    size: int


def backups(desk: Desk) -> Backups:
    """Where backups of this store go."""
    held = local.get(desk.book.connection, _KEY)
    return msgspec.json.decode(held, type=Backups) if held else Backups()


def kept_beside(desk: Desk) -> tuple[str, ...]:
    """The folders of the stores that lay here before this one was restored."""
    return tuple(map(str, desk.files.earlier()))


def is_due(kept: Backups, now: Instant) -> bool:
    """Whether the last is a day old, or made by a clock that ran ahead, and the folder for them in reach."""
    return bool(kept.to) and not 0 <= now - kept.at < DAY and Path(kept.to).is_dir()


def back_up(desk: Desk, to: Path, keep: int = KEEP) -> Slices[Kept]:
    """Make a backup in a folder, where only the newest `keep` of this store stay; leaves its access entry.

    A store open for reading only is backed up too: that is when its owner wants one most.
    """
    yield Progress(0, 0, _("Making a backup"))
    now, device = desk.clock(), desk.me.device
    counted = desk.book.connection.exec_driver_sql("SELECT count(*) FROM chain WHERE device NOT LIKE '%/access'").scalar()
    made = desk.files.back_up(to, device, int(counted or 0), now)
    yield Progress(1, 2, _("Removing the oldest backup"))
    itself = own.read_self(desk.book.connection)
    backup.rotate(to, frozenset((device, *(each.device for each in itself.before))), keep, made.folder.name)
    if not desk.read_only:
        said = msgspec.json.encode(Backups(to=str(to), at=now))
        desk.batch(lambda book: local.put(book.connection, _KEY, said))
        desk.note_access(Access(what="backed_up", about=device))
    return _kept(made)


def _kept(found: backup.Backup) -> Kept:
    return Kept(found.folder, found.folder.name, found.said.made, found.said.records, found.size)


def newest(source: Path) -> Kept:
    """The newest backup in a folder, or the folder itself where it is one; BadInput where there is none."""
    return _kept(_newest(source))


def _newest(source: Path) -> backup.Backup:
    found = backup.found_in(source)
    if not found:
        raise BadInput(
            "from",
            _("There is no backup in this folder."),
            _("Choose the folder that holds them; their names begin with “fieldapp-”."),
        )
    return found[0]


@dataclass(frozen=True, slots=True)
class LaidOut:
    """A store made again. beside: where what lay in its folder before is kept now, None where nothing did."""

    used: Kept
    beside: Path | None


def place_beside(folder: Path, now: Instant) -> Path | None:
    """Where what lies in a store's folder would be kept, were a backup restored there; None where nothing lies there."""
    return earlier.name_for(folder, now) if suitable.is_occupied(folder) else None


def lay_out(source: Path, folder: Path, beside: Path | None = None) -> Slices[LaidOut]:
    """Make a store's folder out of the newest backup in a folder. It opens for reading only until it goes on as a new device.

    beside: where what lies in the folder now is kept (`place_beside`); None refuses a folder in which anything lies.
    """
    found = _newest(source)
    yield Progress(0, 0, _("Checking the backup"))
    backup.require_whole(found)
    yield Progress(1, 2, _("Copying the backup"))
    backup.copy_to(found, folder, beside)
    return LaidOut(_kept(found), beside if beside and beside.exists() else None)


def restore(source: Path, folder: Path, passphrase: str, clock: Clock) -> tuple[Desk, Kept]:
    """The same in one go, with the passphrase that the store had then; WrongPassphrase before anything is copied."""
    found = _newest(source)
    ways.by_passphrase(found.folder, passphrase)
    for _slice in lay_out(found.folder, folder):
        pass
    desk = opening.unlock(folder, passphrase, clock)
    if desk.anew is None:
        raise Bug("a restored store has no head, so it opens for reading only", "DESK-RESTORED-HEAD")
    return desk.anew(), _kept(found)
