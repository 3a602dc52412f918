"""A bundle, sealed and opened by the suite that its header names: the file key is sealed to each recipient; header, stanzas and
MAC stand before the encrypted content, in which a signature covers header and content.
"""

from __future__ import annotations

import hashlib
import hmac
import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

import msgspec
from cryptography.exceptions import InvalidTag

from fieldapp.exchange import header as head
from fieldapp.exchange.content import Content, Packed, chunks, signed
from fieldapp.exchange.header import Header
from fieldapp.exchange.keys import DeviceKeys
from fieldapp.exchange.refusals import refused
from fieldapp.exchange.suites import IN_SERVICE, Suite
from fieldapp.ledger.entry import Entry, framed


@dataclass(frozen=True, slots=True)
class Sealed:
    """A bundle ready to be put somewhere."""

    content: bytes
    digest: bytes


def seal(
    bare: Header, entries: Iterable[Entry], files: Iterable[tuple[bytes, bytes]], sealing: Iterable[bytes], by: DeviceKeys
) -> Sealed:
    """Make a bundle. bare: its header with no sizes yet · files: (SHA-256, content) · sealing: of each recipient the public key
    for the header's suite.
    """
    packed = Packed()
    for entry in entries:
        packed.entry(entry)
    for digest, content in files:
        packed.file(digest, content)
    suite = IN_SERVICE[bare.suite]
    whole = msgspec.structs.replace(bare, counted=packed.sizes().pack())
    raw = head.encode(whole)
    bound = head.hash_of(raw, suite)
    plain = packed.finished(by.signer().sign(signed(suite, bound, packed.digest())))
    key = os.urandom(32)
    stanzas = b"".join(suite.seal(each, key, suite.label("key") + bound) for each in sealing)
    before = head.start(raw) + stanzas
    content = before + mac(suite, key, before) + b"".join(chunks(suite, key, plain))
    return Sealed(content, hashlib.sha256(content).digest())


def mac(suite: Suite, key: bytes, before: bytes) -> bytes:
    """Commits to the file key, over everything that stands before it."""
    return hmac.digest(framed(suite.label("mac-key"), key), before, "sha256")


@dataclass(frozen=True, slots=True)
class Opened:
    """A bundle whose file key was opened; nothing of it may be believed before `verify` has gone through all of it."""

    path: Path
    header: Header
    bound: bytes
    key: bytes
    starts: int

    def content(self, file: BinaryIO, *, proven: bool = False) -> Content:
        """The content of the open file, from its beginning. proven: by `verify`."""
        file.seek(self.starts)
        return Content(file, IN_SERVICE[self.header.suite], self.key, self.header.sizes, self.bound, proven=proven)

    def entries(self) -> Iterator[Entry]:
        """The entries, as they stand in the file; call `verify` first."""
        with self.path.open("rb") as file, self.content(file, proven=True) as content:
            yield from content.entries()

    def files(self) -> Iterator[tuple[bytes, bytes]]:
        """(SHA-256, content) of each file; call `verify` first."""
        with self.path.open("rb") as file, self.content(file, proven=True) as content:
            for _entry in content.entries():
                pass
            yield from content.files()


def open_for(path: Path, device: str, keys: DeviceKeys) -> Opened:
    """Open a bundle's key for this device. Raises BundleRefused, and nothing else, for whatever is wrong with the file."""
    try:
        with path.open("rb") as file:
            found, raw = head.read(file)
            place = found.place_of(device)
            if place is None:
                raise refused("not_for_us")
            suite = IN_SERVICE[found.suite]
            stanzas = file.read(len(found.recipients) * suite.stanza_bytes)
            said = file.read(head.MAC_BYTES)
    except OSError as error:
        raise refused("unreadable") from error
    if len(said) < head.MAC_BYTES:
        raise refused("cut")
    bound = head.hash_of(raw, suite)
    stanza = stanzas[place * suite.stanza_bytes : (place + 1) * suite.stanza_bytes]
    try:
        key = suite.open(keys, stanza, suite.label("key") + bound)
    except (InvalidTag, ValueError) as error:
        raise refused("altered") from error
    if len(key) != 32 or not hmac.compare_digest(said, mac(suite, key, head.start(raw) + stanzas)):
        raise refused("altered")
    return Opened(path, found, bound, key, head.length_before_chunks(raw, len(found.recipients), suite))


def verify(opened: Opened, signing: bytes) -> Iterator[Entry]:
    """Go through the whole bundle, handing out each entry to be checked on; at the end last chunk, sizes, file hashes and the
    signature of the sender (`signing`: public key) are known to hold, or BundleRefused was raised.
    """
    with opened.path.open("rb") as file, opened.content(file) as content:
        yield from content.entries()
        for digest, blob in content.files():
            if hashlib.sha256(blob).digest() != digest:
                raise refused("altered")
        content.check_end(signing)
