"""What must hold of a store, of its backups and of stores made from them, whatever was done to the process that wrote them."""

from __future__ import annotations

import shutil
from dataclasses import dataclass, field
from pathlib import Path

from fieldapp import clock
from fieldapp.desk import backups, checking, clearing, opening
from fieldapp.desk.desk import Desk, run_through
from fieldapp.errors import FieldError, WrongPassphrase
from fieldapp.identify.queries import draft, screenings
from fieldapp.ledger import erasing
from fieldapp.vault import backup, store
from fieldapp.vault import opening as ways
from fieldapp.vault.folder import StoreFolder
from torture.day import Line, Room, barred, bodies, named
from torture.found import Findings

Holds = dict[str, tuple[int, str]]
"""Chain -> the last place and hash of it."""


@dataclass(frozen=True, slots=True)
class Target:
    """A store that was to be made. words: what opens it · holds: at least · there: it was acknowledged."""

    words: str
    holds: Holds
    there: bool


@dataclass(slots=True)
class Acknowledged:
    """All that the day said was done, so far. wanted: passphrases that were to be; any may be it or not · before,
    saved: what was held when the last backup was begun, and what is in the last one done · during: the act that was begun and
    not done.
    """

    words: str
    wanted: list[str] = field(default_factory=list)
    holds: Holds = field(default_factory=dict)
    files: set[str] = field(default_factory=set)
    notes: tuple[str, ...] = ()
    drafts: dict[str, tuple[str, int]] = field(default_factory=dict)
    out: dict[str, str] = field(default_factory=dict)
    barred: set[str] = field(default_factory=set)
    bodies: int = 0
    named: set[str] = field(default_factory=set)
    backup: str = ""
    before: Holds = field(default_factory=dict)
    saved: Holds = field(default_factory=dict)
    targets: dict[str, Target] = field(default_factory=dict)
    during: str = ""

    def take(self, line: Line) -> None:
        """One more line; what is acknowledged stays so."""
        self.during = "" if line.done else line.act
        if line.passphrase and not line.done:
            self.wanted.append(line.passphrase)
        if line.target:
            self.targets[line.target] = Target(line.words, {} if line.anew else self.saved, line.done)
        if line.act == "backup" and not line.done:
            self.before = dict(self.holds)
        if not line.done:
            return
        if line.passphrase:
            self.words, self.wanted = line.passphrase, []
        self.holds |= line.holds
        self.files.update(line.files)
        self.notes = line.notes
        self.drafts |= line.drafts
        self.out |= line.out
        self.barred, self.bodies = set(line.barred), line.bodies
        self.named.update(line.named)
        if line.backup:
            self.backup, self.saved = line.backup, self.before


def look(room: Room, held: Acknowledged, found: Findings, where: str) -> None:
    """At everything in a room where a day was cut short."""
    _passphrase(room, held, found, where)
    try:
        desk = opening.unlock(room.store, held.words, clock.now)
    except FieldError as error:
        found.add(f"the store does not open: {error.sentence}", where)
        return
    try:
        if desk.read_only:
            found.add(f"the store opens for reading only: {desk.read_only}", where)
        _acknowledged(room, desk, held, found, where)
        whole(desk, found, where)
    finally:
        desk.close()
    _outside(room, held, found, where)
    _backups(room, held, found, where)
    _made(room, held, found, where)


def _passphrase(room: Room, held: Acknowledged, found: Findings, where: str) -> None:
    """The one acknowledged, or where a change was begun either; noted which it is."""
    opens = [words for words in (held.words, *held.wanted) if _opens(room.store, words)]
    if not opens:
        found.add("neither the old passphrase opens nor the new", where)
        return
    held.words, held.wanted = opens[-1], []


def _opens(place: Path, words: str) -> bool:
    """Whether it opens the slots, and with them the database: while the key is changed two passphrases open the slots."""
    try:
        key = ways.by_passphrase(place, words)
    except WrongPassphrase:
        return False
    return store.opens(StoreFolder(place).database, key.database())


def _acknowledged(room: Room, desk: Desk, held: Acknowledged, found: Findings, where: str) -> None:
    _chains(desk, held.holds, found, where)
    _words(room, desk, held, found, where)
    for made, (youth, answers) in list(held.drafts.items()):
        kept = desk.ask(draft, made)
        if kept is None and made in {each.id for each in desk.ask(screenings, youth)}:
            del held.drafts[made]
        elif kept is None or len(kept.ratings) < answers:
            found.add("an acknowledged answer of a screening is gone", where)
    gone = set(held.notes) - {path.name for path in desk.files.left_notes()}
    confirmed = held.during == "confirm" and desk.book.last(desk.me.device)[0] > held.holds[desk.me.device][0]
    if gone and not confirmed:
        found.add("an acknowledged note is gone", where)
    held.notes = tuple(each for each in held.notes if each not in gone)


