"""The sections of a ready sheet in words: each as pairs of label and value, with its age (field-needs.md 2.2)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

import msgspec

from fieldapp import clock
from fieldapp.policy import ncic
from fieldapp.text import _, full_date, language, ngettext
from fieldapp.youth import model
from fieldapp.youth.model import Stated, Youth

STALE_DAYS = 90
"""After how many days a section of the ready sheet wants a look."""

Pairs = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Section:
    """One section: its words by label, when it was last stated (ms UTC), its age in days, and whether it wants a look."""

    name: str
    title: str
    icon: str
    pairs: Pairs
    at: int | None
    days: int
    stale: bool
    twice: bool


_ICONS = {
    "photo": "image", "description": "user", "reach": "smartphone", "health": "heart-pulse", "around": "map-pin",
    "own_words": "message-square", "placement": "house", "standing": "gavel", "tribes": "users",
}  # fmt: skip


def titles() -> dict[str, str]:
    """The title of every section, by the name that its statements go by."""
    return {
        "names": _("Names"),
        "photo": _("Photo"),
        "description": _("Description"),
        "reach": _("Phones and accounts"),
        "health": _("Medicine and dangers"),
        "around": _("Places and people"),
        "own_words": _("In the youth's own words"),
        "placement": _("Placement"),
        "standing": _("Jurisdiction and numbers"),
        "tribes": _("Tribes"),
    }


def sections(record: Youth, now: int) -> Iterator[Section]:
    """Every section in the order of the page."""
    named = titles()
    for name, icon in _ICONS.items():
        stated = _newest(record) if name == "photo" else getattr(record, name)
        yield _section(name, named[name], icon, stated, now)


def _newest(record: Youth) -> Stated[model.Photo] | None:
    return max(record.photos.values(), key=lambda each: (each.value.liked, each.at), default=None)


def _section(name: str, title: str, icon: str, stated: Stated[Any] | None, now: int) -> Section:
    pairs = pairs_of(stated.value) if stated else ()
    if stated is None or not pairs:
        return Section(name, title, icon, (), None, 0, stale=True, twice=bool(stated and stated.others))
    days = max(0, now - stated.at) // clock.DAY
    return Section(name, title, icon, pairs, stated.at, days, stale=days > STALE_DAYS, twice=bool(stated.others))


def age_words(days: int) -> str:
    """How old a section is."""
    months = days // 30
    return _("{n} months old").format(n=months) if months > 3 else ngettext("{n} day old", "{n} days old", days).format(n=days)


def day_words(iso: str | None) -> str:
    """A day as read on a page: "15 Aug 2026"; what is no date stays as it was stated."""
    try:
        day = date.fromisoformat(iso or "")
    except ValueError:
        return iso or ""
    return full_date(day)


def words_of(value: msgspec.Struct) -> str:
    """A value in one line."""
    if isinstance(value, model.Contact | model.Concern) and value.removed:
        return _("{name}, taken out").format(name=value.name)
    return " · ".join(f"{words}" for _label, words in pairs_of(value)) or _("nothing")


def pairs_of(value: msgspec.Struct) -> Pairs:
    """A value as pairs of label and words; what nobody knows is left out."""
    kinds = {
        model.Names: _names, model.Standing: _standing, model.Placement: _placement, model.Tribes: _tribes,
        model.Description: _description, model.Health: _health, model.Reach: _reach, model.Around: _around,
        model.OwnWords: _own_words, model.Photo: _photo, model.Contact: _contact, model.Concern: _concern,
    }  # fmt: skip
    pairs = kinds[type(value)](value)  # type: ignore[operator]
    return tuple((label, words) for label, words in pairs if words)


def _names(value: model.Names) -> Pairs:
    return (
        (_("Chosen"), value.chosen),
        (_("Legal"), value.legal),
        (_("Other"), ", ".join(value.other)),
        (_("Pronouns"), value.pronouns),
        (_("Language"), value.language),
        (_("Interpreter"), value.interpreter),
    )


def jurisdiction_words(value: model.Standing) -> str:
    """Jurisdiction and who leads."""
    kinds = {
        "dependent": _("dependent"), "ward": _("ward"), "dual": _("dual status"), "transition": _("transition"),
        "voluntary": _("voluntary"), "in_home": _("in home"), "tribal": _("tribal court"),
    }  # fmt: skip
    leads = {"child_welfare": _("child welfare leads"), "probation": _("probation leads")}
    return ", ".join(part for part in (kinds.get(value.jurisdiction or "", ""), leads.get(value.lead_agency or "", "")) if part)


def _standing(value: model.Standing) -> Pairs:
    answers = {True: _("yes"), False: _("no")}
    seen = ", ".join(part for part in (value.last_seen_county, value.last_seen_state) if part)
    return (
        (_("Born"), day_words(value.born)),
        (_("Jurisdiction"), jurisdiction_words(value)),
        (_("In care"), answers.get(value.in_care, "") if value.in_care is not None else ""),
        (_("Court county"), value.court_county),
        (_("Placed in"), value.placement_county),
        (_("Last seen in"), seen),
        (_("CWS/CMS"), value.cws_client_id),
        (_("Court no."), value.court_number),
        (_("Probation no."), value.probation_number),
    )


def _placement(value: model.Placement) -> Pairs:
    return (
        (_("Home"), value.name),
        (_("Since"), day_words(value.since)),
        (_("Address"), value.address),
        (_("Phone"), value.phone),
        (_("Caregiver"), value.caregiver),
    )


def _tribes(value: model.Tribes) -> Pairs:
    known = {True: _("yes"), "reason_to_know": _("reason to know, treated as yes"), False: _("no")}
    child = known[value.indian_child] if value.indian_child is not None else ""
    return ((_("Indian child"), child), (_("Tribes"), ", ".join(value.names)))


def _description(value: model.Description) -> Pairs:
    height = _("{feet} ft {inches} in").format(feet=value.height // 12, inches=value.height % 12) if value.height else ""
    weight = _("{n} lb").format(n=value.weight) if value.weight else ""
    people = (_coded("sex", value.sex), _coded("race", value.race), _coded("ethnicity", value.ethnicity))
    return (
        (_("Height"), ", ".join(part for part in (height, weight) if part)),
        (_("Hair, eyes"), "; ".join(part for part in (_coded("hair", value.hair), _coded("eyes", value.eyes)) if part)),
        (_("Marks"), "; ".join(mark.words or _coded("mark", mark.code) for mark in value.marks)),
        (_("Wears"), value.wears),
        (_("For police"), "; ".join(part for part in (*people, _coded("skin", value.skin)) if part)),
    )


def _coded(name: str, code: str) -> str:
    return ncic.vocabulary()[name].words(code, language()) if code else ""


def _health(value: model.Health) -> Pairs:
    return (
        (_("Medicine"), value.medication),
        (_("Self-harm"), value.suicidality),
        (_("Other risk"), value.other_risk),
    )


def _reach(value: model.Reach) -> Pairs:
    phones = [each for each in value.handles if each.service == "phone"]
    accounts = [each for each in value.handles if each.service != "phone"]
    online = [f"{each.service} {day_words(each.last_online)}" for each in value.handles if each.last_online]
    watch = ", ".join(part for part in (value.monitor, value.monitor_line, value.monitor_last_point) if part)
    return (
        (_("Phone"), "; ".join(", ".join(part for part in (each.value, each.carrier, each.note) if part) for each in phones)),
        (_("Last online"), "; ".join(online)),
        (_("Handles"), "; ".join(f"{each.service} {each.value}" for each in accounts)),
        (_("Rides, pay"), value.rides_and_pay),
        (_("Monitoring"), watch),
    )


def _around(value: model.Around) -> Pairs:
    people = [_("{name} (minor)").format(name=each.name) if each.minor else each.name for each in value.associates]
    return ((_("Goes to"), "; ".join(value.places)), (_("With"), "; ".join(people)))


def _own_words(value: model.OwnWords) -> Pairs:
    return (
        (_("Call"), value.whom_to_call),
        (_("Don't tell"), value.whom_not_to_tell),
        (_("Reach me"), value.how_to_reach_me),
        (_("Back by"), value.what_would_bring_me_back),
    )


def _photo(value: model.Photo) -> Pairs:
    taken = day_words(value.taken_on) or _("day not known")
    return ((_("Taken"), _("{day}, the youth likes it").format(day=taken) if value.liked else taken),)


def tell_words(value: model.Contact) -> str:
    """Whether a contact may be told."""
    known = {"tell": _("tell"), "through_attorney": _("by attorney"), "do_not_tell": _("do not tell")}
    return known[value.tell]


def relation_words(value: model.Contact) -> str:
    """Who a contact is."""
    known = {
        "parent": _("parent"), "guardian": _("guardian"), "indian_custodian": _("Indian custodian"),
        "parents_attorney": _("parents' attorney"), "youth_attorney": _("youth's attorney"), "casa": "CASA",
        "sibling": _("sibling"), "caregiver": _("caregiver"), "tribe": _("tribe"), "tribal_police": _("tribal police"),
        "court": _("court"), "relative": _("relative"), "friend": _("friend"), "school": _("school"), "other": _("other"),
    }  # fmt: skip
    return known[value.relation]


def _contact(value: model.Contact) -> Pairs:
    return (
        (_("Name"), value.name),
        (_("Who"), relation_words(value)),
        (_("Ways"), ", ".join(each.value for each in value.channels)),
        (_("Told?"), tell_words(value)),
        (_("Order"), value.order),
        (_("Decided by"), value.decided_by),
        (_("Review"), day_words(value.review_on)),
        (_("Language"), value.language),
        (_("Interpreter"), value.interpreter),
        (_("Voicemail"), _("voicemail OK") if value.voicemail_ok else ""),
        (_("Placement"), _("may know the placement") if value.may_know_placement else ""),
        (_("Safe"), _("safe person") if value.safe_person else ""),
    )


def _concern(value: model.Concern) -> Pairs:
    return (
        (_("Name"), value.name),
        (_("Description"), value.description),
        (_("Numbers"), ", ".join(value.phones)),
        (_("Vehicle"), value.vehicle),
    )
