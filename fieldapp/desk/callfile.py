"""A call as call mode shows it: whom and by which number, what to say through the matrix, and what was kept of it (P69)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from fieldapp.agenda import queries as agenda
from fieldapp.agenda.model import CallKept, Line
from fieldapp.county.model import County
from fieldapp.desk.access import Access
from fieldapp.desk.county import county
from fieldapp.desk.desk import Desk, opens_youth
from fieldapp.desk.papers import case_facts
from fieldapp.desk.reaching import Whom, purpose, whom
from fieldapp.desk.recipients import BY_PHONE
from fieldapp.ledger.work import View
from fieldapp.locate import queries as locate
from fieldapp.policy import disclosure
from fieldapp.report.compose import compose
from fieldapp.report.facts import CaseFacts
from fieldapp.report.model import Asked, LeftOut, Paper, PaperKind, Stamp
from fieldapp.report.model import Line as Said
from fieldapp.text import _
from fieldapp.youth import queries as youths
from fieldapp.youth.model import Youth


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of what is said; filled came from the case, blank is not known."""

    text: str
    filled: bool = False
    blank: bool = False


@dataclass(frozen=True, slots=True)
class Say:
    """One line of the script. fields: rows of the matrix it tells · held: those of the part read only while a key is held."""

    label: str
    pieces: tuple[Piece, ...]
    fields: tuple[str, ...]
    held: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """The line in one."""
        return "".join(piece.text for piece in self.pieces)


@dataclass(frozen=True, slots=True)
class Callfile:
    """Everything on the page of a call. machine: the words for a voicemail · refused: what may be read out · laws: (law, what it
    says) · asked: what a person decides before it is said · left_out: what is kept from this recipient, and why.
    """

    youth: str
    episode: str
    line: Line
    whom: Whom
    language: str
    say: tuple[Say, ...]
    machine: str
    refused: str
    laws: tuple[tuple[str, str], ...]
    asked: tuple[Asked, ...]
    left_out: tuple[LeftOut, ...]
    kept: CallKept | None


@opens_youth
def callfile(
    view: View, youth: str, episode: str, line: str, language: str = "", picked: frozenset[str] = frozenset()
) -> Callfile | None:
    """The call about a line of an episode ("" for the next one to be called); None where there is none."""
    found = _found(view, youth, episode, line)
    if found is None:
        return None
    home, record, about = found
    to = whom(home, record, about, view.now)
    kept = agenda.kept_call(view, about.occasion, about.key)
    spoken = language or (kept.language if kept else "") or to.spoken
    wanted = picked or (frozenset(kept.picked) if kept else frozenset())
    facts = _facts(view, youth, episode, about, to)
    paper = _script(view, facts, to, wanted, spoken)
    said, machine, refused = paper.sections
    return Callfile(
        youth=youth,
        episode=about.occasion,
        line=about,
        whom=to,
        language=spoken,
        say=() if to.forbidden else tuple(_say(said.lines)),
        machine=machine.lines[0].value,
        refused=refused.lines[0].value,
        laws=tuple((each.label, each.value) for each in refused.lines[1:]),
        asked=_asked(view, facts, to, paper, spoken),
        left_out=paper.left_out,
        kept=kept,
    )


def held_line(desk: Desk, youth: str, episode: str, line: str, language: str, picked: frozenset[str], place: int) -> str:
    """What of a line of the script is read only while a key is held; writes that somebody looked, before anything is shown."""
    desk.note_access(Access(what="looked_restricted", about=youth))
    return desk.ask(_held, youth, episode, line, language, picked, place)


def _held(view: View, youth: str, episode: str, line: str, language: str, picked: frozenset[str], place: int) -> str:
    found = _found(view, youth, episode, line)
    if found is None:
        return ""
    home, record, about = found
    to = whom(home, record, about, view.now)
    if to.forbidden:
        return ""
    groups = _grouped(_script(view, _facts(view, youth, episode, about, to), to, picked, language).sections[0].lines)
    return " ".join(each.value for each in groups[place] if each.held) if place < len(groups) else ""


def _found(view: View, youth: str, episode: str, line: str) -> tuple[County, Youth, Line] | None:
    record = youths.youth(view, youth)
    if record is None:
        return None
    lines = [each for each in agenda.lines(view, locate.group(view, episode)) if each.first.recipient or each.first.one_of]
    about = next((each for each in lines if each.key == line), None) if line else _next(lines)
    return (county(view), record, about) if about else None


def _next(lines: Sequence[Line]) -> Line | None:
    """Who is called next: the first by phone that is not settled, else whoever there is."""
    by_phone = [each for each in lines if {each.first.recipient, *each.first.one_of} & BY_PHONE and not each.first.ongoing]
    waiting = (each for each in by_phone if each.state in {"open", "begun"})
    return next(waiting, None) or next(iter(lines), None)


def _facts(view: View, youth: str, episode: str, about: Line, to: Whom) -> CaseFacts:
    return replace(case_facts(view, youth, episode), name_for_family=to.name_to_use, purpose=purpose(about))


def _script(view: View, facts: CaseFacts, to: Whom, picked: frozenset[str], language: str) -> Paper:
    stamp = Stamp(recipient_name=to.name, made_at=view.now, made_by=view.me.name)
    return compose(PaperKind.CALL_SCRIPT, facts, disclosure.matrix(), to.reader, picked, language, stamp)


def _asked(view: View, facts: CaseFacts, to: Whom, paper: Paper, language: str) -> tuple[Asked, ...]:
    """What would be said if a person said yes: only that is worth deciding in this call."""
    open_fields = frozenset(each.field for each in paper.asked)
    fuller = _script(view, facts, to, open_fields, language)
    would = {each.field for each in fuller.included}
    return tuple(each for each in paper.asked if each.field in would)


def _grouped(lines: Sequence[Said]) -> list[list[Said]]:
    """The lines of each sentence: the open one, the held one, or both."""
    groups: list[list[Said]] = []
    for each in lines:
        if each.held and groups and groups[-1][0].label == each.label:
            groups[-1].append(each)
        else:
            groups.append([each])
    return groups


def _say(lines: Sequence[Said]) -> Iterable[Say]:
    for group in _grouped(lines):
        shown = [each for each in group if not each.held]
        runs = [run for each in shown for run in each.runs]
        yield Say(
            label=shown[0].label if shown else _("For this call only"),
            pieces=tuple(Piece(run.text, run.filled, run.blank) for run in runs),
            fields=_fields(shown),
            held=_fields([each for each in group if each.held]),
        )


def _fields(lines: Sequence[Said]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(field for each in lines for field in each.fields))
