"""A county's overlay: it may add rows, fill slots and tighten rows of law, never drop or loosen one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

import msgspec

from fieldapp.errors import Fault
from fieldapp.policy.clocks import is_limit, longer
from fieldapp.policy.loading import Placed, RulesFile, incomplete, recipients_of
from fieldapp.policy.schema import Row, said_as
from fieldapp.text import _


def overlaid(rows: Sequence[Placed], overlay: RulesFile, faults: list[Fault]) -> Iterator[Placed]:
    """A slot is filled, a row of law tightened (each of its rows, where its text changed), anything else is added."""
    own: dict[str, list[Placed]] = {}
    for placed in overlay.rows:
        own.setdefault(placed.row.id, []).append(placed)
    of_law = {placed.row.id for placed in rows if placed.kind != "slot"}
    for added in (each for row, each in own.items() if row not in of_law):
        faults.extend(_lacking(added))
    twice = (placed for row, given in own.items() if row in of_law for placed in given[1:])
    faults.extend(Fault(placed.file, placed.row.id, "id", _("This row is tightened twice.")) for placed in twice)
    for placed in rows:
        over = own.get(placed.row.id)
        if over is None:
            yield placed
        elif placed.kind == "slot":
            yield from over
        else:
            faults.extend(_loosening(placed, over[0]))
            yield _tightened(placed, over[0])
    there = {placed.row.id for placed in rows}
    yield from (placed for row, added in own.items() if row not in there for placed in added)


def _lacking(rows: Iterable[Placed]) -> Iterator[Fault]:
    for placed in rows:
        for key, sentence in incomplete(placed.kind, placed.row):
            yield Fault(placed.file, placed.row.id, key, sentence)


_MAY_CARRY = frozenset({"id", "within", "tell", "cite"})


def _loosening(placed: Placed, over: Placed) -> Iterator[Fault]:
    """What a county's row would do to a row of law beside tightening it."""
    law_row, row = placed.row, over.row

    def fault(key: str, sentence: str) -> Fault:
        return Fault(over.file, row.id, key, sentence)

    default = Row(id=row.id)
    for field in Row.__struct_fields__:
        if field not in _MAY_CARRY and getattr(row, field) != getattr(default, field):
            yield fault(
                said_as(field), _("A county may only tighten this row of law: `within`, `tell` and `cite`, nothing else.")
            )
    if over.kind != placed.kind:
        yield fault("kind", _("A county may not turn this row of law into another kind."))
    if row.tell and law_row.tell_one_of:
        yield fault("tell", _("The law lets one of several be told: one more would loosen it. Add a row of the county's own."))
    if row.within is None or not is_limit(row.within):
        return
    if law_row.by_end_of_business_day or law_row.or_by_end_of_business_day:
        yield fault("within", _("The law counts business days here. Add a row of the county's own."))
    if law_row.within is not None and longer(row.within, law_row.within):
        sentence = _("{new} can end later than the law's {old}: a county may not loosen it.")
        yield fault("within", sentence.format(new=row.within, old=law_row.within))
    if not row.cite:
        yield fault("cite", _("A tighter limit needs its citation."))


def _tightened(placed: Placed, over: Placed) -> Placed:
    law_row, row = placed.row, over.row
    added = tuple(each for each in row.tell if (each if isinstance(each, str) else each.to) not in recipients_of(law_row))
    tighter = msgspec.structs.replace(
        law_row, within=row.within or law_row.within, tell=(*law_row.tell, *added), cite=(*law_row.cite, *row.cite)
    )
    return replace(placed, row=tighter)
