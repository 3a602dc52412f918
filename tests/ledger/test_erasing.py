"""What an order destroys has no body again, in whatever order and however often the entries come."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from fieldapp.ledger import erasing
from fieldapp.ledger.book import Book
from fieldapp.ledger.entry import Entry
from fieldapp.ledger.rebuild import digest, fold_stale, rebuild
from fieldapp.ledger.signing import Pen
from fieldapp.ledger.verify import verify_chains

STREAM = "a" * 26
Books = Callable[..., Book]


def _bodies(book: Book) -> int:
    return sum(entry.sealed is not None for entry in book.stream(STREAM))


def _verifies(book: Book, pen: Pen) -> bool:
    found: list[Any] = []
    for _checked, found in verify_chains(book, lambda _device: pen.key.public_key()):  # noqa: B007
        pass
    return not found


@pytest.fixture
def written(book: Book, pen: Pen, trial: Any, ordered: Any) -> list[Entry]:
    """Six statements, two of them destroyed, and a seventh after that."""
    names = [book.write(pen, STREAM, trial(name=str(n), subject=str(n % 2)), n) for n in range(6)]
    held = list(book.stream(STREAM))
    order = book.write(pen, STREAM, ordered(entries=(names[1].hash.hex(), names[4].hash.hex())), 6)
    after = book.write(pen, STREAM, trial(name="after"), 7)
    return [*(each for each in held), order, after]


def test_the_body_is_gone_and_the_chain_holds(book: Book, pen: Pen, written: list[Entry]) -> None:
    assert _bodies(book) == len(written) - 2
    assert _verifies(book, pen)
    before = digest(book)
    for _done in rebuild(book):
        pass
    assert digest(book) == before


@given(st.data())
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60, deadline=None)
def test_any_order_of_arrival_comes_to_the_same(book: Book, books: Books, written: list[Entry], data: st.DataObject) -> None:
    """Split anywhere, doubled, and with a body that was withheld at first."""
    other = books()
    coming = data.draw(st.permutations(written))
    cut = data.draw(st.integers(0, len(coming)))
    again = data.draw(st.lists(st.sampled_from(written), max_size=4))
    for batch in (coming[:cut], coming[cut:], again):
        other.admit(batch)
    fold_stale(other)
    assert digest(other) == digest(book)
    assert _bodies(other) == len(written) - 2


def test_without_the_right_nothing_goes_until_it_is_had(books: Books, written: list[Entry]) -> None:
    allowed = False
    other = books(lambda _actor, _device, kind: kind != "trial.ordered" or allowed)
    done = other.admit(written)
    assert (done.barred, done.destroyed, _bodies(other)) == (1, 0, len(written))
    allowed = True
    other.judge_again()
    fold_stale(other)
    assert _bodies(other) == len(written) - 2
    assert list(erasing.due(other.connection)) == [written[6].hash]


@pytest.mark.parametrize("bare", [0, 1, 6], ids=["the order alone", "the order and one", "all of it"])
@pytest.mark.parametrize("order_first", [True, False])
def test_words_that_come_with_the_words_of_their_order_do_not_stay(
    book: Book, books: Books, written: list[Entry], bare: int, *, order_first: bool
) -> None:
    """The order was here before without its words, and so perhaps were some of those that it names."""
    other, order = books(), written[6]
    named = [each for each in written if erasing.is_destroyed(book.connection, STREAM, each.hash)]
    rest = [*named, *(each for each in written if each not in (*named, order))]
    other.admit([replace(each, sealed=None) for each in (order, *rest[:bare])])
    other.admit([order, *rest] if order_first else [*rest, order])
    fold_stale(other)
    assert digest(other) == digest(book)
    assert _bodies(other) == len(written) - 2


def test_an_order_destroys_no_order(book: Book, pen: Pen, written: list[Entry], ordered: Any) -> None:
    order = written[6]
    book.write(pen, STREAM, ordered(entries=(order.hash.hex(),)), 8)
    kept = book.find(STREAM, order.hash)
    assert kept is not None
    assert kept.sealed == order.sealed


def test_the_same_order_again_leaves_nothing_more_to_do(book: Book, written: list[Entry]) -> None:
    (order,) = erasing.due(book.connection)
    erasing.done(book.connection, order)
    assert book.admit(written).destroyed == 0
    book.judge_again()
    assert not erasing.due(book.connection)


def test_of_another_stream_nothing_goes(book: Book, pen: Pen, trial: Any, ordered: Any) -> None:
    named = book.write(pen, "b" * 26, trial(name="x"), 1)
    book.write(pen, STREAM, ordered(entries=(named.hash.hex(),)), 2)
    kept = book.find("b" * 26, named.hash)
    assert kept is not None
    assert kept.sealed is not None
