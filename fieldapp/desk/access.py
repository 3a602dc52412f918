"""Access entries: who unlocked, opened a youth, printed, exported, imported, verified; in the device's own access chain."""

from __future__ import annotations

from typing import Literal

from fieldapp.ledger.kinds import FIELD, Fact


class Access(Fact, frozen=True, kw_only=True):
    """One act of access. `about`: a youth's or bundle's opaque id, or a paper's kind; never a name."""

    kind = "access"
    roles = FIELD
    access = True

    what: Literal[
        "unlocked", "opened_youth", "printed", "saved", "copied", "shown", "exported", "imported", "verified", "rebuilt",
        "failed_unlocks", "recovered", "locked", "looked_restricted", "looked_read_only",
        "backed_up", "restored", "rekeyed",
    ]  # fmt: skip
    about: str = ""
    count: int = 1


KINDS: tuple[type[Fact], ...] = (Access,)
