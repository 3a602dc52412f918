"""Destruction by order: what a record holds and where copies lie, the order, and afterwards who confirmed it and who did not."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from fieldapp import clock
from fieldapp.desk import destroying, destruction
from fieldapp.desk.desk import Desk
from fieldapp.desk.destroying import Order
from fieldapp.desk.destruction import Before, OrderShown
from fieldapp.desk.withdrawnfile import to_be_destroyed
from fieldapp.errors import BadInput, FieldError
from fieldapp.text import _
from ui.pages import destruction_parts as parts
from ui.pages.forms import Sheet, beside
from ui.pages.page import Page
from ui.widgets.busy import Busy
from ui.widgets.cards import page_head
from ui.widgets.fields import Day, Line
from ui.widgets.text import Said, column, emptied
from ui.work import words_for


class OrderSheet(Sheet):
    """The order as it was given, and the passphrase of who carries it out."""

    def __init__(self) -> None:
        super().__init__(_("Destroy a record by order"), _("Destroy it for good"))

    def _fields(self) -> None:
        self.before = column(gap=4)
        kept = _("These three stay as the proof of why. Type no name of a youth here.")
        self.by = Line(_("Who ordered it"), kept, placeholder=_("Juvenile Court of …"))
        self.reference = Line(_("Number of the order"))
        self.dated = Day(_("Date of the order"), clock.day(clock.now()), weekday=False)
        self.passphrase = Line(_("Your passphrase"), secret=True)
        self.body.addLayout(self.before)
        self.body.addWidget(self.by)
        self.body.addWidget(beside(self.reference, self.dated))
        self.body.addWidget(self.passphrase)

    def open_for(self, found: Before, now: clock.Instant, *, withdrawn: bool) -> None:
        """Say what would go; nothing is typed yet. withdrawn: only what was entered in the wrong youth."""
        wrong = _("Destroy what was entered in the wrong youth ({name})")
        self.title.setText((wrong if withdrawn else _("Destroy the record of {name} by order")).format(name=found.name))
        emptied(self.before)
        for each in parts.would_go(found):
            self.before.addWidget(each)
        self.dated.show_day(clock.day(now))
        self.ok.setEnabled(not found.missing and found.records > 0)
        self.show()
        self.by.edit.setFocus()

    def order(self) -> Order:
        """What was typed."""
        return Order(self.by.edit.text(), self.reference.edit.text(), self.dated.day().isoformat())

    def close_sheet(self) -> None:
        """What was typed goes."""
        for each in (self.by, self.reference, self.passphrase):
            each.edit.clear()
        emptied(self.before)
        super().close_sheet()


class RestSheet(Sheet):
    """The passphrase alone: the order stands already."""

    def __init__(self) -> None:
        super().__init__(_("Destroy what came since"), _("Destroy it for good"))
        self.order = ""

    def _fields(self) -> None:
        said = _("These records were written on a laptop that did not know of the order yet. Look at them first if in doubt.")
        self.passphrase = Line(_("Your passphrase"), secret=True)
        self.body.addWidget(Said(said, "body", wraps=True))
        self.body.addWidget(self.passphrase)

    def open_for(self, order: str) -> None:
        """For one order."""
        self.order = order
        self.show()
        self.passphrase.edit.setFocus()

    def close_sheet(self) -> None:
        """What was typed goes."""
        self.passphrase.edit.clear()
        self.order = ""
        super().close_sheet()


class DestructionPage(Page):
    """Opened with a youth for a new order, without for the orders that stand."""

    areas = frozenset({"youth", "agency"})

    def _build(self) -> None:
        self._youth = self._act = ""
        self.sheet, self.rest = OrderSheet(), RestSheet()
        self.sheet.done.connect(self._on_sure)
        self.sheet.closed.connect(self._on_closed)
        self.rest.done.connect(self._on_rest)
        self.busy = Busy()
        self.busy.stop.hide()  # it cannot be taken back halfway; what is out of reach is tried again at each unlock
        note = _("A court's order ends a record for good: here, on every laptop, in backups and in what was sent.")
        self.content.addLayout(page_head(_("Destruction by order"), note))
        self._listed = column(gap=12)
        for each in (self.sheet, self.rest, self.busy):
            self.content.addWidget(each)
        self.content.addLayout(self._listed)
        self.content.addStretch(1)

    def enter(self, youth: str, episode: str) -> None:
        """A record to be destroyed, or none: then the orders alone. episode: what was withdrawn together, "" for all of it."""
        self.forget()
        self._youth, self._act = youth, episode
        if youth:
            self.session.ask(
                lambda desk: destruction.before(desk, youth, _chosen(desk, episode)), lambda found: self._ask_for(youth, found)
            )
        self.stale()

    def refresh(self) -> None:
        """Ask for the orders."""
        self.session.ask(destruction.orders, self.show_orders)

    def forget(self) -> None:
        """Nothing of it stays."""
        self._youth = self._act = ""
        for each in (self.sheet, self.rest):
            if not each.isHidden():
                each.close_sheet()
        self.busy.end()
        emptied(self._listed)

    def show_orders(self, found: tuple[OrderShown, ...]) -> None:
        """The orders that stand."""
        emptied(self._listed)
        cards: list[QWidget] = [parts.order_card(each, self._on_since) for each in found]
        for each in cards or [parts.no_orders()]:
            self._listed.addWidget(each)

    def _ask_for(self, youth: str, found: Before) -> None:
        if youth == self._youth:
            self.sheet.open_for(found, self.session.now(), withdrawn=bool(self._act))

    def _on_closed(self) -> None:
        self._youth = self._act = ""

    def _on_since(self, order: str) -> None:
        self.rest.open_for(order)
        self._area.verticalScrollBar().setValue(0)

    # -- destroying

    def _on_sure(self, _none: None) -> None:
        youth, act, order, passphrase = self._youth, self._act, self.sheet.order(), self.sheet.passphrase.edit.text()
        self.sheet.ok.setEnabled(False)
        job = self.session.do_long(
            lambda desk: desk.slices(destroying.destroy, youth, order, passphrase, _chosen(desk, act)),
            lambda _order: self._on_done(self.sheet),
            lambda error: self._on_refused(error, self.sheet),
            self.busy.show_progress,
        )
        self.busy.begin(job, _("Checking the passphrase"))

    def _on_rest(self, _none: None) -> None:
        order, passphrase = self.rest.order, self.rest.passphrase.edit.text()
        self.rest.ok.setEnabled(False)
        job = self.session.do_long(
            lambda desk: desk.slices(destroying.destroy_rest, order, passphrase),
            lambda _nothing: self._on_done(self.rest),
            lambda error: self._on_refused(error, self.rest),
            self.busy.show_progress,
        )
        self.busy.begin(job, _("Checking the passphrase"))

    def _on_done(self, sheet: Sheet) -> None:
        self.busy.end()
        sheet.ok.setEnabled(True)
        sheet.close_sheet()

    def _on_refused(self, error: BaseException, sheet: Sheet) -> None:
        self.busy.end()
        sheet.ok.setEnabled(True)
        if not isinstance(error, FieldError):
            raise error
        sheet.refuse(" ".join(words_for(error)))


def _chosen(desk: Desk, act: str) -> tuple[bytes, ...]:
    """What was withdrawn together; of a whole record nothing is chosen. BadInput where it was put back or destroyed meanwhile."""
    found = to_be_destroyed(desk, act) if act else ()
    if act and not found:
        raise BadInput("records", _("This is put back, or destroyed already."), _("Look at what was entered in the wrong youth."))
    return found
