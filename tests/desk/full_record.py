"""A record with a marker in every text that a person can enter, and the rows of the disclosure matrix that each belongs to.

The markers are made from the types, so a text that is added to a section later has one at once, and the tests fail until it is
settled here which row it belongs to ("" for what stands on no paper at all).
"""

from __future__ import annotations

import types
from dataclasses import dataclass, field
from typing import TypeVar, Union, get_args, get_origin, get_type_hints

import msgspec
from msgspec.structs import replace

from fieldapp import clock
from fieldapp.agenda import acts as agenda
from fieldapp.agenda import queries as lines
from fieldapp.agenda.model import Proof
from fieldapp.desk.desk import Desk
from fieldapp.document import acts as document
from fieldapp.document.model import GridRow, Status
from fieldapp.identify import acts as screening
from fieldapp.identify.model import Evidence, Note, Rating
from fieldapp.identify.queries import draft
from fieldapp.locate import acts as locate
from fieldapp.locate import model as absent
from fieldapp.locate import queries as episodes
from fieldapp.youth import acts as youths
from fieldapp.youth import model

S = TypeVar("S", bound=msgspec.Struct)

# What each text belongs to; several rows: any of them brings it. The longest beginning counts.
ROWS = {
    "names.chosen": "chosen_name",
    "names.legal": "legal_name",
    "names.other": "legal_name",
    "names.pronouns": "pronouns",
    "names.language": "language",
    "names.interpreter": "language",
    "standing.court_county": "court_number",
    "standing.court_number": "court_number",
    "standing.probation_number": "probation_number",
    "standing.cws_client_id": "client_id",
    "standing.placement_county": "",
    "standing.last_seen_county": "",
    "standing.last_seen_state": "",
    "placement.name": "placement_address",
    "placement.address": "placement_address",
    "placement.phone": "",
    "placement.caregiver": "caregiver",
    "tribes.names": "tribes",
    "description.marks": "marks",
    "description.wears": "",
    "health.medication": "medication",
    "health.suicidality": "suicidality",
    "health.other_risk": "endangerments",
    "phone.value": "phones",
    "phone": "",
    "account.value": "accounts",
    "account.service": "accounts",
    "account": "",
    "reach": "",
    "around.places": "places",
    "minor": "minor_associates",
    "adult": "associates",
    "own_words": "",
    "tell.name": "contacts notices",
    "tell.channels": "contacts",
    "tell.name_to_use": "name_for_family",
    "forbidden.name": "contacts release_never",
    "forbidden.channels": "contacts",
    "attorney.name": "contacts",
    "attorney.channels": "contacts",
    "tell": "",
    "forbidden": "",
    "attorney": "",
    "concern": "persons_of_concern",
    "call.police_agency": "police_report",
    "call.police_number": "police_report",
    "call": "",
    "last_seen.place": "last_seen",
    "last_seen.county": "last_seen",
    "last_seen.seen_by": "contacts",
    "last_seen.with_whom": "last_seen_with",
    "last_seen.clothing": "clothing",
    "last_seen.carries": "belongings",
    "last_seen.vehicle": "vehicle",
    "last_seen.said": "places",
    "last_seen.trigger": "circumstances",
    "checklist.messages": "circumstances",
    "checklist.baby": "last_seen_with",
    "checklist.officer": "police_report",
    "checklist.report": "police_report",
    "happened.learned_how": "",
    "happened.pregnancy": "pregnancy",
    "moment.searched": "search_efforts",
    "moment.phone_tried": "search_efforts",
    "moment.sighted": "search_efforts",
    "moment.contact_from_youth": "words_of_youth",
    "moment.asked_footage": "search_efforts",
    "moment.asked_report": "search_efforts",
    "moment.note": "notes",
    "moment.police_refused": "notices",
    "moment.number_learned": "notices",
    "moment.warrant_issued": "court_number",
    "moment.poster_allowed": "photo",
    "heard": "words_of_youth",
    "first_hour": "",
    "ended": "",
    "police.to_whom": "police_report notices",
    "police.agency": "police_report",
    "police.number": "police_report notices",
    "police.second_number": "ncic_number notices",
    "ncmec.to_whom": "ncmec_number notices",
    "ncmec.number": "ncmec_number notices",
    "ncmec.second_number": "notices",
    "parents.to_whom": "contacts",
    "parents.number": "notices",
    "parents.second_number": "notices",
    "police": "",
    "ncmec": "",
    "parents": "",
    "status": "",
    "screening": "",
    "now_with": "",
}


