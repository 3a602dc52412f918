"""Access entries: who unlocked, opened a youth, printed, exported, imported, verified; in the device's own access chain."""

from __future__ import annotations

from typing import Literal

from fieldapp.ledger.kinds import FIELD, Fact
from fieldapp.text import _, ngettext


class Access(Fact, frozen=True, kw_only=True):
    """One act of access. `about`: a youth's, bundle's or laptop's opaque id, or a paper's kind; never a name."""

    kind = "access"
    roles = FIELD
    access = True

    what: Literal[
        "unlocked", "opened_youth", "printed", "saved", "copied", "shown", "exported", "imported", "verified", "rebuilt",
        "failed_unlocks", "recovered", "locked", "looked_restricted", "looked_read_only",
        "backed_up", "restored", "rekeyed", "passphrase", "enrolled", "revoked", "saved_accesses",
    ]  # fmt: skip
    about: str = ""
    count: int = 1


KINDS: tuple[type[Fact], ...] = (Access,)


def access_words(fact: Access) -> str:
    """What somebody did, in a line."""
    words = {
        "unlocked": _("Unlocked"),
        "opened_youth": _("Opened a youth's record"),
        "printed": _("Printed a paper"),
        "copied": _("Copied or read out a paper"),
        "shown": _("Showed a paper on the screen"),
        "saved": _("Saved a paper"),
        "verified": _("Checked the store: {n} found").format(n=fact.count) if fact.count else _("Checked the store"),
        "rebuilt": _("Made the lists anew"),
        "recovered": {
            "words": _("Opened by recovery words"),
            "agency": _("Opened by the agency's recovery key"),
        }.get(fact.about, _("Opened by a recovery key")),
        "looked_read_only": _("Opened for reading only"),
        "backed_up": _("Made a backup"),
        "rekeyed": _("Encrypted everything anew"),
        "restored": _("Went on as a new device"),
        "passphrase": _("Changed the passphrase"),
        "enrolled": _("Enrolled a laptop"),
        "revoked": _("Revoked a laptop"),
        "saved_accesses": _("Saved this list"),
        "locked": _("Locked"),
        "looked_restricted": _("Looked at restricted notes"),
        "exported": ngettext("Sent {n} bundle", "Sent {n} bundles", fact.count).format(n=fact.count),
        "imported": ngettext("Read {n} bundle", "Read {n} bundles", fact.count).format(n=fact.count),
        "failed_unlocks": ngettext("{n} wrong passphrase while locked", "{n} wrong passphrases while locked", fact.count).format(
            n=fact.count
        ),
    }
    return words.get(fact.what, fact.what)