def _words(room: Room, desk: Desk, held: Acknowledged, found: Findings, where: str) -> None:
    """Bodies, files, and what of them takes effect. What an order left to do is done first, as the window does at each unlock."""
    if Path(backups.backups(desk).to or room.root).is_relative_to(room.root):  # a copy's go where those of the first go
        run_through(clearing.carry_out(desk))
    left = bool(erasing.due(desk.book.connection))
    here, now = set(named(desk)), set(barred(desk))
    destroyed = held.named - here
    if not left and any(desk.files.cipher(digest) is not None for digest in destroyed):
        found.add("a file of what was destroyed is here", where)
    if any(desk.files.cipher(digest) is None for digest in held.files - destroyed):
        found.add("an acknowledged file is gone or not whole", where)
    if bodies(desk) < held.bodies:
        found.add("the words of an acknowledged entry are gone", where)
    if desk.book.connection.exec_driver_sql(_BACK).scalar_one():
        found.add("words that were destroyed are here", where)
    if not _may_differ(held.during, held.barred, now):
        found.add("an acknowledged withdrawal does not hold, or one put back does", where)
    held.files, held.named, held.barred = held.files - destroyed, here, now


_BACK = (
    "SELECT count(*) FROM entry e JOIN destroyed d ON d.stream = e.stream AND d.hash = e.hash"
    " WHERE e.body IS NOT NULL AND e.kind <> 'youth.destruction_ordered'"
)


def _may_differ(during: str, before: set[str], now: set[str]) -> bool:
    """Whether what counts nowhere may be this after an act that was not done."""
    if during == "withdraw":
        return before <= now
    if during == "put back":  # and what was written anew of it is withdrawn
        return bool(before - now) == bool(now - before)
    return now == before or during in {"import", "destroy"}


def _chains(desk: Desk, holds: Holds, found: Findings, where: str) -> None:
    for chain, (seq, digest) in holds.items():
        query = "SELECT count(*) FROM chain WHERE device = ? AND seq <= ?"
        count = desk.book.connection.exec_driver_sql(query, (chain, seq)).scalar_one()
        if count != seq or not desk.book.holds(chain, seq, bytes.fromhex(digest)):
            found.add("an acknowledged entry is gone", f"{where}, place {seq}")


def whole(desk: Desk, found: Findings, where: str) -> None:
    """Every page, chain and file checked; the rows as a rebuild makes them."""
    for each in run_through(checking.verify(desk)).findings:
        found.add(f"verify: {each.what}: {each.sentence if each.what == 'file' else ''}", f"{where}: {each.sentence}")
    if not desk.read_only:
        rows = run_through(checking.rebuild_rows(desk))
        if rows.before != rows.after:
            found.add("rows differ from a rebuild", where)


def _outside(room: Room, held: Acknowledged, found: Findings, where: str) -> None:
    """What was put on the stick is there; whatever has a name is whole, or was never acknowledged."""
    lies = room.outside()
    for name, digest in held.out.items():
        if lies.get(name) != digest:
            found.add(f"an acknowledged {name.rpartition('.')[2]} is {'changed' if name in lies else 'gone'}", where)


def _backups(room: Room, held: Acknowledged, found: Findings, where: str) -> None:
    """Whatever has a backup's name is one; the one acknowledged last is there."""
    folders = [each for each in room.disk.iterdir() if not each.name.endswith(".half")] if room.disk.exists() else []
    said = {each.folder.name: each for each in backup.found_in(room.disk)} if folders else {}
    for each in folders:
        try:
            if each.name not in said:
                found.add("a folder with a backup's name is none", where)
            else:
                backup.require_whole(said[each.name])
        except FieldError as error:
            found.add(f"a backup is not whole: {error.sentence.partition('“')[0]}", f"{where}: {error.sentence}")
    if held.backup and held.backup not in said and not any(name > held.backup for name in said):
        found.add("an acknowledged backup is gone", where)


def _made(room: Room, held: Acknowledged, found: Findings, where: str) -> None:
    """No store yet, or a whole one; one from a backup goes on as a new device."""
    for name, wanted in held.targets.items():
        place = room.again / name
        if not StoreFolder(place).exists():
            if wanted.there:
                found.add("an acknowledged store is gone", where)
            continue
        try:
            desk = opening.unlock(place, wanted.words, clock.now)
            desk = desk.anew() if desk.anew is not None else desk
            _chains(desk, wanted.holds, found, f"{where}, made")
            whole(desk, found, f"{where}, made")
            desk.close()
        except FieldError as error:
            found.add(f"a store that was made does not open: {error.sentence}", where)
    held.targets.clear()
    for place in room.again.iterdir():
        shutil.rmtree(place)
