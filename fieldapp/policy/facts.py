"""Facts: what is known of a youth and an episode, read from the keys of `fieldapp duties` and checked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from fieldapp import clock
from fieldapp.clock import Instant
from fieldapp.errors import BadInput
from fieldapp.policy.schema import INSTANTS
from fieldapp.text import _

Value = str | bool | int | date | None

CHOICES: dict[str, tuple[str | bool, ...]] = {
    "jurisdiction": ("dependent", "ward", "dual", "transition", "voluntary", "in_home", "tribal"),
    "lead_agency": ("child_welfare", "probation"),
    "whereabouts": ("unknown", "known_unapproved", "known_approved"),
    "cse": ("none", "at_risk", "victim"),
    "indian_child": (True, "reason_to_know", False),
}
YES_NO = (
    "in_care", "placement_order", "agency_supervises", "agency_treats_as_missing", "place_may_be_unsafe", "abducted",
    "left_unwillingly_or_at_substantial_risk", "indian_custodian", "tribal_police", "has_casa", "has_siblings",
    "parents_notice_limited", "hhs_question",
)  # fmt: skip
KEYS: frozenset[str] = frozenset({"born", *CHOICES, *YES_NO, *INSTANTS})
_OLDEST_IN_CARE = 21
_YEARS = range(1900, 2200)  # outside these the calendar of a zone cannot be reckoned safely


@dataclass(frozen=True, slots=True)
class Facts:
    """Checked facts at an instant. values: by key; instants in ms UTC, `born` a date, what is not known absent."""

    values: Mapping[str, Value]
    at: Instant
    age: int | None

    def __getitem__(self, key: str) -> Value:
        """The value of a key, None where it is not known; `age` is worked out."""
        return self.age if key == "age" else self.values.get(key)

    def instant(self, key: str) -> Instant | None:
        """The instant of a key, None where it has not happened or is not known."""
        value = self.values.get(key)
        return value if isinstance(value, int) and not isinstance(value, bool) else None


def age_on(born: date, today: date) -> int:
    """Age in whole years; somebody born on 29 February has a birthday on 1 March in other years."""
    return today.year - born.year - ((today.month, today.day) < (born.month, born.day))


def instant(text: str) -> Instant:
    """An instant as people write it, ISO 8601 with its offset; ValueError for anything else, and for years no case lies in."""
    if datetime.fromisoformat(text).year not in _YEARS:
        raise ValueError(text)
    return clock.parse(text)


def read(given: Mapping[str, object], at: Instant) -> Facts:
    """Facts from a mapping of keys as they stand in a facts file; BadInput names the key and what is wrong with it."""
    values: dict[str, Value] = {}
    for key, value in given.items():
        if key not in KEYS:
            raise BadInput(key, _("{key} is no key of a facts file.").format(key=key), _("Look at the list of keys."))
        if value is not None:
            values[key] = _value(key, value)
    born = values.get("born")
    today = clock.day(at)
    age = age_on(born, today) if isinstance(born, date) else None
    facts = Facts(values, at, age)
    _check_order(facts)
    _check_sense(facts)
    return facts


def _value(key: str, value: object) -> Value:
    if key in YES_NO:
        if isinstance(value, bool):
            return value
        raise _bad(key, value, _("true, false or null"))
    if key in CHOICES:
        # True == 1 in Python: the type is compared too, so that 1 is no yes
        if any(value == choice and type(value) is type(choice) for choice in CHOICES[key]):
            return value if isinstance(value, bool) else str(value)
        raise _bad(key, value, ", ".join(str(choice).lower() for choice in CHOICES[key]))
    if not isinstance(value, str):
        raise _bad(key, value, _("a date") if key == "born" else _("an instant with its offset"))
    try:
        return date.fromisoformat(value) if key == "born" else instant(value)
    except ValueError:
        raise _bad(
            key, value, _("a date as 2011-05-30") if key == "born" else _("an instant as 2026-11-21T22:34:00-08:00")
        ) from None


def _bad(key: str, value: object, wanted: str) -> BadInput:
    return BadInput(key, _("{key}: {value} cannot be taken.").format(key=key, value=value), _("It takes {w}.").format(w=wanted))


_ORDER = (
    ("last_seen", ("caregiver_learned", "agency_learned", "police_told", "found")),
    ("found", ("returned",)),
)


def _check_order(facts: Facts) -> None:
    born = facts["born"]
    for key in INSTANTS:
        instant = facts.instant(key)
        if instant is None:
            continue
        if instant > facts.at:
            raise BadInput(key, _("{key} lies after the time asked about.").format(key=key), _("Check day and hour."))
        if isinstance(born, date) and clock.day(instant) < born:
            raise BadInput(key, _("{key} lies before the birth date.").format(key=key), _("Check the year."))
    for first, others in _ORDER:
        for other in others:
            one, two = facts.instant(first), facts.instant(other)
            if one is not None and two is not None and one > two:
                raise BadInput(first, _("{a} lies after {b}.").format(a=first, b=other), _("Check day and hour of both."))
    if isinstance(born, date) and born > clock.day(facts.at):
        raise BadInput("born", _("born lies in the future."), _("Check the year."))


def _check_sense(facts: Facts) -> None:
    if facts["found"] is not None and facts["whereabouts"] == "unknown":
        raise BadInput("found", _("found is given, but the whereabouts are unknown."), _("A new absence is a new episode."))
    if facts["identified"] is not None and facts["cse"] == "none":
        raise BadInput("identified", _("identified is given, but cse says none."), _("State the CSE status first."))
    if facts["in_care"] is True and facts.age is not None and facts.age >= _OLDEST_IN_CARE:
        raise BadInput("in_care", _("in_care is given for somebody of 21 or older."), _("Check the birth date."))
