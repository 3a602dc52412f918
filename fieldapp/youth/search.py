"""Looking up a youth: forgives accents, order and one slip of the fingers in each word of four letters or more.

The distinct folded words of all names and numbers are held in memory; a key pressed costs one pass over them.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from rapidfuzz import process
from rapidfuzz.distance import OSA

from fieldapp.text import words

_LAST = "\U0010ffff"
_FORGIVING = 4  # shorter words match by their beginning alone: one slip in three letters fits nearly everything


@dataclass(frozen=True, slots=True)
class Hits:
    """Whom a search found: ids best first, at most as many as asked for, and how many there are in all."""

    ids: tuple[str, ...]
    total: int


class NameIndex:
    """The words of every youth's names and numbers. Not shared between threads; made anew when names change."""

    def __init__(self, youths: Iterable[tuple[str, Iterable[str]]]) -> None:
        """youths: (id, every name and number it may be found by), in the order in which equals are listed."""
        self._ids: list[str] = []
        postings: dict[str, set[int]] = defaultdict(set)
        for place, (youth, lines) in enumerate(youths):
            self._ids.append(youth)
            for line in lines:
                for word in words(line):
                    postings[word].add(place)
        self._words = sorted(postings)
        self._postings = [postings[word] for word in self._words]
        self._shortest = {word: index for index, word in enumerate(self._words) if len(word) == _FORGIVING}
        self._beginnings: dict[int, dict[str, list[int]]] = {}

    def __len__(self) -> int:
        """How many youths are in it."""
        return len(self._ids)

    def find(self, typed: str, limit: int = 200) -> Hits:
        """Whom the typed words fit, exact words before beginnings before slips."""
        asked = words(typed)
        if not asked:
            return Hits(tuple(self._ids[:limit]), len(self._ids))
        best: dict[int, int] | None = None
        for word in asked:
            fits = self._fits(word)
            if best is not None:
                fits = {place: best[place] + rank for place, rank in fits.items() if place in best}
            best = fits
        ranked = sorted(best or (), key=lambda place: ((best or {})[place], place))
        return Hits(tuple(self._ids[place] for place in ranked[:limit]), len(ranked))

    def _fits(self, word: str) -> dict[int, int]:
        """Place of each youth that has a word like this -> 0 the word itself, 1 its beginning, 2 with one slip."""
        found: dict[int, int] = {}
        if len(word) >= _FORGIVING:
            for index in self._slips(word):
                found.update(dict.fromkeys(self._postings[index], 2))
        elif len(word) == _FORGIVING - 1:  # may be a word of four with one letter missing
            for hit in process.extract_iter(word, list(self._shortest), scorer=OSA.distance, score_cutoff=1):
                found.update(dict.fromkeys(self._postings[self._shortest[hit[0]]], 2))
        low = bisect_left(self._words, word)
        for index in range(low, bisect_left(self._words, word + _LAST)):
            found.update(dict.fromkeys(self._postings[index], 1))
        if low < len(self._words) and self._words[low] == word:
            found.update(dict.fromkeys(self._postings[low], 0))
        return found

    def _slips(self, word: str) -> set[int]:
        """Words, or beginnings of words while somebody is still typing, with one letter wrong, missing, extra or swapped."""
        found = {hit[2] for hit in process.extract_iter(word, self._words, scorer=OSA.distance, score_cutoff=1)}
        starts = self._starts(len(word))
        for start, _distance, _place in process.extract_iter(word, list(starts), scorer=OSA.distance, score_cutoff=1):
            found.update(starts[start])
        return found

    def _starts(self, length: int) -> dict[str, list[int]]:
        if length not in self._beginnings:
            starts: dict[str, list[int]] = defaultdict(list)
            for index, each in enumerate(self._words):
                if len(each) > length:
                    starts[each[:length]].append(index)
            self._beginnings[length] = dict(starts)
        return self._beginnings[length]
