"""One episode as its page shows it: the record, the lines, who may be called and by which number."""

from __future__ import annotations

from dataclasses import dataclass

from fieldapp.agenda import queries as agenda
from fieldapp.agenda.model import Line
from fieldapp.county.model import County, Desk
from fieldapp.desk.county import county
from fieldapp.desk.desk import opens_youth
from fieldapp.ledger.work import View
from fieldapp.locate import queries as locate
from fieldapp.locate.model import Episode
from fieldapp.policy.schema import Text
from fieldapp.text import _
from fieldapp.youth import queries as youths
from fieldapp.youth.checks import alarms
from fieldapp.youth.model import Contact, Youth

BY_PHONE = frozenset({"police", "ncmec", "tribe", "tribal_police", "child_protection", "hhs_otip"})
"""Who is called at once; everybody else is written to (P10)."""


_KEPT_CLOSED = frozenset({"cse", "identified", "suspected", "trafficking_suspected", "hhs_question", "source"})
"""Questions that stand on no open page: whoever looks over the shoulder must not read them (P26)."""


@dataclass(frozen=True, slots=True)
class Reach:
    """Whom a line tells, by name, and how: a number to dial or an address to write to; "" where none is known."""

    name: str
    role: str
    phone: str
    email: str
    limit: str


@dataclass(frozen=True, slots=True)
class Casefile:
    """Everything on the page of an episode. keep_telling: contact that goes on until the return · unknown: rows of which nobody
    knows whether they apply · limited: who must not be told, with the ground.
    """

    youth: Youth
    episode: Episode
    by_phone: tuple[tuple[Line, Reach], ...]
    keep_telling: tuple[tuple[Line, Reach], ...]
    unknown: tuple[tuple[Line, Reach], ...]
    in_writing: tuple[tuple[Line, Reach], ...]
    steps: tuple[Line, ...]
    stopped: tuple[tuple[Line, Reach], ...]
    limited: tuple[Contact, ...]
    numbers: tuple[tuple[str, str], ...]
    questions: tuple[tuple[str, str], ...]
    call_back: str
    practice: bool


@opens_youth
def casefile(view: View, youth: str, episode_id: str) -> Casefile | None:
    """The page of an episode; None where there is none."""
    record = youths.youth(view, youth)
    episode = next((e for each in youths.records_of(view, youth) if (e := locate.episode(view, each, episode_id))), None)
    if record is None or episode is None:
        return None
    home = county(view)
    lines = agenda.lines(view, locate.group(view, episode.id))
    told = [(line, reach_of(home, record, line)) for line in lines if line.first.recipient or line.first.one_of]
    live = [each for each in told if each[0].state != "stopped"]
    once = [each for each in live if not each[0].first.ongoing and (each[0].first.applies == "yes" or each[0].made)]
    return Casefile(
        youth=record,
        episode=episode,
        by_phone=tuple(each for each in once if _is_by_phone(each[0])),
        in_writing=tuple(each for each in once if not _is_by_phone(each[0])),
        keep_telling=tuple(each for each in live if each[0].first.ongoing and each[0].first.applies == "yes"),
        unknown=tuple(each for each in live if each[0].first.applies == "unknown" and not each[0].made),
        steps=tuple(line for line in lines if not (line.first.recipient or line.first.one_of) and line.first.applies == "yes"),
        stopped=tuple(each for each in told if each[0].state == "stopped"),
        limited=tuple(each.value for each in record.contacts.values() if each.value.tell == "do_not_tell"),
        numbers=_numbers(lines),
        questions=_questions(lines),
        call_back=home.letterhead.phone_24h,
        practice=home.practice,
    )


def _is_by_phone(line: Line) -> bool:
    return bool({line.first.recipient, *line.first.one_of} & BY_PHONE)


def reach_of(home: County, record: Youth, line: Line) -> Reach:
    """Whom a line is about: a contact of the youth's, else the county's desk for that word."""
    first = line.first
    contact = record.contacts.get(first.person)
    if contact is not None:
        return _contact(contact.value, first.limit or first.stopped_why, alarmed={each.holder for each in alarms(record)})
    desk = next(iter(home.desks(first.recipient or next(iter(first.one_of), ""))), None)
    words = " / ".join(recipient_words(each).en for each in ((first.recipient,) if first.recipient else first.one_of))
    if desk is None:
        return Reach(words, _("nobody entered yet"), "", "", first.limit)
    return Reach(desk.name, words, _line_of(desk, "phone"), _line_of(desk, "email"), first.limit)


def _contact(contact: Contact, limit: str, *, alarmed: set[str]) -> Reach:
    ways = {channel.kind: channel.value for channel in reversed(contact.channels)}
    dialable = contact.tell != "do_not_tell" and contact.name not in alarmed
    phone = ways.get("phone", "") if dialable else ""
    return Reach(contact.name, contact.relation.replace("_", " "), phone, ways.get("email", "") if dialable else "", limit)


def _line_of(desk: Desk, kind: str) -> str:
    return next((line.value for line in desk.lines if line.kind == kind), "")


def recipient_words(word: str) -> Text:
    """A recipient's word as people say it."""
    known = {
        "police": Text(_("Police"), "Policía"),
        "tribal_police": Text(_("Tribal police"), "Policía tribal"),
        "ncmec": Text("NCMEC", "NCMEC"),
        "parents": Text(_("Parents"), "Padres"),
        "guardians": Text(_("Guardians"), "Tutores"),
        "parents_attorney": Text(_("Parents' attorney"), "Abogado de los padres"),
        "youth_attorney": Text(_("Youth's attorney"), "Abogado del joven"),
        "court": Text(_("Juvenile court"), "Tribunal de menores"),
        "casa": Text("CASA", "CASA"),
        "siblings": Text(_("Siblings"), "Hermanos"),
        "tribe": Text(_("Tribe"), "Tribu"),
        "indian_custodian": Text(_("Indian custodian"), "Custodio indígena"),
        "child_protection": Text(_("Child protection hotline"), "Línea de protección infantil"),
        "district_attorney": Text(_("District attorney"), "Fiscal de distrito"),
        "hhs_otip": Text("HHS OTIP", "HHS OTIP"),
        "court_liaison": Text(_("Court liaison"), "Enlace con el tribunal"),
    }
    return known.get(word, Text(word.replace("_", " "), word.replace("_", " ")))


def _numbers(lines: list[Line]) -> tuple[tuple[str, str], ...]:
    """Numbers to read out; one that has not come back stays visibly open."""
    found = {"police": "", "ncic": "", "ncmec": ""}
    for line in lines:
        for made in line.made:
            if line.first.recipient in found and made.proof.number:
                found[line.first.recipient] = made.proof.number
            if line.first.recipient == "police" and made.proof.second_number:
                found["ncic"] = made.proof.second_number
    return (
        (_("Police report"), found["police"] or _("not yet reported")),
        ("NCIC", found["ncic"] or _("not yet confirmed")),
        ("NCMEC", found["ncmec"] or _("not yet reported")),
    )


def _questions(lines: list[Line]) -> tuple[tuple[str, str], ...]:
    """What to find out, so that no row is left at "unknown": (key, question)."""
    asked = (
        ask for line in lines for row in line.rules if row.applies == "unknown" for ask in row.ask if ask.key not in _KEPT_CLOSED
    )
    return tuple({ask.key: (ask.key, ask.en) for ask in asked}.values())
