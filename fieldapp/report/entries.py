"""What is written about papers: that one was given, to whom, how, and what was on it by name of field."""

from __future__ import annotations

from typing import Literal

from fieldapp.ledger.kinds import Fact


class PaperGiven(Fact, frozen=True, kw_only=True):
    """A copy was printed, saved, sent or read out. Fields by their name in the disclosure matrix; never their values."""

    kind = "report.given"
    paper: str
    recipient: str
    recipient_name: str = ""
    episode: str = ""
    how: Literal["printed", "saved", "copied", "read_out", "shown"]
    copy_number: int
    included: tuple[str, ...]
    left_out: tuple[str, ...] = ()
    picked: tuple[str, ...] = ()
    language: str = "en"


class PaperBack(Fact, frozen=True, kw_only=True):
    """A copy came back or was shredded (P27)."""

    kind = "report.back"
    given: str
    how: Literal["back", "shredded"]


KINDS: tuple[type[Fact], ...] = (PaperGiven, PaperBack)
