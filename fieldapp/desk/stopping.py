"""Rows that stop applying: they stay on the episode and say why; nothing that was planned is silently dropped."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from msgspec.structs import replace

from fieldapp.agenda.model import Planned
from fieldapp.locate.model import NEVER_MISSING, Ended, Episode
from fieldapp.locate.wording import ending_words
from fieldapp.policy.facts import YES_NO, Facts
from fieldapp.policy.layers import Rules
from fieldapp.policy.logic import BUILT_IN, Judge
from fieldapp.text import _, moment
from fieldapp.youth.model import Youth

AFTER_RETURN = frozenset({"R-01", "R-02", "R-03", "R-04", "ACT-RESCREEN"})
"""Interview, screening and what follows a return: none of it is asked of anybody once a youth has died (P5)."""

_ACTION = "ACT-"
"""Steps that somebody took up."""


@dataclass(frozen=True, slots=True)
class Known:
    """What a row is held against: the rules, the facts now, the youth's record, and the episode if it is about one."""

    rules: Rules
    facts: Facts
    record: Youth
    episode: Episode | None


def key_of(row: Planned) -> tuple[str, str, str, tuple[str, ...]]:
    """What makes two planned rows the same one: rule, recipient and person."""
    return row.rule, row.recipient, row.person, row.one_of


def stopped(before: Iterable[Planned], wanted: Sequence[Planned], known: Known) -> Iterator[Planned]:
    """What was planned and is not asked for any more."""
    held = {key_of(row) for row in wanted}
    named = {(row.rule, row.recipient) for row in wanted if row.person}
    for row in before:
        if key_of(row) in held:
            continue
        if row.applies == "stopped":
            yield row
        elif not row.person and (row.rule, row.recipient) in named:
            yield replace(row, applies="stopped", stopped_why=_("Now there is a row for each person."))
        else:
            yield replace(row, applies="stopped", stopped_why=_why(row, known))


def _why(row: Planned, known: Known) -> str:
    over = known.episode.over_by if known.episode else None
    if over is not None and over.what in NEVER_MISSING:
        return _since(over)
    if row.person and not row.person.startswith("=") and row.person not in known.record.contacts:
        return _("This person is no longer a contact.")
    judge = Judge(known.rules.facts, known.facts)
    gone = [ask.en for ask in row.because if _judged(known, judge, ask.key) is False]
    if gone:
        return _("No longer so: {facts}.").format(facts=", ".join(gone))
    if row.applies == "unknown":
        return _("What was found out since does not ask for it.")
    return _("What is known now no longer asks for it.")


def _judged(known: Known, judge: Judge, key: str) -> bool | None:
    if key in known.rules.facts or key in YES_NO or key in BUILT_IN:
        return judge.term(key).value
    return None


def _since(over: Ended) -> str:
    return f"{ending_words(over.what)} {moment(over.at)}" + (f": {over.note}" if over.note else "")


def ended(rows: Iterable[Planned], episode: Episode) -> Iterator[Planned]:
    """Rows of an episode after which the agency owes nothing new: what was overdue by then stays owed."""
    over = episode.over_by
    if over is None or over.what != "jurisdiction_ended":
        yield from rows
        return
    for row in rows:
        owed = row.due is not None and row.due <= over.at
        yield row if owed or row.applies == "stopped" else replace(row, applies="stopped", stopped_why=_since(over))


def silenced(rows: Sequence[Planned], at: int) -> list[Planned]:
    """The same rows with every interview, screening and step that was taken up put to rest: the youth was found dead."""
    why = _("Found dead {when}.").format(when=moment(at))
    still = [
        row.applies != "stopped" and (row.rule.startswith(_ACTION) or bool(AFTER_RETURN & {row.rule, *row.also})) for row in rows
    ]
    return [replace(row, applies="stopped", stopped_why=why) if rest else row for row, rest in zip(rows, still, strict=True)]
