"""From concern to actions, on a real store: proposed, taken up with its clock, declined with a reason; the law's own rows apart."""

from __future__ import annotations

from typing import Any

import pytest
from msgspec.structs import replace

from fieldapp import clock
from fieldapp.agenda import acts as agenda
from fieldapp.agenda import queries as required
from fieldapp.agenda.model import Line, Proof
from fieldapp.agenda.queries import Occasion
from fieldapp.desk import overview, statusfile, transfer
from fieldapp.desk.checking import digest_of, rebuild_rows
from fieldapp.desk.desk import Desk
from fieldapp.determine import acts, queries
from fieldapp.determine.model import Action
from fieldapp.document import acts as document
from fieldapp.document.model import GridRow, Status
from fieldapp.errors import BadInput
from fieldapp.exchange.folder import FolderDestination
from fieldapp.identify import acts as screening
from fieldapp.identify.model import Evidence, Rating
from fieldapp.identify.queries import draft, screenings
from fieldapp.locate import acts as locate
from fieldapp.locate.model import Call
from fieldapp.supervise.queries import monday
from fieldapp.youth import acts as youths
from fieldapp.youth.model import Names, Standing, Tribes
from fieldapp.youth.queries import youth
from tests.desk.office import Office

DURING = GridRow(type="during_foster_care", start="2026-11-01")
RISK = GridRow(type="at_risk", start="2026-11-01")


def _victim(desk: Desk, youth: str, believed: int | None) -> str:
    return desk.do(document.say_status, youth, Status(cse="victim", rows=(DURING,), identified_at=believed)).result.hex()


def _screened(desk: Desk, hand: Any, youth: str, **codes: str) -> None:
    made = desk.do(screening.begin, youth, "hmis-r15-r16").result
    kept = desk.ask(draft, made)
    assert kept is not None
    today = clock.day(hand.now).isoformat()
    rated = tuple(
        Rating(item=item.replace("_", "."), code=code, sources=(Evidence(source="youth_said", code=code, as_of=today),))
        for item, code in codes.items()
    )
    desk.do(screening.keep, replace(kept, ratings=rated))
    desk.do(screening.finish, made)


def _actions(desk: Desk, youth: str) -> dict[str, Action]:
    return {each.rule: each for each in desk.ask(queries.actions, youth)}


def _states(desk: Desk, youth: str) -> dict[str, str]:
    return {rule: each.state for rule, each in _actions(desk, youth).items()}


def _lines(desk: Desk, youth: str, occasion: str) -> dict[str, Line]:
    return {line.key: line for line in desk.ask(required.lines, [Occasion(youth, occasion)])}


def _rows(desk: Desk) -> list[tuple[str, str, str]]:
    return [(row.kind, row.title, row.page) for _band, rows in desk.ask(overview.today).bands for row in rows]


def test_a_screening_proposes_what_its_result_names_and_requires_nothing(desk: Desk, hand: Any, mika: str) -> None:
    _screened(desk, hand, mika, R15_1="1", R15_A="0", R15_B="1", R15_C="1", R15_D="0", R16_1="0", R16_2="0")
    assert _states(desk, mika) == dict.fromkeys(("ACT-GRID", "ACT-MDT", "ACT-CFT"), "proposed")
    assert {each.rule for each in desk.ask(queries.contacts_once_stated, mika)} == {"XR-5", "N-07"}
    assert _rows(desk) == [("offer", "3 steps are proposed", "actions")]
    grid = _actions(desk, mika)["ACT-GRID"]
    assert grid.proposed.row.cite[0].confidence == "statute"
    assert [each.cause for each in grid.because] == ["screening"]
    assert _actions(desk, mika)["ACT-CFT"].proposed.within == "P30D", "nobody has said yet whether ICWA applies"


@pytest.mark.parametrize(
    ("indian_child", "within", "due"),
    [
        (True, "P30D", "2026-12-01T00:00:00-08:00"),
        ("reason_to_know", "P30D", "2026-12-01T00:00:00-08:00"),
        (False, "P60D", "2026-12-31T00:00:00-08:00"),
    ],
)
def test_an_icwa_case_has_a_clock_of_its_own(desk: Desk, hand: Any, mika: str, indian_child: Any, within: str, due: str) -> None:
    desk.do(youths.say_tribes, mika, Tribes(indian_child=indian_child))
    _victim(desk, mika, hand.now)
    assert _actions(desk, mika)["ACT-CFT"].proposed.within == within
    step = desk.do(acts.take_up, mika, "ACT-CFT", "2026-11-01").result
    assert _lines(desk, mika, step)["step/ACT-CFT/"].due == clock.parse(due)


