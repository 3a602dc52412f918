"""Looking up a youth: forgives accents, order and one slip of the fingers in each word of four letters or more.

The distinct folded words of all names and numbers are held in memory, sorted. What a slip could have meant is walked letter by
letter along those words, so a key pressed costs a few hundred look-ups however many youths there are.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from itertools import chain, islice

from fieldapp.text import words
from fieldapp.youth.model import YouthLine

_LAST = "\U0010ffff"
_FORGIVING = 4  # shorter words match by their beginning alone: one slip in three letters fits nearly everything


@dataclass(frozen=True, slots=True)
class Hits:
    """Whom a search found: ids best first, at most as many as asked for, and how many there are in all."""

    ids: tuple[str, ...]
    total: int


@dataclass(frozen=True, slots=True)
class _Fits:
    """Places of the youths that have the very word, a word that begins with it, or either with one slip; each in the next."""

    same: AbstractSet[int]
    begun: AbstractSet[int]
    slips: set[int]

    def rank(self, place: int) -> int:
        """How well it fits one of them: 0 the word itself, 1 its beginning, 2 with one slip."""
        return 0 if place in self.same else 1 if place in self.begun else 2


def _by_rank(fits: Sequence[_Fits], everyone: Iterable[int]) -> Iterator[Iterable[int]]:
    """Whom all words fit, best rank first; where one word is typed, a rank is made only when the list gets so far."""
    if len(fits) == 1:
        own = fits[0]
        yield own.same
        yield own.begun - own.same
        yield own.slips - own.begun
        return
    by_rank: dict[int, list[int]] = defaultdict(list)
    for place in everyone:
        by_rank[sum(each.rank(place) for each in fits)].append(place)
    yield from (by_rank[rank] for rank in sorted(by_rank))


class NameIndex:
    """The words of every youth's names and numbers. Not shared between threads; made anew when names change."""

    def __init__(self, youths: Iterable[tuple[str, Iterable[str]]] = ()) -> None:
        self._ids: list[str] = []
        self._places: dict[str, list[int]] = defaultdict(list)
        self._words: list[str] = []
        self._postings: list[list[int]] = []
        self.add(youths)

    def add(self, youths: Iterable[tuple[str, Iterable[str]]]) -> None:
        """youths: (id, every name and number it may be found by), in the order in which equals are listed."""
        for place, (youth, lines) in enumerate(youths, len(self._ids)):
            self._ids.append(youth)
            for line in lines:
                for word in words(line):
                    places = self._places[word]
                    if not places or places[-1] != place:
                        places.append(place)
        self._words.clear()

    def _sort(self) -> None:
        self._words = sorted(self._places)
        self._postings = [self._places[word] for word in self._words]

    def __len__(self) -> int:
        """How many youths are in it."""
        return len(self._ids)

    def find(self, typed: str, limit: int = 200) -> Hits:
        """Whom the typed words fit, exact words before beginnings before slips."""
        asked = words(typed)
        if not asked:
            return Hits(tuple(self._ids[:limit]), len(self._ids))
        fits = self._all_fits(asked)
        everyone = fits[0].slips.intersection(*(each.slips for each in fits[1:]))
        ranked = chain.from_iterable(sorted(places) for places in _by_rank(fits, everyone))
        return Hits(tuple(self._ids[place] for place in islice(ranked, limit)), len(everyone))

    def fitting(self, typed: str) -> frozenset[str]:
        """Everything that the typed words fit as far as they go; only where that is nothing, with one slip each.

        For lists in an order of their own, in which a slip would stand among what was meant.
        """
        asked = words(typed)
        if not asked:
            return frozenset(self._ids)
        fits = self._all_fits(asked)
        found = set(fits[0].begun).intersection(*(each.begun for each in fits[1:]))
        return frozenset(self._ids[each] for each in found or fits[0].slips.intersection(*(each.slips for each in fits[1:])))

    def _all_fits(self, asked: Iterable[str]) -> list[_Fits]:
        if not self._words:
            self._sort()
        return [self._fits(word) for word in asked]

    def _fits(self, word: str) -> _Fits:
        """Whom one word fits."""
        beginning = self._begun(word)
        same = self._postings[beginning[0]] if beginning and self._words[beginning[0]] == word else ()
        begun = set(same).union(*(self._postings[index] for index in beginning))
        slips = begun.union(*(self._postings[index] for index in set(self._slips(word)).difference(beginning)))
        return _Fits(frozenset(same), begun, slips)

    def _slips(self, word: str) -> Iterator[int]:
        """Words, or beginnings of words while somebody is still typing, with one letter wrong, missing, extra or swapped."""
        if len(word) < _FORGIVING - 1:
            return
        for at in range(len(word) + 1):
            start, rest = word[:at], word[at:]
            letters = self._next_letters(start)
            for letter in letters:
                yield from self._whole(start + letter + rest)  # of three letters: a word of four with one missing
            if not rest or len(word) < _FORGIVING:
                continue
            for letter in letters:
                if letter != rest[0]:
                    yield from self._begun(start + letter + rest[1:])
            yield from self._whole(start + rest[1:])
            if rest[1:]:
                yield from self._begun(start + rest[1] + rest[0] + rest[2:])

    def _whole(self, word: str) -> range:
        """Where the word itself stands: one place, or none."""
        low = bisect_left(self._words, word)
        return range(low, low + (low < len(self._words) and self._words[low] == word))

    def _begun(self, start: str) -> range:
        """Where the words stand that begin like this."""
        low = bisect_left(self._words, start)
        return range(low, bisect_left(self._words, start + _LAST, low))

    def _next_letters(self, start: str) -> list[str]:
        """The letters that follow a beginning in some word."""
        found: list[str] = []
        within = self._begun(start)
        low, end = within.start, within.stop
        while low < end:
            letter = self._words[low][len(start) : len(start) + 1]
            if letter:
                found.append(letter)
            low = bisect_left(self._words, start + letter + _LAST, low, end) if letter else low + 1
        return found


@dataclass(frozen=True, slots=True)
class Held:
    """A whole index and the lines behind it."""

    index: NameIndex
    lines: dict[str, YouthLine]


class Names:
    """What an open store keeps of names: the index once it is whole, and the steps that make it; both go when a name changes."""

    def __init__(self) -> None:
        self.held: Held | None = None
        self.steps: Iterator[object] | None = None

    def changed(self) -> None:
        """A name is new, or another: what was read is read again."""
        self.held = self.steps = None

    def keep(self, index: NameIndex, lines: Iterable[YouthLine]) -> None:
        """The index is whole."""
        self.held, self.steps = Held(index, {line.id: line for line in lines}), None
