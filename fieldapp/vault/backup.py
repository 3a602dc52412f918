"""Backups: a folder with everything of a store but its head, encrypted as it was; and what makes such a folder a store again.

Without a head nobody can take a backup for the store itself: opened as it is, it is open for reading only, until it goes on as a
new device.
"""

from __future__ import annotations

import hashlib
import os
import re
import shutil
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import msgspec
from sqlalchemy import Engine

from fieldapp import clock
from fieldapp.clock import Instant
from fieldapp.errors import BadInput, DestinationTrouble, Trouble, UnsuitableFolder
from fieldapp.places import can_be_named, flush_folder, make_folder, read_small, write_durably
from fieldapp.text import _
from fieldapp.vault import attempts, earlier, suitable
from fieldapp.vault.folder import StoreFolder

_FORMAT = "fieldapp-backup/1"
_NAME = re.compile(r"fieldapp-\d{8}-\d{9}-[a-z2-7]{8}")
_SAID, _HALF = "backup", ".half"
_BLOCK, _MOST_SAID = 1 << 20, 1 << 26


class Said(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What a backup says of itself, in the clear: opaque ids, numbers and hashes. made: ms UTC · device: the store's when it was
    made · records: of everybody's case chains · files: path within it -> SHA-256, hex.
    """

    format: str = _FORMAT
    made: int
    device: str
    records: int
    files: dict[str, str]


@dataclass(frozen=True, slots=True)
class Backup:
    """A backup where it lies. size: bytes."""

    folder: Path
    said: Said
    size: int

    def is_outdone(self, other: Backup) -> bool:
        """Whether another of the same store is said to be older, and holds more."""
        mine, its = self.said, other.said
        return its.device == mine.device and its.made < mine.made and its.records > mine.records


def make(places: StoreFolder, engine: Engine, to: Path, device: str, records: int, now: Instant) -> Backup:
    """Copy a store that is open into a folder of its own under `to`; whole under its name, or not there at all.

    Raises DestinationTrouble where it cannot be written, BadInput for a place within the store.
    """
    if not to.is_dir():
        raise DestinationTrouble(_("The folder for backups cannot be reached."), _("Plug it in, or choose another."))
    if not can_be_named(to):
        raise DestinationTrouble(
            _("The name of this folder is no text that this computer can write."), _("Rename it, or choose another.")
        )
    if places.root.resolve() in (to.resolve(), *to.resolve().parents):
        raise BadInput("to", _("A backup inside of the store would be lost with it."), _("Choose a folder on another disk."))
    while (to / (name := _name(now, device))).exists():
        now += 1  # a clock that was set back comes to the same moment again
    half = to / (name + _HALF)
    shutil.rmtree(half, ignore_errors=True)
    try:
        made = _written(places, engine, half, device, records, now)
        half.rename(to / name)
        flush_folder(to)
    except (OSError, DestinationTrouble) as error:
        # The driver cannot tell which disk is full; the store is only read here, so it is the one that the backup goes to.
        shutil.rmtree(half, ignore_errors=True)
        raise DestinationTrouble(
            _("The backup could not be written: the disk for backups is full, read-only or was pulled out."),
            _("Your store is as it was, and so are older backups there."),
        ) from error
    except BaseException:
        shutil.rmtree(half, ignore_errors=True)
        raise
    return Backup(to / name, made, _size(to / name))


def _name(now: Instant, device: str) -> str:
    return f"fieldapp-{clock.local(now):%Y%m%d-%H%M%S}{now % 1_000:03d}-{device[:8]}"


def _written(places: StoreFolder, engine: Engine, half: Path, device: str, records: int, now: Instant) -> Said:
    half.mkdir(mode=0o700)
    with engine.connect() as connection:
        connection.exec_driver_sql("VACUUM INTO ?", (str(half / places.database.name),))
    for source in _others(places):
        target = half / source.relative_to(places.root)
        target.parent.mkdir(exist_ok=True, mode=0o700)
        shutil.copyfile(source, target)
    files = {}
    for path in _files(half):
        files[path.relative_to(half).as_posix()] = _digest(path)
    _flush_all(half)
    said = Said(made=now, device=device, records=records, files=files)
    write_durably(half / _SAID, msgspec.json.format(msgspec.json.encode(said), indent=1))
    return said


def _others(places: StoreFolder) -> Iterator[Path]:
    """What goes along beside the database."""
    yield from (places.slots, places.note_key)
    for room in (places.attachments, places.notes):
        yield from sorted(path for path in room.iterdir() if path.is_file() and not path.is_symlink() and _belongs(places, path))


def _belongs(places: StoreFolder, path: Path) -> bool:
    """What does not is left out: a backup with it would be taken for a damaged one."""
    return places.belongs(path.relative_to(places.root).as_posix())


def _files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file())


def _size(folder: Path) -> int:
    return sum(path.stat().st_size for path in _files(folder))


def _digest(path: Path) -> str:
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while block := file.read(_BLOCK):
            digest.update(block)
    return digest.hexdigest()


def _flush_all(folder: Path) -> None:
    """What was put into a folder, and the names of it, are on the disk when this returns."""
    for path in _files(folder):
        _flush(path)
    for inner in sorted(path for path in folder.rglob("*") if path.is_dir()):
        flush_folder(inner)
    flush_folder(folder)


def _flush(path: Path) -> None:
    handle = os.open(path, os.O_RDWR | getattr(os, "O_BINARY", 0))
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def found_in(folder: Path) -> list[Backup]:
    """Every backup in a folder, newest first; the folder may be one itself.

    One that was made while the laptop's clock ran ahead stands behind those that hold more of the same store.
    """
    try:
        inside = [folder, *folder.iterdir()]
    except OSError as error:
        raise DestinationTrouble(_("This folder cannot be read."), _("Plug it in, or choose another.")) from error
    own = (each for each in inside if each.is_dir() and not each.is_symlink())
    held = [Backup(each, said, _size(each)) for each in own if (said := _said(each))]
    return sorted(held, key=lambda each: (any(map(each.is_outdone, held)), -each.said.made))


def _said(folder: Path) -> Said | None:
    try:
        found = msgspec.json.decode(read_small(folder / _SAID, _MOST_SAID), type=Said)
    except (OSError, msgspec.MsgspecError, UnicodeError):
        return None
    return found if found.format == _FORMAT and not folder.name.endswith(_HALF) else None


def rotate(to: Path, devices: frozenset[str], keep: int, latest: str) -> list[str]:
    """Of these devices' backups in a folder the latest, by its name, and the newest before it stay, `keep` in all; returns the
    names of those that went. Which were the newest is told by what they hold: clocks are set back.

    What a crash left half written or half removed goes too.
    """
    before = [each for each in _own(to, devices) if each.folder.name != latest]
    gone = sorted(before, key=lambda each: (each.said.records, each.said.made), reverse=True)[max(keep, 1) - 1 :]
    for each in gone:
        with suppress(OSError):  # whatever ends the process meanwhile must not leave part of a backup under a backup's name
            each.folder.rename(each.folder.with_name(each.folder.name + _HALF))
            flush_folder(to)
    for half in to.glob(f"*{_HALF}"):
        name = half.name.removesuffix(_HALF)
        if _NAME.fullmatch(name) and name.endswith(tuple(each[:8] for each in devices)):
            shutil.rmtree(half, ignore_errors=True)
    return [each.folder.name for each in gone]


def remove_all(to: Path, devices: frozenset[str]) -> None:
    """Every backup of these devices in a folder goes, as their store does; DestinationTrouble where one stays."""
    for each in _own(to, devices):
        try:
            shutil.rmtree(each.folder)
            flush_folder(to)
        except OSError as error:
            raise DestinationTrouble(_("A backup could not be removed.")) from error


def _own(to: Path, devices: frozenset[str]) -> list[Backup]:
    return [each for each in found_in(to) if each.said.device in devices and _NAME.fullmatch(each.folder.name)]


def require_whole(backup: Backup) -> None:
    """Trouble where a file of a backup is missing, or is not the one that was put there."""
    places = StoreFolder(backup.folder)
    named = {places.database.name: "", places.slots.name: "", places.note_key.name: "", **backup.said.files}
    for name, digest in named.items():
        path = backup.folder / name
        if not places.belongs(name) or path.is_symlink() or not path.is_file() or _digest(path) != digest:
            raise Trouble(
                _("This backup is damaged: “{file}” is missing or changed.").format(file=name),
                _("Nothing was restored. Take an older backup, or another copy of this one."),
            )


def copy_to(backup: Backup, folder: Path, beside: Path | None = None) -> None:
    """Make a backup a store's folder, whole under its name or not there at all; what an earlier try left half done goes first.

    beside: where what lies in the folder now is kept; None refuses a folder in which anything lies.
    """
    require_whole(backup)
    StoreFolder(folder).clear_half_made()
    (suitable.refuse_unsuitable if beside is None else suitable.refuse_place)(folder)
    half = folder.with_name(folder.name + _HALF)
    shutil.rmtree(half, ignore_errors=True)
    try:
        _laid_out(backup, StoreFolder(half))
        _put_in_place(half, folder, beside)
    except OSError as error:
        shutil.rmtree(half, ignore_errors=True)
        raise UnsuitableFolder(
            _("The store could not be made ({why}). Free some space or choose another disk.").format(why=error.strerror),
            _("What was there before is as it was, and so is the backup."),
        ) from error
    except BaseException:
        shutil.rmtree(half, ignore_errors=True)
        raise


def _put_in_place(half: Path, folder: Path, beside: Path | None) -> None:
    kept = beside is not None and suitable.is_occupied(folder)
    if beside is not None and kept:
        attempts.carry(StoreFolder(folder).attempts, StoreFolder(half).attempts)
        earlier.keep_beside(folder, beside)
    elif folder.exists():
        folder.rmdir()  # it is empty
    try:
        half.rename(folder)
    except OSError:
        if beside is not None and kept:
            beside.rename(folder)
        raise
    flush_folder(folder.parent)


def _laid_out(backup: Backup, places: StoreFolder) -> None:
    make_folder(places.root, mode=0o700)
    places.attachments.mkdir()
    places.notes.mkdir()
    for name in backup.said.files:
        shutil.copyfile(backup.folder / name, places.root / name)
    _flush_all(places.root)
