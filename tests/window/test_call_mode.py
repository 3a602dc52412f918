"""Call mode as a worker uses it at night: script, notes, outcome by one key; a refusal; a lock in the middle of it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from fieldapp import clock
from fieldapp.agenda.model import Line, Outcome
from fieldapp.agenda.queries import kept_calls, lines
from fieldapp.demo import fiction
from fieldapp.demo.story import Walk, store_of
from fieldapp.desk.accesslog import accesses
from fieldapp.locate.queries import group
from tests.window.person import Person
from ui.app import App
from ui.idle import MOST_MINUTES, Idle
from ui.pages.callmode import CallModePage
from ui.pages.episode import EpisodePage

POLICE, CENTER, TRIBE, TRIBAL = (f"{each}//agency_learned" for each in ("police", "ncmec", "tribe", "tribal_police"))
ALT, CTRL = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ControlModifier


class Caller:
    """A worker in front of a call."""

    def __init__(self, app: App, person: Person, youth: str, episode: str) -> None:
        self.app, self.person, self.youth, self.episode = app, person, youth, episode
        page = app.pages["callmode"]
        assert isinstance(page, CallModePage)
        self.page = page

    def calls(self, line: str = "") -> CallModePage:
        self.person.turns_here()
        self.app.telling.tell(self.youth, self.episode, line, "call")
        self.person.waits(lambda: self.page.isVisible() and self.page.form.call is not None, lambda: "the call")
        return self.page

    def records(self) -> None:
        self.person.key(Qt.Key.Key_Return, CTRL)
        self.person.waits(self.app.pages["episode"].isVisible, lambda: f"recorded, but {self.fault()}")

    def fault(self) -> str:
        return self.page.form.proof.fault.text()

    def line(self, key: str) -> Line:
        found: list[Line] = []
        self.app.session.ask(lambda desk: desk.ask(lines, desk.ask(group, self.episode)), found.extend)
        self.person.waits(lambda: bool(found), lambda: "the lines")
        return next(each for each in found if each.key == key)

    def outcomes(self, key: str) -> list[Outcome]:
        return [each.proof.outcome for each in self.line(key).made]

    def writes(self, field: object, text: str) -> None:
        self.person.qtbot.keyClicks(field, text)  # type: ignore[arg-type]


@pytest.fixture
def caller(unlocked: App, person: Person, qtbot: QtBot) -> Caller:
    """A worker who was just called about Mika."""
    episode = person.starts_a_call()
    assert episode._shown is not None
    return Caller(unlocked, person, episode._shown.episode.youth, episode._shown.episode.id)


@pytest.fixture
def known(make_app: Callable[[Path], App], walk: Walk, qtbot: QtBot) -> Caller:
    """The worker of the walk, whose record of the missing youth is full."""
    app = make_app(store_of(walk, "worker"))
    person = Person(app, qtbot)
    person.unlocks(fiction.PASSPHRASES["worker"])
    return Caller(app, person, *walk.missing)


# -- from the episode page into the call, and back with a number


def test_a_call_to_ncmec_is_told_line_by_line_and_recorded_by_keys_alone(caller: Caller, qtbot: QtBot) -> None:
    page = caller.calls(CENTER)
    form = page.form
    caller.person.sees("555-0100", page)
    caller.person.sees("No idle lock while you call", page)
    for _line in range(2):
        caller.person.key(Qt.Key.Key_Space)
    assert form.script.said() == (0, 1)
    caller.person.key(Qt.Key.Key_N)
    caller.writes(form.notes.edit, "Picked up by J. Example")
    caller.person.key(Qt.Key.Key_Return)
    assert [each.text for each in form.notes.remarks] == ["Picked up by J. Example"]
    caller.person.key(Qt.Key.Key_1, ALT)
    assert form.outcomes.outcome() == "told"
    form.script.rows[0].setFocus()
    caller.person.key(Qt.Key.Key_R)
    caller.writes(form.proof.number.edit, "PR-30017")
    caller.records()
    proof = caller.line(CENTER).made[-1].proof
    assert (proof.outcome, proof.number, proof.channel) == ("told", "PR-30017", "phone")
    assert proof.began_at is not None
    assert proof.ended_at is not None
    assert proof.began_at <= proof.ended_at
    assert [each.text for each in proof.remarks] == ["Picked up by J. Example"]
    assert "legal_name" in proof.shared
    assert "last_seen" not in proof.shared, "only what was said is written down as told"


def test_the_row_of_the_episode_leads_into_the_call(known: Caller) -> None:
    episode = known.person.goes("episode", EpisodePage, known.youth, known.episode)
    known.person.press("Call: Example Rancheria", episode)
    known.person.waits(lambda: known.page.form.call is not None, lambda: "the call")
    known.person.sees("555-0161", known.page)


def test_the_next_call_without_a_line_is_the_police_and_another_number_is_a_key_away(caller: Caller) -> None:
    page = caller.calls()
    assert page.form.call is not None
    assert page.form.call.line.key == POLICE
    caller.person.sees("555-0142", caller.page)
    caller.person.key(Qt.Key.Key_D)
    caller.person.sees("555-0144", caller.page)
    assert caller.page.form.proof.agency.text() == "Example County Sheriff"


def test_what_an_outcome_asks_for_does_not_widen_the_page_past_the_window(caller: Caller) -> None:
    page = caller.calls(POLICE)
    page.form.outcomes.choose(1)
    assert page.form.proof.confirmed.isVisible()
    assert page.form.proof.minimumSizeHint().width() <= page.form._right.width()


def test_a_digit_typed_into_a_note_chooses_nothing(caller: Caller) -> None:
    page = caller.calls(CENTER)
    page.form.notes.edit.setFocus()
    caller.writes(page.form.notes.edit, "555-0142 k r 4")
    assert page.form.outcomes.outcome() is None
    assert page.form.notes.edit.toPlainText() == "555-0142 k r 4"


# -- outcomes true to life (P7)


def test_a_report_without_its_number_is_not_taken_as_settled(caller: Caller) -> None:
    page = caller.calls(POLICE)
    caller.person.key(Qt.Key.Key_1)
    caller.person.key(Qt.Key.Key_Return, CTRL)
    caller.person.sees("Choose “Number pending”", page)
    assert caller.outcomes(POLICE) == []
    page.form.script.rows[0].setFocus()
    caller.person.key(Qt.Key.Key_2)
    caller.records()
    assert caller.outcomes(POLICE) == ["number_pending"]
    assert caller.line(POLICE).state == "begun"


def test_police_who_give_no_number_by_rule_still_settle_it(caller: Caller) -> None:
    page = caller.calls(POLICE)
    caller.person.key(Qt.Key.Key_1)
    page.form.proof.withheld.click()
    caller.records()
    assert caller.outcomes(POLICE) == ["number_withheld"]
    assert caller.line(POLICE).state == "settled"


def test_an_officer_who_will_come_leaves_it_open_and_the_ncic_record_is_confirmed_later_with_both_times(caller: Caller) -> None:
    caller.calls(POLICE)
    caller.person.key(Qt.Key.Key_3)
    caller.records()
    assert caller.line(POLICE).state == "begun"
    page = caller.calls(POLICE)
    caller.person.key(Qt.Key.Key_1)
    caller.writes(page.form.proof.number.edit, "26-0417")
    caller.records()
    page = caller.calls(POLICE)
    caller.person.key(Qt.Key.Key_1)
    assert page.form.outcomes.outcome() == "entry_confirmed"
    caller.writes(page.form.proof.second.edit, "M-7")
    entered = caller.app.session.now() - clock.HOUR
    page.form.proof.entered.show_instant(entered)
    caller.records()
    proof = caller.line(POLICE).made[-1].proof
    assert caller.outcomes(POLICE) == ["called", "report_taken", "entry_confirmed"]
    assert proof.second_number == "M-7"
    assert proof.entered_at is not None
    assert proof.made_at - proof.entered_at >= clock.HOUR, "when it was made, and when it was confirmed"


def test_a_tribe_without_police_is_told_through_the_sheriff(known: Caller) -> None:
    page = known.calls(TRIBAL)
    assert next(card.ending.title for card in page.form.outcomes.cards) == "Report taken"
    known.person.key(Qt.Key.Key_1)
    page.form.proof.sheriff.click()
    known.records()
    assert known.outcomes(TRIBAL)[-1] == "sheriff_told"


def test_a_message_has_words_without_name_and_reason_and_a_time_to_try_again(known: Caller) -> None:
    page = known.calls(TRIBE)
    known.person.key(Qt.Key.Key_2)
    assert page.form.outcomes.outcome() == "message_left"
    words = known.person.words(page.form.machine)
    assert "call me back at 555-0151" in words
    for hidden in ("Mika", "Sample", "Placement", "missing"):
        assert hidden not in page.form.machine.words.text()
    known.records()
    proof = known.line(TRIBE).made[-1].proof
    assert proof.try_again_at is not None
    assert proof.try_again_at > proof.made_at
    assert known.line(TRIBE).state == "begun"


# -- refused


def test_a_refusal_is_answered_with_the_law_and_goes_on_to_another_agency(caller: Caller) -> None:
    page = caller.calls(POLICE)
    caller.person.key(Qt.Key.Key_4)
    words = caller.person.words(page.form.refusal)
    assert "Penal Code 14211(a)" in words
    assert "PC 14211(e)" in words
    caller.person.key(Qt.Key.Key_Return, CTRL)
    caller.person.sees("a refusal needs its reason", page)
    caller.writes(page.form.refusal.why.edit, "not our city, they say")
    caller.person.key(Qt.Key.Key_Return, CTRL)
    caller.person.sees("Choose the next step", page)
    caller.writes(page.form.proof.person.edit, "Ofc. N. Example, 0417")
    caller.person.press("Next step Call another agency", page)
    caller.person.key(Qt.Key.Key_Return, CTRL)
    caller.person.waits(
        lambda: page.form.call is not None and bool(page.form.call.line.made), lambda: f"the next call, but {caller.fault()}"
    )
    proof = caller.line(POLICE).made[-1].proof
    assert (proof.outcome, proof.note, proof.next_step) == ("refused", "not our city, they say", "another_agency")
    assert proof.to_whom == "Ofc. N. Example, 0417"
    assert caller.line(POLICE).state == "begun"
    assert page.isVisible()
    caller.person.sees("555-0144", page)


# -- what is for this call only


def test_what_is_held_back_shows_only_while_k_is_down_and_each_look_is_logged(known: Caller, walk: Walk) -> None:
    from fieldapp.youth import acts as youths
    from fieldapp.youth.model import Health

    done: list[bool] = []
    health = Health(medication="inhaler", suicidality="spoke of it in May")
    mika = walk.youths[fiction.MISSING]
    known.app.session.do(lambda desk: desk.do(youths.say_health, mika, health), lambda _none: done.append(True))
    known.person.waits(lambda: bool(done), lambda: "the record")
    page = known.calls(CENTER)
    assert "in May" not in known.person.words(page)
    target = QApplication.focusWidget() or page
    QApplication.sendEvent(target, QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_K, Qt.KeyboardModifier.NoModifier, "k"))
    known.person.sees("spoke of it in May", page)
    QApplication.sendEvent(target, QKeyEvent(QEvent.Type.KeyRelease, Qt.Key.Key_K, Qt.KeyboardModifier.NoModifier, "k"))
    known.person.sees_no("spoke of it in May", page)
    looks: list[int] = []
    known.app.session.ask(lambda desk: [each.what for each in accesses(desk)].count("looked_restricted"), looks.append)
    known.person.waits(lambda: looks == [1], lambda: f"one look, not {looks}")


def test_nothing_kept_from_a_recipient_is_on_the_page(known: Caller) -> None:
    page = known.calls(TRIBE)
    words = known.person.words(page)
    for hidden in ("inhaler", "gray sedan", fiction.LURING, fiction.FATHER, "555-0131"):
        assert hidden not in words


def test_a_person_who_must_not_be_told_has_no_number_no_words_and_no_outcome(known: Caller) -> None:
    father = _line_of(known, fiction.FATHER)
    page = known.calls(father)
    known.person.sees(f"Do not tell: {fiction.FATHER}", page)
    assert page.form.script.rows == []
    assert page.form.head.number.text() == "no number"
    known.person.key(Qt.Key.Key_1)
    assert page.form.outcomes.outcome() is None
    assert not known.app.idle.held


def _line_of(caller: Caller, name: str) -> str:
    from fieldapp.youth.queries import youth

    found: list[str] = []
    caller.app.session.ask(
        lambda desk: [
            own
            for record in [desk.ask(youth, caller.youth)]
            if record
            for own, each in record.contacts.items()
            if each.value.name == name
        ],
        found.extend,
    )
    caller.person.waits(lambda: bool(found), lambda: name)
    return f"parents/{found[0]}/agency_learned"


# -- the lock


def test_the_idle_lock_waits_for_a_call_half_an_hour_at_most() -> None:
    now, wall, locked = [0.0], [0.0], []
    idle = Idle(5, lambda: now[0], lambda: wall[0])
    idle.expired.connect(lambda: locked.append(now[0]))

    def passes(seconds: int) -> None:
        for _second in range(0, seconds, 30):
            now[0] += 30
            wall[0] += 30
            idle.look()

    idle.start()
    idle.hold()
    passes(29 * 60)
    assert not locked
    assert idle.left() == 60
    passes(MOST_MINUTES * 60)
    assert locked == [MOST_MINUTES * 60]


def test_twelve_hours_after_the_unlock_it_locks_whoever_is_busy_but_not_in_a_call() -> None:
    now, wall, locked = [0.0], [0.0], []
    idle = Idle(5, lambda: now[0], lambda: wall[0])
    idle.expired.connect(lambda: locked.append(now[0]))
    idle.start()
    for _minute in range(12 * 60 - 1):
        now[0] = wall[0] = now[0] + 60
        idle._last = now[0]  # somebody types
        idle.look()
    assert (locked, idle.left()) == ([], 60)
    idle.hold()
    assert idle.left() == MOST_MINUTES * 60
    now[0] = wall[0] = now[0] + 60
    idle.look()
    assert locked == []
    idle.release()
    idle.look()
    assert locked == [12 * 3_600]


def test_a_call_that_is_over_counts_again_from_then_and_a_closed_lid_locks_a_call_too() -> None:
    now, wall, locked = [0.0], [0.0], []
    idle = Idle(5, lambda: now[0], lambda: wall[0])
    idle.expired.connect(lambda: locked.append(now[0]))
    idle.start()
    idle.hold()
    now[0] = wall[0] = 20 * 60
    idle._looked = wall[0]
    idle.release()
    assert (idle.held, idle.left()) == (False, 5 * 60)
    idle.hold()
    wall[0] += 3 * 60  # the machine slept: its own seconds stood still
    idle.look()
    assert locked == [now[0]]


def test_the_foot_says_that_nothing_locks_and_stop_ends_it(caller: Caller) -> None:
    page = caller.calls(CENTER)
    caller.person.sees("No idle lock, 30 min left")
    assert caller.app.idle.held
    caller.person.key(Qt.Key.Key_F7)
    caller.person.sees("Locks in 5 min")
    assert not caller.app.idle.held
    assert page.form.head.stop.text() == "Go on"
    caller.person.key(Qt.Key.Key_F7)
    caller.person.waits(lambda: caller.app.idle.held, lambda: "the call goes on")
    caller.person.key(Qt.Key.Key_Escape)
    caller.person.waits(lambda: not caller.app.idle.held, lambda: "the idle lock counts when the page is left")


def test_a_call_that_was_only_looked_at_keeps_nothing_from_locking_once_it_is_left_by_the_navigation(caller: Caller) -> None:
    caller.calls(CENTER)
    caller.person.sees("No idle lock, 30 min left")
    caller.person.press("Youths")
    caller.person.sees("Locks in 5 min")
    assert not caller.app.idle.held


def test_a_call_with_something_said_goes_on_while_another_page_is_read(caller: Caller) -> None:
    caller.calls(CENTER)
    caller.person.key(Qt.Key.Key_Space)
    caller.person.press("Youths")
    caller.person.waits(caller.app.pages["youths"].isVisible, lambda: "the youths")
    caller.person.sees("No idle lock, 30 min left")


def test_what_was_typed_is_there_again_after_a_lock_in_the_middle_of_a_call(caller: Caller) -> None:
    page = caller.calls(CENTER)
    caller.person.key(Qt.Key.Key_Space)
    page.form.notes.edit.setFocus()
    caller.writes(page.form.notes.edit, "flyer waits for")
    page.form.proof.number.edit.setText("PR-3")
    caller.person.key(Qt.Key.Key_L, CTRL)
    caller.person.waits(lambda: caller.app.session.me is None, lambda: "locked")
    caller.person.waits(lambda: not isValid(page), lambda: "the page that was locked is gone")
    page = caller.app.pages["callmode"]
    assert isinstance(page, CallModePage)
    caller.page = page
    assert "flyer" not in "\n".join(label.text() for label in page.findChildren(QLabel)) + page.form.notes.edit.toPlainText()
    caller.person.unlocks(fiction.PASSPHRASES["worker"])
    caller.person.waits(lambda: page.isVisible() and page.form.call is not None, lambda: "the call again")
    assert page.form.notes.edit.toPlainText() == "flyer waits for"
    assert page.form.proof.number.text() == "PR-3"
    assert page.form.script.said() == (0,)
    assert page.form.head.stop.text() == "Go on", "the clock of the call stopped with the lock"
    page.form.outcomes.choose(1)
    caller.records()
    kept: list[int] = []
    caller.app.session.ask(lambda desk: len(desk.ask(kept_calls)), kept.append)
    caller.person.waits(lambda: kept == [0], lambda: f"nothing kept, not {kept}")


def test_looking_at_a_call_and_going_back_leaves_nothing(caller: Caller) -> None:
    caller.calls(CENTER)
    caller.person.key(Qt.Key.Key_Escape)
    caller.person.waits(caller.app.pages["episode"].isVisible, lambda: "the episode")
    kept: list[int] = []
    caller.app.session.ask(lambda desk: len(desk.ask(kept_calls)), kept.append)
    caller.person.waits(lambda: kept == [0], lambda: f"nothing kept, not {kept}")


def test_a_call_made_from_the_car_is_entered_with_its_own_time(caller: Caller) -> None:
    page = caller.calls(CENTER)
    caller.person.key(Qt.Key.Key_E)
    made = caller.app.session.now() - 10 * clock.MINUTE
    page.form.proof.made.show_instant(made)
    page.form.proof.number.edit.setText("PR-4")
    caller.person.key(Qt.Key.Key_1, ALT)
    caller.records()
    proof = caller.line(CENTER).made[-1].proof
    assert proof.made_at == made // clock.MINUTE * clock.MINUTE
    assert proof.began_at is None


def test_a_line_settled_without_a_call_is_said_on_the_small_sheet(caller: Caller) -> None:
    page = caller.calls(CENTER)
    page.form.script.rows[0].setFocus()
    caller.person.key(Qt.Key.Key_O)
    assert page.sheet.isVisible()
    caller.person.key(Qt.Key.Key_2, ALT)
    caller.writes(page.sheet.by_whom.edit, "night desk")
    caller.writes(page.sheet.number.edit, "NC-8")
    caller.records()
    proof = caller.line(CENTER).made[-1].proof
    assert (proof.outcome, proof.by_whom, proof.number) == ("done_by_other", "night desk", "NC-8")


def test_a_late_call_is_asked_why_now(caller: Caller, monkeypatch: pytest.MonkeyPatch) -> None:
    page = caller.calls(CENTER)
    late = caller.app.session.now() + 25 * clock.HOUR
    page.form.proof._now = late
    page.form.proof.number.edit.setText("PR-5")
    caller.person.key(Qt.Key.Key_1, ALT)
    assert page.form.proof.late.isVisible()
    caller.person.key(Qt.Key.Key_Return, CTRL)
    caller.person.sees("it is asked once", page)
    caller.writes(page.form.proof.late.edit, "night desk had no number")
    caller.records()
    assert caller.line(CENTER).made[-1].proof.late_reason == "night desk had no number"


def test_a_parent_is_called_in_their_language_which_is_written_down_with_the_interpreter(known: Caller) -> None:
    page = known.calls(_line_of(known, fiction.MOTHER))
    assert page.form.script.rows[0].say.text.startswith("«Soy")
    known.person.press("Language of the script English", page)
    known.person.waits(lambda: page.form.script.rows[0].say.text.startswith("“I am"), lambda: "the script in English")
    known.person.key(Qt.Key.Key_1, ALT)
    assert page.form.proof.language.text() == "Spanish"
    known.writes(page.form.proof.interpreter.edit, "555-0152, no. 12")
    known.records()
    proof = known.line(_line_of(known, fiction.MOTHER)).made[-1].proof
    assert (proof.language, proof.interpreter) == ("Spanish", "555-0152, no. 12")
