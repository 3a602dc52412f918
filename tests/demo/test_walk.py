"""The demo walks the main job from beginning to end, and leaves nobody's name outside the papers and pictures."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def walked(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    at = tmp_path_factory.mktemp("demo") / "here"
    command = [sys.executable, "-m", "ui.main", "demo", "--headless", "--at", str(at)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=240)
    assert done.returncode == 0, done.stdout + done.stderr
    return at, done.stdout


def test_every_step_is_printed_with_its_result(walked: tuple[Path, str]) -> None:
    _at, said = walked
    for step in (
        "Caseload taken in: 40 youths, 1 row not taken",
        "A caregiver calls",
        "Notices recorded",
        "Papers: 4",
        "Supervisor has everything",
    ):
        assert step in said


def test_it_leaves_stores_bundles_papers_and_a_picture_of_each_page_in_both_themes(walked: tuple[Path, str]) -> None:
    at, _said = walked
    made = json.loads((at / "demo.json").read_text(encoding="utf-8"))
    assert {store["role"] for store in made["stores"]} == {"worker", "officer", "supervisor"}
    for name in (*(store["path"] for store in made["stores"]), *made["bundles"], *made["papers"]):
        assert (at / name).exists()
    assert made["bundles"]
    assert all((at / paper).read_bytes().startswith(b"%PDF") for paper in made["papers"])
    pictures = {path.stem for path in (at / "pictures").glob("*.png")}
    pages = {"start", "unlock", "today", "youths", "youth", "call", "episode", "papers", "screening", "monday", "exchange"}
    assert {f"{page}-{theme}" for page in pages for theme in ("light", "dark")} <= pictures


def test_no_fictional_name_number_or_passphrase_is_in_any_other_file(walked: tuple[Path, str]) -> None:
    at, _said = walked
    marks = (at / "fiction.txt").read_text(encoding="utf-8").splitlines()
    assert len(marks) > 80
    assert all(len(mark.encode()) >= 8 for mark in marks)
    found = []
    for path in at.rglob("*"):
        if not path.is_file() or path.name in {"fiction.txt", "demo.json"} or path.parts[len(at.parts)] in {"papers", "pictures"}:
            continue
        content = path.read_bytes()
        found += [(path.name, mark) for mark in marks if mark.encode() in content]
    assert found == []


def test_the_stores_hold_and_their_rows_come_out_the_same(walked: tuple[Path, str], tmp_path: Path) -> None:
    at, _said = walked
    made = json.loads((at / "demo.json").read_text(encoding="utf-8"))
    for store in made["stores"]:
        secret = tmp_path / "passphrase"
        secret.write_text(store["passphrase"] + "\n", encoding="utf-8")
        for command in ("verify", "rebuild"):
            args = [
                sys.executable,
                "-m",
                "fieldapp",
                command,
                "--store",
                str(at / store["path"]),
                "--passphrase-file",
                str(secret),
                "--json",
            ]
            done = subprocess.run(args, cwd=ROOT, capture_output=True, text=True, check=False, timeout=120)
            assert done.returncode == 0, done.stdout + done.stderr


def test_a_folder_that_is_not_empty_is_refused(walked: tuple[Path, str]) -> None:
    at, _said = walked
    command = [sys.executable, "-m", "ui.main", "demo", "--headless", "--at", str(at)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=60)
    assert (done.returncode, "not empty" in done.stdout) == (2, True)
