"""What is written about screenings: the finished one, dated amendments, and a supervisor's review."""

from __future__ import annotations

from fieldapp.identify.model import Note, Rating, Result
from fieldapp.ledger.kinds import LEAD, Fact


class ScreeningFinished(Fact, frozen=True, kw_only=True):
    """A screening was finished and locked. contact_on: ISO date of the contact · began_at: ms UTC · result: whole, as found."""

    kind = "identify.finished"
    id: str
    contact_on: str
    began_at: int
    ratings: tuple[Rating, ...]
    notes: tuple[Note, ...] = ()
    result: Result

    def begins(self) -> tuple[str, ...]:
        """The screening, by its id."""
        return (self.id,)


class ScreeningAmended(Fact, frozen=True, kw_only=True):
    """A finished screening was amended: never changed, added to, with the reason."""

    kind = "identify.amended"
    id: str
    reason: str
    ratings: tuple[Rating, ...]
    result: Result


class ScreeningReviewed(Fact, frozen=True, kw_only=True):
    """A supervisor read a finished screening."""

    kind = "identify.reviewed"
    roles = LEAD
    id: str
    note: str = ""


KINDS: tuple[type[Fact], ...] = (ScreeningFinished, ScreeningAmended, ScreeningReviewed)
