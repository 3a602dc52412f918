"""Destruction by order, at the supervisor's: what of a record goes, by whose order, once and for good."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from fieldapp import clock
from fieldapp.desk import clearing
from fieldapp.desk.desk import Desk, Progress, Slices
from fieldapp.desk.destroyed import DestructionOrdered, held, ordered
from fieldapp.errors import BadInput
from fieldapp.ledger.ids import new_id
from fieldapp.ledger.work import Work
from fieldapp.locate.queries import open_episodes
from fieldapp.text import _, clean
from fieldapp.youth.queries import records_of

_MOST = 800
"""So many hashes fit into one entry."""
_LONGEST = 200


@dataclass(frozen=True, slots=True)
class Order:
    """The order as a supervisor types it. by: the court or authority · dated: ISO date."""

    by: str
    reference: str
    dated: str


def destroy(desk: Desk, youth: str, order: Order, passphrase: str, chosen: Sequence[bytes] = ()) -> Slices[str]:
    """Destroy a youth's whole record, or the chosen entries of it; returns the order's id. It cannot be taken back.

    BadInput, NotAllowed or WrongPassphrase leave everything as it was.
    """
    desk.files.require_passphrase(passphrase, desk.clock)
    yield Progress(0, 2, _("Destroying the record"))
    made = desk.do(_destroy, youth, order, frozenset(chosen)).result
    yield Progress(1, 2, _("Destroying files, backups and bundles"))
    yield from clearing.carry_out(desk)
    return made


def destroy_rest(desk: Desk, order: str, passphrase: str) -> Slices[None]:
    """Destroy what came of records since their order: it was written where nobody knew of the order yet."""
    desk.files.require_passphrase(passphrase, desk.clock)
    desk.do(_destroy_rest, order)
    yield from clearing.carry_out(desk)


def _destroy(work: Work, youth: str, order: Order, chosen: frozenset[bytes]) -> str:
    checked = Order(_typed("by", order.by), _typed("reference", order.reference), _day("dated", order.dated, work.now))
    records = records_of(work, youth)
    if not chosen and any(each.youth in records for each in open_episodes(work)):
        raise BadInput("youth", _("This youth is missing now."), _("Nothing was destroyed. Record the return first."))
    found = [each for each in held(work, records) if not chosen or each[1] in chosen]
    if not found:
        raise BadInput("youth", _("Nothing of this record is left to destroy."), _("Look at the list of orders."))
    made = new_id()
    _write(work, made, checked, found, whole=not chosen)
    return made


def _destroy_rest(work: Work, order: str) -> None:
    entries = ordered(work, order)
    found = held(work, sorted({each.stream for each in entries}))
    if not found:
        raise BadInput("order", _("Nothing came since this order."), _("Look at the list of orders."))
    first = entries[0].fact
    _write(work, order, Order(first.by, first.reference, first.dated), found, whole=first.whole)


def _write(work: Work, made: str, order: Order, found: Iterable[tuple[str, bytes]], *, whole: bool) -> None:
    by_stream: dict[str, list[str]] = {}
    for stream, digest in found:
        by_stream.setdefault(stream, []).append(digest.hex())
    for stream, hashes in by_stream.items():
        for first in range(0, len(hashes), _MOST):
            part = tuple(hashes[first : first + _MOST])
            fact = DestructionOrdered(
                order=made, by=order.by, reference=order.reference, dated=order.dated, whole=whole, entries=part
            )
            work.write(stream, fact)


def _typed(field: str, text: str) -> str:
    kept = clean(text)
    if not kept:
        raise BadInput(field, _("This is missing."), _("Type it as it stands on the order; it is the proof of why."))
    if len(kept) > _LONGEST:
        raise BadInput(field, _("This is too long."), _("Type the court or the number alone."))
    return kept


def _day(field: str, text: str, now: clock.Instant) -> str:
    try:
        day = date.fromisoformat(text.strip())
    except ValueError:
        raise BadInput(field, _("{day} is no date.").format(day=text or "…"), _("Write it as 2026-11-22.")) from None
    if day > clock.day(now):
        raise BadInput(field, _("That day has not come yet."), _("Type the day that stands on the order."))
    return day.isoformat()
