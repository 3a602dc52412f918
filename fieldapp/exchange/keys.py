"""A device's keys: one pair to sign with, one hybrid pair to have bundles sealed to, and the eight words that compare them."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from cryptography.hazmat.primitives import hpke
from cryptography.hazmat.primitives.asymmetric import ec, mlkem
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from shamir_mnemonic.wordlist import WORDLIST

from fieldapp.ledger.entry import framed

SIGNING_BYTES, SEED_BYTES, NUMBER_BYTES = 32, 64, 48
MLKEM_PUBLIC_BYTES, POINT_BYTES = 1_568, 97
SEALING_BYTES = MLKEM_PUBLIC_BYTES + POINT_BYTES
WORDS = 8
_WORDS_LABEL = b"fieldapp/device/words/1"
_CURVE = ec.SECP384R1()
_NO_MORE: Mapping[str, bytes] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class PublicKeys:
    """What others may know. signing: Ed25519, 32 bytes · sealing: ML-KEM-1024 (1,568) and a P-384 point (97), joined."""

    signing: bytes
    sealing: bytes


@dataclass(frozen=True, slots=True)
class DeviceKeys:
    """A device's private keys. signing: Ed25519, 32 bytes · seed: ML-KEM-1024, 64 · number: P-384, 48, big-endian."""

    signing: bytes = field(repr=False)
    seed: bytes = field(repr=False)
    number: bytes = field(repr=False)

    def pack(self) -> bytes:
        """All of it in 144 bytes, to be kept in the encrypted store and nowhere else."""
        return self.signing + self.seed + self.number

    def public(self) -> PublicKeys:
        """The public halves."""
        kem = mlkem.MLKEM1024PrivateKey.from_seed_bytes(self.seed).public_key().public_bytes_raw()
        point = self._curve_key().public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
        return PublicKeys(self.signer().public_key().public_bytes_raw(), kem + point)

    def signer(self) -> Ed25519PrivateKey:
        """The key that signs entries and bundles."""
        return Ed25519PrivateKey.from_private_bytes(self.signing)

    def opener(self) -> hpke.MLKEM1024P384PrivateKey:
        """The key that opens what was sealed to this device."""
        return hpke.MLKEM1024P384PrivateKey(mlkem.MLKEM1024PrivateKey.from_seed_bytes(self.seed), self._curve_key())

    def _curve_key(self) -> ec.EllipticCurvePrivateKey:
        return ec.derive_private_key(int.from_bytes(self.number, "big"), _CURVE)


def new_keys() -> DeviceKeys:
    """Fresh keys for a new device."""
    number = ec.generate_private_key(_CURVE).private_numbers().private_value
    signing = Ed25519PrivateKey.generate().private_bytes_raw()
    return DeviceKeys(signing, os.urandom(SEED_BYTES), number.to_bytes(NUMBER_BYTES, "big"))


def unpack(packed: bytes) -> DeviceKeys:
    """Keys as `pack` wrote them; raises ValueError for another length."""
    if len(packed) != SIGNING_BYTES + SEED_BYTES + NUMBER_BYTES:
        raise ValueError("a device's keys have 144 bytes")
    rest = packed[SIGNING_BYTES:]
    return DeviceKeys(packed[:SIGNING_BYTES], rest[:SEED_BYTES], rest[SEED_BYTES:])


def verifier(signing: bytes) -> Ed25519PublicKey:
    """The key that checks a device's signatures; raises ValueError where the bytes are none."""
    return Ed25519PublicKey.from_public_bytes(signing)


def sealer(sealing: bytes) -> hpke.MLKEM1024P384PublicKey:
    """The key that seals to a device; raises ValueError where the bytes are none."""
    if len(sealing) != SEALING_BYTES:
        raise ValueError("a sealing key has 1,665 bytes")
    kem = mlkem.MLKEM1024PublicKey.from_public_bytes(sealing[:MLKEM_PUBLIC_BYTES])
    point = ec.EllipticCurvePublicKey.from_encoded_point(_CURVE, sealing[MLKEM_PUBLIC_BYTES:])
    return hpke.MLKEM1024P384PublicKey(kem, point)


def is_sealing_key(sealing: bytes) -> bool:
    """Whether bytes from elsewhere can be sealed to."""
    try:
        sealer(sealing)
    except ValueError:
        return False
    return True


def are_keys(public: PublicKeys) -> bool:
    """Whether bytes from elsewhere are keys that can be used."""
    try:
        verifier(public.signing)
    except ValueError:
        return False
    return is_sealing_key(public.sealing)


def eight_words(public: PublicKeys, more: Mapping[str, bytes] = _NO_MORE) -> tuple[str, ...]:
    """What two people read to each other before a device is enrolled: 80 bits of its public keys, as words.

    The list is that of SLIP-39 (1,024 words, told apart by their first four letters). more: suite -> public key, beyond fx1.
    """
    others = (part for name in sorted(more) for part in (name.encode(), more[name]))
    bits = int.from_bytes(framed(_WORDS_LABEL, public.signing, public.sealing, *others)[:10], "big")
    return tuple(WORDLIST[bits >> shift & 1023] for shift in range(70, -1, -10))
