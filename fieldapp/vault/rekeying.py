"""A new data key for a store whose passphrase others know: a copy of the old slots opens nothing of it any more.

While the database is encrypted anew the old ways in and the new ones stand beside each other, so that a crash at any moment
leaves one that opens; which of them goes is settled by the key that the database then has.
"""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from pathlib import Path

import msgspec

from fieldapp.clock import Instant
from fieldapp.errors import DestinationTrouble
from fieldapp.text import _
from fieldapp.vault import kdf, opening, slots
from fieldapp.vault.folder import StoreFolder
from fieldapp.vault.kdf import Cost
from fieldapp.vault.keys import KEY_BYTES, DataKey, expand
from fieldapp.vault.words import WordPlan

_TAG = b"fieldapp/key/database-tag/1"


class Planned(msgspec.Struct, frozen=True, kw_only=True):
    """What the store remembers meanwhile. new: ids of the new slots · tag: by which the new database key is known."""

    new: tuple[str, ...]
    tag: bytes


@dataclass(frozen=True, slots=True)
class Fresh:
    """A new data key with its ways in; sheets: the new recovery words, none where the store had none."""

    key: DataKey = field(repr=False)
    ways: tuple[slots.AnySlot, ...]
    sheets: tuple[str, ...] = field(repr=False)

    def planned(self) -> Planned:
        """What the store is to remember."""
        return Planned(new=tuple(each.id for each in self.ways), tag=_tag(self.key.database()))


def fresh(places: StoreFolder, passphrase: str, agency: bytes, now: Instant, cost: Cost | None = None) -> Fresh:
    """A new data key, with the same kinds of ways in as the store has now. cost: only tests pass one."""
    key = DataKey(os.urandom(KEY_BYTES))
    words = next((each for each in slots.read(places.slots) if isinstance(each, slots.WordsSlot)), None)
    plan = WordPlan(words.needed, words.sheets) if words else None
    ways, sheets = opening.ways_in(passphrase, agency, plan, key, now, cost or kdf.calibrate())
    return Fresh(key, ways, sheets)


def digests(places: StoreFolder, made: Fresh) -> tuple[bytes, bytes]:
    """Of the slots file while the new ways in stand beside the old, and afterwards."""
    return slots.digest_of((*slots.read(places.slots), *made.ways)), slots.digest_of(made.ways)


def stand_beside(places: StoreFolder, made: Fresh) -> None:
    """Put the new ways in beside the old."""
    _write(places.slots, (*slots.read(places.slots), *made.ways))


def settle(places: StoreFolder, planned: Planned, database_key: bytes) -> bytes:
    """Keep the ways in that lead to the key that the database has, and drop the others; returns the file's digest."""
    done = _tag(database_key) == planned.tag
    _write(places.slots, tuple(each for each in slots.read(places.slots) if (each.id in planned.new) == done))
    return slots.digest(places.slots)


def is_cut_short(places: StoreFolder) -> bool:
    """Whether old and new ways in stand beside each other: a passphrase may be the one that is not in force.

    Told by the agency's, of which there is one for each data key; two passphrases may lead to the same.
    """
    return sum(isinstance(each, slots.AgencySlot) for each in slots.read(places.slots)) > 1


def _tag(database_key: bytes) -> bytes:
    return expand(database_key, _TAG)


def _write(path: Path, held: tuple[slots.AnySlot, ...]) -> None:
    try:
        slots.write(path, held)
    except OSError as refused:
        raise DestinationTrouble(
            _("The key could not be changed: the disk is full, read-only or not answering."),
            _("Nothing recorded is lost; the old passphrase or the new one opens the store."),
        ) from refused