@dataclass
class Filled:
    """The record, and the marker of each place in it."""

    youth: str = ""
    episode: str = ""
    markers: dict[str, str] = field(default_factory=dict)

    def mark(self, place: str) -> str:
        """A text that occurs nowhere else."""
        return self.markers.setdefault(place, f"zq{len(self.markers):03d}x")

    def full(self, kind: type[S], place: str, **fixed: object) -> S:
        """A value with a marker in every text of it that is not fixed."""
        hints = get_type_hints(kind)
        texts = {name: self._of(hint, f"{place}.{name}") for name, hint in hints.items() if name not in fixed}
        return kind(**{name: value for name, value in texts.items() if value is not None}, **fixed)

    def _of(self, hint: object, place: str) -> object:
        if hint is str:
            return self.mark(place)
        if get_origin(hint) is tuple and get_args(hint)[0] is str:
            return (self.mark(place),)
        if get_origin(hint) in (Union, types.UnionType) and str in get_args(hint):
            return None  # a day, in these models
        return None

    def rows_of(self, place: str) -> frozenset[str]:
        """The rows of the matrix that a place belongs to; empty for what no paper may hold."""
        parts = place.split(".")
        known = [one for upto in range(len(parts), 0, -1) if (one := ".".join(parts[:upto])) in ROWS]
        assert known, f"settle which row of the matrix {place} belongs to"
        return frozenset(ROWS[known[0]].split())

    def reached(self, text: str) -> dict[str, frozenset[str]]:
        """Every place whose marker stands in a text, with its rows."""
        return {place: self.rows_of(place) for place, marker in self.markers.items() if marker in text}


def fill(desk: Desk, picture: bytes) -> Filled:
    """Enter everything that can be entered about one youth who is missing."""
    made = Filled()
    made.youth = desk.do(youths.open_record, made.full(model.Names, "names")).result
    _record(desk, made, picture)
    _people(desk, made)
    _absence(desk, made)
    _notices(desk, made)
    _judged(desk, made)
    return made


def _record(desk: Desk, made: Filled, picture: bytes) -> None:
    who = made.youth
    standing = made.full(
        model.Standing,
        "standing",
        born="2011-05-30",
        jurisdiction="dependent",
        in_care=True,
        placement_order=True,
        hhs_question=True,
    )
    desk.do(youths.say_standing, who, standing)
    desk.do(youths.say_placement, who, made.full(model.Placement, "placement", since="2026-01-05"))
    desk.do(youths.say_tribes, who, made.full(model.Tribes, "tribes", indian_child="reason_to_know", tribal_police=True))
    marks = (model.Mark(words=made.mark("description.marks.words")),)
    looks = {"sex": "F", "race": "I", "ethnicity": "", "eyes": "BRO", "hair": "BRO", "skin": ""}
    desk.do(youths.say_description, who, made.full(model.Description, "description", height=64, weight=122, marks=marks, **looks))
    desk.do(youths.say_health, who, made.full(model.Health, "health"))
    phone = made.full(model.Handle, "phone", service="phone", last_online="2026-11-01")
    desk.do(
        youths.say_reach,
        who,
        made.full(model.Reach, "reach", handles=(phone, made.full(model.Handle, "account", last_online=None))),
    )
    around = (made.full(model.Associate, "minor", minor=True), made.full(model.Associate, "adult", minor=False))
    desk.do(youths.say_around, who, made.full(model.Around, "around", associates=around))
    desk.do(youths.say_own_words, who, made.full(model.OwnWords, "own_words"))
    desk.do(youths.add_photo, who, picture, "image/png", "2026-10-01", liked=True)


