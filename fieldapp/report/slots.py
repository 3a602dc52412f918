"""Every slot that a paper can show: the row of the disclosure matrix it belongs to, its label, how the case fills it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from fieldapp import clock, text
from fieldapp.clock import Instant
from fieldapp.policy import ncic
from fieldapp.report import dates
from fieldapp.report.facts import CaseFacts
from fieldapp.text import _, ngettext

PHOTO = "photo"
FAMILY_NAME = "family_name"
"""Slot of the name to use with whoever is written to; initials where none was agreed on."""
MINORS = "minor_associates"
"""Row of the matrix of other minors' names; picked as a whole, or one by one as `minor_associates/0` …"""


@dataclass(frozen=True, slots=True)
class Reading:
    """For whom the case is read: language of the words, instant of making (ages count to it), what was picked."""

    language: str
    at: Instant
    picked: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Value:
    """One thing known of the case: its row of the matrix, its label, what is printed, what a code means, its bytes."""

    field: str
    label: str
    value: str
    words: str = ""
    content: bytes = b""

    @property
    def known(self) -> bool:
        """Whether there is anything to print."""
        return bool(self.value or self.content)


@dataclass(frozen=True, slots=True)
class _Slot:
    name: str
    field: str
    label: Callable[[], str]
    read: Callable[[CaseFacts, Reading], str]


def values(facts: CaseFacts, reading: Reading) -> dict[str, Value]:
    """Every slot of the case with its value ("" where not known), before the matrix has looked at it."""
    found = {slot.name: Value(slot.field, slot.label(), slot.read(facts, reading)) for slot in _SLOTS}
    found |= _coded(facts, reading)
    taken = dates.day(facts.looks.photo_taken, reading.language)
    found[PHOTO] = Value("photo", _("Photo"), taken if facts.looks.photo else "", content=facts.looks.photo)
    return found


def _coded(facts: CaseFacts, reading: Reading) -> dict[str, Value]:
    """The slots that NCIC has codes for: the code is printed, its words stand beside it."""
    lists, looks, gone = ncic.vocabulary(), facts.looks, facts.absence
    codes = {
        "sex_code": ("sex_code", "sex", looks.sex),
        "race": ("race", "race", looks.race),
        "ethnicity": ("ethnicity", "ethnicity", looks.ethnicity),
        "hair": ("hair", "hair", looks.hair),
        "eyes": ("eyes", "eyes", looks.eyes),
        "skin": ("skin", "skin", looks.skin),
        "person_type": ("missing_category", "person_type", gone.person_type),
        "circumstance": ("missing_category", "circumstance", gone.circumstance),
        "message_key": ("missing_category", "message_key", gone.message_key),
    }
    made: dict[str, Value] = {}
    for slot, (field, listed, code) in codes.items():
        said = lists[listed].words(code, reading.language)
        made[slot] = Value(field, lists[listed].title.say(reading.language), code, said if said != code else "")
    return made


def _born(facts: CaseFacts, reading: Reading) -> str:
    if facts.born is None:
        return ""
    years = dates.age(facts.born, clock.day(reading.at, facts.zone))
    return f"{dates.day(facts.born, reading.language)} ({years})"


def _height(facts: CaseFacts) -> str:
    feet, inches = divmod(facts.looks.height or 0, 12)
    return f"{feet} ft {inches} in" if facts.looks.height else ""


def _weight(facts: CaseFacts) -> str:
    return f"{facts.looks.weight} lb" if facts.looks.weight else ""


def _marks(facts: CaseFacts) -> str:
    said = (f"{words} ({code})" if words and code else words or code for code, words in facts.looks.marks)
    return "; ".join(said)


def _cautions(facts: CaseFacts, reading: Reading) -> str:
    listed = ncic.vocabulary()["caution"]
    return "; ".join(f"{listed.words(code, reading.language)} ({code})" for code in facts.absence.cautions)


def _grown(facts: CaseFacts) -> str:
    return "; ".join(_companion(one.name, one.note) for one in facts.companions if not one.minor)


