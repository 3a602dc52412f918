"""Sheets for the sections of a youth's record: each states one section whole; what a sheet does not show stays as it was."""

from __future__ import annotations

from typing import Any

from msgspec.structs import replace
from PySide6.QtCore import Signal

from fieldapp.desk.window import vocabulary
from fieldapp.text import _
from fieldapp.youth import model
from fieldapp.youth.model import Youth
from ui.pages.forms import Sheet, as_bool, beside, show_bool, yes_no
from ui.widgets.buttons import Btn
from ui.widgets.fields import Field, Line, Pick, Words
from ui.widgets.text import row


class SectionSheet(Sheet):
    """A sheet that opens on what is known of a youth. own_id: which of many (contacts, persons of concern); "" a new one."""

    own_id = ""
    earlier_asked = Signal()

    def with_earlier(self) -> None:
        """A way to what was stated before, for what has no row on the page to carry it."""
        self._earlier = Btn(_("Earlier…"), "plain", "clock", height=32)
        self._earlier.clicked.connect(self.earlier_asked)
        self.body.addLayout(row(self._earlier, None))

    def show_earlier(self, known: object) -> None:
        """Only of somebody who is known is there anything earlier."""
        self._earlier.setVisible(known is not None)

    def open_for(self, youth: Youth) -> None:
        """Show what is known."""

    def open_one(self, youth: Youth, own_id: str) -> None:
        """Show what is known of one of many."""
        self.own_id = own_id
        self.open_for(youth)


class NamesSheet(SectionSheet):
    """Names by audience."""

    def __init__(self) -> None:
        super().__init__(_("Names"), _("Keep"))

    def _fields(self) -> None:
        self.chosen = Line(_("Chosen name"), _("Heads every page."))
        self.legal = Line(_("Legal name"), _("Only on police, NCMEC and court papers."))
        self.pronouns, self.other = Line(_("Pronouns")), Line(_("Other names"), _("Separated by commas."))
        self.language, self.interpreter = Line(_("Language")), Line(_("Interpreter"), _("Who, or the line to call."))
        self.body.addWidget(beside(self.chosen, self.legal))
        self.body.addWidget(beside(self.pronouns, self.other))
        self.body.addWidget(beside(self.language, self.interpreter))
        self.with_earlier()

    def open_for(self, youth: Youth) -> None:
        """Show what is known."""
        names = youth.names.value
        said = ((self.chosen, names.chosen), (self.legal, names.legal), (self.pronouns, names.pronouns))
        for line, text in (*said, (self.language, names.language), (self.interpreter, names.interpreter)):
            line.edit.setText(text)
        self.other.edit.setText(", ".join(names.other))
        self.show()
        self.chosen.edit.setFocus()

    def value(self) -> model.Names:
        """The whole section."""
        other = tuple(part.strip() for part in self.other.text().split(",") if part.strip())
        return model.Names(
            chosen=self.chosen.text(),
            legal=self.legal.text(),
            other=other,
            pronouns=self.pronouns.text(),
            language=self.language.text(),
            interpreter=self.interpreter.text(),
        )


class StandingSheet(SectionSheet):
    """Jurisdiction apart from age, the three counties, the numbers (P37, P38)."""

    def __init__(self) -> None:
        self._before = model.Standing()
        super().__init__(_("Jurisdiction and numbers"), _("Keep"))

    def _fields(self) -> None:
        self.born = Line(_("Born"), _("As 2011-05-30"))
        kinds = ("", "dependent", "ward", "dual", "transition", "voluntary", "in_home", "tribal")
        words = (_("not known"), *(kind.replace("_", " ") for kind in kinds[1:]))
        self.jurisdiction = Pick(_("Jurisdiction"), tuple(zip(kinds, words, strict=True)))
        agencies = (("", _("not known")), ("child_welfare", _("Child welfare")), ("probation", _("Probation")))
        self.lead = Pick(_("Lead agency"), agencies)
        self.in_care, self.order = yes_no(_("In placement and care?")), yes_no(_("Placement order?"))
        self.supervises = yes_no(_("Supervised at home?"))
        self.court, self.placed = Line(_("Court county")), Line(_("Placement county"))
        self.seen, self.state = Line(_("Last-seen county")), Line(_("Last-seen state"))
        self.cws, self.number, self.pin = Line(_("CWS/CMS client id")), Line(_("Court number")), Line(_("Probation number"))
        self.body.addWidget(beside(self.born, self.jurisdiction, self.lead))
        asked = (Field(_("In placement and care?"), self.in_care), Field(_("Placement order?"), self.order))
        self.body.addWidget(beside(*asked, Field(_("Supervised at home?"), self.supervises)))
        self.body.addWidget(beside(self.court, self.placed, self.seen, self.state))
        self.body.addWidget(beside(self.cws, self.number, self.pin))

    def _lines(self) -> tuple[tuple[Line, str], ...]:
        return (
            (self.court, "court_county"),
            (self.placed, "placement_county"),
            (self.seen, "last_seen_county"),
            (self.state, "last_seen_state"),
            (self.cws, "cws_client_id"),
            (self.number, "court_number"),
            (self.pin, "probation_number"),
        )

    def open_for(self, youth: Youth) -> None:
        """Show what is known."""
        self._before = held = youth.standing.value if youth.standing else model.Standing()
        self.born.edit.setText(held.born or "")
        self.jurisdiction.choose(held.jurisdiction or "")
        self.lead.choose(held.lead_agency or "")
        for choices, value in (
            (self.in_care, held.in_care),
            (self.order, held.placement_order),
            (self.supervises, held.agency_supervises),
        ):
            show_bool(choices, value)
        for line, name in self._lines():
            line.edit.setText(getattr(held, name))
        self.show()
        self.born.edit.setFocus()

    def value(self) -> model.Standing:
        """The whole section."""
        texts: dict[str, Any] = {name: line.text() for line, name in self._lines()}
        return replace(
            self._before,
            born=self.born.text() or None,
            jurisdiction=self.jurisdiction.value() or None,
            lead_agency=self.lead.value() or None,
            in_care=as_bool(self.in_care),
            placement_order=as_bool(self.order),
            agency_supervises=as_bool(self.supervises),
            **texts,
        )


