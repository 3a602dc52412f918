"""The window: navigation at the left, the page, the foot; before unlocking a bar at the top instead. Its title names nobody."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QCloseEvent, QFont, QKeySequence, QPainter, QPaintEvent, QResizeEvent, QShortcut
from PySide6.QtWidgets import QMainWindow, QSizePolicy, QStackedWidget, QWidget

from fieldapp.text import _, language
from ui import style
from ui.notices import Notices
from ui.widgets.buttons import Btn
from ui.widgets.cards import Avatar
from ui.widgets.logo import Logo
from ui.widgets.pressed import Pressed
from ui.widgets.text import Icon, Said, Two, column, emptied, row

TITLE = "FieldApp"
_UNDER = {
    **dict.fromkeys(("call", "callmode", "writing", "episode"), "today"),
    **dict.fromkeys(("youth", "caseload", "actions", "restricted", "history", "wrongyouth"), "youths"),
    **dict.fromkeys(("licences", "drills", "audit"), "settings"),
    "destruction": "monday",
}
"""Pages that have no item of their own, and under which they stand."""


@dataclass(frozen=True, slots=True)
class NavItem:
    """One way to a page: its name, its words, its icon."""

    page: str
    words: str
    icon: str


class NavButton(Pressed):
    """An item of the navigation: icon, words, count; a bar and a soft ground while its page is shown."""

    def __init__(self, item: NavItem) -> None:
        super().__init__(item.words)
        self._item = item
        self._count = 0
        self.setFont(style.font("strong"))
        self.setFixedHeight(36)
        self.setCheckable(True)
        self.setAutoExclusive(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        style.look().changed.connect(self.update)

    def show_count(self, count: int) -> None:
        """How many things wait there."""
        self._count = count
        self.setAccessibleName(f"{self._item.words} {count}" if count else self._item.words)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw it."""
        del event
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        if self.isChecked() or self.underMouse():
            painter.setBrush(style.colour("accent_soft" if self.isChecked() else "hover"))
            painter.drawRoundedRect(self.rect(), 8, 8)
        if self.isChecked():
            painter.setBrush(style.colour("accent"))
            painter.drawRoundedRect(QRectF(0, 9, 3, 18), 1.5, 1.5)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(style.colour("focus"))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 8, 8)
        ink = "accent" if self.isChecked() else "muted"
        painter.drawPixmap(12, 9, style.pixmap(self._item.icon, ink, 18, self))
        painter.setPen(style.colour("accent" if self.isChecked() else "text"))
        painter.setFont(style.font("strong" if self.isChecked() else "body"))
        middle = int(Qt.AlignmentFlag.AlignVCenter)
        painter.drawText(QRectF(42, 0, self.width() - 70, 36), middle, self.text())
        if self._count:
            painter.setFont(style.font("body"))
            painter.drawText(QRectF(0, 0, self.width() - 12, 36), middle | int(Qt.AlignmentFlag.AlignRight), str(self._count))