def test_what_only_some_possible_results_name_is_marked_so(desk: Desk, hand: Any, mika: str) -> None:
    _screened(desk, hand, mika, R15_1="9", R16_1="0", R16_2="0")
    found = _actions(desk, mika)
    assert all(each.proposed.perhaps for each in found.values())


def test_an_amendment_proposes_what_was_not_named_before(desk: Desk, hand: Any, mika: str) -> None:
    _screened(desk, hand, mika, R15_1="0", R16_1="0", R16_2="0")
    (finished,) = desk.ask(screenings, mika)
    today = clock.day(hand.now).isoformat()
    now = tuple(
        Rating(item=item, code=code, sources=(Evidence(source="record", code=code, as_of=today),))
        for item, code in (("R15.1", "1"), ("R15.A", "0"), ("R15.B", "1"), ("R15.C", "0"), ("R16.1", "0"), ("R16.2", "0"))
    )
    for _twice in range(2):
        hand.pass_by(clock.MINUTE)
        desk.do(screening.amend, mika, finished.id, now, "the school's record came")
        assert {rule: len(each.because) for rule, each in _actions(desk, mika).items()} == dict.fromkeys(
            ("ACT-GRID", "ACT-MDT", "ACT-CFT"), 1
        )


def test_a_screening_without_a_sign_proposes_nothing(desk: Desk, hand: Any, mika: str) -> None:
    _screened(desk, hand, mika, R15_1="0", R16_1="0", R16_2="0")
    assert desk.ask(queries.actions, mika) == []
    assert _rows(desk) == []


def test_a_new_status_proposes_every_step_of_6_1_whose_condition_holds(desk: Desk, hand: Any, mika: str) -> None:
    desk.do(youths.say_tribes, mika, Tribes(indian_child=True))
    desk.do(document.say_status, mika, Status(cse="at_risk", rows=(RISK,)))
    assert set(_states(desk, mika)) == {
        "ACT-SAFE", "ACT-GRID", "ACT-MDT", "ACT-CFT", "ACT-PLAN", "ACT-SRH", "ACT-TRIBE",
    }  # fmt: skip
    assert [kind for kind, _title, _page in _rows(desk)] == ["offer"], "at risk alone is reported to nobody"
    desk.do(document.say_status, mika, Status(cse="at_risk", rows=(GridRow(type="at_risk", start="2026-11-05"),)))
    assert len(_actions(desk, mika)["ACT-MDT"].because) == 1, "another row is no new status"
    desk.do(document.say_status, mika, Status(cse="none"))
    assert len(_actions(desk, mika)["ACT-MDT"].because) == 1


def test_the_law_s_rows_come_as_required_contacts_with_their_clocks(desk: Desk, hand: Any, mika: str) -> None:
    occasion = _victim(desk, mika, hand.now)
    lines = _lines(desk, mika, occasion)
    assert lines["police//identified"].due == hand.now + 24 * clock.HOUR
    assert {rule.rule for rule in lines["police//identified"].rules} == {"N-07", "XR-1"}
    hotline = lines["child_protection|police//identified"]
    assert (hotline.due, hotline.written_due) == (None, hand.now + 36 * clock.HOUR)
    assert not {"N-07", "XR-1", "XR-5"} & set(_states(desk, mika)), "they are not offered"
    kinds = [kind for kind, _title, page in _rows(desk) if page == "actions"]
    assert kinds == ["contact", "offer"]
    notice = Proof(outcome="report_taken", made_at=hand.now, number="26-0500")
    desk.do(agenda.record_notice, Occasion(mika, occasion), "police//identified", notice)
    assert _lines(desk, mika, occasion)["police//identified"].state == "settled"


