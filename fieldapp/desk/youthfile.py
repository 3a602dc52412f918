"""One youth as the youth's page shows it: the record by section, what two people stated at the same time, alarms, episodes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

import msgspec

from fieldapp import clock
from fieldapp.desk import sections, team
from fieldapp.desk.desk import Desk, opens_youth
from fieldapp.desk.openitems import OpenItem, open_items
from fieldapp.desk.sections import Section
from fieldapp.errors import FieldError
from fieldapp.ledger.work import View
from fieldapp.locate import queries as locate
from fieldapp.locate.model import Episode
from fieldapp.youth import queries as youths
from fieldapp.youth.checks import Alarm, alarms
from fieldapp.youth.model import Photo, Stated, Youth

_MANY = {"youth.contact": "contacts", "youth.concern": "concerns"}


@dataclass(frozen=True, slots=True)
class Version:
    """One of several values of a section, past or at the same time. words: as read on the page · by: a name."""

    value: msgspec.Struct
    words: str
    at: int
    by: str
    reason: str
    counts: bool


@dataclass(frozen=True, slots=True)
class Twice:
    """A section that people stated at the same time, until a person decides."""

    subject: str
    title: str
    versions: tuple[Version, ...]


@dataclass(frozen=True, slots=True)
class Youthfile:
    """Everything on the page. picture: the photo's bytes, empty where there is none or its file has not come."""

    youth: Youth
    age: int | None
    sections: tuple[Section, ...]
    episodes: tuple[Episode, ...]
    alarms: tuple[Alarm, ...]
    open: tuple[OpenItem, ...]
    photo: str
    picture: bytes = b""
    twice: tuple[Twice, ...] = ()


@opens_youth
def youthfile(view: View, youth_id: str) -> Youthfile | None:
    """The page of a youth; None where the record is not in this store."""
    record = youths.youth(view, youth_id)
    if record is None:
        return None
    episodes = [each for one in youths.records_of(view, youth_id) for each in locate.episodes(view, one)]
    photo = _shown_photo(record)
    return Youthfile(
        youth=record,
        age=_age(record, view.now),
        sections=tuple(sections.sections(record, view.now)),
        episodes=tuple(episodes),
        alarms=tuple(alarms(record)),
        open=tuple(open_items(view, record, episodes)),
        photo=photo,
        picture=picture_of(view, record),
    )


def page_of(desk: Desk, youth_id: str) -> Youthfile | None:
    """The same with the names of those who stated something at the same time."""
    file = desk.ask(youthfile, youth_id)
    if file is None:
        return None
    found = (Twice(subject, title, _now(desk, youth_id, subject)) for subject, title in _stated_twice(file))
    return replace(file, twice=tuple(found))


def versions(desk: Desk, youth_id: str, subject: str) -> tuple[Version, ...]:
    """Everything that was ever stated of a section, newest first, with who stated it."""
    names = team.names(desk)
    listed = desk.ask(youths.statements, youth_id, subject)
    return tuple(
        Version(each.value, sections.words_of(each.value), each.at, names.get(each.by, "?"), each.reason, each.counts)
        for each in listed
    )


def _now(desk: Desk, youth_id: str, subject: str) -> tuple[Version, ...]:
    return tuple(each for each in versions(desk, youth_id, subject) if each.counts)


def _stated_twice(file: Youthfile) -> Iterator[tuple[str, str]]:
    """(subject, title) of each section with more than one present value."""
    for name, title in sections.titles().items():
        stated = getattr(file.youth, name, None)
        if isinstance(stated, Stated) and stated.others:
            yield f"youth.{name}", title
    for kind, plural in _MANY.items():
        held: dict[str, Stated[msgspec.Struct]] = getattr(file.youth, plural)
        for own_id, each in held.items():
            if each.others:
                yield f"{kind}/{own_id}", sections.words_of(each.value).partition(" · ")[0]


def _shown_photo(record: Youth) -> str:
    """The one that the youth likes, of several the newest; "" where there is none."""
    order = sorted(record.photos, key=lambda each: (record.photos[each].value.liked, record.photos[each].at))
    return order[-1] if order else ""


def picture_of(view: View, record: Youth) -> bytes:
    """The photo that heads a page; empty where there is none or its file has not come."""
    photo = _shown_photo(record)
    return _picture(view, record.photos[photo].value) if photo else b""


def _picture(view: View, photo: Photo) -> bytes:
    try:
        return view.attachments.get(photo.file)
    except FieldError:
        return b""  # the entry has come and its file has not: the section says so


def _age(record: Youth, now: int) -> int | None:
    born = record.standing.value.born if record.standing else None
    if born is None:
        return None
    day, today = date.fromisoformat(born), clock.day(now)
    return today.year - day.year - ((today.month, today.day) < (day.month, day.day))
