"""An instrument while it is being read: what could be converted, and what the file says is there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from fieldapp.errors import Fault
from fieldapp.identify import instrument
from fieldapp.identify.instrument import Instrument, Section, shown_when
from fieldapp.identify.schema import Band, Enable, Group, Head, Item, Option, ValueSet


@dataclass(slots=True)
class Draft:
    """The tables of one file. named: every linkId in the file, also of items that could not be read, in its order · listed:
    likewise every id of a value set.
    """

    file: str
    content: bytes
    hash: str
    head: Head | None = None
    sets: dict[str, ValueSet] = field(default_factory=dict)
    groups: list[tuple[Group, list[Item]]] = field(default_factory=list)
    bands: list[Band] = field(default_factory=list)
    named: list[str] = field(default_factory=list)
    listed: list[str] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)

    def fault(self, row: str, key: str, sentence: str) -> None:
        """Something wrong, by row and key."""
        self.faults.append(Fault(self.file, row, key, sentence))

    def items(self) -> Iterator[Item]:
        """The items that could be read, in the order of the file."""
        return (item for _group, items in self.groups for item in items)

    def options(self, item: Item) -> tuple[Option, ...]:
        """The answers of an item, its own or those of its value set."""
        listed = self.sets.get(item.answer_value_set)
        return item.answer_option or (listed.answer_option if listed else ())

    def built(self, head: Head, conditions: Mapping[str, tuple[Enable, ...]], bands: tuple[Band, ...]) -> Instrument:
        """The instrument, with the conditions and bands that hold water; nothing is yet known of how it can be searched."""
        items: dict[str, instrument.Item] = {}
        for group, inside in self.groups:
            for item in inside:  # of two with one name the first counts, as everywhere in the checks
                items.setdefault(item.link_id, self._made(group, item, conditions.get(item.link_id, ())))
        sections = tuple(
            Section(group.link_id, group.text, group.guidance, tuple(item.link_id for item in inside))
            for group, inside in self.groups
        )
        return Instrument(head, sections, items, bands, self.file, self.hash, self.content, by_one=False)

    def _made(self, group: Group, item: Item, conditions: tuple[Enable, ...]) -> instrument.Item:
        return instrument.Item(
            id=item.link_id,
            section=group.link_id,
            text=item.text,
            name=item.name,
            options=self.options(item),
            shown_when=shown_when(conditions, item.enable_behavior),
            weight=item.weight,
            required=item.required,
            guidance=item.guidance,
            who_may_know=item.who_may_know,
            means_yes=item.means_yes,
            cite=item.cite,
        )
