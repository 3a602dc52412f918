"""What an enrolled sender's laptop could sign though no app wrote it: found by the torture, refused in words since."""

from __future__ import annotations

import msgspec
import pytest
from msgspec.structs import replace

from fieldapp.errors import BundleRefused
from fieldapp.exchange import content, header, people
from fieldapp.ledger.entry import DEEPEST, Entry, Sealed, is_canonical

DEEP = (b"\x91" * 6_000 + b"\xc0", b"\x81\xa1a" * 6_000 + b"\xc0")
ENTRY = Entry(
    hash=bytes(32),
    device="a" * 26,
    seq=1,
    prev=bytes(32),
    at=0,
    stream="b" * 26,
    actor="c" * 26,
    audience="team",
    after=(),
    commitment=bytes(32),
    signature=bytes(64),
    sealed=Sealed(bytes(32), "trial.kind", 1, "America/Los_Angeles", b"{}"),
)


@pytest.mark.parametrize("raw", DEEP)
def test_lists_within_lists_without_end_are_refused_wherever_they_stand(raw: bytes) -> None:
    record = msgspec.msgpack.encode(msgspec.to_builtins(ENTRY, builtin_types=(bytes,)))
    with_one_more = bytes([record[0] + 1]) + record[1:] + raw
    for read in (lambda: header.decode(raw), lambda: people.read(raw, bytes(32)), lambda: content._entry_of(with_one_more)):
        with pytest.raises(BundleRefused):
            read()


@pytest.mark.parametrize("seq", [0, -1, 2**53, 2**63, 2**64 - 1])
def test_an_entry_at_a_place_that_no_database_could_hold_is_refused(seq: int) -> None:
    with pytest.raises(BundleRefused):
        content._entry_of(msgspec.msgpack.encode(replace(ENTRY, seq=seq)))


@pytest.mark.parametrize("version", [-1, 2**53, 2**63])
def test_so_is_one_of_such_a_version(version: int) -> None:
    sealed = replace(ENTRY.sealed, version=version)  # type: ignore[type-var]
    with pytest.raises(BundleRefused):
        content._entry_of(msgspec.msgpack.encode(replace(ENTRY, sealed=sealed)))


@pytest.mark.parametrize("inside", [b"1", b"1234567890123456"])
def test_a_body_nests_as_deep_as_any_kind_and_no_deeper_whoever_asks(inside: bytes) -> None:
    def nested(depth: int) -> bytes:
        return b'{"a":' + b"[" * (depth - 1) + inside + b"]" * (depth - 1) + b"}"

    assert is_canonical(nested(DEEPEST))
    assert [is_canonical(nested(depth)) for depth in (DEEPEST + 1, 65, 400, 600, 900, 970, 6_000)] == [False] * 7
    wide = b'{"a":[' + b",".join([b"[]"] * 1_000) + b"]}"
    assert is_canonical(wide), "many beside each other are fine"
