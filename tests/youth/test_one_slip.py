"""Which words one slip of the fingers can mean: held against the plain distance of each word and each beginning."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz.distance import OSA

from fieldapp.youth.search import NameIndex

_WORDS = st.text("abñ1", min_size=1, max_size=7)


@given(names=st.lists(_WORDS, max_size=12), typed=_WORDS)
def test_a_word_finds_what_one_slip_of_it_can_mean_and_nothing_else(names: list[str], typed: str) -> None:
    plain = typed.replace("ñ", "n")
    ranks = [_rank(plain, each.replace("ñ", "n")) for each in names]
    wanted = sorted((rank, place) for place, rank in enumerate(ranks) if rank is not None)
    hits = NameIndex((str(place), (each,)) for place, each in enumerate(names)).find(typed)
    assert hits.ids == tuple(str(place) for _rank, place in wanted)
    assert hits.total == len(wanted)


@given(names=st.lists(st.lists(_WORDS, min_size=1, max_size=3), max_size=8), typed=st.lists(_WORDS, min_size=2, max_size=3))
def test_of_several_words_each_must_fit_and_the_better_fit_stands_first(names: list[list[str]], typed: list[str]) -> None:
    sums = {}
    for place, own in enumerate(names):
        each = [
            min((r for word in own if (r := _rank(one.replace("ñ", "n"), word.replace("ñ", "n"))) is not None), default=None)
            for one in typed
        ]
        if None not in each:
            sums[place] = sum(rank for rank in each if rank is not None)
    hits = NameIndex((str(place), (" ".join(own),)) for place, own in enumerate(names)).find(" ".join(typed), limit=3)
    assert hits.ids == tuple(str(place) for place in sorted(sums, key=lambda place: (sums[place], place))[:3])
    assert hits.total == len(sums)


def _rank(typed: str, word: str) -> int | None:
    """0 the word, 1 its beginning, 2 one slip away (three letters: a word of four with one missing), None where it does not fit."""
    if word.startswith(typed):
        return 0 if word == typed else 1
    if len(typed) == 3:
        return 2 if len(word) == 4 and OSA.distance(typed, word) == 1 else None
    near = OSA.distance(typed, word) == 1 or (len(word) > len(typed) and OSA.distance(typed, word[: len(typed)]) == 1)
    return 2 if len(typed) > 3 and near else None
