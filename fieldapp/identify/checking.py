"""What must hold of an instrument's tables: nothing repeated or missing, types that fit, text only where its licence allows."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches

from fieldapp.identify import schema
from fieldapp.identify.draft import Draft
from fieldapp.identify.logic import Between
from fieldapp.identify.model import Text
from fieldapp.identify.schema import Band, Cite, Enable, Head, Item, Option
from fieldapp.identify.sight import AGE, Mention, Node, walk
from fieldapp.text import _

RESERVED = frozenset({AGE, "score"})
"""Names that a trace uses for something else."""


@dataclass(frozen=True, slots=True)
class Sound:
    """What refers to nothing missing, so that it can be tried out: conditions by item, bands, and whether the score is."""

    conditions: Mapping[str, tuple[Enable, ...]]
    bands: tuple[Band, ...]
    score: bool


def check(draft: Draft) -> Sound:
    """Add every fault of the tables to the draft; return what is sound."""
    _repeats(draft)
    for item in draft.items():
        _answers(draft, item)
    for name, listed in draft.sets.items():
        _options(draft, name, listed.answer_option)
    if draft.head is not None:
        _head(draft, draft.head)
        _texts(draft, draft.head)
    for row, cites in _citations(draft):
        for cite in cites:
            _cite(draft, row, cite)
    score = draft.head.score if draft.head else None
    return Sound(
        {item.link_id: tuple(_conditions(draft, item)) for item in draft.items()},
        tuple(band for band in draft.bands if band.when is None or _tree(draft, band.id, "when", band.when)),
        score is None or _tree(draft, "-", "score.value", score.value),
    )


def _repeats(draft: Draft) -> None:
    lists = (("linkId", draft.named), ("id", draft.listed), ("id", [band.id for band in draft.bands]))
    for key, names in lists:
        for name, times in Counter(names).items():
            if times > 1:
                draft.fault(name, key, _("This name stands {n} times.").format(n=times))
            if name in RESERVED:
                draft.fault(name, key, _("This name has a meaning of its own; choose another."))


# -- answers


def _answers(draft: Draft, item: Item) -> None:
    row, lists = item.link_id, bool(item.answer_option) + bool(item.answer_value_set)
    if item.type == "text" and lists:
        draft.fault(row, "type", _("An item of words has no list of answers."))
    elif item.type == "choice" and lists != 1:
        draft.fault(row, "answerOption", _("A choice has one list of answers: its own, or a value set's."))
    if item.answer_value_set and item.answer_value_set not in draft.listed:
        draft.fault(row, "answerValueSet", _("There is no value set {name}.").format(name=item.answer_value_set))
    if item.answer_option:
        _options(draft, row, item.answer_option)


def _options(draft: Draft, row: str, options: tuple[Option, ...]) -> None:
    for code, times in Counter(each.code for each in options).items():
        if times > 1:
            draft.fault(row, "answerOption", _("The code {code} stands {n} times.").format(code=code, n=times))
        if not code.strip():
            draft.fault(row, "answerOption", _("An answer needs a code."))
    if not any(each.means is None for each in options):
        draft.fault(row, "answerOption", _("No answer here answers the question."))
    for each in options:
        if each.means is not None and each.weight is not None:
            sentence = _("The code {code} is no answer and has no weight.")
            draft.fault(row, "answerOption", sentence.format(code=each.code))


# -- what refers to items


def _conditions(draft: Draft, item: Item) -> Iterable[Enable]:
    """The conditions of an item that can be tried out."""
    before = draft.named[: draft.named.index(item.link_id)]
    for n, each in enumerate(item.enable_when):
        where = f"enableWhen[{n}]"
        if each.question in draft.named and each.question not in before:
            draft.fault(
                item.link_id, f"{where}.question", _("{name} does not stand before this item.").format(name=each.question)
            )
            continue
        if (each.operator == "exists") == (each.answer is not None):
            draft.fault(item.link_id, f"{where}.answer", _("= and != need an answer; exists has none."))
            continue
        codes = () if each.answer is None else (each.answer,)
        if _mention(draft, item.link_id, f"{where}.question", Mention(each.question, codes)):
            yield each


def _tree(draft: Draft, row: str, key: str, tree: Node) -> bool:
    """Whether a tree names only what is there, and holds it against what it can be."""
    sound = True
    for node in walk(tree):
        for mention in node.mentions():
            sound &= _mention(draft, row, key, mention)
        if isinstance(node, Between) and node.low > node.high:
            draft.fault(row, key, _("From {low} to {high} is nothing.").format(low=node.low, high=node.high))
            sound = False
    return sound


def _mention(draft: Draft, row: str, key: str, mention: Mention) -> bool:
    item = next((each for each in draft.items() if each.link_id == mention.item), None)
    if item is None:
        if mention.item not in draft.named or any(mention.item == group.link_id for group, _items in draft.groups):
            draft.fault(row, key, _no_item(draft, mention.item))
        return False
    if item.type == "text":
        fits = not (mention.codes or mention.pointed)
        if not fits:
            draft.fault(row, key, _("{name} is answered in words; nothing can be counted on it.").format(name=mention.item))
        return fits
    faults = list(_misfits(mention, draft.options(item)))
    for sentence in faults:
        draft.fault(row, key, sentence.format(name=mention.item))
    return not faults and any(each.means is None for each in draft.options(item))


def _no_item(draft: Draft, name: str) -> str:
    """That there is none, and which one may be meant."""
    near = get_close_matches(name, [each.link_id for each in draft.items()], 1)
    sentence = _("There is no item {name}.").format(name=name)
    meant = _("Is {near} meant?").format(near=near[0]) if near else ""
    return f"{sentence} {meant}".strip()


def _misfits(mention: Mention, options: tuple[Option, ...]) -> Iterable[str]:
    by_code = {each.code: each for each in options}
    for code in mention.codes:
        if options and code not in by_code:
            yield _("{{name}} has no answer {code}.").format(code=code)
        elif options and by_code[code].means is not None:
            yield _("{code} of {{name}} says that there is no answer; a test cannot hang on it.").format(code=code)
    if mention.pointed and any(each.weight is None and each.means is None for each in options):
        yield _("{name} is added up, but not each of its answers has a weight.")


# -- the instrument itself


def _head(draft: Draft, head: Head) -> None:
    if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", head.id):
        draft.fault("-", "id", _("An id is small letters, digits and hyphens."))
    start, end = _day(head.effective_period.start), _day(head.effective_period.end)
    if start is None or (head.effective_period.end is not None and end is None) or (end is not None and end < start):
        draft.fault("-", "effectivePeriod", _("It needs a start, and an end not before it, as 2025-10-01."))
    if head.age.min is not None and head.age.max is not None and head.age.min > head.age.max:
        draft.fault("-", "age", _("From {low} to {high} is nothing.").format(low=head.age.min, high=head.age.max))
    if head.licence == "by-permission" and not head.permission.strip():
        draft.fault("-", "permission", _("A licence by permission says whose permission, and of when."))
    if head.licence == "unknown" and head.status != "draft":
        draft.fault("-", "licence", _("A form whose licence is not known can only be a draft."))


def _day(written: str | None) -> date | None:
    try:
        return date.fromisoformat(written) if written else None
    except ValueError:
        return None


def _texts(draft: Draft, head: Head) -> None:
    """Text where the licence allows it, and then everywhere; none where it does not."""
    allowed = head.licence in schema.FREE or head.licence in {"by-permission", "unknown"}
    for group, _items in draft.groups:
        if not allowed and (group.text or group.guidance):
            draft.fault(group.link_id, "text", _("The licence of this form does not allow its text to be carried."))
    for item in draft.items():
        displays = [each.display for each in item.answer_option]
        if not allowed and (item.text or item.guidance or any(displays)):
            draft.fault(item.link_id, "text", _("The licence of this form does not allow its text to be carried."))
        if allowed and _blank(item.text):
            draft.fault(item.link_id, "text", _("An item needs its text."))
        if allowed and any(_blank(each) for each in displays):
            draft.fault(item.link_id, "answerOption", _("Each answer needs its words."))
    for name, listed in draft.sets.items():
        blank = [_blank(each.display) for each in listed.answer_option]
        if allowed and any(blank):
            draft.fault(name, "answerOption", _("Each answer needs its words."))
        if not allowed and not all(blank):
            draft.fault(name, "answerOption", _("The licence of this form does not allow its text to be carried."))
    if _blank(head.title):
        draft.fault("-", "title", _("A form needs its title."))


def _blank(text: Text | None) -> bool:
    return text is None or not text.en.strip()


def _citations(draft: Draft) -> Iterable[tuple[str, tuple[Cite, ...]]]:
    if draft.head is not None:
        yield "-", (*draft.head.cite, *draft.head.validity.cite)
    yield from ((item.link_id, item.cite) for item in draft.items())
    yield from ((band.id, band.cite) for band in draft.bands)


def _cite(draft: Draft, row: str, cite: Cite) -> None:
    if not cite.law.strip():
        draft.fault(row, "cite", _("A citation needs its law or source."))
    if not re.fullmatch(r"https?://[^\s]+", cite.url):
        draft.fault(row, "cite", _("{url} is no address.").format(url=cite.url))
