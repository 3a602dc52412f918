"""Signing: a device's Ed25519 key signs the hash of each entry that it writes."""

from __future__ import annotations

from dataclasses import dataclass

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

CHECKPOINT = 256
"""Of a contiguous range the head's signature and that of every 256th entry are checked; the chain covers the rest."""


@dataclass(frozen=True, slots=True)
class Pen:
    """Who writes, and on which device: the author's person id, the device's id and its signing key."""

    actor: str
    device: str
    key: Ed25519PrivateKey

    def sign(self, digest: bytes) -> bytes:
        """The device's signature over an entry's hash (64 bytes)."""
        return self.key.sign(digest)


def signed_by(public: Ed25519PublicKey, digest: bytes, signature: bytes) -> bool:
    """Whether a signature over an entry's hash is that device's."""
    try:
        public.verify(signature, digest)
    except InvalidSignature:
        return False
    return True
