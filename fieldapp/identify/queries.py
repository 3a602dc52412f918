"""Screenings as they stand: drafts on this laptop, finished ones with their amendments."""

from __future__ import annotations

from dataclasses import dataclass

import msgspec

from fieldapp.identify.entries import ScreeningAmended, ScreeningFinished, ScreeningReviewed
from fieldapp.identify.model import Rating, Result
from fieldapp.identify.tables import ScreeningRow
from fieldapp.ledger import local
from fieldapp.ledger.said import Said, said
from fieldapp.ledger.work import View

DRAFT = "draft/screening/"


class Kept(msgspec.Struct, frozen=True, kw_only=True):
    """A screening that is not finished, as it is kept after each change. at: the item in focus · instrument: its id."""

    id: str
    youth: str
    instrument: str
    began_at: int
    contact_on: str
    ratings: tuple[Rating, ...] = ()
    notes: str = ""
    at: str = ""
    saved_at: int = 0


@dataclass(frozen=True, slots=True)
class Screening:
    """A finished screening: ratings and result as the last amendment left them, and every reason why it was amended."""

    id: str
    youth: str
    finished_at: int
    by: str
    contact_on: str
    ratings: tuple[Rating, ...]
    notes: str
    result: Result
    amended: tuple[tuple[int, str], ...]
    reviewed_at: int | None


def drafts(view: View) -> list[Kept]:
    """Every screening that is not finished, the one last worked on first."""
    held = local.starting_with(view.session.connection(), DRAFT)
    found = [msgspec.msgpack.decode(value, type=Kept) for _key, value in held]
    return sorted(found, key=lambda each: -each.saved_at)


def draft(view: View, screening: str) -> Kept | None:
    """One of them."""
    held = local.get(view.session.connection(), DRAFT + screening)
    return msgspec.msgpack.decode(held, type=Kept) if held else None


def screenings(view: View, youth: str) -> list[Screening]:
    """A youth's finished screenings, newest first."""
    amended = said(view.session, ScreeningRow, ScreeningAmended, stream=youth)
    reviewed = {each.fact.id: each.at for each in said(view.session, ScreeningRow, ScreeningReviewed, stream=youth)}
    finished = said(view.session, ScreeningRow, ScreeningFinished, stream=youth)
    return [
        _screening(each, [other for other in amended if other.fact.id == each.fact.id], reviewed) for each in reversed(finished)
    ]


def _screening(finished: Said[ScreeningFinished], amended: list[Said[ScreeningAmended]], reviewed: dict[str, int]) -> Screening:
    last: ScreeningFinished | ScreeningAmended = amended[-1].fact if amended else finished.fact
    return Screening(
        id=finished.fact.id,
        youth=finished.stream,
        finished_at=finished.at,
        by=finished.actor,
        contact_on=finished.fact.contact_on,
        ratings=last.ratings,
        notes=finished.fact.notes,
        result=last.result,
        amended=tuple((each.at, each.fact.reason) for each in amended),
        reviewed_at=reviewed.get(finished.fact.id),
    )
