"""What a reader who may open a bundle could make of it for somebody else: parts taken out, another name on it, another signature.

The reader has the file key and their own keys, and knows the format as well as we do; only the sender's signing key is not theirs.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest
import zstandard
from msgspec.structs import replace

from fieldapp.errors import BundleRefused
from fieldapp.exchange import bundle, header
from fieldapp.exchange.content import CHUNK, chunks, signed
from fieldapp.exchange.header import Header, Recipient, Sizes
from fieldapp.exchange.suites import FX1
from fieldapp.ledger.entry import Entry
from tests.exchange.golden import make

GOLDEN = Path(__file__).resolve().parent / "golden"
FIRST, READER = make.name("first device"), make.keys("first")
SENDER = make.keys("sender")


class Taken:
    """The golden bundle, opened by one of its readers; every part can be put together again otherwise."""

    def __init__(self) -> None:
        opened = bundle.open_for(GOLDEN / "fx1-range.fxb", FIRST, READER)
        self.header, self.key = opened.header, opened.key
        self.entries, self.files = list(opened.entries()), list(opened.files())
        with opened.path.open("rb") as file, opened.content(file) as content:
            for _entry in content.entries():
                pass
            for _file in content.files():
                pass
            self.signature = content._read(64)
        said = signed(FX1, opened.bound, hashlib.sha256(self.records() + self.blobs()).digest())
        SENDER.signer().public_key().verify(self.signature, said)  # what is put together below is what was signed

    def records(self) -> bytes:
        packed = [msgspec.msgpack.encode(each) for each in self.entries]
        return b"".join(len(each).to_bytes(4, "big") + each for each in packed)

    def blobs(self) -> bytes:
        return b"".join(digest + len(content).to_bytes(8, "big") + content for digest, content in self.files)

    def again(self, path: Path) -> Path:
        """Under a header with sizes that fit, sealed to its first recipient, with a MAC that is right."""
        sizes = Sizes(len(self.entries), len(self.records()), len(self.blobs()))
        raw = header.encode(replace(self.header, counted=sizes.pack()))
        bound = header.hash_of(raw, FX1)
        zipped = zstandard.ZstdCompressor().compress(self.records() + self.blobs() + self.signature)
        plain = len(zipped).to_bytes(8, "big") + zipped
        plain += bytes(-len(plain) % CHUNK)
        stanza = FX1.seal(READER.public().sealing, self.key, FX1.label("key") + bound)
        before = header.start(raw) + stanza * len(self.header.recipients)
        path.write_bytes(before + bundle.mac(FX1, self.key, before) + b"".join(chunks(FX1, self.key, plain)))
        return path

    def signs(self) -> None:
        """By the only key that the reader has."""
        sizes = Sizes(len(self.entries), len(self.records()), len(self.blobs()))
        raw = header.encode(replace(self.header, counted=sizes.pack()))
        said = signed(FX1, header.hash_of(raw, FX1), hashlib.sha256(self.records() + self.blobs()).digest())
        self.signature = READER.signer().sign(said)


def _one_recipient(taken: Taken) -> None:
    taken.header = replace(taken.header, recipients=taken.header.recipients[:1])


def _another_recipient(taken: Taken) -> None:
    new = Recipient(make.name("other device"), 1, bytes(32))
    taken.header = replace(taken.header, recipients=(taken.header.recipients[0], new))


def _no_files(taken: Taken) -> None:
    taken.files = []


def _another_file(taken: Taken) -> None:
    content = b"another picture"
    taken.files = [(hashlib.sha256(content).digest(), content)]


def _fewer_entries(taken: Taken) -> None:
    taken.entries = taken.entries[:-1]


def _no_bodies(taken: Taken) -> None:
    def bare(each: Entry) -> Entry:
        return msgspec.structs.replace(each, sealed=None)

    taken.entries = [bare(each) for each in taken.entries]


def _newer(taken: Taken) -> None:
    taken.header = replace(taken.header, number=taken.header.number + 1, created=taken.header.created + 1)


def _by_themselves(taken: Taken) -> None:
    taken.signs()


def _everything(taken: Taken) -> None:
    _fewer_entries(taken)
    _no_files(taken)
    _one_recipient(taken)
    taken.signs()


def _nothing(_taken: Taken) -> None:
    """Only sealed and compressed anew: the same bundle."""


def _refused(path: Path) -> str:
    try:
        opened = bundle.open_for(path, FIRST, READER)
        for _entry in bundle.verify(opened, SENDER.public().signing):
            pass
    except BundleRefused as told:
        return told.reason
    return ""


@pytest.mark.parametrize(
    "strip",
    [
        _one_recipient, _another_recipient, _no_files, _another_file, _fewer_entries, _no_bodies, _newer, _by_themselves, _everything,
    ],
)  # fmt: skip
def test_whatever_is_taken_out_or_put_in_the_sender_did_not_sign(strip: Callable[[Taken], None], tmp_path: Path) -> None:
    taken = Taken()
    strip(taken)
    assert _refused(taken.again(tmp_path / "stripped.fxb")) == "altered"


def test_the_same_sealed_anew_is_the_same(tmp_path: Path) -> None:
    """So that the refusals above are for what was changed."""
    assert _refused(Taken().again(tmp_path / "same.fxb")) == ""


def test_two_that_differ_by_less_than_a_chunk_are_of_one_length(tmp_path: Path) -> None:
    """Who watches the folder learns how much went in steps of 64 KiB."""
    taken = Taken()
    bare: Header = replace(taken.header, counted=b"")
    lengths = set()
    for size in (0, 1, 1_000, 30_000):
        content = make.stream(f"{size}", size)
        files = [(hashlib.sha256(content).digest(), content)] if size else []
        sealing = [READER.public().sealing] * 2
        made = bundle.seal(bare, taken.entries, files, sealing, SENDER)
        lengths.add(len(made.content))
    assert len(lengths) == 1
    content = make.stream("more", 70_000)
    more = bundle.seal(bare, taken.entries, [(hashlib.sha256(content).digest(), content)], sealing, SENDER)
    assert len(more.content) - lengths.pop() == CHUNK + 16
