"""What is inside, by name, version and licence: distributions, the parts in C and the crates that their wheels carry."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.metadata import Distribution, PackagePath, distributions
from pathlib import Path

import msgspec

HERE = Path(__file__).resolve().parent
LOCK = HERE.parent / "requirements.lock"


class Part(msgspec.Struct, frozen=True, kw_only=True):
    """Something that no metadata names. inside: the distribution whose wheel carries it · mark: a file of that, and words in it
    that show the version · text: its notice among the resources, where it has one of its own.
    """

    name: str
    version: str
    inside: str
    mark: list[str]
    licence: str
    purl: str
    about: str
    copyright: str = ""
    text: str = ""


class Table(msgspec.Struct, frozen=True):
    """`inside.toml`. licences: of distributions whose own word is not enough."""

    licences: Mapping[str, str]
    part: tuple[Part, ...]


class Crate(msgspec.Struct, frozen=True):
    """A part in Rust. Its wheel lists it."""

    name: str
    version: str
    licence: str
    author: str
    purl: str


@cache
def table() -> Table:
    """The parts that are kept by hand."""
    return msgspec.convert(tomllib.loads((HERE / "inside.toml").read_text(encoding="utf-8")), Table)


@cache
def installed() -> Mapping[str, Distribution]:
    """Every distribution of this environment, by its plain name."""
    return {plain(each.name): each for each in distributions()}


def plain(name: str) -> str:
    """A distribution's name as the lock has it."""
    return re.sub(r"[-_.]+", "-", name).lower()


def locked() -> dict[str, str]:
    """Name and version of everything that the lock names."""
    lines = LOCK.read_text(encoding="utf-8").splitlines()
    found = (re.match(r"([A-Za-z0-9._-]+)==([^ ;\\]+)", line) for line in lines)
    return {plain(each[1]): each[2] for each in found if each}


def licence_of(found: Distribution) -> str:
    """The licence that a distribution is taken under."""
    ours = {plain(name): licence for name, licence in table().licences.items()}.get(plain(found.name))
    return ours or word(found, "License-Expression") or word(found, "License") or "?"


def word(found: Distribution, key: str) -> str:
    """What a distribution says of itself, "" where it says nothing."""
    return str(found.metadata[key]) if key in found.metadata else ""


def crates_of(found: Distribution) -> list[Crate]:
    """The crates in Rust that a wheel says it was made of, each once."""
    made: dict[str, Crate] = {}
    for path in found.files or ():
        if path.parent.name == "sboms" and path.suffix == ".json":
            for each in msgspec.json.decode(place_of(path).read_bytes()).get("components", []):
                purl = each.get("purl", "").partition("?")[0]
                said = [licence.get("expression") or licence["license"].get("id", "?") for licence in each.get("licenses", [])]
                if purl.startswith("pkg:cargo/"):
                    made[purl] = Crate(each["name"], each["version"], " AND ".join(said), each.get("author", ""), purl)
    return [made[purl] for purl in sorted(made)]


def carriers(files: Iterable[str]) -> set[str]:
    """The distributions that these files were taken from, by plain name."""
    wanted = {Path(each) for each in files}
    return {name for name, each in installed().items() if any(place_of(path) in wanted for path in each.files or ())}


def place_of(path: PackagePath) -> Path:
    """Where a file of a distribution lies."""
    return Path(str(path.locate()))
