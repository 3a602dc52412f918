"""Every row of the torture in a short run: nothing may be found wrong, however seldom it is tried here."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from torture.found import Findings, Row, row, table

ROOT = Path(__file__).resolve().parents[2]
ROWS = {
    "journeys": ["#1, #12", "P44"],
    "kill": ["#2", "#2"],
    "power": ["#3"],
    "older": ["#24", "#24"],
    "store": ["#4", "#4", "#4"],
    "keys": ["#6", "#6", "#6"],
    "guess": ["#7"],
    "arriving": [""],
    "bundle": ["#14", "#14", "#14"],
    "parser": ["#15"],
    "disk": ["#21", "#21", "#21", "#21", "#22"],
    "processes": ["#23"],
    "nights": [""],
}
FUZZER = "atheris on a bundle's header and content"
MAY_LACK = {
    FUZZER,  # the project does not depend on it
    "a small disk with so many pages left",  # which only root may make
    "power cut at each flush of a worker's day",  # for which a compiler is needed
    "power cut at each flush of that",
}

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="no fork there")


@pytest.mark.parametrize("name", sorted(ROWS))
def test_a_short_run_of_a_row_finds_nothing(name: str) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "torture", "--short", "--json", "--seed", "1", name],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=240,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    said = json.loads(done.stdout)
    rows = [each for each in said if not each["skipped"]]
    skipped = [each["what"] for each in said if each["skipped"]]
    assert set(skipped) <= MAY_LACK
    assert [each["requirement"] for each in said if each["what"] != FUZZER] == ROWS[name]
    assert rows or set(skipped) == {each["what"] for each in said}
    assert all(each["times"] > 0 for each in rows)
    assert [(each["wrong"], each["words"]) for each in rows] == [(0, [])] * len(rows)


def test_a_goal_that_is_missed_is_said_in_its_row_with_the_first_example() -> None:
    found = Findings()
    found.add("nothing was said", "byte 7")
    found.add("nothing was said", "byte 8")
    rows = [
        row("#4", "flipped", 9, found),
        row("#6", "tried", 9, Findings()),
        row("#7", "never tried", 0, Findings()),
        Row(requirement="#15", what="fuzzed", skipped="not installed here"),
    ]
    assert [each.word for each in rows] == ["missed", "ok", "missed", "-"]
    said = table(rows)
    assert "2 × nothing was said (first: byte 7)" in said
    assert "not installed here" in said
