"""Making a store's ways in, and opening it by one of them."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from msgspec.structs import replace

from fieldapp.clock import Clock, Instant
from fieldapp.errors import DestinationTrouble, Trouble, UnsuitableFolder, WrongPassphrase
from fieldapp.ledger.ids import new_id
from fieldapp.places import flush_folder, make_folder, write_durably
from fieldapp.text import _
from fieldapp.vault import attempts, kdf, sealing, slots, store, suitable
from fieldapp.vault import words as recovery_words
from fieldapp.vault.folder import StoreFolder
from fieldapp.vault.kdf import Cost
from fieldapp.vault.keys import KEY_BYTES, DataKey
from fieldapp.vault.passphrase import require_strong
from fieldapp.vault.words import SECRET_BYTES, WordPlan


@dataclass(frozen=True, slots=True)
class Made:
    """A store just made: its data key, the recovery words to write down, and the private key of notes left while locked."""

    key: DataKey = field(repr=False)
    sheets: tuple[str, ...] = field(repr=False)
    note_private: bytes = field(repr=False)


Furnish = Callable[[StoreFolder, Made, tuple[slots.AnySlot, ...]], None]
"""Puts into a new store what it must never be without, before the slots, which it is given, are written."""


def create(
    folder: Path,
    passphrase: str,
    agency: bytes,
    now: Instant,
    *,
    words: WordPlan | None = None,
    cost: Cost | None = None,
    furnish: Furnish = lambda _places, _made, _ways: None,
) -> Made:
    """Make a store's folder, database and slots; the slots come last, so that what was cut short is no store.

    agency: the agency's public recovery key; set-up cannot finish without a recovery slot. cost: only tests pass one.
    """
    require_strong(passphrase)
    if not sealing.is_public(agency):
        raise UnsuitableFolder(
            _("The county file holds no usable recovery key."), _("Ask your administrator for the current file.")
        )
    places = StoreFolder(folder)
    places.clear_half_made()
    suitable.refuse_unsuitable(folder)
    key = DataKey(os.urandom(KEY_BYTES))
    ways, sheets = ways_in(passphrase, agency, words, key, now, cost or kdf.calibrate())
    note = sealing.new_keys()
    made = Made(key, sheets, note.private)
    existed = folder.exists()
    try:
        _write_all(places, made, note.public, ways, furnish)
    except BaseException:
        _unmake(places, existed=existed)
        raise
    return made


def _write_all(places: StoreFolder, made: Made, note_public: bytes, ways: tuple[slots.AnySlot, ...], furnish: Furnish) -> None:
    _make_folder(places.root)
    try:
        places.making.touch(mode=0o600)
        flush_folder(places.root)
        places.attachments.mkdir()
        places.notes.mkdir()
        store.create(places.database, made.key.database())
        write_durably(places.note_key, note_public)
        furnish(places, made, ways)
        slots.write(places.slots, ways)
        places.making.unlink()
    except OSError as error:
        raise DestinationTrouble(
            _("The store could not be made ({why}). Free some space or choose another disk.").format(why=error.strerror),
            _("Nothing was left behind."),
        ) from error


def _unmake(places: StoreFolder, *, existed: bool) -> None:
    """Leave a folder that set-up could not finish as empty as it was found, so that it can be tried again."""
    with suppress(OSError):
        places.unmake()
        if not existed:
            places.root.rmdir()


def _make_folder(folder: Path) -> None:
    try:
        make_folder(folder, mode=0o700)
        folder.chmod(0o700)
    except OSError as error:
        raise UnsuitableFolder(
            _("The folder cannot be made ({why}).").format(why=error.strerror),
            _("Choose another folder on this computer's own disk."),
        ) from error


def ways_in(
    passphrase: str, agency: bytes, words: WordPlan | None, key: DataKey, now: Instant, cost: Cost
) -> tuple[tuple[slots.AnySlot, ...], tuple[str, ...]]:
    """The slots of a data key: passphrase, agency, and recovery words where they are wanted, which come along as sheets."""
    first = (passphrase_slot(passphrase, key, now, cost), _agency_slot(agency, key, now))
    if words is None:
        return first, ()
    slot, sheets = _words_slot(words, key, now)
    return (*first, slot), sheets


def passphrase_slot(passphrase: str, key: DataKey, now: Instant, cost: Cost) -> slots.PassphraseSlot:
    """The data key, wrapped for a passphrase."""
    salt = os.urandom(kdf.SALT_BYTES)
    bare = slots.PassphraseSlot(id=new_id(), made=now, salt=salt, cost=cost)
    return slots.wrap(bare, kdf.derive(passphrase, salt, cost), key)


def _agency_slot(agency: bytes, key: DataKey, now: Instant) -> slots.AgencySlot:
    secret = os.urandom(SECRET_BYTES)
    bare = slots.AgencySlot(id=new_id(), made=now, recipient=hashlib.sha256(agency).digest())
    sealed = replace(bare, sealed=sealing.seal(agency, secret, bare.purpose()))
    return slots.wrap(sealed, secret, key)


def _words_slot(plan: WordPlan, key: DataKey, now: Instant) -> tuple[slots.WordsSlot, tuple[str, ...]]:
    secret = os.urandom(SECRET_BYTES)
    bare = slots.WordsSlot(id=new_id(), made=now, needed=plan.needed, sheets=plan.sheets)
    return slots.wrap(bare, secret, key), recovery_words.to_sheets(secret, plan)


def unlock(folder: Path, passphrase: str, clock: Clock) -> DataKey:
    """The data key by passphrase. One error whatever was wrong with it; the try is counted before it is made."""
    places = StoreFolder(folder)
    slots.read(places.slots)  # a file that cannot be read is no wrong guess
    attempts.begin(places.attempts, clock())
    try:
        key = by_passphrase(folder, passphrase)
    except Trouble:
        attempts.succeeded(places.attempts)  # nor is a damaged slot, or too little memory
        raise
    attempts.succeeded(places.attempts)
    return key


def by_passphrase(folder: Path, passphrase: str) -> DataKey:
    """The same, not counted: of a backup, which may lie where nothing can be written."""
    for slot in slots.read(StoreFolder(folder).slots):
        if isinstance(slot, slots.PassphraseSlot):
            with suppress(slots.NotThisSlot):
                return open_slot(slot, passphrase)
    raise WrongPassphrase(_("This passphrase does not open the store."), _("Try again, or use your recovery words."))


def open_slot(slot: slots.PassphraseSlot, passphrase: str) -> DataKey:
    """The data key of one slot; raises slots.NotThisSlot for another passphrase."""
    return slots.unwrap(slot, kdf.derive(passphrase, slot.salt, slot.cost))


def unlock_by_words(folder: Path, sheets: Sequence[str]) -> DataKey:
    """The data key by recovery words, as typed; BadInput says which word does not fit."""
    secret = recovery_words.from_sheets(sheets)
    return _by_secret(folder, secret, slots.WordsSlot)


def unlock_by_agency(folder: Path, private: bytes) -> DataKey:
    """The data key by the agency's private recovery key."""
    keys = []
    for slot in slots.read(StoreFolder(folder).slots):
        if isinstance(slot, slots.AgencySlot):
            with suppress(sealing.NotOpened, slots.NotThisSlot):
                keys.append(slots.unwrap(slot, sealing.unseal(private, slot.sealed, slot.purpose())))
    for key in keys:  # two while a change of the data key is under way: the database has one of them
        if len(keys) == 1 or store.opens(StoreFolder(folder).database, key.database()):
            return key
    raise WrongPassphrase(
        _("This recovery key does not open the store."), _("Use the key of the agency that the store belongs to.")
    )


def _by_secret(folder: Path, secret: bytes, kind: type[slots.WordsSlot]) -> DataKey:
    for slot in slots.read(StoreFolder(folder).slots):
        if isinstance(slot, kind):
            try:
                return slots.unwrap(slot, secret)
            except slots.NotThisSlot:
                continue
    raise WrongPassphrase(_("These words do not open the store."), _("Use the sheet that was written for this store."))
