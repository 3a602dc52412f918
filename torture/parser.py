"""Row 15: bundles sealed and signed rightly around wrong headers and contents; nothing but a refusal may come of reading them."""

from __future__ import annotations

import hashlib
import importlib.util
import random
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import msgspec
from msgspec.structs import replace

from fieldapp.desk import office, team
from fieldapp.exchange import bundle
from fieldapp.exchange import header as head
from fieldapp.ledger.entry import Entry
from torture.afterwards import whole
from torture.counts import Counts
from torture.forging import Forger, forger, padded, unpacked
from torture.found import Findings, Row, row
from torture.mutating import body, bytes_mutated, mutated
from torture.taking import bundle_of, taking

_ROOT = Path(__file__).resolve().parent.parent
_SHARE = 20
"""Every so manieth of the mutations, at most, is taken in as well: it was rightly signed by somebody who is enrolled."""
_pack = msgspec.msgpack.encode


def torture(counts: Counts, dice: random.Random) -> Iterator[Row]:
    """Mutations of every layer, as many of each; what verifies goes the whole way into the store."""
    found, verified, taken = Findings(), Counter[str](), Counter[str]()
    with taking(found) as (made, taker, worker):
        taker.put(bundle_of(made, worker, taker.desk, dice.randbytes(300)), "whole")
        opened = bundle.open_for(taker.path, taker.desk.me.device, taker.keys)
        forges = forger(opened, team.keys(worker), taker.keys.public().sealing)
        roster = office.roster_bytes(taker.desk.book.connection) or b""
        names = sorted(_LAYERS)
        for number in range(counts.mutations):
            layer = names[number % len(names)]
            where = f"{layer}, number {number}"
            if taker.put(_LAYERS[layer](forges, dice, roster), where):
                verified[layer] += 1
                if taken.total() < counts.mutations // _SHARE:
                    taken[taker.takes(where)] += 1
        whole(taker.desk, found, "afterwards")
        through = ", ".join(f"{layer} {count:,}" for layer, count in verified.most_common())
        into = ", ".join(f"{outcome} {count:,}" for outcome, count in taken.most_common())
        seen = f"{taker.seen}; rightly signed {verified.total():,} ({through}); of those taken in {taken.total():,} ({into})"
    yield row("#15", "mutations of a bundle's header and content", counts.mutations, found, seen, "nothing but a refusal")
    yield _fuzzed(counts.fuzzed)


def _header(forges: Forger, dice: random.Random, _roster: bytes) -> bytes:
    """Of the true content; every second time only the header is another, and what stands behind it is not."""
    content, sizes = forges.content(map(_pack, forges.entries))
    true = forges.raw_header(sizes)
    fields = mutated(unpacked(true), dice)
    raw = _pack(fields) if dice.random() < 0.8 else bytes_mutated(true, dice)
    many = len(fields[5]) if isinstance(fields, list) and len(fields) > 5 and isinstance(fields[5], list) else 1
    if dice.random() < 0.5:
        return forges.sealed(raw, forges.plain(raw, content), many)
    held = forges.sealed(true, forges.plain(true, content))
    return head.start(raw) + held[len(head.start(true)) :]


def _records(forges: Forger, dice: random.Random, _roster: bytes) -> bytes:
    """Records that are no entries, or with fields of other types."""
    records = [_pack(each) for each in forges.entries]
    for place in dice.sample(range(len(records)), dice.choice((1, 1, 2))):
        held = unpacked(records[place])
        records[place] = _pack(mutated(held, dice)) if dice.random() < 0.8 else bytes_mutated(records[place], dice)
    records = records if dice.random() < 0.9 else dice.sample(records, len(records))
    content, sizes = forges.content(records)
    raw = forges.raw_header(sizes)
    return forges.sealed(raw, forges.plain(raw, content))


def _entries(forges: Forger, dice: random.Random, _roster: bytes) -> bytes:
    """Entries with other fields of the right types, hashed, linked and signed as if they were meant."""
    entries = list(forges.entries)
    place = dice.randrange(len(entries))
    try:
        entries[place] = msgspec.msgpack.decode(_pack(mutated(unpacked(_pack(entries[place])), dice)), type=Entry)
        return _sealed(forges, forges.chained(entries))
    except Exception:  # noqa: BLE001 - no entry came of it; that is what `_records` is for
        return _records(forges, dice, _roster)


