"""What a person does at a desk, one deed each; what it is about is picked by number from what this store shows."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TypeVar

from msgspec.structs import replace

from fieldapp import clock
from fieldapp.agenda import acts as agenda
from fieldapp.agenda import queries as lines_of
from fieldapp.agenda.model import Line, Made, Proof
from fieldapp.agenda.queries import Occasion
from fieldapp.demo.fiction import PASSPHRASES
from fieldapp.desk import destroying
from fieldapp.desk.desk import Desk, run_through
from fieldapp.desk.destroying import Order
from fieldapp.desk.paperwork import Wanted, paper_for
from fieldapp.determine import acts as determine
from fieldapp.determine.model import Action
from fieldapp.determine.queries import actions
from fieldapp.document import acts as document
from fieldapp.document import queries as documented
from fieldapp.document.model import GridRow, RowHeld, Status
from fieldapp.identify import acts as screening
from fieldapp.identify import queries as screened
from fieldapp.identify.model import Evidence, Rating
from fieldapp.locate import acts as locate
from fieldapp.locate import queries as episodes_of
from fieldapp.locate.model import Call, Episode, FirstHour, FromYouth, Happened, LastSeen, NowWith, Waiting
from fieldapp.report import acts as report
from fieldapp.report.model import PaperKind
from fieldapp.report.queries import copies
from fieldapp.youth import acts as youths
from fieldapp.youth import queries as records
from fieldapp.youth.model import Channel, Concern, Contact, Description, Health, Names, Placement, Standing, Tribes, Youth

T = TypeVar("T")
_ONE_OF_EACH = ("names", "standing", "placement", "tribes", "health", "description", "assignment")
Deed = Callable[[Desk, int], object]


class NothingThere(Exception):
    """There is nothing in this store yet that the deed could be done to."""


def _of(found: Sequence[T], pick: int) -> T:
    if not found:
        raise NothingThere
    return found[pick % len(found)]


def _youth(desk: Desk, pick: int) -> Youth:
    found = desk.ask(records.youth, _of(desk.ask(records.heads), pick))
    if found is None:
        raise NothingThere
    return found


def _episode(desk: Desk, pick: int) -> Episode:
    return _of(desk.ask(episodes_of.all_episodes), pick)


def _line(desk: Desk, pick: int) -> tuple[Occasion, Line]:
    found = _episode(desk, pick)
    occasion = Occasion(found.youth, found.id)
    return occasion, _of(desk.ask(lines_of.lines, [occasion]), pick // 7)


def _notice(desk: Desk, pick: int) -> Made:
    found = _episode(desk, pick)
    return _of([each for line in desk.ask(lines_of.lines, [Occasion(found.youth, found.id)]) for each in line.made], pick // 7)


def _row(desk: Desk, pick: int) -> tuple[str, RowHeld]:
    youth = _youth(desk, pick).id
    return youth, _of(desk.ask(documented.grid, youth), pick // 7)


def _screening(desk: Desk, pick: int) -> screened.Screening:
    return _of(desk.ask(screened.all_screenings), pick)


def _action(desk: Desk, pick: int, *states: str) -> tuple[str, Action]:
    youth = _youth(desk, pick).id
    return youth, _of([each for each in desk.ask(actions, youth) if each.state in states], pick // 7)


def _day(desk: Desk, back: int = 0) -> str:
    return clock.day(desk.clock() - back * clock.DAY).isoformat()


# -- the record


def _open(desk: Desk, pick: int) -> object:
    return desk.do(youths.open_record, Names(chosen=f"Mika Sample {pick}", legal="Mikaela Sample"))


def _names(desk: Desk, pick: int) -> object:
    return desk.do(youths.say_names, _youth(desk, pick).id, Names(chosen=f"Mika Trial {pick}", pronouns="they"))


def _standing(desk: Desk, pick: int) -> object:
    said = Standing(born="2011-05-30", jurisdiction="dependent", in_care=True, placement_order=True, cws_client_id=f"DEMO-{pick}")
    return desk.do(youths.say_standing, _youth(desk, pick).id, said)


def _placement(desk: Desk, pick: int) -> object:
    return desk.do(youths.say_placement, _youth(desk, pick).id, Placement(name=f"Example Home {pick}"))


def _tribes(desk: Desk, pick: int) -> object:
    said = Tribes(indian_child="reason_to_know", names=(f"Example Rancheria {pick}",))
    return desk.do(youths.say_tribes, _youth(desk, pick).id, said)


def _looks(desk: Desk, pick: int) -> object:
    return desk.do(youths.say_description, _youth(desk, pick).id, Description(height=60 + pick % 12, weight=120))


def _health(desk: Desk, pick: int) -> object:
    return desk.do(youths.say_health, _youth(desk, pick).id, Health(medication=f"inhaler {pick}"))


def _assign(desk: Desk, pick: int) -> object:
    return desk.do(youths.assign, _youth(desk, pick).id, desk.me.person, desk.me.name)


def _contact(desk: Desk, pick: int) -> object:
    youth = _youth(desk, pick)
    known = [*youth.contacts, "", ""]
    ways = (Channel(kind="phone", value=f"555-01{pick % 100:02}"),)
    said = Contact(name=f"Sample parent {pick}", relation="parent", channels=ways)
    return desk.do(youths.say_contact, youth.id, said, _of(known, pick // 7))


def _concern(desk: Desk, pick: int) -> object:
    return desk.do(youths.say_concern, _youth(desk, pick).id, Concern(name=f"a person in a gray car {pick}"))


def _photo(desk: Desk, pick: int) -> object:
    content = pick.to_bytes(4, "big") * 500
    return desk.do(youths.add_photo, _youth(desk, pick).id, content, "image/png", None)


def _subject(desk: Desk, pick: int) -> tuple[str, str]:
    youth = _youth(desk, pick)
    stated = [each for each in _ONE_OF_EACH if getattr(youth, each) is not None]
    return youth.id, "youth." + _of(stated, pick // 7)


def _still_right(desk: Desk, pick: int) -> object:
    return desk.do(youths.say_again, *_subject(desk, pick))


def _section_back(desk: Desk, pick: int) -> object:
    return desk.do(youths.take_back, *_subject(desk, pick), "it was somebody else's")


def _decide(desk: Desk, pick: int) -> object:
    """Where people wrote of the same at the same time, a person chooses."""
    found = (desk.ask(records.youth, youth) for youth in desk.ask(records.heads))
    said = ((each.id, name, getattr(each, name)) for each in found if each is not None for name in _ONE_OF_EACH)
    open_ = [(youth, "youth." + name) for youth, name, held in said if held is not None and held.others]
    youth, subject = _of(open_, pick)
    held = [each for each in desk.ask(records.statements, youth, subject) if each.counts]
    return desk.do(youths.decide, youth, subject, _of(held, pick).value, "asked both")


def _join(desk: Desk, pick: int) -> object:
    one, other = _youth(desk, pick).id, _youth(desk, pick // 7).id
    return desk.do(youths.join, one, other, "the same birth date")


# -- an absence


def _call(desk: Desk, pick: int) -> object:
    known = ["", *desk.ask(records.heads)]
    call = Call(came_at=desk.clock(), caller="Example Home A", youth_name=f"Kai Pattern {pick}")
    return desk.do(locate.start_from_call, call, _of(known, pick))


def _happened(desk: Desk, pick: int) -> object:
    found = _episode(desk, pick)
    seen = LastSeen(at=found.happened.agency_learned - (1 + pick % 9) * clock.HOUR, place=f"Example City stop {pick}")
    said = Happened(agency_learned=found.happened.agency_learned, last_seen=seen)
    return desk.do(locate.say_happened, found.youth, found.id, said)


def _search(desk: Desk, pick: int) -> object:
    found = _episode(desk, pick)
    return desk.do(locate.note, found.youth, found.id, "searched", desk.clock(), f"the park, round {pick}")


def _hand_over(desk: Desk, pick: int) -> object:
    found = _episode(desk, pick)
    return desk.do(locate.hand_over, found.youth, found.id, NowWith(person=desk.me.person, name=f"Desk {pick}"))


def _wait(desk: Desk, pick: int) -> object:
    found = _episode(desk, pick)
    said = Waiting(decided_by="Pat", why=f"at practice {pick}", decide_again_at=desk.clock() + clock.HOUR)
    return desk.do(locate.wait, found.youth, found.id, said)


def _heard(desk: Desk, pick: int) -> object:
    found = _episode(desk, pick)
    return desk.do(locate.hear_from_youth, found.youth, found.id, FromYouth(at=desk.clock(), words=f"I am fine {pick}"))


def _first_hour(desk: Desk, pick: int) -> object:
    found = _episode(desk, pick)
    return desk.do(locate.say_first_hour, found.youth, found.id, FirstHour(food="given", note=f"soup {pick}"))


def _end(desk: Desk, pick: int) -> object:
    found = _episode(desk, pick)
    what = _of(("located", "returned", "hospital"), pick // 7)
    return desk.do(locate.end, found.youth, found.id, what, desk.clock(), "Example Home A")


def _ending_back(desk: Desk, pick: int) -> object:
    found = _episode(desk, pick)
    return desk.do(locate.withdraw_ending, found.youth, found.id, _of(found.ended, pick).entry, "it was somebody else")


def _join_episodes(desk: Desk, pick: int) -> object:
    one, other = _episode(desk, pick), _episode(desk, pick // 7)
    return desk.do(locate.join_episodes, one.youth, one.id, other.youth, other.id)


def _tell(desk: Desk, pick: int) -> object:
    """The episode's next notice, or how it was settled otherwise."""
    occasion, line = _line(desk, pick)
    outcome = "report_taken" if line.first.recipient == "police" else "told" if line.first.recipient else "done"
    proof = Proof(
        outcome=_of((outcome, outcome, "called"), pick),
        made_at=desk.clock(),
        channel="phone",
        number=f"26-{pick}",
        note="by phone",
    )
    return desk.do(agenda.record_notice, occasion, line.key, proof)


