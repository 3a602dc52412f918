"""Files beside the store: each under its own random key, named by the hash of its ciphertext."""

from __future__ import annotations

import hashlib
import os
from dataclasses import dataclass, field
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from fieldapp.errors import BadInput, Trouble
from fieldapp.places import take_away, write_durably
from fieldapp.text import _

MOST_BYTES = 25 * 1024 * 1024
_NONCE = bytes(12)  # each key encrypts one file, once


@dataclass(frozen=True, slots=True)
class Kept:
    """A file as kept. key: 32 bytes · digest: SHA-256 of the ciphertext, hex · size: plain bytes."""

    key: bytes = field(repr=False)
    digest: str
    size: int


def keep(folder: Path, content: bytes) -> Kept:
    """Encrypt a file and keep it durably; refused when it is larger than any photo or paper."""
    if len(content) > MOST_BYTES:
        raise BadInput("file", _("This file is larger than 25 MB."), _("Take a smaller copy of it."))
    key = os.urandom(32)
    cipher = AESGCM(key).encrypt(_NONCE, content, None)
    digest = hashlib.sha256(cipher).hexdigest()
    _put(folder / digest, cipher)
    return Kept(key, digest, len(content))


def cipher_of(folder: Path, digest: str) -> bytes | None:
    """A file as it lies there, to travel with its entry; None where it has not come or is damaged."""
    return (folder / digest).read_bytes() if is_whole(folder, digest) else None


def take(folder: Path, cipher: bytes) -> None:
    """Keep a file that came with its entry."""
    digest = hashlib.sha256(cipher).hexdigest()
    if not is_whole(folder, digest):
        _put(folder / digest, cipher)


def remove(folder: Path, digest: str) -> None:
    """Take a file away for good; gone already is fine."""
    try:
        take_away(folder / digest)
    except OSError as error:
        raise Trouble(
            _("A file could not be removed: the disk is read-only or not answering."),
            _("Its key is destroyed, so nobody can open it. It is tried again at the next unlock."),
        ) from error


def _put(path: Path, cipher: bytes) -> None:
    try:
        write_durably(path, cipher)
    except OSError as error:
        raise Trouble(
            _("The file could not be kept: the disk is full, or may not be written to."),
            _("Nothing was recorded. Make room, then try again."),
        ) from error


def read(folder: Path, key: bytes, digest: str) -> bytes:
    """The plain file; Trouble where it has not come or is not what was kept."""
    try:
        cipher = (folder / digest).read_bytes()
    except OSError as error:
        raise Trouble(_("This file has not come yet."), _("Its entry is safe; the file comes with a later bundle.")) from error
    if hashlib.sha256(cipher).hexdigest() != digest:  # AES-GCM alone lets two files open under one key
        raise _damaged()
    try:
        return AESGCM(key).decrypt(_NONCE, cipher, None)
    except (InvalidTag, ValueError) as error:
        raise _damaged() from error


def _damaged() -> Trouble:
    return Trouble(_("This file is damaged."), _("Its entry is safe; ask for the file to be sent again."))


def is_whole(folder: Path, digest: str) -> bool:
    """Whether a file lies there as it was kept."""
    path = folder / digest
    try:
        return path.is_file() and hashlib.sha256(path.read_bytes()).hexdigest() == digest
    except OSError:
        return False
