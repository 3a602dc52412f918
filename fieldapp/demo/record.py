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


def _contacts() -> Iterator[Contact]:
    yield Contact(name=fiction.MOTHER, relation="parent", channels=(Channel(kind="phone", value="555-0118"),), language="Spanish")
    order = "Court order 12 Mar 2026, Dept. 4"
    yield Contact(name=fiction.FATHER, relation="parent", tell="do_not_tell", order=order, review_on="2027-01-12")
    mail = (Channel(kind="email", value="attorney@example.test"),)
    yield Contact(name=fiction.ATTORNEY, relation="youth_attorney", channels=mail)
    yield Contact(name=fiction.CASA, relation="casa", channels=(Channel(kind="email", value="casa@example.test"),))
    yield Contact(name=fiction.SIBLING, relation="sibling", channels=(Channel(kind="phone", value="555-0124"),))
