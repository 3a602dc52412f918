"""CSE status over time, on a real store: rows added, ended, put right, withdrawn, stated twice, entered in CWS/CMS."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from fieldapp import clock
from fieldapp.desk import paperwork, transfer
from fieldapp.desk.beside_today import beside
from fieldapp.desk.desk import Desk
from fieldapp.document import acts, queries
from fieldapp.document.model import GridRow, RowHeld, Status
from fieldapp.errors import BadInput, Fixable
from fieldapp.exchange.folder import FolderDestination
from fieldapp.report.model import PaperKind
from fieldapp.youth import acts as youths
from fieldapp.youth.model import Names, Standing
from tests.desk.office import Office

BEFORE = GridRow(type="before_foster_care", start="2024-02-01", end="2024-03-01", basis="the school's record")
DURING = GridRow(type="during_foster_care", start="2026-11-01")
ABSENT = GridRow(type="while_absent", start="2026-10-03", end="2026-10-05")
RISK = GridRow(type="at_risk", start="2026-01-10")


def _save(desk: Desk, youth: str, *rows: GridRow, cse: Any = "victim", **more: Any) -> bytes:
    return desk.do(acts.say_status, youth, Status(cse=cse, rows=rows, **more)).result


def _grid(desk: Desk, youth: str) -> list[RowHeld]:
    return desk.ask(queries.grid, youth)


def test_several_types_in_one_save_stand_in_the_order_of_the_grid(desk: Desk, mika: str) -> None:
    _save(desk, mika, ABSENT, BEFORE, DURING)
    assert [each.first.value for each in _grid(desk, mika)] == [BEFORE, DURING, ABSENT]
    _save(desk, mika, RISK, cse="victim")
    assert [each.first.value.type for each in _grid(desk, mika)] == [
        "at_risk", "before_foster_care", "during_foster_care", "while_absent",
    ]  # fmt: skip


def test_a_type_may_come_again_in_another_save_but_not_twice_in_one(desk: Desk, mika: str) -> None:
    _save(desk, mika, GridRow(type="at_risk", start="2025-01-01", end="2025-02-01"), cse="at_risk")
    _save(desk, mika, RISK, cse="at_risk")
    assert len(_grid(desk, mika)) == 2
    with pytest.raises(BadInput, match="intake-2"):
        _save(desk, mika, RISK, RISK, cse="at_risk")


@pytest.mark.parametrize(
    ("row", "rule"),
    [
        (GridRow(type="while_absent", start="2026-11-01"), "R-10971"),
        (GridRow(type="at_risk", start="2011-05-29"), "R-10974"),
        (GridRow(type="at_risk", start="2026-11-02", end="2026-11-01"), "R-10975"),
        (GridRow(type="at_risk"), "intake-1"),
        (GridRow(type="at_risk", start="2026-12-24"), "future"),
    ],
)
def test_what_the_state_s_screen_would_not_take_is_refused_and_nothing_is_kept(
    desk: Desk, mika: str, row: GridRow, rule: str
) -> None:
    with pytest.raises(BadInput, match=rule) as refused:
        _save(desk, mika, DURING, row)
    assert refused.value.field == "row-1"
    assert _grid(desk, mika) == []
    assert desk.ask(queries.status, mika) is None


def test_word_and_rows_must_say_the_same(desk: Desk, mika: str) -> None:
    for cse, row in (("none", RISK), ("at_risk", DURING)):
        with pytest.raises(BadInput):
            _save(desk, mika, row, cse=cse)
    for believed in (clock.parse("2027-01-01T00:00:00-08:00"), clock.parse("2001-01-01T00:00:00-08:00")):
        with pytest.raises(BadInput) as refused:
            _save(desk, mika, DURING, identified_at=believed)
        assert refused.value.field == "identified_at"


def test_a_row_is_ended_put_right_and_withdrawn_each_with_what_was_before(desk: Desk, hand: Any, mika: str) -> None:
    _save(desk, mika, DURING, BEFORE)
    before, during = _grid(desk, mika)
    hand.pass_by(clock.HOUR)
    desk.do(acts.end_row, mika, during.key, "2026-11-20")
    with pytest.raises(BadInput, match="R-10975"):
        desk.do(acts.end_row, mika, during.key, "2026-10-20")
    right = GridRow(type="before_foster_care", start="2024-01-15", end="2024-03-01")
    with pytest.raises(BadInput, match="reason"):
        desk.do(acts.correct_row, mika, before.key, right, " ")
    desk.do(acts.correct_row, mika, before.key, right, "the school wrote again")
    before, during = _grid(desk, mika)
    assert (during.first.value.end, during.earlier[0].value) == ("2026-11-20", DURING)
    assert (before.first.value, before.first.reason, before.earlier[0].value) == (right, "the school wrote again", BEFORE)
    with pytest.raises(BadInput, match="keeps its type"):
        desk.do(acts.correct_row, mika, before.key, RISK, "another type")
    hand.pass_by(clock.HOUR)
    desk.do(acts.withdraw_row, mika, before.key, "another youth's")
    before, _during = _grid(desk, mika)
    assert not before.stands
    assert [(each.withdrawn, each.reason) for each in (before.first, *before.earlier)] == [
        (True, "another youth's"), (False, "the school wrote again"), (False, ""),
    ]  # fmt: skip


# -- the sheet and what was entered


def _sheet(desk: Desk, youth: str) -> list[tuple[str, ...]]:
    made = paperwork.make(desk, paperwork.Wanted(youth=youth, episode="", kind=PaperKind.CWS_CMS_SHEET))
    assert made.pictures[0].startswith(b"\x89PNG")
    return [row for section in made.paper.sections if section.table for row in section.table.rows]


def test_the_sheet_prints_label_id_start_end_and_who_entered_it(desk: Desk, mika: str) -> None:
    with pytest.raises(Fixable, match="no rows"):
        _sheet(desk, mika)
    entry = _save(desk, mika, ABSENT, DURING)
    assert _sheet(desk, mika) == [
        ("Victim During Foster Care", "6869?", "1 Nov 2026", "", ""),
        ("Victim while Absent from Placement", "6871", "3 Oct 2026", "5 Oct 2026", ""),
    ]
    desk.do(acts.mark_entered, mika, [(mika, entry)], "2026-11-21", "DD")
    assert [row[-1] for row in _sheet(desk, mika)] == ["21 Nov 2026, DD"] * 2


def test_no_sheet_while_an_edit_fails_that_a_later_birth_date_broke(desk: Desk, mika: str, tmp_path: Path) -> None:
    entry = _save(desk, mika, GridRow(type="at_risk", start="2012-01-01"), cse="at_risk")
    desk.do(youths.say_standing, mika, Standing(born="2012-06-01", jurisdiction="dependent"))
    with pytest.raises(Fixable, match="R-10974"):
        _sheet(desk, mika)
    with pytest.raises(BadInput, match="R-10974"):
        desk.do(acts.mark_entered, mika, [(mika, entry)], "2026-11-21", "DD")
    row = _grid(desk, mika)[0]
    desk.do(acts.correct_row, mika, row.key, GridRow(type="at_risk", start="2012-07-01"), "the birth date was wrong")
    assert _sheet(desk, mika)[0][2] == "1 Jul 2012"


def test_what_is_to_be_copied_into_cws_cms_is_counted_until_it_is_entered_and_again_when_it_changes(
    desk: Desk, hand: Any, mika: str
) -> None:
    def waiting() -> int:
        return sum(each.what == "sheet" for each in desk.ask(beside).to_copy)

    assert waiting() == 0
    entry = _save(desk, mika, DURING, BEFORE)
    assert waiting() == 1
    for day, by, words in (("2026-11-31", "DD", "is no date"), ("2026-12-01", "DD", "future"), ("2026-11-21", " ", "Who")):
        with pytest.raises(BadInput, match=words):
            desk.do(acts.mark_entered, mika, [(mika, entry)], day, by)
    desk.do(acts.mark_entered, mika, list(desk.ask(queries.to_key, mika)), "2026-11-21", "DD")
    assert waiting() == 0
    before = _grid(desk, mika)[0]
    hand.pass_by(clock.MINUTE)
    desk.do(acts.withdraw_row, mika, before.key, "another youth's")
    assert waiting() == 1, "it must be taken out there too"
    desk.do(acts.mark_entered, mika, list(desk.ask(queries.to_key, mika)), "2026-11-21", "DD")
    assert waiting() == 0
    _save(desk, mika, RISK)
    row = _grid(desk, mika)[0]
    desk.do(acts.withdraw_row, mika, row.key, "typed twice")
    assert waiting() == 0, "what never stood there need not be taken out"


# -- two people at once


def test_a_row_and_a_status_stated_by_two_at_once_stand_twice_until_one_is_chosen(team: Office, worker: Desk, hand: Any) -> None:
    youth = worker.do(youths.open_record, Names(chosen="Mika Sample")).result
    _save(worker, youth, RISK, cse="at_risk")
    transfer.send(worker, FolderDestination(team.folder))
    team.read(team.lead)
    row = _grid(worker, youth)[0]
    hand.pass_by(clock.MINUTE)
    worker.do(acts.end_row, youth, row.key, "2026-11-01")
    _save(worker, youth, DURING, cse="victim", identified_at=hand.now)
    team.lead.do(acts.end_row, youth, row.key, "2026-10-01")
    _save(team.lead, youth, ABSENT, cse="victim", identified_at=hand.now - clock.HOUR)
    transfer.send(worker, FolderDestination(team.folder))
    team.read(team.lead)
    risk, during, absent = _grid(team.lead, youth)
    assert {each.value.end for each in risk.now} == {"2026-11-01", "2026-10-01"}
    assert (len(during.now), len(absent.now)) == (1, 1), "rows added at the same time both stand"
    stated = team.lead.ask(queries.status, youth)
    assert stated is not None
    assert len(stated.others) == 1
    with pytest.raises(Fixable, match="choose one"):
        _sheet(team.lead, youth)
    with pytest.raises(BadInput, match="same time"):
        team.lead.do(acts.end_row, youth, risk.key, "2026-11-02")
    hand.pass_by(clock.MINUTE)
    chosen = next(each for each in risk.now if each.value.end == "2026-11-01")
    team.lead.do(acts.decide_row, youth, risk.key, chosen.entry)
    team.lead.do(acts.decide_status, youth, stated.entry)
    with pytest.raises(BadInput, match="meanwhile"):
        team.lead.do(acts.decide_row, youth, risk.key, chosen.entry)
    after = team.lead.ask(queries.status, youth)
    assert after is not None
    assert (after.others, after.value.identified_at) == ((), stated.value.identified_at)
    assert [row[:4] for row in _sheet(team.lead, youth)] == [
        ("At Risk", "6867", "10 Jan 2026", "1 Nov 2026"),
        ("Victim During Foster Care", "6869?", "1 Nov 2026", ""),
        ("Victim while Absent from Placement", "6871", "3 Oct 2026", "5 Oct 2026"),
    ]


def test_two_records_of_one_youth_are_one_history(desk: Desk, hand: Any, mika: str) -> None:
    other = desk.do(youths.open_record, Names(chosen="Mika S"), "call").result
    _save(desk, other, DURING, identified_at=hand.now)
    desk.do(youths.join, mika, other, "the same youth")
    held = desk.ask(queries.status, mika)
    assert held is not None
    assert held.value.cse == "victim"
    row = _grid(desk, mika)[0]
    desk.do(acts.end_row, mika, row.key, "2026-11-10")
    assert _sheet(desk, mika)[0][3] == "10 Nov 2026"
