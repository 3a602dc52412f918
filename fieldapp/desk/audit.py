"""What a worker must be told of at an unlock: that the store was opened without its passphrase."""

from __future__ import annotations

from dataclasses import dataclass

from fieldapp.desk.access import Access, access_words
from fieldapp.desk.desk import Desk
from fieldapp.ledger import local
from fieldapp.ledger.ids import access_chain

_TOLD = "recoveries-told"


@dataclass(frozen=True, slots=True)
class Recovered:
    """The store was opened without its passphrase. at: ms UTC."""

    at: int
    words: str


def recoveries(desk: Desk) -> tuple[Recovered, ...]:
    """What its worker must be told at an unlock by passphrase: how the store was opened otherwise since they last were. Once."""
    desk.settle()  # so that this unlock stands in the chain too
    chain = access_chain(desk.me.device)
    last, _hash = desk.book.last(chain)
    key = f"{_TOLD}/{desk.me.device}"  # places are those of one device's chain: a restored store begins anew
    told = int(local.get(desk.book.connection, key) or b"0")
    found, here = [], Access(what="unlocked")
    for entry in desk.book.range(chain, told + 1, last):
        fact = desk.book.reading.kinds.read(entry.sealed) if entry.sealed else None
        if isinstance(fact, Access) and fact.what in {"unlocked", "recovered", "restored"}:
            here = fact
            found += [Recovered(entry.at, access_words(fact))] if fact.what == "recovered" else []
    if here.what == "recovered" or desk.read_only:
        return ()  # who opened it so is at the window now
    desk.batch(lambda book: local.put(book.connection, key, str(last).encode()))
    return tuple(found)
