"""Screenings as they stand: drafts on this laptop, finished ones with their amendments."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, TypeVar

import msgspec

from fieldapp.identify.entries import ScreeningAmended, ScreeningFinished, ScreeningReviewed
from fieldapp.identify.model import Note, Rating, Result
from fieldapp.identify.tables import ScreeningRow
from fieldapp.ledger import local
from fieldapp.ledger.asked import asked
from fieldapp.ledger.knowing import Knowing, in_order
from fieldapp.ledger.said import Said, said
from fieldapp.ledger.work import View

DRAFT = "draft/screening/"
L = TypeVar("L", ScreeningAmended, ScreeningReviewed)
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
    amended: each amendment, oldest first · reviewed: by whom it was read last, None where nobody has · unread: a supervisor has
    yet to read it, or an amendment.
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
    unread: bool


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


def unread(view: View, among: Sequence[str] | None = None) -> list[Screening]:
    """Those that a supervisor has yet to read, or an amendment of, newest first. among: the records in which something was
    amended lately, None for all; which ones nobody has ever read their rows say of all.
    """
    candidates = {*_never_read(view), *_amended(view, among)}
    return [each for each in _screenings(view, id=sorted(candidates)) if each.unread]


def amended_since_read(view: View, among: Sequence[str]) -> set[str]:
    """Those of these records in which a screening was amended that somebody had read, and nobody has read the amendment."""
    found = _screenings(view, id=sorted(_amended(view, among)))
    return {each.youth for each in found if each.unread and each.reviewed is not None}


def _never_read(view: View) -> set[str]:
    rows = asked(
        view.session,
        "SELECT id FROM screening WHERE kind = ? AND id NOT IN ("
        "SELECT id FROM screening WHERE kind = ? AND entry NOT IN (SELECT entry FROM barred))",
        ScreeningFinished.kind,
        ScreeningReviewed.kind,
    )
    return {row[0] for row in rows}


def _amended(view: View, among: Sequence[str] | None) -> set[str]:
    of_these = "" if among is None else " AND stream IN (SELECT value FROM json_each(?))"
    rows = asked(
        view.session,
        f"SELECT id FROM screening WHERE kind = ?{of_these}",  # noqa: S608 - one of two constants
        ScreeningAmended.kind,
        *(() if among is None else (json.dumps(among),)),
    )
    return {row[0] for row in rows}


def _screenings(view: View, **where: str | Sequence[str]) -> list[Screening]:
    amended = said(view.session, ScreeningRow, ScreeningAmended, **where)
    read = said(view.session, ScreeningRow, ScreeningReviewed, **where)
    finished = said(view.session, ScreeningRow, ScreeningFinished, **where)
    return [_screening(view, each, _about(view, each, amended), _about(view, each, read)) for each in reversed(finished)]


def _about(view: View, finished: Said[ScreeningFinished], found: Sequence[Said[L]]) -> list[Said[L]]:
    """What was written of one screening later, oldest first."""
    return in_order(view.session, [each for each in found if each.fact.id == finished.fact.id])


def _screening(
    view: View,
    finished: Said[ScreeningFinished],
    amended: Sequence[Said[ScreeningAmended]],
    read: Sequence[Said[ScreeningReviewed]],
) -> Screening:
    last: ScreeningFinished | ScreeningAmended = amended[-1].fact if amended else finished.fact
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
        reviewed=Signed(read[-1].at, read[-1].actor, read[-1].fact.note) if read else None,
        unread=not read or _is_unread(view, amended, read),
    )


def _is_unread(view: View, amended: Sequence[Said[ScreeningAmended]], read: Sequence[Said[ScreeningReviewed]]) -> bool:
    """Whether an amendment is one that nobody had before them who read the screening."""
    if not amended:
        return False
    knowing = Knowing(view.session, amended[0].stream)
    return not all(any(knowing.knew(one.entry, each.entry) for one in read) for each in amended)
