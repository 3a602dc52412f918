"""The encrypted database: every setting read back, every flip and cut refused, and no file touched that does not open."""

from __future__ import annotations

import os
import random
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine
from sqlalchemy.exc import ProgrammingError
from sqlalchemy.pool import StaticPool
from sqlcipher3 import dbapi2

from fieldapp.errors import Bug, DestinationTrouble, FieldError, StoreDamaged
from fieldapp.vault import store

KEY = bytes(range(32))
ROWS = 120
ROOT = Path(__file__).resolve().parents[2]


def _fill(engine: Engine, rows: int = ROWS) -> None:
    with engine.connect() as connection:
        connection.exec_driver_sql("BEGIN IMMEDIATE")
        connection.exec_driver_sql("CREATE TABLE t (a INTEGER PRIMARY KEY, b TEXT)")
        for number in range(rows):
            connection.exec_driver_sql("INSERT INTO t VALUES (?, ?)", (number, "word " * 60))
        connection.exec_driver_sql("COMMIT")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    place = tmp_path / "a folder? with #signs%20" / "store.db"
    place.parent.mkdir()
    store.create(place, KEY)
    engine = store.connect(place, KEY)
    _fill(engine)
    engine.dispose()
    return place


@pytest.fixture
def engine(path: Path) -> Iterator[Engine]:
    opened = store.connect(path, KEY)
    yield opened
    opened.dispose()


def _read_all(path: Path) -> int:
    engine = store.connect(path, KEY)
    try:
        with engine.connect() as connection:
            return int(connection.exec_driver_sql("SELECT sum(length(b)) FROM t").scalar_one())
    finally:
        engine.dispose()


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("journal_mode", "delete"),
        ("synchronous", 3),
        ("fullfsync", 1),
        ("secure_delete", 1),
        ("foreign_keys", 1),
        ("trusted_schema", 0),
        ("cell_size_check", 1),
        ("temp_store", 2),
        ("cache_size", -64_000),
    ],
)
@pytest.mark.parametrize("mode", ["read", "write"])
def test_every_setting_holds(path: Path, name: str, value: str | int, mode: str) -> None:
    engine = store.connect(path, KEY, read_only=mode == "read")
    with engine.connect() as connection:
        assert connection.exec_driver_sql(f"PRAGMA {name}").scalar_one() == value
    engine.dispose()


