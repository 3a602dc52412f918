"""A second suite, for tests alone: what the day after fx1 would look like, from the same library with other parameters."""

from __future__ import annotations

from cryptography.hazmat.primitives import hashes, hpke
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from fieldapp.exchange.keys import DeviceKeys
from fieldapp.exchange.suites import Suite

_HPKE = hpke.Suite(hpke.KEM.X25519, hpke.KDF.HKDF_SHA256, hpke.AEAD.AES_256_GCM)


def _private(keys: DeviceKeys) -> X25519PrivateKey:
    """A real one would have keys of its own; this one grows them from what a device has."""
    return X25519PrivateKey.from_private_bytes(HKDF(hashes.SHA256(), 32, b"", b"trial-suite").derive(keys.seed))


TRIAL = Suite(
    name="trial2",
    stanza_bytes=32 + 32 + 16,
    seal=lambda public, key, info: _HPKE.encrypt(key, X25519PublicKey.from_public_bytes(public), info=info),
    open=lambda keys, stanza, info: _HPKE.decrypt(stanza, _private(keys), info=info),
    public=lambda keys: _private(keys).public_key().public_bytes_raw(),
    accepts=lambda public: len(public) == 32,
)
