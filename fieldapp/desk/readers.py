"""Whom a paper can be given to, by name: the county's desks, contacts that may be told, an officer who took a report."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from fieldapp.agenda import queries as agenda
from fieldapp.county.model import County, Desk
from fieldapp.desk.county import county
from fieldapp.ledger.work import View
from fieldapp.locate import queries as locate
from fieldapp.policy import disclosure
from fieldapp.report.model import PaperKind
from fieldapp.text import _, language
from fieldapp.youth import queries as youths
from fieldapp.youth.checks import alarms
from fieldapp.youth.model import Contact, Relation, Youth

READERS: dict[PaperKind, tuple[str, ...]] = {
    PaperKind.POLICE_SHEET: ("police", "tribal_police"),
    PaperKind.RADIO_CARD: ("police", "tribal_police"),
    PaperKind.OFFICER_CARD: ("police", "tribal_police"),
    PaperKind.NCMEC_CALL_SCRIPT: ("ncmec",),
    PaperKind.NCMEC_WORKSHEET: ("ncmec",),
    PaperKind.CWS_CMS_SHEET: ("cws_cms",),
    PaperKind.CHRONOLOGY: ("supervisor", "court", "court_liaison", "youth_attorney", "tribe"),
    PaperKind.EMAIL_TEXT: (
        "court", "youth_attorney", "parents_attorney", "casa", "tribe", "parents", "guardians", "indian_custodian", "siblings",
        "caregiver", "tribal_police", "police",
    ),
}  # fmt: skip
"""Whom each paper is for, in words of the disclosure matrix; the first unless another is chosen."""

_RELATIONS: dict[Relation, str] = {
    "parent": "parents",
    "guardian": "guardians",
    "indian_custodian": "indian_custodian",
    "parents_attorney": "parents_attorney",
    "youth_attorney": "youth_attorney",
    "casa": "casa",
    "sibling": "siblings",
    "caregiver": "caregiver",
    "tribe": "tribe",
    "tribal_police": "tribal_police",
    "court": "court",
}
_SPANISH = frozenset({"spanish", "español", "espanol", "es", "castellano"})


@dataclass(frozen=True, slots=True)
class Recipient:
    """Somebody to give a paper to. reader: their word in the matrix · note: how they are reached · contact: whose entry of the
    youth's contacts they are, "" for an office · language: the one that they read.
    """

    reader: str
    name: str
    note: str = ""
    contact: str = ""
    language: str = "en"


@dataclass(frozen=True, slots=True)
class Recipients:
    """Who can be given a paper, the likeliest first; how many contacts are not listed because they must not be told."""

    listed: tuple[Recipient, ...]
    withheld: int


def recipients(view: View, youth: str, episode: str, kind: PaperKind) -> Recipients:
    """Everybody whom a kind of paper is for, by name where one is known."""
    words, home, record = READERS.get(kind, ()), county(view), youths.youth(view, youth)
    contacts = [each for each in _contacts(record) if each[1] in words] if record else []
    may = [each for each in contacts if each[2].tell == "tell"]
    alarmed = {each.holder for each in alarms(record)} if record else set()
    found = [
        *_officers(view, episode, words),
        *(_person(*each) for each in may if each[2].name not in alarmed),
        *(each for word in words for each in _desks(home, word)),
    ]
    named = {each.reader for each in found}
    found += [Recipient(word, title(word)) for word in words if word not in named and word not in _RELATIONS.values()]
    order = sorted(found or [Recipient(word, title(word)) for word in words[:1]], key=lambda each: words.index(each.reader))
    return Recipients(tuple({(each.reader, each.name): each for each in order}.values()), len(contacts) - len(may))


def title(reader: str) -> str:
    """What a reader of the matrix is called."""
    return disclosure.matrix().label_of_reader(reader, language())


def _officers(view: View, episode: str, words: tuple[str, ...]) -> Iterator[Recipient]:
    """Who took a report already, newest first: the sheet goes to them."""
    lines = agenda.lines(view, locate.group(view, episode)) if episode else []
    made = [(each.proof, line.first.recipient) for line in lines if line.first.recipient in words for each in line.made]
    for proof, word in sorted(made, key=lambda each: -each[0].made_at):
        if proof.to_whom and word in {"police", "tribal_police"}:
            name = ", ".join(part for part in (proof.agency, proof.to_whom) if part)
            yield Recipient(word, name, _("took the report {number}").format(number=proof.number) if proof.number else "")


def _desks(home: County, word: str) -> Iterator[Recipient]:
    return (Recipient(word, desk.name, _ways(desk)) for desk in home.desks(word))


def _ways(desk: Desk) -> str:
    said = (f"{_('fax')} {each.value}" if each.kind == "fax" else each.value for each in desk.lines)
    return " · ".join(said)


def _contacts(record: Youth) -> Iterator[tuple[str, str, Contact]]:
    for own, each in record.contacts.items():
        word = _RELATIONS.get(each.value.relation)
        if word is not None:
            yield own, word, each.value


def _person(own: str, word: str, contact: Contact) -> Recipient:
    spoken = "es" if contact.language.strip().lower() in _SPANISH else "en"
    ways = " · ".join(each.value for each in contact.channels)
    return Recipient(word, contact.name, " · ".join(part for part in (title(word), ways) if part), own, spoken)
