"""What it means when the database refuses: the file is damaged, or its disk gives nothing or takes nothing; in a sentence."""

from __future__ import annotations

from fieldapp.errors import DestinationTrouble, StoreDamaged
from fieldapp.text import _

_CORRUPT, _NOT_A_DATABASE = 11, 26
_CANNOT_WRITE = (8, 10, 13, 14)  # read-only, input/output, full, cannot open


def meaning_of(error: BaseException | None) -> StoreDamaged | DestinationTrouble | None:
    """The sentence for an error of the driver; None where it says nothing of the file or its disk."""
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    if code in (_CORRUPT, _NOT_A_DATABASE):
        return damaged()
    if code in _CANNOT_WRITE:
        return DestinationTrouble(
            _("The disk with your store is full, read-only or not answering. Free some space or reconnect it, then try again."),
            _("Everything recorded before this step is safe."),
        )
    return None


def damaged() -> StoreDamaged:
    """The store is not what it was when it was closed."""
    return StoreDamaged(
        _(
            "The store's database is damaged, cut short or missing, or belongs to another store."
            " Do not use this copy; restore your last backup, or call your agency's IT."
        ),
        _("The files were left exactly as they are."),
    )
