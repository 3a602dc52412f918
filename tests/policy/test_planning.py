"""Planning over the law that ships: the rows of locate.md 1A case by case, dates in force, starts, asks, and what never changes."""

from __future__ import annotations

from datetime import date

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from fieldapp import clock
from fieldapp.agenda.lines import lines_of
from fieldapp.agenda.model import Cite, Planned
from fieldapp.policy import facts, layers, loading
from fieldapp.policy.planning import Due, force_on, limit_of, plan
from fieldapp.policy.schema import InForce

AT = "2026-11-24T10:00:00-08:00"
LEARNED = "2026-11-23T08:00:00-08:00"
NOBODY = {
    "abducted": False, "cse": "none", "indian_child": False, "has_casa": False, "has_siblings": False,
    "parents_notice_limited": False, "agency_learned": LEARNED,
}  # fmt: skip
CARE = {
    **NOBODY,
    "born": "2011-05-30",
    "jurisdiction": "dependent",
    "in_care": True,
    "placement_order": True,
    "whereabouts": "unknown",
}
ADULT = {**CARE, "born": "2007-03-02"}
HOME = {**NOBODY, "born": "2010-09-09", "in_care": False, "placement_order": False, "whereabouts": "unknown"}
FEDERAL = "N-03 N-04 N-05"
CSE = "N-01 N-02"
ICWA = "N-10 N-11 N-12 N-13"
STATE = "N-20 N-21 N-22 N-25 N-26 N-28"
ALL_1A = (f"{FEDERAL} {CSE} {ICWA} {STATE} N-06 N-07 N-23 N-24 N-27 N-29").split()


def planned(sheet: dict[str, object], at: str = AT, law_of: str = "", *, expect: bool = False) -> list[Due]:
    now = clock.parse(at)
    day = date.fromisoformat(law_of) if law_of else clock.day(now)
    return plan(layers.shipped(), facts.read(sheet, now), day, expect=expect)


def said(sheet: dict[str, object], **more: str) -> dict[str, bool | None]:
    return {due.id: due.applies for due in planned(sheet, **more) if due.id in ALL_1A and due.id != "N-06"}


def rows(yes: str, unknown: str = "") -> dict[str, bool | None]:
    return {**dict.fromkeys(yes.split(), True), **dict.fromkeys(unknown.split(), None)}


