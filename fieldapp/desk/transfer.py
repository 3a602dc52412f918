"""Sending and receiving from an open store: bundles, rosters and receipts, each put whole or still waiting."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

import msgspec

from fieldapp.clock import day
from fieldapp.desk import clearing, continuing, destruction, office, plans, team
from fieldapp.desk.access import Access
from fieldapp.desk.desk import Desk, Progress, Slices
from fieldapp.desk.heard import read_so_far, read_words
from fieldapp.desk.taking import ANSWERED, taken
from fieldapp.errors import BadInput, DestinationTrouble
from fieldapp.exchange import header, receiving, sending, setaside
from fieldapp.exchange.folder import FolderDestination
from fieldapp.exchange.names import known_as
from fieldapp.exchange.people import Device
from fieldapp.exchange.receipts import receipt_for
from fieldapp.exchange.saying import Outcome
from fieldapp.exchange.sending import Made
from fieldapp.ledger.book import Book
from fieldapp.text import _, full_date, moment, ngettext

TEAM = {"team": True, "privileged": False, "personal": False}
"""Whose bodies travel to a supervisor until county counsel has set it otherwise."""


@dataclass(frozen=True, slots=True)
class Standing:
    """How far others have what was written here."""

    words: str
    waiting: int
    supervisors: int


def send_people(desk: Desk, to: str, destination: FolderDestination) -> Made:
    """Send the roster to one enrolled device."""
    found = team.roster(desk)
    held = found.find(to) if found else None
    if held is None:
        raise BadInput("device", _("This device is not enrolled yet."), _("Enroll it first."))
    return desk.batch(partial(_people, desk, held[1], destination))


def _people(desk: Desk, to: Device, destination: FolderDestination, book: Book) -> Made:
    content = office.roster_bytes(book.connection) or b""
    made = sending.letter(book, team.sender(desk), to, "roster", content, desk.clock())
    destination.put_new(made.name, made.content)
    return made


def send(desk: Desk, destination: FolderDestination) -> list[Made]:
    """Send everybody what they have not got, without stopping in between."""
    slices = posting(desk, destination)
    while True:
        try:
            next(slices)
        except StopIteration as done:
            made: list[Made] = done.value
            return made


def posting(desk: Desk, destination: FolderDestination, where: str = "", *, again: bool = False) -> Slices[list[Made]]:
    """Send, one bundle a slice: to each supervisor what they have not got, to each device the receipt that it is owed, and from
    a store that signs rosters the latest one. What could not be put there is still waiting.

    where: the destination's name for the list of what waits · again: also what was sent before and has no receipt.
    """
    destination.probe()
    continuing.say_who(desk)
    records: list[Made] = []
    yield Progress(0, 0, _("Encrypting"))
    for to in team.supervisors(desk):
        records += [each for each in [_send_to(desk, to, destination, where, again=again)] if each]
        yield Progress(len(records), 0, _("Encrypting"))
    if records:
        desk.note_access(Access(what="exported", count=len(records)))
    letters: list[Made] = []
    for to in team.others(desk):
        letters += [desk.batch(partial(letter, desk, to, destination)) for letter in _owed(desk, to, again=again)]
        yield Progress(len(records) + len(letters), 0, _("Encrypting"))
    return [*records, *letters]


def _owed(desk: Desk, to: Device, *, again: bool) -> Iterator[Letter]:
    held = sending.sent_to(desk.book.connection, to.id)
    orders = destruction.orders_for(desk, to.id, () if again else held.single)
    if orders:
        yield partial(destruction.send_orders, orders)
    if office.signs_rosters(desk.book.connection) and held.people < team.sender(desk).roster_version:
        yield _people
    if held.owed:
        yield _receipt


def _send_to(desk: Desk, to: Device, destination: FolderDestination, where: str, *, again: bool) -> Made | None:
    def work(book: Book) -> Made | None:
        along = sending.Along(TEAM, book.reading.kinds.files, desk.files.cipher)
        made = sending.next_bundle(book, team.sender(desk), to, desk.clock(), along, where=where, again=again)
        if made is not None:
            destination.put_new(made.name, made.content)
        return made

    return desk.batch(work)


def answer(desk: Desk, senders: Iterable[str], destination: FolderDestination) -> list[Made]:
    """Send each of these devices a receipt for what is held of theirs."""
    found = team.roster(desk)
    made = []
    for each in dict.fromkeys(senders):
        held = found.find(each) if found else None
        if held is not None and not held[1].revoked:
            made.append(desk.batch(partial(_receipt, desk, held[1], destination)))
    return made


def _receipt(desk: Desk, to: Device, destination: FolderDestination, book: Book) -> Made:
    seq, _hash = book.last(desk.me.device)
    unread = receiving.unread(book.connection, to.id)
    receipt = receipt_for(book, team.devices_beside(desk, to.id), seq, desk.clock(), unread)
    made = sending.letter(book, team.sender(desk), to, "receipt", msgspec.msgpack.encode(receipt), desk.clock())
    destination.put_new(made.name, made.content)
    return made


Letter = Callable[[Desk, Device, FolderDestination, Book], Made]


def read_folder(desk: Desk, destination: FolderDestination) -> Slices[list[Outcome]]:
    """Take in everything in a folder that this device did not send and has not read yet, then answer each sender.

    What was damaged when it was last looked at, and is the same still, is passed over: it is asked for again. A receipt that
    cannot be put there (the stick is read-only, or was pulled out) is owed until the next sending.
    """
    if not destination.there():
        destination.probe()
    mine, connection = desk.me.device, desk.book.connection
    read = receiving.read_before(connection)
    names = [name for name in destination.list() if not name.startswith(mine) and known_as(Path(name)) not in read]
    found = [path for path in map(destination.get, names) if header.may_be_for(path, mine)]
    outcomes = yield from receive(desk, [path for path in found if not setaside.is_known_damage(connection, path)])
    with suppress(DestinationTrouble):
        senders = [each.sender for each in outcomes if each.sender and (each.form in ANSWERED or each.asked)]
        answer(desk, senders, destination)
    return outcomes


def others_in(desk: Desk, path: Path) -> list[Path]:
    """A file, or of a folder every bundle that this device did not send."""
    if not path.is_dir():
        return [path]
    return [file for name in FolderDestination(path).list() if (file := path / name).parent.name != desk.me.device]


def receive(desk: Desk, paths: Iterable[Path]) -> Slices[list[Outcome]]:
    """Take in files one after another; a refused one is set aside with its reason and blocks no other. Stopped, what was taken in
    until then is looked after all the same.
    """
    files = sorted(paths)
    outcomes: list[Outcome] = []
    try:
        for place, path in enumerate(files):
            yield Progress(place, len(files), _("Reading bundles"))
            outcomes.append((yield from taken(desk, path, None if len(files) == 1 else (place, len(files)))))
    except GeneratorExit:
        if not desk.book.connection.closed:
            _look_after(desk, outcomes)
        raise
    _look_after(desk, outcomes)
    if any(each.form in ANSWERED for each in outcomes):
        yield from clearing.carry_out(desk)
    return outcomes


def _look_after(desk: Desk, outcomes: list[Outcome]) -> None:
    """What follows from what was taken in."""
    desk.note_access(Access(what="imported", count=len(outcomes)))
    if any(each.form in ANSWERED for each in outcomes):
        desk.do(plans.keep_up)


def standing(desk: Desk) -> Standing:
    """What the foot of the window says: through when a supervisor has everything, and how much is waiting; at a supervisor
    who answers to nobody here, how many of the team were read; before all that, that one's own enrollment is over.
    """
    found = _standing(desk)
    mine = team.own_period(desk)
    if mine is None or not mine.has_ended(desk.clock()):
        return found
    over = _("Your enrollment ended on {day}: have it renewed").format(day=full_date(day(mine.until)))
    return replace(found, words=f"{over}. {found.words}" if found.words else over)


def _standing(desk: Desk) -> Standing:
    supervisors = team.supervisors(desk)
    if not supervisors:
        return Standing(_nobody_words(desk), 0, 0)
    book, me = desk.book, team.sender(desk)
    waiting = max(sending.waiting(book, me, each.id) for each in supervisors)
    has_at = min(sending.sent_to(book.connection, each.id).has_at for each in supervisors)
    left = ngettext("{n} waiting", "{n} waiting", waiting).format(n=waiting)
    if not has_at:
        return Standing(_("Supervisor has nothing yet; {left}").format(left=left), waiting, len(supervisors))
    said = _("Supervisor has everything through {when}").format(when=moment(has_at))
    return Standing(f"{said}; {left}" if waiting else said, waiting, len(supervisors))


def _nobody_words(desk: Desk) -> str:
    """Why nothing goes to anybody."""
    if desk.me.role == "supervisor" and (words := read_words(read_so_far(desk))):
        return words
    ended = team.supervisors_until(desk)
    if ended:
        told = _("By this computer's date your supervisor's enrollment ended on {day}: nothing is sent until it is renewed.")
        return told.format(day=full_date(day(ended)))
    return _("Not enrolled yet: nothing has been sent.")
