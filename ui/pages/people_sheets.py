"""Sheets for people around a youth: contacts with the permission to tell (P20), persons of concern (P21)."""

from __future__ import annotations

from typing import Any

from msgspec.structs import replace

from fieldapp.desk.sections import relation_words
from fieldapp.text import _
from fieldapp.youth import model
from fieldapp.youth.model import Youth
from ui.pages.forms import beside, yes_no
from ui.pages.sections import SectionSheet
from ui.widgets.buttons import Choices
from ui.widgets.fields import Field, Line, Pick

_RELATIONS: tuple[model.Relation, ...] = (
    "parent", "guardian", "indian_custodian", "parents_attorney", "youth_attorney", "casa", "sibling", "caregiver",
    "tribe", "relative", "friend", "school", "other",
)  # fmt: skip


def is_it(label: str) -> Choices:
    """Yes or no, where not saying yes means no."""
    return Choices(label, (("yes", _("Yes")), ("no", _("No"))), height=32)


class ContactSheet(SectionSheet):
    """A contact: who, how to reach them, in which language, and whether they may be told."""

    def __init__(self) -> None:
        self._before = model.Contact(name="", relation="other")
        super().__init__(_("A contact"), _("Keep"))

    def _fields(self) -> None:
        relations = tuple((kind, relation_words(model.Contact(name="", relation=kind))) for kind in _RELATIONS)
        self.name, self.relation = Line(_("Name")), Pick(_("Who they are"), relations)
        self.youth_as = Line(_("Name for the youth"), _("What to call the youth with them."))
        self.phone, self.email = Line(_("Phone")), Line(_("E-mail"))
        self.language, self.interpreter = Line(_("Language")), Line(_("Interpreter"))
        tells = (("tell", _("Tell")), ("through_attorney", _("Only through the attorney")), ("do_not_tell", _("Do not tell")))
        self.tell = Pick(_("May be told?"), tells)
        self.order = Line(_("Court order"), _("What limits it; without one the required contact stays, with the reason on it."))
        self.decided, self.review = Line(_("Decided by")), Line(_("Review on"), _("As 2027-01-12"))
        self.voicemail, self.place = is_it(_("Voicemail OK?")), is_it(_("May know the placement?"))
        self.safe, self.still = is_it(_("Safe person?")), is_it(_("Still a contact?"))
        self.body.addWidget(beside(self.name, self.relation, self.youth_as))
        self.body.addWidget(beside(self.phone, self.email, self.language, self.interpreter))
        self.body.addWidget(beside(self.tell, self.order, self.decided, self.review))
        asked = ((_("Voicemail OK?"), self.voicemail), (_("May know the placement?"), self.place), (_("Safe person?"), self.safe))
        self.body.addWidget(beside(*(Field(label, each) for label, each in asked), Field(_("Still a contact?"), self.still)))
        self.with_earlier()

    def _lines(self) -> tuple[tuple[Line, str], ...]:
        return (
            (self.name, "name"), (self.youth_as, "name_to_use"), (self.language, "language"), (self.interpreter, "interpreter"),
            (self.order, "order"), (self.decided, "decided_by"),
        )  # fmt: skip

    def open_for(self, youth: Youth) -> None:
        """One who is known, or an empty sheet."""
        known = youth.contacts.get(self.own_id)
        self.show_earlier(known)
        self._before = held = known.value if known else model.Contact(name="", relation="parent")
        self.title.setText(held.name or _("A new contact"))
        for line, name in self._lines():
            line.edit.setText(getattr(held, name))
        ways = {way.kind: way.value for way in reversed(held.channels)}
        self.phone.edit.setText(ways.get("phone", ""))
        self.email.edit.setText(ways.get("email", ""))
        self.relation.choose(held.relation)
        self.tell.choose(held.tell)
        self.review.edit.setText(held.review_on or "")
        answers = ((self.voicemail, held.voicemail_ok), (self.place, held.may_know_placement), (self.safe, held.safe_person))
        for choices, value in (*answers, (self.still, not held.removed)):
            choices.choose("yes" if value else "no")
        self.show()
        self.name.edit.setFocus()

    def open_new(self, youth: Youth, relation: str) -> None:
        """Somebody new, whose part is known already."""
        self.own_id = ""
        self.open_for(youth)
        self.relation.choose(relation)

    def value(self) -> model.Contact:
        """The contact; further ways to reach them that the sheet does not show stay."""
        texts: dict[str, Any] = {name: line.text() for line, name in self._lines()}
        relation: Any = self.relation.value()
        tell: Any = self.tell.value()
        return replace(
            self._before,
            **texts,
            relation=relation if self.relation.value() else self._before.relation,
            channels=self._channels(),
            tell=tell,
            review_on=self.review.text() or None,
            voicemail_ok=self.voicemail.value() == "yes",
            may_know_placement=self.place.value() == "yes",
            safe_person=self.safe.value() == "yes",
            removed=self.still.value() == "no",
        )

    def _channels(self) -> tuple[model.Channel, ...]:
        kept = list(self._before.channels)
        shown: tuple[tuple[Any, str], ...] = (("phone", self.phone.text()), ("email", self.email.text()))
        for kind, value in shown:
            place = next((at for at, way in enumerate(kept) if way.kind == kind), None)
            if place is not None:
                kept[place : place + 1] = [replace(kept[place], value=value)] if value else []
            elif value:
                kept.append(model.Channel(kind=kind, value=value))
        return tuple(kept)


class ConcernSheet(SectionSheet):
    """A person of concern: never a contact, never told, never called."""

    def __init__(self) -> None:
        super().__init__(_("Person of concern"), _("Keep"))

    def _fields(self) -> None:
        self.name, self.phones = (
            Line(_("Name or alias")),
            Line(_("Numbers"), _("Separated by commas; nobody can dial them here.")),
        )
        self.looks, self.vehicle = Line(_("Description")), Line(_("Vehicle and plate"))
        self.still = yes_no(_("Still of concern?"))
        self.body.addWidget(beside(self.name, self.phones))
        self.body.addWidget(beside(self.looks, self.vehicle, Field(_("Still of concern?"), self.still)))
        self.with_earlier()

    def open_for(self, youth: Youth) -> None:
        """One who is known, or an empty sheet."""
        known = youth.concerns.get(self.own_id)
        self.show_earlier(known)
        held = known.value if known else model.Concern(name="")
        for line, text in ((self.name, held.name), (self.looks, held.description), (self.vehicle, held.vehicle)):
            line.edit.setText(text)
        self.phones.edit.setText(", ".join(held.phones))
        self.still.choose("yes")
        self.show()
        self.name.edit.setFocus()

    def value(self) -> model.Concern:
        """The person; somebody of whom it is not known is still of concern."""
        phones = tuple(part.strip() for part in self.phones.text().split(",") if part.strip())
        return model.Concern(
            name=self.name.text(),
            description=self.looks.text(),
            phones=phones,
            vehicle=self.vehicle.text(),
            removed=self.still.value() == "no",
        )
