"""Today: what is due soonest is there at once, the rest on a key; a tile opens its episode."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QLabel

from fieldapp import clock
from fieldapp.agenda import acts as agenda
from fieldapp.agenda.model import Proof
from fieldapp.agenda.queries import Occasion
from fieldapp.demo import fiction
from fieldapp.desk.casefile import casefile
from fieldapp.desk.desk import Desk
from fieldapp.locate import acts as locate
from fieldapp.locate.model import Call
from fieldapp.youth import acts as youths
from fieldapp.youth.model import Names, Standing
from tests.window.person import Person
from ui.pages.today import TodayPage
from ui.widgets.tiles import TileButton


def _call_many(person: Person, count: int) -> None:
    def calls(desk: Desk) -> None:
        for number in range(count):
            youth = desk.do(youths.open_record, Names(chosen=f"Noa Sample{number}")).result
            standing = Standing(born="2011-05-30", jurisdiction="dependent", in_care=True, placement_order=True)
            desk.do(youths.say_standing, youth, standing)
            desk.do(locate.start_from_call, Call(came_at=desk.clock(), caller="Example Home", youth_name="Noa"), youth)

    done: list[bool] = []
    person.app.session.ask(calls, lambda _none: done.append(True))
    person.waits(lambda: bool(done), lambda: "the calls")
    person.app.pages["today"].stale()


def test_a_long_list_shows_what_is_due_first_and_more_on_a_key(person: Person) -> None:
    _call_many(person, 27)
    page = person.goes("today", TodayPage)
    person.press("Show ", page)
    person.sees_no("Show ", page)
    person.app.session.lock()
    assert page._room == 25, "a locked window begins anew"


def test_below_many_tiles_the_whole_list_and_what_stands_beside_it_are_there_before_anybody_scrolls(person: Person) -> None:
    _call_many(person, 14)
    person.app.session.lock()
    person.app.shell.resize(1093, 614)
    person.unlocks(fiction.PASSPHRASES["worker"])
    page = person.app.pages["today"]
    assert isinstance(page, TodayPage)
    person.waits(lambda: page._due is not None and len(page._due.buttons) == 14, lambda: "every row")
    person.sees("To copy into CWS/CMS", page)
    assert page._due is not None
    person.waits(lambda: page._due.mapTo(page, QPoint(0, 0)).y() > page.height(), lambda: "a list that begins below the edge")  # type: ignore[union-attr]


def test_a_tile_opens_its_episode_by_the_keyboard(person: Person) -> None:
    _call_many(person, 1)
    page = person.goes("today", TodayPage)
    person.sees("Missing now", page)
    person.press("Open the episode of NS", page)
    person.waits(person.app.pages["episode"].isVisible, lambda: "the episode")
    person.sees("Noa Sample0", person.app.pages["episode"])


def _told_ncmec(person: Person) -> None:
    """Somebody is missing, and NCMEC was told by phone."""

    def tells(desk: Desk) -> None:
        youth = desk.do(youths.open_record, Names(chosen="Noa Sample", legal="Noa Sample-Fiction")).result
        standing = Standing(born="2011-05-30", jurisdiction="dependent", in_care=True, placement_order=True)
        desk.do(youths.say_standing, youth, standing)
        call = Call(came_at=desk.clock() - 2 * clock.HOUR, caller="Example Home", youth_name="Noa")
        episode = desk.do(locate.start_from_call, call, youth).result[1]
        proof = Proof(outcome="told", made_at=desk.clock() - clock.HOUR, channel="phone", to_whom="Intake", number="NC-90023")
        lines = desk.ask(casefile, youth, episode).by_phone
        line = next(line.key for line, _reach in lines if line.first.recipient == "ncmec")
        desk.do(agenda.record_notice, Occasion(youth, episode), line, proof)

    done: list[bool] = []
    person.app.session.ask(tells, lambda _none: done.append(True))
    person.waits(lambda: bool(done), lambda: "the notice")
    person.app.pages["today"].stale()


def test_a_note_is_copied_without_a_name_and_marked_as_entered(person: Person) -> None:
    _told_ncmec(person)
    page = person.goes("today", TodayPage)
    person.turns_here()
    person.sees("Copy the next note", page)
    person.key(Qt.Key.Key_C)
    person.sees("Mark entered", page)
    copied = QApplication.clipboard().text()
    assert "NCMEC (practice line): told, by phone. Spoke with Intake. Number: NC-90023." in copied
    assert "this was 1 h 00 min later" in copied
    assert "Noa" not in copied
    person.press("Mark entered", page)
    person.sees("Every notice is marked as entered.", page)
    person.sees_no("Mark entered", page)


def test_a_note_that_is_not_yet_pasted_stays(person: Person) -> None:
    _told_ncmec(person)
    page = person.goes("today", TodayPage)
    person.press("Copy the next note", page)
    person.press("Not yet", page)
    person.sees("Copy the next note", page)


def test_arrows_move_through_the_rows_and_enter_opens(person: Person) -> None:
    _call_many(person, 3)
    page = person.goes("today", TodayPage)
    person.turns_here()
    person.sees("Due, by time left", page)
    person.waits(lambda: page._due is not None and len(page._due.buttons) == 3, lambda: "three rows")
    for _press in range(5):
        person.key(Qt.Key.Key_Down)
    assert page._due is not None
    assert page._due.buttons[2].hasFocus(), "the last row keeps it"
    person.key(Qt.Key.Key_Up)
    assert page._due.buttons[1].hasFocus()
    person.key(Qt.Key.Key_Return)
    person.waits(person.app.pages["episode"].isVisible, lambda: "the episode")


def test_the_navigation_counts_youths_and_says_practice_only_of_a_practice_county(person: Person) -> None:
    _call_many(person, 2)
    shell = person.app.shell
    person.app.foot.ask()
    person.waits(lambda: shell._nav["youths"].accessibleName() == "Youths 2", shell._nav["youths"].accessibleName)
    assert shell._side.practice, "the example county is one for practice"
    shell.show_practice(practice=False)
    assert not shell._side.practice


def test_nothing_on_today_is_cut_off_on_the_smallest_screen(person: Person) -> None:
    """1366×768 at 125 %, and wide again."""
    _call_many(person, 3)
    page = person.goes("today", TodayPage)
    for width, height, rows in ((1093, 614, 2), (1366, 768, 1)):
        person.app.shell.resize(width, height)
        person.waits(lambda rows=rows: len({each.y() for each in page.findChildren(TileButton)}) == rows, lambda: "side by side")  # type: ignore[misc]
        cut = [each.text() for each in page.findChildren(QLabel) if each.isVisible() and "…" in each.text()]
        assert cut == []
