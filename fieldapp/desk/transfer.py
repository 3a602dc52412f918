"""Sending and receiving from an open store: cards, rosters, bundles, receipts."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from itertools import islice
from pathlib import Path

import msgspec

from fieldapp.desk import office, own
from fieldapp.desk.access import Access
from fieldapp.desk.county import county
from fieldapp.desk.desk import Changes, Desk, Progress, Slices
from fieldapp.errors import BadInput, BundleRefused, DestinationTrouble
from fieldapp.exchange import header, receiving, sending
from fieldapp.exchange.bundle import Opened
from fieldapp.exchange.folder import ENDING, FolderDestination
from fieldapp.exchange.keys import DeviceKeys, unpack
from fieldapp.exchange.people import Card, Device, Roster
from fieldapp.exchange.people import read as read_roster
from fieldapp.exchange.receiving import BATCH, Outcome, Verified
from fieldapp.exchange.refusals import refused
from fieldapp.exchange.sending import Made, Receipt, Sender
from fieldapp.ledger.book import Book
from fieldapp.places import write_durably
from fieldapp.text import _, moment, ngettext

TEAM = {"team": True, "privileged": False, "personal": False}
"""Whose bodies travel to a supervisor until county counsel has set it otherwise."""


@dataclass(frozen=True, slots=True)
class Standing:
    """How far others have what was written here."""

    words: str
    waiting: int
    supervisors: int


def card(desk: Desk) -> Card:
    """What this device hands over to be enrolled."""
    keys = _keys(desk)
    public = keys.public()
    me = desk.me
    return Card(person=me.person, name=me.name, role=me.role, device=me.device, signing=public.signing, sealing=public.sealing)


def enroll(desk: Desk, given: Card, words: tuple[str, ...]) -> Changes[Roster]:
    """Enroll a device after the eight words were compared."""
    changes = desk.do(office.enroll, given, words)
    _reload(desk)
    return changes


def send_people(desk: Desk, to: str, destination: FolderDestination) -> Made:
    """Send the roster to one enrolled device."""
    content = office.roster_bytes(desk.book.connection)
    found = _roster(desk)
    held = found.find(to) if found else None
    if content is None or held is None:
        raise BadInput("device", _("This device is not enrolled yet."), _("Enroll it first."))

    def work(book: Book) -> Made:
        made = sending.letter(book, _sender(desk), held[1], "roster", content, desk.clock())
        destination.put_new(made.name, made.content)
        return made

    return desk.batch(work)


def send(desk: Desk, destination: FolderDestination) -> list[Made]:
    """Send every supervisor what they have not got; what could not be put there is still waiting."""
    destination.probe()
    made = [each for to in _supervisors(desk) if (each := _send_to(desk, to, destination))]
    if made:
        desk.note_access(Access(what="exported", count=len(made)))
    return made


def _send_to(desk: Desk, to: Device, destination: FolderDestination) -> Made | None:
    def work(book: Book) -> Made | None:
        along = sending.Along(TEAM, book.reading.kinds.files, desk.files.cipher)
        made = sending.next_bundle(book, _sender(desk), to, desk.clock(), along)
        if made is not None:
            destination.put_new(made.name, made.content)
        return made

    return desk.batch(work)


def answer(desk: Desk, senders: Iterable[str], destination: FolderDestination) -> list[Made]:
    """Send each of these devices a receipt for what is held of theirs."""
    found = _roster(desk)
    made = []
    for sender in dict.fromkeys(senders):
        held = found.find(sender) if found else None
        if held is not None:
            made.append(desk.batch(partial(_receipt, desk, held[1], destination)))
    return made


def _receipt(desk: Desk, to: Device, destination: FolderDestination, book: Book) -> Made:
    seq, _hash = book.last(desk.me.device)
    receipt = sending.receipt_for(book, to.id, seq, desk.clock())
    made = sending.letter(book, _sender(desk), to, "receipt", msgspec.msgpack.encode(receipt), desk.clock())
    destination.put_new(made.name, made.content)
    return made


def read_folder(desk: Desk, destination: FolderDestination) -> Slices[list[Outcome]]:
    """Take in everything in a folder that this device did not send and has not read yet, then answer each sender."""
    destination.probe()
    mine, read = desk.me.device, receiving.read_before(desk.book.connection)
    found = [destination.get(name) for name in destination.list() if not name.startswith(mine) and Path(name).name not in read]
    outcomes = yield from receive(desk, [path for path in found if header.may_be_for(path, mine)])
    senders = [each.sender for each in outcomes if each.form in {"range", "selection"} and each.sender]
    answer(desk, senders, destination)
    return outcomes


def others_in(desk: Desk, path: Path) -> list[Path]:
    """A file, or of a folder every bundle that this device did not send."""
    if not path.is_dir():
        return [path]
    return [file for file in path.rglob(f"*{ENDING}") if file.parent.name != desk.me.device]


def save_card(desk: Desk, path: Path) -> None:
    """Write this device's card, to be carried to the supervisor."""
    try:
        write_durably(path, msgspec.json.encode(card(desk)))
    except OSError as error:
        raise DestinationTrouble(_("The card could not be written there."), _("Choose another folder.")) from error


def read_card(path: Path) -> Card:
    """A card that somebody handed over; BadInput where it is none."""
    try:
        found = msgspec.json.decode(path.read_bytes(), type=Card)
    except (OSError, msgspec.MsgspecError) as error:
        raise BadInput("card", _("This file is no card."), _("Ask for it again.")) from error
    if not found.sound():
        raise BadInput("card", _("This card is damaged."), _("Ask for it again."))
    return found


