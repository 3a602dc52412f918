"""Every act that takes a time or a day refuses one before the youth was born and one that has not come; nothing is written."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from msgspec.structs import replace

from fieldapp import clock
from fieldapp.agenda import acts as agenda
from fieldapp.agenda.model import Proof
from fieldapp.agenda.queries import Occasion
from fieldapp.desk.desk import Desk
from fieldapp.document import acts as document
from fieldapp.document.model import GridRow, Status
from fieldapp.errors import BadInput
from fieldapp.identify import acts as screenings
from fieldapp.identify.model import Evidence, Rating
from fieldapp.identify.queries import draft
from fieldapp.locate import acts as locate
from fieldapp.locate.model import Call, FromYouth, Happened, LastSeen
from fieldapp.youth import acts as youths
from fieldapp.youth.model import Handle, Names, Placement, Reach, Standing

BORN = date(2011, 5, 30)
Act = Callable[[Desk, str, int], object]


def _day(at: int) -> str:
    return clock.day(at).isoformat()


def _episode(desk: Desk, youth: str) -> Occasion:
    return Occasion(*desk.do(locate.start_from_call, Call(came_at=desk.clock(), caller="Example Home A"), youth).result)


def _happened(desk: Desk, youth: str, **times: Any) -> object:
    occasion = _episode(desk, youth)
    return desk.do(locate.say_happened, youth, occasion.id, Happened(**({"agency_learned": desk.clock()} | times)))


def _notice(desk: Desk, youth: str, at: int) -> object:
    return desk.do(
        agenda.record_notice,
        _episode(desk, youth),
        "ncmec//agency_learned",
        Proof(outcome="told", made_at=at, late_reason="found later"),
    )


def _screening(desk: Desk, youth: str, at: int) -> object:
    made = desk.do(screenings.begin, youth, "hmis-r15-r16").result
    kept = desk.ask(draft, made)
    assert kept is not None
    said = Evidence(source="youth_said", code="0", as_of=_day(at), basis="asked")
    desk.do(
        screenings.keep,
        replace(kept, ratings=tuple(Rating(item=i, code="0", sources=(said,)) for i in ("R15.1", "R16.1", "R16.2"))),
    )
    return desk.do(screenings.finish, made)


def _contact_on(desk: Desk, youth: str, at: int) -> object:
    made = desk.do(screenings.begin, youth, "hmis-r15-r16").result
    kept = desk.ask(draft, made)
    assert kept is not None
    said = Evidence(source="youth_said", code="0", as_of=_day(desk.clock()), basis="asked")
    rated = tuple(Rating(item=i, code="0", sources=(said,)) for i in ("R15.1", "R16.1", "R16.2"))
    desk.do(screenings.keep, replace(kept, ratings=rated, contact_on=_day(at)))
    return desk.do(screenings.finish, made)


ACTS: dict[str, Act] = {
    "a call": lambda d, y, at: d.do(locate.start_from_call, Call(came_at=at, caller="Example Home A"), y),
    "last seen": lambda d, y, at: _happened(d, y, last_seen=LastSeen(at=at)),
    "the agency learned": lambda d, y, at: _happened(d, y, agency_learned=at),
    "noticed": lambda d, y, at: _happened(d, y, caregiver_learned=at),
    "the timeline": lambda d, y, at: d.do(locate.note, y, _episode(d, y).id, "searched", at, "the park"),
    "from the youth": lambda d, y, at: d.do(locate.hear_from_youth, y, _episode(d, y).id, FromYouth(at=at, words="fine")),
    "located": lambda d, y, at: d.do(locate.end, y, _episode(d, y).id, "located", at, "a bus stop"),
    "a notice": _notice,
    "evidence": _screening,
    "a contact": _contact_on,
    "a grid row": lambda d, y, at: d.do(
        document.say_status, y, Status(cse="at_risk", rows=(GridRow(type="at_risk", start=_day(at)),))
    ),
    "a status": lambda d, y, at: d.do(document.say_status, y, Status(cse="victim", identified_at=at)),
    "placed": lambda d, y, at: d.do(youths.say_placement, y, Placement(name="Example Home B", since=_day(at))),
    "online": lambda d, y, at: d.do(
        youths.say_reach, y, Reach(handles=(Handle(service="chat", value="@mika", last_online=_day(at)),))
    ),
    "a photo": lambda d, y, at: d.do(youths.add_photo, y, b"png", "image/png", _day(at)),
}


@pytest.fixture
def mika(desk: Desk) -> str:
    youth = desk.do(youths.open_record, Names(chosen="Mika Sample")).result
    desk.do(youths.say_standing, youth, Standing(born=BORN.isoformat(), jurisdiction="dependent", in_care=True))
    return youth


_OF_A_CALL = {"locate.call", "locate.started", "locate.happened", "locate.now_with", "agenda.planned"}


def _written(desk: Desk, youth: str) -> set[str]:
    rows = desk.book.connection.exec_driver_sql("SELECT DISTINCT kind FROM entry WHERE stream = ?", (youth,))
    return {row[0] for row in rows} - _OF_A_CALL


@pytest.mark.parametrize("name", ACTS)
@pytest.mark.parametrize("when", ["the day before birth", "the day after tomorrow"])
def test_a_day_that_cannot_be_is_refused_with_a_sentence_and_nothing_is_written(
    desk: Desk, mika: str, hand: Any, name: str, when: str
) -> None:
    before = _written(desk, mika)
    at = clock.of_wall(2011, 5, 29, 12, 0) if when == "the day before birth" else hand.now + 2 * clock.DAY
    with pytest.raises(BadInput) as refused:
        ACTS[name](desk, mika, at)
    assert refused.value.field
    assert any(word in refused.value.sentence for word in ("birth", "future")), refused.value.sentence
    assert refused.value.action
    assert _written(desk, mika) == before


@pytest.mark.parametrize("name", sorted(set(ACTS) - {"a status", "a grid row"}))
def test_a_day_that_can_be_is_taken(desk: Desk, mika: str, hand: Any, name: str) -> None:
    ACTS[name](desk, mika, hand.now)
