"""Recipients in lists, where no word may say what a youth's status is (P26)."""

from __future__ import annotations

from fieldapp.desk.recipients import recipient_words
from fieldapp.text import _, language

_TELLING = frozenset({"hhs_otip"})
"""Recipients whose very name says why they are told."""


def is_telling(word: str) -> bool:
    """Whether the recipient's own name says more than an open page may."""
    return word in _TELLING


def who_words(word: str) -> str:
    """A recipient as it stands in a list; "" for none."""
    if not word:
        return ""
    if word in _TELLING:
        return _("Federal office")
    words = recipient_words(word)
    return words.es if language() == "es" else words.en
