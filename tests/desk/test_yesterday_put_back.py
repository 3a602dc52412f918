"""Yesterday's database, its head, both, and each page of it, in today's place: refused, said or mended; nothing false is shown."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from fieldapp import cli, clock
from fieldapp.demo import fiction
from fieldapp.desk import checking, opening
from fieldapp.desk.desk import Desk, run_through
from fieldapp.errors import StoreDamaged
from fieldapp.ledger.rebuild import digest
from fieldapp.locate import acts as locate
from fieldapp.locate.model import Call, NowWith
from fieldapp.locate.queries import all_episodes
from fieldapp.youth import acts as youths
from fieldapp.youth.model import Names, Placement

WORDS = fiction.PASSPHRASES["worker"]
PAGE = 4096
Answers = dict[str, Any]


def _a_day(desk: Desk, hand: Any, day: int) -> None:
    """Somebody new, and something about everybody."""
    hand.pass_by(clock.DAY)
    for number in range(2):
        call = Call(came_at=hand.now, youth_name=f"Mika Sample {day}-{number}")
        youth, _episode = desk.do(locate.start_from_call, call).result
        desk.do(youths.say_placement, youth, Placement(name=f"Example Home {day}"))
    for each in desk.ask(all_episodes):
        desk.do(youths.say_names, each.youth, Names(chosen=f"Kai Pattern {day}"))
        desk.do(locate.note, each.youth, each.id, "searched", hand.now, f"the park, day {day}")
        desk.do(locate.hand_over, each.youth, each.id, NowWith(person=desk.me.person, name=f"Desk {day}"))


def _answers(desk: Desk) -> Answers:
    """What every page is worked out from: the entries about youths, the rows, and who lacked the right."""
    entries = "SELECT hash, body IS NOT NULL FROM entry WHERE device NOT LIKE '%/access'"
    read = desk.book.connection.exec_driver_sql
    return {
        "entries": set(map(tuple, read(entries))),
        "rows": digest(desk.book),
        "tips": set(map(tuple, read("SELECT * FROM tip"))),
        "barred": set(map(tuple, read("SELECT * FROM barred"))),
    }


@pytest.fixture
def two_days(desk: Desk, unlock: Callable[[], Desk], folder: Path, hand: Any) -> tuple[bytes, Answers]:
    """Yesterday's database, and what today's has to show; it is closed."""
    _a_day(desk, hand, 1)
    desk.close()
    yesterday = (folder / "store.db").read_bytes()
    again = unlock()
    _a_day(again, hand, 2)
    right = _answers(again)
    again.close()
    return yesterday, right


def _opened(folder: Path, hand: Any, right: Answers) -> str:
    """What becomes of a store as the window opens it, with what it looks at behind Today."""
    try:
        desk = opening.unlock(folder, WORDS, hand)
    except StoreDamaged as refused:
        return "refused" if refused.sentence else "refused without a word"
    try:
        if desk.read_only:
            return "open for reading only, with the ways out"
        if run_through(checking.chains_hold(desk)):
            return "said"
        mended = run_through(checking.rows_fit(desk))
        assert _answers(desk) == right
    except StoreDamaged as refused:
        return "refused" if refused.sentence else "refused without a word"
    else:
        return "mended" if mended else "harmless"
    finally:
        desk.close()


def test_an_older_page_in_the_place_of_a_newer_one_is_refused_said_or_mended(
    folder: Path, two_days: tuple[bytes, Answers], hand: Any, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    yesterday, right = two_days
    today, head = (folder / "store.db").read_bytes(), (folder / "head").read_bytes()
    secret = tmp_path / "secret"
    secret.write_text(WORDS)
    pages = [at for at in range(0, min(len(today), len(yesterday)), PAGE) if today[at : at + PAGE] != yesterday[at : at + PAGE]]
    came, verified = Counter[str](), Counter[int]()
    for at in pages:
        spoiled = today[:at] + yesterday[at : at + PAGE] + today[at + PAGE :]
        (folder / "store.db").write_bytes(spoiled)
        (folder / "head").write_bytes(head)
        verified[cli.main(["verify", "--store", str(folder), "--passphrase-file", str(secret)])] += 1
        capsys.readouterr()
        (folder / "store.db").write_bytes(spoiled)
        (folder / "head").write_bytes(head)
        came[_opened(folder, hand, right)] += 1
    assert len(pages) > 10
    assert came["harmless"] <= 3, came
    assert min(came["refused"], came["said"], came["mended"]) > 0, came
    assert verified[1] + verified[3] > 3, "pages that hold records are named by `verify`; rows are made anew behind Today"


def test_yesterday_s_database_beside_today_s_head_is_told_and_goes_on_as_a_new_device(
    folder: Path, two_days: tuple[bytes, Answers], hand: Any
) -> None:
    yesterday, right = two_days
    (folder / "store.db").write_bytes(yesterday)
    desk = opening.unlock(folder, WORDS, hand)
    assert desk.read_only.startswith("This store is older than the one last used on this computer")
    assert "Restore your newest backup, or continue from this copy as a new device" in desk.read_only
    assert (folder / "store.db").read_bytes() == yesterday
    assert desk.anew is not None
    before = desk.me.device
    again = desk.anew()
    assert (again.me.device != before, again.read_only) == (True, "")
    assert len(_answers(again)["entries"] - right["entries"]) == 1, "yesterday's, and the word that it goes on"
    assert run_through(checking.verify(again)).findings == ()
    again.close()


def test_yesterday_s_head_beside_today_s_database_is_what_a_crash_leaves_and_heals(
    folder: Path, desk: Desk, unlock: Callable[[], Desk], hand: Any
) -> None:
    _a_day(desk, hand, 1)
    desk.close()
    head = (folder / "head").read_bytes()
    again = unlock()
    _a_day(again, hand, 2)
    right = _answers(again)
    again.close()
    (folder / "head").write_bytes(head)
    healed = unlock()
    assert (healed.read_only, _answers(healed)) == ("", right)
    healed.close()
    assert (folder / "head").read_bytes() != head
