"""One process a store: told who has it, and free again however that process ended."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from fieldapp.errors import DestinationTrouble, StoreInUse
from fieldapp.vault.lock import StoreLock
from torture.failing import read_only

ROOT = Path(__file__).resolve().parents[2]
_HOLDER = """
import sys
from pathlib import Path
from fieldapp.errors import StoreInUse
from fieldapp.vault.lock import StoreLock
try:
    with StoreLock(Path(sys.argv[1])):
        print("held", flush=True)
        sys.stdin.read()
except StoreInUse as refused:
    print("refused", refused.action, flush=True)
"""


@contextmanager
def _other(path: Path) -> Iterator[tuple[subprocess.Popen[str], str]]:
    with subprocess.Popen(
        [sys.executable, "-c", _HOLDER, str(path)], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as child:
        assert child.stdout is not None
        try:
            yield child, child.stdout.readline()
        finally:
            child.kill()


def test_a_second_process_is_told_which_one_has_it(tmp_path: Path) -> None:
    path = tmp_path / "lock"
    with _other(path) as (child, said):
        assert said == "held\n"
        with pytest.raises(StoreInUse) as refused:
            StoreLock(path).take()
        assert refused.value.sentence == "This store is already open in another window.", (
            "no number that says nothing to a worker"
        )
        assert f"IT: process {child.pid} on " in refused.value.action


def test_the_other_way_round(tmp_path: Path) -> None:
    path = tmp_path / "lock"
    with StoreLock(path), _other(path) as (_child, said):
        assert said.startswith("refused")
        assert str(os.getpid()) in said


def test_a_killed_process_leaves_no_lock(tmp_path: Path) -> None:
    path = tmp_path / "lock"
    with _other(path) as (child, said):
        assert said == "held\n"
        child.kill()
        child.wait()
        with StoreLock(path):
            assert path.read_text().startswith(f"{os.getpid()} ")


def test_of_many_at_once_exactly_one_opens(tmp_path: Path) -> None:
    path = tmp_path / "lock"
    children = [
        subprocess.Popen(
            [sys.executable, "-c", _HOLDER, str(path)], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        for _turn in range(6)
    ]
    said = [child.stdout.readline().split()[0] for child in children if child.stdout]
    for child in children:
        child.communicate("")
    assert sorted(said) == ["held", *["refused"] * 5]


def test_within_one_process_too_and_again_after_release(tmp_path: Path) -> None:
    path = tmp_path / "lock"
    first, second = StoreLock(path), StoreLock(path)
    first.take()
    first.take()
    with pytest.raises(StoreInUse):
        second.take()
    first.release()
    first.release()
    with second, pytest.raises(StoreInUse):
        first.take()
    assert path.read_bytes() == b""


def test_a_lock_file_without_a_name_still_says_something(tmp_path: Path) -> None:
    path = tmp_path / "lock"
    with StoreLock(path):
        path.write_text("")
        with pytest.raises(StoreInUse, match="another window"):
            StoreLock(path).take()


def test_a_folder_that_is_gone_has_its_sentence(tmp_path: Path) -> None:
    with pytest.raises(DestinationTrouble):
        StoreLock(tmp_path / "gone" / "lock").take()


def test_where_nothing_can_be_written_two_may_read_and_who_can_write_excludes_them(tmp_path: Path) -> None:
    folder = tmp_path / "store"
    folder.mkdir()
    path = folder / "lock"
    with read_only(folder):
        with pytest.raises(DestinationTrouble):
            StoreLock(path).take()
        without = StoreLock(path)
        without.take(or_to_read=True)
        assert (without.only_reads, path.exists()) == (True, False)
        without.release()
    path.touch()
    first, second, writer = StoreLock(path), StoreLock(path), StoreLock(path)
    with read_only(folder):
        first.take(or_to_read=True)
        second.take(or_to_read=True)
    assert first.only_reads
    assert second.only_reads
    with pytest.raises(StoreInUse):
        writer.take(or_to_read=True)
    first.release()
    second.release()
    with writer, read_only(folder), pytest.raises(StoreInUse):
        first.take(or_to_read=True)
    assert not writer.only_reads