def test_taken_up_it_is_a_required_step_on_today_until_it_is_done(desk: Desk, hand: Any, mika: str) -> None:
    _victim(desk, mika, hand.now)
    step = desk.do(acts.take_up, mika, "ACT-MDT").result
    assert _states(desk, mika)["ACT-MDT"] == "taken_up"
    title = "Call the county's multidisciplinary team (MDT) at the right level"
    assert ("step", title, "actions") in _rows(desk)
    with pytest.raises(BadInput, match="taken up already"):
        desk.do(acts.take_up, mika, "ACT-MDT")
    desk.do(agenda.record_notice, Occasion(mika, step), "step/ACT-MDT/", Proof(outcome="done", made_at=hand.now))
    assert _states(desk, mika)["ACT-MDT"] == "settled"
    assert ("step", title, "actions") not in _rows(desk)
    hand.pass_by(clock.DAY)
    _screened(desk, hand, mika, R15_1="1", R15_A="0", R15_B="1", R15_C="1", R15_D="0", R16_1="0", R16_2="0")
    assert _states(desk, mika)["ACT-MDT"] == "proposed", "a new screening asks anew"


def test_declining_needs_a_reason_is_seen_by_the_supervisor_and_can_be_taken_back(desk: Desk, hand: Any, mika: str) -> None:
    _victim(desk, mika, hand.now)
    with pytest.raises(BadInput, match="reason"):
        desk.do(acts.decline, mika, "ACT-MDT", "  ")
    desk.do(acts.decline, mika, "ACT-MDT", "The MDT met yesterday.")
    assert _states(desk, mika)["ACT-MDT"] == "declined"
    with pytest.raises(BadInput, match="meanwhile"):
        desk.do(acts.decline, mika, "ACT-MDT", "again")
    seen = desk.ask(monday, hand.now - clock.DAY).declined
    assert [(each.youth, each.rule, each.reason) for each in seen] == [(mika, "ACT-MDT", "The MDT met yesterday.")]
    hand.pass_by(clock.HOUR)
    desk.do(acts.take_up, mika, "ACT-MDT")
    held = _actions(desk, mika)["ACT-MDT"]
    assert held.state == "taken_up"
    assert [each.reason for each in held.earlier] == ["The MDT met yesterday."]
    assert desk.ask(monday, hand.now - clock.DAY).declined == ()
    hand.pass_by(clock.HOUR)
    desk.do(acts.decline, mika, "ACT-MDT", "Not a county that has one.")
    held = _actions(desk, mika)["ACT-MDT"]
    assert held.state == "declined"
    assert not any(kind == "step" for kind, _title, _page in _rows(desk)), "the required step went with it"


def test_what_nobody_proposed_can_be_neither(desk: Desk, mika: str) -> None:
    for act in (lambda: desk.do(acts.take_up, mika, "ACT-MDT"), lambda: desk.do(acts.decline, mika, "ACT-MDT", "why")):
        with pytest.raises(BadInput, match="Nobody proposed"):
            act()


@pytest.mark.parametrize(
    ("rule", "counts_from", "do_by", "due", "law"),
    [
        ("ACT-CFT", "", "", None, True),
        ("ACT-CFT", "2026-11-01", "", "2026-12-01T00:00:00-08:00", True),
        ("ACT-CFT", "2026-11-01", "2026-11-28", "2026-11-28T23:59:00-08:00", False),
        ("ACT-CFT", "2026-11-01", "2027-06-01", "2026-12-01T00:00:00-08:00", True),
        ("ACT-SRH", "2026-03-01", "", "2027-03-01T00:00:00-08:00", True),
        ("ACT-MDT", "2026-11-01", "", None, True),
        ("ACT-MDT", "", "2026-11-24", "2026-11-24T23:59:00-08:00", False),
    ],
)
def test_a_clock_only_where_a_source_gives_a_number_or_the_worker_a_day(
    desk: Desk, hand: Any, mika: str, rule: str, counts_from: str, do_by: str, due: str | None, law: Any
) -> None:
    _victim(desk, mika, hand.now)
    step = desk.do(acts.take_up, mika, rule, counts_from, do_by).result
    line = _lines(desk, mika, step)[f"step/{rule}/"]
    assert line.due == (clock.parse(due) if due else None)
    assert line.first.law == law


