"""What the two commands decide before anything runs."""

from __future__ import annotations

import importlib.util
import os
import shutil
import socket
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def boot() -> ModuleType:
    spec = importlib.util.spec_from_file_location("boot", ROOT / "script" / "_boot.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_a_library_that_lacks_is_named_with_its_package(boot: ModuleType) -> None:
    assert boot.lacking([("libc.so.6", "libc6", "glibc"), ("libnotthere.so.9", "libnotthere9", "notthere")]) == [
        ("libnotthere.so.9", "libnotthere9", "notthere")
    ]


def test_without_root_one_exact_line_is_printed(
    boot: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    with pytest.raises(SystemExit) as ended:
        boot.run_as_root(boot.install_line(["libegl1", "libgl1"], "apt-get"), update=True)
    assert ended.value.code == 3
    line = "sudo apt-get update && sudo apt-get install -y --no-install-recommends libegl1 libgl1"
    assert line in capsys.readouterr().err


def test_the_environment_is_made_again_only_when_what_it_stands_on_changes(
    boot: ModuleType, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    lock, project = tmp_path / "requirements.lock", tmp_path / "pyproject.toml"
    lock.write_text("a==1")
    project.write_text("[project]")
    monkeypatch.setattr(boot, "LOCK", lock)
    monkeypatch.setattr(boot, "ROOT", tmp_path)
    first = boot.stamp()
    assert boot.stamp() == first
    lock.write_text("a==2")
    assert boot.stamp() != first


@pytest.mark.parametrize("display", [None, "", "nonsense", ":0x", ":65000", "127.0.0.1:3"])
def test_a_display_that_is_not_there_does_not_answer(boot: ModuleType, display: str | None) -> None:
    assert not boot.display_answers(display)


def test_a_display_that_answers(boot: ModuleType, tmp_path: Path) -> None:
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as server:
        for number in range(7000, 7100):
            try:
                server.bind(("127.0.0.1", 6000 + number))
            except OSError:
                continue
            break
        server.listen()
        assert boot.display_answers(f"127.0.0.1:{number}.0")
    assert not boot.display_answers(f"127.0.0.1:{number}.0")


@pytest.mark.parametrize("job", ["run", "test", "lint", "bench"])
def test_every_command_is_a_shell_script_that_parses(job: str) -> None:
    done = subprocess.run(["sh", "-n", str(ROOT / "script" / job)], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    assert os.access(ROOT / "script" / job, os.X_OK)


def test_the_lock_holds_a_hash_for_every_package() -> None:
    lines = (ROOT / "requirements.lock").read_text().splitlines()
    names = [line for line in lines if line and not line.startswith((" ", "#"))]
    assert len(names) > 20
    assert all(line.rstrip().endswith("\\") for line in names)
    assert sys.version_info >= (3, 11)


@pytest.mark.parametrize(
    ("asked", "done"),
    [([], ["demo", "--headless"]), (["demo", "--at", "x"], ["demo", "--headless", "--at", "x"]), (["duties"], ["duties"])],
)
def test_without_a_display_the_demo_is_walked_without_a_window(
    boot: ModuleType, monkeypatch: pytest.MonkeyPatch, asked: list[str], done: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    called: list[list[str]] = []
    monkeypatch.setattr(subprocess, "call", lambda command, **_more: called.append(command) or 0)
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    monkeypatch.setenv("DISPLAY", ":65000")
    boot.run(Path("python"), asked)
    assert called == [["python", "-m", "ui.main", *done]]
    assert ("There is no display here" in capsys.readouterr().out) == (asked != ["duties"])


def test_without_python_and_without_root_one_line_names_everything(boot: ModuleType, tmp_path: Path) -> None:
    """Found on a bare Debian: the first line lacked the update, and the libraries came only with a second one."""
    for name in ("sed", "sort", "tr"):
        found = shutil.which(name)
        assert found
        (tmp_path / name).symlink_to(found)
    for name, does in (("apt-get", "exit 99"), ("id", "echo 1000")):
        (tmp_path / name).write_text(f"#!/bin/sh\n{does}\n")
        (tmp_path / name).chmod(0o755)
    script = f'here={ROOT / "script"}; . "$here/_python.sh"'
    done = subprocess.run(["/bin/sh", "-c", script], env={"PATH": str(tmp_path)}, capture_output=True, text=True, check=False)
    (line,) = [each.strip() for each in done.stderr.splitlines() if "sudo" in each]
    assert done.returncode == 3
    assert line.startswith(
        "sudo apt-get update && sudo apt-get install -y --no-install-recommends python3 python3-venv ca-certificates "
    )
    assert {each[1] for each in (*boot.LIBRARIES, *boot.WINDOW_LIBRARIES)} <= set(line.split())
