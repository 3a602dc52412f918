"""Every kind of entry, written by somebody who may not: what it says stands in no answer and on no paper."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any, get_args

import pytest

from fieldapp import clock
from fieldapp.agenda import acts as agenda_acts
from fieldapp.agenda import queries as agenda
from fieldapp.agenda.model import Proof
from fieldapp.desk import casefile, nextsteps, overview, paperfile, paperwork, screeningfile, statusfile, youthfile
from fieldapp.desk.callfile import callfile
from fieldapp.desk.catalogue import reading
from fieldapp.desk.desk import Desk
from fieldapp.desk.lookup import lookup
from fieldapp.desk.own import Self
from fieldapp.desk.papers import case_facts
from fieldapp.desk.people import People
from fieldapp.desk.writing import letters
from fieldapp.determine import acts as determine
from fieldapp.determine.queries import actions, waiting
from fieldapp.document import acts as document
from fieldapp.document.queries import grid, status, to_key, written_by_me
from fieldapp.identify import acts as identify
from fieldapp.identify.queries import screenings
from fieldapp.ledger import withdrawing
from fieldapp.ledger.kinds import Role
from fieldapp.locate import acts as locate
from fieldapp.locate.model import Call, Waiting
from fieldapp.locate.queries import episodes, find, joined
from fieldapp.places import resource
from fieldapp.report import acts as report
from fieldapp.report.model import PaperKind
from fieldapp.report.queries import copies
from fieldapp.supervise.queries import monday
from fieldapp.youth import acts as youths
from fieldapp.youth.model import Names
from fieldapp.youth.queries import count, groups
from fieldapp.youth.queries import youth as record_of
from fieldapp.youth.queries import youths as everyone
from tests.desk.conftest import Hand
from tests.desk.full_record import Filled, come_back, fill

ROLES: tuple[Role, ...] = get_args(Role)
Act = Callable[[Desk, Filled], object]


@pytest.fixture
def filled(desk: Desk, hand: Hand) -> Filled:
    made = fill(desk, resource("demo", "photo.png").read_bytes())
    hand.pass_by(clock.MINUTE)
    come_back(desk, made)
    return made


def _answers(desk: Desk, filled: Filled) -> Iterator[Any]:
    """Everything that the pages ask for about the youth, and about all youths."""
    who, when = filled.youth, filled.episode
    yield desk.ask(everyone)
    yield desk.ask(overview.today)
    yield desk.ask(monday, 0)
    yield [lookup(desk, typed) for typed in ("zq000x", "DEMO")]
    yield desk.ask(record_of, who)
    yield desk.ask(youthfile.youthfile, who)
    yield desk.ask(find, when)
    yield desk.ask(casefile.casefile, who, when)
    lines = desk.ask(agenda.lines, [agenda.Occasion(who, when)])
    yield lines
    yield [desk.ask(callfile, who, when, line.key, "en", frozenset()) for line in lines]
    yield desk.ask(letters, who, when)
    yield statusfile.open_file(desk, who)
    yield desk.ask(screeningfile.finished, who)
    yield screeningfile.overview(desk)
    yield nextsteps.page_of(desk, who)
    yield desk.ask(copies, who)
    if desk.ask(record_of, who) is not None and desk.ask(find, when) is not None:
        yield desk.ask(case_facts, who, when)
        yield [desk.ask(paperfile.around, who, when, kind) for kind in PaperKind]


def _said(desk: Desk, filled: Filled) -> str:
    return "\n".join(map(repr, _answers(desk, filled)))


def _only_in(desk: Desk, filled: Filled) -> dict[str, set[str]]:
    """The markers that stand in entries of one kind and of no other, by kind."""
    rows = desk.book.connection.exec_driver_sql("SELECT kind, body FROM entry WHERE body IS NOT NULL").all()
    held = {marker: {kind for kind, body in rows if marker.encode() in bytes(body)} for marker in filled.markers.values()}
    found: dict[str, set[str]] = {}
    for marker, kinds in held.items():
        if len(kinds) == 1:
            found.setdefault(next(iter(kinds)), set()).add(marker)
    return found


def _bar(desk: Desk, *kinds: str) -> None:
    roles: Mapping[str, frozenset[Role]] = {**reading().kinds.roles(), **dict.fromkeys(kinds, frozenset[Role]())}
    desk.people._roles = roles
    desk.batch(lambda book: book.judge_again())
    desk.names.changed()  # as after any import


def test_each_role_carries_the_kinds_that_name_it_and_nobody_carries_any(desk: Desk) -> None:
    kinds = reading().kinds.roles()
    for role in ROLES:
        people = People(Self(person="p" * 26, name="Dana", role=role, device="d" * 26, keys=b"", note=b""), kinds)
        for kind, roles in kinds.items():
            assert people.may_write("p" * 26, "d" * 26, kind) is (role in roles), (role, kind)
            assert not people.may_write("q" * 26, "d" * 26, kind), "somebody else on this laptop"
            assert not people.may_write("p" * 26, "e" * 26, kind), "a laptop that nobody enrolled"


def test_what_an_entry_without_the_right_says_is_in_no_answer(desk: Desk, filled: Filled) -> None:
    """A marker that stands in entries of this kind alone is nowhere once the kind is barred, and all of it comes back."""
    before = _said(desk, filled)
    told: set[str] = set()
    for kind, markers in _only_in(desk, filled).items():
        shown = {place for place, marker in filled.markers.items() if marker in markers and marker in before}
        _bar(desk, kind)
        after = _said(desk, filled)
        assert not {place for place in shown if filled.markers[place] in after}, kind
        told |= {kind} if shown else set()
    _bar(desk)
    assert _said(desk, filled) == before
    assert len(told) > 20


EMPTY: Mapping[str, Callable[[Desk, Filled], object]] = {
    "youth.photo": lambda desk, it: held.photos if (held := desk.ask(record_of, it.youth)) else {},
    "youth.names": lambda desk, _it: [desk.ask(everyone), desk.ask(count)],
    "locate.started": lambda desk, it: [desk.ask(find, it.episode), desk.ask(episodes, it.youth)],
    "agenda.planned": lambda desk, it: desk.ask(agenda.lines, [agenda.Occasion(it.youth, it.episode)]),
    "determine.proposed": lambda desk, it: desk.ask(actions, it.youth),
    "document.status": lambda desk, it: [desk.ask(status, it.youth), desk.ask(grid, it.youth), desk.ask(written_by_me)],
    "identify.finished": lambda desk, it: desk.ask(screenings, it.youth),
}


@pytest.mark.parametrize("kind", EMPTY)
def test_what_somebody_without_the_right_begins_is_not_there(desk: Desk, filled: Filled, kind: str) -> None:
    before = EMPTY[kind](desk, filled)
    _bar(desk, kind)
    after = EMPTY[kind](desk, filled)
    assert before != after
    assert not after or not any(after), after  # type: ignore[call-overload]


def _decline(desk: Desk, it: Filled) -> None:
    rule = next(each.rule for each in desk.ask(actions, it.youth) if each.state == "proposed")
    desk.do(determine.decline, it.youth, rule, "decided with the supervisor")


def _copied(desk: Desk, it: Filled) -> None:
    desk.do(agenda_acts.mark_copied, it.youth, _notice(desk, it))


def _taken_back(desk: Desk, it: Filled) -> None:
    desk.do(agenda_acts.take_back, _notice(desk, it), "it was the other youth")


def _late_because(desk: Desk, it: Filled) -> None:
    proof = Proof(outcome="called", made_at=desk.clock())
    made = desk.do(agenda_acts.record_notice, agenda.Occasion(it.youth, it.episode), "police//agency_learned", proof).result
    desk.do(agenda_acts.explain_lateness, made, "nobody had the number")


def _explained(desk: Desk, it: Filled) -> object:
    lines = desk.ask(agenda.lines, [agenda.Occasion(it.youth, it.episode)])
    return [each.reason for line in lines for made in line.made for each in made.explained]


def _notice(desk: Desk, it: Filled) -> bytes:
    lines = desk.ask(agenda.lines, [agenda.Occasion(it.youth, it.episode)])
    return next(made.entry for line in lines for made in line.made)


def _ending_withdrawn(desk: Desk, it: Filled) -> None:
    episode = desk.ask(find, it.episode)
    assert episode is not None
    desk.do(locate.withdraw_ending, it.youth, it.episode, episode.ended[-1].entry, "it was somebody else")


def _other(desk: Desk) -> tuple[str, str]:
    return desk.do(locate.start_from_call, Call(came_at=desk.clock(), youth_name="Kai Pattern")).result


def _amend(desk: Desk, it: Filled) -> None:
    (held,) = desk.ask(screenings, it.youth)
    desk.do(identify.amend, it.youth, held.id, held.ratings, "seen in the file")


def _given(desk: Desk, it: Filled) -> bytes:
    wanted = paperwork.Wanted(youth=it.youth, episode=it.episode, kind=PaperKind.POLICE_SHEET)
    return desk.do(report.give, it.youth, it.episode, desk.ask(paperwork.paper_for, it.youth, wanted), "printed").result


def _back(desk: Desk, it: Filled) -> None:
    desk.do(report.take_back, it.youth, next(each.entry for each in desk.ask(copies, it.youth)), "shredded")


def _lines(desk: Desk, it: Filled) -> object:
    return [line.state for line in desk.ask(agenda.lines, [agenda.Occasion(it.youth, it.episode)])]


ADDED: Mapping[str, tuple[Act, Callable[[Desk, Filled], object]]] = {
    "youth.assignment": (
        lambda desk, it: desk.do(youths.assign, it.youth, desk.me.person, "Dana"),
        lambda desk, it: held.assignment if (held := desk.ask(record_of, it.youth)) else None,
    ),
    "determine.decided": (
        _decline,
        lambda desk, it: [[each.state for each in desk.ask(actions, it.youth)], sorted(desk.ask(waiting, [it.youth]))],
    ),
    "agenda.copied": (_copied, lambda desk, it: [desk.ask(agenda.copied, it.youth), desk.ask(overview.today)]),
    "document.row": (
        lambda desk, it: desk.do(document.end_row, it.youth, desk.ask(grid, it.youth)[0].key, "2026-11-20"),
        lambda desk, it: desk.ask(grid, it.youth),
    ),
    "document.entered": (
        lambda desk, it: desk.do(document.mark_entered, it.youth, desk.ask(to_key, it.youth), "2026-11-21", "DD"),
        lambda desk, it: [desk.ask(to_key, it.youth), desk.ask(overview.today)],
    ),
    "agenda.taken_back": (_taken_back, _lines),
    "agenda.late_because": (_late_because, _explained),
    "locate.ending_withdrawn": (_ending_withdrawn, lambda desk, it: desk.ask(find, it.episode)),
    "locate.waiting": (
        lambda desk, it: desk.do(
            locate.wait,
            it.youth,
            it.episode,
            Waiting(decided_by="Pat", why="at school", decide_again_at=desk.clock() + clock.HOUR),
        ),
        lambda desk, it: desk.ask(find, it.episode),
    ),
    "identify.amended": (_amend, lambda desk, it: desk.ask(screenings, it.youth)),
    "report.given": (_given, lambda desk, it: desk.ask(copies, it.youth)),
    "youth.joined": (
        lambda desk, it: desk.do(youths.join, it.youth, desk.do(youths.open_record, Names(chosen="Kai")).result, "one youth"),
        lambda desk, _it: desk.ask(groups),
    ),
    "locate.joined": (
        lambda desk, it: desk.do(locate.join_episodes, it.youth, it.episode, *_other(desk)),
        lambda desk, _it: desk.ask(joined),
    ),
}


@pytest.mark.parametrize("kind", ADDED)
def test_what_somebody_without_the_right_adds_changes_nothing(desk: Desk, filled: Filled, kind: str) -> None:
    act, shown = ADDED[kind]
    before = shown(desk, filled)
    act(desk, filled)
    assert shown(desk, filled) != before
    _bar(desk, kind)
    assert shown(desk, filled) == before


def test_a_copy_said_to_be_back_by_somebody_without_the_right_is_still_out(desk: Desk, filled: Filled) -> None:
    _given(desk, filled)
    before = desk.ask(copies, filled.youth)
    _back(desk, filled)
    assert desk.ask(copies, filled.youth) != before
    _bar(desk, "report.back")
    assert desk.ask(copies, filled.youth) == before


def test_every_kind_is_in_one_of_the_tests_above(desk: Desk, filled: Filled) -> None:
    """The rest says nothing that is shown by itself, or has its own test (test_without_the_right.py, test_backups.py,
    test_destroying.py, test_wrong_youth.py).
    """
    told = set(_only_in(desk, filled)) | set(EMPTY) | set(ADDED) | {"report.back"}
    elsewhere = {"identify.reviewed", "determine.reviewed", "agency.roster", "agency.restored", "access"}
    elsewhere |= {"youth.destruction_ordered", "youth.destruction_confirmed"} | {each.kind for each in withdrawing.KINDS}
    assert set(reading().kinds.roles()) - told - elsewhere == {"youth.opened"}
