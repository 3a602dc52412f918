"""Today: who is missing now, and what is due by the time left; the agenda's query, with names kept to initials."""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from fieldapp import clock
from fieldapp.agenda import queries as agenda
from fieldapp.agenda.model import Line
from fieldapp.agenda.queries import Occasion
from fieldapp.desk import quiet
from fieldapp.desk.known import Known
from fieldapp.determine import queries as actions
from fieldapp.ledger.work import View
from fieldapp.locate import queries as locate
from fieldapp.locate.model import Episode, NowWith, Waiting
from fieldapp.text import _, initials, ngettext
from fieldapp.youth import queries as youths

Band = Literal["late", "hour", "day", "later"]


@dataclass(frozen=True, slots=True)
class MissingTile:
    """Somebody who is missing, or late and not yet missing. Instants in ms UTC."""

    youth: str
    episode: str
    initials: str
    since: int
    next_title: str
    next_due: int | None
    now_with: NowWith | None
    waiting: Waiting | None
    located: bool


@dataclass(frozen=True, slots=True)
class DueRow:
    """One row of what is due. law: the limit is one of law, so it may show red; a county time never does · recipient: who is
    told outside an episode, by their word, which a page names as it may (P26) · page: where it is settled.
    """

    kind: Literal["episode", "contact", "step", "offer", "waiting"]
    youth: str
    occasion: str
    line: str
    initials: str
    due: int | None
    law: bool
    title: str
    sub: str
    state: str
    recipient: str = ""
    page: Literal["episode", "actions"] = "episode"


@dataclass(frozen=True, slots=True)
class Today:
    """Who is missing and what is due, as of `at` (ms UTC); what stands beside it is asked for by itself."""

    at: int
    missing: tuple[MissingTile, ...]
    bands: tuple[tuple[Band, tuple[DueRow, ...]], ...]

    @property
    def due(self) -> int:
        """How many rows are due."""
        return sum(len(rows) for _band, rows in self.bands)


@dataclass(frozen=True, slots=True)
class Waits:
    """What waits in the records that are awake: episodes that run, of joined ones the one shown, and lines by occasion."""

    awake: list[str]
    episodes: list[Episode]
    lines: dict[Occasion, list[Line]]


def waits(view: View) -> Waits:
    """What waits now; records that rest are passed over."""
    same = locate.joined(view)
    awake = quiet.awake(view, same)
    running = locate.open_episodes(view, awake)
    episodes = [each for each in running if same.get(each.id) is None or same[each.id].id == each.id]
    return Waits(awake, episodes, agenda.open_lines(view, same, [each.id for each in episodes], awake))


def today(view: View) -> Today:
    """Who is missing and what is due, as of now."""
    waiting = waits(view)
    awake, episodes, found = waiting.awake, waiting.episodes, waiting.lines
    by_occasion = {each.id: lines for each, lines in found.items()}
    offered = actions.waiting(view, awake)
    names = Known(view, {*(each.youth for each in episodes), *(each.youth for each in found), *(each for each, _rule in offered)})
    tiles = tuple(_tile(each, by_occasion.get(each.id, []), names) for each in episodes)
    shown, is_episode = {each.id for each in episodes}, locate.ids(view, awake)
    rows = [
        *_episode_rows(episodes, by_occasion, names),
        *(row for each, lines in found.items() if each.id not in shown and (row := _telling(each, lines, names, is_episode))),
        *_step_rows(by_occasion, names, is_episode),
        *_offers(offered, names),
    ]
    return Today(view.now, tiles, _banded(rows, view.now))


def unsettled(lines: Iterable[Line]) -> list[Line]:
    """Lines that tell somebody and are still open, by time left."""
    return [each for each in lines if each.state in {"open", "begun"} and (each.first.recipient or each.first.one_of)]


def owed(lines: Iterable[Line]) -> list[Line]:
    """Lines of ours that apply and still wait: whoever is to be told once, then steps."""
    every = list(lines)
    return [*unsettled(_to_tell(every)), *_open_steps(every)]


def _to_tell(lines: Iterable[Line]) -> list[Line]:
    """Lines of ours that apply and tell somebody once, settled ones too."""
    own = [each for each in lines if each.first.kind == "duty" and (each.first.recipient or each.first.one_of)]
    return [each for each in own if each.first.applies == "yes" and not each.first.ongoing and each.state != "stopped"]


def _tile(episode: Episode, lines: Sequence[Line], names: Known) -> MissingTile:
    waiting = [each for each in unsettled(lines) if each.first.kind == "duty" and not each.first.ongoing]
    first = waiting[0] if waiting else None
    return MissingTile(
        youth=names.youth(episode.youth),
        episode=episode.id,
        initials=names.initials(episode.youth),
        since=episode.since,
        next_title=first.first.title_en if first else _("Everybody required has been told"),
        next_due=first.due if first else None,
        now_with=episode.now_with,
        waiting=episode.waiting if episode.late else None,
        located=episode.at("located") is not None,
    )