def test_a_setting_that_does_not_take_is_a_bug(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(store, "_SETTINGS", (("synchronous", "OFF", 3),))
    with pytest.raises(Bug):
        store.connect(path, KEY)


def test_so_is_a_build_that_is_too_old_or_does_not_encrypt(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(store, "_LEAST_SQLITE", (99, 0, 0))
        with pytest.raises(Bug):
            store.connect(path, KEY)

    class Plain(dbapi2.Connection):
        def execute(self, statement: str, *args: object) -> object:
            return super().execute("PRAGMA user_version_of_nothing" if "cipher_version" in statement else statement, *args)

    connect = dbapi2.connect
    monkeypatch.setattr(store.dbapi2, "connect", lambda *a, **k: connect(*a, factory=Plain, **k))
    with pytest.raises(Bug):
        store.connect(path, KEY)


def test_one_connection_that_hides_its_parameters_and_stays_on_its_thread(engine: Engine) -> None:
    assert isinstance(engine.pool, StaticPool)
    assert engine.hide_parameters
    seen: list[BaseException] = []

    def elsewhere() -> None:
        try:
            with engine.connect() as connection:
                connection.exec_driver_sql("SELECT 1")
        except ProgrammingError as error:
            seen.append(error)

    thread = threading.Thread(target=elsewhere)
    thread.start()
    thread.join()
    assert len(seen) == 1


def test_nothing_begins_a_transaction_but_who_says_so(engine: Engine) -> None:
    with engine.connect() as connection:
        driver = connection.connection.driver_connection
        assert driver is not None
        connection.exec_driver_sql("INSERT INTO t VALUES (9999, 'at once')")
        assert not driver.in_transaction


@pytest.mark.parametrize("length", [0, 16, 31, 33, 48, 64])
def test_a_key_of_another_length_is_a_bug_and_never_a_passphrase(path: Path, length: int) -> None:
    with pytest.raises(Bug):
        store.connect(path, b"k" * length)


def test_wrong_keys_are_refused_silently_and_change_nothing(path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    before = path.read_bytes()
    for number in range(50):
        with pytest.raises(StoreDamaged):
            store.connect(path, number.to_bytes(32, "little"))
    assert path.read_bytes() == before
    assert [each.name for each in path.parent.iterdir()] == ["store.db"]
    assert capfd.readouterr().err == ""


@pytest.mark.parametrize("content", [b"", b"junk", b"SQLite format 3\0" + bytes(4080), os.urandom(8192), bytes(4096)])
def test_junk_is_refused_and_left(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "store.db"
    path.write_bytes(content)
    for read_only in (True, False):
        with pytest.raises(StoreDamaged):
            store.connect(path, KEY, read_only=read_only)
    assert path.read_bytes() == content


def test_a_missing_database_is_damage_and_never_made_anew(tmp_path: Path) -> None:
    with pytest.raises(StoreDamaged):
        store.connect(tmp_path / "store.db", KEY)
    assert list(tmp_path.iterdir()) == []


def test_a_folder_in_its_place_is_damage(tmp_path: Path) -> None:
    (tmp_path / "store.db").mkdir()
    with pytest.raises(FieldError):
        store.connect(tmp_path / "store.db", KEY)


def test_a_database_is_never_made_over_another(path: Path) -> None:
    before = path.read_bytes()
    with pytest.raises(Bug):
        store.create(path, KEY)
    assert path.read_bytes() == before


def test_every_flip_is_refused_when_opened_or_read_and_by_the_check(path: Path) -> None:
    whole = path.read_bytes()
    dice = random.Random(3)  # noqa: S311 - where to strike
    pages = range(0, len(whole), 4096)
    places = {*range(40), *(page + dice.randrange(4096) for page in pages for _turn in range(8)), len(whole) - 1}
    for place in sorted(places):
        broken = bytearray(whole)
        broken[place] ^= 1 << dice.randrange(8)
        path.write_bytes(broken)
        with pytest.raises(StoreDamaged):
            _read_all(path)
        assert path.read_bytes() == broken
        try:
            engine = store.connect(path, KEY)
        except StoreDamaged:
            continue
        assert store.damage(engine)
        engine.dispose()


def test_every_cut_is_refused_at_opening(path: Path) -> None:
    whole = path.read_bytes()
    dice = random.Random(5)  # noqa: S311 - where to strike
    for end in [0, 1, 4096, 8192, len(whole) - 4096, len(whole) - 1, *(dice.randrange(len(whole)) for _turn in range(60))]:
        path.write_bytes(whole[:end])
        with pytest.raises(StoreDamaged):
            store.connect(path, KEY)
        assert path.read_bytes() == whole[:end]


def test_pages_in_another_order_are_refused(path: Path) -> None:
    whole = path.read_bytes()
    path.write_bytes(whole[:8192] + whole[12288:16384] + whole[8192:12288] + whole[16384:])
    with pytest.raises(StoreDamaged):
        _read_all(path)


def test_a_whole_database_has_no_damage(engine: Engine) -> None:
    assert store.damage(engine) == []


def test_reading_only_reads_and_says_so_when_asked_to_write(path: Path) -> None:
    before = path.read_bytes()
    engine = store.connect(path, KEY, read_only=True)
    with engine.connect() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM t").scalar_one() == ROWS
        with pytest.raises(DestinationTrouble):
            connection.exec_driver_sql("DELETE FROM t")
    engine.dispose()
    assert path.read_bytes() == before


def test_an_ordinary_error_stays_what_it_is(engine: Engine) -> None:
    with engine.connect() as connection, pytest.raises(Exception, match="no such table") as refused:
        connection.exec_driver_sql("SELECT * FROM nowhere WHERE b = ?", ("Mika Sample",))
    assert not isinstance(refused.value, FieldError)
    assert "Mika Sample" not in str(refused.value)


def test_the_file_shows_nothing(path: Path) -> None:
    content = path.read_bytes()
    assert b"word word" not in content
    assert b"CREATE TABLE" not in content
    assert KEY not in content


_WRITER = """
import sys
from pathlib import Path
from fieldapp.vault import store
engine = store.connect(Path(sys.argv[1]), bytes(range(32)))
with engine.connect() as connection:
    last = connection.exec_driver_sql("SELECT max(a) FROM t").scalar_one()
    while True:
        last += 1
        connection.exec_driver_sql("BEGIN IMMEDIATE")
        connection.exec_driver_sql("INSERT INTO t VALUES (?, ?)", (last, "word " * 60))
        connection.exec_driver_sql("UPDATE t SET b = b || 'x' WHERE a % 7 = 0")
        connection.exec_driver_sql("COMMIT")
        print(last, flush=True)
"""


def test_killed_at_any_moment_nothing_acknowledged_is_lost(path: Path) -> None:
    dice = random.Random(11)  # noqa: S311 - where to strike
    for _round in range(6):
        child = subprocess.Popen([sys.executable, "-c", _WRITER, str(path)], cwd=ROOT, stdout=subprocess.PIPE)
        with child:
            assert child.stdout is not None
            said = [child.stdout.readline()]
            try:
                child.wait(dice.uniform(0.002, 0.08))
            except subprocess.TimeoutExpired:
                child.kill()
            said += child.stdout.readlines()
        acknowledged = [int(line) for line in said if line.endswith(b"\n")]
        engine = store.connect(path, KEY)
        with engine.connect() as connection:
            last, count = connection.exec_driver_sql("SELECT max(a), count(*) FROM t").one()
        assert store.damage(engine) == []
        engine.dispose()
        assert last >= acknowledged[-1]
        assert count == last + 1
