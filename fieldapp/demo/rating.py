"""The walk's screening that goes on: half rated on the made-up training form, with sources that differ and gaps that are said."""

from __future__ import annotations

from msgspec.structs import replace

from fieldapp import clock
from fieldapp.demo import fiction
from fieldapp.demo.story import Walk
from fieldapp.desk.desk import Desk
from fieldapp.identify import acts as screening
from fieldapp.identify.model import Evidence, Note, Rating, SourceKind
from fieldapp.identify.queries import draft

_NOTES = (
    (34, "Came to the table on own accord. Ate. Said it was cold at the bus stop."),
    (29, "“I go where I want. Nobody tells me.” Looked at the phone while saying it."),
    (21, "Two calls came in while we talked; would not say from whom, and turned the phone over."),
    (12, "Does not want to talk about money. I left it."),
)
"""Minutes before the end of the contact, and what was written."""


def go_on(walk: Walk, desk: Desk) -> str:
    """A screening of the youth who is back, rated as far as the evidence goes; everything in it is made up."""
    walk.told.ahead = 6 * clock.HOUR
    jo, now = walk.youths[fiction.BACK], walk.told()
    made = desk.do(screening.begin, jo, "training-scored", clock.day(now).isoformat(), "rating").result
    kept = desk.ask(draft, made)
    if kept is None:
        raise ValueError("a draft was just begun")
    notes = tuple(Note(at=now - minutes * clock.MINUTE, words=words) for minutes, words in _NOTES)
    desk.do(screening.keep, replace(kept, notes=notes, ratings=_ratings(now), at="T4"))
    walk.screening = (jo, made)
    return f"kept as a draft; {len(_ratings(now))} items worked on, two sources differ"


def _ratings(now: int) -> tuple[Rating, ...]:
    return (*_nights(now), *_things(now), *_people(now))


def _told(now: int, source: SourceKind, code: str, ago: int, basis: str, who: str = "") -> Evidence:
    """ago: days before."""
    return Evidence(source=source, code=code, as_of=clock.day(now - ago * clock.DAY).isoformat(), basis=basis, who=who)


def _rated(item: str, code: str, *sources: Evidence, basis: str = "") -> Rating:
    return Rating(item=item, code=code, sources=sources, basis=basis)


def _nights(now: int) -> tuple[Rating, ...]:
    reports = _told(now, "record", "2", 8, "Two absence reports in October, one in November")
    third = _told(now, "caregiver", "2", 1, "Third night this month")
    says = _told(now, "youth_said", "0", 0, "“I go where I want. Nobody tells me.”")
    seen = _told(now, "collateral", "2", 7, "Picked up by the same car, four days in a row", "School record")
    return (
        _rated("T1", "1", _told(now, "caregiver", "1", 3, "A couch at a cousin’s, twice this month")),
        _rated("T2", "0", _told(now, "caregiver", "0", 3, "Called the cousin; it was so")),
        _rated("T3", "2", reports, third, basis="Three nights in five weeks, each without a call"),
        _rated("T4", "2", says, seen, basis="The school saw it four times; what the youth says stays open"),
        _rated("T5", "8"),
    )


def _things(now: int) -> tuple[Rating, ...]:
    card = _told(now, "youth_said", "0", 0, "Has the allowance card")
    used = _told(now, "caregiver", "0", 1, "Sees the card in use")
    return (
        _rated("T6", "1", _told(now, "observed", "1", 0, "New shoes, no receipt, no story")),
        _rated("T7", "9", _told(now, "youth_said", "9", 0, "Did not want to talk about money")),
        _rated("T8", "0", card, used),
    )


def _people(now: int) -> tuple[Rating, ...]:
    calls = _told(now, "observed", "2", 0, "Two calls in half an hour; would not say from whom")
    number = _told(now, "caregiver", "2", 3, "Nobody at home knows the number")
    return (
        _rated("T9", "2", calls, number),
        _rated("T10", "8"),
        _rated("T11", "2", _told(now, "collateral", "2", 7, "Attendance office: same car, adult not on the list")),
    )
