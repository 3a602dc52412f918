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


def test_a_program_that_lacks_is_named_with_its_package(boot: ModuleType) -> None:
    assert boot.lacking([("sh", "dash", "bash"), ("notthere", "not-there", "notthere")]) == [
        ("notthere", "not-there", "notthere")
    ]


def test_the_suite_may_build_the_folder_and_open_it_on_a_screen(boot: ModuleType) -> None:
    packages = {each[1] for each in boot.needs("test")}
    assert {each[1] for each in boot.needs("build")} | {"xvfb", "xdotool"} == packages
    assert {"binutils", "libxcb-cursor0"} <= packages
    assert "xvfb" not in {each[1] for job in ("run", "lint", "bench", "torture", "build", "package") for each in boot.needs(job)}


@pytest.mark.parametrize(
    ("sudo", "line"),
    [
        ("/usr/bin/sudo", "sudo apt-get update && sudo apt-get install -y --no-install-recommends libegl1 libgl1"),
        (None, "su - -c 'apt-get update && apt-get install -y --no-install-recommends libegl1 libgl1'"),
    ],
)
def test_without_root_one_exact_line_is_printed(
    boot: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], sudo: str | None, line: str
) -> None:
    """Found on a bare Debian: it comes without sudo, so a line with sudo could not be run there."""
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    monkeypatch.setattr(shutil, "which", lambda _name: sudo)
    with pytest.raises(SystemExit) as ended:
        boot.run_as_root(boot.install_line(["libegl1", "libgl1"], "apt-get"), update=True)
    assert ended.value.code == 3
    assert [each.strip() for each in capsys.readouterr().err.splitlines() if "apt-get" in each] == [line]


@pytest.mark.parametrize(("codes", "ends"), [((0, 100), True), ((100, 100), True), ((100, 0), False), ((0, 0), False)])
def test_packages_that_do_not_install_end_in_a_sentence(
    boot: ModuleType,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    codes: tuple[int, int],
    *,
    ends: bool,
) -> None:
    left = list(codes)

    def done(command: list[str], **_more: object) -> subprocess.CompletedProcess[str]:
        return subprocess.CompletedProcess(command, left.pop(0), "", "Temporary failure resolving")

    monkeypatch.setattr(os, "geteuid", lambda: 0)
    monkeypatch.setattr(subprocess, "run", done)
    if ends:
        with pytest.raises(SystemExit) as ended:
            boot.run_as_root(["apt-get", "install", "libegl1"], update=True)
        assert ended.value.code == 3
    else:
        boot.run_as_root(["apt-get", "install", "libegl1"], update=True)
    said = capsys.readouterr().err
    assert left == []
    assert said.startswith("Installing the system packages")
    assert ("needs the network once" in said) == ("Temporary failure resolving" in said) == ends


@pytest.mark.parametrize(
    "failure", [subprocess.CalledProcessError(1, ["python", "-m", "pip"]), OSError("No space left on device")]
)
def test_an_environment_that_cannot_be_made_ends_in_a_sentence(
    boot: ModuleType, monkeypatch: pytest.MonkeyPatch, failure: Exception, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail() -> Path:
        raise failure

    monkeypatch.setattr(boot, "make_environment", fail)
    monkeypatch.setattr(boot, "install_lacking", lambda _needed: None)
    with pytest.raises(SystemExit) as ended:
        boot.main(["test"])
    assert "The environment could not be made: " in f"{capsys.readouterr().err}{ended.value.code}"


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


@pytest.mark.parametrize("job", ["run", "test", "lint", "bench", "torture", "build", "package"])
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


def shell_with(folder: Path, **commands: str) -> subprocess.CompletedProcess[str]:
    """Run the search for a Python where there are only these commands."""
    for name in ("sed", "sort", "tr"):
        found = shutil.which(name)
        assert found
        (folder / name).symlink_to(found)
    for name, does in commands.items():
        path = folder / name.replace("_", "-")
        path.write_text(f"#!/bin/sh\n{does}\n")
        path.chmod(0o755)
    script = f'here={ROOT / "script"}; . "$here/_python.sh"; echo "found $PYTHON"'
    return subprocess.run(["/bin/sh", "-c", script], env={"PATH": str(folder)}, capture_output=True, text=True, check=False)


@pytest.mark.parametrize("sudo", [True, False])
def test_without_python_and_without_root_one_line_names_everything(boot: ModuleType, tmp_path: Path, *, sudo: bool) -> None:
    """Found on a bare Debian: the update lacked, the libraries came with a second line, and sudo was not there."""
    done = shell_with(tmp_path, apt_get="exit 99", id="echo 1000", **({"sudo": "exit 98"} if sudo else {}))
    (line,) = [each.strip() for each in done.stderr.splitlines() if "apt-get" in each]
    assert done.returncode == 3
    packages = "install -y --no-install-recommends python3 python3-venv ca-certificates "
    as_root = f"sudo apt-get update && sudo apt-get {packages}" if sudo else f"su - -c 'apt-get update && apt-get {packages}"
    assert line.startswith(as_root)
    assert sudo == (not line.endswith("'"))
    assert {each[1] for each in (*boot.LIBRARIES, *boot.WINDOW_LIBRARIES)} <= set(line.strip("'").split())


def test_a_python_that_cannot_be_installed_ends_in_a_sentence(tmp_path: Path) -> None:
    done = shell_with(tmp_path, apt_get="echo Temporary failure resolving >&2; exit 100", id="echo 0")
    assert (done.returncode, done.stdout) == (3, "")
    assert done.stderr.startswith("Installing Python ")
    assert "Temporary failure resolving" in done.stderr
    assert done.stderr.rstrip().endswith("This needs the network once; connect this machine and start again.")


def test_a_python_that_was_installed_is_found(tmp_path: Path) -> None:
    made = f"printf '#!/bin/sh\\nexit 0\\n' > {tmp_path}/python3; /bin/chmod 755 {tmp_path}/python3; echo muttering >&2"
    done = shell_with(tmp_path, apt_get=made, id="echo 0")
    assert (done.returncode, done.stdout) == (0, "found python3\n")
    assert "muttering" not in done.stderr