def _tell_late(desk: Desk, pick: int) -> object:
    """Somebody was told before, and it is written down only now."""
    occasion, line = _line(desk, pick)
    proof = Proof(outcome="told", made_at=desk.clock() - 30 * clock.HOUR, channel="phone", number=f"26-{pick}")
    return desk.do(agenda.record_notice, occasion, line.key, proof)


def _notice_back(desk: Desk, pick: int) -> object:
    return desk.do(agenda.take_back, _notice(desk, pick).entry, "the wrong line")


def _explain(desk: Desk, pick: int) -> object:
    return desk.do(agenda.explain_lateness, _notice(desk, pick).entry, f"nobody answered {pick}")


def _copied(desk: Desk, pick: int) -> object:
    found = _episode(desk, pick)
    return desk.do(agenda.mark_copied, found.youth, _notice(desk, pick).entry)


# -- status, screening, actions, papers


def _status(desk: Desk, pick: int) -> object:
    said = _of(("at_risk", "none", "victim", "at_risk"), pick // 7)
    rows = (GridRow(type="at_risk", start=_day(desk, 3)),) if said == "at_risk" else ()
    return desk.do(document.say_status, _youth(desk, pick).id, Status(cse=said, rows=rows, basis=f"heard {pick}"))


def _decide_status(desk: Desk, pick: int) -> object:
    youth = _youth(desk, pick).id
    held = desk.ask(documented.status, youth)
    return desk.do(document.decide_status, youth, _of([held, *held.others] if held else [], pick).entry, "asked both")


def _end_row(desk: Desk, pick: int) -> object:
    youth, row = _row(desk, pick)
    return desk.do(document.end_row, youth, row.key, _day(desk, 1))


def _correct_row(desk: Desk, pick: int) -> object:
    youth, row = _row(desk, pick)
    return desk.do(document.correct_row, youth, row.key, replace(row.first.value, basis=f"seen {pick}"), "by the file")


def _withdraw_row(desk: Desk, pick: int) -> object:
    youth, row = _row(desk, pick)
    return desk.do(document.withdraw_row, youth, row.key, "never so")


def _decide_row(desk: Desk, pick: int) -> object:
    youth, row = _row(desk, pick)
    return desk.do(document.decide_row, youth, row.key, _of(row.now, pick).entry)


def _enter(desk: Desk, pick: int) -> object:
    youth = _youth(desk, pick).id
    return desk.do(document.mark_entered, youth, [*desk.ask(documented.to_key, youth)], _day(desk), "DD")


def _screen(desk: Desk, pick: int) -> object:
    begun = desk.do(screening.begin, _youth(desk, pick).id, "hmis-r15-r16").result
    kept = desk.ask(screened.draft, begun)
    assert kept is not None
    said = Evidence(source="youth_said", code=str(pick % 2), as_of=_day(desk), basis="asked")
    rated = tuple(Rating(item=item, code=said.code, sources=(said,)) for item in ("R15.1", "R16.1", "R16.2"))
    desk.do(screening.keep, replace(kept, ratings=rated))
    return desk.do(screening.finish, begun)


def _amend(desk: Desk, pick: int) -> object:
    held = _screening(desk, pick)
    return desk.do(screening.amend, held.youth, held.id, held.ratings, f"more became known {pick}")


def _review(desk: Desk, pick: int) -> object:
    held = _screening(desk, pick)
    return desk.do(screening.review, held.youth, held.id, f"read {pick}")


def _take_up(desk: Desk, pick: int) -> object:
    youth, found = _action(desk, pick, "proposed", "declined")
    return desk.do(determine.take_up, youth, found.rule)


def _decline(desk: Desk, pick: int) -> object:
    youth, found = _action(desk, pick, "proposed", "taken_up")
    return desk.do(determine.decline, youth, found.rule, f"decided with the team {pick}")


def _look_at_declined(desk: Desk, pick: int) -> object:
    youth, found = _action(desk, pick, "declined")
    return desk.do(determine.review_declined, youth, found.rule, "think of it again", confirmed=bool(pick % 2))


def _give_paper(desk: Desk, pick: int) -> object:
    found = _episode(desk, pick)
    wanted = Wanted(youth=found.youth, episode=found.id, kind=PaperKind.POLICE_SHEET)
    paper = desk.ask(paper_for, found.youth, wanted)
    return desk.do(report.give, found.youth, found.id, paper, _of(("printed", "read_out"), pick // 7))


def _paper_back(desk: Desk, pick: int) -> object:
    youth = _youth(desk, pick).id
    return desk.do(report.take_back, youth, _of(desk.ask(copies, youth), pick).entry, "shredded")


def _destroy(desk: Desk, pick: int) -> object:
    """By order, at a supervisor's."""
    order = Order(by="Example Superior Court", reference=f"J-{pick}", dated=_day(desk, 1))
    return run_through(destroying.destroy(desk, _youth(desk, pick).id, order, PASSPHRASES["worker"]))


DEEDS: Mapping[str, Deed] = {
    made.__name__.strip("_"): made
    for made in (
        _open, _names, _standing, _placement, _tribes, _looks, _health, _assign, _contact, _concern, _photo, _still_right,
        _section_back, _decide, _join, _call, _happened, _search, _hand_over, _wait, _heard, _first_hour, _end, _ending_back,
        _join_episodes, _tell, _tell_late, _notice_back, _explain, _copied, _status, _decide_status, _end_row, _correct_row,
        _withdraw_row, _decide_row, _enter, _screen, _amend, _review, _take_up, _decline, _look_at_declined,
        _give_paper, _paper_back, _destroy,
    )
}  # fmt: skip