@pytest.mark.parametrize(
    ("name", "sheet", "yes", "unknown"),
    [
        ("a dependent minor", CARE, f"{FEDERAL} {STATE}", ""),
        ("at risk", {**CARE, "cse": "at_risk"}, f"{FEDERAL} {CSE} {STATE}", ""),
        ("a victim", {**CARE, "cse": "victim"}, f"{FEDERAL} {CSE} {STATE} N-07", ""),
        ("identified, status not entered", {**CARE, "cse": None, "identified": LEARNED}, f"{FEDERAL} {STATE} N-07", CSE),
        ("nobody knows the status", {**CARE, "cse": None}, f"{FEDERAL} {STATE}", f"{CSE} N-07"),
        ("an Indian child", {**CARE, "indian_child": True, "indian_custodian": True}, f"{FEDERAL} {ICWA} {STATE} N-23 N-24", ""),
        ("reason to know counts as yes", {**CARE, "indian_child": "reason_to_know", "indian_custodian": False},
         f"{FEDERAL} {ICWA} {STATE} N-24", ""),
        ("custodian not known", {**CARE, "indian_child": True}, f"{FEDERAL} {ICWA} {STATE} N-24", "N-23"),
        ("Indian child not known", {**CARE, "indian_child": None, "indian_custodian": True}, f"{FEDERAL} {STATE}", f"{ICWA} N-23 N-24"),
        ("notice to the parents limited", {**CARE, "indian_child": True, "indian_custodian": False, "parents_notice_limited": True},
         f"{FEDERAL} N-10 N-12 N-13 N-20 N-22 N-24 N-25 N-26 N-28", ""),
        ("CASA and siblings", {**CARE, "has_casa": True, "has_siblings": True}, f"{FEDERAL} {STATE} N-27 N-29", ""),
        ("CASA and siblings not known", {**CARE, "has_casa": None, "has_siblings": None}, f"{FEDERAL} {STATE}", "N-27 N-29"),
        ("a ward under a placement order", {**CARE, "jurisdiction": "ward"}, f"{FEDERAL} {STATE}", ""),
        ("any jurisdiction", {**CARE, "jurisdiction": None}, f"{FEDERAL} {STATE}", ""),
        # 18 to 20
        ("an adult, judgement not made", ADULT, FEDERAL, STATE),
        ("an adult in danger", {**ADULT, "left_unwillingly_or_at_substantial_risk": True}, f"{FEDERAL} {STATE}", ""),
        ("an adult who left by choice", {**ADULT, "left_unwillingly_or_at_substantial_risk": False}, FEDERAL, ""),
        ("birth date not known", {**CARE, "born": None}, FEDERAL, STATE),
        ("21, no longer in care", {**CARE, "born": "2005-11-01", "in_care": False, "left_unwillingly_or_at_substantial_risk": True},
         FEDERAL, ""),
        # at home
        ("in home", {**HOME, "jurisdiction": "in_home"}, FEDERAL, ""),
        ("voluntary", {**HOME, "jurisdiction": "voluntary"}, FEDERAL, ""),
        ("dual", {**HOME, "jurisdiction": "dual"}, FEDERAL, ""),
        ("a supervised ward at home", {**HOME, "jurisdiction": "ward", "agency_supervises": True}, FEDERAL, ""),
        ("a ward at home nobody supervises", {**HOME, "jurisdiction": "ward", "agency_supervises": False}, "", ""),
        ("a ward at home, not known", {**HOME, "jurisdiction": "ward"}, "", FEDERAL),
        ("in transition at home, not known", {**HOME, "jurisdiction": "transition"}, "", FEDERAL),
        ("an Indian child at home is not missing from care", {**HOME, "jurisdiction": "in_home", "indian_child": True}, FEDERAL, ""),
        # where
        ("in an approved place", {**CARE, "whereabouts": "known_approved"}, "", ""),
        ("unapproved, treated as missing, not unsafe",
         {**CARE, "whereabouts": "known_unapproved", "agency_treats_as_missing": True, "place_may_be_unsafe": False}, FEDERAL, ""),
        ("unapproved, not treated as missing, unsafe",
         {**CARE, "whereabouts": "known_unapproved", "agency_treats_as_missing": False, "place_may_be_unsafe": True}, STATE, ""),
        ("unapproved, nothing else known", {**CARE, "whereabouts": "known_unapproved"}, "", f"{FEDERAL} {STATE}"),
        ("whereabouts not answered", {**CARE, "whereabouts": None}, "", f"{FEDERAL} {STATE}"),
        ("abducted though located", {**CARE, "whereabouts": "known_approved", "abducted": True, "indian_child": True}, FEDERAL, ""),
        ("found: what was owed stays", {**CARE, "whereabouts": "known_approved", "found": "2026-11-24T08:00:00-08:00"},
         f"{FEDERAL} {STATE}", ""),
    ],
)  # fmt: skip
def test_which_contacts_a_case_requires(name: str, sheet: dict[str, object], yes: str, unknown: str) -> None:
    assert said(sheet) == rows(yes, unknown), name


def test_the_law_of_the_letters_day() -> None:
    sheet = {**CARE, "cse": "at_risk", "indian_child": True}
    assert said(sheet, law_of="2020-11-13") == rows(f"N-03 N-04 {CSE} {ICWA}")
    assert said(sheet, law_of="2020-11-12") == rows(f"N-03 N-04 {CSE}")
    assert said(sheet, law_of="2016-09-28") == rows(CSE)
    assert said(sheet, law_of="2024-12-31") == rows(f"{FEDERAL} {CSE} {ICWA}")


def test_by_default_the_day_is_that_of_los_angeles() -> None:
    sheet = {**CARE, "agency_learned": "2024-12-31T20:00:00-08:00"}
    assert "N-20" not in said(sheet, at="2025-01-01T07:59:00Z")
    assert "N-20" in said(sheet, at="2025-01-01T08:00:00Z")


