"""CSE status as it stands and as it stood."""

from __future__ import annotations

from fieldapp.document import model
from fieldapp.document.entries import StatusEntered, StatusSaid
from fieldapp.document.tables import StatusRow
from fieldapp.ledger.current import current
from fieldapp.ledger.said import said
from fieldapp.ledger.work import View


def status(view: View, youth: str) -> model.StatusStated | None:
    """What the agency holds now; None where nobody has stated anything."""
    kept = current(view.session, youth, "document.status").get("document.status", ())
    found = [each for each in history(view, youth) if each.entry in kept]
    if not found:
        return None
    first, *others = found
    values = tuple(each.value for each in others if each.value != first.value)
    return model.StatusStated(first.entry, first.value, first.at, first.by, first.entered, values)


def history(view: View, youth: str) -> list[model.StatusStated]:
    """Every statement, newest first."""
    entered = {each.fact.status: each.fact.value for each in said(view.session, StatusRow, StatusEntered, stream=youth)}
    stated = said(view.session, StatusRow, StatusSaid, stream=youth)
    return [
        model.StatusStated(each.entry, each.fact.value, each.at, each.actor, entered.get(each.entry.hex()))
        for each in reversed(stated)
    ]
