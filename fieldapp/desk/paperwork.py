"""Making and giving papers: composed and drawn in memory; written to disk only when a person gives one."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from fieldapp.desk.access import Access
from fieldapp.desk.desk import Changes, Desk
from fieldapp.desk.papers import paper_for
from fieldapp.errors import DestinationTrouble
from fieldapp.ledger.work import View
from fieldapp.locate import queries as locate
from fieldapp.places import write_durably
from fieldapp.report import acts, printing
from fieldapp.report.mail import email
from fieldapp.report.model import Paper, PaperKind
from fieldapp.report.radio import message
from fieldapp.text import _, initials, moment
from fieldapp.youth import queries as youths

READER: dict[PaperKind, str] = {
    PaperKind.POLICE_SHEET: "police",
    PaperKind.NCMEC_WORKSHEET: "ncmec",
    PaperKind.NCMEC_CALL_SCRIPT: "ncmec",
    PaperKind.CWS_CMS_SHEET: "cws_cms",
    PaperKind.CHRONOLOGY: "supervisor",
    PaperKind.EMAIL_TEXT: "court",
    PaperKind.RADIO_CARD: "police",
}
"""Whom each paper is for, unless another is chosen."""
_TEXTS = frozenset({PaperKind.EMAIL_TEXT, PaperKind.RADIO_CARD})


@dataclass(frozen=True, slots=True)
class Choice:
    """Whom papers can be about: by initials and when the agency learned."""

    youth: str
    episode: str
    words: str


@dataclass(frozen=True, slots=True)
class Made:
    """A paper ready to be looked at: its pages as PNG, or its text where it is one."""

    paper: Paper
    pictures: tuple[bytes, ...]
    text: str


def choices(desk: Desk) -> tuple[Choice, ...]:
    """Everybody who is missing now, then who came back, newest first."""
    return desk.ask(_choices)


def _choices(view: View) -> tuple[Choice, ...]:
    found = sorted(locate.all_episodes(view), key=lambda each: (not each.open, -each.happened.agency_learned))
    made = []
    for each in found:
        record = youths.youth(view, each.youth)
        who = initials(record.names.value.chosen) if record else "?"
        state = _("missing") if each.open else _("back")
        made.append(Choice(each.youth, each.id, f"{who}, {state}, {moment(each.happened.agency_learned)}"))
    return tuple(made)


def make(
    desk: Desk, youth: str, episode: str, kind: str, picked: frozenset[str] = frozenset(), language: str = "en", reader: str = ""
) -> Made:
    """Compose a paper and draw it."""
    wanted = PaperKind(kind)
    to = reader or READER[wanted]
    paper = desk.ask(paper_for, youth, episode, wanted, to, "", picked, language)
    if wanted in _TEXTS:
        return Made(paper, (), _text(paper))
    return Made(paper, printing.pages(paper), "")


def _text(paper: Paper) -> str:
    if paper.kind is PaperKind.RADIO_CARD:
        return message(paper)
    written = email(paper)
    return f"{written.subject}\n\n{written.body}"


def give(
    desk: Desk,
    youth: str,
    episode: str,
    paper: Paper,
    how: Literal["printed", "saved", "copied", "read_out", "shown"],
    to: Path | None,
) -> Changes[bytes]:
    """Record that a copy was given, then write it where the person said; a folder that takes no file is said, and recorded."""
    made = desk.do(acts.give, youth, episode, paper, how)
    desk.note_access(Access(what="saved" if how == "saved" else "printed", about=paper.kind.value))
    if to is not None:
        try:
            write_durably(to, printing.pdf(paper))
        except OSError as error:
            raise DestinationTrouble(
                _("The paper could not be written there ({why}).").format(why=error.strerror), _("Choose another folder.")
            ) from error
    return made
