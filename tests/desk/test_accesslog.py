"""Who did what with a store: everything that is written down, by whom and on which laptop, narrowed, saved, and what is missing."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from pathlib import Path
from typing import Any, get_args, get_type_hints

import pytest
from openpyxl import load_workbook

from fieldapp import clock
from fieldapp.demo import fiction
from fieldapp.desk import enrolling, keeping, transfer
from fieldapp.desk.access import Access
from fieldapp.desk.accesslog import SORTS, Log, WantedLog, accesses, chosen, read, save
from fieldapp.desk.desk import Desk, run_through
from fieldapp.desk.youthfile import youthfile
from fieldapp.errors import DestinationTrouble
from fieldapp.exchange.folder import FolderDestination
from fieldapp.vault.kdf import Cost
from fieldapp.youth import acts as youths
from fieldapp.youth.model import Names
from tests.desk.office import Office


def _log(desk: Desk) -> Log:
    return run_through(read(desk))


def _done(log: Log) -> list[str]:
    return [each.what for each in log.accesses]


def test_each_of_them_has_words_and_is_of_a_sort(desk: Desk) -> None:
    every = get_args(get_type_hints(Access)["what"])
    for what in every:
        desk.note_access(Access(what=what))
    log = _log(desk)
    assert set(every) <= set(_done(log))
    assert all(each.words and each.words != each.what and each.sort in SORTS for each in log.accesses)
    assert log.gaps == 0


def test_an_unlock_an_opening_a_check_and_a_passphrase_are_there_newest_first(desk: Desk, mika: str, hand: Any) -> None:
    hand.pass_by(clock.MINUTE)
    desk.ask(youthfile, mika)
    hand.pass_by(clock.MINUTE)
    run_through(keeping.check(desk))
    hand.pass_by(clock.MINUTE)
    keeping.change_passphrase(desk, fiction.PASSPHRASES["worker"], "seven plain words of another kind now", Cost(64, 1, 1))
    log = _log(desk)
    assert _done(log)[:4] == ["passphrase", "verified", "opened_youth", "unlocked"]
    opened = log.accesses[2]
    assert (opened.about, opened.youth, opened.who) == ("MS", mika, "Dana Demo-Worker")
    assert log.youths == ((mika, "MS"),)
    assert accesses(desk, 2) == log.accesses[:2]


def test_it_is_narrowed_by_sort_person_youth_and_day(desk: Desk, mika: str, hand: Any) -> None:
    other = desk.do(youths.open_record, Names(chosen="Kai Pattern")).result
    desk.ask(youthfile, mika)
    hand.pass_by(clock.DAY)
    desk.ask(youthfile, other)
    log = _log(desk)
    assert [each.about for each in chosen(log, WantedLog(sort="youths"))] == ["KP", "MS"]
    assert [each.about for each in chosen(log, WantedLog(youth=mika))] == ["MS"]
    assert [each.about for each in chosen(log, WantedLog(since=hand.now))] == ["KP"]
    assert {each.what for each in chosen(log, WantedLog(until=hand.now))} == {"unlocked", "opened_youth"}
    assert chosen(log, WantedLog(person="q" * 26)) == ()
    assert chosen(log, WantedLog(person=desk.me.person)) == log.accesses


def test_a_worker_sees_their_own_and_a_supervisor_what_came_with_bundles_and_what_did_not(
    team: Office, worker: Desk, hand: Any
) -> None:
    youth = worker.do(youths.open_record, Names(chosen="Mika Sample")).result
    worker.ask(youthfile, youth)
    transfer.send(worker, FolderDestination(team.folder))
    lost = list(team.folder.rglob("*.fxb"))
    for path in lost:
        path.unlink()
    hand.pass_by(clock.HOUR)
    transfer.answer(team.lead, [], FolderDestination(team.folder))
    assert {each.device for each in _log(worker).accesses} == {worker.me.device}
    assert "enrolled" in _done(_log(team.lead))
    worker.do(youths.open_record, Names(chosen="Kai Pattern"))
    transfer.send(worker, FolderDestination(team.folder))
    team.read(team.lead)
    of_worker = [each for each in _log(team.lead).accesses if each.device == worker.me.device]
    assert {each.who for each in of_worker} == {"Dana Demo-Worker"}
    assert {"unlocked", "opened_youth", "exported"} <= {each.what for each in of_worker}
    rows = team.lead.book.connection.exec_driver_sql(
        "SELECT seq FROM chain WHERE device = ? ORDER BY seq", (f"{worker.me.device}/access",)
    ).scalars()
    second = list(rows)[1]
    for table in ("entry", "chain"):
        team.lead.book.connection.exec_driver_sql(
            f"DELETE FROM {table} WHERE device = ? AND seq = ?", (f"{worker.me.device}/access", second)
        )
    team.lead.book.connection.commit()
    (gap,) = [each for each in _log(team.lead).accesses if each.sort == "gap"]
    assert (gap.words, gap.about, gap.who) == ("1 access has not come", f"No. {second} to {second}", "Dana Demo-Worker")
    assert gap in chosen(_log(team.lead), WantedLog(sort="youths", youth=youth)), "nobody knows what is in it"


def test_a_laptop_that_is_revoked_is_there_with_who_did_it(team: Office, worker: Desk) -> None:
    enrolling.revoke(team.lead, worker.me.device)
    first = next(each for each in _log(team.lead).accesses if each.what == "revoked")
    assert (first.words, first.about, first.who) == ("Revoked a laptop", f"laptop {worker.me.device[:6]}", team.lead.me.name)


@pytest.mark.parametrize("name", ["list.csv", "list.xlsx"])
def test_what_is_shown_is_saved_as_a_table_and_that_is_an_access(desk: Desk, mika: str, tmp_path: Path, name: str) -> None:
    desk.ask(youthfile, mika)
    shown = chosen(_log(desk), WantedLog(sort="youths"))
    path = tmp_path / name
    save(desk, shown, path)
    if name.endswith("csv"):
        rows = list(csv.reader(io.StringIO(path.read_text("utf-8-sig"))))
    else:
        page = load_workbook(path).worksheets[0]
        rows = [[str(cell or "") for cell in row] for row in page.iter_rows(values_only=True)]
    assert rows[0] == ["When", "Who", "Laptop", "What", "About", "No."]
    assert [row[3:5] for row in rows[1:]] == [["Opened a youth's record", "MS"]]
    assert "Mika" not in path.read_bytes().decode("utf-8", "ignore")
    assert _done(_log(desk))[0] == "saved_accesses"


def test_a_name_that_a_spreadsheet_would_reckon_out_is_text(desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    save(desk, [replace(each, who="=1+1") for each in _log(desk).accesses], path)
    assert "'=1+1" in path.read_text("utf-8-sig")


def test_a_folder_that_takes_no_file_is_said_so(desk: Desk, tmp_path: Path) -> None:
    with pytest.raises(DestinationTrouble, match="could not be written there"):
        save(desk, _log(desk).accesses, tmp_path / "no" / "such" / "list.csv")
