"""What the fuzzer's bytes become: a header as they are, or a content, a record or a body sealed with a right key."""

from __future__ import annotations

import random
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import zstandard
from msgspec import MsgspecError, msgpack
from msgspec.structs import replace

from fieldapp.desk import team
from fieldapp.errors import BundleRefused
from fieldapp.exchange import bundle
from fieldapp.exchange import header as head
from torture import mutating
from torture.forging import Forger, forger, padded, unpacked
from torture.found import Findings
from torture.taking import Taker, bundle_of, taking

_HEADER, _ZIPPED, _BODY, _RECORD = 0x00, 0x40, 0x80, 0xC0
"""The first byte says what the rest is: each kind from its own number on."""
_MOST = 1 << 20


@dataclass(slots=True)
class Target:
    """Called with whatever the fuzzer thinks of; raises where anything but a refusal comes of it."""

    forges: Forger
    taker: Taker

    def __call__(self, raw: bytes) -> None:
        """Once."""
        kind, rest = raw[0] if raw else 0, raw[1:]
        try:
            if kind < _ZIPPED:
                head.decode(rest)
            else:
                self.taker.put(self._sealed(kind, rest), raw)
        except BundleRefused:
            return
        if self.taker.found.counted:
            raise RuntimeError(self.taker.found.first)

    def mutated(self, raw: bytes, dice: random.Random) -> bytes:
        """Another one like it: of what can be read, a value in it is another."""
        kind, rest = raw[0] if raw else 0, raw[1:]
        try:
            if kind < _ZIPPED or kind >= _RECORD:
                changed = msgpack.encode(mutating.mutated(unpacked(rest), dice))
            elif kind < _BODY:
                changed = zstandard.compress(mutating.bytes_mutated(_unzipped(rest), dice))
            else:
                changed = mutating.body(rest, dice)
        except (MsgspecError, ValueError, UnicodeError, OverflowError, RecursionError, zstandard.ZstdError):
            changed = mutating.bytes_mutated(rest, dice)
        return bytes([kind]) + changed

    def _sealed(self, kind: int, rest: bytes) -> bytes:
        if kind < _BODY:
            return self.forges.sealed(self.forges.raw_header((1, len(rest), 0)), padded(rest))
        return self._with([rest] if kind >= _RECORD else self._records(rest))

    def _with(self, records: list[bytes]) -> bytes:
        content, sizes = self.forges.content(records)
        true = self.forges.raw_header(sizes)
        return self.forges.sealed(true, self.forges.plain(true, content))

    def _records(self, body: bytes) -> list[bytes]:
        """The true ones, hashed, linked and signed anew around another body."""
        first, *others = self.forges.entries
        sealed = replace(first.sealed, body=body) if first.sealed else None
        return [msgpack.encode(each) for each in self.forges.chained([replace(first, sealed=sealed), *others])]

    def examples(self) -> Iterator[bytes]:
        """One of each kind to begin with, as the app itself makes it."""
        first = self.forges.entries[0]
        content, sizes = self.forges.content([msgpack.encode(first)])
        yield bytes([_HEADER]) + self.forges.raw_header(sizes)
        yield bytes([_ZIPPED]) + zstandard.compress(content + bytes(64))
        yield bytes([_BODY]) + (first.sealed.body if first.sealed else b"")
        yield bytes([_RECORD]) + msgpack.encode(first)


def _unzipped(raw: bytes) -> bytes:
    """As far as it goes, whatever size it claims to have."""
    with zstandard.ZstdDecompressor().stream_reader(raw) as reader:
        return reader.read(_MOST)


@contextmanager
def ready(corpus: Path) -> Iterator[Target]:
    """The target, with the stores that it needs. corpus: where its examples are put."""
    with taking(Findings()) as (made, taker, worker):
        taker.put(bundle_of(made, worker, taker.desk, random.Random(0).randbytes(300)), "whole")
        opened = bundle.open_for(taker.path, taker.desk.me.device, taker.keys)
        target = Target(forger(opened, team.keys(worker), taker.keys.public().sealing), taker)
        for number, each in enumerate(target.examples()):
            (corpus / f"example{number}").write_bytes(each)
        yield target
