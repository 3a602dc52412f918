"""Before something is withdrawn: what goes with it, what is written anew, who was told already, and who has it (P32)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from fieldapp.agenda.entries import NoticeRecorded
from fieldapp.agenda.model import REACHED
from fieldapp.desk import backups, team
from fieldapp.desk.calling import Match, match_of
from fieldapp.desk.desk import Desk, opens_youth
from fieldapp.desk.known import Known
from fieldapp.desk.lookup import lookup
from fieldapp.desk.moving import Step
from fieldapp.desk.paperfile import CopyOut, given_since
from fieldapp.desk.plainwords import around, telling_of, untold
from fieldapp.desk.telling import Around, Telling, joined
from fieldapp.desk.wrongyouth import chosen
from fieldapp.exchange import sending
from fieldapp.exchange.people import Person
from fieldapp.ledger.entry import Entry
from fieldapp.ledger.kinds import Kinds
from fieldapp.ledger.work import View
from fieldapp.text import _, long_moment, moment
from fieldapp.youth.queries import records_of

_MOST = 6


@dataclass(frozen=True, slots=True)
class Going:
    """One record that would be withdrawn: in words that an open page may show, by whom and when. why: for which reason it is not
    written anew, "" where it is · told: whoever knows of it already, "" for nobody.
    """

    title: str
    who: str
    at: int
    why: str
    told: str


@dataclass(frozen=True, slots=True)
class Preview:
    """The whole page. name: the wrong youth's · to: the right youth's initials, "" for none · papers: copies that may carry it ·
    holds: who has it and how, in lines · backups: where they lie, "" for nowhere.
    """

    name: str
    initials: str
    to: str
    going: tuple[Going, ...]
    papers: tuple[CopyOut, ...]
    holds: tuple[str, ...]
    backups: str

    @property
    def anew(self) -> int:
        """How many records are written anew."""
        return sum(not each.why for each in self.going)

    @property
    def told(self) -> tuple[str, ...]:
        """Who knows of it already."""
        return tuple(each.told for each in self.going if each.told)


def preview(desk: Desk, youth: str, stream: str, roots: Sequence[bytes], to: str) -> Preview:
    """What would become of it; BadInput or NotAllowed where it cannot be withdrawn."""
    steps, papers, name, initials, right = desk.ask(_preview, youth, stream, roots, to, desk.book.reading.kinds)
    people = team.names(desk)
    context = desk.ask(around, (stream,), people)
    return Preview(
        name=name,
        initials=initials,
        to=right,
        going=tuple(_going(step, context) for step in reversed(steps)),
        papers=papers,
        holds=tuple(_holds(desk, [step.entry for step in steps], people)),
        backups=backups.backups(desk).to,
    )


@opens_youth
def _preview(
    view: View, youth: str, stream: str, roots: Sequence[bytes], to: str, kinds: Kinds
) -> tuple[tuple[Step, ...], tuple[CopyOut, ...], str, str, str]:
    right = records_of(view, to)[0] if to else ""
    found = chosen(view, kinds, stream, roots, right)
    first = min((step.entry.at for step in found.steps), default=view.now)
    papers = tuple(copy for each in records_of(view, youth) for copy in given_since(view, each, first))
    names = Known(view)
    return found.steps, papers, names.name(youth), names.initials(youth), names.initials(right) if right else ""


def _going(step: Step, context: Around) -> Going:
    telling = telling_of(step.fact, context) if step.fact is not None else untold(step.entry, destroyed=False)
    return Going(telling.title, context.person(step.entry.actor), step.entry.at, step.why, _told(step, telling))


def _told(step: Step, telling: Telling) -> str:
    fact = step.fact
    if not isinstance(fact, NoticeRecorded) or fact.proof.outcome not in REACHED:
        return ""
    number = _("number {n}").format(n=fact.proof.number) if fact.proof.number else ""
    return joined(telling.title, long_moment(fact.proof.made_at), fact.proof.to_whom, number)


def _holds(desk: Desk, entries: Sequence[Entry], people: Mapping[str, str]) -> Iterator[str]:
    """Which laptops have it, as far as this one knows: by receipt, by a bundle that was left, or because they wrote it."""
    mine = set(team.sender(desk).chains)
    own = [entry.seq for entry in entries if entry.device in mine]
    roster = team.roster(desk)
    for person in roster.persons if roster and own else ():
        yield from _sent_to(desk, person, min(own))
    for author in dict.fromkeys(entry.actor for entry in entries if entry.device not in mine):
        yield _("{who} wrote some of it, and may have sent it to others").format(who=people.get(author, "?"))


def _sent_to(desk: Desk, person: Person, first: int) -> Iterator[str]:
    """Of one person's laptops what each was sent. first: place of the oldest record in this device's chain."""
    for device in person.devices:
        held = sending.sent_to(desk.book.connection, device.id)
        if device.id == desk.me.device:
            continue
        if held.has.get(desk.me.device, 0) >= first:
            yield _("{who} has it, by their receipt of {when}").format(who=person.name, when=moment(held.heard))
        for each in held.left:
            if each.last >= first:
                at = each.where or _("a folder")
                words = _("Bundle {n} to {who}, left at {place} {when}, no receipt yet")
                yield words.format(n=each.number, who=person.name, place=at, when=moment(each.at))


def candidates(desk: Desk, typed: str, but: str) -> tuple[tuple[str, Match], ...]:
    """Whom typed words fit, with their names: whoever moves a record must be sure whose it is."""
    found = [line for line in lookup(desk, typed, _MOST + 1).lines if line.id != but][:_MOST]
    return tuple((line.name, match) for line in found if (match := desk.ask(match_of, line.id)) is not None)
