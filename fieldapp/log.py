"""The log: what the app did, by opaque id; never a name, a value or a path of a person's."""

from __future__ import annotations

import logging

_log = logging.getLogger("fieldapp")


def note(event: str, **ids: str | int) -> None:
    """One line: an event's fixed name and opaque ids or counts."""
    _log.info("%s %s", event, " ".join(f"{key}={value}" for key, value in ids.items()))


def fault(event: str, error: BaseException) -> None:
    """An error by its type alone: the text of an exception may name somebody."""
    _log.error("%s %s", event, type(error).__name__)
