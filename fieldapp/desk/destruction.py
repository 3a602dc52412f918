"""Orders of destruction followed up: what a record holds before, who confirmed after, and who is yet to be sent one."""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass

from fieldapp.desk import backups, own, team
from fieldapp.desk.desk import Desk
from fieldapp.desk.destinations import destinations
from fieldapp.desk.destroyed import Beyond, DestructionConfirmed, DestructionOrdered, all_ordered, confirmed, held
from fieldapp.desk.known import Known
from fieldapp.desk.paperfile import CopyOut, still_out
from fieldapp.exchange import sending
from fieldapp.exchange.folder import FolderDestination
from fieldapp.exchange.people import Device
from fieldapp.exchange.sending import Made
from fieldapp.ledger.asked import asked
from fieldapp.ledger.book import Book
from fieldapp.ledger.entry import Entry
from fieldapp.ledger.said import Said
from fieldapp.ledger.work import View
from fieldapp.locate.queries import open_episodes
from fieldapp.youth.entries import PhotoSaid
from fieldapp.youth.queries import records_of


@dataclass(frozen=True, slots=True)
class Before:
    """What an order would destroy.

    name: whose · records: entries, here or elsewhere · files: photos kept · since, until: ms UTC, of the oldest and the latest ·
    missing: the youth is missing now · out: copies of papers that somebody has · laptops: how many others may hold some of it ·
    backups, folders: where copies lie that this laptop clears itself.
    """

    name: str
    records: int
    files: int
    since: int
    until: int
    missing: bool
    out: tuple[CopyOut, ...]
    laptops: int
    backups: str
    folders: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LaptopWord:
    """What a laptop said of an order. at: ms UTC, 0 while it said nothing · beyond: what it could not reach."""

    person: str
    device: str
    at: int
    beyond: tuple[Beyond, ...]

    @property
    def is_clear(self) -> bool:
        """Whether nothing is left there."""
        return self.at > 0 and not self.beyond


@dataclass(frozen=True, slots=True)
class OrderShown:
    """One order.

    who: the name of who recorded it · at: when, ms UTC · records: entries that it named · since: entries that came later though
    all of the record was meant.
    """

    order: str
    by: str
    reference: str
    dated: str
    who: str
    at: int
    records: int
    since: int
    laptops: tuple[LaptopWord, ...]

    @property
    def is_clear(self) -> bool:
        """Whether every laptop confirmed it and nothing came since."""
        return not self.since and all(each.is_clear for each in self.laptops)


def before(desk: Desk, youth: str, chosen: Sequence[bytes] = ()) -> Before:
    """What is there to be destroyed, and where: a whole record, or the chosen entries of it."""
    return desk.ask(_before, youth, frozenset(chosen), len(team.others(desk)), backups.backups(desk).to)


_DATED = "SELECT hash, at, kind FROM entry WHERE stream = ?"


def _before(view: View, youth: str, chosen: frozenset[bytes], laptops: int, to: str) -> Before:
    records = records_of(view, youth)
    going = {digest for _stream, digest in held(view, records) if not chosen or digest in chosen}
    rows = [(at, kind) for each in records for digest, at, kind in asked(view.session, _DATED, each) if digest in going]
    return Before(
        name=Known(view, records).name(youth),
        records=len(going),
        files=sum(kind == PhotoSaid.kind for _at, kind in rows),
        since=min((at for at, _kind in rows), default=0),
        until=max((at for at, _kind in rows), default=0),
        missing=not chosen and any(each.youth in records for each in open_episodes(view)),
        out=tuple(copy for each in records for copy in still_out(view, each)),
        laptops=laptops,
        backups=to,
        folders=tuple(each.name for each in destinations(view)),
    )


def orders(desk: Desk) -> tuple[OrderShown, ...]:
    """Every order that counts here, the latest first."""
    return desk.ask(_orders, _laptops(desk), team.names(desk))


def _laptops(desk: Desk) -> dict[str, str]:
    """Trusted device -> its person's name; this one too."""
    roster = team.roster(desk)
    if roster is None:
        return {desk.me.device: desk.me.name}
    return {each.id: person.name for person in roster.persons for each in person.devices if not each.revoked}


def _orders(view: View, laptops: dict[str, str], names: Mapping[str, str]) -> tuple[OrderShown, ...]:
    together: dict[str, list[Said[DestructionOrdered]]] = {}
    for each in all_ordered(view):
        together.setdefault(each.fact.order, []).append(each)
    return tuple(sorted((_shown(view, each, laptops, names) for each in together.values()), key=lambda each: -each.at))


def _shown(view: View, entries: list[Said[DestructionOrdered]], laptops: dict[str, str], names: Mapping[str, str]) -> OrderShown:
    first = entries[0]
    streams = sorted({each.stream for each in entries})
    told = confirmed(view, first.fact.order)
    words = [_word(laptops[device], device, streams, told.get(device, {})) for device in laptops]
    return OrderShown(
        order=first.fact.order,
        by=first.fact.by,
        reference=first.fact.reference,
        dated=first.fact.dated,
        who=names.get(first.actor, ""),
        at=first.at,
        records=sum(len(each.fact.entries) for each in entries),
        since=len(held(view, streams)) if first.fact.whole else 0,
        laptops=tuple(sorted(words, key=lambda each: (each.is_clear, each.person, each.device))),
    )


def _word(person: str, device: str, streams: list[str], told: dict[str, Said[DestructionConfirmed]]) -> LaptopWord:
    """What one laptop said, once it spoke of all records that the order is about."""
    if any(stream not in told for stream in streams):
        return LaptopWord(person, device, 0, ())
    beyond = tuple(dict.fromkeys(word for each in told.values() for word in each.fact.beyond))
    return LaptopWord(person, device, max(each.at for each in told.values()), beyond)


def orders_for(desk: Desk, device: str, sent: Container[bytes]) -> list[Entry]:
    """Entries of orders written here that a device was not sent and did not confirm; supervisors get them with the rest."""
    if device in {each.id for each in team.supervisors(desk)}:
        return []
    itself = own.read_self(desk.book.connection)
    mine = {itself.device, *(each.device for each in itself.before)}
    unsent = desk.ask(_unconfirmed, device)
    found = [entry for stream, digest in unsent if digest not in sent and (entry := desk.book.find(stream, digest))]
    return [entry for entry in found if entry.device in mine]


def send_orders(orders: Sequence[Entry], desk: Desk, to: Device, destination: FolderDestination, book: Book) -> Made:
    """Send orders to one enrolled device."""
    made = sending.selection(book, team.sender(desk), to, orders, desk.clock())
    destination.put_new(made.name, made.content)
    return made


def _unconfirmed(view: View, device: str) -> list[tuple[str, bytes]]:
    entries = all_ordered(view)
    return [(each.stream, each.entry) for each in entries if each.stream not in confirmed(view, each.fact.order).get(device, {})]
