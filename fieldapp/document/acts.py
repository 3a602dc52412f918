"""What a person can do about CSE status: state it with its grid rows, end, put right or withdraw one, decide, mark entered."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from msgspec.structs import replace

from fieldapp import clock
from fieldapp.document.edits import Edit, faults
from fieldapp.document.entries import RowSaid, StatusEntered, StatusSaid
from fieldapp.document.model import EnteredOn, GridRow, RowHeld, Status
from fieldapp.document.queries import grid, status
from fieldapp.errors import BadInput
from fieldapp.ledger.work import View, Work
from fieldapp.text import _, clean
from fieldapp.youth.checks import check_lived
from fieldapp.youth.queries import born_of


def say_status(work: Work, youth: str, value: Status, reason: str = "") -> bytes:
    """State the status, and add rows; refused while one of the state's own edits fails. Returns the entry's hash."""
    born = born_of(work, youth)
    _refuse(faults(value.rows, born, clock.day(work.now)))
    _check_word(value)
    _check_instants(work, value, born)
    rows = tuple(replace(each, basis=clean(each.basis)) for each in value.rows)
    return work.write(youth, StatusSaid(value=replace(value, rows=rows, basis=clean(value.basis)), reason=clean(reason))).hash


def _check_instants(work: Work, value: Status, born: str | None) -> None:
    for name in ("identified_at", "suspected_at", "trafficking_at"):
        at: int | None = getattr(value, name)
        if at is not None and at > work.now + clock.MINUTE:
            raise BadInput(name, _("This time lies in the future."), _("Enter when it was first believed."))
        if at is not None:
            check_lived(name, at, born)


def _check_word(value: Status) -> None:
    """The word and the rows of one save must not say different things."""
    types = {row.type for row in value.rows}
    if value.cse == "none" and types:
        raise BadInput(
            "cse", _("There are rows, but the status says none."), _("Remove the rows, or choose the status they show.")
        )
    if value.cse == "at_risk" and types - {"at_risk"}:
        raise BadInput("cse", _("A row says more than the status."), _("Choose the status that the rows show."))


def end_row(work: Work, youth: str, row: str, end: str) -> bytes:
    """Say when a row ended."""
    held = _held(work, youth, row)
    return _state(work, held, replace(held.first.value, end=end or None), "")


def correct_row(work: Work, youth: str, row: str, value: GridRow, reason: str) -> bytes:
    """Put a row right; what stood there stays readable, with the reason."""
    held = _held(work, youth, row)
    if value.type != held.first.value.type:
        raise BadInput("type", _("A row keeps its type."), _("Withdraw it, and add one of the other type."))
    return _state(work, held, value, _given(reason))


def withdraw_row(work: Work, youth: str, row: str, reason: str) -> bytes:
    """Say that a row should never have been there; it stays readable, and is on no sheet."""
    held = _held(work, youth, row)
    return work.write(held.youth, RowSaid(row=row, value=held.first.value, reason=_given(reason), withdrawn=True)).hash


def decide_row(work: Work, youth: str, row: str, entry: bytes, reason: str = "") -> bytes:
    """Choose one of the statements of a row that were made at the same time."""
    held = _held(work, youth, row)
    chosen = next((each for each in held.now if each.entry == entry), None)
    if chosen is None:
        raise _decided_meanwhile()
    fact = RowSaid(row=row, value=chosen.value, reason=clean(reason) or _("chosen of two"), withdrawn=chosen.withdrawn)
    return work.write(held.youth, fact).hash


def decide_status(work: Work, youth: str, entry: bytes, reason: str = "") -> bytes:
    """Choose one of the statements of the status that were made at the same time; the rows of each stay."""
    held = status(work, youth)
    stated = (held, *held.others) if held else ()
    chosen = next((each for each in stated if each.entry == entry), None)
    if chosen is None:
        raise _decided_meanwhile()
    said = StatusSaid(value=replace(chosen.value, rows=()), reason=clean(reason) or _("chosen of two"))
    hashes = [work.write(record, said).hash for record in dict.fromkeys(each.youth for each in stated)]
    return hashes[0]


def _decided_meanwhile() -> BadInput:
    return BadInput("status", _("This has been decided meanwhile."), _("Look at what stands there now."))


def mark_entered(work: Work, youth: str, entries: Iterable[tuple[str, bytes]], day: str, by: str) -> None:
    """Say that what these entries state (each with its record) stands in CWS/CMS since a day (ISO date)."""
    try:
        entered = date.fromisoformat(day)
    except ValueError:
        raise BadInput("day", _("{day} is no date.").format(day=day), _("Write it as 2026-11-22.")) from None
    if entered > clock.day(work.now):
        raise BadInput("day", _("This day lies in the future."), _("Enter the day on which it was entered."))
    if not clean(by):
        raise BadInput("by", _("Who entered it?"), _("Write a name or initials."))
    if refused := list(sheet_faults(work, youth)):
        _refuse(refused)
    for record, entry in entries:
        work.write(record, StatusEntered(status=entry.hex(), value=EnteredOn(day=day, by=clean(by))))


def sheet_faults(view: View, youth: str) -> list[Edit]:
    """What keeps the rows as they stand off the CWS/CMS sheet: a birth date that was put right later, two statements at once."""
    born, today = born_of(view, youth), clock.day(view.now)
    found: list[Edit] = []
    for place, row in enumerate(each for each in grid(view, youth) if each.stands):
        if len(row.now) > 1:
            found.append(Edit("twice", place, _("Two people stated this row at the same time: choose one of the two first.")))
        found.extend(Edit(each.rule, place, each.sentence) for each in faults([row.first.value], born, today))
    return found


def _held(work: Work, youth: str, row: str) -> RowHeld:
    found = next((each for each in grid(work, youth) if each.key == row), None)
    if found is None:
        raise BadInput("row", _("There is no such row."), _("Look at what stands there now."))
    return found


def _state(work: Work, held: RowHeld, value: GridRow, reason: str) -> bytes:
    if len(held.now) > 1:
        raise BadInput("row", _("Two people stated this row at the same time."), _("Choose one of the two first."))
    _refuse(faults([value], born_of(work, held.youth), clock.day(work.now)))
    return work.write(held.youth, RowSaid(row=held.key, value=replace(value, basis=clean(value.basis)), reason=reason)).hash


def _refuse(found: list[Edit]) -> None:
    if found:
        first = found[0]
        raise BadInput(f"row-{first.row}", first.words, _("CWS/CMS would not take this row either."))


def _given(reason: str) -> str:
    if not clean(reason):
        raise BadInput("reason", _("This needs its reason."), _("Say in a few words what was wrong."))
    return clean(reason)