class DescriptionSheet(SectionSheet):
    """What the youth looks like: words for the worker, the officer's codes behind them."""

    def __init__(self) -> None:
        self._before = model.Description()
        super().__init__(_("Description"), _("Keep"))

    def _fields(self) -> None:
        self.picks = {name: Pick(label, _codes(name)) for name, label in _code_fields()}
        self.tall, self.heavy = Line(_("Height, inches")), Line(_("Weight, pounds"))
        self.marks = Words(_("Scars, marks, tattoos"), _("One a line, in your words."), height=56)
        self.wears = Line(_("Usually wears"))
        first, second = list(self.picks.values())[:3], list(self.picks.values())[3:]
        self.body.addWidget(beside(*first))
        self.body.addWidget(beside(*second))
        self.body.addWidget(beside(self.tall, self.heavy, self.wears))
        self.body.addWidget(self.marks)

    def open_for(self, youth: Youth) -> None:
        """Show what is known."""
        self._before = held = youth.description.value if youth.description else model.Description()
        for name, pick in self.picks.items():
            pick.choose(getattr(held, name))
        self.tall.edit.setText(str(held.height or ""))
        self.heavy.edit.setText(str(held.weight or ""))
        self.wears.edit.setText(held.wears)
        self.marks.edit.setPlainText("\n".join(mark.words or mark.code for mark in held.marks))
        self.show()
        self.tall.edit.setFocus()

    def value(self) -> model.Description:
        """The whole section; a mark whose words did not change keeps its code."""
        known = {mark.words or mark.code: mark for mark in self._before.marks}
        lines = [line.strip() for line in self.marks.text().splitlines() if line.strip()]
        codes: dict[str, Any] = {name: pick.value() for name, pick in self.picks.items()}
        return model.Description(
            **codes,
            height=_number(self.tall),
            weight=_number(self.heavy),
            wears=self.wears.text(),
            marks=tuple(known.get(line, model.Mark(words=line)) for line in lines),
        )


class TribesSheet(SectionSheet):
    """Tribes; reason to know counts as yes (P33)."""

    def __init__(self) -> None:
        super().__init__(_("Tribes"), _("Keep"))

    def _fields(self) -> None:
        known = (("", _("not known")), ("yes", _("Yes")), ("reason", _("Reason to know")), ("no", _("No")))
        self.child, self.names = (
            Pick(_("Indian child?"), known),
            Line(_("Tribes"), _("Separated by commas; several are possible.")),
        )
        self.custodian, self.police = yes_no(_("Indian custodian?")), yes_no(_("Tribal police?"))
        self.body.addWidget(beside(self.child, self.names))
        self.body.addWidget(beside(Field(_("Indian custodian?"), self.custodian), Field(_("Tribal police?"), self.police)))

    def open_for(self, youth: Youth) -> None:
        """Show what is known."""
        held = youth.tribes.value if youth.tribes else model.Tribes()
        words = {True: "yes", "reason_to_know": "reason", False: "no"}
        self.child.choose(words.get(held.indian_child, "") if held.indian_child is not None else "")
        self.names.edit.setText(", ".join(held.names))
        show_bool(self.custodian, held.indian_custodian)
        show_bool(self.police, held.tribal_police)
        self.show()
        self.names.edit.setFocus()

    def value(self) -> model.Tribes:
        """The whole section."""
        known: dict[str, Any] = {"yes": True, "reason": "reason_to_know", "no": False}
        names = tuple(part.strip() for part in self.names.text().split(",") if part.strip())
        child = known.get(self.child.value())
        return model.Tribes(
            indian_child=child, names=names, indian_custodian=as_bool(self.custodian), tribal_police=as_bool(self.police)
        )


class HealthSheet(SectionSheet):
    """Medicine and dangers; nothing clinical."""

    def __init__(self) -> None:
        super().__init__(_("Medicine and dangers"), _("Keep"))

    def _fields(self) -> None:
        self.medicine, self.danger, self.other = Line(_("Medicine")), Line(_("Danger of self-harm")), Line(_("Other risk"))
        self.body.addWidget(beside(self.medicine, self.danger, self.other))

    def open_for(self, youth: Youth) -> None:
        """Show what is known."""
        held = youth.health.value if youth.health else model.Health()
        for line, text in ((self.medicine, held.medication), (self.danger, held.suicidality), (self.other, held.other_risk)):
            line.edit.setText(text)
        self.show()
        self.medicine.edit.setFocus()

    def value(self) -> model.Health:
        """The whole section."""
        return model.Health(medication=self.medicine.text(), suicidality=self.danger.text(), other_risk=self.other.text())


def _code_fields() -> tuple[tuple[str, str], ...]:
    return (
        ("sex", _("Sex (NCIC)")),
        ("race", _("Race")),
        ("ethnicity", _("Ethnicity")),
        ("eyes", _("Eyes")),
        ("hair", _("Hair")),
        ("skin", _("Skin")),
    )


def _codes(name: str) -> tuple[tuple[str, str], ...]:
    """The NCIC codes of a field with their words; nothing chosen first."""
    return (("", _("not known")), *((code.code, code.say()) for code in vocabulary()[name].codes))


def _number(line: Line) -> int | None:
    text = line.text()
    return int(text) if text.isdigit() else None
