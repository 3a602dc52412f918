"""Bundles sealed and signed as the app does it, with an enrolled sender's own keys, around whatever is put inside."""

from __future__ import annotations

import hashlib
import os
import struct
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import msgspec
import zstandard
from msgspec.structs import replace

from fieldapp.exchange import bundle
from fieldapp.exchange import header as head
from fieldapp.exchange.bundle import Opened
from fieldapp.exchange.content import CHUNK, chunks, signed
from fieldapp.exchange.keys import DeviceKeys
from fieldapp.exchange.suites import FX1
from fieldapp.ledger.entry import GENESIS, Entry, commitment_of, hash_of

Told = tuple[int, int, int]
"""Sizes: entries, bytes of records, bytes of files."""
_MOST_STANZAS = 50


@dataclass(frozen=True, slots=True)
class Forger:
    """One who is enrolled and whose laptop does as they like. to: the public key that the recipient is sealed to."""

    keys: DeviceKeys
    to: bytes
    header: head.Header
    entries: tuple[Entry, ...]
    files: tuple[tuple[bytes, bytes], ...]

    def raw_header(self, sizes: Told, fields: Sequence[Any] | None = None, form: str = "") -> bytes:
        """A header that tells these sizes (entries, records, files). fields: in place of the true ones, sizes as they are."""
        if fields is not None:
            return msgspec.msgpack.encode(fields)
        whole = replace(self.header, counted=head.Sizes(*sizes).pack(), form=form or self.header.form)
        return head.encode(whole)

    def content(self, records: Iterable[bytes], files: Iterable[tuple[bytes, bytes]] | None = None) -> tuple[bytes, Told]:
        """Records behind their lengths, then files; and the sizes of it."""
        listed, blobs = list(records), list(self.files if files is None else files)
        first = b"".join(struct.pack(">I", len(each)) + each for each in listed)
        second = b"".join(digest + struct.pack(">Q", len(blob)) + blob for digest, blob in blobs)
        return first + second, (len(listed), len(first), len(second))

    def plain(self, raw: bytes, content: bytes) -> bytes:
        """Content and signature, compressed and padded."""
        signature = self.keys.signer().sign(signed(FX1, head.hash_of(raw, FX1), hashlib.sha256(content).digest()))
        return padded(zstandard.ZstdCompressor(level=1, write_content_size=False).compress(content + signature))

    def sealed(self, raw: bytes, plain: bytes, recipients: int = 1) -> bytes:
        """The whole file."""
        key, bound = os.urandom(32), head.hash_of(raw, FX1)
        stanza = FX1.seal(self.to, key, FX1.label("key") + bound)
        before = head.start(raw) + stanza * min(recipients, _MOST_STANZAS)
        return before + bundle.mac(FX1, key, before) + b"".join(chunks(FX1, key, plain))

    def chained(self, entries: Iterable[Entry]) -> list[Entry]:
        """The same entries, honestly hashed, linked and signed: only a device's own laptop can do that."""
        signer, prev, made = self.keys.signer(), dict[str, bytes](), list[Entry]()
        for each in entries:
            commitment = commitment_of(each.sealed) if each.sealed else each.commitment
            bare = replace(each, prev=prev.get(each.device, GENESIS if each.seq == 1 else each.prev), commitment=commitment)
            digest = hash_of(bare)
            made.append(replace(bare, hash=digest, signature=signer.sign(digest)))
            prev[each.device] = digest
        return made


def padded(zipped: bytes) -> bytes:
    """Behind its length, to whole chunks."""
    plain = struct.pack(">Q", len(zipped)) + zipped
    return plain + bytes(-len(plain) % CHUNK)


def forger(opened: Opened, keys: DeviceKeys, to: bytes) -> Forger:
    """From a bundle that was opened: what it holds, to be sealed again."""
    return Forger(keys, to, opened.header, tuple(opened.entries()), tuple(opened.files()))


def unpacked(raw: bytes) -> Any:  # noqa: ANN401 - msgpack has any shape
    """What stands in a header or a record, as lists."""
    return msgspec.msgpack.decode(raw)
