"""Who a youth is, by any of their records: the record they are shown under, their name, their initials."""

from __future__ import annotations

from collections.abc import Iterable

from fieldapp.ledger.work import View
from fieldapp.text import initials
from fieldapp.youth import queries as youths


class Known:
    """The youths that a list names, read once for all of it. among: the records it is about, else all of the store."""

    def __init__(self, view: View, among: Iterable[str] | None = None) -> None:
        self._heads = {record: group[0] for record, group in youths.groups(view).items()}
        self._names = youths.names(view, None if among is None else map(self.youth, among))

    def youth(self, record: str) -> str:
        """The record that a youth is shown under."""
        return self._heads.get(record, record)

    def name(self, record: str) -> str:
        """The name that heads the page; "?" where nobody has stated one."""
        return self._names.get(self.youth(record), "?")

    def initials(self, record: str) -> str:
        """The initials, for lists that show no names (P66)."""
        return initials(self.name(record))
