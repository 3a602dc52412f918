"""Unlock: the passphrase at the left; at the right what is needed tonight and may be seen without it (P12, P65)."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from fieldapp.text import _
from ui.widgets.buttons import Btn
from ui.widgets.cards import Card, Hairline
from ui.widgets.fields import Line
from ui.widgets.text import Icon, Said, Two, column, row


def numbers() -> tuple[tuple[str, str, str], ...]:
    """Public numbers, each with where it was read (locate.md 5)."""
    old = _("seen in the press, 2014: check before you rely on it")
    return (
        ("NCMEC", "1-800-843-5678", "cmfc.missingkids.org/FAQ"),
        (_("National Human Trafficking Hotline"), "1-888-373-7888", "humantraffickinghotline.org"),
        (_("National Runaway Safeline"), "1-800-786-2929", old),
        (_("Police, fire, ambulance"), "911", ""),
    )


def police_must() -> str:
    """What may be read out to a desk that will not take a report (locate.md L-01 to L-04, own words)."""
    return _(
        "California Penal Code 14211: every local police or sheriff's department must take a report of a missing person from"
        " anyone, by phone too, without delay, also where a youth left by choice. For somebody under 21 it must broadcast to be"
        " on the lookout, and send the report to the Department of Justice and NCIC within two hours."
    )


def blank_sheet() -> tuple[str, ...]:
    """What to ask a caller (P3)."""
    return (
        _("Who calls, and a number to call back"),
        _("Who is gone: name, age, from where"),
        _("When due back, last seen, noticed"),
        _("Police told? Which agency, which number, by whom"),
        _("Phone, medicine, money, ID: left or taken"),
        _("With whom, car and plate, messages, what set it off"),
        _("Clothing; own baby along?"),
        _("Ask: keep the camera footage; send the incident report"),
    )


class UnlockPage(QWidget):
    """Names no county and no person."""

    asked = Signal(str)
    stopped = Signal()
    note_left = Signal(str)
    forgot = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("page")
        self._build()

    def _build(self) -> None:
        self.passphrase = Line(_("Passphrase"), _("After five wrong tries, only a recovery key opens it."), secret=True)
        self.passphrase.edit.returnPressed.connect(self._on_unlock)
        self.button = Btn(_("Unlock"), "primary", "lock-open", _("Enter"), height=44).wide()
        self.button.clicked.connect(self._on_unlock)
        self.state = Said("", "small", "muted")
        self.stop = Btn(_("Stop"), "quiet", key="Esc", height=24).bound("Escape")
        self.stop.clicked.connect(self.stopped)
        self.stop.hide()
        left = Card(
            row(Icon("lock", "accent", 28), None),
            Said(_("Unlock"), "title"),
            Said(_("This laptop's store is locked and encrypted."), "body", "muted"),
            12,
            self.passphrase,
            8,
            self.button,
            row(self.state, None, self.stop),
            None,
            margin=32,
        )
        cards = row(left, self._tonight(), gap=24)
        left.setFixedSize(464, 480)
        self.setLayout(column(None, row(None, cards, None), None, margins=(24, 0, 24, 0)))

    def _tonight(self) -> Card:
        self._shown = Said("", "body", "text", wraps=True)
        doors = (
            (_("24-hour numbers"), _("Police, NCMEC, hotlines"), "phone", "F3", self.show_numbers),
            (
                _("What police must do"),
                _("The text to read to the desk, with its source"),
                "book-open-check",
                "F4",
                self.show_police,
            ),
            (_("Blank sheet"), _("The questions to ask a caller"), "printer", "F5", self.show_blank),
        )
        rows: list[QWidget] = []
        for title, text, icon, key, show in doors:
            button = Btn(_("Show"), "plain", key=key, height=32)
            button.setAccessibleName(title)
            button.clicked.connect(show)
            QShortcut(QKeySequence(key), self, show)
            line = QWidget()
            line.setLayout(row(Icon(icon, "accent"), 4, Two(Said(title, "strong"), Said(text, "small", "muted")), None, button))
            rows += [line, Hairline()]
        card = Card(
            row(Icon("phone-call", "accent", 28), None),
            Said(_("Missing youth now?"), "title"),
            Said(_("Start here without unlocking. Nothing about any youth is shown."), "body", "muted"),
            8,
            *rows,
            4,
            self._shown,
            None,
            margin=32,
        )
        card.setFixedSize(464, 480)
        return card

    def show_numbers(self) -> None:
        """Public numbers."""
        self._shown.setText("\n".join(f"{name}: {number}" for name, number, _source in numbers()))

    def show_police(self) -> None:
        """What may be read out to a desk that will not take a report."""
        self._shown.setText(police_must())

    def show_blank(self) -> None:
        """The questions to ask a caller."""
        self._shown.setText("\n".join(f"·  {line}" for line in blank_sheet()))

    def shown(self) -> str:
        """What stands below the doors."""
        return self._shown.text()

    def busy(self, what: str) -> None:
        """Say what is being done; "" when it is over."""
        self.state.setText(what)
        self.stop.setVisible(bool(what))
        self.button.setEnabled(not what)
        self.passphrase.edit.setEnabled(not what)

    def refuse(self, sentence: str) -> None:
        """Say why it did not open; what was typed is gone."""
        self.busy("")
        self.passphrase.edit.clear()
        self.passphrase.complain(sentence)

    def forget(self) -> None:
        """An empty page, ready for typing."""
        self.busy("")
        self.passphrase.edit.clear()
        self.passphrase.complain("")
        self._shown.setText("")
        self.passphrase.edit.setFocus()

    def _on_unlock(self) -> None:
        typed = self.passphrase.edit.text()
        if typed:
            self.passphrase.complain("")
            self.busy(_("Checking the passphrase …"))
            self.asked.emit(typed)
