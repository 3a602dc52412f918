"""Known answers for fx1: a bundle made once, whose opening, MAC, chunks and signature must hold for ever.

What the format says is worked out here a second time, with bare primitives and none of the app's code between.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import struct
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest
import zstandard
from cryptography.exceptions import InvalidSignature, InvalidTag
from cryptography.hazmat.primitives import hpke
from cryptography.hazmat.primitives.asymmetric import ec, mlkem
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from fieldapp.errors import BundleRefused
from fieldapp.exchange import bundle, header
from fieldapp.exchange.keys import eight_words
from fieldapp.ledger.entry import GENESIS
from fieldapp.ledger.verify import ChainCheck
from tests.exchange.golden import make

GOLDEN = Path(__file__).resolve().parent / "golden"
BUNDLE = GOLDEN / "fx1-range.fxb"
KNOWN = json.loads((GOLDEN / "fx1-range.json").read_text(encoding="utf-8"))
STANZA, CHUNK = 1_713, 65_536 + 16


def _framed(label: bytes, *fields: bytes) -> bytes:
    return hashlib.sha256(label + b"".join(struct.pack(">Q", len(each)) + each for each in fields)).digest()


class Parts:
    """The file, taken apart by its layout alone."""

    def __init__(self, content: bytes) -> None:
        assert content[:16] == b"fieldapp/bundle\x01"
        (length,) = struct.unpack(">I", content[16:20])
        self.header = content[20 : 20 + length]
        stanzas = 20 + length
        self.stanzas = [content[stanzas + n * STANZA : stanzas + (n + 1) * STANZA] for n in range(2)]
        self.before = content[: stanzas + 2 * STANZA]
        self.mac = content[len(self.before) : len(self.before) + 32]
        rest = content[len(self.before) + 32 :]
        self.chunks = [rest[at : at + CHUNK] for at in range(0, len(rest), CHUNK)]


@pytest.fixture(scope="module")
def parts() -> Parts:
    return Parts(BUNDLE.read_bytes())


def test_the_file_is_the_one_that_was_made() -> None:
    assert hashlib.sha256(BUNDLE.read_bytes()).hexdigest() == KNOWN["bundle_sha256"]


def test_the_header_reads_and_is_written_byte_for_byte(parts: Parts) -> None:
    assert parts.header.hex() == KNOWN["header"]
    found = header.decode(parts.header)
    assert header.encode(found) == parts.header
    assert (found.suite, found.form, found.number, found.sizes.entries, found.roster_version) == ("fx1", "range", 7, 3, 2)
    assert hashlib.sha256(b"fieldapp/fx1/header\0" + parts.header).hexdigest() == KNOWN["header_hash"]


@pytest.mark.parametrize(("place", "label"), [(0, "first"), (1, "second")])
def test_each_stanza_opens_to_the_file_key_with_its_own_keys_only(parts: Parts, place: int, label: str) -> None:
    suite = hpke.Suite(hpke.KEM.MLKEM1024_P384, hpke.KDF.HKDF_SHA384, hpke.AEAD.AES_256_GCM)
    held = make.keys(label)
    number = ec.derive_private_key(int.from_bytes(held.number, "big"), ec.SECP384R1())
    key = hpke.MLKEM1024P384PrivateKey(mlkem.MLKEM1024PrivateKey.from_seed_bytes(held.seed), number)
    info = b"fieldapp/fx1/key" + bytes.fromhex(KNOWN["header_hash"])
    assert suite.decrypt(parts.stanzas[place], key, info=info).hex() == KNOWN["file_key"]
    with pytest.raises(InvalidTag):
        suite.decrypt(parts.stanzas[1 - place], key, info=info)
    with pytest.raises(InvalidTag):
        suite.decrypt(parts.stanzas[place], key, info=info[:-1] + b"\0")


def test_the_mac_commits_header_and_stanzas_to_the_file_key(parts: Parts) -> None:
    key = _framed(b"fieldapp/fx1/mac-key", bytes.fromhex(KNOWN["file_key"]))
    assert parts.mac.hex() == KNOWN["mac"] == hmac.digest(key, parts.before, "sha256").hex()


def _plain(parts: Parts) -> bytes:
    cipher = AESGCM(_framed(b"fieldapp/fx1/payload-key", bytes.fromhex(KNOWN["file_key"])))
    last = len(parts.chunks) - 1
    opened = b"".join(
        cipher.decrypt(number.to_bytes(11, "big") + bytes([number == last]), chunk, None)
        for number, chunk in enumerate(parts.chunks)
    )
    (length,) = struct.unpack(">Q", opened[:8])
    assert not any(opened[8 + length :]), "padded with zeros to whole chunks"
    return zstandard.ZstdDecompressor().decompressobj().decompress(opened[8 : 8 + length])


def test_chunks_content_and_signature(parts: Parts) -> None:
    assert len(parts.chunks) == 2
    content = _plain(parts)
    signed, signature = content[:-64], content[-64:]
    said = _framed(b"fieldapp/fx1/export", bytes.fromhex(KNOWN["header_hash"]), hashlib.sha256(signed).digest())
    signer = Ed25519PublicKey.from_public_bytes(bytes.fromhex(KNOWN["sender_signing"]))
    signer.verify(signature, said)
    with pytest.raises(InvalidSignature):
        signer.verify(signature, said[:-1] + b"\0")
    found, place = [], 0
    for _entry in range(3):
        (length,) = struct.unpack(">I", signed[place : place + 4])
        found.append(msgspec.msgpack.decode(signed[place + 4 : place + 4 + length]))
        place += 4 + length
    assert [each[0].hex() for each in found] == KNOWN["entry_hashes"]
    assert [each[11] is None for each in found] == [False, True, False]
    assert signed[place : place + 32].hex() == KNOWN["file_sha256"]
    assert struct.unpack(">Q", signed[place + 32 : place + 40]) == (70_000,)
    assert hashlib.sha256(signed[place + 40 :]).hexdigest() == KNOWN["file_sha256"]


def test_this_version_opens_and_verifies_it() -> None:
    opened = bundle.open_for(BUNDLE, make.name("first device"), make.keys("first"))
    assert (opened.key.hex(), opened.bound.hex()) == (KNOWN["file_key"], KNOWN["header_hash"])
    signing = bytes.fromhex(KNOWN["sender_signing"])
    assert list(bundle.verify(opened, signing)) == make.entries(make.keys("sender"), make.name("device"), make.name("person"))
    check = ChainCheck(make.keys("sender").signer().public_key(), 0, GENESIS)
    assert [check.take(each) for each in opened.entries()] == [None, None, None]
    assert check.close() is None
    assert [digest.hex() for digest, _content in opened.files()] == [KNOWN["file_sha256"]]
    with pytest.raises(BundleRefused) as told:
        list(bundle.verify(opened, make.keys("first").public().signing))
    assert told.value.reason == "altered"


def test_the_eight_words_of_a_device_never_change() -> None:
    assert " ".join(eight_words(make.keys("first").public())) == KNOWN["words_of_first"]


@pytest.mark.parametrize(
    ("reason", "spoil"),
    [
        ("cut", lambda c: c[:-1]),
        ("cut", lambda c: c[:-CHUNK]),
        ("altered", lambda c: c[:-1] + bytes([c[-1] ^ 1])),
        ("altered", lambda c: c + b"\0"),
        ("altered", lambda c: c[:-CHUNK] + c[-CHUNK:] * 2),
        ("newer_format", lambda c: c.replace(b"bundle\x01", b"bundle\x02", 1)),
        ("newer_format", lambda c: c.replace(b"fx1", b"fx2", 1)),
        ("unreadable", lambda c: b"PK" + c),
        ("not_for_us", lambda c: c.replace(make.name("first device").encode(), make.name("other device").encode(), 1)),
        ("altered", lambda c: c.replace(make.name("person").encode(), make.name("other person").encode(), 1)),
    ],
    ids=[
        "cut",
        "last-chunk-gone",
        "flipped",
        "longer",
        "chunk-twice",
        "newer",
        "newer-suite",
        "other-file",
        "readdressed",
        "renamed",
    ],
)
def test_every_way_to_spoil_it_has_its_own_reason(tmp_path: Path, reason: str, spoil: Callable[[bytes], bytes]) -> None:

    path = tmp_path / "spoiled.fxb"
    path.write_bytes(spoil(BUNDLE.read_bytes()))
    with pytest.raises(BundleRefused) as told:
        list(
            bundle.verify(
                bundle.open_for(path, make.name("first device"), make.keys("first")), make.keys("sender").public().signing
            )
        )
    assert told.value.reason == reason
    assert told.value.sentence.endswith(".")
