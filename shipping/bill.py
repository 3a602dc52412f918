"""The software bill of materials, `docs/sbom.json` (CycloneDX): `python -m shipping.bill` writes it anew for another lock."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from typing import Any

import msgspec

from fieldapp import __version__
from shipping.inside import HERE, Crate, Part, crates_of, installed, licence_of, locked, plain, table

ROOT = HERE.parent
FILE = ROOT / "docs" / "sbom.json"


def bill() -> str:
    """Everything that the lock names, told apart by whether it runs or only builds and tests, and what its wheels carry."""
    names, runs = locked(), _running()
    parts = [part for part in table().part if not part.inside or plain(part.inside) in runs]
    crates = {name: crates_of(installed()[name]) for name in sorted(runs)}
    components = [_distribution(name, version, runs=name in runs) for name, version in sorted(names.items())]
    components += [_part(part) for part in parts]
    every = {each.purl: each for listed in crates.values() for each in listed}
    held = {part["purl"] for part in components}
    components += [_crate(every[purl]) for purl in sorted(every) if purl not in held]
    depends = {
        "fieldapp": [_purl(name, names[name]) for name in sorted(runs)] + [part.purl for part in parts if not part.inside],
        **{
            _purl(name, names[name]): [part.purl for part in parts if plain(part.inside) == name]
            + [each.purl for each in crates[name]]
            for name in sorted(runs)
        },
    }
    made = {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {"component": {"type": "application", "bom-ref": "fieldapp", "name": "fieldapp", "version": __version__}},
        "components": components,
        "dependencies": [{"ref": ref, "dependsOn": sorted(set(on))} for ref, on in depends.items() if on],
    }
    return _lines(made)


def _running() -> set[str]:
    """The distributions that the program runs with: those that the project names, and what they need in turn."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    waiting, found, names = [_named(each) for each in project["dependencies"]], set[str](), locked()
    while waiting:
        name = waiting.pop()
        if name in names and name not in found:
            found.add(name)
            waiting += [_named(each) for each in installed()[name].requires or () if "extra ==" not in each]
    return found


def _named(requirement: str) -> str:
    return plain(re.split(r"[^A-Za-z0-9._-]", requirement, maxsplit=1)[0])


def _purl(name: str, version: str) -> str:
    return f"pkg:pypi/{name}@{version}"


def _distribution(name: str, version: str, *, runs: bool) -> dict[str, Any]:
    licences = _licences(licence_of(installed()[name])) if runs else {}
    return _component(name, version, _purl(name, version), "required" if runs else "excluded", licences)


def _part(part: Part) -> dict[str, Any]:
    return _component(part.name, part.version, part.purl, "required", _licences(part.licence))


def _crate(crate: Crate) -> dict[str, Any]:
    return _component(crate.name, crate.version, crate.purl, "required", _licences(crate.licence))


def _component(name: str, version: str, purl: str, scope: str, licences: dict[str, Any]) -> dict[str, Any]:
    said = {"version": version} if version else {}
    return {"type": "library", "bom-ref": purl, "name": name, **said, "scope": scope, **licences, "purl": purl}


def _licences(licence: str) -> dict[str, Any]:
    """By SPDX's names, which every wheel of ours and every crate uses."""
    return {"licenses": [{"expression": licence}]}


def _lines(made: dict[str, Any]) -> str:
    """JSON with a component a line, so that a change of one shows as one."""

    def written() -> Iterator[str]:
        for key, value in made.items():
            if isinstance(value, list):
                rows = ",\n".join("  " + msgspec.json.encode(each).decode() for each in value)
                yield f'"{key}": [\n{rows}\n]'
            else:
                yield f'"{key}": {msgspec.json.encode(value).decode()}'

    return "{\n" + ",\n".join(written()) + "\n}\n"


if __name__ == "__main__":
    FILE.write_text(bill(), encoding="utf-8")