def _episode_rows(episodes: Iterable[Episode], lines: dict[str, list[Line]], names: Known) -> list[DueRow]:
    rows = []
    for episode in episodes:
        own = lines.get(episode.id, [])
        if episode.late and episode.waiting:
            rows.append(_waiting_row(episode, episode.waiting, names))
        row = _telling(Occasion(episode.youth, episode.id), own, names, {episode.id})
        rows += [row] if row else []
    return rows


def _telling(occasion: Occasion, lines: Iterable[Line], names: Known, is_episode: Container[str]) -> DueRow | None:
    """Of an occasion one row for everybody still to be told, also after a return: what was owed stays until it is settled."""
    own = _to_tell(lines)
    still = unsettled(own)
    if not still:
        return None
    first, more = still[0].first, len(still) - 1
    settled = sum(each.state == "settled" for each in own)
    title = ngettext("{title}, then one more to tell", "{title}, then {n} more to tell", more) if more else "{title}"
    within = occasion.id in is_episode
    return DueRow(
        kind="episode" if within else "contact",
        youth=names.youth(occasion.youth),
        occasion=occasion.id,
        line=still[0].key,
        initials=names.initials(occasion.youth),
        due=still[0].due,
        law=first.law,
        title=title.format(title=first.title_en, n=more),
        sub=_("{done} of {all} told").format(done=settled, all=len(own)),
        state=ngettext("{n} required contact open", "{n} required contacts open", len(still)).format(n=len(still)),
        recipient="" if within else first.recipient or next(iter(first.one_of), ""),
        page="episode" if within else "actions",
    )


def _waiting_row(episode: Episode, waiting: Waiting, names: Known) -> DueRow:
    return DueRow(
        kind="waiting",
        youth=names.youth(episode.youth),
        occasion=episode.id,
        line="",
        initials=names.initials(episode.youth),
        due=waiting.decide_again_at,
        law=False,
        title=_("Late, not yet missing: decide again"),
        sub=waiting.why,
        state=_("County time, not law"),
    )


def _step_rows(by_occasion: Mapping[str, Sequence[Line]], names: Known, is_episode: Container[str]) -> Iterator[DueRow]:
    """Steps that tell nobody: of each occasion one row, the first with how many follow."""
    for occasion, lines in by_occasion.items():
        steps = _open_steps(lines)
        if steps:
            yield _steps(steps, names, "episode" if occasion in is_episode else "actions")


def _open_steps(lines: Iterable[Line]) -> list[Line]:
    ours = [each for each in lines if each.first.kind == "duty" and each.first.applies != "unknown"]
    return [each for each in ours if each.state in {"open", "begun"} and not (each.first.recipient or each.first.one_of)]


def _steps(lines: Sequence[Line], names: Known, page: Literal["episode", "actions"]) -> DueRow:
    first, more = lines[0].first, len(lines) - 1
    title = ngettext("{title}, then one more", "{title}, then {n} more", more) if more else "{title}"
    return DueRow(
        kind="step",
        youth=names.youth(lines[0].youth),
        occasion=lines[0].occasion,
        line=lines[0].key,
        initials=names.initials(lines[0].youth),
        due=lines[0].due,
        law=first.law,
        title=title.format(title=first.title_en, n=more),
        sub="",
        state=ngettext("{n} required step open", "{n} required steps open", len(lines)).format(n=len(lines)),
        page=page,
    )


def _offers(offered: Iterable[tuple[str, str]], names: Known) -> Iterator[DueRow]:
    """Actions that were proposed and wait for a yes or no: of each youth one row, that says nothing of why."""
    waiting = {(names.youth(record), rule) for record, rule in offered}
    for youth, count in Counter(youth for youth, _rule in waiting).items():
        title = ngettext("{n} step is proposed", "{n} steps are proposed", count).format(n=count)
        yield DueRow(
            "offer", youth, "", "", names.initials(youth), None, False, title, "", _("Take up or decline"), page="actions"
        )


def _banded(rows: Iterable[DueRow], now: int) -> tuple[tuple[Band, tuple[DueRow, ...]], ...]:
    bands: dict[Band, list[DueRow]] = {"late": [], "hour": [], "day": [], "later": []}
    for row in sorted(rows, key=lambda row: (row.due is None, row.due or 0, row.initials)):
        left = None if row.due is None else row.due - now
        bands[_band(left)].append(row)
    return tuple((band, tuple(found)) for band, found in bands.items() if found)


def _band(left: int | None) -> Band:
    if left is None or left > clock.DAY:
        return "later"
    return "day" if left > clock.HOUR else "hour" if left >= 0 else "late"


def who_is(view: View, youth: str) -> str:
    """The initials of a youth, for titles and lists (P66)."""
    record = youths.youth(view, youth)
    return initials(record.names.value.chosen) if record else "?"