def _people(desk: Desk, made: Filled) -> None:
    relations = ("parent", "guardian", "youth_attorney", "parents_attorney", "casa", "sibling", "caregiver", "court", "relative")
    for relation in relations:
        ways = (model.Channel(kind="email", value=made.mark(f"tell.channels.{relation}")),)
        name = made.mark(f"tell.name.{relation}")
        contact = made.full(
            model.Contact, f"tell.{relation}", name=name, relation=relation, tell="tell", channels=ways, review_on=None
        )
        desk.do(youths.say_contact, made.youth, replace(contact, name_to_use=made.mark(f"tell.name_to_use.{relation}")))
    for place, tell in (("forbidden", "do_not_tell"), ("attorney", "through_attorney")):
        ways = (model.Channel(kind="phone", value=made.mark(f"{place}.channels")),)
        contact = made.full(model.Contact, place, relation="parent", tell=tell, channels=ways, review_on=None)
        desk.do(youths.say_contact, made.youth, contact)
    desk.do(youths.say_concern, made.youth, made.full(model.Concern, "concern"))


def _absence(desk: Desk, made: Filled) -> None:
    now = desk.clock()
    call = made.full(absent.Call, "call", came_at=now, police_told=True)
    _youth, made.episode = desk.do(locate.start_from_call, call, made.youth).result
    seen = made.full(absent.LastSeen, "last_seen", at=now - clock.HOUR)
    asked = made.full(absent.Checklist, "checklist", own_baby=True, phone="left", medicine="left", cash="taken", id_card="left")
    happened = made.full(
        absent.Happened, "happened", agency_learned=now, last_seen=seen, checklist=asked, whereabouts="unknown", suspected=now,
        trafficking_suspected=now, identified=now,
    )  # fmt: skip
    desk.do(locate.say_happened, made.youth, made.episode, happened)
    for what in get_args(absent.Moment):
        desk.do(locate.note, made.youth, made.episode, what, now, made.mark(f"moment.{what}"))
    desk.do(locate.hear_from_youth, made.youth, made.episode, made.full(absent.FromYouth, "heard", at=now))
    desk.do(locate.say_first_hour, made.youth, made.episode, made.full(absent.FirstHour, "first_hour"))
    who = made.full(absent.NowWith, "now_with", person=desk.me.person)
    desk.do(locate.hand_over, made.youth, made.episode, who)


def _notices(desk: Desk, made: Filled) -> None:
    occasion = lines.Occasion(made.youth, made.episode)
    for line in desk.ask(lines.lines, [occasion]):
        word = line.first.recipient
        if word in {"police", "ncmec"} or (word == "parents" and line.state == "open"):
            proof = made.full(Proof, word, outcome="told", made_at=desk.clock(), channel="phone", shared=("photo",))
            try:
                desk.do(agenda.record_notice, occasion, line.key, proof)
            except Exception:  # noqa: BLE001, S112 - whoever must not be told is told nothing
                continue


def _judged(desk: Desk, made: Filled) -> None:
    row = made.full(GridRow, "status.row", type="during_foster_care", start="2026-11-02", end="")
    status = made.full(Status, "status", cse="victim", rows=(replace(row, end=None),), screening="")
    desk.do(document.say_status, made.youth, status)
    begun = desk.do(screening.begin, made.youth, "hmis-r15-r16").result
    kept = desk.ask(draft, begun)
    assert kept is not None
    source = Evidence(source="youth_said", code="1", as_of="2026-11-20", basis=made.mark("screening.evidence"))
    ratings = tuple(
        Rating(item=item, code="1", sources=(source,), basis=made.mark("screening.basis")) for item in ("R15.1", "R16.1", "R16.2")
    )
    desk.do(screening.keep, replace(kept, ratings=ratings, notes=(Note(at=desk.clock(), words=made.mark("screening.notes")),)))
    desk.do(screening.finish, begun)


def come_back(desk: Desk, made: Filled) -> None:
    """The youth is back; what was true of the absence alone is over."""
    for what in ("located", "returned"):
        place, said = made.mark(f"ended.{what}.place"), made.mark(f"ended.{what}.note")
        desk.do(locate.end, made.youth, made.episode, what, desk.clock(), place, said)


def open_episode(desk: Desk, made: Filled) -> absent.Episode:
    """The episode as it stands."""
    found = desk.ask(episodes.episode, made.youth, made.episode)
    assert found is not None
    return found
