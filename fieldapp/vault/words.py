"""Recovery words: a secret on one printed or handwritten sheet, or split so that some of several sheets open it (SLIP-39)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from shamir_mnemonic import MnemonicError, Share, combine_mnemonics, generate_mnemonics
from shamir_mnemonic.wordlist import WORDLIST

from fieldapp.errors import BadInput
from fieldapp.text import _

SECRET_BYTES = 32
WORDS_A_SHEET = 33
MOST_SHEETS = 16
_TELLING = 4  # the first four letters tell every word of the list from all others
_FIELD = "words"
_NOT_A_LETTER = re.compile(r"[^a-z]+")


@dataclass(frozen=True, slots=True)
class WordPlan:
    """How the words are handed out: any `needed` of `sheets` sheets open the store."""

    needed: int = 1
    sheets: int = 1

    def __post_init__(self) -> None:
        if not 1 <= self.needed <= self.sheets <= MOST_SHEETS or (self.needed == 1 and self.sheets > 1):
            raise BadInput(
                _FIELD,
                _("Recovery words go on one sheet, or on up to {n} sheets of which at least two are needed.").format(
                    n=MOST_SHEETS
                ),
            )


def to_sheets(secret: bytes, plan: WordPlan) -> tuple[str, ...]:
    """The sheets of a secret: for 32 bytes, 33 words each, checksum within."""
    (group,) = generate_mnemonics(1, [(plan.needed, plan.sheets)], secret, iteration_exponent=0)
    return tuple(group)


def from_sheets(sheets: Sequence[str]) -> bytes:
    """The secret again, from sheets as typed in any order; BadInput says which word or sheet does not fit."""
    read = [read_sheet(sheet, number) for number, sheet in enumerate(sheets, start=1)]
    if len(set(read)) != len(read):
        raise BadInput(_FIELD, _("The same sheet was entered twice."), _("Enter each sheet once."))
    try:
        return bytes(combine_mnemonics([" ".join(words) for words in read]))
    except MnemonicError as refused:
        raise BadInput(
            _FIELD,
            _("These sheets do not open anything together: one is missing, one too many, or they are from different sets."),
            _("Check how many sheets are needed, and that all were made on the same day."),
        ) from refused


def read_sheet(sheet: str, number: int = 1) -> tuple[str, ...]:
    """The words of one sheet, forgiving capitals, numbering and words cut after four letters.

    Raises BadInput with the place of the first word that is on no list, or when the checksum says a word is wrong.
    """
    typed = [word for word in _NOT_A_LETTER.split(sheet.lower()) if word]
    words = []
    for place, word in enumerate(typed, start=1):
        whole = _by_start().get(word[:_TELLING])
        if whole is None or not whole.startswith(word) or len(word) < min(_TELLING, len(whole)):
            raise BadInput(
                _FIELD,
                _("Sheet {s}, word {n}: “{word}” is not one of the recovery words.").format(s=number, n=place, word=word),
                _("Look at the sheet again; the first four letters of a word are enough."),
            )
        words.append(whole)
    _check_sheet(words, number)
    return tuple(words)


def needed_of(sheet: str) -> int:
    """How many sheets of its set a whole sheet asks for; it says so itself."""
    return int(Share.from_mnemonic(sheet).member_threshold)


def starting(begun: str) -> tuple[str, ...]:
    """The words of the list that begin so, for completing what is typed; none for less than two letters."""
    return tuple(word for word in WORDLIST if word.startswith(begun.lower())) if len(begun) > 1 else ()


def so_far(sheet: str) -> tuple[int, int]:
    """(how many words were typed, the place of the first that is on no list or 0); a last word still being typed may go on."""
    typed = [word for word in _NOT_A_LETTER.split(sheet.lower()) if word]
    open_end = bool(sheet) and sheet[-1].isalpha()
    for place, word in enumerate(typed, start=1):
        whole = _by_start().get(word[:_TELLING], "")
        fits = whole.startswith(word) and len(word) >= min(_TELLING, len(whole))
        if not fits and not (open_end and place == len(typed) and any(each.startswith(word) for each in WORDLIST)):
            return len(typed), place
    return len(typed), 0


def _check_sheet(words: list[str], number: int) -> None:
    try:
        Share.from_mnemonic(" ".join(words))
    except MnemonicError as refused:
        raise BadInput(
            _FIELD,
            _("Sheet {s}: {n} words were read, and they are not the words of a whole sheet.").format(s=number, n=len(words)),
            _("A sheet has {n} words. Look for a missing, doubled or swapped word.").format(n=WORDS_A_SHEET),
        ) from refused


@cache
def _by_start() -> dict[str, str]:
    return {word[:_TELLING]: word for word in WORDLIST}
