"""The agency's private recovery key as a file: locked with a passphrase, so that a lost stick opens no store."""

from __future__ import annotations

import os

import msgspec
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from fieldapp.clock import Instant
from fieldapp.errors import BadInput, WrongPassphrase
from fieldapp.text import _
from fieldapp.vault import kdf, opening, sealing, slots
from fieldapp.vault.kdf import Cost
from fieldapp.vault.keys import KEY_BYTES, DataKey, expand

MOST_BYTES = 64 * 1024
_FORMAT = "fieldapp-recovery-key/1"
_LABEL = b"fieldapp/recovery-key/1"
_NONCE_BYTES = 12


class _File(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    format: str
    slot: slots.PassphraseSlot
    nonce: bytes
    box: bytes


def lock(private: bytes, passphrase: str, now: Instant, cost: Cost | None = None) -> bytes:
    """The file's bytes. private: 48 bytes of P-384 · cost: only tests and the demo pass one."""
    sealing.public_of(private)
    key, nonce = DataKey(os.urandom(KEY_BYTES)), os.urandom(_NONCE_BYTES)
    slot = opening.passphrase_slot(passphrase, key, now, cost or kdf.calibrate())
    box = AESGCM(expand(key.secret, _LABEL)).encrypt(nonce, private, _LABEL)
    return msgspec.json.format(msgspec.json.encode(_File(_FORMAT, slot, nonce, box)), indent=1)


def check(content: bytes) -> None:
    """BadInput for a file that is no recovery key, before any passphrase is asked for."""
    _read(content)


def unlock(content: bytes, passphrase: str) -> bytes:
    """The private key (48 bytes); BadInput for a file that is none, WrongPassphrase where the passphrase is another."""
    found = _read(content)
    try:
        key = opening.open_slot(found.slot, passphrase)
    except slots.NotThisSlot:
        raise WrongPassphrase(
            _("This passphrase does not open the recovery key."), _("Ask your agency's administrator for it.")
        ) from None
    try:
        private = AESGCM(expand(key.secret, _LABEL)).decrypt(found.nonce, found.box, _LABEL)
        sealing.public_of(private)
    except (InvalidTag, ValueError) as broken:
        raise _refused(_("This recovery key is damaged.")) from broken
    return private


def _read(content: bytes) -> _File:
    try:
        found = msgspec.json.decode(content[: MOST_BYTES + 1], type=_File)
    except (msgspec.MsgspecError, UnicodeError) as broken:
        raise _refused(_("This file is no recovery key, or was cut short.")) from broken
    if found.format != _FORMAT or not found.slot.cost.is_bearable():
        raise _refused(_("This recovery key has a form that this version cannot read."))
    return found


def _refused(sentence: str) -> BadInput:
    return BadInput("recovery_key", sentence, _("Ask your agency's administrator for the file again."))
