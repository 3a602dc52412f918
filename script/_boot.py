"""Makes everything ready on a machine that has nothing but a Python, then does the job; standard library only.

Called by every other file of `script/`, which finds or installs a Python first. As root it installs the system packages that
lack; otherwise it prints the one line that does, and ends with 3.
"""

from __future__ import annotations

import ctypes
import hashlib
import os
import shutil
import socket
import subprocess
import sys
import sysconfig
import venv
from collections.abc import Iterable, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
STAMP = VENV / "fieldapp-stamp"
LOCK = ROOT / "requirements.lock"
NEEDS_HAND = 3
_X_SOCKETS = "/tmp/.X11-unix/X"  # noqa: S108 - where every X server listens

# A library that Qt's plugins load -> the package that brings it, on Debian and its kin, and on Fedora and its kin.
LIBRARIES: tuple[tuple[str, str, str], ...] = (
    ("libEGL.so.1", "libegl1", "mesa-libEGL"),
    ("libGL.so.1", "libgl1", "mesa-libGL"),
    ("libxkbcommon.so.0", "libxkbcommon0", "libxkbcommon"),
    ("libfontconfig.so.1", "libfontconfig1", "fontconfig"),
    ("libdbus-1.so.3", "libdbus-1-3", "dbus-libs"),
    ("libglib-2.0.so.0", "libglib2.0-0", "glib2"),
    ("libgssapi_krb5.so.2", "libgssapi-krb5-2", "krb5-libs"),
)
WINDOW_LIBRARIES: tuple[tuple[str, str, str], ...] = (
    ("libxcb-cursor.so.0", "libxcb-cursor0", "xcb-util-cursor"),
    ("libxcb-icccm.so.4", "libxcb-icccm4", "xcb-util-wm"),
    ("libxcb-image.so.0", "libxcb-image0", "xcb-util-image"),
    ("libxcb-keysyms.so.1", "libxcb-keysyms1", "xcb-util-keysyms"),
    ("libxcb-render-util.so.0", "libxcb-render-util0", "xcb-util-renderutil"),
    ("libxcb-shape.so.0", "libxcb-shape0", "libxcb"),
    ("libxcb-xkb.so.1", "libxcb-xkb1", "libxcb"),
    ("libxkbcommon-x11.so.0", "libxkbcommon-x11-0", "libxkbcommon-x11"),
    ("libwayland-cursor.so.0", "libwayland-cursor0", "libwayland-cursor"),
)
# Programs likewise: what builds the folder, and what the suite then opens it on.
BUILDERS: tuple[tuple[str, str, str], ...] = (("objcopy", "binutils", "binutils"),)
SCREEN: tuple[tuple[str, str, str], ...] = (
    ("Xvfb", "xvfb", "xorg-x11-server-Xvfb"),
    ("xdotool", "xdotool", "xdotool"),
)


def needs(job: str) -> tuple[tuple[str, str, str], ...]:
    """What a job needs of the system."""
    if job in {"build", "package", "test"}:  # a built folder is made for a window
        return (*LIBRARIES, *WINDOW_LIBRARIES, *_own_library(), *BUILDERS, *(SCREEN if job == "test" else ()))
    return (*LIBRARIES, *(WINDOW_LIBRARIES if job == "run" and has_window() else ()))


def _own_library() -> tuple[tuple[str, str, str], ...]:
    """Python as a library, which a built folder carries; Debian has it in a package of its own."""
    if not sysconfig.get_config_var("Py_ENABLE_SHARED"):
        return ()
    return ((str(sysconfig.get_config_var("INSTSONAME")), f"libpython3.{sys.version_info.minor}", "python3-libs"),)


def lacking(needed: Iterable[tuple[str, str, str]]) -> list[tuple[str, str, str]]:
    """The libraries that this machine cannot load, and the programs that it has not."""
    return [each for each in needed if not (_loads(each[0]) if ".so" in each[0] else shutil.which(each[0]))]


