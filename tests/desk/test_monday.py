"""Monday looks through the records in which something waits or was written lately, and says what all of them together say."""

from __future__ import annotations

import dataclasses
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from fieldapp import clock
from fieldapp.agenda import acts as agenda
from fieldapp.agenda.model import Proof
from fieldapp.agenda.queries import Occasion, lines
from fieldapp.demo import county, fiction
from fieldapp.desk import opening, wrongyouth
from fieldapp.desk.desk import Desk, run_through
from fieldapp.desk.mondayfile import mondayfile
from fieldapp.desk.quiet import awake_or_written, let_rest
from fieldapp.determine import acts as determine
from fieldapp.document import acts as document
from fieldapp.document.model import Status
from fieldapp.identify import acts as screening
from fieldapp.identify.model import Evidence, Rating
from fieldapp.identify.queries import all_screenings, draft, unread
from fieldapp.ledger import resting
from fieldapp.locate import acts as locate
from fieldapp.locate.model import Call, Happened, NowWith
from fieldapp.supervise.model import Monday
from fieldapp.supervise.queries import cases, monday, out_of
from fieldapp.vault.kdf import Cost
from fieldapp.youth import acts as youths
from fieldapp.youth.model import Names, Standing
from tests.desk.conftest import Hand

_OPEN = frozenset({"open", "begun"})
_WEEK, _LONG = 7 * clock.DAY, 40 * clock.DAY
_SIGNS = {"R15.1": "1", "R15.A": "0", "R15.B": "1", "R15.C": "1", "R15.D": "0", "R16.1": "0", "R16.2": "0"}
_NONE = {"R15.1": "0", "R16.1": "0", "R16.2": "0"}


class Told:
    """A supervisor's store, written as the window writes it, by a clock that is set."""

    def __init__(self, desk: Desk, hand: Hand) -> None:
        self.desk, self.hand = desk, hand

    def youth(self, name: str, *, in_placement: bool | None = True) -> str:
        youth = self.desk.do(youths.open_record, Names(chosen=name)).result
        known = Standing(born="2011-05-30", jurisdiction="dependent", in_care=in_placement, placement_order=in_placement)
        self.desk.do(youths.say_standing, youth, known)
        return youth

    def missing(self, youth: str) -> Occasion:
        call = Call(came_at=self.hand.now, caller="Example Home A")
        occasion = Occasion(*self.desk.do(locate.start_from_call, call, youth).result)
        self.desk.do(locate.say_happened, *self._of(occasion), Happened(agency_learned=self.hand.now, whereabouts="unknown"))
        return occasion

    def tell(self, occasion: Occasion, but: str = "", reason: str = "") -> list[bytes]:
        """Everybody who is still to be told, and every step, now; but for lines that begin so."""
        made = []
        for line in [each for each in self.desk.ask(lines, [occasion]) if each.state in _OPEN]:
            if but and line.key.startswith(but):
                continue
            outcome = "report_taken" if line.first.recipient == "police" else "told" if line.first.recipient else "done"
            proof = Proof(
                outcome=outcome, made_at=self.hand.now, channel="phone", to_whom="Officer", number="1", late_reason=reason
            )
            made.append(self.desk.do(agenda.record_notice, occasion, line.key, proof).result)
            self.desk.do(agenda.mark_copied, occasion.youth, made[-1])
        return made

    def back(self, occasion: Occasion, but: str = "") -> None:
        for what in ("located", "returned"):
            self.hand.pass_by(clock.HOUR)
            self.desk.do(locate.end, *self._of(occasion), what, self.hand.now, "Example Home A")
        for _round in range(3):
            self.tell(occasion, but)

    def once(self, name: str, after: int = clock.HOUR, but: str = "", **known: Any) -> tuple[str, Occasion]:
        """Missing once, everybody told so long after, and back."""
        youth = self.youth(name, **known)
        occasion = self.missing(youth)
        self.hand.pass_by(after)
        self.tell(occasion, but, "The fax was out of paper" if after > clock.DAY else "")
        self.back(occasion, but)
        return youth, occasion

    def screened(self, youth: str, codes: dict[str, str]) -> str:
        made = self.desk.do(screening.begin, youth, "hmis-r15-r16").result
        kept = self.desk.ask(draft, made)
        assert kept is not None
        self.desk.do(screening.keep, replace(kept, ratings=self._rated(codes)))
        self.desk.do(screening.finish, made)
        return str(made)

    def amended(self, youth: str, made: str, codes: dict[str, str]) -> None:
        self.desk.do(screening.amend, youth, made, self._rated(codes), "the school's record came")

    def declined(self, youth: str, *but: str) -> None:
        self.desk.do(document.say_status, youth, Status(cse="at_risk"))
        for rule in ("ACT-SAFE", "ACT-GRID", "ACT-MDT", "ACT-CFT", "ACT-PLAN", "ACT-SRH", "ACT-TRIBE"):
            if rule not in but:
                self.desk.do(determine.decline, youth, rule, "The team met yesterday.")

    def entry(self, youth: str, kind: str) -> bytes:
        """The last of a kind."""
        asked = "SELECT hash FROM entry WHERE stream = ? AND kind = ? ORDER BY seq DESC LIMIT 1"
        return bytes(self.desk.book.connection.exec_driver_sql(asked, (youth, kind)).scalar_one())

    def rests(self, *records: str) -> bool:
        """Whether all of these are passed over."""
        among = self.desk.ask(awake_or_written, self.hand.now + clock.DAY)
        return among is not None and not {*records} & {*among}

    def _of(self, occasion: Occasion) -> tuple[str, str]:
        return occasion.youth, occasion.id

    def _rated(self, codes: dict[str, str]) -> tuple[Rating, ...]:
        today = clock.day(self.hand.now).isoformat()
        return tuple(
            Rating(item=item, code=code, sources=(Evidence(source="record", code=code, as_of=today),))
            for item, code in codes.items()
        )


