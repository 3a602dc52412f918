"""Is a passphrase good enough: long, not one that everybody thinks of, and no rules about its signs."""

from __future__ import annotations

from functools import cache

from fieldapp import places
from fieldapp.errors import BadInput
from fieldapp.text import _, folded, words

LEAST_SIGNS, LEAST_WORDS, MOST_SIGNS = 15, 5, 1_024
_LEAST_DIFFERENT = 6
_SHORT_WORD = 3
_ROWS = (
    "01234567890123456789",
    "abcdefghijklmnopqrstuvwxyzabcdefghij",
    "qwertyuiopasdfghjklzxcvbnm",
    "qwertzuiopasdfghjklyxcvbnm",
)


def weakness(passphrase: str) -> str | None:
    """What is wrong with a passphrase to be, in a sentence; None where it will do."""
    if len(passphrase) > MOST_SIGNS:
        return _("That is longer than {n} characters. Use a shorter one.").format(n=MOST_SIGNS)
    if len(passphrase) < LEAST_SIGNS and _different_words(passphrase) < LEAST_WORDS:
        return _("Use at least {n} characters, or {w} words. Any words and signs will do.").format(n=LEAST_SIGNS, w=LEAST_WORDS)
    bare = folded(passphrase) or passphrase
    if len(set(passphrase.casefold())) < _LEAST_DIFFERENT or _repeats(bare) or _runs_along(bare):
        return _("This repeats itself or runs along the keyboard. Use words that do not belong together.")
    if bare in _common():
        return _("Many people use this one, so it is tried first. Use words that do not belong together.")
    return None


def require_strong(passphrase: str, field: str = "passphrase") -> None:
    """Refuse a weak passphrase with its sentence."""
    sentence = weakness(passphrase)
    if sentence:
        raise BadInput(field, sentence)


def _different_words(passphrase: str) -> int:
    return len({word for word in words(passphrase) if len(word) >= _SHORT_WORD})


def _repeats(bare: str) -> bool:
    """Whether a shorter piece, written again and again, makes up the whole ("passwordpassword")."""
    return any(bare == (bare[:size] * (len(bare) // size + 1))[: len(bare)] for size in range(1, len(bare) // 2 + 1))


def _runs_along(bare: str) -> bool:
    return any(bare in row or bare in row[::-1] for row in _ROWS)


@cache
def _common() -> frozenset[str]:
    lines = places.resource("wordlists", "common-passphrases.txt").read_text("utf-8").splitlines()
    return frozenset(folded(line) for line in lines if line and not line.startswith("#"))
