"""What a store knows of itself: its person, device and keys, and the county file it was set up with."""

from __future__ import annotations

import secrets

import msgspec
from sqlalchemy import Connection

from fieldapp.ledger import local
from fieldapp.ledger.kinds import Role

_SELF = "self"
_COUNTY = "county-file"
HEAD_KEY = "head-key"
SLOTS_DIGEST = "slots-digest"
NOTE_DIGEST = "note-key-digest"
ROW_FORM = "row-form"


class Before(msgspec.Struct, frozen=True, kw_only=True):
    """A device that this store was before it was restored. signing: its public key · ends: its chains -> place and hash of the
    last entry that was written here; what comes after it, from whoever went on under that name, is not this store's own.
    """

    device: str
    signing: bytes
    ends: dict[str, tuple[int, bytes]] = {}


class Self(msgspec.Struct, frozen=True, kw_only=True):
    """Who works here, and the private keys of this device. Lives in the encrypted database only.

    keys: the device's own, as the exchange room packs them · note: private key of notes left while locked · before: the devices
    that this store was before, oldest first.
    """

    person: str
    name: str
    role: Role
    device: str
    keys: bytes
    note: bytes
    before: tuple[Before, ...] = ()


def write_self(connection: Connection, own: Self) -> None:
    """Keep who works here; at set-up, and where the store goes on as a new device."""
    local.put(connection, _SELF, msgspec.msgpack.encode(own))


def read_self(connection: Connection) -> Self:
    """Who works here."""
    held = local.get(connection, _SELF)
    if held is None:
        raise ValueError("a store knows its own person from its first commit on")
    return msgspec.msgpack.decode(held, type=Self)


def write_county(connection: Connection, content: bytes) -> None:
    """Keep the county file as it was signed."""
    local.put(connection, _COUNTY, content)


def read_county(connection: Connection) -> bytes | None:
    """The county file, None in a store without one."""
    return local.get(connection, _COUNTY)


def head_key(connection: Connection) -> bytes:
    """The key of the head file's seal; made on first use."""
    held = local.get(connection, HEAD_KEY)
    if held is None:
        held = secrets.token_bytes(32)
        local.put(connection, HEAD_KEY, held)
    return held


def expect_slots(connection: Connection, *digests: bytes) -> None:
    """The slots file may from now on have one of these digests too: a crash may come before it is known which."""
    local.put(connection, SLOTS_DIGEST, (local.get(connection, SLOTS_DIGEST) or b"") + b"".join(digests))


def knows_slots(connection: Connection, digest: bytes) -> bool:
    """Whether a slots file of this digest is the store's own."""
    held = local.get(connection, SLOTS_DIGEST) or b""
    return digest in {held[start : start + len(digest)] for start in range(0, len(held), len(digest))}


def awaits_slots(connection: Connection, digest: bytes) -> bool:
    """Whether a crash left open which of several digests the slots file has, and it has this one."""
    return local.get(connection, SLOTS_DIGEST) != digest and knows_slots(connection, digest)