def _unlocked(folder: Path, hand: Hand) -> Told:
    return Told(opening.unlock(folder, fiction.PASSPHRASES["supervisor"], hand), hand)


@pytest.fixture(scope="module")
def long_ago(tmp_path_factory: pytest.TempPathFactory, agency: county.Agency) -> tuple[Path, int, dict[str, str]]:
    """A supervisor's store, when it was last written in, and its records by what they are."""
    folder, hand = tmp_path_factory.mktemp("county") / "lead", Hand()
    new = opening.NewStore(fiction.SUPERVISOR, "supervisor", agency.county_file, fiction.PASSPHRASES["supervisor"])
    opening.create(folder, new, hand, Cost(64, 1, 1))
    told = _unlocked(folder, hand)
    made = _filled(told)
    told.desk.close()
    return folder, hand.now, made


@pytest.fixture
def made(long_ago: tuple[Path, int, dict[str, str]]) -> dict[str, str]:
    return long_ago[2]


@pytest.fixture
def told(long_ago: tuple[Path, int, dict[str, str]], tmp_path: Path, hand: Hand) -> Iterator[Told]:
    """A copy of that store, a good while later."""
    shutil.copytree(long_ago[0], tmp_path / "lead")
    hand.now = long_ago[1]
    told = _unlocked(tmp_path / "lead", hand)
    yield told
    told.desk.close()


def _the_same(told: Told) -> Monday:
    """The page since a while ago, after it was held against that over every record; for several such whiles."""
    now = told.hand.now
    for since in (now - clock.HOUR, now - 3 * clock.DAY, now - _WEEK - clock.HOUR, now - _LONG - clock.DAY, 0):
        assert run_through(mondayfile(told.desk, since)).monday == told.desk.ask(monday, since)
        assert told.desk.ask(unread) == [each for each in told.desk.ask(all_screenings) if each.unread]
    return run_through(mondayfile(told.desk, now - 3 * clock.DAY)).monday


def _withdrawn(told: Told) -> str:
    """An absence that was entered in the wrong youth, and written anew where it belongs."""
    wrong, right = told.youth("Wren Wrong"), told.youth("Robin Right")
    told.missing(wrong)
    kinds, begun = told.desk.book.reading.kinds, told.entry(wrong, "locate.started")
    told.desk.do(wrongyouth.withdraw, kinds, wrong, [begun], right, "two youths of one name")
    return right


