"""Rows of missing episodes as values."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from fieldapp.agenda.queries import Occasion
from fieldapp.ledger.current import Current, current, current_everywhere
from fieldapp.ledger.said import Said, said
from fieldapp.ledger.work import View
from fieldapp.locate import entries, model
from fieldapp.locate.tables import EndingRow, EpisodeJoinRow, EpisodeRow, EpisodeSaidRow

OVER = frozenset({"returned", "reported_in_error", "back_before_any_call", "jurisdiction_ended", "died", "adult_place_withheld"})
"""Endings after which nobody is missing any more; located and recovered are not yet a return."""

_ABOUT: tuple[type[entries.About], ...] = (
    entries.CallTaken,
    entries.HappenedSaid,
    entries.HandedOver,
    entries.WaitingDecided,
    entries.MomentNoted,
)


def episode(view: View, youth: str, episode_id: str) -> model.Episode | None:
    """One episode as it stands, with what was stated elsewhere at the same time."""
    begun = said(view.session, EpisodeRow, entries.EpisodeStarted, stream=youth, id=episode_id)
    return next(iter(_episodes(view, begun)), None)


def episodes(view: View, youth: str) -> list[model.Episode]:
    """A youth's episodes, newest first."""
    return _episodes(view, said(view.session, EpisodeRow, entries.EpisodeStarted, stream=youth))


def all_episodes(view: View) -> list[model.Episode]:
    """Every episode in this store, newest first."""
    return _episodes(view, said(view.session, EpisodeRow, entries.EpisodeStarted))


def open_episodes(view: View) -> list[model.Episode]:
    """Everybody who is missing now, or late and not yet missing."""
    over = {each.fact.episode for each in said(view.session, EndingRow, entries.EndingRecorded, what=sorted(OVER))}
    begun = said(view.session, EpisodeRow, entries.EpisodeStarted)
    return _episodes(view, [each for each in begun if each.fact.id not in over])


def joined(view: View) -> dict[str, Occasion]:
    """A joined episode's id -> the episode it is shown under (of two the one with the smaller id)."""
    heads: dict[str, str] = {}
    for each in said(view.session, EpisodeJoinRow, entries.EpisodesJoined):
        head, other = sorted((_head(heads, each.fact.episode), _head(heads, each.fact.other)))
        if head != other:
            heads[other] = head
    if not heads:
        return {}
    homes = {each.fact.id: each.stream for each in said(view.session, EpisodeRow, entries.EpisodeStarted)}
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
    homes = {each.fact.id: each.stream for each in said(view.session, EpisodeRow, entries.EpisodeStarted, id=members)}
    return [Occasion(homes[each], each) for each in members if each in homes]


def _episodes(view: View, begun: Sequence[Said[entries.EpisodeStarted]]) -> list[model.Episode]:
    """Episodes with everything about them, in three readings for however many there are."""
    if not begun:
        return []
    ids = [each.fact.id for each in begun] + [each.fact.call for each in begun if each.fact.call]
    about: dict[str, list[Said[entries.About]]] = defaultdict(list)
    for each in said(view.session, EpisodeSaidRow, _ABOUT, episode=ids):
        about[each.fact.id if isinstance(each.fact, entries.CallTaken) else each.fact.episode].append(each)
    ends: dict[str, list[Said[entries.EndingRecorded]]] = defaultdict(list)
    for end in said(view.session, EndingRow, entries.EndingRecorded, episode=ids):
        ends[end.fact.episode].append(end)
    streams = {each.stream for each in begun}
    now = (
        {s: current(view.session, s, "locate.") for s in streams}
        if len(streams) < 8
        else current_everywhere(view.session, "locate.")
    )
    same = joined(view)
    found = [
        _episode(each, about[each.fact.id] + about[each.fact.call], ends[each.fact.id], now[each.stream], same) for each in begun
    ]
    return sorted(found, key=lambda each: (-each.happened.agency_learned, each.id))


def _episode(
    begun: Said[entries.EpisodeStarted],
    about: list[Said[entries.About]],
    ends: list[Said[entries.EndingRecorded]],
    now: Current,
    same: dict[str, Occasion],
) -> model.Episode:
    own = begun.fact.id
    kept = {digest for digests in now.values() for digest in digests}
    newest = sorted(about, key=lambda each: (-each.at, each.entry))
    call = next((each.fact.call for each in about if isinstance(each.fact, entries.CallTaken)), None)
    happened = [e.fact.value for e in newest if isinstance(e.fact, entries.HappenedSaid) and e.entry in kept]
    with_whom = (e.fact.value for e in newest if isinstance(e.fact, entries.HandedOver) and e.entry in kept)
    waiting = (e.fact.value for e in newest if isinstance(e.fact, entries.WaitingDecided) and e.entry in kept)
    if not happened:
        happened = [model.Happened(agency_learned=call.came_at if call else begun.at)]
    head = same[own].id if own in same else own
    return model.Episode(
        id=own,
        youth=begun.stream,
        started_at=begun.at,
        happened=happened[0],
        others=tuple(each for each in happened[1:] if each != happened[0]),
        call=call,
        now_with=next(with_whom, None),
        waiting=next(waiting, None),
        ended=tuple(sorted(map(_ended, ends), key=lambda each: each.at)),
        timeline=_timeline(about),
        joined=tuple(sorted(({each for each, shown in same.items() if shown.id == head} | {head}) - {own})),
        open=not any(each.fact.what in OVER for each in ends),
    )


def _ended(end: Said[entries.EndingRecorded]) -> model.Ended:
    return model.Ended(end.fact.what, end.fact.at, end.fact.place, end.fact.note, end.actor)


def _timeline(about: Iterable[Said[entries.About]]) -> tuple[model.TimelineItem, ...]:
    items = [
        model.TimelineItem(each.fact.at, each.at, each.fact.what, each.fact.text, each.actor)
        for each in about
        if isinstance(each.fact, entries.MomentNoted)
    ]
    return tuple(sorted(items, key=lambda each: (each.at, each.recorded_at)))
