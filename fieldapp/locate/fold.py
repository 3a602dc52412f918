"""Entries of missing episodes as rows."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from fieldapp.ledger.kinds import Fact
from fieldapp.ledger.rows import Fold, Folded, Into, Known, Says
from fieldapp.locate import entries
from fieldapp.locate.tables import CallRow, EndingRow, EpisodeJoinRow, EpisodeRow, EpisodeSaidRow, MomentRow

_CALL = Into(CallRow)
_EPISODE = Into(EpisodeRow)
_SAID = Into(EpisodeSaidRow)
_MOMENT = Into(MomentRow)
_ENDING = Into(EndingRow)
_JOIN = Into(EpisodeJoinRow)
TABLES = (_CALL, _EPISODE, _SAID, _MOMENT, _ENDING, _JOIN)


def _call(_known: Known, fact: entries.CallTaken) -> Iterator[Folded]:
    yield _CALL.row(id=fact.id, value=msgspec.json.encode(fact.call).decode())


def _started(known: Known, fact: entries.EpisodeStarted) -> Iterator[Folded]:
    yield _EPISODE.row(id=fact.id, call=fact.call, at=known.at)


def _said(known: Known, fact: entries.HappenedSaid | entries.HandedOver | entries.WaitingDecided) -> Iterator[Folded]:
    value = msgspec.json.encode(fact.value).decode()
    yield _SAID.row(episode=fact.episode, kind=fact.kind, at=known.at, actor=known.actor, value=value)
    yield Says(f"{fact.kind}/{fact.episode}")


def _moment(known: Known, fact: entries.MomentNoted) -> Iterator[Folded]:
    yield _MOMENT.row(episode=fact.episode, what=fact.what, at=fact.at, recorded_at=known.at, actor=known.actor, text=fact.text)


def _ended(known: Known, fact: entries.EndingRecorded) -> Iterator[Folded]:
    yield _ENDING.row(
        episode=fact.episode,
        what=fact.what,
        at=fact.at,
        recorded_at=known.at,
        actor=known.actor,
        place=fact.place,
        note=fact.note,
    )


def _joined(_known: Known, fact: entries.EpisodesJoined) -> Iterator[Folded]:
    yield _JOIN.row(episode=fact.episode, other=fact.other)


FOLDS: dict[type[Fact], Fold] = {
    entries.CallTaken: _call,
    entries.EpisodeStarted: _started,
    entries.HappenedSaid: _said,
    entries.HandedOver: _said,
    entries.WaitingDecided: _said,
    entries.MomentNoted: _moment,
    entries.EndingRecorded: _ended,
    entries.EpisodesJoined: _joined,
}