def known_people(desk: Desk) -> Roster | None:
    """Who is enrolled, as far as this store knows."""
    return _roster(desk)


def receive(desk: Desk, paths: Iterable[Path]) -> Slices[list[Outcome]]:
    """Take in files one after another; a refused one is set aside with its reason and blocks no other."""
    files = sorted(paths)
    outcomes: list[Outcome] = []
    for place, path in enumerate(files):
        yield Progress(place, len(files), _("Reading bundles"))
        try:
            with _copied(path) as copy:
                outcomes.append((yield from _one(desk, copy)))
        except BundleRefused as error:
            outcomes.append(desk.batch(partial(receiving.set_aside, path=path, error=error, now=desk.clock())))
    desk.note_access(Access(what="imported", count=len(outcomes)))
    return outcomes


@contextmanager
def _copied(path: Path) -> Iterator[Path]:
    """A copy of its own, still encrypted: what was verified is what is taken in, though the stick be pulled out between."""
    with tempfile.TemporaryDirectory(prefix="fieldapp-") as room:
        copy = Path(room) / path.name
        try:
            shutil.copyfile(path, copy)
        except OSError as error:
            raise refused("out_of_reach") from error
        yield copy


def _one(desk: Desk, path: Path) -> Slices[Outcome]:
    verified = receiving.verify(path, desk.me.device, _keys(desk), lambda opened: _roster_for(desk, opened), desk.book)
    said = verified.opened.header
    skipped = desk.batch(partial(receiving.number_came, header=said, own=desk.me.device))
    form = said.form
    if form == "roster":
        content = next(content for _digest, content in verified.opened.files())
        desk.batch(lambda book: office.adopt(book.connection, content, _root(desk)))
        _reload(desk)
    elif form == "receipt":
        _take_receipt(desk, verified)
    new, forked, named = 0, False, set[str]()
    entries = verified.opened.entries()
    while batch := list(islice(entries, BATCH)):
        done = desk.batch(partial(Book.admit, entries=batch))
        new, forked = new + done.new, forked or done.forked
        named.update(digest for entry in batch if entry.sealed for digest in desk.book.reading.kinds.files(entry.sealed))
        yield Progress(new, said.sizes.entries, _("Taking in records"))
    if named:
        yield from _take_files(desk, verified, named)
    desk.batch(lambda book: book.fold_stale())
    return desk.batch(lambda book: receiving.judged(book, verified, skipped, new, path.name, forked=forked))


def _take_files(desk: Desk, verified: Verified, named: set[str]) -> Slices[None]:
    """Keep the files that the entries of a bundle name; others that it carries are nobody's."""
    for place, (digest, content) in enumerate(verified.opened.files()):
        if digest.hex() in named:
            desk.files.take(content)
        yield Progress(place + 1, len(named), _("Taking in photos"))


def _take_receipt(desk: Desk, verified: Verified) -> None:
    content = next(content for _digest, content in verified.opened.files())
    try:
        receipt = msgspec.msgpack.decode(content, type=Receipt)
    except msgspec.MsgspecError as error:
        raise refused("unreadable") from error
    sender = verified.opened.header.device
    if not desk.batch(lambda book: sending.take_receipt(book, desk.me.device, sender, receipt)):
        raise refused("altered")


def standing(desk: Desk) -> Standing:
    """What the foot of the window says: through when a supervisor has everything, and how much is waiting."""
    supervisors = _supervisors(desk)
    if not supervisors:
        return Standing(_("Not enrolled yet: nothing has been sent."), 0, 0)
    book, me = desk.book, desk.me.device
    waiting = max(sending.waiting(book, me, each.id) for each in supervisors)
    has_at = min(sending.sent_to(book.connection, each.id).has_at for each in supervisors)
    left = ngettext("{n} waiting", "{n} waiting", waiting).format(n=waiting)
    if not has_at:
        return Standing(_("Supervisor has nothing yet; {left}").format(left=left), waiting, len(supervisors))
    said = _("Supervisor has everything through {when}").format(when=moment(has_at))
    return Standing(f"{said}; {left}" if waiting else said, waiting, len(supervisors))


# -- who and with which keys


def _keys(desk: Desk) -> DeviceKeys:
    return unpack(own.read_self(desk.book.connection).keys)


def _root(desk: Desk) -> bytes:
    return bytes.fromhex(desk.ask(county).root_public)


def _roster(desk: Desk) -> Roster | None:
    return office.roster(desk.book.connection, _root(desk))


def _roster_for(desk: Desk, opened: Opened) -> Roster:
    """The roster to judge a sender by: a roster bundle is judged by the roster that it carries, which the agency signed."""
    if opened.header.form == "roster":
        content = next((content for _digest, content in opened.files()), b"")
        return read_roster(content, _root(desk))
    found = _roster(desk)
    if found is None:
        raise refused("unknown_sender")
    return found


def _sender(desk: Desk) -> Sender:
    found = _roster(desk)
    return Sender(desk.me.person, desk.me.device, _keys(desk), found.version if found else 0)


def _supervisors(desk: Desk) -> list[Device]:
    found = _roster(desk)
    return [each for each in found.devices("supervisor") if each.id != desk.me.device] if found else []


def _reload(desk: Desk) -> None:
    """A new roster changes who had the right: everything held is judged again."""
    desk.people.know(_roster(desk))
    desk.batch(lambda book: book.judge_again())
