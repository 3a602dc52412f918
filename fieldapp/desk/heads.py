"""How far this store's own chains are, and whether that fits the head beside it."""

from __future__ import annotations

from sqlalchemy import Engine

from fieldapp.desk import own
from fieldapp.ledger import ids
from fieldapp.ledger.book import Book
from fieldapp.vault import head, store
from fieldapp.vault.folder import StoreFolder


def of(book: Book, device: str) -> head.Heads:
    """The last place and hash of a device's two chains."""
    return head.Heads(device, *book.last(device), *book.last(ids.access_chain(device)))


def judge(places: StoreFolder, book: Book, device: str, engine: Engine, *, heals: bool = True) -> str:
    """The sentence for which the store is read-only, "" where all is well; a head that is behind heals silently, or where nothing
    may be written waits for that.
    """
    key = own.head_key(book.connection)
    judged = head.judge(head.read(places.head, key), book.last, book.holds)
    if judged == "behind" and heals:
        store.require_sound(engine)
        head.write(places.head, key, of(book, device))
    return head.explain(judged) or ""