def _joined(told: Told) -> tuple[Occasion, Occasion]:
    """Two records of one youth, who was missing by both."""
    held, called = told.youth("Ash Joined"), told.youth("Ash Called")
    first, second = told.missing(held), told.missing(called)
    told.desk.do(youths.join, held, called, "one youth")
    told.desk.do(locate.join_episodes, held, first.id, called, second.id)
    return first, second


def _filled(told: Told) -> dict[str, str]:
    """Long ago: what is over by now, and what stands out however long ago it was. By what it is called, the record."""
    made = {
        "settled": told.once("Noa Settled")[0],
        "late": told.once("Kai Late", after=2 * clock.DAY)[0],
        "never": told.once("Luz Never", but="ncmec")[0],
        "unscreened": told.once("Sky Unscreened", but="step/R-04")[0],
        "perhaps": told.once("Tai Perhaps", but="step/R-04", in_placement=None)[0],
        "plain": told.youth("Jo Plain"),
        "read": told.youth("Lee Read"),
        "unread": told.youth("Max Unread"),
        "amended": told.youth("Sam Amended"),
        "again": told.youth("Pat Again"),
        "declined": told.youth("Rae Declined"),
        "moved": _withdrawn(told),
    }
    ownerless = told.missing(told.youth("Rio Ownerless"))
    nobody = NowWith(person=told.desk.me.person, name="Dana Demo-Worker", until=told.hand.now + clock.HOUR)
    told.desk.do(locate.hand_over, ownerless.youth, ownerless.id, nobody)
    first, second = _joined(told)
    told.hand.pass_by(clock.HOUR)
    told.tell(first)
    told.back(first)
    told.tell(second)
    screened = {each: told.screened(made[each], _NONE) for each in ("read", "unread", "amended", "again")}
    for each in ("read", "amended", "again"):
        told.desk.do(screening.review, made[each], screened[each])
    for each in ("amended", "again"):
        told.hand.pass_by(clock.HOUR)
        told.amended(made[each], screened[each], {**_NONE, "R16.1": "9"})
    told.desk.do(screening.review, made["again"], screened["again"])
    told.declined(made["declined"])
    return made


def test_over_many_records_that_rest_it_is_the_same(told: Told, made: dict[str, str]) -> None:
    _the_same(told)
    for _turn in range(2):
        told.hand.pass_by(_LONG)
        run_through(let_rest(told.desk))
        found = _the_same(told)
        assert told.rests(*(made[each] for each in ("settled", "late", "plain", "read", "unread")))
        for each in ("never", "unscreened", "perhaps", "amended", "moved"):
            assert not told.rests(made[each]), each
        assert {row.what for row in found.rows} >= {"ownerless", "never_told", "not_screened"}
        assert found.review.count == 2
        assert found.declined == ()


def _back_again(told: Told, made: dict[str, str]) -> None:
    occasion = told.missing(made["settled"])
    told.hand.pass_by(clock.HOUR)
    told.tell(occasion)
    told.back(occasion)


def _told_late(told: Told, made: dict[str, str]) -> None:
    (occasion,) = (each for each in told.desk.ask(_occasions) if each.youth == made["never"])
    told.tell(occasion, reason="nobody had the number")


def _occasions(view: Any) -> list[Occasion]:
    from fieldapp.locate.queries import all_episodes

    return [Occasion(each.youth, each.id) for each in all_episodes(view)]


def _declined_now(told: Told, made: dict[str, str]) -> None:
    told.declined(made["plain"], "ACT-MDT")


def _amended_now(told: Told, made: dict[str, str]) -> None:
    for each in told.desk.ask(all_screenings):
        told.amended(each.youth, each.id, {**_NONE, "R16.2": "9"})


def _put_back(told: Told, made: dict[str, str]) -> None:
    first, second = _joined(told)
    told.hand.pass_by(2 * clock.DAY)
    told.tell(second)
    made_back = told.tell(first)
    for each in made_back[:1]:
        told.desk.do(agenda.take_back, each, "the wrong line")


def _withdrawn_now(told: Told, made: dict[str, str]) -> None:
    kinds = told.desk.book.reading.kinds
    told.desk.do(
        wrongyouth.withdraw, kinds, made["late"], [told.entry(made["late"], "locate.started")], made["plain"], "not them"
    )


