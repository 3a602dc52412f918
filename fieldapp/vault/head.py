"""The head file: how far a store's chains had come, kept beside the database, which alone does not notice an old file put back.

Two records of fixed size, written in turn, so that one torn by a power cut leaves the other. The database commits first,
then the head is written: a head that is behind is the trace of a crash and heals; one that is ahead, gone or half gone says
that the database is not the one last used here.
"""

from __future__ import annotations

import hmac
import os
import struct
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from fieldapp.errors import DestinationTrouble
from fieldapp.ledger.entry import GENESIS
from fieldapp.ledger.ids import access_chain
from fieldapp.places import write_durably
from fieldapp.text import _

RECORD_BYTES = 4096  # a sector of its own on any disk, so that one write that fails cannot take both
_MAC_BYTES = 32
_MAGIC = b"fieldapp/head/1\0"
_FIELDS = struct.Struct(">16sQ26sQ32sQ32s")
_PADDING = bytes(RECORD_BYTES - _MAC_BYTES - _FIELDS.size)
_FEW = 4

Judgement = Literal["same", "behind", "ahead", "absent"]
Last = Callable[[str], tuple[int, bytes]]
"""Chain -> the last place and hash that the store holds of it; (0, GENESIS) where it holds none."""
Holds = Callable[[str, int, bytes], bool]
"""Whether the store holds this hash at this place of this chain."""


@dataclass(frozen=True, slots=True)
class Heads:
    """The last place and hash of a device's case chain and of its access chain; (0, GENESIS) for an empty one."""

    device: str
    seq: int
    hash: bytes
    access_seq: int = 0
    access_hash: bytes = GENESIS


@dataclass(frozen=True, slots=True)
class Found:
    """What the head file says. counter: how often it was written · unsound: the record that does not hold, None for none."""

    heads: Heads
    counter: int
    unsound: bytes | None = None


def write(path: Path, key: bytes, heads: Heads) -> None:
    """Record the heads over the older of the two records: one write, one flush. Call it after the commit, not before.

    key: 32 bytes, a row of the store. A missing or damaged file is written anew; judge it before. DestinationTrouble where the
    disk does not take it.
    """
    handle = begin(path, key, heads)
    if handle is not None:
        try:
            end(handle)
        except OSError as refused:
            raise _not_taken() from refused


def begin(path: Path, key: bytes, heads: Heads) -> int | None:
    """The write without the flush, which is `end`'s, on any thread; None where the file was made anew and is on the disk."""
    try:
        found = read(path, key)
        if found is None or found.unsound is not None:
            _write_anew(path, key, heads, found.counter + 1 if found else 1)
            return None
        handle = os.open(path, os.O_RDWR | getattr(os, "O_BINARY", 0))
        try:
            _write(handle, key, heads, found.counter + 1)
        except BaseException:
            os.close(handle)
            raise
    except OSError as refused:
        raise _not_taken() from refused
    return handle


def end(handle: int) -> None:
    """Flush what `begin` wrote, and close it; raises OSError."""
    try:
        getattr(os, "fdatasync", os.fsync)(handle)
    finally:
        os.close(handle)


def _write(handle: int, key: bytes, heads: Heads, number: int) -> None:
    os.lseek(handle, number % 2 * RECORD_BYTES, os.SEEK_SET)
    os.write(handle, _record(key, heads, number))


def _not_taken() -> DestinationTrouble:
    return DestinationTrouble(
        _("The disk with your store is full, read-only or not answering. Free some space or reconnect it, then try again."),
        _("Everything recorded before this step is safe."),
    )


def read(path: Path, key: bytes) -> Found | None:
    """The newer sound record; None where there is none (no file, or nothing in it under this key)."""
    try:
        content = path.read_bytes()
    except OSError:
        return None
    if len(content) != 2 * RECORD_BYTES:
        return None
    halves = (content[:RECORD_BYTES], content[RECORD_BYTES:])
    records = tuple(_read_record(key, half, place) for place, half in enumerate(halves))
    sound = [record for record in records if record]
    if not sound:
        return None
    counter, heads = max(sound, key=lambda record: record[0])
    other = (counter + 1) % 2
    before = records[other]
    follows = before is not None and before[0] == counter - 1
    return Found(heads, counter, None if follows else halves[other])


def judge(found: Found | None, last: Last, holds: Holds) -> Judgement:
    """What a head says of the store beside it.

    same: nothing to do · behind: a crash came between commit and head; write the head anew and say nothing ·
    ahead: the store lacks what was once committed · absent: no head, or half of one and no crash that explains it.
    The last two open the store read-only, with the sentence of `explain`.
    """
    if found is None:
        return "absent"
    heads = found.heads
    case = _judge_chain(heads.device, heads.seq, heads.hash, last, holds)
    access = _judge_chain(access_chain(heads.device), heads.access_seq, heads.access_hash, last, holds)
    if "ahead" in (case, access):
        return "ahead"
    if "behind" in (case, access):
        return "absent" if _was_changed(found, last) else "behind"
    # A write cut short always leaves the chain ahead of the sound record. So the other was changed later; it may have held more.
    return "same" if found.unsound is None else "absent"


def _was_changed(found: Found, last: Last) -> bool:
    """Whether the unsound record is, but for a few bytes, the one that the store's last commit wrote: it was whole once.

    One cut short by a power failure is a mixture, and differs in most of a hash.
    """
    if found.unsound is None:
        return False
    device = found.heads.device
    whole = _fields(Heads(device, *last(device), *last(access_chain(device))), found.counter + 1) + _PADDING
    return sum(old != new for old, new in zip(found.unsound[_MAC_BYTES:], whole, strict=True)) <= _FEW


def explain(judgement: Judgement) -> str | None:
    """The sentence for the person at the desk; None where all is well."""
    if judgement == "ahead":
        return _(
            "This store is older than the one last used on this computer: something recorded here is missing from it."
            " It is open for reading only. Restore your newest backup, or continue from this copy as a new device."
        )
    if judgement == "absent":
        return _(
            "The file “head” of this store is missing or damaged, so it cannot be told whether anything recorded is missing."
            " It is open for reading only. Restore your newest backup, or continue from this copy as a new device."
        )
    return None


def _judge_chain(chain: str, seq: int, digest: bytes, last: Last, holds: Holds) -> Judgement:
    if last(chain) == (seq, digest):
        return "same"
    if seq == 0 or holds(chain, seq, digest):
        return "behind"
    return "ahead"


def _fields(heads: Heads, number: int) -> bytes:
    return _FIELDS.pack(_MAGIC, number, heads.device.encode(), heads.seq, heads.hash, heads.access_seq, heads.access_hash)


def _record(key: bytes, heads: Heads, number: int) -> bytes:
    body = _fields(heads, number) + _PADDING
    return _mac(key, body) + body


def _read_record(key: bytes, record: bytes, place: int) -> tuple[int, Heads] | None:
    mac, body = record[:_MAC_BYTES], record[_MAC_BYTES:]
    if not hmac.compare_digest(_mac(key, body), mac):
        return None
    _magic, number, device, *rest = _FIELDS.unpack(body[: _FIELDS.size])
    return (number, Heads(device.decode(), *rest)) if number % 2 == place else None


def _mac(key: bytes, body: bytes) -> bytes:
    return hmac.digest(key, body, "sha256")


def _write_anew(path: Path, key: bytes, heads: Heads, number: int) -> None:
    """Both records, of `number` and the next, each in its place."""
    even = number + number % 2
    odd = number + 1 - number % 2
    write_durably(path, _record(key, heads, even) + _record(key, heads, odd))
