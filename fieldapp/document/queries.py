"""CSE status as it stands and as it stood."""

from __future__ import annotations

import msgspec
from sqlmodel import select

from fieldapp.document import model
from fieldapp.document.tables import EnteredRow, StatusRow
from fieldapp.ledger.current import allowed, current
from fieldapp.ledger.work import View

_STATUS = msgspec.json.Decoder(model.Status)


def status(view: View, youth: str) -> model.StatusStated | None:
    """What the agency holds now; None where nobody has stated anything."""
    kept = current(view.session, youth, "document.status").get("document.status", ())
    found = [each for each in history(view, youth) if each.entry in kept]
    if not found:
        return None
    first, *others = found
    return _with_others(first, others)


def _with_others(first: model.StatusStated, others: list[model.StatusStated]) -> model.StatusStated:
    values = tuple(each.value for each in others if each.value != first.value)
    return model.StatusStated(first.entry, first.value, first.at, first.by, first.entered, values)


def history(view: View, youth: str) -> list[model.StatusStated]:
    """Every statement, newest first."""
    entered = {
        row.status: model.EnteredOn(day=row.day, by=row.who)
        for row in allowed(view.session, view.session.exec(select(EnteredRow).where(EnteredRow.stream == youth)).all())
    }
    rows = allowed(view.session, view.session.exec(select(StatusRow).where(StatusRow.stream == youth)).all())
    found = [
        model.StatusStated(row.entry, _STATUS.decode(row.value), row.at, row.actor, entered.get(row.entry.hex())) for row in rows
    ]
    return sorted(found, key=lambda each: (-each.at, each.entry))
