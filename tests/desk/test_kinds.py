"""Every kind that is written here is of the form that every reader accepts."""

from __future__ import annotations

import pytest
from msgspec import inspect

from fieldapp.desk.catalogue import reading
from fieldapp.ledger.entry import DEEPEST
from fieldapp.ledger.kinds import Fact


def _deep(found: inspect.Type) -> int:
    """How many lists and objects stand within each other at most."""
    if isinstance(found, inspect.StructType):
        return 1 + max((_deep(field.type) for field in found.fields), default=0)
    if isinstance(found, inspect.UnionType):
        return max(map(_deep, found.types))
    if isinstance(found, inspect.DictType):
        return 1 + _deep(found.value_type)
    if isinstance(found, inspect.TupleType):
        return 1 + max(map(_deep, found.item_types), default=0)
    return 1 + _deep(found.item_type) if isinstance(found, inspect.CollectionType) else 0


@pytest.mark.parametrize("kind", reading().kinds.all(), ids=lambda kind: kind.kind)
def test_a_kind_nests_no_deeper_than_a_body_may(kind: type[Fact]) -> None:
    assert 1 <= _deep(inspect.type_info(kind)) <= DEEPEST
