"""The head file: what it says of the store beside it, after crashes, flips, and an old file put back."""

from __future__ import annotations

import hashlib
from pathlib import Path
from unittest import mock

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fieldapp.ledger.entry import GENESIS
from fieldapp.ledger.ids import access_chain, new_id
from fieldapp.vault import head
from fieldapp.vault.head import RECORD_BYTES, Heads, Judgement

KEY = b"m" * 32
DEVICE = new_id()


class Chains:
    """A stand-in for the ledger: what a store holds of its own two chains."""

    def __init__(self, case: int, access: int = 0, mark: bytes = b"e") -> None:
        self._held = {DEVICE: [GENESIS, *(self._hash(mark, n) for n in range(1, case + 1))]}
        self._held[access_chain(DEVICE)] = [GENESIS, *(self._hash(b"a", n) for n in range(1, access + 1))]

    @staticmethod
    def _hash(mark: bytes, number: int) -> bytes:
        return hashlib.sha256(mark + number.to_bytes(8, "big")).digest()

    def last(self, chain: str) -> tuple[int, bytes]:
        held = self._held.get(chain, [GENESIS])
        return len(held) - 1, held[-1]

    def holds(self, chain: str, seq: int, digest: bytes) -> bool:
        held = self._held.get(chain, [GENESIS])
        return 0 < seq < len(held) and held[seq] == digest

    def heads(self) -> Heads:
        return Heads(DEVICE, *self.last(DEVICE), *self.last(access_chain(DEVICE)))

    def judge(self, path: Path) -> Judgement:
        return head.judge(head.read(path, KEY), self.last, self.holds)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    place = tmp_path / "head"
    for commit in range(4):
        head.write(place, KEY, Chains(commit).heads())
    return place


@given(
    st.lists(st.tuples(st.integers(0, 2**40), st.binary(min_size=32, max_size=32), st.integers(0, 2**40)), min_size=1, max_size=6)
)
def test_what_was_written_last_is_read_back(
    tmp_path_factory: pytest.TempPathFactory, written: list[tuple[int, bytes, int]]
) -> None:
    place = tmp_path_factory.mktemp("heads") / "head"
    for turn, (seq, digest, access) in enumerate(written, start=1):
        heads = Heads(DEVICE, seq, digest, access, digest[::-1])
        head.write(place, KEY, heads)
        found = head.read(place, KEY)
        assert found is not None
        assert (found.heads, found.unsound, found.counter) == (heads, None, turn + 1)
        assert place.stat().st_size == 2 * RECORD_BYTES


def test_the_same_store_needs_nothing_said(path: Path) -> None:
    assert Chains(3).judge(path) == "same"
    assert head.explain("same") is None
    assert head.explain("behind") is None


def test_a_new_store_and_its_first_head_agree(tmp_path: Path) -> None:
    place = tmp_path / "head"
    head.write(place, KEY, Heads(DEVICE, 0, GENESIS))
    assert Chains(0).judge(place) == "same"
    assert Chains(1).judge(place) == "behind"


def test_a_crash_between_commit_and_head_heals(path: Path) -> None:
    grown = Chains(4, access=2)
    assert grown.judge(path) == "behind"
    head.write(path, KEY, grown.heads())
    assert grown.judge(path) == "same"


@pytest.mark.parametrize("access", [0, 3])
def test_an_older_store_put_back_is_told_by_either_chain(tmp_path: Path, access: int) -> None:
    place = tmp_path / "head"
    head.write(place, KEY, Chains(5, access).heads())
    assert Chains(4, access).judge(place) == "ahead"
    if access:
        assert Chains(5, access - 1).judge(place) == "ahead"
        assert Chains(6, access - 1).judge(place) == "ahead"
    assert head.explain("ahead")


def test_another_branch_of_the_same_length_is_not_the_store(path: Path) -> None:
    assert Chains(3, mark=b"f").judge(path) == "ahead"
    assert Chains(9, mark=b"f").judge(path) == "ahead"


def test_a_head_gone_cut_grown_or_under_another_key_is_absent(path: Path) -> None:
    whole = path.read_bytes()
    assert head.judge(head.read(path, b"o" * 32), Chains(3).last, Chains(3).holds) == "absent"
    for content in (
        b"",
        whole[:-1],
        whole[:RECORD_BYTES],
        whole + b"\0",
        bytes(len(whole)),
        whole[RECORD_BYTES:] + whole[:RECORD_BYTES],
    ):
        path.write_bytes(content)
        assert Chains(3).judge(path) == "absent"
    path.unlink()
    assert Chains(3).judge(path) == "absent"
    assert head.explain("absent")


def test_every_flip_alarms(path: Path) -> None:
    whole = path.read_bytes()
    for place in range(len(whole)):
        broken = bytearray(whole)
        broken[place] ^= 1 << place % 8
        path.write_bytes(broken)
        assert Chains(3).judge(path) in ("absent", "ahead"), place


def test_the_newest_record_struck_out_to_fit_an_older_store_alarms(path: Path) -> None:
    """Who puts the store back by one commit, and breaks the newest record, leaves half a head."""
    newest = bytearray(path.read_bytes())
    found = head.read(path, KEY)
    assert found is not None
    newest[found.counter % 2 * RECORD_BYTES] ^= 1
    path.write_bytes(newest)
    assert Chains(2).judge(path) == "absent"


@pytest.mark.parametrize("written", [0, 1, 31, 32, 60, 90, 100, 110, 512, RECORD_BYTES])
def test_a_write_cut_short_by_the_power_heals(path: Path, written: int) -> None:
    before = path.read_bytes()
    head.write(path, KEY, Chains(4).heads())
    after = path.read_bytes()
    (place,) = {number // RECORD_BYTES for number, (old, new) in enumerate(zip(before, after, strict=True)) if old != new}
    begin = place * RECORD_BYTES
    path.write_bytes(before[:begin] + after[begin : begin + written] + before[begin + written :])
    assert Chains(4).judge(path) in ("same", "behind")
    head.write(path, KEY, Chains(4).heads())
    assert Chains(4).judge(path) == "same"


def test_two_records_that_do_not_follow_each_other_are_half_a_head(path: Path) -> None:
    old = path.read_bytes()
    head.write(path, KEY, Chains(4).heads())
    head.write(path, KEY, Chains(5).heads())
    head.write(path, KEY, Chains(6).heads())
    new = path.read_bytes()
    path.write_bytes(old[:RECORD_BYTES] + new[RECORD_BYTES:])
    assert Chains(6).judge(path) != "same"
    path.write_bytes(new[:RECORD_BYTES] + old[RECORD_BYTES:])
    assert Chains(6).judge(path) != "same"


def test_a_head_costs_one_flush(path: Path) -> None:
    with mock.patch.object(head.os, "fdatasync", wraps=head.os.fdatasync) as flush, mock.patch.object(head.os, "fsync") as more:
        head.write(path, KEY, Chains(4).heads())
    assert flush.call_count == 1
    assert more.call_count == 0
