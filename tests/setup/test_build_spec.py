"""What `build.spec` collects is what the app opens when it runs; checked without the half minute that a build takes."""

from __future__ import annotations

import ast
import re
import runpy
import sys
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]


class _Taken:
    """Stands in for PyInstaller's steps, and keeps what it was given."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        self.args, self.given = args, kwargs
        self.scripts = None
        self.pure: list[Any] = []
        self.binaries: list[Any] = []
        self.datas: list[Any] = []


@pytest.fixture(scope="module")
def spec(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """The spec as it runs, with the long steps left out."""
    from PyInstaller.building import api, build_main

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(build_main, "Analysis", _Taken)
        for step in ("PYZ", "EXE", "COLLECT"):
            patch.setattr(api, step, _Taken)
        patch.syspath_prepend(str(ROOT))
        return runpy.run_path(
            str(ROOT / "build.spec"), init_globals={"SPECPATH": str(ROOT), "workpath": str(tmp_path_factory.mktemp("work"))}
        )


def test_every_module_of_the_app_is_taken_along(spec: dict[str, Any]) -> None:
    modules = {
        ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
        for top in ("fieldapp", "ui")
        for path in (ROOT / top).rglob("*.py")
    }
    assert modules <= set(spec["analysis"].given["hiddenimports"])


def test_the_resources_lie_where_the_frozen_app_looks(spec: dict[str, Any], monkeypatch: pytest.MonkeyPatch) -> None:
    from fieldapp import places

    taken = {target: Path(source) for source, target in spec["analysis"].given["datas"]}
    assert taken["resources"] == ROOT / "resources"
    monkeypatch.setattr(sys, "_MEIPASS", "/bundle", raising=False)
    assert places.resource("policy") == Path("/bundle") / "resources" / "policy"


def test_what_libraries_read_when_they_run_is_taken_along(spec: dict[str, Any]) -> None:
    names = {Path(source).name for source, _target in spec["analysis"].given["datas"]}
    assert {"wordlist.txt", "Los_Angeles"} <= names


def test_nothing_the_app_imports_is_left_out(spec: dict[str, Any]) -> None:
    used: set[str] = set()
    for top in ("fieldapp", "ui"):
        for path in (ROOT / top).rglob("*.py"):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(node, ast.Import):
                    used |= {name.name.partition(".")[0] for name in node.names}
                elif isinstance(node, ast.ImportFrom) and node.module:
                    used.add(node.module.partition(".")[0])
    assert not used & set(spec["analysis"].given["excludes"])


def test_the_program_is_the_one_that_pip_installs(spec: dict[str, Any]) -> None:
    (script,) = spec["analysis"].args[0]
    named = re.search(r'^fieldapp = "(.+):main"$', (ROOT / "pyproject.toml").read_text(encoding="utf-8"), re.MULTILINE)
    assert named
    assert Path(script).relative_to(ROOT).with_suffix("").as_posix().replace("/", ".") == named[1]