@pytest.mark.parametrize(
    ("counts_from", "do_by", "field"),
    [("2026-13-01", "", "counts_from"), ("2027-01-01", "", "counts_from"), ("", "2026-11-20", "do_by"), ("", "soon", "do_by")],
)
def test_days_that_cannot_be_are_refused_and_nothing_is_taken_up(
    desk: Desk, hand: Any, mika: str, counts_from: str, do_by: str, field: str
) -> None:
    _victim(desk, mika, hand.now)
    with pytest.raises(BadInput) as refused:
        desk.do(acts.take_up, mika, "ACT-CFT", counts_from, do_by)
    assert refused.value.field == field
    assert _states(desk, mika)["ACT-CFT"] == "proposed"


# -- new facts


def test_a_status_that_is_taken_back_stops_its_contacts_and_one_put_right_asks_from_the_right_time(
    desk: Desk, hand: Any, mika: str
) -> None:
    first = _victim(desk, mika, hand.now - clock.HOUR)
    hand.pass_by(clock.MINUTE)
    second = desk.do(
        document.say_status, mika, Status(cse="victim", identified_at=hand.now - 2 * clock.HOUR), "the hotline knew earlier"
    ).result.hex()
    assert _lines(desk, mika, first)["police//identified"].state == "stopped"
    assert _lines(desk, mika, second)["police//identified"].due == hand.now + 22 * clock.HOUR
    hand.pass_by(clock.MINUTE)
    desk.do(document.say_status, mika, Status(cse="none"), "another youth's screening")
    assert _lines(desk, mika, second)["police//identified"].state == "stopped"
    assert not any(kind == "contact" for kind, _title, _page in _rows(desk))


@pytest.mark.parametrize("cse", ["none", "at_risk"])
def test_a_suspicion_alone_starts_its_own_clocks(desk: Desk, hand: Any, mika: str, cse: Any) -> None:
    value = Status(cse=cse, suspected_at=hand.now - clock.HOUR, trafficking_at=hand.now)
    occasion = desk.do(statusfile.save, mika, value, "", hhs=True).result.hex()
    lines = _lines(desk, mika, occasion)
    by_rule = {rule.rule: line for line in lines.values() for rule in line.rules}
    assert set(by_rule) == {"XR-3", "XR-5", "XR-6"}
    assert by_rule["XR-5"].written_due == hand.now + 35 * clock.HOUR
    assert (by_rule["XR-6"].due, by_rule["XR-6"].first.applies) == (hand.now + 24 * clock.HOUR, "yes")
    hand.pass_by(clock.MINUTE)
    desk.do(statusfile.save, mika, Status(cse=cse), "not a suspicion after all", hhs=False)
    assert {line.state for line in _lines(desk, mika, occasion).values()} == {"stopped"}


@pytest.mark.parametrize("name", ["suspected_at", "trafficking_at", "identified_at"])
def test_an_instant_before_birth_or_in_the_future_is_refused(desk: Desk, hand: Any, mika: str, name: str) -> None:
    for at in (hand.now + clock.HOUR, clock.parse("2001-01-01T00:00:00-08:00")):
        with pytest.raises(BadInput) as refused:
            desk.do(statusfile.save, mika, Status(cse="victim", **{name: at}), "", hhs=True)
        assert refused.value.field == name
    held = desk.ask(youth, mika)
    assert held is not None
    assert held.standing is not None
    assert held.standing.value.hhs_question is None, "nothing of a refused save is kept"


def test_in_care_said_later_adds_the_report_and_twice_the_same_is_once(desk: Desk, hand: Any, mika: str) -> None:
    standing = Standing(born="2011-05-30", jurisdiction="ward", in_care=False, placement_order=False, agency_supervises=False)
    desk.do(youths.say_standing, mika, standing)
    occasion = _victim(desk, mika, hand.now)
    assert "police//identified" not in _lines(desk, mika, occasion)
    hand.pass_by(clock.MINUTE)
    desk.do(youths.say_standing, mika, replace(standing, in_care=True, placement_order=True))
    assert _lines(desk, mika, occasion)["police//identified"].state == "open"
    again = desk.do(
        document.say_status, mika, Status(cse="victim", rows=(RISK,), identified_at=clock.parse("2026-11-21T22:34:00-08:00"))
    ).result.hex()
    assert _lines(desk, mika, again) == {}, "the same instant asks once"


