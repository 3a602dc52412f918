"""The data key of a store, and the keys that are worked out of it; each label serves one purpose."""

from __future__ import annotations

from dataclasses import dataclass, field

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

KEY_BYTES = 32
_DATABASE = b"fieldapp/key/database/1"


def expand(secret: bytes, label: bytes, context: bytes = b"") -> bytes:
    """A 32-byte key of a secret for one purpose (HKDF-SHA-256); `context` binds it to what it is for."""
    return HKDF(algorithm=SHA256(), length=KEY_BYTES, salt=None, info=label + b"\0" + context).derive(secret)


@dataclass(frozen=True, slots=True)
class DataKey:
    """What every slot of a store wraps: 32 random bytes. Never shown, not even in a traceback."""

    secret: bytes = field(repr=False)

    def __post_init__(self) -> None:
        if len(self.secret) != KEY_BYTES:
            raise ValueError("a data key has 32 bytes")

    def database(self) -> bytes:
        """The raw key of the database (32 bytes)."""
        return expand(self.secret, _DATABASE)
