"""What is written about actions."""

from __future__ import annotations

from fieldapp.agenda.model import Planned
from fieldapp.determine.model import Cause, Proposed
from fieldapp.ledger.kinds import LEAD, Fact


class ActionsProposed(Fact, frozen=True, kw_only=True):
    """A finished screening (by its id) or a status (by its entry, hex) proposes these, under a version of the rules.

    contacts: what the law requires once it is stated that the youth was identified; a screening alone requires nothing.
    """

    kind = "determine.proposed"
    cause: Cause
    of: str
    rules: str
    law_of: str
    rows: tuple[Proposed, ...]
    contacts: tuple[Planned, ...] = ()


class ActionDecided(Fact, frozen=True, kw_only=True):
    """An action is taken up as a required step, or declined with a reason. answers: the proposals meant, entries in hex."""

    kind = "determine.decided"
    rule: str
    answers: tuple[str, ...]
    taken: bool
    reason: str = ""
    step: str = ""

    def begins(self) -> tuple[str, ...]:
        """The occasion of the required step, where it was taken up."""
        return (self.step,) if self.step else ()


class DeclineReviewed(Fact, frozen=True, kw_only=True):
    """A supervisor confirms that an action was declined, or sends it back with a note. decision: its entry, hex."""

    kind = "determine.reviewed"
    roles = LEAD
    rule: str
    decision: str
    confirmed: bool
    note: str = ""


KINDS: tuple[type[Fact], ...] = (ActionsProposed, ActionDecided, DeclineReviewed)
