"""The young person in values: sections that are stated, replaced and never lost."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Generic, Literal, TypeVar

import msgspec

from fieldapp.ledger.work import Attached

Jurisdiction = Literal["dependent", "ward", "dual", "transition", "voluntary", "in_home", "tribal"]
Tell = Literal["tell", "through_attorney", "do_not_tell"]
Relation = Literal[
    "parent", "guardian", "indian_custodian", "parents_attorney", "youth_attorney", "casa", "sibling", "caregiver", "tribe",
    "tribal_police", "court", "relative", "friend", "school", "other",
]  # fmt: skip


class Names(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Names by audience: the chosen one heads every page, the legal one goes to police, NCMEC and courts alone (P22).

    language, interpreter: how one speaks with the youth (P63).
    """

    chosen: str
    legal: str = ""
    other: tuple[str, ...] = ()
    pronouns: str = ""
    language: str = ""
    interpreter: str = ""


class Standing(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Jurisdiction apart from age (P37), the counties (P38) and the numbers a record is found by. born: ISO date."""

    born: str | None = None
    jurisdiction: Jurisdiction | None = None
    lead_agency: Literal["child_welfare", "probation"] | None = None
    in_care: bool | None = None
    placement_order: bool | None = None
    agency_supervises: bool | None = None
    parents_notice_limited: bool | None = None
    hhs_question: bool | None = None
    court_county: str = ""
    placement_county: str = ""
    last_seen_county: str = ""
    last_seen_state: str = ""
    cws_client_id: str = ""
    court_number: str = ""
    probation_number: str = ""


class Placement(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Where the youth lives by order or agreement. since: ISO date."""

    name: str
    address: str = ""
    phone: str = ""
    caregiver: str = ""
    since: str | None = None


class Tribes(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Tribes; reason to know counts as yes (25 CFR 23.107(b)(2), P33). True, "reason_to_know", False or not known."""

    indian_child: bool | Literal["reason_to_know"] | None = None
    names: tuple[str, ...] = ()
    indian_custodian: bool | None = None
    tribal_police: bool | None = None


class Channel(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One way to reach somebody: phone, e-mail, fax or post."""

    kind: Literal["phone", "email", "fax", "post"]
    value: str
    after_hours: bool = False


class Contact(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A person who may be told, or must not be (P20). review_on: ISO date on which the limit is looked at again."""

    name: str
    relation: Relation
    channels: tuple[Channel, ...] = ()
    language: str = ""
    interpreter: str = ""
    tell: Tell = "tell"
    order: str = ""
    decided_by: str = ""
    review_on: str | None = None
    voicemail_ok: bool = False
    may_know_placement: bool = False
    name_to_use: str = ""
    safe_person: bool = False
    removed: bool = False


class Concern(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A person of concern: never a contact, never a recipient, never dialable (P21)."""

    name: str
    description: str = ""
    phones: tuple[str, ...] = ()
    vehicle: str = ""
    removed: bool = False


class Mark(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A scar, mark or tattoo: the NCIC code and the worker's words."""

    code: str = ""
    words: str = ""


class Description(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What the youth looks like, in NCIC codes where there are some. height: inches · weight: pounds."""

    sex: str = ""
    race: str = ""
    ethnicity: str = ""
    eyes: str = ""
    hair: str = ""
    skin: str = ""
    height: int | None = None
    weight: int | None = None
    marks: tuple[Mark, ...] = ()
    wears: str = ""


class Photo(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A photo with its date (ISO); `liked` is the one that the youth likes (P49)."""

    file: Attached
    taken_on: str | None = None
    liked: bool = False
    removed: bool = False


class Health(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Medicine and dangers for a missing report; nothing clinical, never pregnancy (P25)."""

    medication: str = ""
    suicidality: str = ""
    other_risk: str = ""


class Handle(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A phone number or an account that the youth uses. last_online: ISO date."""

    service: str
    value: str
    note: str = ""
    carrier: str = ""
    url: str = ""
    last_online: str | None = None


class Reach(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """How the youth can be reached: phones, accounts, what pays and carries, and electronic monitoring (P39)."""

    handles: tuple[Handle, ...] = ()
    rides_and_pay: str = ""
    monitor: str = ""
    monitor_line: str = ""
    monitor_last_point: str = ""


class Associate(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Somebody the youth is with; another minor prints unnamed unless picked (P21)."""

    name: str
    note: str = ""
    minor: bool = True


class Around(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Places the youth goes and people the youth is with."""

    places: tuple[str, ...] = ()
    associates: tuple[Associate, ...] = ()


class OwnWords(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What the youth wants known, made with the youth and only if they wish (P49)."""

    whom_to_call: str = ""
    whom_not_to_tell: str = ""
    how_to_reach_me: str = ""
    what_would_bring_me_back: str = ""


class Assignment(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Who carries the case: a person id of the roster and the name shown."""

    person: str
    name: str


S = TypeVar("S")


@dataclass(frozen=True, slots=True)
class Stated(Generic[S]):
    """A section as it stands. `others`: statements made at the same time elsewhere, until a person decides."""

    value: S
    at: int
    by: str
    others: tuple[S, ...] = ()


@dataclass(frozen=True, slots=True)
class Youth:
    """Everything that counts now about one young person; a section that nobody has stated is None or empty."""

    id: str
    names: Stated[Names]
    standing: Stated[Standing] | None = None
    placement: Stated[Placement] | None = None
    assignment: Stated[Assignment] | None = None
    tribes: Stated[Tribes] | None = None
    description: Stated[Description] | None = None
    health: Stated[Health] | None = None
    reach: Stated[Reach] | None = None
    around: Stated[Around] | None = None
    own_words: Stated[OwnWords] | None = None
    contacts: dict[str, Stated[Contact]] = field(default_factory=dict)
    concerns: dict[str, Stated[Concern]] = field(default_factory=dict)
    photos: dict[str, Stated[Photo]] = field(default_factory=dict)
    joined: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Statement:
    """One statement of a section, past or present. at: ms UTC · by: person id · counts: nothing later replaced it."""

    value: msgspec.Struct
    at: int
    by: str
    reason: str
    counts: bool


@dataclass(frozen=True, slots=True)
class YouthLine:
    """One youth in a list: no status, no label (P26). found_by: every name and number that a search looks at."""

    id: str
    name: str
    initials: str
    born: str | None
    worker: str
    found_by: tuple[str, ...]
