"""Sheets for how a youth lives: placement, phones and accounts, places and people, their own words."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from fieldapp.text import _
from fieldapp.youth import model
from fieldapp.youth.model import Youth
from ui.pages.forms import beside
from ui.pages.people_sheets import is_it
from ui.pages.sections import SectionSheet
from ui.widgets.buttons import Btn
from ui.widgets.fields import Field, Line, Words
from ui.widgets.text import column, emptied, row


class PlacementSheet(SectionSheet):
    """Where the youth lives by order or agreement."""

    def __init__(self) -> None:
        super().__init__(_("Placement"), _("Keep"))

    def _fields(self) -> None:
        self.name, self.address = Line(_("Home")), Line(_("Address"))
        self.phone, self.caregiver = Line(_("Phone")), Line(_("Caregiver"))
        self.since = Line(_("Since"), _("As 2026-06-02"))
        self.body.addWidget(beside(self.name, self.address))
        self.body.addWidget(beside(self.phone, self.caregiver, self.since))

    def open_for(self, youth: Youth) -> None:
        """Show what is known."""
        held = youth.placement.value if youth.placement else model.Placement(name="")
        for line, text in (
            (self.name, held.name),
            (self.address, held.address),
            (self.phone, held.phone),
            (self.caregiver, held.caregiver),
            (self.since, held.since or ""),
        ):
            line.edit.setText(text)
        self.show()
        self.name.edit.setFocus()

    def value(self) -> model.Placement:
        """The whole section."""
        return model.Placement(
            name=self.name.text(),
            address=self.address.text(),
            phone=self.phone.text(),
            caregiver=self.caregiver.text(),
            since=self.since.text() or None,
        )


class HandleLine(QWidget):
    """One phone number or account."""

    def __init__(self, held: model.Handle) -> None:
        super().__init__()
        self.service, self.number = Line(_("Phone, or which service")), Line(_("Number or handle"))
        self.carrier, self.url = Line(_("Carrier")), Line(_("Web address"))
        self.online, self.note = Line(_("Last online"), placeholder="2026-11-20"), Line(_("Note"))
        pairs = ((self.service, held.service), (self.number, held.value), (self.carrier, held.carrier), (self.url, held.url))
        for line, text in (*pairs, (self.online, held.last_online or ""), (self.note, held.note)):
            line.edit.setText(text)
        self.setLayout(row(self.service, self.number, self.carrier, self.url, self.online, self.note, gap=8))

    def value(self) -> model.Handle | None:
        """What was filled in; None for an empty line."""
        if not self.number.text():
            return None
        service = self.service.text()
        return model.Handle(
            service="phone" if service.casefold() in {"", "phone", _("phone")} else service,
            value=self.number.text(),
            note=self.note.text(),
            carrier=self.carrier.text(),
            url=self.url.text(),
            last_online=self.online.text() or None,
        )


class ReachSheet(SectionSheet):
    """Phones and accounts, what pays and carries, and electronic monitoring (P39)."""

    def __init__(self) -> None:
        self._rows: list[HandleLine] = []
        self._held = QVBoxLayout()
        super().__init__(_("Phones and accounts"), _("Keep"))

    def _fields(self) -> None:
        more = Btn(_("One more line"), "plain", "plus", height=32)
        more.clicked.connect(self._on_more)
        self._held.setSpacing(6)
        self.body.addLayout(self._held)
        self.body.addLayout(row(more, None))
        self.pay = Line(_("Ride and pay accounts"))
        self.monitor, self.watch = Line(_("Electronic monitoring by")), Line(_("Its 24-hour line"))
        self.point = Line(_("Last point"))
        self.body.addWidget(beside(self.pay, self.monitor, self.watch, self.point))

    def open_for(self, youth: Youth) -> None:
        """Show what is known, and a line to fill in."""
        held = youth.reach.value if youth.reach else model.Reach()
        emptied(self._held)
        self._rows = []
        for each in held.handles:
            self._add(each)
        last = self._add(model.Handle(service="" if held.handles else "phone", value=""))
        for line, text in (
            (self.pay, held.rides_and_pay),
            (self.monitor, held.monitor),
            (self.watch, held.monitor_line),
            (self.point, held.monitor_last_point),
        ):
            line.edit.setText(text)
        self.show()
        last.number.edit.setFocus()

    def lines(self) -> tuple[HandleLine, ...]:
        """The lines as they stand."""
        return tuple(self._rows)

    def value(self) -> model.Reach:
        """The whole section; empty lines are left out."""
        return model.Reach(
            handles=tuple(value for each in self._rows if (value := each.value())),
            rides_and_pay=self.pay.text(),
            monitor=self.monitor.text(),
            monitor_line=self.watch.text(),
            monitor_last_point=self.point.text(),
        )

    def _on_more(self) -> None:
        self._add(model.Handle(service="", value="")).service.edit.setFocus()

    def _add(self, held: model.Handle) -> HandleLine:
        line = HandleLine(held)
        self._rows.append(line)
        self._held.addWidget(line)
        return line


class AssociateLine(QWidget):
    """Somebody the youth is with."""

    def __init__(self, held: model.Associate) -> None:
        super().__init__()
        self.name, self.note, self.minor = Line(_("Name")), Line(_("How they know each other")), is_it(_("A minor?"))
        self.name.edit.setText(held.name)
        self.note.edit.setText(held.note)
        self.minor.choose("yes" if held.minor else "no")
        self.setLayout(row(self.name, self.note, Field(_("A minor?"), self.minor), gap=8))

    def value(self) -> model.Associate | None:
        """What was filled in; None for an empty line."""
        if not self.name.text():
            return None
        return model.Associate(name=self.name.text(), note=self.note.text(), minor=self.minor.value() == "yes")


class AroundSheet(SectionSheet):
    """Places and people; another minor is marked, and no paper names one who was not picked (P21)."""

    def __init__(self) -> None:
        self._rows: list[AssociateLine] = []
        self._held = QVBoxLayout()
        super().__init__(_("Places and people"), _("Keep"))

    def _fields(self) -> None:
        self.places = Words(_("Places"), _("One a line."), height=72)
        more = Btn(_("One more person"), "plain", "plus", height=32)
        more.clicked.connect(self._on_more)
        self.body.addWidget(self.places)
        self.body.addLayout(self._held)
        self.body.addLayout(row(more, None))

    def open_for(self, youth: Youth) -> None:
        """Show what is known, and a line to fill in."""
        held = youth.around.value if youth.around else model.Around()
        self.places.edit.setPlainText("\n".join(held.places))
        emptied(self._held)
        self._rows = []
        for each in (*held.associates, model.Associate(name="")):
            self._add(each)
        self.show()
        self.places.edit.setFocus()

    def lines(self) -> tuple[AssociateLine, ...]:
        """The lines as they stand."""
        return tuple(self._rows)

    def value(self) -> model.Around:
        """The whole section; empty lines are left out."""
        places = tuple(line.strip() for line in self.places.text().splitlines() if line.strip())
        return model.Around(places=places, associates=tuple(value for each in self._rows if (value := each.value())))

    def _on_more(self) -> None:
        self._add(model.Associate(name="")).name.edit.setFocus()

    def _add(self, held: model.Associate) -> AssociateLine:
        line = AssociateLine(held)
        self._rows.append(line)
        self._held.addWidget(line)
        return line


class OwnWordsSheet(SectionSheet):
    """Made with the youth, only if they wish (P49)."""

    def __init__(self) -> None:
        super().__init__(_("In the youth's own words"), _("Keep"))

    def _fields(self) -> None:
        hint = _("Fill it in together; every line may stay empty.")
        self.call, self.not_tell = Words(_("Whom to call"), hint, height=56), Words(_("Whom not to tell"), height=56)
        self.reach, self.back = Words(_("How to reach me"), height=56), Words(_("What would bring me back"), height=56)
        self.body.addLayout(column(beside(self.call, self.not_tell), beside(self.reach, self.back), gap=8))

    def open_for(self, youth: Youth) -> None:
        """Show what is known."""
        held = youth.own_words.value if youth.own_words else model.OwnWords()
        self.call.edit.setPlainText(held.whom_to_call)
        self.not_tell.edit.setPlainText(held.whom_not_to_tell)
        self.reach.edit.setPlainText(held.how_to_reach_me)
        self.back.edit.setPlainText(held.what_would_bring_me_back)
        self.show()
        self.call.edit.setFocus()

    def value(self) -> model.OwnWords:
        """The whole section."""
        return model.OwnWords(
            whom_to_call=self.call.text(),
            whom_not_to_tell=self.not_tell.text(),
            how_to_reach_me=self.reach.text(),
            what_would_bring_me_back=self.back.text(),
        )
