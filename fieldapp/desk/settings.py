"""What a person chose for this store: theme, language, and after how many minutes it locks; kept here, never sent."""

from __future__ import annotations

from typing import Literal

import msgspec

from fieldapp.errors import BadInput
from fieldapp.ledger import local
from fieldapp.ledger.work import View, Work
from fieldapp.text import _

_KEY = "settings"
MOST_MINUTES = 30
"""The idle lock never waits longer (DESIGN 3)."""


class Settings(msgspec.Struct, frozen=True, kw_only=True):
    """Choices with their defaults. language: "" follows the system."""

    theme: Literal["system", "light", "dark"] = "system"
    language: Literal["", "en", "es"] = ""
    lock_minutes: int = 5


def settings(view: View) -> Settings:
    """What was chosen; the defaults where nothing was, or where a later version wrote it otherwise."""
    held = local.get(view.session.connection(), _KEY)
    if held is None:
        return Settings()
    try:
        return msgspec.json.decode(held, type=Settings)
    except msgspec.MsgspecError:
        return Settings()


def keep_settings(work: Work, chosen: Settings) -> Settings:
    """Keep what was chosen."""
    if not 1 <= chosen.lock_minutes <= MOST_MINUTES:
        raise BadInput(
            "lock_minutes",
            _("The store locks after 1 to {n} minutes.").format(n=MOST_MINUTES),
            _("Choose a time in between."),
        )
    local.put(work.session.connection(), _KEY, msgspec.json.encode(chosen))
    return chosen
