"""Entries of missing episodes as rows."""

from __future__ import annotations

from collections.abc import Iterator

from fieldapp.ledger.kinds import Fact
from fieldapp.ledger.rows import Fold, Folded, Into, Known, Says
from fieldapp.locate import entries
from fieldapp.locate.tables import EndingRow, EndingWithdrawnRow, EpisodeJoinRow, EpisodeRow, EpisodeSaidRow

_EPISODE = Into(EpisodeRow)
_SAID = Into(EpisodeSaidRow)
_ENDING = Into(EndingRow)
_WITHDRAWN = Into(EndingWithdrawnRow)
_JOIN = Into(EpisodeJoinRow)
TABLES = (_EPISODE, _SAID, _ENDING, _WITHDRAWN, _JOIN)
_Replacing = entries.HappenedSaid | entries.HandedOver | entries.WaitingDecided | entries.FirstHourSaid


def _call(_known: Known, fact: entries.CallTaken) -> Iterator[Folded]:
    yield _SAID.row(episode=fact.id, kind=fact.kind)


def _started(_known: Known, fact: entries.EpisodeStarted) -> Iterator[Folded]:
    yield _EPISODE.row(id=fact.id)


def _said(_known: Known, fact: _Replacing) -> Iterator[Folded]:
    yield _SAID.row(episode=fact.episode, kind=fact.kind)
    yield Says(f"{fact.kind}/{fact.episode}")


def _moment(_known: Known, fact: entries.MomentNoted | entries.YouthHeard) -> Iterator[Folded]:
    yield _SAID.row(episode=fact.episode, kind=fact.kind)


def _ended(_known: Known, fact: entries.EndingRecorded) -> Iterator[Folded]:
    yield _ENDING.row(episode=fact.episode, what=fact.what)


def _withdrawn(_known: Known, fact: entries.EndingWithdrawn) -> Iterator[Folded]:
    yield _WITHDRAWN.row(episode=fact.episode, ending=fact.ending)


def _joined(_known: Known, fact: entries.EpisodesJoined) -> Iterator[Folded]:
    yield _JOIN.row(episode=fact.episode)


FOLDS: dict[type[Fact], Fold] = {
    entries.CallTaken: _call,
    entries.EpisodeStarted: _started,
    entries.HappenedSaid: _said,
    entries.HandedOver: _said,
    entries.WaitingDecided: _said,
    entries.MomentNoted: _moment,
    entries.YouthHeard: _moment,
    entries.FirstHourSaid: _said,
    entries.EndingRecorded: _ended,
    entries.EndingWithdrawn: _withdrawn,
    entries.EpisodesJoined: _joined,
}
