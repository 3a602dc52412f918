"""Rows of missing episodes as values."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Mapping, Sequence

from fieldapp.agenda.queries import Occasion
from fieldapp.ledger.asked import asked
from fieldapp.ledger.said import Said, said
from fieldapp.ledger.work import View
from fieldapp.locate import entries, model
from fieldapp.locate.standing import read, standing
from fieldapp.locate.tables import EpisodeJoinRow, EpisodeRow, EpisodeSaidRow


def episode(view: View, youth: str, episode_id: str) -> model.Episode | None:
    """One episode as it stands, with what was stated elsewhere at the same time."""
    begun = said(view.session, EpisodeRow, entries.EpisodeStarted, stream=youth, id=episode_id)
    return next(iter(_episodes(view, begun)), None)


def find(view: View, episode_id: str) -> model.Episode | None:
    """One episode wherever it stands."""
    return next(iter(_episodes(view, said(view.session, EpisodeRow, entries.EpisodeStarted, id=episode_id))), None)


def episodes(view: View, youth: str) -> list[model.Episode]:
    """A youth's episodes, newest first."""
    return _episodes(view, said(view.session, EpisodeRow, entries.EpisodeStarted, stream=youth))


def all_episodes(view: View, among: Sequence[str] | None = None) -> list[model.Episode]:
    """Every episode in this store, newest first. among: the records that are looked through, None for all."""
    only = {} if among is None else {"stream": among}
    return _episodes(view, said(view.session, EpisodeRow, entries.EpisodeStarted, **only))


def ids(view: View, among: Sequence[str]) -> frozenset[str]:
    """The id of every episode in these records."""
    rows = asked(view.session, "SELECT id FROM episode WHERE stream IN (SELECT value FROM json_each(?))", json.dumps(among))
    return frozenset(row[0] for row in rows)


def open_episodes(view: View, among: Sequence[str] | None = None) -> list[model.Episode]:
    """Everybody who is missing now, or late and not yet missing. among: the records that are looked through, None for all."""
    records = {} if among is None else {"stream": among}
    begun = said(view.session, EpisodeRow, entries.EpisodeStarted, id=_not_over(view, among), **records)
    return [each for each in _episodes(view, begun) if each.open]


def _not_over(view: View, among: Sequence[str] | None) -> list[str]:
    """The ids of those that no ending closed, from the rows alone: most episodes of a store are over."""
    of_these = "" if among is None else "b.stream IN (SELECT value FROM json_each(?)) AND "
    rows = asked(
        view.session,
        f"SELECT b.id FROM episode b WHERE {of_these}NOT EXISTS ("  # noqa: S608 - both are constants
        "SELECT 1 FROM ending e WHERE e.stream = b.stream AND e.episode = b.id AND e.what IN (SELECT value FROM json_each(?))"
        " AND e.entry NOT IN (SELECT entry FROM barred) AND NOT EXISTS ("
        "SELECT 1 FROM ending_withdrawn w WHERE w.stream = e.stream AND w.ending = lower(hex(e.entry))"
        " AND w.entry NOT IN (SELECT entry FROM barred)))",
        *(() if among is None else (json.dumps(among),)),
        json.dumps(sorted(model.OVER)),
    )
    return [row[0] for row in rows]


def may_be_over(view: View, episode_id: str) -> bool:
    """Whether anything ever ended an episode, or one that may be joined to it; asked before all of it is read."""
    rows = asked(
        view.session,
        "SELECT EXISTS (SELECT 1 FROM ending WHERE episode = ?) OR EXISTS (SELECT 1 FROM episode_join)",
        episode_id,
    )
    return bool(rows[0][0])


def may_be_seen_after(view: View, youth: str, episode_id: str, at: int) -> bool:
    """Whether any statement, replaced ones too, has the youth last seen after this; asked before all of an episode is read."""
    stated = said(view.session, EpisodeSaidRow, entries.HappenedSaid, stream=youth, episode=episode_id)
    return any((each.fact.value.last_seen.at or 0) > at for each in stated)


def joined(view: View) -> dict[str, Occasion]:
    """A joined episode's id -> the episode it is shown under: of those that came here the one with the smallest id."""
    heads: dict[str, str] = {}
    for each in said(view.session, EpisodeJoinRow, entries.EpisodesJoined):
        head, other = sorted((_head(heads, each.fact.episode), _head(heads, each.fact.other)))
        if head != other:
            heads[other] = head
    if not heads:
        return {}
    named = sorted({*heads, *heads.values()})
    homes = {each.fact.id: each.stream for each in said(view.session, EpisodeRow, entries.EpisodeStarted, id=named)}
    together: dict[str, list[str]] = defaultdict(list)
    for own in named:
        if own in homes:
            together[_head(heads, own)].append(own)
    return {other: Occasion(homes[first], first) for first, *others in together.values() for other in others}


def records_joined(view: View, same: Mapping[str, Occasion]) -> set[str]:
    """The records in which joined episodes lie, heads and others: what is written in one settles what stands in another."""
    if not same:
        return set()
    episodes = json.dumps(sorted({*same, *(head.id for head in same.values())}))
    rows = asked(view.session, "SELECT DISTINCT stream FROM episode WHERE id IN (SELECT value FROM json_each(?))", episodes)
    return {row[0] for row in rows}


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
    """Episodes with everything about them and about those joined to them, in four readings for however many there are."""
    if not begun:
        return []
    same = joined(view)
    together = _together(view, begun, same)
    parts = read(view, together)
    found = [standing([parts[each] for each in _group(own.fact.id, same)]) for own in begun]
    return sorted(found, key=lambda each: (-each.happened.agency_learned, each.id))


def _together(
    view: View, begun: Sequence[Said[entries.EpisodeStarted]], same: dict[str, Occasion]
) -> list[Said[entries.EpisodeStarted]]:
    """The episodes asked for, and those joined to them."""
    held = {each.fact.id: each for each in begun}
    more = {each for own in held for each in _group(own, same)} - set(held)
    if more:
        held |= {each.fact.id: each for each in said(view.session, EpisodeRow, entries.EpisodeStarted, id=sorted(more))}
    return list(held.values())


def _group(own: str, same: dict[str, Occasion]) -> list[str]:
    """An episode, then those joined to it."""
    head = same[own].id if own in same else own
    others = {each for each, shown in same.items() if shown.id == head} | {head}
    return [own, *sorted(others - {own})]
