"""Backups of an open store, and a store made again from one: a new device that goes on from what the backup holds."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import msgspec
from msgspec.structs import replace

from fieldapp.clock import DAY, Clock, Instant
from fieldapp.desk import opening, own
from fieldapp.desk.access import Access
from fieldapp.desk.county import county
from fieldapp.desk.desk import Desk, Progress, Slices
from fieldapp.errors import BadInput, Bug, FieldError
from fieldapp.ledger import local
from fieldapp.text import _, harmless
from fieldapp.vault import backup, earlier, suitable
from fieldapp.vault import opening as ways

KEEP = 7
"""So many backups stay in a folder until the county says otherwise."""
_KEY = "backups"
_MOST_EARLIER = 8


class _Noted(msgspec.Struct, frozen=True, kw_only=True):
    """Where the last one was made and when (ms UTC), and where others were before."""

    to: str = ""
    at: Instant = 0
    earlier: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Backups:
    """Where backups go, when the last was made there (ms UTC), and how many stay; "" and 0 before the first. by_county: its file
    says where, so nobody else does.
    """

    to: str = ""
    at: Instant = 0
    keep: int = KEEP
    by_county: bool = False


@dataclass(frozen=True, slots=True)
class Kept:
    """A backup as a person is shown it. made: ms UTC · records: of everybody's case chains · size: bytes."""

    folder: Path
    name: str
    made: Instant
    records: int
    size: int


def backups(desk: Desk) -> Backups:
    """Where backups of this store go: where the county file says, else where somebody here chose."""
    noted, plan = _noted(desk), desk.ask(county).backups
    to = str(Path(plan.to).expanduser()) if plan.to else noted.to
    return Backups(to, noted.at if to == noted.to else 0, plan.keep or KEEP, by_county=bool(plan.to))


def _noted(desk: Desk) -> _Noted:
    held = local.get(desk.book.connection, _KEY)
    return msgspec.json.decode(held, type=_Noted) if held else _Noted()


def places(desk: Desk) -> tuple[str, ...]:
    """Every folder that backups of this store went to."""
    return tuple(dict.fromkeys(each for each in (backups(desk).to, _noted(desk).to, *_noted(desk).earlier) if each))


def remove_from(folders: Iterable[str], devices: frozenset[str]) -> tuple[str, ...]:
    """Remove the backups of these devices; returns the folders where that could not be."""
    return tuple(each for each in folders if not _removed(Path(each), devices))


def clear_elsewhere(desk: Desk) -> tuple[str, ...]:
    """Remove the backups of this store from where they went before another place was chosen; returns the places out of reach."""
    noted = _noted(desk)
    left = remove_from(noted.earlier, own_devices(desk))
    if left != noted.earlier:
        desk.batch(lambda book: local.put(book.connection, _KEY, msgspec.json.encode(replace(noted, earlier=left))))
    return left


def _removed(folder: Path, devices: frozenset[str]) -> bool:
    try:
        backup.remove_all(folder, devices)
    except FieldError:
        return False
    return True


def own_devices(desk: Desk) -> frozenset[str]:
    """This device, and those that the store was before."""
    itself = own.read_self(desk.book.connection)
    return frozenset((itself.device, *(each.device for each in itself.before)))


def kept_beside(desk: Desk) -> tuple[str, ...]:
    """The folders of the stores that lay here before this one was restored."""
    return tuple(map(str, desk.files.earlier()))


def is_due(kept: Backups, now: Instant) -> bool:
    """Whether the last is a day old, or made by a clock that ran ahead, and the folder for them in reach."""
    return bool(kept.to) and not 0 <= now - kept.at < DAY and Path(kept.to).is_dir()


def back_up(desk: Desk, to: Path, keep: int = 0) -> Slices[Kept]:
    """Make a backup in a folder, where only the newest of this store stay; leaves its access entry. keep: so many, 0 for as many
    as the county file says.

    A store open for reading only is backed up too: that is when its owner wants one most.
    """
    yield Progress(0, 0, _("Making a backup"))
    now, device = desk.clock(), desk.me.device
    counted = desk.book.connection.exec_driver_sql("SELECT count(*) FROM chain WHERE device NOT LIKE '%/access'").scalar()
    made = desk.files.back_up(to, device, int(counted or 0), now)
    yield Progress(1, 2, _("Removing the oldest backup"))
    backup.rotate(to, own_devices(desk), keep or backups(desk).keep, made.folder.name)
    if not desk.read_only:
        said = msgspec.json.encode(_moved(_noted(desk), str(to), now))
        desk.batch(lambda book: local.put(book.connection, _KEY, said))
        desk.note_access(Access(what="backed_up", about=device))
    return _kept(made)


def _moved(noted: _Noted, to: str, now: Instant) -> _Noted:
    others = [each for each in noted.earlier if each != to]
    others += [noted.to] if noted.to not in {"", to} else []
    return _Noted(to=to, at=now, earlier=tuple(others[-_MOST_EARLIER:]))


def _kept(found: backup.Backup) -> Kept:
    return Kept(found.folder, harmless(found.folder.name), found.said.made, found.said.records, found.size)


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
