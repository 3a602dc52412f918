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
from fieldapp.ledger.rebuild import refit
from fieldapp.ledger.signing import Pen

STREAM = "a" * 26


def _awake(book: Book, form: int = 1) -> bool:
    return STREAM in resting.awake(Session(book.connection), form, form)


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


def test_in_either_of_two_forms(book: Book, pen: Pen, trial: Any, written: list[Entry]) -> None:
    session = Session(book.connection)
    resting.rest(book.connection, [STREAM], 2)
    assert resting.awake(session, 2, 3) == resting.awake(session, 1, 2) == resting.resting(session, 1) == []
    assert resting.resting(session, 2) == [STREAM]
    book.write(pen, STREAM, trial(name="more"), 9)
    assert resting.resting(session, 2) == []


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


def test_rows_that_were_wrong_and_are_made_anew_wake_it(book: Book, written: list[Entry]) -> None:
    resting.rest(book.connection, [STREAM], 1)
    assert refit(book, [STREAM]) == 0
    assert not _awake(book)
    book.connection.exec_driver_sql("DELETE FROM version")
    assert refit(book, [STREAM]) == 1
    assert _awake(book)


def test_what_is_dated_since_then_by_any_entry_is_not_untouched(book: Book, pen: Pen, trial: Any, written: list[Entry]) -> None:
    other = "b" * 26
    book.write(pen, other, trial(name="by a clock that was ahead"), 100)
    book.write(pen, other, trial(name="by one that is right"), 3)
    session = Session(book.connection)
    assert resting.untouched(session, [STREAM, other], 3) == [STREAM]
    assert resting.untouched(session, [STREAM, other], 2) == []
