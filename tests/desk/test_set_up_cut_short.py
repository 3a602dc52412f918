"""A process that ends while a store is made: there is none yet and set-up can be tried again in the same folder, or a whole one."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Any

import pytest

from fieldapp.demo import county, fiction
from fieldapp.desk import checking, opening
from fieldapp.desk.desk import run_through
from fieldapp.vault.folder import StoreFolder
from tests.desk.conftest import CHEAP

WORDS = fiction.PASSPHRASES["worker"]
_FLUSHES = 10

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="no fork there")


def _cut(at: int, folder: Path, new: opening.NewStore, hand: Any) -> bool:
    """Make a store in a child that ends at its n-th flush; whether it came to its end."""
    child = os.fork()
    if not child:
        flush, left = os.fsync, [at]

        def ends(handle: int) -> None:
            if not left[0]:
                os._exit(1)
            left[0] -= 1
            flush(handle)

        os.fsync = ends
        try:
            opening.create(folder, new, hand, CHEAP)
        finally:
            os._exit(0)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0


@pytest.mark.parametrize("existed", ["there before", ""])
def test_there_is_no_store_yet_or_a_whole_one(tmp_path: Path, agency: county.Agency, hand: Any, existed: str) -> None:
    new = opening.NewStore(fiction.WORKER, "worker", agency.county_file, WORDS)
    made, unfinished = 0, 0
    for at in range(_FLUSHES):
        folder = tmp_path / f"store{at}"
        if existed:
            folder.mkdir()
        made += _cut(at, folder, new, hand)
        if not StoreFolder(folder).exists():
            unfinished += 1
            opening.create(folder, new, hand, CHEAP)
        desk = opening.unlock(folder, WORDS, hand)
        assert desk.read_only == ""
        assert run_through(checking.verify(desk)).findings == ()
        desk.close()
        assert not list(folder.rglob(".*"))
    assert made
    assert unfinished >= 6
