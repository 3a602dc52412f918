"""What can be done at a locked store: see whether it may be tried, leave a note, and come back in by another way."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from fieldapp.clock import Clock, Instant
from fieldapp.desk.opening import WayBack
from fieldapp.errors import BadInput
from fieldapp.text import _
from fieldapp.vault import agency_key, attempts, note, opening, slots
from fieldapp.vault import words as recovery_words
from fieldapp.vault.folder import StoreFolder

WORDS_A_SHEET = recovery_words.WORDS_A_SHEET
starting = recovery_words.starting
so_far = recovery_words.so_far
needed_of = recovery_words.needed_of
_SET = 2
"""So many words at the beginning of a sheet are those of its set."""


@dataclass(frozen=True, slots=True)
class Standing:
    """How a locked store stands. locked_out: only a recovery slot opens it · wait: milliseconds until the next try.

    sheets: how many sheets of recovery words are needed, 0 where none were made · tries: how many wrong passphrases are left
    until it is locked out, None where no wrong one counts.
    """

    locked_out: bool
    wait: int
    sheets: int
    tries: int | None


def standing(folder: Path, clock: Clock) -> Standing:
    """How a store stands before anything is typed."""
    places = StoreFolder(folder)
    left, wait = attempts.wait_now(places.attempts, clock())
    needed = [slot.needed for slot in slots.read(places.slots) if isinstance(slot, slots.WordsSlot)]
    return Standing(left == 0, wait, min(needed, default=0), left if left < attempts.MOST else None)


def leave_note(folder: Path, text: str, clock: Clock) -> Instant:
    """Leave a note in a locked store; returns the time it was stamped with."""
    now = clock()
    note.seal_note(StoreFolder(folder), text, now)
    return now


def check_sheet(sheet: str, number: int, before: Sequence[str] = ()) -> None:
    """Whether a sheet is whole; BadInput names the place of the first word that is not of the list, a sheet twice entered, or one
    of another set.
    """
    read = recovery_words.read_sheet(sheet, number)
    others = [recovery_words.read_sheet(each, place) for place, each in enumerate(before, start=1)]
    if read in others:
        raise BadInput("words", _("The same sheet was entered twice."), _("Enter each sheet once."))
    if any(each[:_SET] != read[:_SET] for each in others):
        raise BadInput(
            "words",
            _("This sheet is not of the same set as the one before."),
            _("Sheets of one set begin with the same two words."),
        )


def check_key_file(content: bytes) -> None:
    """BadInput for a file that is not the agency's recovery key."""
    agency_key.check(content)


def check_key(content: bytes, passphrase: str) -> None:
    """Whether the agency's recovery key opens with a passphrase; takes seconds. WrongPassphrase, counted nowhere, or BadInput."""
    agency_key.unlock(content, passphrase)


def by_words(sheets: Sequence[str]) -> WayBack:
    """Back in by recovery words, as typed."""
    held = tuple(sheets)
    return WayBack("words", lambda folder: opening.unlock_by_words(folder, held))


def by_agency(content: bytes, passphrase: str) -> WayBack:
    """Back in by the agency's recovery key: the file's bytes and the passphrase that it is locked with."""
    return WayBack("agency", lambda folder: opening.unlock_by_agency(folder, agency_key.unlock(content, passphrase)))
