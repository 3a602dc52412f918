"""The software bill: it names what the lock names, and what the wheels of it carry."""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path
from typing import Any

import pytest

from shipping.bill import FILE, bill
from shipping.inside import HERE, installed, locked, place_of, plain, table


@pytest.fixture(scope="module")
def kept() -> dict[str, Any]:
    made: dict[str, Any] = json.loads(FILE.read_text(encoding="utf-8"))
    return made


def test_it_names_exactly_what_the_lock_names(kept: dict[str, Any]) -> None:
    listed = {each["purl"] for each in kept["components"] if each["purl"].startswith("pkg:pypi/")}
    assert listed == {f"pkg:pypi/{name}@{version}" for name, version in locked().items()}


@pytest.mark.skipif(sys.platform != "linux", reason="another system's wheels are made of other crates")
def test_it_is_the_one_that_the_command_writes() -> None:
    assert FILE.read_text(encoding="utf-8") == bill(), "run `python -m shipping.bill`"


def test_it_holds_package_urls_and_no_address(kept: dict[str, Any]) -> None:
    text = FILE.read_text(encoding="utf-8")
    assert "://" not in text
    refs = [each["bom-ref"] for each in kept["components"]]
    assert len(refs) == len(set(refs))
    assert all(re.fullmatch(r"pkg:[a-z]+/[^ ]+", each["purl"]) for each in kept["components"])
    known = {"fieldapp", *refs}
    assert all({each["ref"], *each["dependsOn"]} <= known for each in kept["dependencies"])


def test_what_only_builds_and_tests_is_told_apart(kept: dict[str, Any]) -> None:
    scopes = {each["name"]: each["scope"] for each in kept["components"]}
    assert {scopes[name] for name in ("cryptography", "cffi", "sqlcipher3", "typst", "SQLCipher")} == {"required"}
    assert all(each["licenses"] != [{"expression": "?"}] for each in kept["components"] if each["scope"] == "required")
    assert {scopes[name] for name in ("pytest", "ruff", "pyinstaller", "mypy")} == {"excluded"}


@pytest.mark.skipif(sys.platform != "linux", reason="files of another system's wheels have other names")
@pytest.mark.parametrize("part", [each for each in table().part if each.mark], ids=lambda part: part.name)
def test_the_version_of_a_part_is_the_one_in_its_wheel(part: Any) -> None:
    begins, words = part.mark
    files = [place_of(path) for path in installed()[plain(part.inside)].files or () if str(path).startswith(begins)]
    assert any(words.encode() in path.read_bytes() for path in files), f"{part.name} is no longer {part.version}"


def test_the_licence_of_every_part_has_its_text() -> None:
    for part in table().part:
        named = set(re.findall(r"[A-Za-z0-9][A-Za-z0-9.-]*", part.licence)) - {"AND"}
        assert part.text or all((HERE / "licences" / f"{each}.txt").exists() for each in named), part.name
        assert not part.text or (Path(HERE).parent / "resources" / part.text).exists()


def test_the_licence_of_every_crate_can_be_met_by_a_text_that_is_there(kept: dict[str, Any]) -> None:
    held = {path.stem for path in (HERE / "licences").iterdir()}
    for each in kept["components"]:
        if each["purl"].startswith("pkg:cargo/"):
            (said,) = each["licenses"]
            choices = re.sub(r"[()]", "", said["expression"]).split(" OR ")
            assert any(set(re.split(r" +(?:AND|WITH) +", one.strip())) <= held for one in choices), each
