"""The slots file: opens by what it was made for, and by nothing else; every change to it is noticed."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fieldapp.errors import StoreDamaged, StoreNewer
from fieldapp.vault import opening, slots
from fieldapp.vault.kdf import Cost
from fieldapp.vault.keys import DataKey

KEY = DataKey(b"k" * 32)
OLDER = Cost(64, 1, 1)


def _rewrite(path: Path, change: Any) -> None:
    """Change the file as somebody would who knows its checksum."""
    content = json.loads(path.read_bytes()[:-65])
    change(content)
    raw = json.dumps(content, sort_keys=True, separators=(",", ":")).encode()
    path.write_bytes(raw + hashlib.sha256(raw).hexdigest().encode() + b"\n")


def test_every_flipped_byte_is_noticed_and_nothing_written(ready: Any) -> None:
    path = ready.places.slots
    whole = path.read_bytes()
    for place in range(len(whole)):
        broken = bytearray(whole)
        broken[place] ^= 1 << place % 8
        path.write_bytes(broken)
        with pytest.raises(StoreDamaged):
            slots.read(path)
        assert path.read_bytes() == broken


def test_every_cut_and_every_addition_is_noticed(ready: Any) -> None:
    path = ready.places.slots
    whole = path.read_bytes()
    for content in [*(whole[:end] for end in range(0, len(whole), 7)), whole[:-1], whole + b"\n", b"\n" + whole, whole * 2]:
        path.write_bytes(content)
        with pytest.raises(StoreDamaged):
            slots.read(path)


def test_a_missing_file_and_a_huge_one_are_damage(ready: Any) -> None:
    path = ready.places.slots
    path.write_bytes(b" " * (slots.MOST_BYTES + 1))
    with pytest.raises(StoreDamaged):
        slots.read(path)
    path.unlink()
    with pytest.raises(StoreDamaged):
        slots.read(path)


@settings(max_examples=150)
@given(st.binary(max_size=400))
def test_no_bytes_with_a_true_checksum_escape_as_anything_else(tmp_path_factory: pytest.TempPathFactory, raw: bytes) -> None:
    path = tmp_path_factory.getbasetemp() / "hostile-slots"
    path.write_bytes(raw + hashlib.sha256(raw).hexdigest().encode() + b"\n")
    with pytest.raises(StoreDamaged):
        slots.read(path)


@pytest.mark.parametrize(
    ("name", "value"), [("memory_kib", 64 * 1024 * 1024), ("lanes", 17), ("iterations", 65), ("iterations", 0)]
)
def test_a_hostile_file_cannot_ask_for_all_memory(ready: Any, name: str, value: int) -> None:
    def change(content: Any) -> None:
        content["slots"][0]["cost"][name] = value

    _rewrite(ready.places.slots, change)
    with pytest.raises(StoreDamaged):
        slots.read(ready.places.slots)


def test_neither_can_it_ask_for_many_guesses_or_odd_sizes(ready: Any) -> None:
    path = ready.places.slots
    whole = path.read_bytes()

    def many(content: Any) -> None:
        content["slots"] = content["slots"][:1] * (slots.MOST_SLOTS + 1)

    def short_box(content: Any) -> None:
        content["slots"][0]["wrapped"]["box"] = ""

    def short_salt(content: Any) -> None:
        content["slots"][0]["salt"] = ""

    def stranger(content: Any) -> None:
        content["slots"][0]["more"] = 1

    for change in (many, short_box, short_salt, stranger):
        path.write_bytes(whole)
        _rewrite(path, change)
        with pytest.raises(StoreDamaged):
            slots.read(path)


def test_a_newer_version_says_so(ready: Any) -> None:
    _rewrite(ready.places.slots, lambda content: content.update(version=2, slots="in a form of its own"))
    with pytest.raises(StoreNewer):
        slots.read(ready.places.slots)


def _wrapped(made: int = 5) -> tuple[slots.WordsSlot, bytes]:
    kek = b"e" * 32
    return slots.wrap(slots.WordsSlot(id="a" * 26, made=made, needed=1, sheets=1), kek, KEY), kek


def test_the_whole_header_is_bound_to_what_is_wrapped() -> None:
    slot, kek = _wrapped()
    assert slots.unwrap(slot, kek) == KEY
    for changed in (
        msgspec.structs.replace(slot, made=6),
        msgspec.structs.replace(slot, id="b" * 26),
        msgspec.structs.replace(slot, needed=2),
        msgspec.structs.replace(slot, sheets=3),
        msgspec.structs.replace(slot, wrapped=_wrapped(7)[0].wrapped),
    ):
        with pytest.raises(slots.NotThisSlot):
            slots.unwrap(changed, kek)


def test_another_key_is_turned_away_before_anything_is_decrypted(monkeypatch: pytest.MonkeyPatch) -> None:
    slot, _kek = _wrapped()
    monkeypatch.setattr(slots, "AESGCM", None)
    with pytest.raises(slots.NotThisSlot):
        slots.unwrap(slot, b"f" * 32)


def test_the_right_key_and_a_broken_box_are_damage() -> None:
    slot, kek = _wrapped()
    broken = msgspec.structs.replace(slot, wrapped=msgspec.structs.replace(slot.wrapped, box=bytes(48)))
    with pytest.raises(StoreDamaged):
        slots.unwrap(broken, kek)


def test_a_cheaper_cost_written_into_the_file_opens_nothing(ready: Any, passphrase: str) -> None:
    (slot,) = (slot for slot in slots.read(ready.places.slots) if isinstance(slot, slots.PassphraseSlot))
    with pytest.raises(slots.NotThisSlot):
        opening.open_slot(msgspec.structs.replace(slot, cost=Cost(32, 1, 1)), passphrase)


def test_thousands_of_wrong_passphrases_open_nothing_and_change_nothing(ready: Any) -> None:
    whole = ready.places.slots.read_bytes()
    (slot,) = (slot for slot in slots.read(ready.places.slots) if isinstance(slot, slots.PassphraseSlot))
    opened = 0
    for number in range(2_000):
        try:
            opening.open_slot(slot, f"wrong {number}")
            opened += 1
        except slots.NotThisSlot:
            continue
    assert opened == 0
    assert ready.places.slots.read_bytes() == whole


def test_the_form_of_the_file_is_fixed() -> None:
    """A golden file of version 1: stores in the field must open for ever."""
    wrapped = slots.Wrapped(b"c" * 32, b"n" * 12, b"b" * 48)
    slot = slots.PassphraseSlot(id="a" * 26, made=1, salt=b"s" * 16, cost=OLDER, wrapped=wrapped)
    assert slot.header() == (
        b'{"format":"fieldapp/slots","slot":{"cost":{"iterations":1,"lanes":1,"memory_kib":64},"id":"aaaaaaaaaaaaaaaaaaaaaaaaaa",'
        b'"kind":"passphrase","made":1,"salt":"c3Nzc3Nzc3Nzc3Nzc3Nzcw=="},"version":1}'
    )


def test_a_data_key_has_32_bytes_and_never_shows() -> None:
    with pytest.raises(ValueError, match="32"):
        DataKey(b"short")
    assert "kkk" not in repr(KEY)
    assert len(KEY.database()) == 32
    assert KEY.database() != KEY.secret
