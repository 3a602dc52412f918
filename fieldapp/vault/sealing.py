"""Seal a few bytes to a P-384 public key: HPKE (RFC 9180) with HKDF-SHA-384 and AES-256-GCM.

Serves what is sealed for one's own agency or for oneself: the recovery slot and the note left while locked.
Bundles for others have their own suite, in the exchange room.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hpke
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

PUBLIC_BYTES, PRIVATE_BYTES = 97, 48
_CURVE = ec.SECP384R1()
_SUITE = hpke.Suite(hpke.KEM.P384, hpke.KDF.HKDF_SHA384, hpke.AEAD.AES_256_GCM)


class NotOpened(ValueError):
    """The sealed bytes do not open: another key, another purpose, or damage."""


@dataclass(frozen=True, slots=True)
class SealingKeys:
    """A P-384 pair. public: 97 bytes, the uncompressed point · private: 48 bytes, the number, big-endian."""

    public: bytes
    private: bytes = field(repr=False)


def new_keys() -> SealingKeys:
    """A fresh pair; its private half is short enough to be written down as recovery words."""
    key = ec.generate_private_key(_CURVE)
    number = key.private_numbers().private_value.to_bytes(PRIVATE_BYTES, "big")
    return SealingKeys(_point(key.public_key()), number)


def public_of(private: bytes) -> bytes:
    """The public half (97 bytes) that belongs to a private one."""
    return _point(_private(private).public_key())


def is_public(public: bytes) -> bool:
    """Whether bytes are a point of the curve in its one accepted form."""
    try:
        ec.EllipticCurvePublicKey.from_encoded_point(_CURVE, public)
    except ValueError:
        return False
    return len(public) == PUBLIC_BYTES


def seal(public: bytes, content: bytes, info: bytes) -> bytes:
    """Seal `content`, bound to what it is for (`info`). Raises ValueError where `public` is no key."""
    key = ec.EllipticCurvePublicKey.from_encoded_point(_CURVE, public)
    return _SUITE.encrypt(content, key, info=info)


def unseal(private: bytes, sealed: bytes, info: bytes) -> bytes:
    """Open what was sealed for the same purpose; NotOpened says nothing about why not."""
    try:
        return _SUITE.decrypt(sealed, _private(private), info=info)
    except (InvalidTag, ValueError) as refused:
        raise NotOpened from refused


def _private(private: bytes) -> ec.EllipticCurvePrivateKey:
    if len(private) != PRIVATE_BYTES:
        raise NotOpened
    try:
        return ec.derive_private_key(int.from_bytes(private, "big"), _CURVE)
    except ValueError as refused:
        raise NotOpened from refused


def _point(public: ec.EllipticCurvePublicKey) -> bytes:
    return public.public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
