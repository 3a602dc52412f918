"""The items of a form under its sections, one of them open; the columns' heads stay above, the keys below."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from fieldapp.desk.screeningfile import Rating
from fieldapp.desk.window import Instrument, Item, marking
from fieldapp.identify.queries import Kept
from fieldapp.text import _
from ui import style
from ui.pages import screening_words as say
from ui.pages.screening_details import Details
from ui.pages.screening_hand import Hand, Legend
from ui.pages.screening_row import AS_OF, FROM, FROM_NARROW, GAP, NOTE, RatingRow, rate_width
from ui.pages.screening_tabs import Tabs
from ui.widgets.cards import Card, Hairline
from ui.widgets.digits import RING
from ui.widgets.scrolling import Scrolling
from ui.widgets.text import Said, column, emptied, holding, row


class SectionHead(QWidget):
    """The head of a section between the rows, on a quieter ground."""

    def __init__(self, title: str) -> None:
        super().__init__()
        self.setFixedHeight(28)
        self._range = Said("", "small", "muted")
        self.setLayout(row(Said(title, "small_strong", "muted"), self._range, None, margins=(16, 0, 16, 0)))

    def show_range(self, numbers: list[int]) -> None:
        """The numbers of its items."""
        self._range.setText(_range(numbers))

    def paintEvent(self, event: QPaintEvent) -> None:
        """The ground, inside the card's border."""
        del event
        QPainter(self).fillRect(self.rect().adjusted(1, 0, -1, 0), style.colour("bg"))