def test_a_report_made_before_is_not_asked_again_by_a_later_episode(desk: Desk, hand: Any, mika: str) -> None:
    occasion = _victim(desk, mika, hand.now)
    hand.pass_by(30 * clock.DAY)
    youth, episode = desk.do(
        locate.start_from_call, Call(came_at=hand.now, caller="Example Home A", call_back="555-0117", youth_name="Mika"), mika
    ).result
    inside = {rule.rule for line in _lines(desk, youth, episode).values() for rule in line.rules}
    assert "N-01" in inside
    assert not {"N-07", "XR-1", "XR-5"} & inside
    assert "police//identified" in _lines(desk, mika, occasion)


def test_inside_an_episode_the_contacts_are_the_episode_s(desk: Desk, hand: Any, mika: str) -> None:
    youth, episode = desk.do(
        locate.start_from_call, Call(came_at=hand.now, caller="Example Home A", call_back="555-0117", youth_name="Mika"), mika
    ).result
    occasion = _victim(desk, mika, hand.now)
    assert _lines(desk, mika, occasion) == {}
    assert "police//identified" in _lines(desk, youth, episode)
    assert _states(desk, mika)["ACT-MDT"] == "proposed"


# -- two people, two records


def test_declined_here_and_taken_up_there_at_once_is_taken_up_and_both_are_seen(team: Office, worker: Desk, hand: Any) -> None:
    youth = worker.do(youths.open_record, Names(chosen="Mika Sample")).result
    worker.do(youths.say_standing, youth, Standing(born="2011-05-30", jurisdiction="dependent", in_care=True))
    _victim(worker, youth, hand.now)
    transfer.send(worker, FolderDestination(team.folder))
    team.read(team.lead)
    hand.pass_by(clock.MINUTE)
    worker.do(acts.take_up, youth, "ACT-MDT")
    team.lead.do(acts.decline, youth, "ACT-MDT", "No team in this county.")
    transfer.send(worker, FolderDestination(team.folder))
    team.read(team.lead)
    held = _actions(team.lead, youth)["ACT-MDT"]
    assert (held.state, {each.taken for each in held.decisions}) == ("taken_up", {True, False})
    assert any(kind == "step" for kind, _title, _page in _rows(team.lead))


def test_what_was_proposed_in_two_records_of_one_youth_is_decided_once(desk: Desk, hand: Any, mika: str) -> None:
    other = desk.do(youths.open_record, Names(chosen="Mika S"), "call").result
    _screened(desk, hand, other, R15_1="1", R15_A="0", R15_B="1", R15_C="1", R15_D="0", R16_1="0", R16_2="0")
    desk.do(youths.join, mika, other, "the same youth")
    hand.pass_by(clock.MINUTE)
    _victim(desk, mika, hand.now)
    assert len(_actions(desk, mika)["ACT-MDT"].because) == 2
    desk.do(acts.decline, mika, "ACT-MDT", "The MDT met yesterday.")
    assert _states(desk, mika)["ACT-MDT"] == "declined"
    desk.do(acts.take_up, mika, "ACT-CFT")
    left = sum(state == "proposed" for state in _states(desk, mika).values())
    assert [title for kind, title, _page in _rows(desk) if kind == "offer"] == [f"{left} steps are proposed"]


# -- rows


def test_rows_are_made_again_the_same_and_are_the_same_at_the_supervisor_s(team: Office, worker: Desk, hand: Any) -> None:
    record = worker.do(youths.open_record, Names(chosen="Mika Sample")).result
    worker.do(youths.say_standing, record, Standing(born="2011-05-30", jurisdiction="dependent", in_care=True))
    save = bytes.fromhex(_victim(worker, record, hand.now))
    worker.do(document.end_row, record, f"{save.hex()}/during_foster_care", "2026-11-20")
    worker.do(document.mark_entered, record, [(record, save)], "2026-11-21", "DD")
    worker.do(acts.take_up, record, "ACT-MDT")
    worker.do(acts.decline, record, "ACT-PLAN", "Updated last week.")
    transfer.send(worker, FolderDestination(team.folder))
    team.read(team.lead)
    before = digest_of(worker)
    assert digest_of(team.lead) == before
    for each in (worker, team.lead):
        for _progress in each.slices(rebuild_rows):
            pass
        assert digest_of(each) == before
    assert _states(team.lead, record) == _states(worker, record)
