"""Every page, filled as a worker's and a supervisor's day fills it: named, whole at the smallest screen, by keyboard, in plain words."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QFocusEvent, QImage
from PySide6.QtWidgets import QAbstractButton, QAbstractScrollArea, QApplication, QLabel, QPushButton, QScrollArea, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from fieldapp.demo import fiction
from fieldapp.demo.story import Walk, store_of
from fieldapp.identify.queries import Screening, all_screenings
from fieldapp.ledger.kinds import Role
from tests.window.person import Person
from ui.app import App
from ui.pages.forms import Sheet
from ui.pages.screening import ScreeningPage
from ui.shelf import PAGES
from ui.tokens import DARK, LIGHT, Theme
from ui.widgets.text import Said

SMALLEST = (1092, 614)
"""1366 × 768 at 125 %, in logical pixels."""
BEFORE = ("start", "unlock", "setup")
OF_LEAD = ("monday", "exchange", "today", "settings")
INSIDE = (
    "screening/begin", "screening/rating", "screening/source", "screening/contact", "screening/review", "screening/card",
    "screening/locked",
)  # fmt: skip
"""What a page shows of one thing, once somebody has gone to it."""
PLACES = [
    *(("worker", name) for name in (*BEFORE, *PAGES, *INSIDE)),
    *(("supervisor", name) for name in (*OF_LEAD, "screening", "screening/locked")),
]


@dataclass
class Stage:
    """A window over a store of the walk."""

    app: App
    person: Person
    walk: Walk

    def shows(self, name: str) -> QWidget:
        """Puts a page in front and waits until it has answered."""
        if name in INSIDE:
            page: QWidget = self.goes_inside(name.partition("/")[2])
        elif name in BEFORE:
            page = getattr(self.app, name)
            if name == "unlock":
                self.app.session.lock()
            self.app.shell.show_page(name, page)
        else:
            page = self.app.pages[name]
            youth, episode = self.walk.missing
            if name in {"actions", "restricted"}:
                youth = self.walk.youths[fiction.CONCERN]
            self.app.go(name, youth, episode)
        self.person.waits(page.isVisible, lambda: name)
        self.settles()
        return page

    def goes_inside(self, what: str) -> QWidget:
        """The screening page, at one of its views."""
        page = self.person.goes("screening", ScreeningPage, *self.walk.screening)
        if what == "locked":
            page = self.person.goes("screening", ScreeningPage, *self._finished())
            self.person.sees("Finished and locked", page)
            return page
        self.person.sees("· saved ", page)
        acts = {
            "begin": page.list.begin_asked.emit,
            "source": lambda: page.rating.open("source", None),
            "contact": page.rating.notes_asked.emit,
            "review": page.rating.review_asked.emit,
            "card": page.rating.card_asked.emit,
        }
        acts.get(what, page.rating.on_hide)()
        return page

    def _finished(self) -> tuple[str, str]:
        found: list[Screening] = []
        self.app.session.ask(lambda desk: desk.ask(all_screenings), found.extend)
        self.person.waits(lambda: bool(found), lambda: "a finished screening")
        return found[0].youth, found[0].id

    def settles(self) -> None:
        for _round in range(3):
            done: list[bool] = []
            self.app.work.run(lambda: None, lambda _none, done=done: done.append(True))
            self.person.waits(lambda done=done: bool(done), lambda: "an answer")


@pytest.fixture
def stage(make_app: Callable[[Path], App], walked: Walk, qtbot: QtBot) -> Callable[[Role], Stage]:
    def open_as(role: Role) -> Stage:
        app = make_app(store_of(walked, role))
        person = Person(app, qtbot)
        person.unlocks(fiction.PASSPHRASES[role])
        opened = Stage(app, person, walked)
        opened.settles()  # a call that another place left half filled comes first, before anybody goes anywhere
        return opened

    return open_as


def _sheets(page: QWidget) -> Iterator[Sheet | None]:
    """The page as it is, then with each of its sheets open."""
    yield None
    for sheet in page.findChildren(Sheet):
        sheet.show()
        yield sheet
        sheet.hide()


@pytest.mark.parametrize(("role", "name"), PLACES)
def test_every_control_has_a_name(
    stage: Callable[[Role], Stage], unnamed: Callable[[QWidget], list[str]], role: Role, name: str
) -> None:
    open_here = stage(role)
    page = open_here.shows(name)
    assert unnamed(open_here.app.shell) == []
    for sheet in _sheets(page):
        assert sheet is None or unnamed(sheet) == []


# -- nothing cut off


def _needs(label: QLabel) -> str:
    """What is wrong with a label's room, "" where all of it can be read."""
    text, room = label.text(), label.contentsRect()
    if not text or label.pixmap().width():
        return ""
    whole = getattr(label, "_whole", "")
    if isinstance(label, Said) and whole:
        return "" if label.toolTip() == whole == label.accessibleName() else "cut without its whole"
    metrics = label.fontMetrics()
    if label.wordWrap():
        longest = max(metrics.horizontalAdvance(word) for word in text.split()) if text.split() else 0
        if label.heightForWidth(label.width()) > label.height() + 3:
            return f"{label.height()} high, needs {label.heightForWidth(label.width())}"
        return f"{room.width()} wide, a word needs {longest}" if longest > room.width() + 1 else ""
    widest = max(metrics.horizontalAdvance(line) for line in text.split("\n"))
    return f"{room.width()} wide, needs {widest}" if widest > room.width() + 1 else ""