def test_on_the_18th_birthday_the_states_list_begins_to_ask() -> None:
    sheet = {**CARE, "born": "2008-11-24"}
    day_before = {**sheet, "agency_learned": "2026-11-22T08:00:00-08:00"}
    assert said(day_before, at="2026-11-23T23:59:59-08:00")["N-20"] is True
    assert said(day_before, at="2026-11-24T00:00:00-08:00")["N-20"] is None


def one(row: str, sheet: dict[str, object], **more: str) -> Due:
    return next(due for due in planned(sheet, expect=True, **more) if due.id == row)


@pytest.mark.parametrize(
    ("force", "day", "holds"),
    [
        (None, "1990-01-01", True),
        (InForce(start="2016-09-29"), "2016-09-28", False),
        (InForce(start="2016-09-29"), "2016-09-29", True),
        (InForce(start=2015, to="2020-12-31"), "2014-12-31", False),
        (InForce(start=2015, to="2020-12-31"), "2020-12-31", True),
        (InForce(start=2015, to="2020-12-31"), "2021-01-01", False),
        (InForce(start="2024", sure_from="2025"), "2023-12-31", False),
        (InForce(start="2024", sure_from="2025"), "2024-01-01", None),
        (InForce(start="2024", sure_from="2025"), "2025-01-01", True),
        (InForce(sure_from="2026-11-23"), "1990-01-01", None),
        (InForce(sure_from="2026-11-23"), "2026-11-23", True),
    ],
)
def test_when_a_row_is_in_force(force: InForce | None, day: str, holds: bool | None) -> None:  # noqa: FBT001
    assert force_on(force, date.fromisoformat(day)) is holds


def test_between_from_and_sure_from_the_source_is_to_be_opened() -> None:
    row = one("O-03", {**CARE, "cse": "victim"}, law_of="2024-06-01")
    assert (row.applies, [each.name for each in row.ask]) == (None, ["source"])
    assert row.ask[0].words.en.startswith("Open the source")
    assert one("O-03", {**CARE, "cse": "victim"}).applies is True


def test_what_is_no_law_is_not_judged_by_date() -> None:
    assert one("O-07", {}, law_of="1950-01-01").law is False
    assert {due.id for due in planned({}, law_of="1950-01-01", expect=True) if due.law and due.applies} == set()


def test_a_slot_is_always_unknown_and_names_its_source() -> None:
    row = one("N-14", CARE)
    assert (row.kind, row.applies, row.due, row.law) == ("slot", None, None, False)
    assert "ACL 16-15" in row.ask[0].words.en
    assert "ACL 16-15" in row.ask[0].words.es


def test_citations_out_of_force_stay_away() -> None:
    assert [cite.law[:3] for cite in one("R-01", {**CARE, **BACK}, law_of="2015-10-01").cite] == ["42 "]
    assert [cite.law[:3] for cite in one("R-01", {**CARE, **BACK}).cite] == ["42 ", "WIC"]


BACK: dict[str, object] = {
    "whereabouts": "known_approved", "found": "2026-11-24T07:00:00-08:00", "returned": "2026-11-24T09:00:00-08:00",
}  # fmt: skip


@pytest.mark.parametrize(
    ("row", "sheet", "start"),
    [
        ("R-07", {"found": "2026-11-24T07:00:00-08:00"}, "2026-11-24T07:00:00-08:00"),
        ("R-01", {**CARE, **BACK}, "2026-11-24T09:00:00-08:00"),
        ("R-01", {**CARE, **BACK, "in_care": False}, "2026-11-24T09:00:00-08:00"),
        ("L-04", {**CARE, "police_told": LEARNED}, LEARNED),
        ("XR-3", {"suspected": LEARNED}, LEARNED),
        (
            "XR-5",
            {"born": "2011-05-30", "suspected": LEARNED, "identified": "2026-11-22T08:00:00-08:00"},
            "2026-11-22T08:00:00-08:00",
        ),
        ("XR-6", {"born": "2011-05-30", "trafficking_suspected": LEARNED, "hhs_question": True}, LEARNED),
        ("L-07", {**CARE, "last_seen": "2026-11-22T20:00:00-08:00"}, "2026-11-22T20:00:00-08:00"),
    ],
)
def test_a_clock_runs_from_the_earliest_of_its_instants(row: str, sheet: dict[str, object], start: str) -> None:
    found = one(row, sheet)
    assert clock.iso(found.start or 0) == start


