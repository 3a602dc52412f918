"""Whom a line tells and on which ways, person or office; whoever must not be told has none (P9, P20, P21)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from fieldapp import clock
from fieldapp.agenda.model import TAKEN, Line
from fieldapp.county.hours import opens_at
from fieldapp.county.model import County
from fieldapp.county.model import Line as DeskLine
from fieldapp.desk.recipients import recipient_words
from fieldapp.desk.sections import relation_words
from fieldapp.text import _, language
from fieldapp.youth.checks import alarms
from fieldapp.youth.model import Contact, Youth

_ATTORNEY = "parents_attorney"
_SPANISH = frozenset({"spanish", "español", "espanol", "es", "castellano"})


@dataclass(frozen=True, slots=True)
class Way:
    """One number or address. opens_at: when somebody answers, None where nobody entered hours."""

    kind: str
    value: str
    who: str
    hours: str = ""
    opens_at: clock.Instant | None = None


@dataclass(frozen=True, slots=True)
class Whom:
    """Whom a line tells. reader: their word in the disclosure matrix · forbidden: why they must not be told, "" where they may
    be · limit: what else to mind · speaks: their language as it was entered · machine_ok: a message on a machine is safe.
    """

    name: str
    role: str
    reader: str
    ways: tuple[Way, ...]
    forbidden: str = ""
    limit: str = ""
    speaks: str = ""
    interpreter: str = ""
    name_to_use: str = ""
    machine_ok: bool = True
    person: bool = False
    takes_email: bool = True

    def by(self, kind: str) -> tuple[Way, ...]:
        """The ways of one kind, those that are answered now first."""
        return tuple(way for way in self.ways if way.kind == kind)

    @property
    def spoken(self) -> str:
        """The language of a text for them: "es" or "en"."""
        return "es" if self.speaks.strip().lower() in _SPANISH else "en"


def whom(home: County, record: Youth, line: Line, now: clock.Instant) -> Whom:
    """Whom a line is about: a contact of the youth's, else the county's desks for that word."""
    contact = record.contacts.get(line.first.person)
    if contact is not None:
        return _person(home, record, contact.value, line)
    words = (line.first.recipient,) if line.first.recipient else line.first.one_of
    desks = [desk for word in words for desk in home.desks(word) if _is_named(desk.name, line.first.person)]
    role = " / ".join(_said(word) for word in words)
    ways = tuple(_answered_first(home, [(desk.name, each) for desk in desks for each in desk.lines], now))
    if not desks:
        role = line.first.person.removeprefix("=") or role
        return Whom(role, _("nobody entered yet"), words[0], (), limit=line.first.limit)
    return Whom(
        desks[0].name, role, desks[0].recipient, ways, limit=line.first.limit, takes_email=any(desk.takes_email for desk in desks)
    )


def purpose(line: Line) -> Literal["report", "again", "found"]:
    """What a line is told now: that the youth is missing, that again after a report was taken, or that the youth was found."""
    if line.first.start in {"found", "returned"}:
        return "found"
    taken = line.first.recipient == "police" and any(each.proof.outcome in TAKEN for each in line.made)
    return "again" if taken or line.first.ongoing else "report"


def _is_named(desk: str, person: str) -> bool:
    """Of several possible tribes each has its own desk, found by the name it begins with (P33)."""
    return not person.startswith("=") or desk.casefold().startswith(person[1:].casefold())


def _said(word: str) -> str:
    words = recipient_words(word)
    return words.es if language() == "es" else words.en


def _answered_first(home: County, lines: list[tuple[str, DeskLine]], now: clock.Instant) -> Iterator[Way]:
    made = [Way(each.kind, each.value, name, each.hours, opens_at(each.hours, now, home.days_off)) for name, each in lines]
    yield from sorted(made, key=lambda way: way.opens_at is not None and way.opens_at > now)


def _person(home: County, record: Youth, contact: Contact, line: Line) -> Whom:
    role = relation_words(contact)
    if contact.tell == "do_not_tell":
        ground = contact.order or _("decided by {who}").format(who=contact.decided_by)
        return Whom(contact.name, role, line.first.recipient, (), forbidden=ground, person=True, machine_ok=False)
    through = contact.tell == "through_attorney"
    told = _attorneys(record) if through else [contact]
    alarmed = {each.holder for each in alarms(record)}
    ways = tuple(Way(each.kind, each.value, one.name) for one in told if one.name not in alarmed for each in one.channels)
    needs_line = contact.language and contact.language.strip().lower() not in _SPANISH | {"english", "en"}
    return Whom(
        name=contact.name,
        role=role,
        reader=_ATTORNEY if through else line.first.recipient,
        ways=ways,
        limit=_through(told) if through else line.first.limit,
        speaks="" if through else contact.language,
        interpreter=contact.interpreter or (home.if_found.interpreter_line if needs_line else ""),
        name_to_use=contact.name_to_use,
        machine_ok=through or contact.voicemail_ok,
        person=True,
    )


def _attorneys(record: Youth) -> list[Contact]:
    return [each.value for _id, each in sorted(record.contacts.items()) if each.value.relation == _ATTORNEY]


def _through(attorneys: list[Contact]) -> str:
    names = ", ".join(each.name for each in attorneys)
    return (
        _("Only through the attorney: {names}").format(names=names)
        if names
        else _("Only through the attorney, and none is entered. Enter one on the youth's page.")
    )