def _minors(facts: CaseFacts, reading: Reading) -> str:
    """Other youths: by name those picked, the rest as "another youth" (P21)."""
    named = [_companion(name, note) for place, (name, note) in enumerate(minors(facts)) if is_picked(reading.picked, place)]
    unnamed = len(minors(facts)) - len(named)
    return "; ".join([*named, *([another_youth(unnamed)] if unnamed else [])])


def minors(facts: CaseFacts) -> tuple[tuple[str, str], ...]:
    """Name and note of the other minors around the youth, in the order in which they are picked."""
    return tuple((one.name, one.note) for one in facts.companions if one.minor)


def another_youth(count: int) -> str:
    """What stands for minors who are not named."""
    return ngettext("another youth", "{n} other youths", count).format(n=count)


def is_picked(picked: frozenset[str], place: int) -> bool:
    """Whether somebody said yes to naming this one of the other minors."""
    return MINORS in picked or f"{MINORS}/{place}" in picked


def _companion(name: str, note: str) -> str:
    return f"{name} ({note})" if note else name


def _concerns(facts: CaseFacts) -> str:
    return "; ".join(_companion(one.name, one.about) for one in facts.concerns)


def _when(read: Callable[[CaseFacts], Instant | None]) -> Callable[[CaseFacts, Reading], str]:
    return lambda facts, reading: dates.moment(read(facts), reading.language, facts.zone)


