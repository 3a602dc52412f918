"""Read rows of missing episodes."""

from __future__ import annotations

from fieldapp.ledger.rows import RowTable

_BARE = {"sqlite_with_rowid": False}


class CallRow(RowTable, table=True):
    """A call as it came in."""

    __tablename__ = "call"
    __table_args__ = _BARE

    id: str
    value: str


class EpisodeRow(RowTable, table=True):
    """An episode began."""

    __tablename__ = "episode"
    __table_args__ = _BARE

    id: str
    call: str
    at: int


class EpisodeSaidRow(RowTable, table=True):
    """A statement about an episode that a later one can replace: what happened, now with, waiting."""

    __tablename__ = "episode_said"
    __table_args__ = _BARE

    episode: str
    kind: str
    at: int
    actor: str
    value: str


class MomentRow(RowTable, table=True):
    """Something on the timeline."""

    __tablename__ = "moment"
    __table_args__ = _BARE

    episode: str
    what: str
    at: int
    recorded_at: int
    actor: str
    text: str


class EndingRow(RowTable, table=True):
    """Located, recovered, returned, or another ending."""

    __tablename__ = "ending"
    __table_args__ = _BARE

    episode: str
    what: str
    at: int
    recorded_at: int
    actor: str
    place: str
    note: str


class EpisodeJoinRow(RowTable, table=True):
    """Two episodes are one."""

    __tablename__ = "episode_join"
    __table_args__ = _BARE

    episode: str
    other: str
