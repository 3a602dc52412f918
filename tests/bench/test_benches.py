"""Every bench runs and yields its figures; how high they are is judged by the whole run alone, never here."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
ROWS = {
    "first_paint": ["First paint of the start window", "Everything loaded"],
    "frozen": [],  # only where the folder was built
    "unlock": ["Unlock to Today, beyond the key", "Unlock to Today, all of it"],
    "notice": ["Recording a notice to NCMEC", "Recording a police report"],
    "importing": ["Importing ", "Memory that importing takes", "The same about", "The same, half"],
    "rebuilding": ["Making the rows of", "Checking an entry's chain"],
    "growing": ["Opening, beyond the key with", "Monday with", "Today with", "Looking a youth up with"],
    "search": ["A key to the list", "The slowest such key"],
}


@pytest.mark.parametrize("name", sorted(ROWS))
def test_a_short_run_yields_its_figures_and_judges_none(name: str) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "bench", "--short", name], cwd=ROOT, capture_output=True, text=True, timeout=240, check=False
    )
    assert done.returncode == 0, done.stderr
    rows = [line for line in done.stdout.splitlines() if any(line.startswith(row) for row in ROWS[name])]
    assert len(rows) == len(ROWS[name])
    for row in rows:
        assert any(letter.isdigit() for letter in row)
        assert not row.endswith((" ok", " NOT")), "a short run judges nothing"


def test_a_goal_that_is_missed_is_said_in_its_row() -> None:
    from bench.figures import at_least_rate, at_most_times, table

    figures = [
        at_most_times("too slow", 30.0, 3, 5.0, "a floor"),
        at_most_times("well", 10.0, 3, 5.0, "a floor"),
        at_least_rate("slow", 10.0, 0.4, 100.0, "a floor", "/s"),
    ]
    judged = [row.rsplit("  ", 1)[-1].strip() for row in table(figures, judged=True).splitlines()[2:]]
    assert judged == ["NOT", "ok", "NOT"]


def test_what_a_child_had_in_use_is_its_own_though_the_one_that_started_it_had_more() -> None:
    taken = b"x" * 400_000_000
    child = "from bench.importing import _most_resident as most; print(most())"
    done = subprocess.run([sys.executable, "-c", child], cwd=ROOT, capture_output=True, text=True, timeout=60, check=True)
    assert 0 < float(done.stdout) * 1e6 < len(taken) * 0.8
