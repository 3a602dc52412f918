"""The house rules that no linter knows: sizes, first lines, no addresses, and the guard on Qt's Python."""

from __future__ import annotations

import ast
import re
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
CODE = sorted(path for top in ("fieldapp", "ui") for path in (ROOT / top).rglob("*.py"))


def _tracked() -> list[Path]:
    """Every file of the project, without what a build, a test or a tool has made in its folder: all that git ignores."""
    ignored = (ROOT / ".gitignore").read_text(encoding="utf-8").split()
    made = {".git", *(line.rstrip("/") for line in ignored)}
    return [path for path in ROOT.rglob("*") if path.is_file() and not made & set(path.relative_to(ROOT).parts)]


def _functions(tree: ast.AST) -> list[ast.FunctionDef | ast.AsyncFunctionDef]:
    return [node for node in ast.walk(tree) if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef))]


@pytest.mark.parametrize("path", CODE, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_file_is_small_and_says_what_it_is_for(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    tree = ast.parse(text)
    assert text.count("\n") <= 300
    doc = ast.get_docstring(tree)
    assert doc, "the first line says what the file is for"
    long = [(node.name, node.lineno) for node in _functions(tree) if (node.end_lineno or 0) - node.lineno + 1 > 40]
    assert not long
    unfinished = re.findall(r"\b(?:TODO|FIXME|XXX|HACK)\b|NotImplementedError", text)
    assert not unfinished


@pytest.mark.parametrize("word", ["utils", "helpers", "manager", "base"])
def test_no_file_is_named_for_nothing(word: str) -> None:
    assert not [path for path in CODE if path.stem == word]


_ADDRESS = re.compile(
    r"https?://[^\s\"'<>)]*(?:pypi|pythonhosted|npmjs|registry|artifactory|crates\.io|deb\.debian|proxy)[^\s\"'<>)]*"
)
_MACHINE = re.compile(r"(?<![\w./-])/(?:work|root|home/\w+|opt/pypi[\w-]*)/[\w.-]+")


def test_no_registry_and_no_path_of_a_machine_is_committed() -> None:
    found = []
    for path in _tracked():
        try:
            text = path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue
        if path.name == "test_house.py":
            continue
        found += [
            f"{path.relative_to(ROOT)}: {hit.group()}" for pattern in (_ADDRESS, _MACHINE) for hit in pattern.finditer(text)
        ]
    assert not found


def test_calls_of_void_qt_functions_keep_their_reference_to_none() -> None:
    """PySide6 6.12.0 on Python 3.10 and 3.11 loses one at each call, and aborts after some thousands."""
    from PySide6.QtCore import QObject

    thing = QObject()
    before = sys.getrefcount(None)
    for _ in range(400):
        thing.setObjectName("x")
    assert abs(sys.getrefcount(None) - before) < 200
