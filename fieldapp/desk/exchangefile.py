"""The exchange as its page shows it: what waits, what came, what was set aside, what goes to whom and what stays here."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from fieldapp.desk import destruction, office, team, transfer
from fieldapp.desk.desk import Desk, Slices
from fieldapp.desk.destinations import Destination, destinations, note_those_there
from fieldapp.desk.enrolled import Enrolled, Term, enrolled, key_term, term
from fieldapp.desk.taking import ANSWERED
from fieldapp.desk.transfer import TEAM, Standing
from fieldapp.exchange import saying, sending
from fieldapp.exchange.folder import FolderDestination
from fieldapp.exchange.people import Device, Roster
from fieldapp.exchange.receiving import Taken, taken
from fieldapp.exchange.sending import Made, SentTo
from fieldapp.exchange.setaside import Aside, aside
from fieldapp.identify.queries import drafts
from fieldapp.text import _, harmless, initials, ngettext

_MOST = 12
Outcome = saying.Outcome
"""What became of one file that was read."""


@dataclass(frozen=True, slots=True)
class WaitingRow:
    """What is ready for somebody, or was left for them and has no receipt yet. number: 0 while it is not sent · records: 0 for
    a letter (a receipt, an order, the list of people) · began, ended, left_at: ms UTC · size: bytes.
    """

    to: str
    what: str
    number: int = 0
    records: int = 0
    began: int = 0
    ended: int = 0
    size: int = 0
    left_at: int = 0
    where: str = ""
    why: Literal["", "asked", "restored"] = ""


@dataclass(frozen=True, slots=True)
class Goes:
    """What goes to a supervisor, by kind, and what stays here, with the reason. people: their names, for the head."""

    to: str
    goes: tuple[tuple[str, int], ...]
    stays: tuple[tuple[str, int, str], ...]


@dataclass(frozen=True, slots=True)
class CameRow:
    """A bundle that was taken in, or set aside. late: how many of its records wait until the sender's enrollment is renewed ·
    device: the sender's · reason: why it was set aside, in a word · asked: the sender's laptop is asked for it again.
    """

    name: str
    sender: str
    form: str
    outcome: str
    sentence: str
    records: int
    number: int
    at: int
    late: int = 0
    device: str = ""
    reason: str = ""
    asked: bool = False


@dataclass(frozen=True, slots=True)
class ReceiptRow:
    """The last receipt of somebody. through: when the last of what they have was written · heard: when they made it."""

    name: str
    initials: str
    through: int
    heard: int


@dataclass(frozen=True, slots=True)
class Exchange:
    """The whole page. words: this device's eight · signs: this store holds an office key that is good today · may_sign: it could
    take one, having none or one that ends soon · term: of this laptop, None while nobody enrolled it · key: of the office key.
    """

    standing: Standing
    places: tuple[Destination, ...]
    waiting: tuple[WaitingRow, ...]
    taken: tuple[CameRow, ...]
    aside: tuple[CameRow, ...]
    goes: Goes | None
    receipts: tuple[ReceiptRow, ...]
    words: tuple[str, ...]
    people: tuple[Enrolled, ...]
    signs: bool
    may_sign: bool
    term: Term | None
    key: Term

    @property
    def to_send(self) -> int:
        """How many things are ready and were not left anywhere yet."""
        return sum(not each.number for each in self.waiting)


def exchange(desk: Desk) -> Exchange:
    """Everything on the page."""
    note_those_there(desk)
    roster = team.roster(desk)
    connection = desk.book.connection
    key = key_term(desk)
    mine = team.own_period(desk)
    return Exchange(
        standing=transfer.standing(desk),
        places=desk.ask(destinations),
        waiting=tuple(_waiting(desk, roster)) if roster else (),
        taken=tuple(_came(desk, each, roster) for each in taken(connection)[:_MOST]),
        aside=tuple(_put_aside(each, roster) for each in aside(connection)[:_MOST]),
        goes=_goes(desk, roster),
        receipts=tuple(_receipts(desk, roster)),
        words=team.card(desk).words(),
        people=tuple(enrolled(desk, roster)) if roster else (),
        signs=office.may_sign(connection, desk.clock()),
        may_sign=desk.me.role == "supervisor" and (key.state != "" or not key.until),
        term=term(desk, mine) if mine else None,
        key=key,
    )


@dataclass(frozen=True, slots=True)
class Came:
    """What came of reading. answered: how many senders have their receipt there · owed: how many get it with the next sending."""

    outcomes: tuple[Outcome, ...]
    answered: int
    owed: int


def send(desk: Desk, path: Path, *, again: bool = False) -> Slices[list[Made]]:
    """Send everybody what they have not got, into a folder."""
    return (yield from transfer.posting(desk, FolderDestination(path), harmless(path.name), again=again))


def read(desk: Desk, path: Path) -> Slices[Came]:
    """Take in what came in a folder."""
    return _come(desk, (yield from transfer.read_folder(desk, FolderDestination(path))))


def read_files(desk: Desk, paths: tuple[Path, ...]) -> Slices[Came]:
    """Take in bundles that somebody picked one by one."""
    return _come(desk, (yield from transfer.receive(desk, paths)))


def _come(desk: Desk, outcomes: list[Outcome]) -> Came:
    senders = {each.sender for each in outcomes if each.sender and each.form in ANSWERED}
    owed = sum(sending.sent_to(desk.book.connection, each).owed for each in senders)
    return Came(tuple(outcomes), len(senders) - owed, owed)


# -- parts


def _waiting(desk: Desk, roster: Roster) -> Iterator[WaitingRow]:
    book, me = desk.book, desk.me.device
    last, _hash = book.last(me)
    for device in team.supervisors(desk):
        name, held = _name(roster, device.id), sending.sent_to(book.connection, device.id)
        first = max(held.sent.get(me, 0), held.has.get(me, 0)) + 1
        if last >= first:
            began, ended = sending.written_at(book, me, first), sending.written_at(book, me, last)
            why = _why(roster, device.id, held)
            yield WaitingRow(name, "records", records=last - first + 1, began=began, ended=ended, why=why)
        for each in reversed(held.left):
            records = each.last - each.first + 1
            yield WaitingRow(name, "records", each.number, records, each.began, each.ended, each.size, each.at, each.where)
    for device in team.others(desk):
        yield from _letters(desk, device, _name(roster, device.id), roster.version)


def _why(roster: Roster, device: str, held: SentTo) -> Literal["", "asked", "restored"]:
    """Why more goes than was written since the last sending."""
    if held.asked:
        return "asked"
    goes_on = {each.successor for person in roster.persons for each in person.devices}
    return "restored" if not held.number and device in goes_on else ""


def _letters(desk: Desk, device: Device, name: str, version: int) -> Iterator[WaitingRow]:
    held = sending.sent_to(desk.book.connection, device.id)
    if office.signs_rosters(desk.book.connection) and held.people < version:
        yield WaitingRow(name, "people")
    if destruction.orders_for(desk, device.id, held.single):
        yield WaitingRow(name, "orders")
    if held.owed:
        yield WaitingRow(name, "receipt")


def _goes(desk: Desk, roster: Roster | None) -> Goes | None:
    """What the first supervisor has not acknowledged, counted by kind; what another audience is meant for stays."""
    devices = team.supervisors(desk)
    if roster is None or not devices:
        return None
    has = sending.sent_to(desk.book.connection, devices[0].id).has.get(desk.me.device, 0)
    rows = desk.book.connection.exec_driver_sql(
        "SELECT kind, audience, count(*) FROM entry WHERE device = ? AND seq > ? GROUP BY kind, audience", (desk.me.device, has)
    )
    goes, kept = Counter[str](), 0
    for kind, audience, count in rows:
        if TEAM.get(audience, False):
            goes[_group(kind or "")] += count
        else:
            kept += count
    words = _group_words()
    unfinished = len(desk.ask(drafts))
    stays = [(_("Drafts"), unfinished, _("stay here until finished"))]
    stays += [(_("Notes for other readers"), kept, _("not meant for this reader"))] if kept else []
    found = tuple((words[group], goes[group]) for group in words if goes[group])
    return Goes(_name(roster, devices[0].id), found, tuple(stays))


def _group(kind: str) -> str:
    room = kind.partition(".")[0]
    if kind == "youth.photo":
        return "photos"
    return {"agenda": "calls", "locate": "calls", "identify": "screenings", "youth": "youths", "report": "papers"}.get(
        room, "rest"
    )


def _group_words() -> dict[str, str]:
    return {
        "calls": _("Calls, notices, outcomes"),
        "youths": _("Youth records"),
        "screenings": _("Screenings, finished"),
        "photos": _("Photos"),
        "papers": _("Papers given"),
        "rest": _("Status, plans and the rest"),
    }


def _receipts(desk: Desk, roster: Roster | None) -> Iterator[ReceiptRow]:
    for device in team.supervisors(desk) if roster else ():
        held = sending.sent_to(desk.book.connection, device.id)
        if roster and held.heard:
            name = _name(roster, device.id)
            yield ReceiptRow(name, initials(name), held.has_at, held.heard)


def _came(desk: Desk, each: Taken, roster: Roster | None) -> CameRow:
    late, sentence = each.late, each.sentence
    if late and not team.ended(desk, each.sender):
        told = ngettext(
            "{n} record was written after the sender's enrollment had ended; it is renewed since, and it counts.",
            "{n} records were written after the sender's enrollment had ended; it is renewed since, and they count.",
            late,
        )
        late, sentence = 0, told.format(n=late)
    sender = _name(roster, each.sender)
    return CameRow(each.name, sender, each.form, each.outcome, sentence, each.entries, 0, each.at, late=late, device=each.sender)


def _put_aside(each: Aside, roster: Roster | None) -> CameRow:
    return CameRow(
        each.name, _name(roster, each.sender), "", "set_aside", each.sentence, 0, each.number, each.at,
        device=each.sender, reason=each.reason, asked=each.asked,
    )  # fmt: skip


def _name(roster: Roster | None, device: str) -> str:
    found = roster.find(device) if roster else None
    return found[0].name if found else ""