class _Ground(QWidget):
    """A widget with a token's ground, and the practice word where there is room for it."""

    def __init__(self, token: str) -> None:
        super().__init__()
        self._token = token
        self.practice = False
        style.look().changed.connect(self.update)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The ground."""
        del event
        painter = QPainter(self)
        painter.fillRect(self.rect(), style.colour(self._token))
        if self.practice and self.height() > 300:
            painter.setFont(_practice_font())
            painter.setPen(style.colour("faint"))
            painter.drawText(self.rect().adjusted(0, 60, 0, 60), int(Qt.AlignmentFlag.AlignCenter), _("Practice"))


def _practice_font() -> QFont:
    made = style.font("title")
    made.setPixelSize(33)
    made.setWeight(made.Weight.ExtraLight)
    return made


class Shell(QMainWindow):
    """The window around every page."""

    page_asked = Signal(str)
    lock_asked = Signal()
    theme_asked = Signal()
    language_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setWindowTitle(TITLE)
        self.resize(1366, 768)
        self.setMinimumSize(1024, 600)
        self._nav: dict[str, NavButton] = {}
        self.practice = False
        self._build()
        self._connect()
        self.hidden = False

    def _build(self) -> None:
        self.pages = QStackedWidget()
        self._side = _Ground("sidebar")
        self._side.setFixedWidth(184)
        self._side_layout = column(gap=4, margins=(12, 16, 12, 12))
        self._side.setLayout(self._side_layout)
        self._bar = self._top_bar()
        self._left, self._right = Said("", "small", "muted"), Said("", "small", "muted")
        foot = _Ground("sidebar")
        foot.setFixedHeight(32)
        self._hide = Btn(_("Hide"), "quiet", "", "F9", height=24)
        self._hide.clicked.connect(self.hide_now)
        self._mark, self._lock_icon = Icon("lock", "muted", 14), Icon("lock", "muted", 14)
        self._offline = Said(_("Offline"), "small", "muted")
        offline = (Icon("wifi-off", "muted", 14), self._offline)
        foot.setLayout(
            row(
                self._mark,
                self._left,
                None,
                *offline,
                8,
                self._lock_icon,
                self._right,
                8,
                self._hide,
                margins=(24, 0, 12, 0),
                gap=6,
            )
        )
        middle = column(self._bar, self.pages, foot)
        middle.setStretch(1, 1)
        whole = QWidget()
        whole.setLayout(row(self._side, middle, gap=0))
        self._front = QStackedWidget()
        self._front.addWidget(whole)
        self._front.addWidget(self._neutral())
        self.setCentralWidget(self._front)
        self.notices = Notices(whole)
        self.set_nav((), "", "")

    def _top_bar(self) -> QWidget:
        bar = _Ground("bg")
        bar.setFixedHeight(64)
        self._theme = Btn(_("Light or dark"), "plain", "sun", height=32)
        self._tongue = Btn("", "plain", "languages", height=32)
        self._say_tongue()
        self._word = Said(_("Practice"), "title", "faint")
        self._word.setFont(_practice_font())
        self._word.hide()
        right = (self._word, 8, self._theme, self._tongue)
        bar.setLayout(row(Logo(), 2, Said("FieldApp", "card"), None, *right, margins=(24, 0, 24, 0)))
        return bar

    def _say_tongue(self) -> None:
        spoken = {"en": "English", "es": "Español"}[language()]
        self._tongue.setText(spoken)
        self._tongue.setAccessibleName(_("Language: {language}").format(language=spoken))
        self._tongue.updateGeometry()

    def _neutral(self) -> QWidget:
        """What quick hide shows: a plain window that says nothing."""
        plain = _Ground("bg")
        plain.setLayout(column(None, row(None, Said(_("Notes"), "lead", "faint"), None), None))
        return plain

    def _connect(self) -> None:
        self._theme.clicked.connect(self.theme_asked)
        self._tongue.clicked.connect(self.language_asked)
        QShortcut(QKeySequence("F9"), self, self.hide_now)
        QShortcut(QKeySequence("Ctrl+L"), self, self.lock_asked.emit)
        QShortcut(QKeySequence("Ctrl+T"), self, self.theme_asked.emit)
        for keys, page in (("F2", "call"), ("Ctrl+K", "youths"), ("Ctrl+,", "settings")):
            QShortcut(QKeySequence(keys), self, lambda page=page: self.page_asked.emit(page))

    # -- what others call

    def set_nav(self, items: tuple[NavItem, ...], name: str, role: str, *, last: tuple[NavItem, ...] = ()) -> None:
        """Show the navigation of a role, `last` at its foot; none before unlocking."""
        emptied(self._side_layout)
        self._nav.clear()
        self._side.setVisible(bool(items))
        self._bar.setVisible(not items)
        if not items:
            return
        self._side_layout.addLayout(row(Logo(), 2, Said("FieldApp", "card"), None, margins=(4, 0, 0, 12)))
        for item in items:
            self._side_layout.addWidget(self._item(item))
        self._side_layout.addStretch(1)
        for item in last:
            self._side_layout.addWidget(self._item(item))
        self._side_layout.addSpacing(8)
        who = "".join(part[:1] for part in name.split()[:2]).upper()
        self._side_layout.addLayout(row(Avatar(who), Two(Said(name, "small_strong"), Said(role, "small", "muted")), None))
        self._side_layout.addSpacing(8)
        lock = Btn(_("Lock now"), "plain", "lock", "Ctrl L").wide().tight()
        lock.clicked.connect(self.lock_asked)
        self._side_layout.addWidget(lock)

    def _item(self, item: NavItem) -> NavButton:
        button = NavButton(item)
        button.clicked.connect(lambda _on=False, page=item.page: self.page_asked.emit(page))
        self._nav[item.page] = button
        return button

    def show_page(self, name: str, page: QWidget) -> None:
        """Put a page in front; its item is marked."""
        if self.pages.indexOf(page) < 0:
            self.pages.addWidget(page)
        self.pages.setCurrentWidget(page)
        item = _UNDER.get(name, name)
        if item in self._nav:
            self._nav[item].setChecked(True)

    def show_practice(self, *, practice: bool) -> None:
        """Whether the empty part of the navigation, and the bar while locked, say that this is practice."""
        self.practice = self._side.practice = practice
        self._word.setVisible(practice)
        self._side.update()

    def count(self, page: str, number: int) -> None:
        """How many things wait on a page."""
        if page in self._nav:
            self._nav[page].show_count(number)

    def foot(self, left: str, right: str, *, safe: bool = False, held: bool = False) -> None:
        """What the foot says: at the left how far others have it, at the right when it locks. safe: somebody else has all ·
        held: a call keeps it open.
        """
        self._left.setText(left)
        self._right.setText(right)
        self._mark.show_icon("shield-check" if self._nav else "lock", "green" if safe else "muted")
        self._lock_icon.show_icon("lock-open" if held else "lock", "muted")
        self._lock_icon.setVisible(bool(right))

    def hide_now(self) -> None:
        """A neutral window at once; the store locks behind it."""
        self._front.setCurrentIndex(1)
        self.lock_asked.emit()  # while hidden already it leads back
        self.hidden = self._front.currentIndex() == 1

    def show_again(self) -> None:
        """Back from the neutral window."""
        self.hidden = False
        self._front.setCurrentIndex(0)

    def retell(self) -> None:
        """Say what stands here in the language spoken now."""
        self._offline.setText(_("Offline"))
        self._say_tongue()
        self._word.setText(_("Practice"))
        for button, words in ((self._hide, _("Hide")), (self._theme, _("Light or dark"))):
            button.setText(words)
            button.setAccessibleName(words)
            button.updateGeometry()

    def sizeHint(self) -> QSize:
        """The smallest screen that it is made for."""
        return QSize(1366, 768)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Notices keep their corner."""
        super().resizeEvent(event)
        self.notices.settle()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Closing locks."""
        self.lock_asked.emit()
        super().closeEvent(event)
