"""Self-check: before anything is opened, the encryption of this computer gives the answers that are known to be right.

A broken build, a swapped library or failing memory must not write a store that nothing opens again, nor let a forgery pass.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping
from functools import cache

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

from fieldapp import places
from fieldapp.errors import Trouble
from fieldapp.exchange.keys import unpack, verifier
from fieldapp.exchange.suites import FX1
from fieldapp.text import _
from fieldapp.vault import kdf, sealing
from fieldapp.vault.kdf import Cost

_TEXT, _PURPOSE = b"known answer", b"fieldapp/known-answer/1"
_Held = Mapping[str, bytes]


@cache
def require_right_answers() -> None:
    """Trouble where one answer differs; asked once in a process (10 ms)."""
    wrong = wrong_answers()
    if wrong:
        raise Trouble(
            _("The encryption on this computer gives wrong answers ({what}), so nothing is opened with it.").format(
                what=", ".join(wrong)
            ),
            _("Your store was not touched. Install the app again; if it stays so, call your agency's IT: the memory may fail."),
        )


def wrong_answers() -> list[str]:
    """Names of the checks that failed; empty where all is well."""
    held = {name: bytes.fromhex(value) for name, value in json.loads(_file()).items()}
    return [name for name, right in _CHECKS.items() if not _holds(right, held)]


def _holds(right: Callable[[_Held], bool], held: _Held) -> bool:
    try:
        return right(held)
    except Exception:  # noqa: BLE001 - whatever a broken library raises, its answer was not the right one
        return False


def _file() -> bytes:
    return places.resource("crypto", "known-answers.json").read_bytes()


def _sha256(_held: _Held) -> bool:
    """FIPS 180-4, "abc"."""
    return hashlib.sha256(b"abc").hexdigest() == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"


def _argon2id(held: _Held) -> bool:
    """RFC 9106, 5.3; and a passphrase of ours, typed with an accent in two parts."""
    standard = Argon2id(
        salt=b"\2" * 16, length=32, iterations=3, lanes=4, memory_cost=32, ad=b"\4" * 12, secret=b"\3" * 8
    ).derive(b"\1" * 32)
    ours = kdf.derive("known answer: cafe\u0301", bytes(range(16)), Cost(64, 1, 1))
    known = "0d640df58d78766c08c037a34a8b53c9d01ef0452d75b65eb52520e96b01e659"
    return standard.hex() == known and ours == held["passphrase_key"]


def _aes_gcm(_held: _Held) -> bool:
    """The GCM specification, test case 14; and one bit changed must not open."""
    cipher = AESGCM(bytes(32))
    sealed = bytes.fromhex("cea7403d4d606b6e074ec5d3baf39d18d0d1c8a799996bf0265b98b5d48ab919")
    if cipher.encrypt(bytes(12), bytes(16), None) != sealed:
        return False
    return _refused(lambda: cipher.decrypt(bytes(12), sealed[:-1] + b"\x18", None))


def _sealing(held: _Held) -> bool:
    private, sealed = held["sealed_private"], held["sealed"]
    opened = sealing.unseal(private, sealed, _PURPOSE) == _TEXT
    return opened and _refused(lambda: sealing.unseal(private, sealed, _PURPOSE + b"!"))


def _bundle_key(held: _Held) -> bool:
    keys, sealed = unpack(held["device_keys"]), held["bundle_sealed"]
    public = keys.public()
    if hashlib.sha256(public.signing + public.sealing).digest() != held["device_public"]:
        return False
    opened = FX1.open(keys, sealed, _PURPOSE) == _TEXT
    return opened and _refused(lambda: FX1.open(keys, sealed, _PURPOSE + b"!"))


def _ed25519(held: _Held) -> bool:
    """RFC 8032, 7.1, test 1; and a signature of ours, which must not hold for anything else."""
    rfc = Ed25519PublicKey.from_public_bytes(bytes.fromhex("d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a"))
    rfc.verify(
        bytes.fromhex(
            "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b"
        ),
        b"",
    )
    keys = unpack(held["device_keys"])
    if keys.signer().sign(_TEXT) != held["device_signature"]:
        return False
    public = verifier(keys.public().signing)
    public.verify(held["device_signature"], _TEXT)
    try:
        public.verify(held["device_signature"], _TEXT + b"!")
    except InvalidSignature:
        return True
    return False


def _refused(opening: Callable[[], object]) -> bool:
    """Whether what must not open does not."""
    try:
        opening()
    except Exception:  # noqa: BLE001 - each library has its own word for it
        return True
    return False


_CHECKS: Mapping[str, Callable[[_Held], bool]] = {
    "SHA-256": _sha256,
    "Argon2id": _argon2id,
    "AES-256-GCM": _aes_gcm,
    "HPKE P-384": _sealing,
    "HPKE ML-KEM-1024 + P-384": _bundle_key,
    "Ed25519": _ed25519,
}
