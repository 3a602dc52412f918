"""The clear head of a bundle: what anybody may see of it, and its one accepted form.

Layout of the file (all numbers big-endian)::

    mark (16) ‖ length of the header (4) ‖ header ‖ one stanza for each recipient (fx1: 1,713 each) ‖ MAC (32) ‖ chunks

The mark names the format; the header is one msgpack array in the order of `Header`; a stanza is the file key sealed by its suite.
"""

from __future__ import annotations

import hashlib
import struct
from pathlib import Path
from typing import BinaryIO, Literal

import msgspec

from fieldapp.errors import BundleRefused
from fieldapp.exchange.refusals import refused
from fieldapp.exchange.suites import IN_SERVICE, Suite
from fieldapp.ledger.ids import is_id

MARK = b"fieldapp/bundle\x01"
MAC_BYTES = 32
HASH_BYTES = 32

HEADER_CAP = 256 * 1024
RECIPIENTS_CAP = 1_000
SPANS_CAP = 1_000
ENTRIES_CAP = 1_000_000
RECORDS_CAP = 4 * 1024**3
FILES_CAP = 8 * 1024**3
NUMBER_CAP = 2**53
_SLACK = 1024 * 1024
_LENGTH = struct.Struct(">I")
_COUNTED = struct.Struct(">QQQ")

Form = Literal["range", "selection", "receipt", "roster", "rules"]
"""range: a device's next entries · selection: a transfer or an on-call set · roster: who is who."""


class Recipient(msgspec.Struct, frozen=True, array_like=True):
    """A device that can open the bundle: its running number to that device, and the hash of the one before (zeros: none)."""

    device: str
    number: int
    previous: bytes


class Span(msgspec.Struct, frozen=True, array_like=True):
    """The entries `first` to `last` of one chain, both included."""

    chain: str
    first: int
    last: int


class Head(msgspec.Struct, frozen=True, array_like=True):
    """How far a chain of the sender went when the bundle was made."""

    chain: str
    seq: int
    hash: bytes


class Header(msgspec.Struct, frozen=True, array_like=True):
    """Everything that travels in the clear: opaque ids, numbers and sizes, never a name.

    number: the sending device's own count of bundles · created: ms UTC as the sender claims · counted: how many entries, bytes
    of records and bytes of files are inside, as three 8-byte numbers, so that the header's length does not hang on them.
    """

    suite: str
    form: Form
    person: str
    device: str
    number: int
    recipients: tuple[Recipient, ...]
    spans: tuple[Span, ...]
    heads: tuple[Head, ...]
    roster_version: int
    created: int
    counted: bytes

    @property
    def sizes(self) -> Sizes:
        """The declared raw sizes."""
        return Sizes(*_COUNTED.unpack(self.counted))

    def number_for(self, device: str) -> int:
        """The running number for a recipient; 0 for anybody else."""
        return next((each.number for each in self.recipients if each.device == device), 0)

    def place_of(self, device: str) -> int | None:
        """Which recipient a device is."""
        return next((n for n, each in enumerate(self.recipients) if each.device == device), None)


class Sizes(msgspec.Struct, frozen=True):
    """Declared raw sizes: entries by number; records and files in bytes before compression."""

    entries: int
    records: int
    files: int

    def pack(self) -> bytes:
        """As they stand in the header."""
        return _COUNTED.pack(self.entries, self.records, self.files)


_encoder = msgspec.msgpack.Encoder()
_decoder = msgspec.msgpack.Decoder(Header)


def encode(header: Header) -> bytes:
    """The header's bytes."""
    return _encoder.encode(header)


def hash_of(raw: bytes, suite: Suite) -> bytes:
    """What stanzas and signature are bound to."""
    return hashlib.sha256(suite.label("header\0") + raw).digest()


def start(raw: bytes) -> bytes:
    """Everything before the stanzas."""
    return MARK + _LENGTH.pack(len(raw)) + raw


