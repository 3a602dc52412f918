"""Read rows of missing episodes: which entries are about which episode."""

from __future__ import annotations

from fieldapp.ledger.rows import RowTable

_BARE = {"sqlite_with_rowid": False}


class EpisodeRow(RowTable, table=True):
    """An episode began."""

    __tablename__ = "episode"
    __table_args__ = _BARE

    id: str


class EpisodeSaidRow(RowTable, table=True):
    """An entry about an episode, or about the call that it began with."""

    __tablename__ = "episode_said"
    __table_args__ = _BARE

    episode: str
    kind: str


class EndingRow(RowTable, table=True):
    """Located, recovered, returned, or another ending."""

    __tablename__ = "ending"
    __table_args__ = _BARE

    episode: str
    what: str


class EndingWithdrawnRow(RowTable, table=True):
    """An ending no longer counts."""

    __tablename__ = "ending_withdrawn"
    __table_args__ = _BARE

    episode: str
    ending: str


class EpisodeJoinRow(RowTable, table=True):
    """Two episodes are one."""

    __tablename__ = "episode_join"
    __table_args__ = _BARE

    episode: str