def _loads(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def install_line(packages: Sequence[str], manager: str) -> list[str]:
    """The command that installs packages with this machine's manager."""
    if manager == "apt-get":
        return ["apt-get", "install", "-y", "--no-install-recommends", *packages]
    return ["dnf", "install", "-y", *packages]


def install_lacking(needed: Iterable[tuple[str, str, str]]) -> None:
    """Install what lacks, or say the one line that does and end."""
    if not sys.platform.startswith("linux"):
        return
    missing = lacking(needed)
    if not missing:
        return
    manager = next((name for name in ("apt-get", "dnf") if shutil.which(name)), None)
    place = 2 if manager == "dnf" else 1
    packages = sorted({each[place] for each in missing})
    if manager is None:
        sys.exit(f"These lack, and this script knows no package manager here: {', '.join(e[0] for e in missing)}")
    run_as_root(install_line(packages, manager), update=manager == "apt-get")


def run_as_root(command: Sequence[str], *, update: bool) -> None:
    """Run a package manager as root; without root, print the line to type and end."""
    steps = [*([["apt-get", "update"]] if update else []), list(command)]
    if os.geteuid() != 0:
        print("This machine lacks some system packages. Run this one line, then start again:\n", file=sys.stderr)
        print(f"  {line_to_type([' '.join(step) for step in steps])}\n", file=sys.stderr)
        sys.exit(NEEDS_HAND)
    print("Installing the system packages that lack (once; about half a minute) …", file=sys.stderr, flush=True)
    env = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    # What a package manager mutters is only of use when it fails; a failed update may not matter, a failed install does.
    done = [
        subprocess.run(step, check=False, env=env, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True) for step in steps
    ]
    if done[-1].returncode:
        print(*(each.stderr for each in done), file=sys.stderr)
        print(f"The system packages could not be installed: {command[0]} ended with {done[-1].returncode}.", file=sys.stderr)
        print("This needs the network once; connect this machine and start again.", file=sys.stderr)
        sys.exit(NEEDS_HAND)


def line_to_type(steps: Sequence[str]) -> str:
    """One line that runs the steps as root, also on a Debian that came without sudo."""
    if shutil.which("sudo"):
        return " && ".join(f"sudo {step}" for step in steps)
    return f"su - -c '{' && '.join(steps)}'"  # the dash gives root's own path, without which dpkg refuses


def stamp() -> str:
    """What the environment was made from: the lock, the project's settings and this Python."""
    made = hashlib.sha256(LOCK.read_bytes())
    made.update((ROOT / "pyproject.toml").read_bytes())
    made.update(f"{sys.version}{ROOT}".encode())
    return made.hexdigest()


def python_in(folder: Path) -> Path:
    """The environment's Python."""
    return folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def make_environment() -> Path:
    """Make `.venv` from the locked list, the project in it; a second call finds it made."""
    python = python_in(VENV)
    wanted = stamp()
    if STAMP.is_file() and STAMP.read_text(encoding="utf-8") == wanted and python.exists():
        return python
    print("Making the environment (once; about a minute) …", file=sys.stderr, flush=True)
    venv.create(VENV, with_pip=True, clear=True)
    pip = [str(python), "-m", "pip", "--disable-pip-version-check", "--quiet", "install"]
    subprocess.run([*pip, "--require-hashes", "--only-binary=:all:", "-r", str(LOCK)], check=True)
    subprocess.run([*pip, "--no-deps", "--no-build-isolation", "--editable", str(ROOT)], check=True)
    STAMP.write_text(wanted, encoding="utf-8")
    return python


def display_answers(display: str | None) -> bool:
    """Whether an X display can be connected to. Qt ends the process where it cannot, so this is asked before."""
    if not display:
        return False
    host, _colon, number = display.rpartition(":")
    number = number.partition(".")[0]
    if not number.isdigit():
        return False
    try:
        if host in {"", "unix"}:
            where = f"{_X_SOCKETS}{number}"
            return _connects(socket.AF_UNIX, "\0" + where) or _connects(socket.AF_UNIX, where)
        return _connects(socket.AF_INET, (host, 6000 + int(number)))
    except OSError:
        return False


def _connects(family: int, address: object) -> bool:
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.settimeout(2)
        try:
            probe.connect(address)  # type: ignore[arg-type]
        except OSError:
            return False
    return True


def has_window() -> bool:
    """Whether a window can be opened here."""
    if not sys.platform.startswith("linux"):
        return True
    runtime, wayland = os.environ.get("XDG_RUNTIME_DIR", ""), os.environ.get("WAYLAND_DISPLAY")
    if wayland and _connects(socket.AF_UNIX, str(Path(runtime) / wayland)):
        return True
    return display_answers(os.environ.get("DISPLAY"))


def run(python: Path, args: list[str]) -> int:
    """Open the app; without a window, and nothing else asked for, walk the demo headless instead."""
    if args[:1] in ([], ["demo"]) and "--headless" not in args and not has_window():
        print("There is no display here, or it does not answer: walking the demo without a window.", flush=True)
        args = ["demo", "--headless", *args[1:]]
    return subprocess.call([str(python), "-m", "ui.main", *args], cwd=ROOT if args[:1] == [] else None, env=environment())


def environment() -> dict[str, str]:
    """The environment of a child: the project importable from anywhere, and offscreen where there is no window."""
    env = dict(os.environ)
    if not has_window():
        env["QT_QPA_PLATFORM"] = "offscreen"
    return env


def test(python: Path, args: list[str]) -> int:
    """Run the suite; the lint is part of it. Arguments go to pytest."""
    env = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    extra = args or ["-n", "2", "--dist", "loadfile"]
    return subprocess.call([str(python), "-m", "pytest", "-q", *extra], cwd=ROOT, env=env)


def lint(python: Path, _args: list[str]) -> int:
    """Lint, types and layers; every tool runs, the first failure is the result."""
    tools = (
        ["-m", "ruff", "check", "."],
        ["-m", "ruff", "format", "--check", "."],
        ["-m", "mypy"],
        ["-c", "import sys; from importlinter.cli import lint_imports_command as lint; sys.exit(lint())"],
    )
    codes = [subprocess.call([str(python), *tool], cwd=ROOT) for tool in tools]
    return next((code for code in codes if code), 0)


def bench(python: Path, args: list[str]) -> int:
    """Run the benchmarks."""
    return subprocess.call([str(python), "-m", "bench", *args], cwd=ROOT, env={**os.environ, "QT_QPA_PLATFORM": "offscreen"})


def torture(python: Path, args: list[str]) -> int:
    """Kill, flip, cut, mutate, fill disks."""
    return subprocess.call([str(python), "-m", "torture", *args], cwd=ROOT, env={**os.environ, "QT_QPA_PLATFORM": "offscreen"})


def build(python: Path, args: list[str]) -> int:
    """Build the app as a folder, `dist/fieldapp`, that runs where there is no Python."""
    env = {**os.environ, "PYTHONHASHSEED": "0"}  # so that equal sources give equal folders
    return subprocess.call([str(python), "-m", "PyInstaller", "--noconfirm", *args, "build.spec"], cwd=ROOT, env=env)


def package(python: Path, args: list[str]) -> int:
    """Build the folder, and make a Debian package of it in `dist`."""
    return build(python, []) or subprocess.call([str(python), "-m", "shipping.deb", *args], cwd=ROOT)


JOBS = {"run": run, "test": test, "lint": lint, "bench": bench, "torture": torture, "build": build, "package": package}


def main(argv: Sequence[str]) -> int:
    """Make ready, then do the job named first."""
    job, args = argv[0], list(argv[1:])
    install_lacking(needs(job))
    try:
        python = make_environment()
    except subprocess.CalledProcessError as error:
        print(
            f"The environment could not be made: {' '.join(map(str, error.cmd[:3]))} … ended with {error.returncode}.",
            file=sys.stderr,
        )
        sys.exit("This needs the network once. Behind a proxy that opens TLS, set PIP_CERT to the county's certificate file.")
    except OSError as error:
        sys.exit(f"The environment could not be made: {error}")
    return JOBS[job](python, args)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