def length_before_chunks(raw: bytes, recipients: int, suite: Suite) -> int:
    """At which byte of the file the chunks begin."""
    return len(start(raw)) + recipients * suite.stanza_bytes + MAC_BYTES


def read(file: BinaryIO) -> tuple[Header, bytes]:
    """Read and check a header at the start of a file; returns it with its bytes. Raises BundleRefused."""
    mark = file.read(len(MARK))
    if mark[:-1] != MARK[:-1]:
        raise refused("cut" if mark and MARK.startswith(mark) else "unreadable")
    if mark != MARK:
        raise refused("newer_format")
    framing = file.read(_LENGTH.size)
    if len(framing) < _LENGTH.size:
        raise refused("cut")
    (length,) = _LENGTH.unpack(framing)
    if length > HEADER_CAP:
        raise refused("too_large")
    raw = file.read(length)
    if len(raw) < length:
        raise refused("cut")
    return decode(raw), raw


def clear_header(path: Path) -> Header | None:
    """What a file says of itself in the clear, not yet proven by anything; None where it cannot be read as far as that."""
    try:
        return of_file(path)[0]
    except (OSError, BundleRefused):
        return None


def of_file(path: Path) -> tuple[Header, bytes]:
    """The header of a file; BundleRefused also for what is no plain file: a pipe would be waited for without end."""
    if path.exists() and not path.is_file():
        raise refused("unreadable")
    with path.open("rb") as file:
        return read(file)


def most_bytes(said: Header, raw: bytes) -> int:
    """How long a bundle of these declared sizes can be: what cannot be compressed grows by less than a hundredth."""
    payload = said.sizes.records + said.sizes.files
    begins = length_before_chunks(raw, len(said.recipients), IN_SERVICE[said.suite])
    return begins + payload + payload // 100 + _SLACK


def may_be_for(path: Path, device: str) -> bool:
    """Whether a file names this device, or cannot be read as far as that; others in a shared folder are left alone."""
    found = clear_header(path)
    return found is None or found.place_of(device) is not None


def decode(raw: bytes) -> Header:
    """The header of its bytes, in the one accepted form; raises BundleRefused."""
    try:
        said = msgspec.msgpack.decode(raw, type=list[msgspec.Raw])
        if not said or msgspec.msgpack.decode(said[0], type=str) not in IN_SERVICE:
            raise refused("newer_format")
        header = _decoder.decode(raw)
    except (msgspec.MsgspecError, UnicodeError, RecursionError) as error:
        raise refused("unreadable") from error
    if _encoder.encode(header) != raw or not _sound(header):
        raise refused("unreadable")
    sizes = header.sizes
    if sizes.entries > ENTRIES_CAP or sizes.records > RECORDS_CAP or sizes.files > FILES_CAP:
        raise refused("too_large")
    return header


def _sound(header: Header) -> bool:
    """Whether every part can be what it says: ids, numbers, hashes of the right length, nobody twice."""
    devices = [each.device for each in header.recipients]
    if not 0 < len(devices) <= RECIPIENTS_CAP or len(set(devices)) != len(devices) or len(header.counted) != _COUNTED.size:
        return False
    if len(header.spans) > SPANS_CAP or len(header.heads) > SPANS_CAP:
        return False
    chains = (*(each.chain for each in header.spans), *(each.chain for each in header.heads))
    ids = (header.person, header.device, *devices, *chains)
    hashes = (*(each.previous for each in header.recipients), *(each.hash for each in header.heads))
    numbers = (header.number, header.roster_version, *(each.number for each in header.recipients), *(e.seq for e in header.heads))
    spans = all(0 < each.first <= each.last < NUMBER_CAP for each in header.spans)
    return (
        all(map(is_id, ids)) and all(len(h) == HASH_BYTES for h in hashes) and all(0 <= n < NUMBER_CAP for n in numbers) and spans
    )
