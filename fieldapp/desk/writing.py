"""Telling people in writing: one redacted text a recipient, and the act that records each as a notice of its own (P8)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from fieldapp.agenda import acts, queries
from fieldapp.agenda.model import Line, Proof
from fieldapp.agenda.queries import Occasion
from fieldapp.desk.county import county
from fieldapp.desk.desk import opens_youth
from fieldapp.desk.papers import case_facts
from fieldapp.desk.reaching import Whom, purpose, whom
from fieldapp.desk.recipients import BY_PHONE
from fieldapp.errors import BadInput, NotAllowed
from fieldapp.ledger.work import View, Work
from fieldapp.locate import queries as locate
from fieldapp.policy import disclosure
from fieldapp.report.compose import compose
from fieldapp.report.facts import CaseFacts
from fieldapp.report.mail import email
from fieldapp.report.model import Asked, Included, LeftOut, Paper, PaperKind, Stamp
from fieldapp.text import _
from fieldapp.youth import queries as youths

_FOUND = "return"
"""The row of the matrix that says that a youth was found."""


@dataclass(frozen=True, slots=True)
class Choice:
    """What a person chose for one text: its language ("" as the recipient speaks) and what they said yes to."""

    language: str = ""
    picked: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Letter:
    """The text for one recipient. why_not: why nothing can be written to them, "" where it can · other_way: how else to reach
    them · in_writing: they are told in writing first · asked: what the text would also say after a yes.
    """

    line: Line
    whom: Whom
    address: str
    subject: str
    body: str
    language: str
    included: tuple[Included, ...]
    left_out: tuple[LeftOut, ...]
    asked: tuple[Asked, ...]
    why_not: str
    other_way: str
    in_writing: bool

    @property
    def ready(self) -> bool:
        """Whether the text can be copied now: somebody to write to, and not told yet."""
        return not self.why_not and self.line.state in {"open", "begun"}

    @property
    def text(self) -> str:
        """Everything, as it is copied."""
        return f"{self.address}\n{self.subject}\n\n{self.body}"


@dataclass(frozen=True, slots=True)
class Letters:
    """Everybody whom an episode's lines tell, in the order in which they are told. name: whom it is about."""

    youth: str
    episode: str
    name: str
    letters: tuple[Letter, ...]


@opens_youth
def letters(view: View, youth: str, episode: str, chosen: Mapping[str, Choice] | None = None) -> Letters | None:
    """The texts of an episode. chosen: by key of the line."""
    record = youths.youth(view, youth)
    if record is None:
        return None
    home, facts, chosen = county(view), case_facts(view, youth, episode), chosen or {}
    lines = queries.lines(view, locate.group(view, episode))
    told = [each for each in lines if (each.first.recipient or each.first.one_of) and each.first.applies == "yes"]
    once = [each for each in told if not each.first.ongoing]
    made = (_letter(view, facts, each, whom(home, record, each, view.now), chosen.get(each.key, Choice())) for each in once)
    return Letters(youth, episode, record.names.value.chosen, tuple(sorted(made, key=lambda each: not each.in_writing)))


def _letter(view: View, facts: CaseFacts, line: Line, to: Whom, choice: Choice) -> Letter:
    language = choice.language or to.spoken
    ours = replace(facts, name_for_family=to.name_to_use, purpose=purpose(line))
    paper = _paper(view, ours, to, choice.picked, language)
    written = email(paper)
    address = next((way.value for way in to.by("email")), "") if to.takes_email else ""
    why_not, other_way = _way(to, written.body, address)
    if not why_not and purpose(line) == "found" and _FOUND not in {each.field for each in paper.included}:
        why_not, other_way = _("Decide first whether they may know"), _("Is everybody safe if they do?")
    open_fields = frozenset(each.field for each in paper.asked)
    would = {each.field for each in _paper(view, ours, to, open_fields, language).included}
    return Letter(
        line=line,
        whom=to,
        address="" if why_not else address,
        subject="" if why_not else written.subject,
        body="" if why_not else written.body,
        language=language,
        included=paper.included,
        left_out=paper.left_out,
        asked=tuple(each for each in paper.asked if each.field in would),
        why_not=why_not,
        other_way=other_way,
        in_writing=not {line.first.recipient, *line.first.one_of} & BY_PHONE,
    )


def _paper(view: View, facts: CaseFacts, to: Whom, picked: frozenset[str], language: str) -> Paper:
    stamp = Stamp(recipient_name=to.name, made_at=view.now, made_by=view.me.name)
    return compose(PaperKind.EMAIL_TEXT, facts, disclosure.matrix(), to.reader, picked, language, stamp)


def _way(to: Whom, body: str, address: str) -> tuple[str, str]:
    """Why nothing can be written, and how else they are reached; two empty texts where it can."""
    if to.forbidden:
        return _("Do not tell: {ground}").format(ground=to.forbidden), ""
    if address and body:
        return "", ""
    for kind, said in (("phone", _("by phone {number}")), ("fax", _("by fax {number}")), ("post", _("by post"))):
        way = next(iter(to.by(kind)), None)
        if way is not None:
            return _("Takes no e-mail"), said.format(number=way.value)
    return to.limit or _("No way to reach them is entered"), ""


@dataclass(frozen=True, slots=True)
class Written:
    """A text that was recorded as written: to whom, what, and the notice that says so."""

    name: str
    text: str
    notice: bytes


def write_to(work: Work, youth: str, episode: str, chosen: Mapping[str, Choice], late_reason: str = "") -> tuple[Written, ...]:
    """Record each chosen text as a notice of its own, all in one commit; returns each as recorded.

    NotAllowed for somebody who must not be told, BadInput for whoever takes no e-mail: then nothing is recorded at all.
    """
    made = letters(work, youth, episode, chosen)
    by_key = {each.line.key: each for each in made.letters} if made else {}
    texts: list[Written] = []
    for key, choice in chosen.items():
        letter = by_key.get(key)
        if letter is None:
            raise BadInput("line", _("There is nobody to write to here."), _("Open the episode again."))
        _check(letter)
        occasion = Occasion(letter.line.youth, letter.line.occasion)
        notice = acts.record_notice(work, occasion, key, _proof(work, letter, choice, late_reason))
        texts.append(Written(letter.whom.name, letter.text, notice))
    return tuple(texts)


def not_sent(work: Work, written: Iterable[Written], reason: str) -> None:
    """Texts that were copied and then not sent after all: each notice is taken back, all in one commit."""
    for each in written:
        acts.take_back(work, each.notice, reason)


def _check(letter: Letter) -> None:
    if letter.whom.forbidden:
        raise NotAllowed(letter.why_not, _("Nothing was written and nothing was recorded."))
    if letter.why_not:
        raise BadInput("line", f"{letter.whom.name}: {letter.why_not}.", letter.other_way)


def _proof(work: Work, letter: Letter, choice: Choice, late_reason: str) -> Proof:
    late = letter.line.due is not None and work.now > letter.line.due
    return Proof(
        outcome="sent",
        made_at=work.now,
        channel="email",
        to_whom=f"{letter.whom.name} <{letter.address}>",
        shared=tuple(each.field for each in letter.included),
        language=choice.language or letter.language,
        late_reason=late_reason if late else "",
    )
