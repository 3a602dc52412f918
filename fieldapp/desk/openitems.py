"""What is open for one youth: required contacts and steps of each episode, and limits on telling whose day of review has come."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from fieldapp import clock
from fieldapp.agenda import queries as agenda
from fieldapp.agenda.model import Line
from fieldapp.desk.sections import day_words
from fieldapp.determine import queries as actions
from fieldapp.ledger.work import View
from fieldapp.locate import queries as locate
from fieldapp.locate.model import Episode
from fieldapp.text import _, moment, ngettext
from fieldapp.youth.model import Youth


@dataclass(frozen=True, slots=True)
class OpenItem:
    """One thing that is open, in words. recipient: who is to be told, by their word; a page names them as it may (P26) ·
    youth, episode: where it is settled, "" on the youth's own page (contact: whose) · steps: on the page of next steps.
    """

    title: str
    words: str
    youth: str = ""
    episode: str = ""
    contact: str = ""
    recipient: str = ""
    steps: bool = False


def open_items(view: View, record: Youth, episodes: Iterable[Episode]) -> Iterator[OpenItem]:
    """What is open, episodes first, then what is outside any."""
    for episode in episodes:
        yield from _of_episode(view, episode)
    yield from _beyond(view, record)
    today = clock.day(view.now).isoformat()
    for own, each in record.contacts.items():
        contact = each.value
        if contact.tell != "tell" and contact.review_on and contact.review_on <= today:
            title = _("Look again: {name}, may be told?").format(name=contact.name)
            yield OpenItem(title, _("review was due {day}").format(day=day_words(contact.review_on)), contact=own)


def _of_episode(view: View, episode: Episode) -> Iterator[OpenItem]:
    """Its required contacts as one item, its steps as another."""
    for item in _of_lines(agenda.lines(view, locate.group(view, episode.id))):
        yield replace(item, youth=episode.youth, episode=episode.id)


def _beyond(view: View, record: Youth) -> Iterator[OpenItem]:
    """Contacts and steps outside any episode, and how many steps are proposed."""
    records = (record.id, *record.joined)
    inside = locate.ids(view, records)
    own = [each for one in records for each in agenda.occasions(view, one) if each.id not in inside]
    for item in _of_lines([line for each in own for line in agenda.lines(view, [each])]):
        yield replace(item, steps=True)
    count = sum(each.state == "proposed" for each in actions.actions(view, record.id))
    if count:
        title = ngettext("{n} step is proposed", "{n} steps are proposed", count).format(n=count)
        yield OpenItem(title, _("take up or decline"), steps=True)


def _of_lines(lines: Iterable[Line]) -> Iterator[OpenItem]:
    """Of contacts and of steps the first, and how many follow."""
    ours = [each for each in lines if each.first.kind == "duty" and each.first.applies == "yes" and not each.first.ongoing]
    open_ones = [each for each in ours if each.state in {"open", "begun"}]
    told = [each for each in open_ones if each.first.recipient or each.first.one_of]
    steps = [each for each in open_ones if each not in told]
    for found, words in ((told, _("required contact")), (steps, _("required step"))):
        if found:
            first, more = found[0], len(found) - 1
            due = _("by {when}").format(when=moment(first.due)) if first.due else ""
            rest = ngettext("{n} more", "{n} more", more).format(n=more) if more else ""
            said = " · ".join(part for part in (words, due, rest) if part)
            to = first.first.recipient or next(iter(first.first.one_of), "")
            yield OpenItem(first.first.title_en, said, recipient=to)
