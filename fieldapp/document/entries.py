"""What is written about CSE status."""

from __future__ import annotations

from fieldapp.document import model
from fieldapp.ledger.kinds import Fact


class StatusSaid(Fact, frozen=True, kw_only=True):
    """The status and all its rows, whole; a later one replaces it, the history stays."""

    kind = "document.status"
    value: model.Status


class StatusEntered(Fact, frozen=True, kw_only=True):
    """A status (by its entry, hex) was entered in CWS/CMS."""

    kind = "document.entered"
    status: str
    value: model.EnteredOn


KINDS: tuple[type[Fact], ...] = (StatusSaid, StatusEntered)
