"""Telling people: which page comes in front for it, that nothing locks while a call runs, and a call that is not recorded yet."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtWidgets import QWidget

from fieldapp import clock
from fieldapp.agenda.model import CallKept
from fieldapp.agenda.queries import kept_calls
from ui.foot import Foot
from ui.idle import Idle
from ui.pages.callmode import CallModePage
from ui.pages.page import Page
from ui.pages.writing import WritingPage
from ui.session import Session

_STILL_FRESH = 12 * clock.HOUR


class Telling:
    """Listens to every page. front: puts a page in front."""

    def __init__(
        self,
        session: Session,
        idle: Idle,
        foot: Foot,
        pages: Callable[[], Mapping[str, Page]],
        front: Callable[[str, QWidget], None],
    ) -> None:
        self._session, self._idle, self._foot, self._pages, self._front = session, idle, foot, pages, front

    def listen(self, page: Page) -> None:
        """A page was made."""
        page.tell.connect(self.tell)
        if isinstance(page, CallModePage):
            page.calling.connect(self.hold)

    def tell(self, youth: str, episode: str, line: str, how: str) -> None:
        """Tell somebody, by phone or in writing; without a line whoever comes next, or everybody."""
        name = "callmode" if how == "call" else "writing"
        page = self._pages()[name]
        if self._session.me is not None and isinstance(page, CallModePage | WritingPage):
            page.open_line(youth, episode, line)
            self._front(name, page)

    def hold(self, on: bool) -> None:  # noqa: FBT001 - a signal has no names
        """A call runs, or is over: the idle lock waits meanwhile."""
        if on:
            self._idle.hold()
        else:
            self._idle.release()
        self._foot.show()

    def come_back(self) -> None:
        """After unlocking: a call of tonight that was not recorded yet is in front again."""
        self._session.ask(lambda desk: desk.ask(kept_calls), self._on_kept)

    def _on_kept(self, kept: list[CallKept]) -> None:
        if kept and self._session.now() - kept[0].saved_at < _STILL_FRESH:
            self.tell(kept[0].youth, kept[0].episode, kept[0].line, "call")
