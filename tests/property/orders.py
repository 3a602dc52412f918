"""Orders of destruction in a store, and what they name, worked out from the entries and from who is a supervisor, nothing else."""

from __future__ import annotations

from collections.abc import Container
from dataclasses import dataclass, field

from fieldapp.ledger.book import Book
from fieldapp.ledger.stored import COLUMNS, from_row

_ORDERS = f"SELECT {COLUMNS} FROM entry e WHERE e.kind = 'youth.destruction_ordered'"


@dataclass(frozen=True, slots=True)
class Named:
    """Entries that orders name. by_leads: of whoever has the right · carried_out: of those, where the order counts here."""

    by_leads: set[bytes] = field(default_factory=set)
    carried_out: set[bytes] = field(default_factory=set)


def named_by_orders(book: Book, leads: Container[str]) -> Named:
    """All of them; one by anybody else counts nowhere, and no order destroys an order."""
    found, orders = Named(), [from_row(row) for row in book.connection.exec_driver_sql(_ORDERS)]
    if not orders:
        return found
    barred = {row[0] for row in book.connection.exec_driver_sql("SELECT entry FROM barred")}
    streams = {row[0]: row[1] for row in book.connection.exec_driver_sql("SELECT hash, stream FROM entry")}
    never = {each.hash for each in orders}
    for order in orders:
        assert order.actor in leads or order.hash in barred, "an order by somebody without the right counts"
        assert order.sealed is not None
        named = {bytes.fromhex(each) for each in book.reading.kinds.destroyed_by(order.sealed)} - never
        here = {each for each in named if streams.get(each, order.stream) == order.stream}
        if order.actor in leads:
            found.by_leads.update(here)
        if order.hash not in barred:
            found.carried_out.update(here)
    return found
