"""Rows of missing episodes as values."""

from __future__ import annotations

from collections import defaultdict

import msgspec
from sqlmodel import col, select

from fieldapp.agenda.queries import Occasion
from fieldapp.ledger.current import allowed, current, entries_of
from fieldapp.ledger.work import View
from fieldapp.locate import model
from fieldapp.locate.tables import CallRow, EndingRow, EpisodeJoinRow, EpisodeRow, EpisodeSaidRow, MomentRow

_HAPPENED = msgspec.json.Decoder(model.Happened)
_NOW_WITH = msgspec.json.Decoder(model.NowWith)
_WAITING = msgspec.json.Decoder(model.Waiting)
_CALL = msgspec.json.Decoder(model.Call)
OVER = frozenset({"returned", "reported_in_error", "back_before_any_call", "jurisdiction_ended", "died", "adult_place_withheld"})
"""Endings after which nobody is missing any more; located and recovered are not yet a return."""


def episode(view: View, youth: str, episode_id: str) -> model.Episode | None:
    """One episode as it stands, with what was stated elsewhere at the same time."""
    row = next(iter(_rows(view, youth, episode_id)), None)
    return _episode(view, row) if row else None


def episodes(view: View, youth: str) -> list[model.Episode]:
    """A youth's episodes, newest first."""
    found = [_episode(view, row) for row in _rows(view, youth)]
    return sorted(found, key=lambda each: -each.happened.agency_learned)


def all_episodes(view: View) -> list[model.Episode]:
    """Every episode in this store, newest first."""
    rows = allowed(view.session, view.session.exec(select(EpisodeRow)).all())
    found = [_episode(view, row) for row in rows]
    return sorted(found, key=lambda each: -each.happened.agency_learned)


def open_episodes(view: View) -> list[model.Episode]:
    """Everybody who is missing now, or late and not yet missing."""
    return [each for each in all_episodes(view) if each.open]


def joined(view: View) -> dict[str, Occasion]:
    """A joined episode's id -> the episode it is shown under (of two the one with the smaller id)."""
    homes = {row.id: row.stream for row in view.session.exec(select(EpisodeRow)).all()}
    heads: dict[str, str] = {}
    for row in allowed(view.session, view.session.exec(select(EpisodeJoinRow)).all()):
        head, other = sorted((_head(heads, row.episode), _head(heads, row.other)))
        if head != other:
            heads[other] = head
    return {each: Occasion(homes[_head(heads, each)], _head(heads, each)) for each in heads if _head(heads, each) in homes}


def _head(heads: dict[str, str], episode_id: str) -> str:
    while episode_id in heads:
        episode_id = heads[episode_id]
    return episode_id


def group(view: View, episode_id: str) -> list[Occasion]:
    """An episode and all that are joined to it, the one it is shown under first."""
    same = joined(view)
    head = same[episode_id].id if episode_id in same else episode_id
    members = [head, *sorted(each for each, shown in same.items() if shown.id == head)]
    homes = {row.id: row.stream for row in view.session.exec(select(EpisodeRow).where(col(EpisodeRow.id).in_(members))).all()}
    return [Occasion(homes[each], each) for each in members if each in homes]


def _rows(view: View, youth: str, episode_id: str | None = None) -> list[EpisodeRow]:
    query = select(EpisodeRow).where(EpisodeRow.stream == youth)
    if episode_id is not None:
        query = query.where(EpisodeRow.id == episode_id)
    return allowed(view.session, view.session.exec(query).all())


def _episode(view: View, row: EpisodeRow) -> model.Episode:
    said = _said(view, row)
    happened = [_HAPPENED.decode(each.value) for each in said["locate.happened"]]
    call = _call(view, row)
    if not happened:
        happened = [model.Happened(agency_learned=call.came_at if call else row.at)]
    ended = _ended(view, row)
    now_with = [_NOW_WITH.decode(each.value) for each in said["locate.now_with"]]
    waiting = [_WAITING.decode(each.value) for each in said["locate.waiting"]]
    return model.Episode(
        id=row.id,
        youth=row.stream,
        started_at=row.at,
        happened=happened[0],
        others=tuple(each for each in happened[1:] if each != happened[0]),
        call=call,
        now_with=now_with[0] if now_with else None,
        waiting=waiting[0] if waiting else None,
        ended=ended,
        timeline=_timeline(view, row),
        joined=tuple(each.id for each in group(view, row.id) if each.id != row.id),
        open=not any(each.what in OVER for each in ended),
    )


def _said(view: View, row: EpisodeRow) -> dict[str, list[EpisodeSaidRow]]:
    kept = entries_of([current(view.session, row.stream, "locate.")])
    found: dict[str, list[EpisodeSaidRow]] = defaultdict(list)
    rows = view.session.exec(
        select(EpisodeSaidRow).where(EpisodeSaidRow.stream == row.stream, EpisodeSaidRow.episode == row.id)
    ).all()
    for each in sorted(rows, key=lambda each: (-each.at, each.entry)):
        if each.entry in kept:
            found[each.kind].append(each)
    return found


def _call(view: View, row: EpisodeRow) -> model.Call | None:
    found = view.session.exec(select(CallRow).where(CallRow.stream == row.stream, CallRow.id == row.call)).first()
    return _CALL.decode(found.value) if found else None


def _ended(view: View, row: EpisodeRow) -> tuple[model.Ended, ...]:
    rows = view.session.exec(select(EndingRow).where(EndingRow.stream == row.stream, EndingRow.episode == row.id)).all()
    found = [model.Ended(each.what, each.at, each.place, each.note, each.actor) for each in allowed(view.session, rows)]  # type: ignore[arg-type]
    return tuple(sorted(found, key=lambda each: each.at))


def _timeline(view: View, row: EpisodeRow) -> tuple[model.TimelineItem, ...]:
    rows = view.session.exec(select(MomentRow).where(MomentRow.stream == row.stream, MomentRow.episode == row.id)).all()
    items = [model.TimelineItem(e.at, e.recorded_at, e.what, e.text, e.actor) for e in allowed(view.session, rows)]
    return tuple(sorted(items, key=lambda each: (each.at, each.recorded_at)))
