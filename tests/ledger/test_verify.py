"""One byte changed in any stored entry: verification names the entry and the first broken link."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fieldapp.ledger import entry as form
from fieldapp.ledger.book import Book
from fieldapp.ledger.signing import Pen
from fieldapp.ledger.verify import Broken, verify_chains

STREAM = "a" * 26


def _broken(book: Book, *pens: Pen) -> list[Broken]:
    keys = {pen.device: pen.key.public_key() for pen in pens}
    return list(verify_chains(book, keys.get))[-1][1]


@pytest.fixture
def full(book: Book, pen: Pen, trial: type[Any]) -> Book:
    for n in range(600):
        book.write(pen, STREAM, trial(name=f"n{n}"), n)
    return book


def test_a_whole_ledger_holds(full: Book, pen: Pen) -> None:
    assert _broken(full, pen) == []


@pytest.mark.parametrize(
    ("change", "link"),
    [
        ("UPDATE entry SET body = CAST(replace(body, 'n300', 'nope') AS BLOB) WHERE seq = 301", "commitment"),
        ("UPDATE entry SET at = at + 1 WHERE seq = 301", "hash"),
        ("UPDATE entry SET actor = 'someone' WHERE seq = 301", "hash"),
        ("UPDATE entry SET signature = zeroblob(64) WHERE seq = 512", "signature"),
        ("UPDATE entry SET signature = zeroblob(64) WHERE seq = 600", "signature"),
        ("UPDATE entry SET salt = zeroblob(32) WHERE seq = 301", "commitment"),
        ("UPDATE entry SET audience = 'personal' WHERE seq = 301", "hash"),
    ],
)
def test_a_change_is_named(full: Book, pen: Pen, change: str, link: str) -> None:
    full.connection.exec_driver_sql(change)
    (broken,) = _broken(full, pen)
    assert broken.link == link
    assert broken.device == pen.device
    assert broken.seq == {"signature": 512 if "512" in change else 600}.get(link, 301)


def test_an_entry_put_in_place_of_another_breaks_the_next_link(
    full: Book, books: Callable[..., Book], pen: Pen, trial: type[Any]
) -> None:
    other = books()
    for n in range(301):
        last = other.write(pen, STREAM, trial(name=f"other{n}"), n)
    full.connection.exec_driver_sql("DELETE FROM entry WHERE seq = 301")
    full.connection.exec_driver_sql("DELETE FROM chain WHERE seq = 301")
    full.admit([last])
    broken = _broken(full, pen)
    assert broken == [], "each contiguous range holds by itself"
    assert len(list(full.range(pen.device))) == 600


@pytest.mark.parametrize(("value", "link"), [("0", "hash"), ("-5", "form"), ("9999999", "hash"), ("'text'", "form")])
def test_a_place_that_was_changed_in_the_entry_alone_is_named_and_ends(full: Book, pen: Pen, value: str, link: str) -> None:
    full.connection.exec_driver_sql(f"UPDATE entry SET seq = {value} WHERE seq = 301")
    found = [broken for _checked, broken in verify_chains(full, {pen.device: pen.key.public_key()}.get, 100)]
    assert len(found) < 20
    assert [each.link for each in found[-1]] == [link]


def test_branches_of_a_fork_hold_each_by_itself(books: Callable[..., Book], pen: Pen, trial: type[Any]) -> None:
    one, two = books(), books()
    first = [one.write(pen, STREAM, trial(name=f"n{n}"), n) for n in range(300)]
    two.admit(first)
    for n in range(300):
        one.write(pen, STREAM, trial(name=f"one{n}"), n)
        two.write(pen, STREAM, trial(name=f"two{n}"), n)
    assert one.admit(list(two.range(pen.device, 301))).forked
    for size in (7, 100, 5_000):
        assert list(verify_chains(one, {pen.device: pen.key.public_key()}.get, size))[-1] == (900, [])
    one.connection.exec_driver_sql(
        "UPDATE entry SET signature = zeroblob(64) WHERE seq = 512 AND CAST(body AS TEXT) LIKE '%two%'"
    )
    assert [each.seq for each in list(verify_chains(one, {pen.device: pen.key.public_key()}.get))[-1][1]] == [512]


def test_a_chain_of_an_unknown_device_does_not_hold(full: Book) -> None:
    assert [each.link for each in _broken(full)] == ["signature"]


_texts = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"))


@given(
    st.dictionaries(_texts, st.one_of(_texts, st.integers(-(2**53) + 1, 2**53 - 1), st.none(), st.booleans(), st.lists(_texts)))
)
def test_what_is_encoded_here_is_canonical(value: dict[str, Any]) -> None:
    import unicodedata

    body = form.canonical(value)
    normal = all(unicodedata.is_normalized("NFC", text) for text in _strings(value))
    assert form.is_canonical(body) == normal


def _strings(value: Any) -> list[str]:
    if isinstance(value, str):
        return [value]
    if isinstance(value, dict):
        return [text for pair in value.items() for each in pair for text in _strings(each)]
    return [text for each in value for text in _strings(each)] if isinstance(value, list) else []


@pytest.mark.parametrize(
    "body",
    [b"", b"[]", b"1", b'{"a":1.5}', b'{"b":1,"a":2}', b'{"a": 1}', b'{"a":1,"a":2}', b'{"a":9007199254740992}', b'{"a":"e\xcc\x81"}',
     b'{"a":"\\ud800"}', b'{"a":"\\u0000"}', b"\xff", b'{"a":1}\n', b'{"a":1e3}', b"{" * 5000],
)  # fmt: skip
def test_any_other_form_is_refused(body: bytes) -> None:
    assert not form.is_canonical(body)


@pytest.mark.parametrize(
    "value", ["1234567890123456", "\\u0000", "1.5e3", [9007199254740991], -9007199254740991, "\n\u0301", "é: 1.5", {"1.5": "2e9"}]
)
def test_what_only_looks_like_another_form_is_canonical(value: Any) -> None:
    """The quick look at the bytes leaves a doubt here, or could; the values decide."""
    assert form.is_canonical(form.canonical({"a": value}))


def test_no_two_characters_below_the_joining_ones_are_written_otherwise() -> None:
    import unicodedata

    letters = [chr(each) for each in range(0x300)]
    assert unicodedata.is_normalized("NFC", "".join(a + b for a in letters for b in letters))
    assert max(max(letter.encode()) for letter in letters) < 0xCC <= "\u0300".encode()[0]


@pytest.mark.parametrize("value", [9007199254740992, [-9007199254740992], {"x": [1.0]}, ["e\u0301"], {"e\u0301": 1}, "a\0"])
def test_another_form_is_found_wherever_it_stands(value: Any) -> None:
    assert not form.is_canonical(form.canonical({"a": value}))
