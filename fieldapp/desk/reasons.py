"""Why a row is there: its limit, its source, how sure that is, whether county counsel has looked; and what stays closed (P26)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from fieldapp import clock
from fieldapp.agenda.model import Cite, Line, Planned
from fieldapp.agenda.progress import after_words
from fieldapp.county.model import County
from fieldapp.desk.sections import day_words
from fieldapp.text import _, language
from fieldapp.youth.model import Youth

_CLOSED = frozenset({
    "cse", "cse_sign", "identified", "identified_victim", "possible_trafficking_victim", "suspected", "suspected_or_identified",
    "abuse_suspected", "trafficking_suspected", "hhs_question", "hhs_question_arises",
})  # fmt: skip
"""Keys and facts that reveal what no open page may say of a youth."""


_SURE = ("statute", "digest", "state-letter", "federal-agency", "state-code", "secondary", "county", "proposal", "")
"""Confidence, surest first: what a row rests on first is read first."""


@dataclass(frozen=True, slots=True)
class Reason:
    """One rule behind a row, in two lines, and a third for who wants all of it. closed: read only while a key is held."""

    words: str
    source: str
    more: str
    closed: bool


def closed(row: Planned) -> bool:
    """Whether a rule's reason or citation reveals a status."""
    return row.start in _CLOSED or any(each.key in _CLOSED for each in (*row.because, *row.ask))


def open_why(row: Planned) -> str:
    """Why a row stopped, as an open page may say it: a status that went is read only while a key is held (P26)."""
    kept = [words for each in row.because if each.key in _CLOSED for words in (each.en, each.es)]
    if any(words in row.stopped_why for words in kept):
        return _("What is known now no longer asks for it.")
    return row.stopped_why


def reasons(home: County, line: Line) -> tuple[Reason, ...]:
    """Every rule behind a line, those first that may be read by anybody; then those that no longer apply."""
    surest = sorted(line.rules, key=lambda row: min((_SURE.index(each.confidence) for each in row.cite[:1]), default=0))
    live = [Reason(_words(row), _source(home, row), _more(row), closed(row)) for row in surest if row.applies != "stopped"]
    gone = (*line.dropped, *(line.rules if line.state == "stopped" else ()))
    dropped = [Reason(_no_longer(row), _source(home, row), "", closed(row)) for row in gone]
    return tuple(sorted((*live, *dropped), key=lambda each: each.closed))


def title_of(row: Planned) -> str:
    """A rule's title in the language that is spoken."""
    return row.title_es if language() == "es" and row.title_es else row.title_en


def _words(row: Planned) -> str:
    remark = row.remark_es if language() == "es" else row.remark_en
    parts = [f"{title_of(row)}: {_limit(row)}.", remark]
    if row.applies == "unknown":
        parts.insert(1, _("Not known whether it applies."))
    return " ".join(part for part in parts if part)


def _said(row: Planned) -> Iterator[str]:
    for each in row.because:
        yield each.es if language() == "es" else each.en


def _limit(row: Planned) -> str:
    if row.ongoing:
        return _("goes on until the return")
    if row.due is None or row.start_at is None:
        return _("at once; no number of hours was read") if row.law else _("no limit given")
    hours = round((row.due - row.start_at) / clock.HOUR)
    return _("at once, never later than {h} h {after}").format(h=hours, after=after_words(row.start))


def _no_longer(row: Planned) -> str:
    return _("{title}: no longer applies. {why}").format(title=title_of(row), why=row.stopped_why)


def confidence_words(confidence: str) -> str:
    """How sure a citation is, in the one vocabulary of the rules."""
    return {
        "statute": _("statute"),
        "digest": _("digest of the statute"),
        "state-letter": _("state letter"),
        "federal-agency": _("federal agency"),
        "county": _("county policy"),
        "secondary": _("seen second-hand"),
        "state-code": _("state code"),
        "proposal": _("practice, not law"),
    }.get(confidence, confidence)


def _cited(cite: Cite) -> str:
    return f"{cite.law} · {confidence_words(cite.confidence)}"


def _more(row: Planned) -> str:
    """The facts that it hangs on, and every other source."""
    because = ", ".join(_said(row))
    parts = [_("Because: {facts}.").format(facts=because) if because else "", *(_cited(cite) for cite in row.cite[1:])]
    return "  ·  ".join(part for part in parts if part)


def _source(home: County, row: Planned) -> str:
    cites = [_cited(cite) for cite in row.cite[:1]]
    seen = next((each for each in home.reviews if each.rule == row.rule), None)
    review = (
        _("reviewed by county counsel {day}").format(day=day_words(seen.on)) if seen else _("not yet reviewed by county counsel")
    )
    return "  ·  ".join([row.rule, *cites, review])


def why_words(record: Youth, rows: Iterable[Planned]) -> str:
    """Why, in two or three plain words for the row itself; "" where any reason would say too much."""
    open_rows = [row for row in rows if not closed(row)]
    if not open_rows:
        return ""
    first = open_rows[0]
    if first.start in {"found", "returned"}:
        return _("Was told before")
    own = _by_recipient(record).get(first.recipient)
    if own:
        return own
    facts = list(_said(first))
    return facts[0] if facts else _("Missing from care")


def _by_recipient(record: Youth) -> dict[str, str]:
    tribes = record.tribes.value if record.tribes else None
    tribal = _("Reason to know") if tribes and tribes.indian_child == "reason_to_know" else _("Indian child")
    return {
        "police": _("Missing from care"),
        "ncmec": _("Missing from care"),
        "tribe": tribal,
        "tribal_police": tribal,
        "indian_custodian": tribal,
        "parents": _("Parent"),
        "guardians": _("Guardian"),
        "youth_attorney": _("Attorney of record"),
        "parents_attorney": _("Parent’s attorney"),
        "court": _("Jurisdiction"),
        "casa": _("Appointed"),
        "siblings": _("Sibling"),
    }
