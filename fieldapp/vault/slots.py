"""The slots file: several wrappings of one data key, each opened by something else.

The file is canonical JSON and, behind it, the SHA-256 of it in hex and a line feed; anything else is damage. The checksum
tells damage from a wrong passphrase; it stops nobody (the file's hash is a row of the store for that). What a slot wraps is
bound to the whole of its header, and a commitment is compared before anything is decrypted, since AES-GCM alone would let
one box open under two keys.
"""

from __future__ import annotations

import hashlib
import hmac
import os
from pathlib import Path
from typing import TypeVar

import msgspec
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from fieldapp.errors import Bug, StoreDamaged, StoreNewer
from fieldapp.ledger.entry import canonical
from fieldapp.places import write_durably
from fieldapp.text import _
from fieldapp.vault.kdf import SALT_BYTES, Cost
from fieldapp.vault.keys import KEY_BYTES, DataKey, expand

VERSION = 1
MOST_SLOTS, MOST_BYTES = 8, 64 * 1024
_FORMAT = "fieldapp/slots"
_WRAP, _COMMIT = b"fieldapp/slot/wrap/1", b"fieldapp/slot/commitment/1"
_NONCE_BYTES, _BOX_BYTES, _CHECK_BYTES = 12, KEY_BYTES + 16, 65


class Wrapped(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The data key in its wrapping: 32 bytes of commitment, 12 of nonce, 48 of box."""

    commitment: bytes
    nonce: bytes
    box: bytes


_UNWRAPPED = Wrapped(b"", b"", b"")


class Slot(msgspec.Struct, frozen=True, forbid_unknown_fields=True, tag_field="kind", kw_only=True):
    """What every slot has: an id, when it was made (UTC ms), and the wrapped data key."""

    id: str
    made: int
    wrapped: Wrapped = _UNWRAPPED

    def header(self) -> bytes:
        """All of the slot but what it wraps; authenticated with it."""
        fields: dict[str, object] = msgspec.to_builtins(self)
        del fields["wrapped"]
        return canonical({"format": _FORMAT, "version": VERSION, "slot": fields})


class PassphraseSlot(Slot, frozen=True, tag="passphrase"):
    """Opened by the worker's passphrase, at the cost it was made with."""

    salt: bytes
    cost: Cost


class WordsSlot(Slot, frozen=True, tag="words"):
    """Opened by printed words: `needed` of `sheets` sheets."""

    needed: int
    sheets: int


class AgencySlot(Slot, frozen=True, tag="agency"):
    """Opened by the agency: a secret sealed to its recovery key, whose SHA-256 is `recipient`."""

    recipient: bytes
    sealed: bytes = b""

    def purpose(self) -> bytes:
        """What the secret is sealed for: this slot and no other."""
        bare = msgspec.structs.replace(self, sealed=b"")
        return b"fieldapp/slot/agency/1\0" + hashlib.sha256(bare.header()).digest()


AnySlot = PassphraseSlot | WordsSlot | AgencySlot
SlotT = TypeVar("SlotT", PassphraseSlot, WordsSlot, AgencySlot)


class _File(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    format: str
    version: int
    slots: tuple[AnySlot, ...]


class _Announced(msgspec.Struct, frozen=True):
    format: str
    version: int


_decoder = msgspec.json.Decoder(_File, strict=True)
_announced = msgspec.json.Decoder(_Announced)


class NotThisSlot(ValueError):
    """The key offered is not the one that this slot was wrapped with."""


def wrap(slot: SlotT, kek: bytes, key: DataKey) -> SlotT:
    """The slot with the data key in it."""
    header = slot.header()
    nonce = os.urandom(_NONCE_BYTES)
    box = AESGCM(expand(kek, _WRAP)).encrypt(nonce, key.secret, header)
    return msgspec.structs.replace(slot, wrapped=Wrapped(_commitment(kek, header), nonce, box))


def unwrap(slot: AnySlot, kek: bytes) -> DataKey:
    """The data key; NotThisSlot for another key, StoreDamaged where the key is right and the box is not."""
    header = slot.header()
    if not hmac.compare_digest(_commitment(kek, header), slot.wrapped.commitment):
        raise NotThisSlot
    try:
        return DataKey(AESGCM(expand(kek, _WRAP)).decrypt(slot.wrapped.nonce, slot.wrapped.box, header))
    except InvalidTag as broken:
        raise _damaged() from broken


def _commitment(kek: bytes, header: bytes) -> bytes:
    return expand(kek, _COMMIT, hashlib.sha256(header).digest())


def write(path: Path, slots: tuple[AnySlot, ...]) -> None:
    """Replace the slots file durably: a crash leaves the old or the new one."""
    if len(slots) > MOST_SLOTS:
        raise Bug("more ways in than any version reads", "VAULT-SLOTS-MANY")
    write_durably(path, _encoded(slots))


def read(path: Path) -> tuple[AnySlot, ...]:
    """All slots; StoreDamaged where the file is missing, cut or changed, StoreNewer where a later version wrote it."""
    try:
        with path.open("rb") as file:
            raw = file.read(MOST_BYTES + 1)
    except OSError as gone:
        raise _damaged() from gone
    content, check = raw[:-_CHECK_BYTES], raw[-_CHECK_BYTES:]
    if len(raw) > MOST_BYTES or check != _check(content):
        raise _damaged()
    try:
        if _announced.decode(content).version > VERSION:
            raise StoreNewer(
                _("This store was last used with a newer version of this app. Update the app on this computer, then unlock."),
                _("The store is unchanged."),
            )
        slots = _decoder.decode(content).slots
    except msgspec.DecodeError as broken:
        raise _damaged() from broken
    if _encoded(slots) != raw or len(slots) > MOST_SLOTS or not all(_well_formed(slot) for slot in slots):
        raise _damaged()
    return slots


def digest(path: Path) -> bytes:
    """SHA-256 of the file as it lies there; the store keeps it and compares."""
    return hashlib.sha256(path.read_bytes()).digest()


def digest_of(slots: tuple[AnySlot, ...]) -> bytes:
    """What `digest` will say once these are written."""
    return hashlib.sha256(_encoded(slots)).digest()


def _encoded(slots: tuple[AnySlot, ...]) -> bytes:
    content = canonical(_File(_FORMAT, VERSION, slots))
    return content + _check(content)


def _check(content: bytes) -> bytes:
    return hashlib.sha256(content).hexdigest().encode() + b"\n"


def _well_formed(slot: AnySlot) -> bool:
    wrapped = slot.wrapped
    if (len(wrapped.commitment), len(wrapped.nonce), len(wrapped.box)) != (KEY_BYTES, _NONCE_BYTES, _BOX_BYTES):
        return False
    if isinstance(slot, PassphraseSlot):
        return slot.cost.is_bearable() and len(slot.salt) == SALT_BYTES
    return True


def _damaged() -> StoreDamaged:
    return StoreDamaged(
        _(
            "The file “slots” of this store is missing or damaged, so the store cannot be unlocked."
            " Put back the file from your last backup; the passphrase stays the same."
        ),
        _("Nothing was changed."),
    )
