"""Search: from a key pressed in the look-up line to the list painted, among very many youths; the real page over a real store."""

from __future__ import annotations

import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from bench.county import County
from bench.figures import Figure, at_most, seen
from bench.sizes import Size
from fieldapp.ledger.book import Book
from fieldapp.ledger.ids import new_id
from fieldapp.youth.entries import NamesSaid, Opened
from fieldapp.youth.model import Names

_ROOT = Path(__file__).resolve().parent.parent
_LIMIT_MS = 50
_LEAST_LETTERS = 3
_SYLLABLES = ("ma", "ri", "jo", "sé", "lu", "ka", "be", "no", "ti", "an", "ñe", "do", "sa", "wi", "ke", "ro", "cha", "vel")
_CHUNK = 10_000


def measure(size: Size) -> Iterator[Figure]:
    """Names of three words and a number each, typed as people type them: a beginning, a slip, words in another order."""
    with TemporaryDirectory(prefix="bench-") as at:
        county = County(Path(at))
        place = county.store("worker")
        _fill(county, place, size.names)
        done = subprocess.run(  # noqa: S603 - this module itself
            [sys.executable, "-m", "bench.search", str(place), str(size.searches)],
            cwd=_ROOT,
            capture_output=True,
            text=True,
            check=True,
            timeout=600,
        )
    opened, floor, *keys = (float(word) for word in done.stdout.split())
    what = f"A key to the list, three letters or more ({size.names:,} youths)"
    yield at_most(what, statistics.median(keys), _LIMIT_MS, floor=floor, floor_is="painting the same list")
    yield seen("The slowest such key of all", max(keys))
    yield seen("Youths opened for the first time", opened)


def names_of(count: int) -> Iterator[str]:
    """Fictional names: a given one and two of the family, out of a few thousand words."""
    words = [one + two + three for one in _SYLLABLES for two in _SYLLABLES for three in ("", "l", "n", "ra", "to", "s")]
    for number in range(count):
        parts = (words[number * 7 % len(words)], words[number * 31 % 1_777], words[(number // 13) * 17 % 1_511])
        yield " ".join(part.title() for part in parts)


def _fill(county: County, place: Path, count: int) -> None:
    desk = county.unlocked(place, "worker")
    names = list(names_of(count))
    for start in range(0, count, _CHUNK):

        def write(book: Book, start: int = start) -> None:
            for number, name in enumerate(names[start : start + _CHUNK]):
                youth = new_id()
                book.write(desk._pen, youth, Opened(source="caseload"), county.told())
                book.write(
                    desk._pen, youth, NamesSaid(value=Names(chosen=name, other=(f"DEMO {start + number:06d}",))), county.told()
                )

        desk.batch(write)
    desk.close()


def _typed(count: int) -> Iterator[str]:
    """What is typed, in whole; each is typed letter by letter."""
    names = list(names_of(5_000))
    for number in range(count):
        given, family, second = names[number * 97 % len(names)].lower().split()
        slip = family[0] + family[2:] if len(family) > 4 else family
        yield (f"{given} {family}", f"{slip}", f"{second} {given}", family[1] + family[0] + family[2:])[number % 4]


def _search(place: Path, searches: int) -> None:
    from PySide6.QtCore import Qt
    from PySide6.QtTest import QTest

    from bench.window import Paints, until
    from fieldapp.demo import fiction
    from ui import begin
    from ui.pages.youths import YouthsPage

    _application, opening = begin.prepared(place, "")
    opening.show()
    until(lambda: opening.app is not None and len(opening.app.pages.made()) == len(opening.app.pages))
    app = opening.app
    if app is None:
        raise SystemExit("never loaded")
    app.on_passphrase(fiction.PASSPHRASES["worker"])
    until(lambda: app.session.me is not None)
    page = app.pages["youths"]
    if not isinstance(page, YouthsPage):
        raise SystemExit("no such page")
    began = time.perf_counter()
    app.go("youths", "", "")
    until(lambda: page.model.rowCount() > 0)
    print((time.perf_counter() - began) * 1_000)
    shown = []
    page.model.modelReset.connect(lambda: shown.append(True))
    paints = Paints(page.list.viewport())
    taken: list[float] = []
    for whole in _typed(searches):
        shown.clear()
        if page.search.text():
            page.search.clear()
            until(lambda: bool(shown))
        for letter in range(len(whole)):
            shown.clear()
            before = paints.count
            began = time.perf_counter()
            QTest.keyClick(page.search, whole[letter], Qt.KeyboardModifier.NoModifier)
            until(lambda before=before: bool(shown) and paints.count > before)
            if letter + 1 >= _LEAST_LETTERS:
                taken.append((time.perf_counter() - began) * 1_000)
    print(_painting(page, paints), *taken)
    opening.close()


def _painting(page: object, paints: object) -> float:
    from bench.window import Paints, until
    from ui.pages.youths import YouthsPage

    if not isinstance(page, YouthsPage) or not isinstance(paints, Paints):
        raise SystemExit("no such page")
    lines = page.model._lines
    before = paints.count
    began = time.perf_counter()
    page.model.show_lines(lines)
    until(lambda: paints.count > before)
    return (time.perf_counter() - began) * 1_000


if __name__ == "__main__":
    _search(Path(sys.argv[1]), int(sys.argv[2]))
