"""Making a paper: the case is turned into values, the disclosure matrix judges every one, the rest never gets further.

The builders of the kinds get a `Told` and nothing else, so what the matrix withholds cannot reach a paper by mistake.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import Protocol

from fieldapp import text
from fieldapp.report import call, center, mail, police, radio, record
from fieldapp.report.facts import CaseFacts, Event
from fieldapp.report.model import Asked, Included, LeftOut, Paper, PaperKind, Section, Stamp
from fieldapp.report.slots import FAMILY_NAME, MINORS, Reading, Value, another_youth, minors, values
from fieldapp.report.told import Told
from fieldapp.report.unnamed import unnamed
from fieldapp.text import _


class Withheld(Protocol):
    """A row of the matrix that is not told, or not before somebody picks it."""

    @property
    def field(self) -> str:
        """Its name."""

    @property
    def label(self) -> str:
        """What a person calls it."""

    @property
    def why(self) -> str:
        """The reason, in words."""


class Verdict(Protocol):
    """What the matrix says of some rows for one recipient."""

    @property
    def included(self) -> Sequence[str]:
        """Rows that are told."""

    @property
    def left_out(self) -> Sequence[Withheld]:
        """Rows that are not."""

    @property
    def asked(self) -> Sequence[Withheld]:
        """Rows that wait for a person."""


class Matrix(Protocol):
    """The disclosure matrix, as far as a paper needs it."""

    def judge(
        self, fields: Sequence[str], recipient: str, *, missing_episode: bool, picked: frozenset[str], language: str
    ) -> Verdict:
        """Which rows this recipient may have; `picked` are those that a person said yes to; reasons in a language."""

    def label(self, field: str, language: str) -> str:
        """What a person calls a row."""


_NAMED = frozenset({"legal_name", "chosen_name", "name_for_family", "initials", MINORS})
"""Rows that hold names on purpose, the youth's own or those that were picked."""

Builder = Callable[[Told], tuple[Section, ...]]

_BUILDERS: dict[PaperKind, Builder] = {
    PaperKind.POLICE_SHEET: police.sections,
    PaperKind.NCMEC_WORKSHEET: center.worksheet,
    PaperKind.NCMEC_CALL_SCRIPT: center.script,
    PaperKind.CWS_CMS_SHEET: record.cws_cms,
    PaperKind.CHRONOLOGY: record.chronology,
    PaperKind.EMAIL_TEXT: mail.letter,
    PaperKind.RADIO_CARD: radio.card,
    PaperKind.CALL_SCRIPT: call.script,
    PaperKind.OFFICER_CARD: police.card,
}


def title(kind: PaperKind) -> str:
    """What a kind of paper is called, on it and in the chooser."""
    return {
        PaperKind.POLICE_SHEET: _("Missing youth: for police"),
        PaperKind.NCMEC_WORKSHEET: _("Missing youth: worksheet for NCMEC"),
        PaperKind.NCMEC_CALL_SCRIPT: _("Call to NCMEC"),
        PaperKind.CWS_CMS_SHEET: _("CWS/CMS sheet"),
        PaperKind.CHRONOLOGY: _("What happened, in order"),
        PaperKind.EMAIL_TEXT: _("E-mail"),
        PaperKind.RADIO_CARD: _("Radio or text card"),
        PaperKind.CALL_SCRIPT: _("Call"),
        PaperKind.OFFICER_CARD: _("Missing youth: to photograph"),
    }[kind]


def compose(
    kind: PaperKind,
    facts: CaseFacts,
    matrix: Matrix,
    recipient: str,
    picked: frozenset[str],
    language: str,
    stamp: Stamp,
) -> Paper:
    """Make one paper for one recipient. `picked`: rows of the matrix that a person said yes to; language: "en" or "es".

    Everything known of the case is judged, also what this kind never prints, so that `left_out` names it with its reason.
    The paper speaks its own language; labels and reasons beside it speak that of the screen.
    """
    spoken = text.language()
    rows = frozenset(one.split("/")[0] for one in picked)
    with text.speaking(language):
        known = values(facts, Reading(language, stamp.made_at, picked))
    verdict = matrix.judge(_rows(facts, known), recipient, missing_episode=facts.missing_episode, picked=rows, language=spoken)
    known = _each_name_once(known, verdict.included)
    with text.speaking(language):
        heading = title(kind)
        if MINORS not in verdict.included or MINORS in rows:  # not a reader who is told them in any case
            facts, known = _without_others(facts, known, unnamed(facts, picked))
        sections = _built(kind, _told(facts, known, frozenset(verdict.included), recipient, language))
        whole = _built(kind, _told(facts, known, frozenset(_rows(facts, known)), recipient, language))
    there = _filled(facts, known)
    on_it, has_place = _on(sections), frozenset((*_on(sections), *_on(whole)))
    blank = _stamped(kind, heading, facts, recipient, language, stamp)
    return replace(
        blank,
        sections=sections,
        included=tuple(Included(row, matrix.label(row, spoken)) for row in on_it),
        left_out=_left_out(verdict, there, has_place),
        asked=_asked(verdict, matrix, facts, rows & frozenset(verdict.included), has_place & there),
        no_place=tuple(Included(row, matrix.label(row, spoken)) for row in verdict.included if row in there - has_place),
    )


def _stamped(kind: PaperKind, heading: str, facts: CaseFacts, recipient: str, language: str, stamp: Stamp) -> Paper:
    """The paper with everything that is no person's, before anything of the case is on it."""
    return Paper(
        kind=kind,
        title=heading,
        recipient=recipient,
        recipient_name=stamp.recipient_name,
        language=language,
        sections=(),
        included=(),
        left_out=(),
        asked=(),
        no_place=(),
        practice=facts.practice,
        copy_number=stamp.copy_number,
        made_at=stamp.made_at,
        made_by=stamp.made_by,
        citations=facts.citations,
        letterhead=facts.letterhead,
        shred_by=stamp.shred_by,
        reference=stamp.reference,
        cover=stamp.cover,
        zone=facts.zone,
    )


