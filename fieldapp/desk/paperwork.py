"""Making and giving papers: composed and drawn in memory; written to disk only when a person gives one."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path
from typing import Literal

from fieldapp import clock
from fieldapp.agenda import queries as agenda
from fieldapp.agenda.acts import record_notice
from fieldapp.agenda.model import Proof
from fieldapp.county.model import County
from fieldapp.desk.access import Access
from fieldapp.desk.county import county
from fieldapp.desk.desk import Changes, Desk, opens_youth
from fieldapp.desk.loose_ends import COLLECT
from fieldapp.desk.paperfile import Around, around
from fieldapp.desk.papers import case_facts, check_sheet
from fieldapp.desk.readers import READERS
from fieldapp.errors import DestinationTrouble
from fieldapp.ledger.work import View, Work
from fieldapp.locate import acts as locate
from fieldapp.locate.queries import find, group
from fieldapp.places import write_durably
from fieldapp.policy import disclosure
from fieldapp.report import acts, grouping, printing
from fieldapp.report.compose import compose
from fieldapp.report.entries import Back, How
from fieldapp.report.facts import CaseFacts
from fieldapp.report.grouping import Group
from fieldapp.report.mail import email
from fieldapp.report.model import Paper, PaperKind, Stamp
from fieldapp.report.queries import copies
from fieldapp.report.radio import LIMIT as RADIO_LIMIT
from fieldapp.report.radio import message
from fieldapp.text import _, initials, speaking
from fieldapp.youth import queries as youths

__all__ = [
    "RADIO_LIMIT",
    "Back",
    "Made",
    "Opened",
    "Wanted",
    "drawn",
    "for_print",
    "give",
    "make",
    "opened",
    "paper_for",
    "pdf",
    "take_back",
]
TEXTS = frozenset({PaperKind.EMAIL_TEXT, PaperKind.RADIO_CARD})
"""Papers that are copied as text instead of printed."""
_SHRED_DAYS = 30
"""Days until a copy is to be shredded, where the county has set none (P27)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What somebody wants made. reader: whom it is for in a word of the matrix ("" for whom such a paper is for), name: by name,
    contact: which of the youth's contacts that is · decided_by: who decided that NCMEC gets a photo (P28).
    """

    youth: str
    episode: str
    kind: PaperKind
    reader: str = ""
    name: str = ""
    contact: str = ""
    picked: frozenset[str] = frozenset()
    language: str = "en"
    cover: bool = False
    decided_by: str = ""


@dataclass(frozen=True, slots=True)
class Made:
    """A paper ready to be looked at: its pages as PNG, or its text where it is one; what is on it, and what is not, in groups."""

    wanted: Wanted
    paper: Paper
    pictures: tuple[bytes, ...]
    text: str
    included: tuple[Group, ...]
    left_out: tuple[Group, ...]


@dataclass(frozen=True, slots=True)
class Opened:
    """A paper, and what stands beside it on the page."""

    made: Made
    around: Around


def make(desk: Desk, wanted: Wanted, ppi: int = 110) -> Made:
    """Compose a paper and draw it, `ppi` pixels an inch."""
    paper = desk.ask(paper_for, wanted.youth, wanted)
    text = _text(paper) if wanted.kind in TEXTS else ""
    return Made(
        wanted=wanted,
        paper=paper,
        pictures=() if wanted.kind in TEXTS else printing.pages(paper, ppi),
        text=text,
        included=grouping.included(paper.included, frozenset(each.field for each in paper.asked if each.picked)),
        left_out=grouping.left_out(paper.left_out, paper.no_place),
    )


@opens_youth
def paper_for(view: View, youth: str, wanted: Wanted) -> Paper:
    """One paper as it would be given now; composed through the disclosure matrix, so what is left out is on no page of it."""
    reader = wanted.reader or READERS[wanted.kind][0]
    if wanted.kind is PaperKind.CWS_CMS_SHEET:
        check_sheet(view, youth)
    with speaking(wanted.language):
        facts = case_facts(view, youth, wanted.episode)
    own = _for_reader(view, facts, wanted)
    stamp = _stamp(view, own, wanted, reader)
    return compose(wanted.kind, own, disclosure.matrix(), reader, wanted.picked, wanted.language, stamp)


def _for_reader(view: View, facts: CaseFacts, wanted: Wanted) -> CaseFacts:
    """The case with the name to use with this person (P22), and who decided about a poster (P28)."""
    record = youths.youth(view, wanted.youth)
    contact = record.contacts.get(wanted.contact) if record else None
    absence = replace(facts.absence, poster_decision=wanted.decided_by or facts.absence.poster_decision)
    return replace(facts, name_for_family=contact.value.name_to_use if contact else "", absence=absence)


def _stamp(view: View, facts: CaseFacts, wanted: Wanted, reader: str) -> Stamp:
    given = [each for one in youths.records_of(view, wanted.youth) for each in copies(view, one)]
    matrix = disclosure.matrix()
    told = matrix.judge(("initials",), reader, missing_episode=facts.missing_episode, picked=frozenset()).included
    who = initials(facts.chosen_name or facts.legal_name) if told else ""
    number = f"{len(given) + 1:02d}"
    with speaking(wanted.language):
        reference = _("Paper {number}").format(number="-".join(part for part in (who, number) if part))
        name = wanted.name or matrix.label_of_reader(reader, wanted.language)
    return Stamp(
        recipient_name=name,
        made_at=view.now,
        made_by=view.me.name,
        copy_number=1 + sum(each.kind == wanted.kind for each in given),
        shred_by=clock.day(view.now) + timedelta(days=_shred_days(county(view))),
        reference=reference,
        cover=wanted.cover,
    )


def _shred_days(home: County) -> int:
    said = home.setting("shred-days")
    return int(said) if said.isdecimal() else _SHRED_DAYS


def _text(paper: Paper) -> str:
    if paper.kind is PaperKind.RADIO_CARD:
        return message(paper)
    written = email(paper)
    return f"{written.subject}\n\n{written.body}" if written.body else ""


def opened(desk: Desk, wanted: Wanted, ppi: int) -> Opened:
    """A paper with what stands beside it; for whoever such a paper is likeliest for, where nobody was named."""
    beside = desk.ask(around, wanted.youth, wanted.episode, wanted.kind)
    first = beside.recipients.listed[0]
    if not wanted.reader:
        wanted = replace(wanted, reader=first.reader, name=first.name, contact=first.contact, language=first.language)
    return Opened(make(desk, wanted, ppi), beside)


def drawn(paper: Paper, ppi: int) -> tuple[bytes, ...]:
    """The same pages again, `ppi` pixels an inch."""
    return printing.pages(paper, ppi)


def take_back(desk: Desk, youth: str, entry: bytes, how: Back) -> Changes[None]:
    """Say what became of a copy; with the last one the step that asked for it is done."""
    return desk.do(_take_back, youth, entry, how)


def _take_back(work: Work, youth: str, entry: bytes, how: Back) -> None:
    acts.take_back(work, youth, entry, how)
    held = copies(work, youth)
    episode = next((each.episode for each in held if each.entry == entry), "")
    if not episode or any(each.out and each.episode == episode for each in held):
        return
    for line in agenda.lines(work, group(work, episode)):
        if line.first.rule == COLLECT and line.state in {"open", "begun"}:
            proof = Proof(outcome="done", made_at=work.now, note=_("Every copy came back or was shredded."))
            record_notice(work, agenda.Occasion(line.youth, line.occasion), line.key, proof)


def pdf(paper: Paper) -> bytes:
    """The paper as tagged PDF, in memory."""
    return printing.pdf(paper)


def for_print(paper: Paper) -> tuple[bytes, ...]:
    """The pages as sharp as a printer sets them, in memory."""
    return printing.pages(paper, 300)


def give(desk: Desk, wanted: Wanted, paper: Paper, how: How, to: Path | None = None) -> Changes[bytes]:
    """Record that a copy was given, then write it where the person said.

    Recorded first, so that no copy is out that nobody wrote down; one that could not be written is recorded as never made.
    """
    made = desk.do(acts.give, wanted.youth, wanted.episode, paper, how, wanted.decided_by)
    desk.note_access(Access(what=_ACCESS[how], about=paper.kind.value))
    if wanted.decided_by and any(each.field == "photo" for each in paper.included):
        desk.do(_allow_poster, wanted)
    if to is not None:
        try:
            write_durably(to, printing.pdf(paper))
        except OSError as error:
            desk.do(acts.take_back, wanted.youth, made.result, "not_made")
            raise DestinationTrouble(
                _("The paper could not be written there ({why}).").format(why=error.strerror), _("Choose another folder.")
            ) from error
    return made


def _allow_poster(work: Work, wanted: Wanted) -> None:
    """NCMEC may publish a photo: its take-down stays open after the return (P28)."""
    allowed = find(work, wanted.episode)
    noted = {each.text for each in allowed.timeline if each.what == "poster_allowed"} if allowed else set()
    if allowed is not None and wanted.decided_by not in noted:
        locate.note(work, allowed.youth, allowed.id, "poster_allowed", work.now, wanted.decided_by)


_ACCESS: dict[How, Literal["printed", "saved", "copied", "shown"]] = {
    "printed": "printed",
    "saved": "saved",
    "copied": "copied",
    "read_out": "copied",
    "shown": "shown",
}
