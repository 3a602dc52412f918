"""The e-mail for each recipient: what may be said, signed by the office, under a subject that says nothing."""

from __future__ import annotations

from dataclasses import dataclass

from fieldapp.report import sentences
from fieldapp.report.model import Paper, Section
from fieldapp.report.told import Told


@dataclass(frozen=True, slots=True)
class Email:
    """An e-mail ready to copy. The subject is the same for everybody and names nobody (P8)."""

    subject: str
    body: str


def letter(told: Told) -> tuple[Section, ...]:
    """The sentences of the family that the recipient belongs to; nothing for a recipient without a letter."""
    listed = sentences.letters()
    family = listed.families.get(told.recipient, "")
    said = tuple(line for one in listed.letters.get(family, ()) for line in sentences.line(one, told))
    return (Section(lines=said),)


def email(paper: Paper) -> Email:
    """The text of an e-mail paper, signed by the office."""
    listed = sentences.letters()
    body = [line.value for section in paper.sections for line in section.lines]
    office = (paper.made_by, paper.letterhead.office, paper.letterhead.phone_24h)
    signed = "\n".join(part for part in office if part)
    practice = [listed.practice.say(paper.language)] if paper.practice else []
    return Email(listed.subject.say(paper.language), "\n\n".join([*practice, *body, signed]))
