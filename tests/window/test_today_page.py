"""Today: what is due soonest is there at once, the rest on a key; a tile opens its episode."""

from __future__ import annotations

from fieldapp.desk.desk import Desk
from fieldapp.locate import acts as locate
from fieldapp.locate.model import Call
from fieldapp.youth import acts as youths
from fieldapp.youth.model import Names, Standing
from tests.window.person import Person
from ui.pages.today import TodayPage


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


def test_a_tile_opens_its_episode_by_the_keyboard(person: Person) -> None:
    _call_many(person, 1)
    page = person.goes("today", TodayPage)
    person.sees("Missing now", page)
    person.press("Open the episode of NS", page)
    person.waits(person.app.pages["episode"].isVisible, lambda: "the episode")
    person.sees("Noa Sample0", person.app.pages["episode"])
