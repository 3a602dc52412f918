"""The walk's records: what is known of the four youths whose story is told."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import replace

from fieldapp import clock
from fieldapp.demo import fiction
from fieldapp.demo.story import Walk
from fieldapp.desk.desk import Desk
from fieldapp.places import resource
from fieldapp.youth import acts as youths
from fieldapp.youth.model import (
    Around,
    Associate,
    Channel,
    Concern,
    Contact,
    Description,
    Handle,
    Health,
    Mark,
    Names,
    Reach,
    Relation,
    Standing,
    Tribes,
)
from fieldapp.youth.queries import youth as youth_of

_STAR = Mark(code="TAT L WRS", words="small star, left wrist")
_LOOK = Description(sex="F", race="I", eyes="BRO", hair="BRO", height=64, weight=122, marks=(_STAR,))
_PLACES = ("Example City skate park", "the library on Sample Street")


def fill_in(walk: Walk, desk: Desk) -> str:
    """What is known of the youths of the story; most of all of the one who is missing."""
    for name in (fiction.MISSING, fiction.DUAL, fiction.ADULT, fiction.BACK):
        youth = walk.youths[name]
        record = desk.ask(youth_of, youth)
        held = record.standing.value if record and record.standing else Standing()
        desk.do(youths.say_standing, youth, replace(held, in_care=True, placement_order=True, lead_agency="child_welfare"))
    for name in (fiction.DUAL, fiction.ADULT, fiction.BACK):
        desk.do(youths.say_tribes, walk.youths[name], Tribes(indian_child=False))
    for name, people in _FAMILIES.items():
        for contact in _family(*people):
            desk.do(youths.say_contact, walk.youths[name], contact)
    _ready_sheet(walk, desk, walk.youths[fiction.MISSING])
    return "identity, photo, tribes, contacts with permission to tell, a person of concern"


def _ready_sheet(walk: Walk, desk: Desk, mika: str) -> None:
    desk.do(youths.say_names, mika, Names(chosen=fiction.MISSING, legal=fiction.MISSING, pronouns="they/them"))
    desk.do(youths.say_tribes, mika, Tribes(indian_child="reason_to_know", names=("Example Rancheria",), tribal_police=True))
    desk.do(youths.say_description, mika, _LOOK)
    desk.do(youths.say_health, mika, Health(medication="inhaler, as needed", other_risk="afraid of dogs"))
    phone = Handle(service="phone", value="555-0131", note="often off at night")
    desk.do(youths.say_reach, mika, Reach(handles=(phone, Handle(service="example-chat", value="@mika.sample.fiction"))))
    friend = Associate(name=fiction.FRIEND, note="from school")
    desk.do(youths.say_around, mika, Around(places=_PLACES, associates=(friend,)))
    picture = resource("demo", "photo.png").read_bytes()
    taken = clock.day(walk.told() - 40 * clock.DAY).isoformat()
    desk.do(youths.add_photo, mika, picture, "image/png", taken, liked=True)
    for contact in _contacts():
        desk.do(youths.say_contact, mika, contact)
    desk.do(youths.say_concern, mika, Concern(name=fiction.LURING, description="gray sedan", phones=("555-0198",)))


_FAMILIES = {
    fiction.DUAL: (fiction.KAIS_MOTHER, fiction.KAIS_ATTORNEY, fiction.KAIS_MOTHERS_ATTORNEY),
    fiction.BACK: (fiction.JOS_FATHER, fiction.JOS_ATTORNEY, fiction.JOS_FATHERS_ATTORNEY),
}


def _family(parent: str, attorney: str, parents_attorney: str) -> Iterator[Contact]:
    """Whom an absence is told to; neither youth has a guardian."""
    relations: tuple[Relation, ...] = ("parent", "youth_attorney", "parents_attorney")
    for relation, name in zip(relations, (parent, attorney, parents_attorney), strict=True):
        address = f"{name.split()[0].lower()}@example.test"
        yield Contact(name=name, relation=relation, channels=(Channel(kind="email", value=address),))


def _contacts() -> Iterator[Contact]:
    yield Contact(name=fiction.MOTHER, relation="parent", channels=(Channel(kind="phone", value="555-0118"),), language="Spanish")
    order = "Court order 12 Mar 2026, Dept. 4"
    yield Contact(name=fiction.FATHER, relation="parent", tell="do_not_tell", order=order, review_on="2027-01-12")
    mail = (Channel(kind="email", value="attorney@example.test"),)
    yield Contact(name=fiction.ATTORNEY, relation="youth_attorney", channels=mail)
    yield Contact(name=fiction.CASA, relation="casa", channels=(Channel(kind="email", value="casa@example.test"),))
    yield Contact(name=fiction.SIBLING, relation="sibling", channels=(Channel(kind="phone", value="555-0124"),))
