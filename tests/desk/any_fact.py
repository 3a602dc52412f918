"""Facts of any kind with any value that their type allows, as somebody's own program could have written them."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st
from msgspec import UNSET, inspect

from fieldapp.ledger.kinds import Fact

_TEXT = st.one_of(st.sampled_from(("", "zq", "2026-11-21", "step/R-04/returned", "police//agency_learned", "a" * 26, "ab" * 32)),
                  st.text(st.characters(codec="utf-8", exclude_categories=("Cs",)), max_size=8))  # fmt: skip
_NUMBER = st.one_of(st.sampled_from((0, 1_795_000_000_000)), st.integers(-(2**52), 2**52))


def facts(kind: type[Fact]) -> st.SearchStrategy[Any]:
    """Any fact of a kind."""
    return _of(inspect.type_info(kind))


def _of(found: inspect.Type) -> st.SearchStrategy[Any]:
    if isinstance(found, inspect.StructType | inspect.DataclassType):
        given = {each.name: _of(each.type) for each in found.fields if each.required}
        may = {each.name: _of(each.type) for each in found.fields if not each.required}
        assert UNSET not in given
        return st.fixed_dictionaries(given, optional=may).map(lambda values: found.cls(**values))
    if isinstance(found, inspect.UnionType):
        return st.one_of(*map(_of, found.types))
    if isinstance(found, inspect.LiteralType):
        return st.sampled_from(found.values)
    if isinstance(found, inspect.VarTupleType):
        return st.lists(_of(found.item_type), max_size=2).map(tuple)
    if isinstance(found, inspect.StrType) and found.pattern:
        return st.from_regex(found.pattern.replace("$", r"\Z"))
    return _PLAIN[type(found)]


_PLAIN: dict[type[inspect.Type], st.SearchStrategy[Any]] = {
    inspect.StrType: _TEXT,
    inspect.IntType: _NUMBER,
    inspect.BoolType: st.booleans(),
    inspect.NoneType: st.none(),
    inspect.AnyType: st.none(),
}
