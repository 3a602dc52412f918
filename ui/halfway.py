"""Half filled in: at the lock what stands in open sheets is kept, encrypted; after the unlock somebody may go on with it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject

from fieldapp.desk import halfway
from fieldapp.desk.desk import Desk
from fieldapp.desk.halfway import HalfFilled
from fieldapp.text import _
from ui.clipboard import copy
from ui.notices import Notices
from ui.session import Session
from ui.shelf import Shelf
from ui.widgets.typed import put_in, typed_in

_BY_THEMSELVES = frozenset({"call", "callmode", "screening", "settings", "exchange"})
"""Pages that keep what is typed by themselves, and those that ask for secrets."""


class Halfway(QObject):
    """go: to a page, a youth, an episode."""

    def __init__(
        self, session: Session, notices: Notices, pages: Callable[[], Shelf], go: Callable[[str, str, str], None]
    ) -> None:
        super().__init__()
        self._session, self._notices, self._pages, self._go = session, notices, pages, go
        session.locking.connect(self.keep)

    def keep(self) -> None:
        """The store is about to be locked."""
        found = tuple(self._found())
        if found:
            self._session.do(lambda desk: desk.do(halfway.keep, found))

    def _found(self) -> list[HalfFilled]:
        found = []
        for name, page in self._pages().made().items():
            sheet = None if name in _BY_THEMSELVES else page.sheet_open()
            if sheet is None or not sheet.is_touched():
                continue
            youth, episode = page.came_for
            half = HalfFilled(
                page=name, youth=youth, episode=episode, sheet=page.half_done(), title=sheet.title.text(),
                at=self._session.now(), typed=typed_in(sheet),
            )  # fmt: skip
            if half.sheet or half.words:
                found.append(half)
        return found

    def look(self) -> None:
        """The store is open: say what was left."""
        self._session.ask(lambda desk: desk.ask(halfway.kept), self._on_kept)

    def _on_kept(self, found: tuple[HalfFilled, ...]) -> None:
        for each in found:
            words = _("Go on") if each.sheet else _("Copy what was typed")
            then = partial(self._go_on if each.sheet else self._copy, each)
            self._notices.say(
                _("“{title}” was half filled in when it locked.").format(title=each.title), _("Nothing of it is recorded."),
                stays=True, offer=(words, then),
            )  # fmt: skip

    def _copy(self, one: HalfFilled) -> None:
        copy(one.words, self._notices)
        self._session.do(lambda desk: desk.do(halfway.drop, one))

    def _go_on(self, one: HalfFilled) -> None:
        """To its page; once that has its answer, the sheet is opened; once that has what it asks for, filled in."""
        self._go(one.page, one.youth, one.episode)
        self._once_answered(lambda: self._open(one))

    def _open(self, one: HalfFilled) -> None:
        self._pages()[one.page].open_again(one.sheet)
        self._once_answered(lambda: self._fill(one))

    def _fill(self, one: HalfFilled) -> None:
        sheet = self._pages()[one.page].sheet_open()
        if sheet is None:  # what it was about is settled, or gone
            self._copy(one)
            self._notices.say(_("What it was about is no longer open. What was typed is copied."))
            return
        put_in(sheet, one.typed)
        self._session.do(lambda desk: desk.do(halfway.drop, one))

    def _once_answered(self, then: Callable[[], None]) -> None:
        self._session.ask(_nothing, lambda _none: then())


def _nothing(_desk: Desk) -> None:
    """Asked for only to be answered after everything that was asked before."""
