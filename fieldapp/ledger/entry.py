"""An entry: its envelope, what is under its commitment, and how both are hashed."""

from __future__ import annotations

import hashlib
import struct
import unicodedata
from typing import Any, Literal

import msgspec

Audience = Literal["team", "privileged", "personal"]

_COMMITMENT = b"fieldapp/entry/commitment/1"
_ENVELOPE = b"fieldapp/entry/envelope/1"
BODY_CAP = 64 * 1024
GENESIS = b"\0" * 32
"""`prev` of the first entry of a device's chain."""

_canonical = msgspec.json.Encoder(order="sorted")
_untyped = msgspec.json.Decoder()


class Sealed(msgspec.Struct, frozen=True, array_like=True):
    """What stands under the commitment; absent where it was withheld or destroyed."""

    salt: bytes
    kind: str
    version: int
    zone: str
    body: bytes


class Entry(msgspec.Struct, frozen=True, array_like=True):
    """One signed, chained statement of one device; never changed once written.

    hash, prev, commitment: 32 bytes · at: ms UTC as the device claims it · after: hashes of the stream's latest entries
    that the author knew, sorted · signature: Ed25519 over hash, 64 bytes.
    """

    hash: bytes
    device: str
    seq: int
    prev: bytes
    at: int
    stream: str
    actor: str
    audience: Audience
    after: tuple[bytes, ...]
    commitment: bytes
    signature: bytes
    sealed: Sealed | None


def framed(label: bytes, *fields: bytes) -> bytes:
    """SHA-256 over a label and each field behind its length, so that no two lists of fields collide."""
    parts = [label]
    for field in fields:
        parts.append(len(field).to_bytes(8, "big"))
        parts.append(field)
    return hashlib.sha256(b"".join(parts)).digest()


def commitment_of(sealed: Sealed) -> bytes:
    """The commitment to salt, kind, version, zone and body."""
    number = sealed.version.to_bytes(8, "big")
    return framed(_COMMITMENT, sealed.salt, sealed.kind.encode(), number, sealed.zone.encode(), sealed.body)


_NUMBER = struct.Struct(">Q")


def hash_of(entry: Entry) -> bytes:
    """The hash that the device signs: every field of the envelope but the hash itself and the signature."""
    return framed(
        _ENVELOPE,
        entry.device.encode(),
        _NUMBER.pack(entry.seq),
        entry.prev,
        entry.at.to_bytes(8, "big", signed=True),
        entry.stream.encode(),
        entry.actor.encode(),
        entry.audience.encode(),
        b"".join(entry.after),
        entry.commitment,
    )


def canonical(value: object) -> bytes:
    """Canonical JSON of a body: sorted keys, UTF-8, no blanks."""
    return _canonical.encode(value)


def is_canonical(body: bytes) -> bool:
    """Whether bytes are one canonical JSON object: re-encoding gives the same, text NFC, no floats, integers below 2^53."""
    try:
        value = _untyped.decode(body)
        if not isinstance(value, dict) or _canonical.encode(value) != body:
            return False
    except (msgspec.DecodeError, UnicodeEncodeError, RecursionError):
        return False
    return _clean(value)


def _clean(value: Any) -> bool:  # noqa: ANN401 - decoded JSON has any shape
    if isinstance(value, str):
        return (value.isascii() and "\0" not in value) or _clean_text(value)
    if isinstance(value, bool) or value is None:
        return True
    if isinstance(value, int):
        return -(2**53) < value < 2**53
    if isinstance(value, dict):
        return all(_clean(k) and _clean(v) for k, v in value.items())
    if isinstance(value, list):
        return all(_clean(v) for v in value)
    return False


def _clean_text(text: str) -> bool:
    return "\0" not in text and unicodedata.is_normalized("NFC", text)
