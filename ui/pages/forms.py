"""Small sheets on top of a page: each states what is known, and refuses with a sentence."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from fieldapp.text import _
from ui.widgets.buttons import Btn, Choices
from ui.widgets.text import Said, row
from ui.widgets.typed import FilledIn


def yes_no(label: str) -> Choices:
    """Yes, no, or not known: three answers, never a blank that means no."""
    return Choices(label, (("yes", _("Yes")), ("no", _("No")), ("", _("Not known"))), height=32)


def as_bool(choices: Choices) -> bool | None:
    """What was chosen."""
    return {"yes": True, "no": False}.get(choices.value())


def show_bool(choices: Choices, value: bool | None) -> None:  # noqa: FBT001 - three-valued
    """Choose a value."""
    choices.choose("" if value is None else "yes" if value else "no")


class Sheet(FilledIn):
    """A sheet with a title, fields, a fault line, Cancel and one primary."""

    done = Signal(object)
    closed = Signal()

    def __init__(self, title: str, verb: str) -> None:
        super().__init__()
        self.title = Said(title, "card")
        self.fault = Said("", "body", "red", wraps=True)
        self.ok = Btn(verb, "primary", "check", _("Ctrl Enter")).bound("Ctrl+Return")
        cancel = Btn(_("Cancel"), "plain", key="Esc").bound("Escape")
        cancel.clicked.connect(self.close_sheet)
        self.ok.clicked.connect(self._on_ok)
        self.body.addWidget(self.title)
        self._fields()
        self.body.addWidget(self.fault)
        self.body.addLayout(row(None, cancel, self.ok))
        self.hide()

    def _fields(self) -> None:
        """Put the fields in."""

    def value(self) -> object:
        """What was filled in."""
        return None

    def refuse(self, sentence: str) -> None:
        """Say why it was not taken; everything typed stays."""
        self.fault.setText(sentence)

    def close_sheet(self) -> None:
        """Put it away."""
        self.hide()
        self.fault.setText("")
        self.closed.emit()

    def _on_ok(self) -> None:
        self.fault.setText("")
        self.done.emit(self.value())


def beside(*fields: QWidget) -> QWidget:
    """Fields beside each other, their labels in one line whatever stands below them."""
    holder, line = QWidget(), row(*fields, gap=12)
    for each in fields:
        line.setAlignment(each, Qt.AlignmentFlag.AlignTop)
    holder.setLayout(line)
    return holder
