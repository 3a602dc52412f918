"""The demo walks the main job from beginning to end, and leaves nobody's name outside the papers and pictures."""

from __future__ import annotations

import io
import json
import os
import re
import subprocess
import sys
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path

import pytest
import zstandard
from openpyxl import Workbook

from ui.app import PAGES

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def walked(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """The walk, with a home and a folder for passing files of its own, so that nothing it writes goes unseen."""
    around = tmp_path_factory.mktemp("around")
    at = around / "here"
    places = {name: around / name for name in ("home", "passing")}
    for each in places.values():
        each.mkdir()
    env = {**os.environ, "HOME": str(places["home"]), "TMPDIR": str(places["passing"])}
    env = {name: value for name, value in env.items() if not name.startswith("XDG_")}
    command = [sys.executable, "-m", "ui.main", "demo", "--headless", "--at", str(at)]
    done = subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True, check=False, timeout=240)
    assert done.returncode == 0, done.stdout + done.stderr
    return at, done.stdout


def test_every_step_is_printed_with_its_result(walked: tuple[Path, str]) -> None:
    _at, said = walked
    for step in (
        "Caseload taken in: 40 youths, 1 row not taken",
        "What is held: three rows",
        "What follows: 7 steps proposed: two taken up, one declined",
        "A caregiver calls",
        "Notices recorded",
        "Papers: 4",
        "A screening: locked",
        "The team is enrolled: worker and officer, by eight words",
        "Bundles sent",
        "The supervisor reads them: accepted, accepted",
        "The supervisor sees: 4 youths; never told 26 h 00 min, late 25 h 10 min after the agency learned",
        "The receipt comes: Supervisor has everything",
    ):
        assert step in said


def test_it_leaves_stores_bundles_papers_and_a_picture_of_each_page_in_both_themes(walked: tuple[Path, str]) -> None:
    at, _said = walked
    made = json.loads((at / "demo.json").read_text(encoding="utf-8"))
    assert {store["role"] for store in made["stores"]} == {"worker", "officer", "supervisor"}
    for name in (*(store["path"] for store in made["stores"]), *made["bundles"], *made["papers"]):
        assert (at / name).exists()
    devices = [Path(name).parent.name for name in made["bundles"]]
    assert len(devices) == 6
    assert devices.count(devices[0]) == 1, "the worker's own is first"
    rest = [(at / name).stat().st_mtime_ns for name in made["bundles"][1:]]
    assert rest == sorted(rest), "then in the order sent"
    assert all((at / paper).read_bytes().startswith(b"%PDF") for paper in made["papers"])
    pictures = {path.stem for path in (at / "pictures").glob("*.png")}
    pages = {"start", "setup", "unlock", "rating", *PAGES}
    assert {f"{page}-{theme}" for page in pages for theme in ("light", "dark")} == pictures


def test_no_fictional_name_number_or_passphrase_is_in_any_other_file(walked: tuple[Path, str]) -> None:
    at, _said = walked
    marks = (at / "fiction.txt").read_text(encoding="utf-8").splitlines()
    assert len(marks) > 80
    assert all(len(mark.encode()) >= 8 for mark in marks)
    assert len(set(marks)) == len(marks)
    assert not [mark for mark in marks if re.search(r"800|555-", mark)], "no public number"
    shown = {at / "fiction.txt", at / "demo.json", at / "papers", at / "pictures"}
    files = [path for path in at.parent.rglob("*") if path.is_file() and not shown & {path, *path.parents}]
    assert {path.name for path in files} >= {"store.db", "slots", "head", "example.county", "example-office.key"}
    assert [path.suffix for path in files].count(".fxb") > 2
    found = [(str(path.relative_to(at.parent)), mark) for path in files for mark in _marks_in(path.read_bytes(), marks)]
    found += [(path.name, mark) for path in at.parent.rglob("*") for mark in marks if mark.casefold() in path.name.casefold()]
    assert found == []


def test_a_mark_is_found_however_it_is_kept() -> None:
    mark = "María José Notareal"
    book, out = Workbook(), io.BytesIO()
    assert book.active
    book.active.append([mark])
    book.save(out)
    kept = {
        "bytes": mark.encode(),
        "utf-16": mark.encode("utf-16-be"),
        "zlib": zlib.compress(mark.encode()),
        "zstd": zstandard.compress(mark.encode()),
        "xlsx": out.getvalue(),
        "json": json.dumps({"n": mark}).encode(),
    }
    missed = [name for name, content in kept.items() if not list(_marks_in(b"before" + content + b"after", [mark]))]
    assert missed == []


def _marks_in(content: bytes, marks: list[str]) -> Iterator[str]:
    """The marks that are in a file's bytes or in anything compressed in it, in the ways that text is written down."""
    looked_at = [content, *_unpacked(content)]
    for mark in marks:
        ways = {mark.encode(), mark.encode("utf-16-le"), mark.encode("utf-16-be"), json.dumps(mark)[1:-1].encode()}
        if any(way in each for way in ways for each in looked_at):
            yield mark


def _unpacked(content: bytes) -> Iterator[bytes]:
    """What comes out of every place where a zip, zlib, gzip or zstd stream may begin."""
    if zipfile.is_zipfile(io.BytesIO(content)):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            yield from (archive.read(name) for name in archive.namelist())
    for found in re.finditer(rb"\x78[\x01\x5e\x9c\xda]|\x1f\x8b\x08|\x28\xb5\x2f\xfd", content):
        rest = content[found.start() :]
        try:
            if found[0][0] == 0x28:
                yield zstandard.ZstdDecompressor().decompressobj().decompress(rest)
            else:
                yield zlib.decompressobj(wbits=47).decompress(rest, 1 << 24)
        except (zlib.error, zstandard.ZstdError):
            continue


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
    assert (done.returncode, "not empty" in done.stderr) == (2, True)
    file = at.parent / "a file"
    file.write_text("kept")
    done = subprocess.run([*command[:-1], str(file)], cwd=ROOT, capture_output=True, text=True, check=False, timeout=60)
    assert (done.returncode, file.read_text()) == (2, "kept")


def test_a_folder_that_cannot_be_made_is_said_in_a_sentence() -> None:
    command = [sys.executable, "-m", "ui.main", "demo", "--headless", "--at", "/proc/nobody/here"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=60)
    assert (done.returncode, "choose another folder" in done.stderr, "Traceback" in done.stderr) == (3, True, False)
