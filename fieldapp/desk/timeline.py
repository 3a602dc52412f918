"""The timeline of an absence: the instants that count, every contact and attempt, every search; newest first (P68)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from fieldapp.agenda.model import Line, Made
from fieldapp.agenda.wording import outcome_words
from fieldapp.desk.recipients import recipient_words
from fieldapp.locate.model import Episode
from fieldapp.locate.wording import ending_words, moment_words
from fieldapp.text import _, moment
from fieldapp.youth.model import Youth

Mark = Literal["event", "learned", "seen", "found"]


_GOOD = frozenset({"located", "recovered", "returned", "back_before_any_call", "hospital", "out_of_state", "juvenile_hall"})
"""Endings whose point is drawn in the color of what is done; a death is not."""


@dataclass(frozen=True, slots=True)
class Happening:
    """One thing on the timeline. at: ms UTC, when it happened · mark: how its point is drawn."""

    at: int
    title: str
    text: str
    mark: Mark = "event"


def timeline(episode: Episode, lines: Iterable[Line], record: Youth) -> tuple[Happening, ...]:
    """Everything that happened, newest first."""
    found = [*_instants(episode), *_noted(episode), *_endings(episode), *_told(lines, record)]
    return tuple(sorted(found, key=lambda each: (each.at, each.mark == "learned"), reverse=True))


def _instants(episode: Episode) -> Iterator[Happening]:
    seen = episode.happened.last_seen
    if seen.at is not None:
        by = _("by {who}").format(who=seen.seen_by) if seen.seen_by else ""
        yield Happening(seen.at, _("Last seen"), ", ".join(part for part in (seen.place, by) if part), "seen")
    for each in episode.clocks:
        who = each.call.caller if each.call else ""
        text = _("{who} called; clock started").format(who=who) if who else _("clock started")
        yield Happening(each.learned, _("Agency learned"), text, "learned")
        if each.call is not None and each.call.police_told:
            told = ", ".join(part for part in (each.call.police_agency, each.call.police_number, each.call.police_by) if part)
            yield Happening(each.learned, _("The caller had told the police"), told)
    waiting = episode.waiting
    if waiting is not None:
        until = _("decide again {when}").format(when=moment(waiting.decide_again_at))
        yield Happening(episode.since, _("{who} decided to wait").format(who=waiting.decided_by), f"{waiting.why}; {until}")


def _noted(episode: Episode) -> Iterator[Happening]:
    for each in episode.timeline:
        yield Happening(each.at, moment_words(each.what), each.text)


def _endings(episode: Episode) -> Iterator[Happening]:
    for each in episode.ended:
        words = ", ".join(part for part in (each.place, each.note) if part)
        yield Happening(each.at, ending_words(each.what), words, "found" if each.what in _GOOD else "event")


def _told(lines: Iterable[Line], record: Youth) -> Iterator[Happening]:
    for line in lines:
        who = _who(line, record)
        for made in line.made:
            words = outcome_words(made.proof.outcome)
            title = f"{who}: {words}" if line.first.recipient or line.first.one_of else f"{_short(line)}: {words}"
            yield Happening(made.proof.made_at, title, _detail(made))


def _short(line: Line) -> str:
    return line.first.do or line.first.title_en


def _who(line: Line, record: Youth) -> str:
    contact = record.contacts.get(line.first.person)
    if contact is not None:
        return contact.value.name
    if line.first.person.startswith("="):
        return line.first.person[1:]
    return recipient_words(line.first.recipient or next(iter(line.first.one_of), "")).en


def _detail(made: Made) -> str:
    proof = made.proof
    again = _("try again {when}").format(when=moment(proof.try_again_at)) if proof.try_again_at else ""
    parts = (proof.number, proof.second_number, proof.to_whom or proof.agency, proof.note, again)
    return ", ".join(part for part in parts if part)
