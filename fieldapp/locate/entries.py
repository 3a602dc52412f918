"""What is written about a missing episode."""

from __future__ import annotations

from fieldapp.ledger.kinds import Fact
from fieldapp.locate import model


class CallTaken(Fact, frozen=True, kw_only=True):
    """Somebody called: the youth is gone, or late. The clock runs from `call.came_at`, whatever is found out later."""

    kind = "locate.call"
    id: str
    call: model.Call

    def begins(self) -> tuple[str, ...]:
        """The call, by its id."""
        return (self.id,)


class EpisodeStarted(Fact, frozen=True, kw_only=True):
    """A missing episode began; `call` names the call that it began with, "" where there was none."""

    kind = "locate.started"
    id: str
    call: str = ""

    def begins(self) -> tuple[str, ...]:
        """The episode, by its id."""
        return (self.id,)


class HappenedSaid(Fact, frozen=True, kw_only=True):
    """What is known of an episode, whole; a later one replaces it."""

    kind = "locate.happened"
    episode: str
    value: model.Happened


class HandedOver(Fact, frozen=True, kw_only=True):
    """The episode is now with somebody."""

    kind = "locate.now_with"
    episode: str
    value: model.NowWith


class WaitingDecided(Fact, frozen=True, kw_only=True):
    """Late, not yet missing: somebody decided to wait."""

    kind = "locate.waiting"
    episode: str
    value: model.Waiting


class MomentNoted(Fact, frozen=True, kw_only=True):
    """A search, a sighting, a message from the youth, a request, a note. at: ms UTC, when it happened."""

    kind = "locate.moment"
    episode: str
    what: model.Moment
    at: int
    text: str = ""


class YouthHeard(Fact, frozen=True, kw_only=True):
    """The missing youth was in touch (P17)."""

    kind = "locate.from_youth"
    episode: str
    value: model.FromYouth


class FirstHourSaid(Fact, frozen=True, kw_only=True):
    """What the youth was offered in the first hour back, whole; a later one replaces it (P51)."""

    kind = "locate.first_hour"
    episode: str
    value: model.FirstHour


About = CallTaken | HappenedSaid | HandedOver | WaitingDecided | MomentNoted | YouthHeard | FirstHourSaid
"""Everything that is said about an episode beside its beginning and its endings."""


class EndingRecorded(Fact, frozen=True, kw_only=True):
    """Located, recovered or returned, or another ending; three events with three times (P57)."""

    kind = "locate.ended"
    episode: str
    what: model.Ending | model.OtherEnding
    at: int
    place: str = ""
    note: str = ""


class EndingWithdrawn(Fact, frozen=True, kw_only=True):
    """An ending was recorded by mistake; it stays on the timeline and no longer counts. ending: its entry, hex."""

    kind = "locate.ending_withdrawn"
    episode: str
    ending: str
    reason: str


class EpisodesJoined(Fact, frozen=True, kw_only=True):
    """Two episodes, started apart for one young person, are one; neither clock is lost."""

    kind = "locate.joined"
    episode: str
    other: str


KINDS: tuple[type[Fact], ...] = (
    CallTaken, EpisodeStarted, HappenedSaid, HandedOver, WaitingDecided, MomentNoted, YouthHeard, FirstHourSaid, EndingRecorded,
    EndingWithdrawn, EpisodesJoined,
)  # fmt: skip