def _cut(whole: QWidget) -> list[str]:
    labels = [label for label in whole.findChildren(QLabel) if label.isVisible()]
    buttons = [button for button in whole.findChildren(QPushButton) if button.isVisible()]
    areas = [area for area in whole.findChildren(QScrollArea) if area.isVisible() and area.widget() is not None]
    ends = [(each, each.mapTo(whole, QPoint(each.width(), 0)).x()) for each in whole.findChildren(QWidget) if each.isVisible()]
    return [
        *(f"“{label.text()[:60]}”: {why}" for label in labels if (why := _needs(label))),
        *(
            f"[{b.text()}]: {b.width()} of {b.minimumSizeHint().width()}"
            for b in buttons
            if b.width() + 1 < b.minimumSizeHint().width()
        ),
        *(
            f"{a.widget().width()} in a view of {a.viewport().width()}"
            for a in areas
            if a.widget().width() > a.viewport().width()
        ),
        *(f"{_named(each)} ends at {end} of {whole.width()}" for each, end in ends if end > whole.width()),
    ]


@pytest.mark.parametrize(("role", "name"), PLACES)
def test_nothing_is_cut_off_at_the_smallest_screen(stage: Callable[[Role], Stage], role: Role, name: str) -> None:
    open_here = stage(role)
    shell = open_here.app.shell
    shell.resize(*SMALLEST)
    page = open_here.shows(name)
    assert (shell.width(), shell.height()) == SMALLEST, "the window itself can be that small"
    for sheet in _sheets(page):
        open_here.settles()
        # A long page is laid out in several rounds of the window's loop; what is still cut after them stays cut.
        open_here.person.waits(
            lambda: not _cut(shell),
            lambda sheet=sheet: f"a whole page with {type(sheet).__name__}, but:\n" + "\n".join(_cut(shell)),
        )


# -- words


BANNED = ("runaway", "AWOL", "absconded", "absconder", "prostitute", "prostitution", "suspect", "suspects")
INTERNAL = (
    "ledger", "entry", "entries", "fold", "folds", "fork", "rollback", "vector", "roster", "hub", "quarantine", "duty", "duties",
    "pack", "packs",
)  # fmt: skip
PROPER = ("National Runaway Safeline", "NCIC entry", "entry confirmed")
"""Names and terms of others, whose words these are."""
_WORDS = re.compile(rf"\b({'|'.join((*BANNED, *INTERNAL))})\b", re.IGNORECASE)


def forbidden(text: str) -> list[str]:
    """Words that no screen may show."""
    for name in PROPER:
        text = text.replace(name, "")
    return [hit.group() for hit in _WORDS.finditer(text)]


def _said(whole: QWidget) -> str:
    widgets = [whole, *whole.findChildren(QWidget)]
    parts = [each.text() for each in widgets if isinstance(each, QLabel | QAbstractButton)]
    parts += [text for each in widgets for text in (each.toolTip(), each.accessibleName(), each.windowTitle())]
    return "\n".join(part for part in parts if part)


@pytest.mark.parametrize(("role", "name"), PLACES)
def test_no_banned_and_no_internal_word(stage: Callable[[Role], Stage], role: Role, name: str) -> None:
    open_here = stage(role)
    open_here.shows(name)
    said = _said(open_here.app.shell)
    assert len(said) > 100
    assert forbidden(said) == []


