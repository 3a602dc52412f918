"""One youth as the youth's page shows it: the record by section, its episodes, and what is open for them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from fieldapp import clock
from fieldapp.desk.desk import opens_youth
from fieldapp.ledger.work import View
from fieldapp.locate import queries as locate
from fieldapp.locate.model import Episode
from fieldapp.text import _
from fieldapp.youth import queries as youths
from fieldapp.youth.model import Stated, Youth

STALE_DAYS = 90
"""After how many days a section of the ready sheet wants a look (field-needs.md 2.2)."""


@dataclass(frozen=True, slots=True)
class Section:
    """One section of the ready sheet: its words, when it was last stated (ms UTC), and whether it wants a look."""

    name: str
    title: str
    icon: str
    said: str
    at: int | None
    stale: bool
    twice: bool


@dataclass(frozen=True, slots=True)
class Youthfile:
    """Everything on the page."""

    youth: Youth
    age: int | None
    sections: tuple[Section, ...]
    episodes: tuple[Episode, ...]


@opens_youth
def youthfile(view: View, youth_id: str) -> Youthfile | None:
    """The page of a youth; None where the record is not in this store."""
    record = youths.youth(view, youth_id)
    if record is None:
        return None
    episodes = [each for one in youths.records_of(view, youth_id) for each in locate.episodes(view, one)]
    return Youthfile(record, _age(record, view.now), tuple(_sections(record, view.now)), tuple(episodes))


def _age(record: Youth, now: int) -> int | None:
    born = record.standing.value.born if record.standing else None
    if born is None:
        return None
    day, today = date.fromisoformat(born), clock.day(now)
    return today.year - day.year - ((today.month, today.day) < (day.month, day.day))


def _sections(record: Youth, now: int) -> Iterator[Section]:
    yield _section("standing", _("Jurisdiction and numbers"), "gavel", record.standing, now, _standing)
    yield _section("placement", _("Placement"), "house", record.placement, now, _placement)
    yield _section("tribes", _("Tribes"), "users", record.tribes, now, _tribes)
    yield _section("description", _("Description"), "user", record.description, now, _description)
    yield _section("health", _("Medicine and dangers"), "heart-pulse", record.health, now, _health)
    yield _section("reach", _("Phones and accounts"), "smartphone", record.reach, now, _reach)
    yield _section("around", _("Places and people"), "map", record.around, now, _around)
    newest = max(record.photos.values(), key=lambda each: each.at, default=None)
    yield _section("photo", _("Photo"), "image", newest, now, lambda photo: photo.taken_on or _("day not known"))


def _section(name: str, title: str, icon: str, stated: Stated[Any] | None, now: int, words: Any) -> Section:  # noqa: ANN401
    if stated is None:
        return Section(name, title, icon, _("nothing yet"), None, stale=True, twice=False)
    old = now - stated.at > STALE_DAYS * clock.DAY
    return Section(name, title, icon, words(stated.value) or _("nothing yet"), stated.at, stale=old, twice=bool(stated.others))


def _joined(parts: Iterable[object]) -> str:
    return " · ".join(str(part) for part in parts if part)


def _standing(value: Any) -> str:  # noqa: ANN401 - one of the section values
    return _joined((value.born, value.jurisdiction, value.court_county, value.court_number, value.cws_client_id))


def _placement(value: Any) -> str:  # noqa: ANN401
    return _joined((value.name, value.address, value.phone, value.caregiver))


def _tribes(value: Any) -> str:  # noqa: ANN401
    known = {True: _("Indian child"), "reason_to_know": _("reason to know"), False: _("not an Indian child")}
    return _joined((known.get(value.indian_child, ""), *value.names))


def _description(value: Any) -> str:  # noqa: ANN401
    height = f"{value.height // 12} ft {value.height % 12} in" if value.height else ""
    weight = f"{value.weight} lb" if value.weight else ""
    return _joined(
        (value.sex, value.race, height, weight, value.hair, value.eyes, *(mark.words for mark in value.marks), value.wears)
    )


def _health(value: Any) -> str:  # noqa: ANN401
    return _joined((value.medication, value.suicidality, value.other_risk))


def _reach(value: Any) -> str:  # noqa: ANN401
    return _joined(f"{each.service} {each.value}" for each in value.handles)


def _around(value: Any) -> str:  # noqa: ANN401
    return _joined((*value.places, *(each.name for each in value.associates)))