@pytest.mark.parametrize(
    ("row", "sheet"),
    [
        ("R-07", CARE),
        ("R-01", {**CARE, "whereabouts": "known_approved", "found": LEARNED}),
        ("R-01", {**HOME, "jurisdiction": "in_home", **BACK}),
        ("L-04", CARE),
        ("XR-3", CARE),
        ("XR-5", {**CARE, "cse": "victim"}),
        ("XR-5", {**ADULT, "suspected": LEARNED}),
        ("XR-6", {**CARE, "cse": "victim", "hhs_question": False}),
        ("XR-6", {**ADULT, "cse": "victim", "hhs_question": True}),
        ("W-01", {**CARE, "jurisdiction": "ward"}),
        ("W-01", {**ADULT}),
    ],
)
def test_a_row_whose_event_or_condition_has_not_come_is_left_out(row: str, sheet: dict[str, object]) -> None:
    assert row not in {due.id for due in planned(sheet, expect=True)}


def test_a_victim_without_the_instant_stands_without_a_clock_and_asks() -> None:
    row = one("N-07", {**CARE, "cse": "victim"})
    assert (row.applies, row.start, row.due, [each.name for each in row.ask]) == (True, None, None, ["identified"])


def test_without_agency_learned_the_row_stands_and_asks_for_it() -> None:
    row = one("N-04", {**CARE, "agency_learned": None})
    assert (row.applies, row.due, [each.name for each in row.ask]) == (True, None, ["agency_learned"])
    assert row.ask[0].words.en.endswith("?")


@pytest.mark.parametrize(
    ("sheet", "ask"),
    [
        ({"trafficking_suspected": LEARNED}, ["born"]),
        ({"born": "2011-05-30", "trafficking_suspected": LEARNED}, ["hhs_question"]),
        ({"born": "2011-05-30", "cse": "victim", "identified": LEARNED}, ["hhs_question"]),
        ({"born": "2011-05-30", "identified": LEARNED, "hhs_question": None}, ["hhs_question"]),
    ],
)
def test_only_the_first_undecided_term_is_asked(sheet: dict[str, object], ask: list[str]) -> None:
    assert [each.name for each in one("XR-6", sheet).ask] == ask


@pytest.mark.parametrize(
    ("police", "tell", "ask"),
    [(True, ("police", "tribal_police"), []), (False, ("police",), []), (None, ("police", "tribal_police"), ["tribal_police"])],
)
def test_a_recipient_who_may_not_exist_stays_in(police: bool | None, tell: tuple[str, ...], ask: list[str]) -> None:  # noqa: FBT001
    row = one("N-10", {**CARE, "indian_child": True, "tribal_police": police})
    assert (row.applies, row.tell, [each.name for each in row.ask]) == (True, tell, ask)


def test_what_others_owe_comes_only_when_asked_for_and_definitions_never() -> None:
    usual, more = planned(CARE), planned(CARE, expect=True)
    assert {due.kind for due in usual} == {"duty", "note", "slot"}
    assert {due.kind for due in more} == {"duty", "note", "slot", "expect"}
    assert all(due.by in {"police", "court", "caregiver"} for due in more if due.kind == "expect")


def test_one_clock_of_each_kind() -> None:
    sheet = {
        **CARE,
        "caregiver_learned": "2026-11-20T21:00:00-08:00",
        "suspected": LEARNED,
        "last_seen": "2026-11-20T20:00:00-08:00",
    }
    assert clock.iso(one("N-04", sheet).due or 0) == "2026-11-24T08:00:00-08:00"
    assert clock.iso(one("C-01", sheet).due or 0) == "2026-11-24T00:00:00-08:00"
    assert clock.iso(one("C-01", sheet).written_due or 0) == "2026-11-27T21:00:00-08:00"
    assert (one("XR-5", sheet).due, clock.iso(one("XR-5", sheet).written_due or 0)) == (None, "2026-11-24T20:00:00-08:00")
    assert (one("N-05", sheet).ongoing, one("N-05", sheet).due) == (True, None)


