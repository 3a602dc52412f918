"""An episode's page is put together in turns: whatever a person does meanwhile, nothing is mixed, stolen from them or lost."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from tests.window.test_episode_page import Night, night
from ui.pages.call import CallPage
from ui.pages.episode_rows import ContactRow

__all__ = ["night"]


def _whole(night: Night) -> None:
    night.person.waits(lambda: night.page.is_whole, lambda: "a page that is whole")


def _again(night: Night, *, entered: bool = False) -> None:
    """The page begins to be put together; the lists come in the next turns."""
    _whole(night)
    night.person.turns_here()
    night.page._fresh = entered
    night.page.show_case(night.case())
    assert not night.page.is_whole


def _still(night: Night) -> None:
    """Whole, and laid out: long words take a turn more until their height is known."""
    _whole(night)
    seen: list[int] = []

    def is_still() -> bool:
        seen.append(night.page._area.verticalScrollBar().maximum())
        return seen[-1] > 0 and seen[-3:] == seen[-1:] * 3

    night.person.waits(is_still, lambda: "a page at rest that scrolls")


def _row_of(night: Night, kind: str) -> ContactRow:
    return next(each for each in night.page.lists.rows if each._kind == kind and each.button is not None)


def test_whom_not_to_tell_is_there_before_anybody_to_tell(night: Night) -> None:
    night.person.sees("Do not tell: Victor Sample, parent", night.page)
    _whole(night)
    case = night.case()
    night.page.forget()
    night.page.show_case(case)
    first = night.words()
    assert "Do not tell: Victor Sample, parent" in first
    assert "Mika Sample" in first
    assert "By phone now" not in first
    night.person.sees("By phone now", night.page)


def test_an_answer_about_one_youth_that_comes_when_another_was_entered_is_shown_to_nobody(night: Night) -> None:
    mine = night.case()
    night.person.starts_a_call("Noor")
    night.person.sees("Call from Noor", night.page)
    night.page._on_case(night.met, mine)
    night.page._on_case(night.met, None)
    assert night.page.isVisible()
    assert "Mika Sample" not in night.words()
    night.person.sees("Noor", night.page)


def test_on_the_way_from_one_youth_to_another_their_names_never_stand_together(night: Night) -> None:
    night.person.starts_a_call("Noor")
    night.person.sees("Call from Noor", night.page)
    noor, seen = (night.page._youth, night.page._episode), list[str]()
    put = night.page._and_stay

    def looked(act: object) -> None:
        put(act)  # type: ignore[arg-type]
        seen.append(night.words())

    night.page._and_stay = looked  # type: ignore[method-assign]
    for there in (night.met, noor, night.met):
        night.page.enter(*there)
    night.person.sees("Mika Sample", night.page)
    assert seen
    assert not any("Noor" in words and "Mika" in words for words in seen)
    assert not any("Noor" in words and "Example Rancheria" in words for words in seen)


def test_a_form_opened_meanwhile_keeps_the_keys(night: Night) -> None:
    _again(night, entered=True)
    night.page.forms.open_ending()
    had = QApplication.focusWidget()
    _whole(night)
    assert night.page.forms.ending.isVisible()
    assert QApplication.focusWidget() is had
    assert night.page.forms.ending.isAncestorOf(had)


def test_a_page_that_was_left_meanwhile_takes_no_keys_and_begins_again_when_it_is_seen(night: Night) -> None:
    _again(night, entered=True)
    call = night.person.goes("call", CallPage)
    call.form.name.edit.setFocus()
    answered: list[object] = []
    night.person.app.session.ask(lambda _desk: None, answered.append)
    night.person.waits(lambda: bool(answered), lambda: "all that was asked before")
    night.person.key(Qt.Key.Key_A)
    assert call.form.name.edit.text() == "a"
    night.goes()
    night.person.sees("By phone now", night.page)


def test_two_answers_in_a_row_leave_the_keys_at_the_next_act(night: Night) -> None:
    _whole(night)
    night.person.turns_here()
    night.page.enter(*night.met)
    night.page.show_case(night.case())
    night.page.show_case(night.case())
    _whole(night)
    found = night.page.lists.next_row
    assert found is not None
    assert night.page.lists.focused() is found
    assert found.opened


def test_what_has_the_focus_and_what_is_opened_meanwhile_stays_so(night: Night) -> None:
    _whole(night)
    _row_of(night, "phone").button.setFocus()  # type: ignore[union-attr]
    _again(night)
    row = _row_of(night, "writing")
    row.button.setFocus()  # type: ignore[union-attr]
    row.toggle()
    _whole(night)
    found = night.page.lists.focused()
    assert found is not None
    assert found is not row
    assert (found.line.key, found.opened) == (row.line.key, 1)


def test_a_group_opened_meanwhile_stays_open_and_so_it_does_when_the_page_is_entered_again(night: Night) -> None:
    _again(night)
    night.person.press("Show: No longer required", night.page)
    _whole(night)
    shown = [each for each in night.page.lists.rows if each.line.state == "stopped"]
    assert shown
    assert all(each.isVisible() for each in shown)
    night.page._show_closed(shown=True)
    night.page.enter(*night.met)
    night.person.waits(lambda: not night.page._fresh and night.page.is_whole, lambda: "entered again")
    assert any(each.line.state == "stopped" and each.isVisible() for each in night.page.lists.rows)


def test_a_page_made_again_stays_as_far_down_as_it_was(night: Night) -> None:
    night.person.app.shell.resize(1024, 600)
    bar = night.page._area.verticalScrollBar()
    for _time in range(2):
        _still(night)
        bar.setValue(bar.maximum())
        at = bar.value()
        _again(night)
        _still(night)
        assert bar.value() == at


def test_lists_that_change_places_leave_the_page_where_it_was(night: Night) -> None:
    night.person.app.shell.resize(1024, 600)
    bar = night.page._area.verticalScrollBar()
    _still(night)
    bar.setValue(bar.maximum() - 40)
    at, case = bar.value(), night.case()
    night.page.show_case(replace(case, by_phone=(), keep_telling=case.by_phone))
    _still(night)
    assert abs(bar.value() - min(at, bar.maximum())) <= 1
