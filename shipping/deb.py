"""`script/package`: a Debian package of the built folder. It installs files and nothing else, so that a purge leaves nothing."""

from __future__ import annotations

import argparse
import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from fieldapp import __version__
from shipping.depends import OPTIONAL, depends

ROOT = Path(__file__).resolve().parent.parent
DATA = Path(__file__).resolve().parent / "data"

_CONTROL = """\
Package: fieldapp
Version: {version}
Architecture: {architecture}
Maintainer: FieldApp <fieldapp@localhost>
Installed-Size: {size}
Depends: {depends}
Recommends: {recommends}
Section: misc
Priority: optional
Description: case work on a laptop, encrypted and without a network
 For California social workers, juvenile probation officers and their
 supervisors: identify, document, determine and locate youth at risk of
 commercial sexual exploitation. Opens no connection; a store is encrypted
 and stays in its user's own folder, also when this package is removed.
"""


def make(folder: Path, into: Path, squeeze: str = "xz") -> Path:
    """Make the package of a built folder. squeeze: by what ("none" is quick). Equal folders give equal packages."""
    into.mkdir(parents=True, exist_ok=True)
    architecture = _said("dpkg", "--print-architecture")
    made = into / f"fieldapp_{__version__}_{architecture}.deb"
    with TemporaryDirectory(prefix="fieldapp-deb-") as at:
        root = Path(at) / "root"
        _lay_out(folder, root)
        _describe(folder, root, architecture)
        day = _day()
        _make_even(root, day)
        command = ["dpkg-deb", "--root-owner-group", f"-Z{squeeze}", "-z9", "--build", str(root), str(made)]
        subprocess.run(command, env={**os.environ, "SOURCE_DATE_EPOCH": str(day)}, check=True, stdout=subprocess.DEVNULL)
    return made


def _lay_out(folder: Path, root: Path) -> None:
    """The files where Debian wants them."""
    program = root / "usr" / "lib" / "fieldapp"
    shutil.copytree(folder, program, symlinks=True)
    command = root / "usr" / "bin" / "fieldapp"
    command.parent.mkdir()
    command.symlink_to("../lib/fieldapp/fieldapp")
    share = root / "usr" / "share"
    for name, place in (
        ("fieldapp.desktop", share / "applications"),
        ("fieldapp.svg", share / "icons" / "hicolor" / "scalable" / "apps"),
        ("copyright", share / "doc" / "fieldapp"),
    ):
        place.mkdir(parents=True)
        shutil.copyfile(DATA / name, place / name)
    shutil.copyfile(ROOT / "docs" / "drills.md", share / "doc" / "fieldapp" / "drills.md")


def _describe(folder: Path, root: Path, architecture: str) -> None:
    """The package's own papers."""
    files = sorted(path for path in root.rglob("*") if path.is_file() and not path.is_symlink())
    said = root / "DEBIAN"
    said.mkdir()
    control = _CONTROL.format(
        version=__version__,
        architecture=architecture,
        size=sum(-(-path.stat().st_size // 1024) for path in files),
        depends=", ".join(depends(folder)),
        recommends=", ".join(OPTIONAL.values()),
    )
    (said / "control").write_text(control, encoding="utf-8")
    sums = [f"{hashlib.md5(path.read_bytes(), usedforsecurity=False).hexdigest()}  {path.relative_to(root)}\n" for path in files]
    (said / "md5sums").write_text("".join(sums), encoding="utf-8")


def _make_even(root: Path, day: int) -> None:
    """Give every file the same time, and the permissions that a package's files have, whoever builds it and when."""
    for path in (*root.rglob("*"), root):
        if not path.is_symlink():
            path.chmod(0o755 if path.is_dir() or path.stat().st_mode & 0o100 else 0o644)
        os.utime(path, (day, day), follow_symlinks=False)


def _day() -> int:
    """What the environment says, else the time of the last change to the project."""
    said = os.environ.get("SOURCE_DATE_EPOCH", "")
    if not said and (ROOT / ".git").exists() and shutil.which("git"):
        said = _said("git", "-C", str(ROOT), "log", "-1", "--format=%ct")
    return int(said or (ROOT / "pyproject.toml").stat().st_mtime)


def _said(*command: str) -> str:
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip()


def main(argv: Sequence[str] | None = None) -> int:
    """Make it, and say where it lies."""
    parser = argparse.ArgumentParser(prog="script/package", description=__doc__)
    parser.add_argument("--folder", type=Path, default=ROOT / "dist" / "fieldapp", help="the built folder")
    parser.add_argument("--to", type=Path, default=ROOT / "dist", help="where the package goes")
    args = parser.parse_args(argv)
    if not shutil.which("dpkg-deb"):
        print("A Debian package is made on Debian or its kin: dpkg-deb is not here.", file=sys.stderr)
        return 3
    try:
        print(make(args.folder, args.to))
    except LookupError as error:
        print(f"The package cannot name what it needs: {error}.", file=sys.stderr)
        return 3
    return 0


if __name__ == "__main__":
    sys.exit(main())