def test_the_word_check_finds_them() -> None:
    assert forbidden("A duty of the Roster; an AWOL youth") == ["duty", "Roster", "AWOL"]
    assert forbidden("Folder, suspected, packet, National Runaway Safeline, NCIC entry confirmed") == []


# -- contrast


def _luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    """WCAG's ratio."""
    dark, light = sorted((_luminance(one), _luminance(other)))
    return (light + 0.05) / (dark + 0.05)


PAIRS = [
    *((ink, ground) for ink in ("text", "muted", "faint") for ground in ("bg", "surface", "sidebar")),
    *((ink, ground) for ink in ("text", "accent", "muted") for ground in ("hover", "accent_soft")),
    *(("accent", ground) for ground in ("bg", "surface", "sidebar")),
    ("accent_text", "accent"),
    *((ink, ground) for ink in ("red", "amber", "green") for ground in ("bg", "surface", f"{ink}_soft")),
    *(("text", f"{ink}_soft") for ink in ("red", "amber", "green")),
]


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize(("ink", "ground"), PAIRS, ids=["-".join(pair) for pair in PAIRS])
def test_every_text_can_be_read_on_its_ground(theme: Theme, ink: str, ground: str) -> None:
    assert contrast(getattr(theme, ink), getattr(theme, ground)) >= 4.5


# -- by keyboard


def _focusable(whole: QWidget) -> list[QWidget]:
    found = []
    for each in whole.findChildren(QWidget):
        takes = each.focusPolicy() & Qt.FocusPolicy.TabFocus
        if takes and each.isVisible() and each.isEnabled() and each.focusProxy() is None and not _inside(each):
            found.append(each)
    return found


def _inside(widget: QWidget) -> bool:
    """Whether it is a piece of another control, which has the focus for it (the line of a date field, the view of a list)."""
    parent = widget.parentWidget()
    return parent is not None and (
        widget.objectName().startswith("qt_") or (isinstance(parent, QAbstractScrollArea) and widget is parent.viewport())
    )


def _named(widget: QWidget) -> str:
    return f"{type(widget).__name__} “{widget.accessibleName()[:40]}”"


def _in_a_group(widget: QWidget) -> bool:
    """One of several that exclude each other: Tab goes to the chosen one, arrows to the others."""
    return isinstance(widget, QAbstractButton) and (
        widget.autoExclusive() or (widget.group() is not None and widget.group().exclusive())
    )


@pytest.mark.parametrize(("role", "name"), PLACES)
def test_tab_reaches_every_control_and_shows_where_it_is(stage: Callable[[Role], Stage], role: Role, name: str) -> None:
    open_here = stage(role)
    shell = open_here.app.shell
    page = open_here.shows(name)
    open_here.person.turns_here()
    wanted = {each: _named(each) for each in _focusable(shell) if not _in_a_group(each)}
    reached: dict[QWidget, str] = {}
    hidden: list[str] = []
    if not page.isAncestorOf(QApplication.focusWidget() or shell):  # else from where the keys are when somebody comes here
        page.setFocus()
    for _press in range(3 * len(wanted) + 100):
        at = QApplication.focusWidget()
        if at is not None and at not in reached:
            reached[at] = _named(at)
            if at.focusPolicy() & Qt.FocusPolicy.TabFocus and not isinstance(at, QAbstractScrollArea) and not _shows_focus(at):
                hidden.append(_named(at))
            at.setFocus(Qt.FocusReason.TabFocusReason)
        open_here.person.key(Qt.Key.Key_Tab)
    # What a row opens is made anew whenever one comes to the row, so there the name is what is found again.
    again = {each for each, name in wanted.items() if not (isValid(each) and each.isVisible()) and name in reached.values()}
    assert [name for each, name in wanted.items() if each not in reached and each not in again] == []
    assert hidden == []


def _shows_focus(widget: QWidget) -> bool:
    """Whether it looks different with the focus than without."""

    def look() -> QImage:
        return widget.grab().toImage()

    widget.setFocus(Qt.FocusReason.TabFocusReason)
    with_it = look()
    widget.clearFocus()
    QApplication.sendEvent(widget, QFocusEvent(QEvent.Type.FocusOut))
    return with_it != look()
