"""The licence notices that the built folder carries: whose work is inside, under which licence, and the texts."""

from __future__ import annotations

import platform
import re
import sys
import sysconfig
from collections.abc import Iterable, Iterator
from importlib.metadata import Distribution
from pathlib import Path

import msgspec

from shipping.inside import HERE, Crate, Part, carriers, crates_of, installed, licence_of, place_of, plain, table, word

_SAID = re.compile(r"licen[cs]e|copying|notice|authors", re.IGNORECASE)
_TEXTS = HERE / "licences"
_RESOURCES = HERE.parent / "resources"


class Notice(msgspec.Struct, frozen=True):
    """One line of the list, as the app shows it. text: a file beside the list."""

    name: str
    version: str
    licence: str
    about: str
    text: str


def write(files: Iterable[str], into: Path) -> list[Path]:
    """Write the notices of everything that files were taken from, and the list of them; returns what was written."""
    into.mkdir(parents=True, exist_ok=True)
    inside = carriers(files) - {"fieldapp", "pyinstaller"}
    made = [_python(into), _bootloader(into)]
    made += [_of_distribution(installed()[name], into) for name in sorted(inside)]
    made += [_of_part(part, into) for part in table().part if not part.inside or plain(part.inside) in inside]
    made += [each for name in sorted(inside) for each in _of_crates(installed()[name], into)]
    listed = into / "index.json"
    listed.write_bytes(msgspec.json.format(msgspec.json.encode(made), indent=1))
    return [listed, *(into / each.text for each in made)]


def _python(into: Path) -> Notice:
    """Python, with the text that lies beside its library, or where Debian keeps it."""
    version = f"{sys.version_info.major}.{sys.version_info.minor}"
    places = (Path(sysconfig.get_path("stdlib")) / "LICENSE.txt", Path(f"/usr/share/doc/python{version}/copyright"))
    said = next((place.read_text(encoding="utf-8") for place in places if place.exists()), "")
    if not said:
        raise FileNotFoundError(f"no licence of Python in {', '.join(map(str, places))}")
    return _noted(into, "Python", platform.python_version(), "PSF-2.0", "The language, and its standard library.", [said])


def _bootloader(into: Path) -> Notice:
    found = installed()["pyinstaller"]
    about = "The start of the program, which unpacks nothing and runs what lies in its folder."
    return _noted(into, "PyInstaller", found.version, licence_of(found), about, list(_said_by(found)))


def _of_distribution(found: Distribution, into: Path) -> Notice:
    about = word(found, "Summary")
    texts = list(_said_by(found)) or [*_needed(licence_of(found))]
    return _noted(into, found.name, found.version, licence_of(found), about, texts)


def _of_part(part: Part, into: Path) -> Notice:
    texts = [(_RESOURCES / part.text).read_text(encoding="utf-8")] if part.text else [part.copyright, *_needed(part.licence)]
    within = f"Inside {part.inside}. " if part.inside else ""
    return _noted(into, part.name, part.version, part.licence, f"{within}{' '.join(part.about.split())}", texts)


def _of_crates(found: Distribution, into: Path) -> Iterator[Notice]:
    crates = crates_of(found)
    if crates:
        listed = "\n".join(_line(each) for each in crates)
        licences = " AND ".join(f"({each})" for each in sorted({each.licence for each in crates}))
        about = (
            f"Parts in Rust, as the wheel of {found.name} lists them; the standard library of Rust besides (MIT OR Apache-2.0)."
        )
        name = f"{len(crates)} crates of {found.name}"
        yield _noted(into, name, found.version, "each its own", about, [listed, *_needed(licences)])


def _line(crate: Crate) -> str:
    return f"{crate.name} {crate.version}: {crate.licence}" + (f". Copyright {crate.author}" if crate.author else "")


def _said_by(found: Distribution) -> Iterator[str]:
    """The texts that a wheel brings."""
    for path in found.files or ():
        if ".dist-info" in str(path) and "sboms" not in path.parts and _SAID.search(path.name):
            yield place_of(path).read_text(encoding="utf-8")


def _needed(licence: str) -> Iterator[str]:
    """The texts that an expression names, as far as we hold them; of a choice those we could take."""
    for name in sorted(set(re.findall(r"[A-Za-z0-9][A-Za-z0-9.+-]*", licence)) - {"AND", "OR", "WITH"}):
        path = _TEXTS / f"{name}.txt"
        if path.exists():
            yield f"{name}\n\n{path.read_text(encoding='utf-8')}"
    if "LGPL-3.0" in licence:
        yield from _needed("GPL-3.0-only")  # which it refers to


def _noted(into: Path, name: str, version: str, licence: str, about: str, texts: list[str]) -> Notice:
    """Write the text of one."""
    file = re.sub(r"[^a-z0-9]+", "-", f"{name} {version}".lower()).strip("-") + ".txt"
    head = f"{name} {version}".strip() + f"\n{licence}\n{about}"
    (into / file).write_text("\n\n\n".join([head, *(each.strip() for each in texts)]) + "\n", encoding="utf-8")
    return Notice(name, version, licence, about, file)
