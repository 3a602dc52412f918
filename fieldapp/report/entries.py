"""What is written about papers: that one was given, to whom, how, and what was on it by name of field."""

from __future__ import annotations

from typing import ClassVar, Literal

from fieldapp.ledger.kinds import Fact

How = Literal["printed", "saved", "copied", "read_out", "shown"]

LASTING: frozenset[How] = frozenset({"printed", "saved"})
"""Ways of giving that leave a copy behind, to be collected or shredded."""


class PaperGiven(Fact, frozen=True, kw_only=True):
    """A copy was printed, saved, sent or read out. Fields by their name in the disclosure matrix; never their values.

    shred_by: ISO date · decided_by: who decided that NCMEC gets a photo, which it may publish (P28).
    """

    kind = "report.given"
    outlives: ClassVar[bool] = True
    paper: str
    recipient: str
    recipient_name: str = ""
    episode: str = ""
    how: How
    copy_number: int
    included: tuple[str, ...]
    left_out: tuple[str, ...] = ()
    picked: tuple[str, ...] = ()
    language: str = "en"
    shred_by: str = ""
    reference: str = ""
    cover: bool = False
    decided_by: str = ""


Back = Literal["back", "shredded", "not_made"]


class PaperBack(Fact, frozen=True, kw_only=True):
    """A copy came back or was shredded (P27), or was never made because the disk or the printer failed."""

    kind = "report.back"
    outlives: ClassVar[bool] = True
    given: str
    how: Back


KINDS: tuple[type[Fact], ...] = (PaperGiven, PaperBack)