ANSWERS = {
    **{key: st.sampled_from((True, False, None)) for key in facts.YES_NO},
    **{key: st.sampled_from((*each, None)) for key, each in facts.CHOICES.items()},
    "born": st.sampled_from(("2007-05-05", "2011-05-30", None)),
    **{
        key: st.sampled_from((LEARNED, "2026-11-24T09:00:00-08:00", None))
        for key in ("agency_learned", "suspected", "police_told")
    },
}
SHEETS = st.fixed_dictionaries({}, optional=ANSWERS)


@given(sheet=SHEETS, day=st.sampled_from(("2014-01-01", "2020-11-13", "2024-06-01", "2026-11-24")))
def test_planning_is_the_same_each_time_and_each_row_explains_itself(sheet: dict[str, object], day: str) -> None:
    found = planned(sheet, law_of=day, expect=True)
    assert found == planned(dict(reversed(sheet.items())), law_of=day, expect=True)
    for due in found:
        assert due.applies in {True, None}
        assert due.applies is True or due.ask
        assert due.cite or due.kind == "slot"
        assert (due.due is None) or due.start is not None
        assert all(each.words.en and each.words.es for each in (*due.ask, *due.because))


@given(sheet=SHEETS)
def test_answering_a_question_settles_rows_and_drops_none_that_held(sheet: dict[str, object]) -> None:
    """A row that applies still applies whatever is answered next."""
    before = {(due.id, due.tell) for due in planned(sheet) if due.applies}
    more = {**dict.fromkeys(facts.YES_NO, False), "cse": "none", "indian_child": False, "jurisdiction": "in_home"}
    answered = {**more, **{key: value for key, value in sheet.items() if value is not None}}
    after = {(due.id, due.tell[:1]) for due in planned(answered)}
    assert {(row, tell[:1]) for row, tell in before} <= after


@given(sheet=SHEETS)
def test_the_call_list_never_loses_a_citation_nor_an_earlier_limit(sheet: dict[str, object]) -> None:
    """Same recipient and same start event are one line; ongoing contact and another start stay apart."""
    dues = [due for due in planned(sheet) if due.kind == "duty" and due.tell and not due.one_of]
    written = [_as_planned(due, to) for due in dues for to in due.tell]
    lines = lines_of("youth", "episode", written, ())
    for due in dues:
        for to in due.tell:
            line = next(
                line
                for line in lines
                if due.id in {row.rule for row in line.rules if row.recipient == to and row.start == due.started_by}
            )
            laws = {cite.law for row in line.rules for cite in row.cite}
            assert laws >= {cite.law for cite in due.cite}
            if due.due is not None and due.applies:
                assert line.due is not None
                assert line.due <= due.due
            assert {row.recipient for row in line.rules} == {to}


def _as_planned(due: Due, to: str) -> Planned:
    return Planned(
        rule=due.id, recipient=to, title_en=due.title.en, title_es=due.title.es, start=due.started_by, start_at=due.start,
        due=due.due, ongoing=due.ongoing, applies="yes" if due.applies else "unknown",
        cite=tuple(Cite(law=each.law, url=each.url, confidence=each.confidence) for each in due.cite),
    )  # fmt: skip


def test_police_under_three_laws_is_one_call() -> None:
    dues = [due for due in planned({**CARE, "cse": "at_risk"}) if due.tell == ("police",)]
    lines = lines_of("youth", "episode", [_as_planned(due, "police") for due in dues], ())
    assert [sorted(row.rule for row in line.rules) for line in lines] == [["N-01", "N-03", "N-20"]]


def test_the_shipped_rules_are_read_whole() -> None:
    assert len(layers.shipped().rows) == sum(len(loading.read(path).rows) for path in layers.law())


@pytest.mark.parametrize(
    ("indian_child", "county", "limit"),
    [(True, "", "P30D"), ("reason_to_know", "", "P30D"), (None, "", "P30D"), (False, "", "P60D"), (True, "P20D", "P20D")],
)
def test_a_second_limit_counts_unless_it_is_known_not_to(indian_child: object, county: str, limit: str) -> None:
    rules = layers.shipped()
    row = next(each.row for each in rules.rows if each.row.id == "ACT-CFT")
    tightened = msgspec.structs.replace(row, within=county or row.within)
    assert limit_of(rules, facts.read({**CARE, "indian_child": indian_child}, clock.parse(AT)), tightened) == limit
