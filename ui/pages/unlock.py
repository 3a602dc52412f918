"""Unlock: the passphrase, or another way in, at the left; at the right what is needed tonight and needs no unlocking (P65)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QAccessible, QAccessibleEvent
from PySide6.QtWidgets import QBoxLayout, QLineEdit, QStackedWidget, QWidget

from fieldapp import clock
from fieldapp.text import _, ngettext
from ui.pages.tonight import Tonight
from ui.widgets.buttons import Btn
from ui.widgets.cards import Card, Hairline, Mark
from ui.widgets.fields import Line
from ui.widgets.text import Said, column, row

if TYPE_CHECKING:  # the page is painted before the vault, which both stand on, is loaded
    from pathlib import Path

    from fieldapp.desk.locked import Standing
    from ui.pages.restoring import Restoring
    from ui.pages.ways_back import WaysBack

_TICK_MS = 250


class UnlockPage(QWidget):
    """Names no county and no person."""

    asked = Signal(str)
    stopped = Signal()
    note_left = Signal(str)
    recovered = Signal(object, str)
    key_given = Signal(object, str)
    backup_chosen = Signal(object)
    """A folder with backups, to be looked at (Path)."""
    restored = Signal(object, object)
    """A backup's folder, and where the store that is here will be kept (Path, Path)."""
    drills_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("page")
        self._locked_out, self._sheets, self._refused = False, 0, ""
        self._ways: WaysBack | None = None
        self._restore: Restoring | None = None
        self._build()
        self.practise("")
        self._connect()

    def _build(self) -> None:
        self.tonight = Tonight()
        self._left = QStackedWidget()
        self._left.addWidget(self._passphrase_side())
        left = Card(self._left, margin=32)
        for card in (left, self.tonight):
            card.setFixedSize(464, 480)
        self.setLayout(column(None, row(None, left, self.tonight, None, gap=24), None, margins=(24, 0, 24, 0)))
        self._ticking = QTimer(self)
        self._ticking.setTimerType(Qt.TimerType.PreciseTimer)
        self._ticking.setInterval(_TICK_MS)

    def _passphrase_side(self) -> QWidget:
        self.see = Btn(_("Show"), "quiet", "eye", height=24)
        self.see.setCheckable(True)
        self.passphrase = Line(_("Passphrase"), _five(), secret=True, beside=self.see)
        self.passphrase.edit.setFixedHeight(44)
        self.button = Btn(_("Unlock"), "primary", "lock-open", _("Enter"), height=44).wide()
        self.about = Said("", "body", "muted")
        self.owed = Said("", "strong", "amber", wraps=True)
        self.state = Said("", "small", "muted")
        self.stop = Btn(_("Stop"), "quiet", key="Esc", height=24).bound("Escape")
        self.stop.hide()
        self.forgot = Btn(_("I forgot my passphrase"), "quiet", height=32)
        side = QWidget()
        self.backup = Btn(_("Restore from a backup…"), "quiet", "rotate-ccw", height=32)
        self.drills = Btn(_("Drills"), "quiet", "list-checks", height=32)
        side.setLayout(
            column(
                self._head(),
                16,
                Said(_("Unlock"), "title"),
                6,
                self.about,
                20,
                self.passphrase,
                16,
                self.button,
                12,
                row(None, self.forgot, None),
                row(self.state, None, self.stop),
                None,
                Hairline(),
                6,
                row(self.backup, None, self.drills),
            )
        )
        return side

    def _head(self) -> QBoxLayout:
        head = row(Mark("lock", "accent", 44), 4, self.owed)
        head.setStretch(2, 1)
        return head

    def _connect(self) -> None:
        self.passphrase.edit.returnPressed.connect(self._on_unlock)
        self.button.clicked.connect(self._on_unlock)
        self.stop.clicked.connect(self.stopped)
        self.see.toggled.connect(self._on_see)
        self.forgot.clicked.connect(self._on_forgot)
        self.backup.clicked.connect(self._on_backups)
        self.drills.clicked.connect(self.drills_asked)
        self.tonight.note.left.connect(self.note_left)
        self._ticking.timeout.connect(self._on_tick)

    @property
    def ways(self) -> WaysBack:
        """The other ways in, made when somebody first needs one."""
        if self._ways is None:
            from ui.pages.ways_back import WaysBack

            self._ways = WaysBack()
            self._ways.left.connect(self._on_back)
            self._ways.given.connect(self.recovered)
            self._ways.key_given.connect(self.key_given)
            self._left.addWidget(self._ways)
        return self._ways

    @property
    def restore(self) -> Restoring:
        """Back from a backup, made when somebody first wants that."""
        if self._restore is None:
            from ui.pages.restoring import Restoring

            self._restore = Restoring()
            self._restore.left.connect(self._on_back)
            self._restore.chosen.connect(self._on_backup)
            self._restore.agreed.connect(self.restored)
            self._left.addWidget(self._restore)
        return self._restore

    def shown(self) -> str:
        """What an opened door at the right shows."""
        return self.tonight.shown()

    def show_numbers(self) -> None:
        """Public numbers."""
        self.tonight.show_numbers()

    def show_police(self) -> None:
        """What may be read out to a desk that will not take a report."""
        self.tonight.show_police()

    def show_blank(self) -> None:
        """The questions to ask a caller."""
        self.tonight.show_blank()

    # -- what the page is told

    def stand(self, standing: Standing) -> None:
        """How the store stands: ready, to be waited for with a count, or open to a recovery key only."""
        self._locked_out, self._sheets = standing.locked_out, standing.sheets
        self._left_ms = standing.wait + _TICK_MS  # never a moment too soon: that try would be refused
        if standing.locked_out:
            self.passphrase.edit.clear()
            self.passphrase.complain(
                _(
                    "Five wrong passphrases: this store now opens by its recovery words or by your agency's key only."
                    " Take your printed words, or call your agency's IT. A note can still be left."
                )
            )
            self.forgot.setText(_("Open by words or by the agency's key"))
            self.forgot.setAccessibleName(self.forgot.text())
        else:
            self._say_tries(standing.tries)
        self._may_type()
        if standing.wait and not standing.locked_out:
            self._ticking.start()
            self._say_wait()

    def practise(self, passphrase: str) -> None:
        """It is the practice county, which opens with this; "" for a real store."""
        self.tonight.practice = bool(passphrase)
        said = _("Practice. It opens with: {words}") if passphrase else _("This laptop's store is locked and encrypted.")
        self.about.setText(said.format(words=passphrase))

    def remind(self, words: str) -> None:
        """Say that something falls due, in words that name nothing; "" for nothing."""
        if words != self.owed.text():
            self.owed.setText(words)
            QAccessible.updateAccessibility(QAccessibleEvent(self.owed, QAccessible.Event.Alert))

    def busy(self, what: str) -> None:
        """Say what is being done; "" when it is over."""
        self.state.setText(what)
        self.stop.setVisible(bool(what))
        self._may_type()

    def refuse(self, sentence: str, *, wrong: bool = False) -> None:
        """Say why it did not open; what was typed is gone. wrong: that was a try, and how many are left is said with it."""
        self.busy("")
        self._refused = sentence if wrong else ""
        self.passphrase.edit.clear()
        self.passphrase.complain(sentence)

    def forget(self) -> None:
        """An empty page, ready for typing."""
        self._ticking.stop()
        self._locked_out = False
        self.busy("")
        self._refused = ""
        self.see.setChecked(False)
        self.passphrase.edit.clear()
        self.passphrase.hint(_five())
        self.passphrase.complain("")
        self.forgot.setText(_("I forgot my passphrase"))
        self.forgot.setAccessibleName(self.forgot.text())
        if self._ways is not None:
            self._ways.forget()
        if self._restore is not None:
            self._restore.forget()
        self.tonight.forget()
        self._left.setCurrentIndex(0)
        self.passphrase.edit.setFocus()

    # -- inside

    def _may_type(self) -> None:
        free = not self.state.text() or self._ticking.isActive()
        self.passphrase.edit.setEnabled(free and not self._locked_out)
        self.button.setEnabled(free and not self._locked_out and not self._ticking.isActive())

    def _say_tries(self, tries: int | None) -> None:
        """How many are left: no secret, and the same whatever was wrong with those before."""
        said = _five()
        if tries is not None:
            said = ngettext(
                "{n} try left, then only a recovery key opens it.", "{n} tries left, then only a recovery key opens it.", tries
            ).format(n=tries)
        self.passphrase.hint(said)
        refused, self._refused = self._refused, ""
        if refused:
            self.passphrase.complain(f"{refused} {said}")

    def _say_wait(self) -> None:
        self.state.setText(_("Next try in {n} s").format(n=-(-self._left_ms // clock.SECOND)))
        self._may_type()

    def _on_tick(self) -> None:
        self._left_ms -= _TICK_MS
        if self._left_ms > 0:
            self._say_wait()
            return
        self._ticking.stop()
        self.busy("")

    def _on_see(self, on: bool) -> None:  # noqa: FBT001 - a slot's signature
        self.passphrase.edit.setEchoMode(QLineEdit.EchoMode.Normal if on else QLineEdit.EchoMode.Password)

    def _on_forgot(self) -> None:
        self.ways.begin(self._sheets)
        self._left.setCurrentWidget(self.ways)

    def _on_backups(self) -> None:
        self.restore.choose()

    def _on_backup(self, folder: Path) -> None:
        self._left.setCurrentWidget(self.restore)
        self.backup_chosen.emit(folder)

    def _on_back(self) -> None:
        self._left.setCurrentIndex(0)
        self.passphrase.edit.setFocus()

    def _on_unlock(self) -> None:
        typed = self.passphrase.edit.text()
        if typed and self.button.isEnabled():
            self.passphrase.complain("")
            self.busy(_("Checking the passphrase …"))
            self.asked.emit(typed)


def _five() -> str:
    return _("After five wrong tries, only a recovery key opens it.")
