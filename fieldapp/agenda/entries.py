"""What is written about required contacts and steps."""

from __future__ import annotations

from fieldapp.agenda.model import Planned, Proof
from fieldapp.ledger.kinds import Fact


class PlanMade(Fact, frozen=True, kw_only=True):
    """Everything that is required on an occasion, as found under a version of the rules; a later one replaces it whole."""

    kind = "agenda.planned"
    occasion: str
    rules: str
    law_of: str
    rows: tuple[Planned, ...]


class NoticeRecorded(Fact, frozen=True, kw_only=True):
    """A recipient was told, or it was tried; `line` is the call-list line that it is about."""

    kind = "agenda.notice"
    occasion: str
    line: str
    proof: Proof


class NoticeCopied(Fact, frozen=True, kw_only=True):
    """The narrative of a notice was entered in CWS/CMS or the probation system (P18)."""

    kind = "agenda.copied"
    notice: str


class NoticeTakenBack(Fact, frozen=True, kw_only=True):
    """A notice was recorded by mistake: it settles nothing any more, and stays readable with the reason. notice: its hash."""

    kind = "agenda.taken_back"
    occasion: str
    line: str
    notice: str
    reason: str


class LatenessExplained(Fact, frozen=True, kw_only=True):
    """Why a notice was late, written down after it was recorded without its reason (P41). notice: its hash."""

    kind = "agenda.late_because"
    notice: str
    reason: str


KINDS: tuple[type[Fact], ...] = (PlanMade, NoticeRecorded, NoticeCopied, NoticeTakenBack, LatenessExplained)
