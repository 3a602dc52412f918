"""Another passphrase for a store: the new slot is added, opened from the disk, and only then the old one goes.

A crash at any moment leaves the old passphrase, the new one, or both; never neither. It revokes nothing: whoever kept a copy
of the old slots file still opens the store with the old passphrase.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from fieldapp.clock import Clock, Instant
from fieldapp.errors import Bug, DestinationTrouble
from fieldapp.text import _
from fieldapp.vault import kdf, opening, slots
from fieldapp.vault.folder import StoreFolder
from fieldapp.vault.kdf import Cost
from fieldapp.vault.keys import DataKey
from fieldapp.vault.passphrase import require_strong

Expect = Callable[[bytes, bytes], None]
"""Told, before the slots file is first written, the digests that it will have in between and in the end."""


def change_passphrase(
    folder: Path, old: str, new: str, clock: Clock, *, expect: Expect = lambda *_digests: None, cost: Cost | None = None
) -> bytes:
    """Put `new` in the place of `old`; WrongPassphrase where `old` does not open, BadInput where `new` is weak.

    Returns the new digest of the slots file, which the store keeps. cost: only tests pass one.
    """
    require_strong(new, "new_passphrase")
    return replace_passphrase(folder, opening.unlock(folder, old, clock), new, clock(), expect=expect, cost=cost)


def replace_passphrase(
    folder: Path,
    key: DataKey,
    new: str,
    now: Instant,
    *,
    expect: Expect = lambda *_digests: None,
    cost: Cost | None = None,
) -> bytes:
    """Put `new` in the place of every passphrase, by a data key already opened: after recovery nobody knows the old one."""
    require_strong(new, "new_passphrase")
    path = StoreFolder(folder).slots
    held = slots.read(path)
    fresh = opening.passphrase_slot(new, key, now, cost or kdf.calibrate())
    others = tuple(slot for slot in held if not isinstance(slot, slots.PassphraseSlot))
    expect(slots.digest_of((*held, fresh)), slots.digest_of((*others, fresh)))
    _write(path, (*held, fresh))
    back = next(slot for slot in slots.read(path) if slot.id == fresh.id)
    if not isinstance(back, slots.PassphraseSlot) or opening.open_slot(back, new) != key:
        raise Bug("the new slot does not open", "VAULT-SLOT-NEW")
    _write(path, (*others, fresh))
    return slots.digest(path)


def _write(path: Path, held: tuple[slots.AnySlot, ...]) -> None:
    try:
        slots.write(path, held)
    except OSError as refused:
        if slots.digest(path) == slots.digest_of(held):
            return  # it lies there, only its folder could not be flushed: what a power cut may bring back opens by either
        raise DestinationTrouble(
            _("The passphrase could not be changed: the disk is full, read-only or not answering."),
            _("The old passphrase still opens the store."),
        ) from refused
