"""What is written about a young person: one kind a section, each stating the whole of it."""

from __future__ import annotations

from typing import Any, ClassVar, Literal

from fieldapp.ledger.kinds import Fact
from fieldapp.youth import model


class Opened(Fact, frozen=True, kw_only=True):
    """A record was begun."""

    kind = "youth.opened"
    source: Literal["typed", "caseload", "call"]


class SectionSaid(Fact, frozen=True, kw_only=True):
    """What all sections share; `subject` parts the sections of which there are many (contacts, photos).

    reason: why an earlier value was put back, or one of two was chosen.
    """

    many: ClassVar[bool] = False
    value: Any
    reason: str = ""


class NamesSaid(SectionSaid, frozen=True, kw_only=True):
    """Names by audience."""

    kind = "youth.names"
    value: model.Names


class StandingSaid(SectionSaid, frozen=True, kw_only=True):
    """Jurisdiction, counties, numbers."""

    kind = "youth.standing"
    value: model.Standing


class PlacementSaid(SectionSaid, frozen=True, kw_only=True):
    """Where the youth lives."""

    kind = "youth.placement"
    value: model.Placement


class AssignmentSaid(SectionSaid, frozen=True, kw_only=True):
    """Who carries the case."""

    kind = "youth.assignment"
    value: model.Assignment


class TribesSaid(SectionSaid, frozen=True, kw_only=True):
    """Tribes and reason to know."""

    kind = "youth.tribes"
    value: model.Tribes


class DescriptionSaid(SectionSaid, frozen=True, kw_only=True):
    """What the youth looks like."""

    kind = "youth.description"
    value: model.Description


class HealthSaid(SectionSaid, frozen=True, kw_only=True):
    """Medicine and dangers."""

    kind = "youth.health"
    value: model.Health


class ReachSaid(SectionSaid, frozen=True, kw_only=True):
    """Phones and accounts."""

    kind = "youth.reach"
    value: model.Reach


class AroundSaid(SectionSaid, frozen=True, kw_only=True):
    """Places and associates."""

    kind = "youth.around"
    value: model.Around


class OwnWordsSaid(SectionSaid, frozen=True, kw_only=True):
    """What the youth wants known."""

    kind = "youth.own_words"
    value: model.OwnWords


class ManySaid(SectionSaid, frozen=True, kw_only=True):
    """A section of which a youth has many, each with an id of its own."""

    many: ClassVar[bool] = True
    id: str


class ContactSaid(ManySaid, frozen=True, kw_only=True):
    """One contact, with the permission to tell."""

    kind = "youth.contact"
    value: model.Contact


class ConcernSaid(ManySaid, frozen=True, kw_only=True):
    """One person of concern."""

    kind = "youth.concern"
    value: model.Concern


class PhotoSaid(ManySaid, frozen=True, kw_only=True):
    """One photo."""

    kind = "youth.photo"
    value: model.Photo

    def files(self) -> tuple[str, ...]:
        """The picture itself."""
        return (self.value.file.digest,)


def subject_of(fact: SectionSaid) -> str:
    """What a section states the present value of: its kind, and its own id where there are many."""
    return f"{fact.kind}/{fact.id}" if isinstance(fact, ManySaid) else fact.kind


class Joined(Fact, frozen=True, kw_only=True):
    """This record and another are one young person; written into each of the two streams."""

    kind = "youth.joined"
    other: str
    reason: str


SECTIONS: tuple[type[SectionSaid], ...] = (
    NamesSaid, StandingSaid, PlacementSaid, AssignmentSaid, TribesSaid, DescriptionSaid, HealthSaid, ReachSaid, AroundSaid,
    OwnWordsSaid, ContactSaid, ConcernSaid, PhotoSaid,
)  # fmt: skip
KINDS: tuple[type[Fact], ...] = (Opened, *SECTIONS, Joined)
