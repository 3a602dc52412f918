"""A case as the app's own acts write it, and copies of it for other youths: a store of any size without walking each case."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain

from bench.county import County
from fieldapp import clock
from fieldapp.agenda import acts as agenda
from fieldapp.agenda.model import Proof
from fieldapp.agenda.queries import Occasion, lines
from fieldapp.desk.desk import Desk
from fieldapp.ledger.book import Book
from fieldapp.ledger.entry import Entry, Sealed
from fieldapp.ledger.ids import access_chain, new_id
from fieldapp.ledger.kinds import Fact, body_of
from fieldapp.locate import acts as locate
from fieldapp.locate.model import Call, Happened, LastSeen
from fieldapp.youth import acts as youths
from fieldapp.youth.model import (
    Around,
    Channel,
    Contact,
    Description,
    Health,
    Names,
    Placement,
    Reach,
    Relation,
    Standing,
    Tribes,
)

_APART = 30 * clock.DAY
"""Between one absence of a youth and the next."""
_NAME = "Template Youthname"
_ID = re.compile(rb"\b[a-z2-7]{26}\b")
_HASH = re.compile(rb"\b[0-9a-f]{64}\b")
_OPEN = frozenset({"open", "begun", "offered"})
_GIVEN = ("Noa", "Kai", "Luz", "Iñaki", "María José", "Robin", "Ángel", "Sky", "Tai", "Wren")
_RELATIONS: tuple[Relation, ...] = ("parent", "youth_attorney", "casa", "sibling")


def begin_record(desk: Desk) -> str:
    """A record with everything that a ready sheet asks for."""
    youth = desk.do(youths.open_record, Names(chosen=_NAME)).result
    desk.do(
        youths.say_standing,
        youth,
        Standing(
            born="2010-05-30",
            jurisdiction="dependent",
            lead_agency="child_welfare",
            in_care=True,
            placement_order=True,
            cws_client_id="DEMO-0000",
        ),
    )
    desk.do(youths.say_tribes, youth, Tribes(indian_child=False))
    desk.do(youths.say_placement, youth, Placement(name="Example Home A", phone="555-0117", since="2024-02-01"))
    desk.do(youths.say_description, youth, Description(sex="F", race="W", eyes="BRO", hair="BRO", height=64, weight=122))
    desk.do(youths.say_health, youth, Health(medication="inhaler, as needed"))
    desk.do(youths.say_reach, youth, Reach(rides_and_pay="transit card"))
    desk.do(youths.say_around, youth, Around(places=("Example City skate park", "the library on Sample Street")))
    for place, relation in enumerate(_RELATIONS):
        phone = (Channel(kind="phone", value=f"555-01{20 + place}"),)
        desk.do(youths.say_contact, youth, Contact(name=f"Sample {relation}", relation=relation, channels=phone))
    desk.do(youths.assign, youth, desk.me.person, desk.me.name)
    return youth


def missing(county: County, desk: Desk, youth: str, hours_ago: int) -> Occasion:
    """The youth is missing: the clock runs, and everybody required is on the list."""
    county.told.ahead = hours_ago * clock.HOUR
    call = Call(came_at=county.told(), caller="Example Home A", call_back="555-0117")
    occasion = Occasion(*desk.do(locate.start_from_call, call, youth).result)
    seen = LastSeen(at=county.told() - 2 * clock.HOUR, place="Example City transit stop")
    happened = Happened(agency_learned=county.told(), learned_how="Example Home A", whereabouts="unknown", last_seen=seen)
    desk.do(locate.say_happened, youth, occasion.id, happened)
    return occasion


def told(county: County, desk: Desk, occasion: Occasion, most: int = 1_000) -> None:
    """Record what is open on the list, each a minute after the other."""
    for line in [each for each in desk.ask(lines, [occasion]) if each.state in _OPEN][:most]:
        county.told.ahead -= clock.MINUTE
        outcome = "report_taken" if line.first.recipient == "police" else "told" if line.first.recipient else "done"
        proof = Proof(outcome=outcome, made_at=county.told(), channel="phone", to_whom="Desk officer", number="26-0411")
        notice = desk.do(agenda.record_notice, occasion, line.key, proof).result
        desk.do(agenda.mark_copied, occasion.youth, notice)


def back(county: County, desk: Desk, occasion: Occasion) -> None:
    """Located and returned; everything that a return asks for is settled too."""
    for what in ("located", "returned"):
        county.told.ahead -= clock.HOUR
        desk.do(locate.end, occasion.youth, occasion.id, what, county.told(), "Example Home A")
    told(county, desk, occasion)


def settled(county: County, desk: Desk) -> str:
    """A youth who was missing once and is back, with nothing left open."""
    county.told.ahead = 400 * clock.DAY
    youth = begin_record(desk)
    occasion = missing(county, desk, youth, 300 * 24)
    told(county, desk, occasion)
    back(county, desk, occasion)
    return youth


def running(county: County, desk: Desk) -> tuple[str, Occasion]:
    """A youth who is missing now: police and one more were told."""
    county.told.ahead = 400 * clock.DAY
    youth = begin_record(desk)
    occasion = missing(county, desk, youth, 3)
    told(county, desk, occasion, most=2)
    return youth, occasion


@dataclass(frozen=True, slots=True)
class Pattern:
    """The entries of one case in the order of their chain, to be written again for others."""

    entries: tuple[Entry, ...]
    kept: frozenset[bytes]
    """Ids that stay: the author, the device."""

    def facts(self, book: Book, name: str, earlier: int = 0, youth: str = "") -> Iterator[tuple[str, Fact, int, Entry]]:
        """(stream, fact, at, the entry copied) of a copy with ids of its own, under another name. earlier: ms."""
        ids: dict[bytes, bytes] = {each: each for each in self.kept}
        if youth:
            ids[self.entries[0].stream.encode()] = youth.encode()

        def own(found: re.Match[bytes]) -> bytes:
            return ids.setdefault(found[0], new_id().encode())

        for entry in self.entries:
            sealed = entry.sealed or Sealed(b"", "", 0, "", b"")
            stream = _ID.sub(own, entry.stream.encode()).decode()
            body = _ID.sub(own, sealed.body).replace(_NAME.encode(), name.encode())
            fact = book.reading.kinds.read(Sealed(sealed.salt, sealed.kind, sealed.version, sealed.zone, body))
            if fact is not None:
                yield stream, fact, entry.at - earlier, entry


def pattern_of(desk: Desk, youth: str) -> Pattern:
    """The pattern of a case that was walked in this store."""
    entries = sorted(desk.book.stream(youth), key=lambda entry: entry.seq)
    me = desk.me
    return Pattern(tuple(entries), frozenset(each.encode() for each in (me.person, me.device, access_chain(me.device))))


def write_copy(desk: Desk, book: Book, pattern: Pattern, name: str, earlier: int = 0, youth: str = "") -> int:
    """Write a copy as this device's own entries; returns how many. Transactions are the caller's. youth: its id, "" for a new."""
    digests: dict[bytes, bytes] = {}
    count = 0
    for stream, fact, at, copied in pattern.facts(book, name, earlier, youth):
        changed = _with_digests(book, fact, digests)
        written = book.write(desk._pen, stream, changed, at)
        digests[copied.hash.hex().encode()] = written.hash.hex().encode()
        count += 1
    return count


def _with_digests(book: Book, fact: Fact, digests: dict[bytes, bytes]) -> Fact:
    """The fact, naming the copies of the entries that it names (a notice that was copied)."""
    body = body_of(fact)
    if not _HASH.search(body):
        return fact
    body = _HASH.sub(lambda found: digests.get(found[0], found[0]), body)
    return book.reading.kinds.read(Sealed(b"", fact.kind, fact.version, "", body)) or fact


@dataclass(frozen=True, slots=True)
class Mix:
    """How many youths have which case: missing now, missing once and settled, or only a record. again: how many absences the
    settled ones have besides, in all.
    """

    running: int
    settled: int
    plain: int
    again: int = 0


def mix_of(entries: int, people: int, sizes: tuple[int, int, int, int], running: int) -> Mix:
    """The mix that comes to so many entries. sizes: entries of each case, in the order of the mix, and of an absence alone."""
    left = entries - sizes[0] * running - sizes[2] * (people - running)
    settled = max(1, min(people - running, left // (sizes[1] - sizes[2])))
    again = (left - settled * (sizes[1] - sizes[2])) // sizes[3]
    return Mix(running, settled, people - running - settled, max(0, again))


def _of_the_record(entry: Entry) -> bool:
    return entry.sealed is not None and entry.sealed.kind.startswith("youth.")


def fill(
    county: County, desk: Desk, entries: int, people: int, missing_now: int = 0, chosen: Sequence[str] = ()
) -> tuple[str, Occasion]:
    """Fill a store with about so many entries about so many youths; returns one who is missing, of those walked.

    missing_now: so many are, else one of thirty · chosen: ids of youths, so that two stores write about the same.
    """
    past = settled(county, desk)
    now, occasion = running(county, desk)
    county.told.ahead = 400 * clock.DAY
    plain = begin_record(desk)
    county.told.ahead = 0
    patterns = [pattern_of(desk, each) for each in (now, past, plain)]
    absence = replace(patterns[1], entries=tuple(each for each in patterns[1].entries if not _of_the_record(each)))
    a, b, c = (len(each.entries) for each in patterns)
    mix = mix_of(entries - a - b - c, people - 3, (a, b, c, len(absence.entries)), missing_now or max(1, people // 30))
    counts = (mix.running, mix.settled, mix.plain)
    streams = chain(chosen, iter(new_id, ""))
    names = (f"{_GIVEN[n % len(_GIVEN)]} Sample{n:05d}" for n in range(people))

    def write(book: Book) -> None:
        for pattern, count in zip(patterns, counts, strict=True):
            for number in range(count):
                name, youth = next(names), next(streams)
                again = (mix.again + number) // mix.settled if pattern is patterns[1] else 0
                write_copy(desk, book, pattern, name, number * clock.MINUTE + again * _APART, youth)
                for times in reversed(range(again)):
                    write_copy(desk, book, absence, name, number * clock.MINUTE + times * _APART, youth)

    desk.batch(write)
    return now, occasion
