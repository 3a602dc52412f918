"""What a person can do about CSE status: state it with its grid rows, and say that it was entered in CWS/CMS."""

from __future__ import annotations

from datetime import date

from fieldapp import clock
from fieldapp.document.edits import faults
from fieldapp.document.entries import StatusEntered, StatusSaid
from fieldapp.document.model import EnteredOn, Status
from fieldapp.errors import BadInput
from fieldapp.ledger.work import Work
from fieldapp.text import _
from fieldapp.youth.queries import youth as youth_of


def say_status(work: Work, youth: str, value: Status) -> bytes:
    """State the status with its rows; refused while one of the state's own edits fails. Returns the entry's hash."""
    record = youth_of(work, youth)
    born = record.standing.value.born if record and record.standing else None
    found = faults(value.rows, born)
    if found:
        raise BadInput(f"row-{found[0].row}", found[0].sentence, _("CWS/CMS would not take this row either."))
    if value.cse == "none" and value.rows:
        raise BadInput(
            "cse", _("There are rows, but the status says none."), _("Remove the rows, or choose the status they show.")
        )
    if value.identified_at is not None and value.identified_at > work.now + clock.MINUTE:
        raise BadInput("identified_at", _("This time lies in the future."), _("Enter when it was first believed."))
    return work.write(youth, StatusSaid(value=value)).hash


def mark_entered(work: Work, youth: str, status: bytes, day: str, by: str) -> None:
    """Say that the rows of a status stand in CWS/CMS since a day (ISO date)."""
    try:
        entered = date.fromisoformat(day)
    except ValueError:
        raise BadInput("day", _("{day} is no date.").format(day=day), _("Write it as 2026-11-22.")) from None
    if entered > clock.day(work.now):
        raise BadInput("day", _("This day lies in the future."), _("Enter the day on which it was entered."))
    work.write(youth, StatusEntered(status=status.hex(), value=EnteredOn(day=day, by=by)))
