"""What each source says of one item, side by side, and the little form that puts another beside them."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from fieldapp.desk.window import Item, marking
from fieldapp.identify.model import Evidence, SourceKind
from fieldapp.text import _
from ui import style
from ui.pages import screening_words as say
from ui.tokens import RADIUS_CONTROL
from ui.widgets.buttons import Btn
from ui.widgets.cards import Card
from ui.widgets.fields import Day, Line, Pick
from ui.widgets.text import Said, column, row


class SourceCard(QPushButton):
    """One source's word; pressing it rates as it says."""

    changed = Signal()
    removed = Signal()

    def __init__(self, item: Item, told: Evidence) -> None:
        super().__init__()
        self._chosen = False
        name = told.who or say.source_words(told.source)
        rates = say.rates_words(item, told.code)
        self.setAccessibleName(_("{source}, {day}, rates {code}: {basis}").format(
            source=name, day=say.day_of(told.as_of), code=rates, basis=told.basis
        ))  # fmt: skip
        change, remove = _small("pencil", _("Change: {source}"), name), _small("x", _("Take away: {source}"), name)
        change.clicked.connect(self.changed)
        remove.clicked.connect(self.removed)
        head = row(
            Said(name, "small_strong").cut(),
            Said(say.day_of(told.as_of), "small", "muted"),
            Said(_("rates"), "small", "muted"),
            Said(rates, "strong"),
            gap=6,
            margins=(0, 0, 8, 0),
        )
        head.setStretch(0, 1)
        basis = Said(told.basis or _("nothing written down"), "body", "text" if told.basis else "faint", wraps=True)
        below = row(basis, change, remove, gap=0)
        below.setStretch(0, 1)
        self._body = column(head, below)
        self._body.setContentsMargins(14, 8, 4, 4)
        self.setLayout(self._body)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        style.look().changed.connect(self.update)

    def set_chosen(self, chosen: bool) -> None:  # noqa: FBT001 - the one thing it is told
        """Whether the rating follows it."""
        self._chosen = chosen
        self.update()

    def sizeHint(self) -> QSize:
        """As large as what stands in it."""
        return QSize(220, self._body.sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        """Never lower than its lines."""
        return QSize(160, self._body.minimumSize().height())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Delete takes it away; Enter and Space follow it."""
        if event.key() == Qt.Key.Key_Delete:
            self.removed.emit()
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The surface; the accent's border where the rating follows it."""
        del event
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        edge = "accent" if self._chosen else "border"
        painter.setPen(QPen(style.colour(edge), 2 if self._chosen else 1))
        painter.setBrush(style.colour("hover" if self.underMouse() else "surface"))
        box = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        painter.drawRoundedRect(box, RADIUS_CONTROL, RADIUS_CONTROL)
        if self.hasFocus():
            painter.setPen(QPen(style.colour("focus"), 1, Qt.PenStyle.DashLine))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(box.adjusted(4, 4, -4, -4), RADIUS_CONTROL - 4, RADIUS_CONTROL - 4)


def _small(icon: str, words: str, source: str) -> Btn:
    button = Btn("", "quiet", icon, height=24)
    button.setAccessibleName(words.format(source=source))
    button.setToolTip(button.accessibleName())
    return button


class SourceForm(Card):
    """From whom, what it rates, of which day, who exactly, and what was said or seen. Enter puts it beside the others; what is
    typed is kept on the way.
    """

    typed = Signal(object)
    done = Signal(object)
    closed = Signal()

    def __init__(self, item: Item, told: Evidence) -> None:
        """told: what it begins with."""
        super().__init__(margin=12, gap=8)
        self._item = item
        self.source = Pick(_("From"), say.sources())
        choose = [] if told.code else [("", _("choose"))]
        codes = [*choose, *((each.code, _code_words(item, each.code)) for each in item.options)]
        self.code = Pick(_("It rates"), codes)
        self.words = Line(_("It says"))
        self.day = Day(_("As of"), date.fromisoformat(told.as_of), weekday=False)
        self.who, self.basis = Line(_("Who, or which record")), Line(_("What was said or seen, in a few words"))
        for control, least in ((self.source.box, 164), (self.code.box, 140), (self.day.edit, 140)):
            control.setMinimumWidth(least)
        self.source.choose(told.source)
        self.code.choose(told.code)
        for line, text in ((self.words, told.code), (self.who, told.who), (self.basis, told.basis)):
            line.edit.setText(text)
            line.edit.textEdited.connect(self._on_typed)
        self._build()

    def _build(self) -> None:
        add = Btn(_("Put beside"), "plain", "check", _("Enter"), height=32)
        cancel = Btn(_("Cancel"), "quiet", key="Esc", height=32)
        add.clicked.connect(self._on_done)
        cancel.clicked.connect(self.closed)
        first = row(self.source, self.words if self._item.of_words else self.code, self.day, gap=8)
        second = row(self.who, self.basis, gap=8)
        second.setStretch(1, 2)
        second.setStretch(0, 1)
        self.body.addLayout(first)
        self.body.addLayout(second)
        self.body.addLayout(row(None, cancel, add))

    def begin(self) -> None:
        """The first field has the focus."""
        self.source.box.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter is done, Escape is never mind."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self._on_done()
        elif event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)

    def _on_typed(self) -> None:
        if self._code():
            self.typed.emit(self._told())

    def _on_done(self) -> None:
        if self._code():
            self.done.emit(self._told())
        else:
            control = self.words if self._item.of_words else self.code
            control.complain(_("What does it say?"))

    def _code(self) -> str:
        return self.words.text() if self._item.of_words else self.code.value()

    def _told(self) -> Evidence:
        kinds: tuple[SourceKind, ...] = tuple(kind for kind, _words in say.sources())
        source = next(kind for kind in kinds if kind == self.source.value())
        day = self.day.day().isoformat()
        return Evidence(source=source, code=self._code(), as_of=day, basis=self.basis.text(), who=self.who.text())


def _code_words(item: Item, code: str) -> str:
    words = say.answer_words(item, code)
    keyed = next((key for key, own in marking.keys(item) if own == code), "")
    return f"{keyed}  {words}" if keyed and say.has_digits(item) else words


def beginning(code: str, kind: SourceKind, contact_on: str) -> Evidence:
    """What a new source begins with: as rated, of the day of the contact, from where the last one came."""
    return Evidence(source=kind, code=code, as_of=contact_on)


def side_by_side(cards: list[SourceCard]) -> QWidget:
    """Two in a line."""
    lines = []
    for start in range(0, len(cards), 2):
        pair: list[QWidget] = [*cards[start : start + 2]]
        line = row(*pair, *([QWidget()] if len(pair) == 1 else []), gap=10)
        line.setStretch(0, 1)
        line.setStretch(1, 1)
        lines.append(line)
    holder = QWidget()
    holder.setLayout(column(*lines, gap=8))
    return holder
