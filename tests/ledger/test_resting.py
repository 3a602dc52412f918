"""A stream that rests is awake again whenever anything about it is not what it was."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from msgspec.structs import replace
from sqlmodel import Session

from fieldapp.ledger import resting
from fieldapp.ledger.book import Book
from fieldapp.ledger.entry import Entry
from fieldapp.ledger.signing import Pen

STREAM = "a" * 26


def _awake(book: Book, form: int = 1) -> bool:
    return STREAM in resting.awake(Session(book.connection), form)


@pytest.fixture
def written(book: Book, pen: Pen, trial: Any) -> list[Entry]:
    return [book.write(pen, STREAM, trial(name=str(n)), n) for n in range(3)]


@pytest.fixture
def other(books: Callable[..., Book]) -> Book:
    return books()


def test_it_rests_until_another_entry_comes(book: Book, pen: Pen, trial: Any, written: list[Entry]) -> None:
    assert _awake(book)
    resting.rest(book.connection, [STREAM], 1)
    assert not _awake(book)
    assert _awake(book, form=2), "what counts as waiting is worked out otherwise now"
    book.write(pen, STREAM, trial(name="more"), 9)
    assert _awake(book)


def test_two_latest_entries_never_rest(book: Book, other: Book, pen: Pen, pens: Any, trial: Any, written: list[Entry]) -> None:
    other.admit(written)
    apart = other.write(pens(), STREAM, trial(name="apart"), 9)
    book.write(pen, STREAM, trial(name="mine"), 9)
    book.admit([apart])
    resting.rest(book.connection, [STREAM], 1)
    assert _awake(book)


def test_a_body_that_comes_late_wakes_it(other: Book, written: list[Entry]) -> None:
    other.admit([replace(written[0], sealed=None), *written[1:]])
    resting.rest(other.connection, [STREAM], 1)
    assert not _awake(other)
    other.admit([written[0]])
    assert _awake(other)


def test_an_entry_that_others_followed_already_wakes_it(other: Book, written: list[Entry]) -> None:
    other.admit([written[0], written[2]])
    resting.rest(other.connection, [STREAM], 1)
    other.admit([written[1]])
    assert _awake(other)


def test_rights_that_change_wake_everything(other: Book, written: list[Entry]) -> None:
    other.admit(written)
    resting.rest(other.connection, [STREAM], 1)
    other.judge_again()
    assert _awake(other)


def test_what_was_found_in_a_commit_that_was_taken_back_is_not_believed(
    book: Book, pen: Pen, trial: Any, written: list[Entry]
) -> None:
    resting.rest(book.connection, [STREAM], 1)
    book.connection.commit()
    assert not _awake(book)
    book.connection.exec_driver_sql("BEGIN IMMEDIATE")
    book.write(pen, STREAM, trial(name="more"), 9)
    assert _awake(book)
    book.connection.rollback()
    assert not _awake(book)
