"""Recent accesses as a person reads them: who unlocked, opened, printed and sent, out of the access chains held here."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from heapq import nlargest

from fieldapp.desk import overview, team
from fieldapp.desk.access import Access, access_words
from fieldapp.desk.desk import Desk
from fieldapp.exchange.people import Roster
from fieldapp.ledger import local
from fieldapp.ledger.envelopes import SET_BACK
from fieldapp.ledger.ids import access_chain

_MOST = 200
_TOLD = "recoveries-told"


@dataclass(frozen=True, slots=True)
class Accessed:
    """One access. at: ms UTC, as its laptop's clock said · what: the act's word · about: initials, or a paper's name; never a
    full name · set_back: that clock stood before what it had said already.
    """

    at: int
    who: str
    what: str
    words: str
    about: str
    set_back: bool = False


def accesses(desk: Desk, most: int = _MOST) -> tuple[Accessed, ...]:
    """The latest accesses of this laptop and, at a supervisor's, of those who sent theirs; newest first."""
    roster = team.roster(desk)
    own = team.sender(desk)
    devices = [own.device, *own.before]
    if roster and desk.me.role == "supervisor":
        devices += [each.id for person in roster.persons for each in person.devices if each.id not in devices]
    found = nlargest(most, (each for device in devices for each in _of(desk, device, most)), key=lambda each: each.place)
    return tuple(_shown(desk, roster, each) for each in found)


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


@dataclass(frozen=True, slots=True)
class _Noted:
    """An access as it was noted. place: when it was noted at the earliest, by which it is put among those of other laptops, and
    its place in the chain: nobody's access goes to the bottom of the list because a clock was set back for it.
    """

    place: tuple[int, int]
    at: int
    device: str
    fact: Access
    set_back: bool


def _of(desk: Desk, device: str, most: int) -> Iterator[_Noted]:
    """A device's last accesses."""
    chain = access_chain(device)
    last, _hash = desk.book.last(chain)
    now, latest = desk.clock(), 0
    for entry in desk.book.range(chain, max(1, last - most + 1), last):
        fact = desk.book.reading.kinds.read(entry.sealed) if entry.sealed else None
        if isinstance(fact, Access):
            earliest = min(now, max(latest, entry.at))
            yield _Noted((earliest, entry.seq), entry.at, device, fact, entry.at + SET_BACK < latest)
        latest = max(latest, entry.at)


def _shown(desk: Desk, roster: Roster | None, noted: _Noted) -> Accessed:
    fact = noted.fact
    found = roster.find(noted.device) if roster else None
    who = found[0].name if found else desk.me.name  # of devices that no roster knows only one's own are asked for
    about = (
        desk.ask(overview.who_is, fact.about)
        if fact.what in {"opened_youth", "looked_restricted"}
        else ""
        if fact.what in {"recovered", "backed_up"}
        else fact.about.replace("_", " ")
    )
    return Accessed(noted.at, who, fact.what, access_words(fact), about, noted.set_back)