def _each_name_once(known: dict[str, Value], included: Sequence[str]) -> dict[str, Value]:
    """The values without the name the youth uses, where a reader of the legal one would only hear it twice."""
    legal, used = known["legal_name"], known["chosen_name"]
    words, first = (one.value.casefold().split() for one in (legal, used))
    repeats = legal.field in included and words[: len(first)] == first
    return known | {"chosen_name": replace(used, value="")} if repeats else known


def _without_others(facts: CaseFacts, known: dict[str, Value], hide: Callable[[str], str]) -> tuple[CaseFacts, dict[str, Value]]:
    """The case with no other youth's name in anything that was typed (P6)."""
    shown = {slot: one if one.field in _NAMED else replace(one, value=hide(one.value)) for slot, one in known.items()}
    events = tuple(replace(one, what=hide(one.what), who=hide(one.who)) for one in facts.events)
    return replace(facts, events=events), shown


def _built(kind: PaperKind, told: Told) -> tuple[Section, ...]:
    return tuple(one for one in _BUILDERS[kind](told) if _holds(one))


def _on(sections: Iterable[Section]) -> tuple[str, ...]:
    """Each row of the matrix that is on the sections, once, in their order."""
    return tuple(dict.fromkeys(row for section in sections for row in _printed(section)))


def _rows(facts: CaseFacts, known: dict[str, Value]) -> tuple[str, ...]:
    """Every row of the matrix that the case touches, in the order of the slots."""
    events = (one.field for one in facts.events)
    status = (record.STATUS_FIELD,) if facts.status_rows else ()
    return tuple(dict.fromkeys((*(one.field for one in known.values()), *events, *status, *facts.on_file)))


def _told(facts: CaseFacts, known: dict[str, Value], allowed: frozenset[str], recipient: str, language: str) -> Told:
    """Only what is allowed; other youths become "another youth" where their names are not (P21)."""
    values = {slot: one for slot, one in known.items() if one.field in allowed}
    if minors(facts) and "minor_companions" not in values:
        values["minor_companions"] = replace(known["minor_companions"], field="", value=another_youth(len(minors(facts))))
    return Told(
        recipient=recipient,
        language=language,
        values=values,
        office=_office(facts),
        events=tuple(_event(one, allowed) for one in facts.events if allowed.issuperset((one.field, *one.needs))),
        status_rows=facts.status_rows if record.STATUS_FIELD in allowed else (),
        learned=facts.absence.agency_learned if "agency_learned" in values else None,
        zone=facts.zone,
        purpose=facts.purpose,
    )


def _event(one: Event, allowed: frozenset[str]) -> Event:
    """An event without its person, where the reader may not have that."""
    return one if not one.who_field or one.who_field in allowed else replace(one, who="")


def _office(facts: CaseFacts) -> dict[str, str]:
    """What is no person's of the case: the office and its staff."""
    return {
        "office": facts.letterhead.office,
        "phone_24h": facts.letterhead.phone_24h,
        "worker": facts.worker.name,
        "supervisor": ", ".join(part for part in (facts.supervisor.name, facts.supervisor.phone) if part),
        "interpreter_line": facts.interpreter_line,
        "practice": _("Practice.") if facts.practice else "",
        "ncmec_line": center.PRACTICE_LINE if facts.practice else facts.ncmec_line or center.HOTLINE,
    }


def _left_out(verdict: Verdict, there: frozenset[str], has_place: frozenset[str]) -> tuple[LeftOut, ...]:
    """What the case holds and the reader does not get: never told, or told only after a yes for which there is no place here."""
    never = (LeftOut(one.field, one.label, one.why) for one in verdict.left_out if one.field in there)
    why = _("Ask first; this paper has no place for it.")
    return (*never, *(LeftOut(one.field, one.label, why) for one in verdict.asked if one.field in there - has_place))


def _asked(
    verdict: Verdict, matrix: Matrix, facts: CaseFacts, picked: frozenset[str], there: frozenset[str]
) -> tuple[Asked, ...]:
    """What a person decides: still open, and picked already; only where the case holds something that has a place here."""
    names = {MINORS: tuple(name for name, _note in minors(facts))}
    still = [Asked(one.field, one.label, one.why, items=names.get(one.field, ())) for one in verdict.asked]
    spoken = text.language()
    done = [Asked(one, matrix.label(one, spoken), "", picked=True, items=names.get(one, ())) for one in sorted(picked)]
    return tuple(one for one in (*still, *done) if one.field in there)


def _filled(facts: CaseFacts, known: dict[str, Value]) -> frozenset[str]:
    """The rows of the matrix for which the case holds something."""
    status = (record.STATUS_FIELD,) if facts.status_rows else ()
    events = (one.field for one in facts.events)
    on_file = (row for row, held in facts.on_file.items() if held)
    named = (one.field for slot, one in known.items() if one.known and (slot != FAMILY_NAME or facts.name_for_family))
    return frozenset((*named, *events, *status, *on_file))


def _holds(section: Section) -> bool:
    return bool(section.lines or section.table or section.prose or section.checklist or section.photo or section.name)


def _printed(section: Section) -> Iterable[str]:
    lines = (*((section.name,) if section.name else ()), *section.lines)
    yield from (section.photo.field,) if section.photo else ()
    yield from (row for line in lines if line.value for row in line.fields)
    yield from section.table.fields if section.table else ()