def _bodies(forges: Forger, dice: random.Random, _roster: bytes) -> bytes:
    """The same with bodies, kinds, versions and zones that are others."""
    entries = list(forges.entries)
    place = dice.choice([number for number, each in enumerate(entries) if each.sealed])
    held = entries[place].sealed
    if held is None:
        raise SystemExit("an entry lost its body")
    kinds = [each.sealed.kind for each in entries if each.sealed]
    change = dice.randrange(4)
    changed = replace(
        held,
        body=body(held.body, dice) if change < 3 else held.body,
        kind=dice.choice([*kinds, "", "no.such", "youth.names"]) if change == 3 else held.kind,
        version=dice.choice((held.version, 0, 2, 2**40, 2**63, 2**64 - 1)) if change == 3 else held.version,
        zone=dice.choice((held.zone, "", "Nowhere/Else", "../../etc/passwd", "a\0b")) if change == 3 else held.zone,
    )
    entries[place] = replace(entries[place], sealed=changed)
    return _sealed(forges, forges.chained(entries))


def _sealed(forges: Forger, entries: list[Entry]) -> bytes:
    content, sizes = forges.content(map(_pack, entries))
    raw = forges.raw_header(sizes)
    return forges.sealed(raw, forges.plain(raw, content))


def _frames(forges: Forger, dice: random.Random, _roster: bytes) -> bytes:
    """Lengths, sizes and compression that are not what they say."""
    content, sizes = forges.content(map(_pack, forges.entries))
    told = (*sizes,)
    what = dice.randrange(5)
    if what == 0:
        told = (*(max(0, each + dice.choice((-1, 0, 1, 2**20, 2**33, 2**62))) for each in sizes),)
    elif what == 1:
        content = bytes_mutated(content, dice)
    raw = forges.raw_header(told)
    plain = forges.plain(raw, content)
    if what == 2:
        plain = padded(bytes_mutated(plain[8:400], dice))
    elif what == 3:
        length = int.from_bytes(plain[:8], "big") + dice.choice((-1, 1, -9, 2**16, 2**32, 2**63))
        plain = (length % 2**64).to_bytes(8, "big") + plain[8:-1] + dice.choice((b"\0", b"\1"))
    elif what == 4:
        plain = dice.choice((b"", bytes(head.MAC_BYTES), bytes(65_536), plain * 2, padded(b"")))
    return forges.sealed(raw, plain)


def _files(forges: Forger, dice: random.Random, roster: bytes) -> bytes:
    """Other forms than records: rosters, receipts and files that are none, or not the ones that are named."""
    blob = dice.choice((roster, *(content for _digest, content in forges.files), b"", _pack({"number": 1, "holds": {}, "at": 1})))
    try:
        said = unpacked(blob)
        blob = _pack(mutated(said, dice)) if dice.random() < 0.7 else bytes_mutated(blob, dice)
    except (msgspec.MsgspecError, UnicodeError):
        blob = bytes_mutated(blob, dice)
    digest = hashlib.sha256(blob).digest() if dice.random() < 0.8 else dice.randbytes(32)
    kept = list(forges.files) if dice.random() < 0.3 else []
    content, sizes = forges.content(map(_pack, forges.entries if kept else ()), [*kept, (digest, blob)])
    raw = forges.raw_header(sizes, form=dice.choice(("roster", "roster", "receipt", "receipt", "rules", "selection", "range")))
    return forges.sealed(raw, forges.plain(raw, content))


_LAYERS: dict[str, Callable[[Forger, random.Random, bytes], bytes]] = {
    "header": _header,
    "records": _records,
    "entries": _entries,
    "bodies": _bodies,
    "frames": _frames,
    "files": _files,
}


def _fuzzed(seconds: int) -> Row:
    """By a fuzzer that follows the code, where one is installed."""
    what, requirement = "atheris on a bundle's header and content", "#15"
    if importlib.util.find_spec("atheris") is None:
        return Row(requirement=requirement, what=what, skipped="atheris is not installed here")
    with TemporaryDirectory(prefix="torture-") as corpus:
        command = [
            sys.executable,
            "-m",
            "torture.fuzz_bundle",
            corpus,
            f"-max_total_time={seconds}",
            f"-artifact_prefix={corpus}/",
        ]
        done = subprocess.run(command, cwd=_ROOT, capture_output=True, text=True, check=False)  # noqa: S603 - a module of ours
    found = Findings()
    if done.returncode:
        found.add("the fuzzer found something", done.stderr[-2_000:])
    counted = re.findall(r"^#(\d+).*? cov: (\d+)", done.stderr, re.MULTILINE)
    runs, reached = map(int, counted[-1]) if counted else (0, 0)
    return row(requirement, what, runs, found, f"in {seconds} s, {reached:,} places of the code reached", "nothing but a refusal")
