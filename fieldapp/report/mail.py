"""The e-mail for each recipient: what may be said, signed by the office, under a subject that says nothing."""

from __future__ import annotations

from dataclasses import dataclass

from fieldapp.report import sentences
from fieldapp.report.model import Line, Paper, Section
from fieldapp.report.told import Told
from fieldapp.text import _


@dataclass(frozen=True, slots=True)
class Email:
    """An e-mail ready to copy. The subject is the same for everybody and names nobody (P8)."""

    subject: str
    body: str


def letter(told: Told) -> tuple[Section, ...]:
    """Subject; then the sentences of the family that the recipient belongs to, and who signs.

    Nothing for a recipient without a letter.
    """
    listed = sentences.letters()
    said = tuple(line for one in listed.letter(told.recipient, told.purpose) for line in sentences.line(one, told))
    if not said:
        return ()
    practice = (Line("", "", listed.practice.say(told.language)),) if told.office["practice"] else ()
    signed = "\n".join(part for part in (told.office["worker"], told.office["office"], told.office["phone_24h"]) if part)
    subject = Line("", _("Subject"), listed.subject.say(told.language))
    return (Section(lines=(subject,)), Section(lines=(*practice, *said, Line("", "", signed))))


def email(paper: Paper) -> Email:
    """The text of an e-mail paper; both parts are empty for a recipient without a letter."""
    if not paper.sections:
        return Email("", "")
    subject, body = paper.sections
    return Email(subject.lines[0].value, "\n\n".join(line.value for line in body.lines))