_SLOTS = (
    _Slot("legal_name", "legal_name", lambda: _("Legal name"), lambda f, r: f.legal_name),
    _Slot("capitals", "legal_name", lambda: _("For NCIC"), lambda f, r: text.plain_capitals(f.legal_name)),
    _Slot("also_known_as", "legal_name", lambda: _("Also"), lambda f, r: "; ".join(f.also_known_as)),
    _Slot("chosen_name", "chosen_name", lambda: _("Uses the name"), lambda f, r: f.chosen_name),
    _Slot("initials", "initials", lambda: _("Initials"), lambda f, r: _dotted(f.legal_name or f.chosen_name)),
    _Slot(FAMILY_NAME, "name_for_family", lambda: _("Name"), lambda f, r: f.name_for_family or _dotted(f.legal_name)),
    _Slot("birth_date", "birth_date", lambda: _("Born"), _born),
    _Slot("height", "height", lambda: _("Height"), lambda f, r: _height(f)),
    _Slot("weight", "weight", lambda: _("Weight"), lambda f, r: _weight(f)),
    _Slot("marks", "marks", lambda: _("Marks"), lambda f, r: _marks(f)),
    _Slot("language", "language", lambda: _("Language"), lambda f, r: f.language),
    _Slot("last_seen_at", "last_seen", lambda: _("Last seen"), _when(lambda f: f.absence.last_seen)),
    _Slot("last_seen_place", "last_seen", lambda: _("Where"), lambda f, r: f.absence.place),
    _Slot("last_seen_with", "last_seen_with", lambda: _("With"), lambda f, r: f.absence.with_whom),
    _Slot("clothing", "clothing", lambda: _("Wearing"), lambda f, r: f.absence.clothing),
    _Slot("belongings", "belongings", lambda: _("Has along"), lambda f, r: f.absence.belongings),
    _Slot("vehicle", "vehicle", lambda: _("Vehicle"), lambda f, r: f.absence.vehicle),
    _Slot("heading_to", "places", lambda: _("May go to"), lambda f, r: f.absence.heading_to),
    _Slot("places", "places", lambda: _("Goes to"), lambda f, r: "; ".join(f.places)),
    _Slot("circumstances", "circumstances", lambda: _("How it went"), lambda f, r: f.absence.circumstances),
    _Slot("agency_learned", "agency_learned", lambda: _("We learned"), _when(lambda f: f.absence.agency_learned)),
    _Slot("found", "return", lambda: _("Found"), _when(lambda f: f.absence.found)),
    _Slot("returned", "return", lambda: _("Back"), _when(lambda f: f.absence.returned)),
    _Slot("cautions", "endangerments", lambda: _("Caution, medical"), _cautions),
    _Slot("earlier_episodes", "earlier_episodes", lambda: _("Earlier times"), lambda f, r: f.absence.earlier),
    _Slot("poster_decision", "photo", lambda: _("Posters: who decides"), lambda f, r: f.absence.poster_decision),
    _Slot("phones", "phones", lambda: _("Phone"), lambda f, r: "; ".join(f.phones)),
    _Slot("accounts", "accounts", lambda: _("Accounts"), lambda f, r: "; ".join(f.accounts)),
    _Slot("companions", "associates", lambda: _("Knows"), lambda f, r: _grown(f)),
    _Slot("minor_companions", MINORS, lambda: _("Other youths"), _minors),
    _Slot("concerns", "persons_of_concern", lambda: _("Person of concern"), lambda f, r: _concerns(f)),
    _Slot("concern_names", "persons_of_concern", lambda: _("Never to"), lambda f, r: "; ".join(c.name for c in f.concerns)),
    _Slot("medication", "medication", lambda: _("Medicine"), lambda f, r: f.dangers.medication),
    _Slot("suicidality", "suicidality", lambda: _("Suicide risk"), lambda f, r: f.dangers.suicidality),
    _Slot("trafficking", "trafficking_risk", lambda: _("Sex trafficking"), lambda f, r: f.dangers.trafficking),
    _Slot("pregnancy", "pregnancy", lambda: _("Pregnancy"), lambda f, r: f.dangers.pregnancy),
    _Slot("danger", "endangerments", lambda: _("Other danger"), lambda f, r: f.dangers.other),
    _Slot("bring_to", "if_found", lambda: _("Bring to"), lambda f, r: f.if_found.bring_to),
    _Slot("release_to", "if_found", lambda: _("Release only to"), lambda f, r: f.if_found.release_to),
    _Slot("release_never", "release_never", lambda: _("Never to"), lambda f, r: f.if_found.release_never),
    _Slot("if_found_medicine", "medication", lambda: _("Medicine"), lambda f, r: f.if_found.medicine),
    _Slot("interpreter", "language", lambda: _("Interpreter"), lambda f, r: f.if_found.interpreter),
    _Slot("court", "court_number", lambda: _("Court"), lambda f, r: f.numbers.court),
    _Slot("court_number", "court_number", lambda: _("Case number"), lambda f, r: f.numbers.court_number),
    _Slot("probation_number", "probation_number", lambda: _("Probation no."), lambda f, r: f.numbers.probation_number),
    _Slot("client_id", "client_id", lambda: _("Client id"), lambda f, r: f.numbers.client_id),
    _Slot("police_agency", "police_report", lambda: _("Police"), lambda f, r: f.numbers.police_agency),
    _Slot("police_officer", "police_report", lambda: _("Officer, badge"), lambda f, r: f.numbers.police_officer),
    _Slot("police_report", "police_report", lambda: _("Police report"), lambda f, r: f.numbers.police_report),
    _Slot("ncic_number", "ncic_number", lambda: _("NCIC number"), lambda f, r: f.numbers.ncic),
    _Slot("ncic_entered", "ncic_number", lambda: _("NCIC entry"), _when(lambda f: f.numbers.ncic_entered)),
    _Slot("ncmec_number", "ncmec_number", lambda: _("NCMEC report"), lambda f, r: f.numbers.ncmec),
    _Slot("ncmec_person", "ncmec_number", lambda: _("Taken by"), lambda f, r: f.numbers.ncmec_person),
    _Slot("placement", "placement_address", lambda: _("Lives at"), lambda f, r: f.placement),
    _Slot("caregiver", "caregiver", lambda: _("Caregiver"), lambda f, r: f.caregiver),
    _Slot("tribes", "tribes", lambda: _("Tribes"), lambda f, r: "; ".join(f.tribes)),
    _Slot("contacts", "contacts", lambda: _("Family and contacts"), lambda f, r: "; ".join(f.contacts)),
)


def _dotted(name: str) -> str:
    return ". ".join(text.initials(name)) + "." if name else ""
