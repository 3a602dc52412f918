"""The pages behind the unlock: each is made when it is first wanted, or one by one before that."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from PySide6.QtWidgets import QWidget

from ui.pages.actions import NextStepsPage
from ui.pages.audit import AuditPage
from ui.pages.call import CallPage
from ui.pages.callmode import CallModePage
from ui.pages.caseload import CaseloadPage
from ui.pages.destruction import DestructionPage
from ui.pages.drills import DrillsPage
from ui.pages.episode import EpisodePage
from ui.pages.exchange import ExchangePage
from ui.pages.history import HistoryPage
from ui.pages.left_notes import LeftNotesPage
from ui.pages.licences import LicencesPage
from ui.pages.monday import MondayPage
from ui.pages.page import Page
from ui.pages.papers import PapersPage
from ui.pages.restricted import RestrictedPage
from ui.pages.screening import ScreeningPage
from ui.pages.settings import SettingsPage
from ui.pages.today import TodayPage
from ui.pages.writing import WritingPage
from ui.pages.wrong_youth import WrongYouthPage
from ui.pages.youth import YouthPage
from ui.pages.youths import YouthsPage

PAGES: dict[str, type[Page]] = {
    "today": TodayPage,
    "youths": YouthsPage,
    "youth": YouthPage,
    "caseload": CaseloadPage,
    "call": CallPage,
    "callmode": CallModePage,
    "writing": WritingPage,
    "episode": EpisodePage,
    "actions": NextStepsPage,
    "restricted": RestrictedPage,
    "history": HistoryPage,
    "wrongyouth": WrongYouthPage,
    "papers": PapersPage,
    "screening": ScreeningPage,
    "monday": MondayPage,
    "exchange": ExchangePage,
    "settings": SettingsPage,
    "licences": LicencesPage,
    "drills": DrillsPage,
    "audit": AuditPage,
    "notes": LeftNotesPage,
    "destruction": DestructionPage,
}
"""The pages behind the unlock, by the name that other pages go to."""

Kinds = Mapping[str, type[Page]]


class Shelf(Mapping[str, Page]):
    """Pages by the name that other pages go to. make: makes one and listens to it."""

    def __init__(self, kinds: Kinds, make: Callable[[str, type[Page]], Page]) -> None:
        self._kinds = kinds
        self._make = make
        self._made: dict[str, Page] = {}

    def __getitem__(self, name: str) -> Page:
        """The page, made where nobody wanted it before."""
        if name not in self._made:
            self._made[name] = self._make(name, self._kinds[name])
        return self._made[name]

    def __contains__(self, name: object) -> bool:
        """Whether there is such a page, made or not."""
        return name in self._kinds

    def __iter__(self) -> Iterator[str]:
        """Every page's name."""
        return iter(self._kinds)

    def __len__(self) -> int:
        """How many pages there are."""
        return len(self._kinds)

    def made(self) -> dict[str, Page]:
        """Those that were made so far."""
        return dict(self._made)

    def emptied(self) -> list[Page]:
        """Those that were made so far; each is made anew when it is next wanted."""
        before = list(self._made.values())
        self._made.clear()
        return before

    def make_one(self) -> bool:
        """Make one that nobody wanted yet; False when all are made."""
        missing = next((name for name in self._kinds if name not in self._made), None)
        return missing is not None and self[missing] is not None


def let_go(left: list[QWidget]) -> None:
    """Pages go, with all that stands on them. Those left for another language go once the store is locked: what they asked is
    still answered to them before.
    """
    while left:
        page = left.pop()
        if isinstance(page, Page):
            page.forget()
        page.deleteLater()
