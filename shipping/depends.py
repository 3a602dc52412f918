"""What a built folder needs of Debian: the packages of the libraries that it loads and does not carry."""

from __future__ import annotations

import re
import subprocess
import sysconfig
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path

OPTIONAL = {"libcups.so.2": "libcups2"}
"""Libraries that a plugin loads which the app can do without: with this one it finds the printers."""

_PLAIN = {"LC_ALL": "C", "PATH": "/usr/bin:/bin"}
_NEEDED = re.compile(r"\(NEEDED\).*\[(.+)\]")
_GLIBC = re.compile(r"Name: GLIBC_([0-9.]+) ")


def depends(folder: Path) -> list[str]:
    """The packages that must be there, by the names that they have on Debian 12; 13 provides those too."""
    said = _said_of(_programs(folder))
    carried = {path.name for path in folder.rglob("*")}
    outside = {name for name in _NEEDED.findall(said) if name not in carried and name not in OPTIONAL}
    packages = _packages(outside) - {"libc6"}
    glibc = max(_GLIBC.findall(said), key=lambda version: [int(part) for part in version.split(".")])
    return [f"libc6 (>= {glibc})", *sorted(packages)]


def _programs(folder: Path) -> Iterator[Path]:
    """Every program and library in a folder."""
    for path in sorted(folder.rglob("*")):
        if path.is_file() and not path.is_symlink():
            with path.open("rb") as file:
                if file.read(4) == b"\x7fELF":
                    yield path


def _said_of(programs: Iterable[Path]) -> str:
    """What their heads say of the libraries and versions that they want."""
    done = subprocess.run(
        ["readelf", "--wide", "--dynamic", "--version-info", *map(str, programs)],
        env=_PLAIN,
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout


def _packages(libraries: Collection[str]) -> set[str]:
    """The packages that bring libraries on this machine; the mark that 13 put on names for a longer clock is left off."""
    command = ["dpkg-query", "--search", *(f"*/{each}" for each in sorted(libraries))]
    done = subprocess.run(command, env=_PLAIN, capture_output=True, text=True, check=False)
    found = owners(done.stdout, str(sysconfig.get_config_var("MULTIARCH")))
    if lacking := set(libraries) - set(found):
        raise LookupError(f"in no package of this machine: {', '.join(sorted(lacking))}")
    return set(found.values())


def owners(said: str, machine: str) -> dict[str, str]:
    """Of what dpkg said, the package that owns each library of this machine; lines about diversions name no owner."""
    places = {f"/lib/{machine}", f"/usr/lib/{machine}", "/lib64", "/usr/lib64"}
    found = {}
    for line in said.splitlines():
        package, _colon, path = line.partition(": ")
        if str(Path(path).parent) in places and not package.startswith("diversion by "):
            found[Path(path).name] = package.partition(":")[0].removesuffix("t64")
    return found
