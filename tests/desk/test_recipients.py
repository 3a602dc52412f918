"""Whom the rules may name has a word in both languages."""

from __future__ import annotations

import pytest

from fieldapp.desk.recipients import recipient_words
from fieldapp.policy.schema import RECIPIENTS

_NAMES = frozenset({"ncmec", "casa", "hhs_otip"})
"""Names, which are the same in Spanish."""


@pytest.mark.parametrize("word", sorted(RECIPIENTS))
def test_every_recipient_has_its_word_in_both_languages(word: str) -> None:
    words = recipient_words(word)
    assert words.en[0].isupper()
    assert words.es[0].isupper()
    assert (words.es == words.en) == (word in _NAMES)
