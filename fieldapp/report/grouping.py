"""Long lists of rows made short for the screen: what belongs together on one line, what is left out for one reason together."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from fieldapp.report.model import Included, LeftOut
from fieldapp.text import _

_TOGETHER = (
    ("legal_name", "chosen_name", "initials", "name_for_family"),
    ("race", "ethnicity"),
    ("height", "weight", "hair", "eyes", "skin"),
    ("last_seen", "last_seen_with"),
    ("clothing", "belongings", "vehicle"),
    ("phones", "accounts"),
    ("if_found", "release_never"),
    ("police_report", "ncic_number", "ncmec_number"),
    ("court_number", "probation_number", "client_id"),
)


@dataclass(frozen=True, slots=True)
class Group:
    """Rows of the matrix that stand on one line of the screen: their names, their words, and why where they are left out."""

    fields: tuple[str, ...]
    words: str
    why: str = ""


def included(rows: Sequence[Included], apart: frozenset[str] = frozenset()) -> tuple[Group, ...]:
    """What is on a paper, in its order; `apart` keeps a line of its own (it was picked, and can be taken back)."""
    labels = {each.field: each.label for each in rows}
    return tuple(Group(group, _words([labels[each] for each in group])) for group in _grouped(tuple(labels), apart))


def left_out(rows: Sequence[LeftOut], no_place: Sequence[Included] = ()) -> tuple[Group, ...]:
    """What is not on a paper: one group a reason, in the order of the first of each; last what such a paper never prints."""
    by_why: dict[str, list[LeftOut]] = {}
    for each in (*rows, *(LeftOut(one.field, one.label, _("This paper has no place for it.")) for one in no_place)):
        by_why.setdefault(each.why, []).append(each)
    return tuple(
        Group(tuple(each.field for each in found), _words([each.label for each in found]), why) for why, found in by_why.items()
    )


def _grouped(fields: tuple[str, ...], apart: frozenset[str]) -> Iterator[tuple[str, ...]]:
    seen: set[str] = set()
    for field in fields:
        if field in seen:
            continue
        mates = next((group for group in _TOGETHER if field in group and field not in apart), (field,))
        here = tuple(each for each in mates if each in fields and (each == field or each not in apart))
        seen.update(here)
        yield here


def _words(labels: Sequence[str]) -> str:
    """Labels in one line: "Height, weight, hair"; a label that begins with capitals keeps them."""
    first, *others = labels
    return ", ".join((first, *(_inside(each) for each in others)))


def _inside(label: str) -> str:
    return label if label[:2].isupper() else label[:1].lower() + label[1:]
