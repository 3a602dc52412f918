"""The ways that each role has, in the navigation, and the language that they are said in."""

from __future__ import annotations

from PySide6.QtCore import QLocale

from fieldapp.text import _
from ui.shell import NavItem


def settings_item() -> NavItem:
    """The way at the foot of the navigation."""
    return NavItem("settings", _("Settings"), "settings")


def nav_of(role: str) -> tuple[NavItem, ...]:
    """The ways a role has."""
    today = NavItem("today", _("Today"), "calendar-clock")
    youths = NavItem("youths", _("Youths"), "users")
    screenings = NavItem("screening", _("Screenings"), "clipboard-check")
    papers = NavItem("papers", _("Papers"), "file-text")
    exchange = NavItem("exchange", _("Exchange"), "arrow-left-right")
    if role == "supervisor":
        return (NavItem("monday", _("Exceptions"), "list-checks"), today, youths, screenings, papers, exchange)
    return (today, youths, screenings, papers, exchange)


def system_language() -> str:
    """The system's language where the app has it, else English."""
    return "es" if QLocale.system().language() == QLocale.Language.Spanish else "en"
