"""An entry: its envelope, what is under its commitment, and how both are hashed."""

from __future__ import annotations

import hashlib
import struct
import unicodedata
from functools import cache, lru_cache
from typing import Annotated, Any, Literal

import msgspec

Audience = Literal["team", "privileged", "personal"]

_COMMITMENT = b"fieldapp/entry/commitment/1"
_ENVELOPE = b"fieldapp/entry/envelope/1"
BODY_CAP = 64 * 1024
GENESIS = b"\0" * 32
"""`prev` of the first entry of a device's chain."""

_canonical = msgspec.json.Encoder(order="sorted")


DEEPEST = 10
"""So many lists and objects stand within each other at most, the body itself included."""


@cache
def _untyped() -> msgspec.json.Decoder[dict[str, Any]]:
    """Reads any body of the accepted form: no floats, integers below 2^53, nothing deeper than DEEPEST. How deep Python itself
    could read hangs on who calls, and an entry holds everywhere or nowhere.
    """
    number = Annotated[int, msgspec.Meta(gt=-(2**53), lt=2**53)]
    inner: Any = str | number | bool | None
    for _level in range(DEEPEST - 1):
        inner = str | number | bool | list[inner] | dict[str, inner] | None
    return msgspec.json.Decoder(dict[str, inner])


class Sealed(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """What stands under the commitment; absent where it was withheld or destroyed."""

    salt: bytes
    kind: str
    version: int
    zone: str
    body: bytes


class Entry(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """One signed, chained statement of one device; never changed once written, so it can stand in no circle for gc to look for.

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


_NUMBER = struct.Struct(">Q")
_EIGHT = _NUMBER.pack(8)


@lru_cache(maxsize=8_192)
def _worded(text: str) -> bytes:
    """A text behind its length, as `framed` has it; names, kinds and streams come again and again."""
    raw = text.encode()
    return _NUMBER.pack(len(raw)) + raw


def commitment_of(sealed: Sealed) -> bytes:
    """The commitment to salt, kind, version, zone and body: they are framed, written out because imports wait for it."""
    salt, body = sealed.salt, sealed.body
    parts = (
        _COMMITMENT, _NUMBER.pack(len(salt)), salt, _worded(sealed.kind), _EIGHT, _NUMBER.pack(sealed.version),
        _worded(sealed.zone), _NUMBER.pack(len(body)), body,
    )  # fmt: skip
    return hashlib.sha256(b"".join(parts)).digest()


def hash_of(entry: Entry) -> bytes:
    """The hash that the device signs: every field of the envelope but the hash itself and the signature, framed."""
    after = b"".join(entry.after)
    parts = (
        _ENVELOPE, _worded(entry.device), _EIGHT, _NUMBER.pack(entry.seq), _NUMBER.pack(len(entry.prev)), entry.prev, _EIGHT,
        entry.at.to_bytes(8, "big", signed=True), _worded(entry.stream), _worded(entry.actor), _worded(entry.audience),
        _NUMBER.pack(len(after)), after, _NUMBER.pack(len(entry.commitment)), entry.commitment,
    )  # fmt: skip
    return hashlib.sha256(b"".join(parts)).digest()


def canonical(value: object) -> bytes:
    """Canonical JSON of a body: sorted keys, UTF-8, no blanks."""
    return _canonical.encode(value)


def is_canonical(body: bytes) -> bool:
    """Whether bytes are one canonical JSON object: re-encoding gives the same, text NFC, no floats, integers below 2^53, nothing
    deeper than any kind nests.
    """
    try:
        value = _untyped().decode(body)
        if _canonical.encode(value) != body:
            return False
    except (msgspec.DecodeError, ValueError, RecursionError):
        return False
    return _plainly_clean(body) or _clean(value)


_JOINS_NONE = bytes(range(0xCC))
"""Characters below U+0300 join no other: they are written with these bytes alone."""


def _plainly_clean(body: bytes) -> bool:
    """Whether one look at canonical bytes shows that `_clean` holds, as of nearly every body; if not, the values decide.

    Text of characters that join no other is NFC. A piece of NFC text is NFC: where the whole is, every string in it is.
    """
    if b"\\" in body and b"\\u0000" in body:
        return False
    return body.isascii() or not body.translate(None, _JOINS_NONE) or unicodedata.is_normalized("NFC", body.decode())


def _clean(value: Any) -> bool:  # noqa: ANN401 - decoded JSON has any shape
    if isinstance(value, str):
        return (value.isascii() and "\0" not in value) or _clean_text(value)
    if isinstance(value, int) or value is None:
        return True
    if isinstance(value, dict):
        return all(_clean(k) and _clean(v) for k, v in value.items())
    if isinstance(value, list):
        return all(_clean(v) for v in value)
    return False


def _clean_text(text: str) -> bool:
    return "\0" not in text and unicodedata.is_normalized("NFC", text)
