"""A store whose files were cut or changed: refused by every way in, named by `verify`, and left byte for byte as it is."""

from __future__ import annotations

import random
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from fieldapp import cli
from fieldapp.demo import fiction
from fieldapp.desk import opening
from fieldapp.desk.desk import Desk
from fieldapp.errors import StoreDamaged
from fieldapp.locate import acts as locate
from fieldapp.locate.model import Call
from fieldapp.vault.head import RECORD_BYTES
from fieldapp.youth import acts as youths
from fieldapp.youth.model import Names
from fieldapp.youth.queries import youths as everyone

WORDS = fiction.PASSPHRASES["worker"]
PAGE = 4096
Files = dict[str, bytes]


def _files(folder: Path) -> Files:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.fixture
def whole(desk: Desk, folder: Path, hand: Any) -> Files:
    """A store with calls and a photo, closed, as its files lie there."""
    for number in range(12):
        youth, _episode = desk.do(locate.start_from_call, Call(came_at=hand.now, youth_name=f"Mika Sample {number}")).result
    desk.do(youths.add_photo, youth, bytes(range(256)) * 40, "image/png", "2026-10-02")
    desk.close()
    return _files(folder)


def _cuts(content: bytes, unit: int, dice: random.Random) -> Iterator[bytes]:
    """What is left of a file that was cut: at its ends, at and beside whole pages, anywhere."""
    size = len(content)
    ends = {0, 1, size - 1, size - unit, size // unit // 2 * unit, unit, unit + 1, *(dice.randrange(size) for _turn in range(24))}
    return (content[:end] for end in sorted(ends) if 0 <= end < size)


def _flips(content: bytes, places: Iterator[int], dice: random.Random) -> Iterator[bytes]:
    for place in places:
        spoiled = bytearray(content)
        spoiled[place] ^= 1 << dice.randrange(8)
        yield bytes(spoiled)


def _refused(folder: Path, hand: Any, whole: Files, name: str, spoiled: bytes) -> None:
    (folder / name).write_bytes(spoiled)
    with pytest.raises(StoreDamaged) as refused:
        opening.unlock(folder, WORDS, hand)
    assert refused.value.sentence
    assert _files(folder) == {**whole, name: spoiled}


def test_a_database_that_was_cut_or_grew_is_refused_and_left(folder: Path, whole: Files, hand: Any) -> None:
    content = whole["store.db"]
    for spoiled in (*_cuts(content, PAGE, random.Random(1)), content + b"x", content + bytes(PAGE)):  # noqa: S311 - where to strike
        _refused(folder, hand, whole, "store.db", spoiled)


def test_one_bit_on_any_page_of_the_database_and_it_is_refused_and_left(folder: Path, whole: Files, hand: Any) -> None:
    """Also on pages that are free, and on those that unlocking does not read."""
    content, dice = whole["store.db"], random.Random(2)  # noqa: S311 - where to strike
    pages = range(0, len(content), PAGE)
    places = sorted({*range(20), *(page + dice.randrange(PAGE) for page in pages), len(content) - 1})
    for spoiled in _flips(content, iter(places), dice):
        _refused(folder, hand, whole, "store.db", spoiled)


def test_the_file_of_ways_in_cut_or_changed_is_refused_and_left(folder: Path, whole: Files, hand: Any) -> None:
    content, dice = whole["slots"], random.Random(3)  # noqa: S311 - where to strike
    for spoiled in (*_cuts(content, 65, dice), *_flips(content, iter(range(0, len(content), 7)), dice)):
        _refused(folder, hand, whole, "slots", spoiled)


def test_a_head_cut_or_changed_opens_for_reading_only_and_changes_nothing(folder: Path, whole: Files, hand: Any) -> None:
    content, dice = whole["head"], random.Random(4)  # noqa: S311 - where to strike
    for spoiled in (*_cuts(content, RECORD_BYTES, dice), *_flips(content, iter(range(5, len(content), 331)), dice)):
        (folder / "head").write_bytes(spoiled)
        desk = opening.unlock(folder, WORDS, hand)
        assert "head" in desk.read_only
        assert len(desk.ask(everyone)) == 12
        desk.close()
        after = _files(folder)
        assert after.pop("attempts") != whole["attempts"], "the look waits there"
        assert after == {name: held for name, held in {**whole, "head": spoiled}.items() if name != "attempts"}
        (folder / "attempts").write_bytes(whole["attempts"])


def test_one_that_is_read_at_once_is_refused_at_the_first_write_and_left(folder: Path, whole: Files, hand: Any) -> None:
    """As the window opens it: Today is read before every page was looked at."""
    content, dice = whole["store.db"], random.Random(5)  # noqa: S311 - where to strike
    opened = 0
    for spoiled in _flips(content, (dice.randrange(20 * PAGE, len(content)) for _turn in range(30)), dice):
        (folder / "store.db").write_bytes(spoiled)
        try:
            desk = opening.unlock(folder, WORDS, hand, read_at_once=True)
        except StoreDamaged:
            continue
        opened += 1
        for write in (desk.settle, lambda desk=desk: desk.do(youths.open_record, Names(chosen="Kai Pattern"))):
            with pytest.raises(StoreDamaged):
                write()
        desk.close()
        assert _files(folder) == {**whole, "store.db": spoiled}
    assert opened > 5


def test_once_it_was_found_damaged_nothing_is_written_though_the_disk_then_gives_the_right_byte(
    folder: Path, whole: Files, hand: Any
) -> None:
    place = len(whole["store.db"]) - 1
    with (folder / "store.db").open("r+b") as file:
        file.seek(place)
        file.write(bytes([whole["store.db"][place] ^ 1]))
    desk = opening.unlock(folder, WORDS, hand, read_at_once=True)
    with pytest.raises(StoreDamaged):
        desk.settle()
    with (folder / "store.db").open("r+b") as file:
        file.seek(place)
        file.write(whole["store.db"][place:])
    with pytest.raises(StoreDamaged):
        desk.do(youths.open_record, Names(chosen="Kai Pattern"))
    desk.close()
    assert _files(folder) == whole


def test_a_whole_one_that_is_read_at_once_keeps_its_access_though_it_is_only_closed(
    folder: Path, whole: Files, hand: Any, unlock: Callable[[], Desk]
) -> None:
    del whole
    opening.unlock(folder, WORDS, hand, read_at_once=True).close()
    desk = unlock()
    chain = desk.me.device + "/access"
    kinds = desk.book.connection.exec_driver_sql("SELECT count(*) FROM entry WHERE device = ?", (chain,)).scalar_one()
    assert kinds == 3, "the first unlock, that one, and this"


def test_verify_names_the_broken_page_and_leaves_the_store_as_it_is(
    folder: Path, whole: Files, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    content, dice = whole["store.db"], random.Random(6)  # noqa: S311 - where to strike
    secret = tmp_path / "secret"
    secret.write_text(WORDS)
    named = 0
    for spoiled in _flips(content, (dice.randrange(20 * PAGE, len(content)) for _turn in range(20)), dice):
        (folder / "store.db").write_bytes(spoiled)
        code = cli.main(["verify", "--store", str(folder), "--passphrase-file", str(secret)])
        said = capsys.readouterr()
        assert code == 1 if "page: " in said.out else code == 3, said
        named += code == 1
        assert "damaged" in said.err or "page" in said.out
        assert _files(folder) == {**whole, "store.db": spoiled}
    assert named > 5


def test_put_back_as_it_was_it_opens_again(folder: Path, whole: Files, hand: Any) -> None:
    shutil.copy(folder / "store.db", folder.parent / "kept.db")
    _refused(folder, hand, whole, "store.db", whole["store.db"][:-1])
    shutil.copy(folder.parent / "kept.db", folder / "store.db")
    desk = opening.unlock(folder, WORDS, hand)
    assert len(desk.ask(everyone)) == 12
    desk.close()
