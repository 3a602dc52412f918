"""Every text that a person sees goes through gettext: nothing literal reaches a widget, and the catalogue's tool finds them all."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.extract import extract_from_dir

ROOT = Path(__file__).resolve().parents[2]
UI = sorted((ROOT / "ui").rglob("*.py"))
CODE = sorted(path for top in ("fieldapp", "ui") for path in (ROOT / top).rglob("*.py"))
TRANSLATED = {"_": 1, "ngettext": 2}
NAMES = frozenset({"FieldApp", "English", "Español", "Inter", "Fusion", "PDF (*.pdf)", "NCMEC", "CASA"})
"""Names that are the same in every language."""
_KEY = re.compile(r"(Ctrl|Alt|Shift|F\d{1,2}|Esc|Enter|Space|Tab)([ +].+)?")
_WORDS = re.compile(r"[A-Z][a-z]+|[a-z]{2,} [a-z]{2,}")
TELLING = frozenset({
    "Said", "Btn", "CardHead", "GroupHead", "Chip", "Line", "Words", "Pick", "Moment", "Field", "Choices", "NavItem", "Strip",
    "page_head", "setText", "setAccessibleName", "setToolTip", "setPlaceholderText", "say", "trouble", "refuse", "complain",
    "TileButton", "PlaceButton", "listed", "line", "label", "inform", "getOpenFileName", "getSaveFileName",
    "getExistingDirectory", "begin", "foot", "_say", "_checked",
})  # fmt: skip
"""Calls whose words a person reads or hears."""


def _name(call: ast.Call) -> str:
    return call.func.attr if isinstance(call.func, ast.Attribute) else call.func.id if isinstance(call.func, ast.Name) else ""


def _literals(node: ast.AST) -> Iterator[str]:
    """String literals in an expression that no translating call holds."""
    if isinstance(node, ast.Call) and _name(node) in TRANSLATED:
        return
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    for child in ast.iter_child_nodes(node):
        if not isinstance(child, ast.FormattedValue):
            yield from _literals(child)


def _told(tree: ast.AST) -> Iterator[tuple[int, str]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and _name(node) in TELLING:
            for argument in [*node.args, *(each.value for each in node.keywords)]:
                for text in _literals(argument):
                    yield node.lineno, text


def _bare(text: str) -> bool:
    return bool(_WORDS.search(text)) and text not in NAMES and not _KEY.fullmatch(text)


@pytest.mark.parametrize("path", UI, ids=lambda path: str(path.relative_to(ROOT)))
def test_no_words_reach_the_window_untranslated(path: Path) -> None:
    found = [(line, text) for line, text in _told(ast.parse(path.read_text(encoding="utf-8"))) if _bare(text)]
    assert found == []


def test_the_check_finds_a_bare_word() -> None:
    tree = ast.parse('Said("Missing now")\nbutton.setText(_("Send"))\nBtn(f"{n} youths are back")\nBtn("Send", key="Ctrl S")')
    assert [text for _line, text in _told(tree) if _bare(text)] == ["Missing now", " youths are back", "Send"]


def _calls() -> Iterator[tuple[str, ast.Call]]:
    for path in CODE:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in TRANSLATED:
                yield f"{path.relative_to(ROOT)}:{node.lineno}", node


def test_what_is_translated_is_always_a_literal() -> None:
    """A text made of parts, or held in a variable, is found by no catalogue."""
    wrong = []
    for where, call in _calls():
        wanted = call.args[: TRANSLATED[_name(call)]]
        if not all(isinstance(each, ast.Constant) and isinstance(each.value, str) for each in wanted):
            wrong.append(where)
    assert wrong == []


def test_the_catalogue_s_tool_finds_every_text() -> None:
    found: set[str] = set()
    for top in ("fieldapp", "ui"):
        for _file, _line, message, _comments, _context in extract_from_dir(
            ROOT / top, method_map=[("**.py", "python")], keywords={"_": None, "ngettext": (1, 2)}
        ):
            found.update([message] if isinstance(message, str) else message)
    said = {call.args[0].value for _where, call in _calls() if isinstance(call.args[0], ast.Constant)}
    assert len(said) > 300
    assert said - found == set()


@pytest.mark.parametrize("path", UI, ids=lambda path: str(path.relative_to(ROOT)))
def test_no_text_of_the_window_holds_a_word_that_no_screen_may_show(path: Path) -> None:
    from tests.window.test_everywhere import forbidden

    texts = [
        each.value
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and _name(node) in TRANSLATED
        for each in node.args
        if isinstance(each, ast.Constant) and isinstance(each.value, str)
    ]
    assert [text for text in texts if forbidden(text)] == []