class ItemsCard(Card):
    """Tabs, heads, rows, keys."""

    def __init__(self, hand: Hand) -> None:
        super().__init__(margin=0, gap=0)
        self._hand = hand
        self._rows: dict[str, RatingRow] = {}
        self._heads: dict[str, SectionHead] = {}
        self._shown: tuple[str, ...] = ()
        self._form: Instrument | None = None
        self.details: Details | None = None
        self.current = ""
        self.narrow = False
        self._build()

    def _build(self) -> None:
        self._top, self._list = column(), column()
        self._inner = holding(column(self._list, None))
        self._area = Scrolling(self._inner)
        self._area.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)  # the columns stand under their heads
        self.body.addLayout(self._top)
        self.body.addWidget(self._area, 1)
        self.body.addWidget(Hairline())
        self._legend = Legend()
        self.body.addWidget(self._legend)

    # -- what is shown

    def show_rating(self, rating: Rating) -> None:
        """A draft, from the beginning."""
        self.forget()
        self._form = rating.form
        self.tabs = Tabs(rating.form)
        self.tabs.chosen.connect(self._on_section)
        for part in (self.tabs, self._columns(rating.form), Hairline()):
            self._top.addWidget(part)
        self._list_all(rating.form)
        self.current = rating.kept.at
        self.show_changed(rating)
        self.open_current(rating.kept)
        QTimer.singleShot(0, self, lambda: self._to_top(self._section()))

    def show_changed(self, rating: Rating) -> None:
        """What is asked with these answers, how far each section is, and every row as rated."""
        self._shown = shown = rating.so_far.shown
        if self.current not in shown:
            self.current = next(iter(shown), "")
        for name, each in self._rows.items():
            each.setHidden(name not in shown)
        for section in rating.form.sections:
            numbers = self._numbers(section.items)
            self._heads[section.id].show_range(numbers)
            self._heads[section.id].setHidden(not numbers)
        self.tabs.show_progress(rating.so_far.progress, self._section())
        self.show_kept(rating.kept)

    def show_kept(self, kept: Kept) -> None:
        """Every row as rated."""
        for name, each in self._rows.items():
            each.show_rating(marking.rated(kept, name), current=name == self.current, narrow=self.narrow)

    def set_narrow(self, kept: Kept | None, *, narrow: bool) -> None:
        """Fewer columns and keys where there is less room."""
        self.narrow = narrow
        self._legend.set_narrow(narrow=narrow)
        if kept is not None:
            self._from.setFixedWidth(FROM_NARROW if narrow else FROM)
            self._as_of.setHidden(narrow)
            self.show_kept(kept)

    def forget(self) -> None:
        """Nothing of it stays."""
        emptied(self._list)
        emptied(self._top)
        self._rows, self._heads, self._shown, self._form, self.details, self.current = {}, {}, (), None, None, ""

    def _list_all(self, form: Instrument) -> None:
        """A row for every item; which of them are shown hangs on the answers."""
        rate = rate_width(form.items.values())
        place = {name: number for number, name in enumerate(form.items, 1)}
        for section in form.sections:
            self._heads[section.id] = head = SectionHead(say.said(section.text, section.id))
            self._list.addWidget(head)
            for name in section.items:
                self._list.addWidget(self._row(form.items[name], place[name], rate))

    def _numbers(self, items: tuple[str, ...]) -> list[int]:
        """The numbers of those items that are shown."""
        order = list(self._form.items) if self._form else []
        return [order.index(name) + 1 for name in items if name in self._shown]

    def _row(self, item: Item, number: int, rate: int) -> RatingRow:
        made = RatingRow(item, number, rate)
        made.came.connect(self._hand.come)
        made.pressed.connect(self._hand.press)
        made.keyed.connect(self._hand.keyed)
        self._rows[item.id] = made
        return made

    def _columns(self, form: Instrument) -> QWidget:
        """The head of the section that one is in, over the columns."""
        self._title, self._range = Said("", "card"), Said("", "small", "muted")
        rate, self._from = Said(_("rate"), "small", "muted"), Said(_("from"), "small", "muted")
        rate.setFixedWidth(rate_width(form.items.values()) - RING)
        self._from.setFixedWidth(FROM_NARROW if self.narrow else FROM)
        self._as_of = Said(_("as of"), "small", "muted")
        self._as_of.setFixedWidth(AS_OF)
        note = QWidget()
        note.setFixedWidth(NOTE)
        where = row(self._title, 4, self._range, None, gap=6)
        line = row(holding(where), rate, self._from, self._as_of, note, gap=GAP, margins=(16, 0, 18, 0))
        line.setStretch(0, 1)
        made = holding(line)
        made.setFixedHeight(38)
        self._as_of.setHidden(self.narrow)  # only now: a widget without a parent would be a window
        return made

    # -- the open one

    def open_current(self, kept: Kept, what: str = "") -> None:
        """Open the row one is at; the others are closed."""
        for name, each in self._rows.items():
            if name != self.current:
                emptied(each.details)
        here = self._rows.get(self.current)
        if here is None or self._form is None:
            return
        if here.details.count() == 0 or self.details is None:
            emptied(here.details)
            self.details = self._details(here.item)
            here.details.addWidget(self.details)
        self.details.show_rating(marking.rated(kept, self.current), note=what == "note")
        self._order_keys(here.digits, self.details)
        self._legend.show_item(here.item)
        self._name_section()
        self.show_kept(kept)
        QTimer.singleShot(0, self, self.into_sight)

    @staticmethod
    def _order_keys(digits: QWidget, details: Details) -> None:
        """Tab leads from the answers of the open row into what stands below them; Qt would put it behind the last row."""
        details.show()
        before = digits
        for each in details.findChildren(QWidget):
            here = each.window() is digits.window()  # a choice's list of choices is a window of its own
            if here and each.focusPolicy() & Qt.FocusPolicy.TabFocus and each.focusProxy() is None:
                QWidget.setTabOrder(before, each)
                before = each

    def _details(self, item: Item) -> Details:
        made, hand = Details(item), self._hand
        made.pressed.connect(hand.press)
        made.followed.connect(hand.follow)
        made.removed.connect(hand.remove)
        made.opening.connect(hand.open)
        made.sourced.connect(hand.put)
        made.typing.connect(hand.type_source)
        made.explained.connect(hand.explain)
        made.worded.connect(hand.word)
        made.closed.connect(hand.close_open)
        return made

    def focus_current(self) -> None:
        """The keys go to the row one is at, as soon as it is there."""
        here = self._rows.get(self.current)
        if here is not None and here.digits.isVisible():
            here.digits.setFocus(Qt.FocusReason.OtherFocusReason)
        elif here is not None:
            QTimer.singleShot(0, here.digits, here.digits.setFocus)

    def into_sight(self) -> None:
        """Scroll to the row one is at, so far as it is out of sight."""
        here = self._rows.get(self.current)
        if here is not None:
            self._settled()
            self._area.ensureWidgetVisible(here, 0, 4)

    def _settled(self) -> None:
        """Let the list have its size before it is scrolled."""
        layout = self._inner.layout()
        if layout is not None:
            layout.activate()
        self._inner.resize(self._inner.width(), max(self._inner.sizeHint().height(), self._area.viewport().height()))

    def beside(self, by: int) -> str:
        """The item so many rows further, as far as there are rows."""
        if self.current not in self._shown:
            return self.current
        place = self._shown.index(self.current) + by
        return self._shown[max(0, min(place, len(self._shown) - 1))]

    def section_beside(self, by: int) -> str:
        """The first item of the section before or after."""
        sections = [name for name, head in self._heads.items() if not head.isHidden()]
        place = sections.index(self._section()) + by
        return self._first_of(sections[max(0, min(place, len(sections) - 1))])

    # -- sections

    def _section(self) -> str:
        return self._form.items[self.current].section if self._form and self.current else ""

    def _name_section(self) -> None:
        if self._form is None or not self.current:
            return
        found = next(each for each in self._form.sections if each.id == self._section())
        self._title.setText(say.said(found.text, found.id))
        self._range.setText(_range(self._numbers(found.items)))

    def _first_of(self, section: str) -> str:
        if self._form is None:
            return self.current
        found = next(each for each in self._form.sections if each.id == section)
        return next((name for name in found.items if name in self._shown), self.current)

    def _on_section(self, section: str) -> None:
        self._hand.come(self._first_of(section))
        self.focus_current()
        QTimer.singleShot(0, self, lambda: self._to_top(section))

    def _to_top(self, section: str) -> None:
        head = self._heads.get(section)
        if head is not None:
            self._settled()
            self._area.verticalScrollBar().setValue(head.y() + head.height())


def _range(numbers: list[int]) -> str:
    if not numbers:
        return ""
    if len(numbers) == 1:
        return _("item {n}").format(n=numbers[0])
    return _("items {first} – {last}").format(first=numbers[0], last=numbers[-1])
