"""Screenings as they stand: drafts on this laptop, finished ones with their amendments."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import msgspec

from fieldapp.identify.entries import ScreeningAmended, ScreeningFinished, ScreeningReviewed
from fieldapp.identify.model import Note, Rating, Result
from fieldapp.identify.tables import ScreeningRow
from fieldapp.ledger import local
from fieldapp.ledger.said import Said, said
from fieldapp.ledger.work import View

DRAFT = "draft/screening/"
Part = Literal["contact", "rating"]
"""The notes of the contact, or the rating after it."""


class Kept(msgspec.Struct, frozen=True, kw_only=True):
    """A screening that is not finished, as it is kept after each change. at: the item in focus · instrument: its id · part: what
    was last worked on, so that it is gone on with there · amends: the finished screening that these ratings amend.
    """

    id: str
    youth: str
    instrument: str
    began_at: int
    contact_on: str
    ratings: tuple[Rating, ...] = ()
    notes: tuple[Note, ...] = ()
    at: str = ""
    saved_at: int = 0
    part: Part = "rating"
    amends: str = ""


@dataclass(frozen=True, slots=True)
class Signed:
    """Something dated and signed. at: ms UTC · by: the person's id · words: a reason, or a note."""

    at: int
    by: str
    words: str


@dataclass(frozen=True, slots=True)
class Screening:
    """A finished screening: ratings and result as the last amendment left them. first: the ratings as they were finished ·
    amended: each amendment, oldest first · reviewed: by whom it was read, None where nobody has.
    """

    id: str
    youth: str
    finished_at: int
    by: str
    contact_on: str
    ratings: tuple[Rating, ...]
    first: tuple[Rating, ...]
    notes: tuple[Note, ...]
    result: Result
    amended: tuple[Signed, ...]
    reviewed: Signed | None

    @property
    def unread(self) -> bool:
        """Whether a supervisor has yet to read it, or an amendment that came after the reading."""
        return self.reviewed is None or any(each.at > self.reviewed.at for each in self.amended)


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
    return _screenings(view, stream=youth)


def all_screenings(view: View) -> list[Screening]:
    """Everybody's finished screenings that are in this store, newest first."""
    return _screenings(view)


def _screenings(view: View, **where: str) -> list[Screening]:
    amended = said(view.session, ScreeningRow, ScreeningAmended, **where)
    reviewed = {each.fact.id: each for each in said(view.session, ScreeningRow, ScreeningReviewed, **where)}
    finished = said(view.session, ScreeningRow, ScreeningFinished, **where)
    return [_screening(each, [one for one in amended if one.fact.id == each.fact.id], reviewed) for each in reversed(finished)]


def _screening(
    finished: Said[ScreeningFinished], amended: list[Said[ScreeningAmended]], reviewed: dict[str, Said[ScreeningReviewed]]
) -> Screening:
    last: ScreeningFinished | ScreeningAmended = amended[-1].fact if amended else finished.fact
    read = reviewed.get(finished.fact.id)
    return Screening(
        id=finished.fact.id,
        youth=finished.stream,
        finished_at=finished.at,
        by=finished.actor,
        contact_on=finished.fact.contact_on,
        ratings=last.ratings,
        first=finished.fact.ratings,
        notes=finished.fact.notes,
        result=last.result,
        amended=tuple(Signed(each.at, each.actor, each.fact.reason) for each in amended),
        reviewed=Signed(read.at, read.actor, read.fact.note) if read else None,
    )
