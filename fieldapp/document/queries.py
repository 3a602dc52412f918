"""CSE status as it stands and as it stood, of all records that are one youth."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from fieldapp.document import model
from fieldapp.document.entries import RowSaid, StatusEntered, StatusSaid
from fieldapp.document.model import ROW, STATUS, RowHeld, RowStated, StatusStated, grid_place, row_key
from fieldapp.document.tables import StatusRow
from fieldapp.ledger.asked import asked
from fieldapp.ledger.current import current
from fieldapp.ledger.knowing import in_order
from fieldapp.ledger.said import Said, said
from fieldapp.ledger.work import View
from fieldapp.youth.queries import records_of

_GRAVEST: tuple[model.Cse, ...] = ("victim", "at_risk", "none")


def status(view: View, youth: str) -> StatusStated | None:
    """What the agency holds now; None where nobody has stated anything. Of several at the same time the gravest heads, since
    clocks must not wait for a decision.
    """
    found = [each for record in records_of(view, youth) for each in _current(view, record)]
    if not found:
        return None
    first, *others = sorted(found, key=lambda each: (_GRAVEST.index(each.value.cse), -each.at, each.entry))
    differing = tuple(each for each in others if _held(each.value) != _held(first.value))
    return StatusStated(first.entry, first.youth, first.value, first.at, first.by, first.reason, differing)


def _current(view: View, record: str) -> Iterator[StatusStated]:
    kept = current(view.session, record, STATUS).get(STATUS, ())
    return (each for each in _stated(view, [record]) if each.entry in kept)


def _held(value: model.Status) -> tuple[object, ...]:
    """A status without the rows that were added with it."""
    return value.cse, value.identified_at, value.suspected_at, value.trafficking_at, value.basis, value.screening


def history(view: View, youth: str) -> list[StatusStated]:
    """Every statement, newest first."""
    return _stated(view, records_of(view, youth))[::-1]


def _stated(view: View, records: Sequence[str]) -> list[StatusStated]:
    """Oldest first."""
    return [
        StatusStated(each.entry, each.stream, each.fact.value, each.at, each.actor, each.fact.reason)
        for each in in_order(view.session, said(view.session, StatusRow, StatusSaid, stream=records))
    ]


def grid(view: View, youth: str) -> list[RowHeld]:
    """Every row that was ever added, in the order of the state's screen, then by start; withdrawn ones too."""
    found = [each for record in records_of(view, youth) for each in _rows(view, record)]
    return sorted(found, key=lambda each: (grid_place(each.first.value), each.first.value.start or "", each.key))


def _rows(view: View, record: str) -> Iterator[RowHeld]:
    entered = {each.fact.status: each.fact.value for each in said(view.session, StatusRow, StatusEntered, stream=record)}
    kept = current(view.session, record, ROW)
    listed: dict[str, list[RowStated]] = defaultdict(list)
    for saved in said(view.session, StatusRow, StatusSaid, stream=record):
        for row in saved.fact.value.rows:
            stated = _row(saved, row, entered, withdrawn=False)
            listed[row_key(saved.entry, row)].append(stated)
    for again in said(view.session, StatusRow, RowSaid, stream=record):
        listed[again.fact.row].append(_row(again, again.fact.value, entered, withdrawn=again.fact.withdrawn))
    for key, found in listed.items():
        newest = sorted(found, key=lambda one: (-one.at, one.entry))
        now = tuple(one for one in newest if one.entry in kept.get(ROW + key, ()))
        if now:
            yield RowHeld(key, record, _once(now), tuple(one for one in newest if one not in now))


def _row(
    each: Said[StatusSaid] | Said[RowSaid], row: model.GridRow, entered: dict[str, model.EnteredOn], *, withdrawn: bool
) -> RowStated:
    return RowStated(each.entry, row, each.at, each.actor, each.fact.reason, withdrawn, entered.get(each.entry.hex()))


def _once(now: tuple[RowStated, ...]) -> tuple[RowStated, ...]:
    """The same said twice is said once; what stands is shown before what was withdrawn."""
    distinct: dict[tuple[model.GridRow, bool], RowStated] = {}
    for each in now:
        distinct.setdefault((each.value, each.withdrawn), each)
    return tuple(sorted(distinct.values(), key=lambda one: one.withdrawn))


def to_key(view: View, youth: str) -> dict[tuple[str, bytes], RowStated]:
    """What must still be entered in CWS/CMS: (record, entry) -> one of the rows it states."""
    return {(row.youth, each.entry): each for row in grid(view, youth) if row.to_key for each in row.now if each.entered is None}


def written_by_me(view: View) -> dict[str, int]:
    """Records in which this person stated rows that nobody has marked as entered -> when, the first of them (ms UTC)."""
    rows = asked(
        view.session,
        "SELECT s.stream, min(e.at) FROM cse_status s CROSS JOIN entry e ON e.stream = s.stream AND e.hash = s.entry "
        "WHERE s.rows > 0 AND e.actor = ? AND NOT EXISTS (SELECT 1 FROM cse_status d WHERE d.stream = s.stream "
        "AND d.about = lower(hex(s.entry)) AND NOT EXISTS (SELECT 1 FROM barred b WHERE b.entry = d.entry)) "
        "AND NOT EXISTS (SELECT 1 FROM barred b WHERE b.entry = s.entry) GROUP BY s.stream",
        view.me.person,
    )
    return dict(rows)
