"""Begin a screening: for whom, with which form, and when the contact was; by keyboard alone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import QButtonGroup, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from fieldapp.desk.screeningfile import About, Form
from fieldapp.desk.sections import day_words
from fieldapp.identify.queries import Part
from fieldapp.text import _
from fieldapp.youth.model import YouthLine
from ui import style
from ui.pages import screening_words as say
from ui.pages.youths import SearchLine, YouthModel
from ui.widgets.beside import Beside
from ui.widgets.buttons import Btn, Choices
from ui.widgets.cards import Card, CardHead, Hairline, page_head
from ui.widgets.fields import Day, Field
from ui.widgets.text import Said, column, emptied
from ui.widgets.tiles import TileButton


@dataclass(frozen=True, slots=True)
class Begun:
    """What was chosen. contact_on: ISO date."""

    youth: str
    form: str
    contact_on: str
    part: Part


class _Row(QStyledItemDelegate):
    """Initials, name, birth date."""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """44 high."""
        del option, index
        return QSize(160, 44)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> None:
        """Draw it."""
        model = index.model()
        line = model.line(index) if isinstance(model, YouthModel) else None
        if line is None:
            return
        box: QRect = option.rect
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.fillRect(box, style.colour("accent_soft" if selected else "surface"))
        painter.setFont(style.font("strong"))
        painter.setPen(style.colour("text"))
        middle = int(Qt.AlignmentFlag.AlignVCenter)
        name = painter.fontMetrics().elidedText(line.name, Qt.TextElideMode.ElideRight, box.width() - 140)
        painter.drawText(box.adjusted(16, 0, -120, 0), middle, name)
        painter.setFont(style.font("body"))
        painter.setPen(style.colour("muted"))
        painter.drawText(box.adjusted(0, 0, -16, 0), middle | int(Qt.AlignmentFlag.AlignRight), day_words(line.born or ""))
        painter.fillRect(QRect(box.left(), box.bottom(), box.width(), 1), style.colour("hairline"))
        painter.restore()


class FormTile(TileButton):
    """A form to choose; stays down."""

    def __init__(self, form: Form) -> None:
        about = _("{mode} · version {v}").format(mode=say.mode_words(form.mode), v=form.version)
        super().__init__(f"{form.title}, {about}")
        self.form = form
        self.setCheckable(True)
        self.body.setContentsMargins(14, 8, 14, 8)
        self.body.setSpacing(2)
        self.body.addWidget(Said(form.title, "strong", wraps=True))
        self.body.addWidget(Said(about, "small", "muted", wraps=True))
        self.toggled.connect(self.update)


class BeginView(QWidget):
    """Typing looks up; Enter goes on; Ctrl Enter begins."""

    typed = Signal(str)
    picked = Signal(str)
    begun = Signal(object)
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._about: About | None = None
        self._listed, self._taking, self._today = "", False, date.min
        self._tiles: list[FormTile] = []
        self._build()

    def _build(self) -> None:
        back = Btn(_("Cancel"), "plain", key="Esc").bound("Escape")
        self.begin = Btn(_("Begin"), "primary", "plus", _("Ctrl Enter")).bound("Ctrl+Return")
        back.clicked.connect(self.left)
        self.begin.clicked.connect(self._on_begin)
        note = _("For whom, with which form, and when you were in contact.")
        self.fault = Said("", "body", "red", wraps=True)
        self.fault.hide()
        both = Beside(column(self._youth_card()), column(self._form_card(), self._when_card(), gap=12), width=420, least=380)
        self.setLayout(column(page_head(_("Begin a screening"), note, back, self.begin), self.fault, both, None, gap=12))

    def _youth_card(self) -> Card:
        self.search = SearchLine()
        self.model, self.list = YouthModel(), QListView()
        self.list.setModel(self.model)
        self.list.setItemDelegate(_Row(self.list))
        self.list.setUniformItemSizes(True)
        self.list.setAccessibleName(_("Youths found"))
        self.list.setMinimumHeight(310)
        self.found = Said(_("Accents, order and one slip a word are forgiven."), "small", "muted", wraps=True)
        self.search.textEdited.connect(self.typed)
        self.search.moved.connect(self._on_moved)
        self.search.returnPressed.connect(self._on_pick)
        self.list.clicked.connect(lambda _index: self._on_pick())
        self.list.activated.connect(lambda _index: self._on_pick())
        card = Card(CardHead(_("Youth"), "", "user"), Hairline(), margin=0, gap=0)
        card.body.addLayout(column(Field(_("Name or number"), self.search), self.found, gap=6, margins=(16, 12, 16, 12)))
        card.body.addWidget(Hairline())
        card.body.addLayout(column(self.list, margins=(1, 0, 1, 11)), 1)
        return card

    def _form_card(self) -> Card:
        self._forms = column(gap=8)
        self._group = QButtonGroup(self)
        self._of_form = Said("", "small", "muted", wraps=True)
        self._of_form.hide()
        inner = column(self._forms, self._of_form, gap=8, margins=(12, 12, 12, 12))
        return Card(CardHead(_("Form"), "", "clipboard-check"), Hairline(), inner, margin=0, gap=0)

    def _when_card(self) -> Card:
        when = (("rating", _("It is over")), ("contact", _("Goes on now")))
        self.part = Choices(_("Contact"), when, height=32)
        self.part.choose("rating")
        self.day = Day(_("Contact on"), date(2026, 1, 1))
        self.part.chosen.connect(lambda part: self.day.setVisible(part == "rating"))
        hint = Said(
            _("While it goes on you write notes with a guide beside them; you rate afterwards."), "small", "muted", wraps=True
        )
        card = Card(CardHead(_("Contact"), "", "clock"), Hairline(), margin=0, gap=0)
        card.body.addLayout(column(self.part, self.day, hint, gap=8, margins=(16, 12, 16, 12)))
        return card

    # -- what is shown

    def begin_anew(self, today: date) -> None:
        """A new beginning; what was typed before is gone at once, not when the forms have come."""
        self.forget()
        self.refuse("")
        self._today = today
        self.day.show_day(today)
        self.search.setFocus()

    def show_forms(self, forms: tuple[Form, ...]) -> None:
        """The forms to choose from."""
        emptied(self._forms)
        self._tiles = [FormTile(form) for form in forms]
        for tile in self._tiles:
            self._group.addButton(tile)
            tile.toggled.connect(lambda on, form=tile.form: self._on_form(form) if on else None)
            self._forms.addWidget(tile)
        self._fit()

    def show_found(self, lines: tuple[YouthLine, ...], typed: str) -> None:
        """Whom the typed words fit."""
        if typed != self.search.text():
            return
        self._about, self._listed = None, typed
        self.model.show_lines(lines)
        self.found.setText(_("Arrows move, Enter takes one.") if lines else _("Nobody by that name or number."))
        if lines:
            self.list.setCurrentIndex(self.model.index(0, 0))
        if self._taking:
            self._on_pick()

    def show_about(self, about: About | None) -> None:
        """Whom it is for."""
        self._about = about
        if about is None:
            return
        age = _(", {n} years").format(n=about.age) if about.age is not None else _(", age not known")
        self.found.setText(_("For {who}").format(who=about.name) + age)
        self._fit()
        able = [tile for tile in self._tiles if tile.isEnabled()]
        first = next((tile for tile in able if tile.isChecked()), next(iter(able), None))
        if first is not None:
            first.setFocus()

    def _fit(self) -> None:
        """Forms that were not made for their age cannot be chosen."""
        for tile in self._tiles:
            fits = self._about is None or tile.form.fits(self._about.age)
            tile.setEnabled(fits)
            tile.setToolTip("" if fits else _("Not made for a youth of this age."))

    def show_youth(self, about: About | None) -> None:
        """Begin for somebody who is known already."""
        if about is not None:
            self.search.setText(about.name)
        self.show_about(about)

    def forget(self) -> None:
        """Nothing of it stays."""
        self._about, self._tiles, self._listed, self._taking = None, [], "", False
        self._of_form.hide()
        self.search.clear()
        self.model.show_lines(())
        emptied(self._forms)
        self.found.setText("")

    def refuse(self, sentence: str) -> None:
        """What is still to be chosen."""
        self.fault.setText(sentence)
        self.fault.setVisible(bool(sentence))

    # -- acting

    def _on_moved(self, by: int) -> None:
        place = max(0, min(self.list.currentIndex().row() + by, self.model.rowCount() - 1))
        self.list.setCurrentIndex(self.model.index(place, 0))

    def _on_form(self, form: Form) -> None:
        """How it is used, and how well it is known to tell."""
        self._of_form.setText(form.about)
        self._of_form.show()

    def _on_pick(self) -> None:
        """Take the one marked; where the list still shows what was typed before, the first of what is coming."""
        self._taking = self._listed != self.search.text()
        line = self.model.line(self.list.currentIndex())
        if line is not None and not self._taking:
            self.picked.emit(line.id)

    def _on_begin(self) -> None:
        form = next((tile.form for tile in self._tiles if tile.isChecked()), None)
        if self._about is None:
            self.refuse(_("Whose screening is it? Type the name and take the youth from the list."))
            self.search.setFocus()
        elif form is None:
            self.refuse(_("With which form? Choose one."))
            self._tiles[0].setFocus()
        else:
            part: Part = "contact" if self.part.value() == "contact" else "rating"
            day = self._today if part == "contact" else self.day.day()
            self.begun.emit(Begun(self._about.id, form.id, day.isoformat(), part))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter on a form chooses it."""
        tile = self.focusWidget()
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and isinstance(tile, FormTile):
            tile.setChecked(True)
        else:
            super().keyPressEvent(event)