def _one_youth(told: Told, made: dict[str, str]) -> None:
    told.desk.do(youths.join, made["late"], made["settled"], "one youth")
    _back_again(told, made)


def _back_days_after(told: Told, made: dict[str, str]) -> None:
    """Found, and everybody told; days later back, which asks for nothing more."""
    occasion = told.missing(told.youth("Ira Apart", in_placement=False))
    told.hand.pass_by(clock.HOUR)
    told.tell(occasion)
    told.desk.do(locate.end, occasion.youth, occasion.id, "located", told.hand.now, "Example Home A")
    told.tell(occasion)
    told.hand.pass_by(4 * clock.DAY)
    told.desk.do(locate.end, occasion.youth, occasion.id, "returned", told.hand.now, "Example Home A")
    run_through(let_rest(told.desk))
    assert told.rests(occasion.youth)
    told.hand.pass_by(clock.HOUR)
    assert "back" in {row.what for row in _the_same(told).rows}


def _screened_now(told: Told, made: dict[str, str]) -> None:
    told.screened(made["settled"], _SIGNS)


@pytest.mark.parametrize(
    "happens",
    [
        _back_again, _told_late, _declined_now, _amended_now, _put_back, _withdrawn_now, _one_youth, _screened_now,
        _back_days_after,
        lambda told, made: _withdrawn(told),
        lambda told, made: told.once("Quinn Lately", after=2 * clock.DAY),
    ],
)  # fmt: skip
def test_whatever_happens_lately_is_on_it(
    told: Told, made: dict[str, str], happens: Callable[[Told, dict[str, str]], object]
) -> None:
    told.hand.pass_by(_LONG)
    run_through(let_rest(told.desk))
    happens(told, made)
    _the_same(told)
    for _day in range(6):
        told.hand.pass_by(2 * clock.DAY)
        run_through(let_rest(told.desk))
        _the_same(told)


def test_after_a_clock_that_was_ahead_all_are_looked_through_once(told: Told, made: dict[str, str]) -> None:
    told.hand.pass_by(_LONG)
    run_through(let_rest(told.desk))
    assert told.rests(made["late"])
    told.hand.pass_by(clock.DAY - _LONG)
    assert "back" in {row.what for row in _the_same(told).rows}
    run_through(let_rest(told.desk))
    assert told.rests(made["late"])
    assert "back" in {row.what for row in _the_same(told).rows}


def test_woken_by_what_changes_everywhere_they_rest_again(told: Told, made: dict[str, str]) -> None:
    told.hand.pass_by(_LONG)
    run_through(let_rest(told.desk))
    told.desk.batch(lambda book: resting.wake(book.connection))
    assert not told.rests(made["settled"])
    _the_same(told)
    run_through(let_rest(told.desk))
    assert told.rests(made["settled"])


def test_what_is_woken_while_they_come_to_rest_is_not_taken_for_old(told: Told, made: dict[str, str]) -> None:
    run_through(let_rest(told.desk))
    told.hand.pass_by(_LONG)
    slices = let_rest(told.desk)
    next(slices)
    told.desk.batch(lambda book: resting.wake(book.connection, [made["settled"]]))
    run_through(slices)
    assert not told.rests(made["settled"])
    assert told.rests(made["late"])


def test_of_two_absences_that_are_alike_always_the_same_stands_first(desk: Desk, hand: Hand) -> None:
    """Awake records are looked through in parts, all of them otherwise in one: the page must not depend on which came first."""
    youth = desk.do(youths.open_record, Names(chosen="Mika Sample")).result
    desk.do(locate.start_from_call, Call(came_at=hand.now, youth_name="Mika"), youth)
    hand.pass_by(2 * clock.DAY)
    (one,) = desk.ask(lambda view: list(cases(view, None)))
    other = dataclasses.replace(one, occasion=one.occasion[::-1])
    found = [desk.ask(out_of, 0, None, order) for order in ([one, other], [other, one])]
    assert [row.occasion for row in found[0].rows] == [min(one.occasion, other.occasion)]
    assert found[0] == found[1]
