"""How an episode stands: what was said of it and of the episodes joined to it, read together."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from fieldapp.ledger.current import current, current_everywhere
from fieldapp.ledger.said import Said, said
from fieldapp.ledger.work import View
from fieldapp.locate import entries, model
from fieldapp.locate.tables import EndingRow, EndingWithdrawnRow, EpisodeSaidRow

_ABOUT: tuple[type[entries.About], ...] = (
    entries.CallTaken,
    entries.HappenedSaid,
    entries.HandedOver,
    entries.WaitingDecided,
    entries.MomentNoted,
    entries.YouthHeard,
    entries.FirstHourSaid,
)
_FEW = 8
"""Streams up to which each is read by itself."""


@dataclass(slots=True)
class Parts:
    """What was said of one episode by itself, newest first. kept: entries whose statement counts now."""

    begun: Said[entries.EpisodeStarted]
    about: list[Said[entries.About]] = field(default_factory=list)
    ends: list[Said[entries.EndingRecorded]] = field(default_factory=list)
    kept: frozenset[bytes] = frozenset()

    @property
    def call(self) -> model.Call | None:
        """The call that it began with."""
        return next((each.fact.call for each in self.about if isinstance(each.fact, entries.CallTaken)), None)

    @property
    def versions(self) -> list[model.Version]:
        """What is known of it, newest first; more than one where it was stated at the same time, each thing once."""
        stated = ((e.fact, e) for e in self.about if isinstance(e.fact, entries.HappenedSaid) and e.entry in self.kept)
        by_value = {fact.value: model.Version(fact.value, each.actor, each.at) for fact, each in stated}
        known = model.Happened(agency_learned=self.call.came_at if self.call else self.begun.at)
        return list(by_value.values()) or [model.Version(known, self.begun.actor, self.begun.at)]

    @property
    def happened(self) -> list[model.Happened]:
        """What is known of it, newest first."""
        return [each.value for each in self.versions]


def read(view: View, begun: Sequence[Said[entries.EpisodeStarted]]) -> dict[str, Parts]:
    """The parts of each episode, by its id; endings that were withdrawn are left out, and what stands in another record."""
    parts = {each.fact.id: Parts(each) for each in begun}
    by_call = {each.fact.call: each.fact.id for each in begun if each.fact.call}
    ids, streams = [*parts, *by_call], sorted({each.stream for each in begun})
    for each in said(view.session, EpisodeSaidRow, _ABOUT, stream=streams, episode=ids):
        own = by_call.get(each.fact.id) if isinstance(each.fact, entries.CallTaken) else each.fact.episode
        if own in parts:
            parts[own].about.append(each)
    ends = said(view.session, EndingRow, entries.EndingRecorded, stream=streams, episode=list(parts))
    withdrawn = {each.fact.ending for each in said(view.session, EndingWithdrawnRow, entries.EndingWithdrawn, stream=streams)}
    for end in ends:
        if end.entry.hex() not in withdrawn:
            parts[end.fact.episode].ends.append(end)
    kept = _kept(view, {each.stream for each in begun})
    for part in parts.values():
        part.about.sort(key=lambda each: (-each.at, each.entry))
        part.kept = kept[part.begun.stream]
    return parts


def _kept(view: View, streams: set[str]) -> dict[str, frozenset[bytes]]:
    few = len(streams) < _FEW
    now = {s: current(view.session, s, "locate.") for s in streams} if few else current_everywhere(view.session, "locate.")
    kept: dict[str, frozenset[bytes]] = defaultdict(frozenset)
    for stream in streams:
        kept[stream] = frozenset(digest for digests in now.get(stream, {}).values() for digest in digests)
    return kept


def standing(group: Sequence[Parts]) -> model.Episode:
    """One episode as it stands; the first of the group is the one asked for, the others are joined to it."""
    own = group[0]
    about = sorted((each for part in group for each in part.about), key=lambda each: (-each.at, each.entry))
    kept = frozenset[bytes]().union(*(part.kept for part in group))
    ends = [end for part in group for end in part.ends]
    with_whom = [e.fact.value for e in about if isinstance(e.fact, entries.HandedOver) and e.entry in kept]
    waiting = [e.fact.value for e in about if isinstance(e.fact, entries.WaitingDecided) and e.entry in kept]
    first_hour = [e.fact.value for e in about if isinstance(e.fact, entries.FirstHourSaid) and e.entry in kept]
    happened = own.happened
    return model.Episode(
        id=own.begun.fact.id,
        youth=own.begun.stream,
        started_at=own.begun.at,
        happened=happened[0],
        others=tuple(happened[1:]),
        call=own.call,
        now_with=next(iter(with_whom), None),
        also_with=_at_the_same_time(own, with_whom),
        waiting=next(iter(waiting), None),
        ended=tuple(sorted(map(_ended, ends), key=lambda each: each.at)),
        timeline=tuple(sorted(_timeline(about), key=lambda each: (each.at, each.recorded_at))),
        joined=tuple(sorted(part.begun.fact.id for part in group[1:])),
        open=not any(each.fact.what in model.OVER for each in ends),
        heard=tuple(sorted(_heard(about), key=lambda each: -each.at)),
        first_hour=next(iter(first_hour), None),
        clocks=_clocks(group),
        versions=tuple(own.versions),
    )


def _at_the_same_time(own: Parts, with_whom: Sequence[model.NowWith]) -> tuple[model.NowWith, ...]:
    """Who else took it, where that was written at the same time about this very episode; a joined one had its own owner."""
    held = [e.fact.value for e in own.about if isinstance(e.fact, entries.HandedOver) and e.entry in own.kept]
    return tuple(each for each in held[1:] if each.person != held[0].person) if len(held) > 1 and with_whom else ()


def _clocks(group: Sequence[Parts]) -> tuple[model.Clock, ...]:
    clocks = [model.Clock(part.begun.fact.id, part.happened[0].agency_learned, part.call) for part in group]
    return tuple(sorted(clocks, key=lambda each: (each.learned, each.episode)))


def _ended(end: Said[entries.EndingRecorded]) -> model.Ended:
    return model.Ended(end.fact.what, end.fact.at, end.fact.place, end.fact.note, end.actor, end.entry)


def _heard(about: Sequence[Said[entries.About]]) -> Iterator[model.FromYouth]:
    return (each.fact.value for each in about if isinstance(each.fact, entries.YouthHeard))


def _timeline(about: Sequence[Said[entries.About]]) -> Iterator[model.TimelineItem]:
    for each in about:
        if isinstance(each.fact, entries.MomentNoted):
            yield model.TimelineItem(each.fact.at, each.at, each.fact.what, each.fact.text, each.actor)
        elif isinstance(each.fact, entries.YouthHeard):
            said_by_youth = each.fact.value
            yield model.TimelineItem(said_by_youth.at, each.at, "contact_from_youth", said_by_youth.words, each.actor)
