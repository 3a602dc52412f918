"""Typed: what stands in the controls of a sheet, and the same put into another one like it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from PySide6.QtCore import QDateTime, Qt
from PySide6.QtWidgets import QAbstractButton, QAbstractSpinBox, QComboBox, QDateTimeEdit, QLineEdit, QPlainTextEdit, QWidget

from fieldapp.desk.halfway import Typed
from ui.widgets.cards import Card

_OPENING = ("ticked", "chosen")
"""What may show or hide other controls is put in first."""


class FilledIn(Card):
    """A card with controls that knows whether somebody has filled something in since it was opened."""

    def __init__(self) -> None:
        super().__init__(margin=20, gap=10)
        self._as_opened: tuple[Typed, ...] | None = None

    def setVisible(self, visible: bool) -> None:  # noqa: FBT001 - Qt's
        """Opened, what is known already stands in it; one whose page only comes in front again is as it was."""
        if visible and self.isHidden():
            self._as_opened = typed_in(self)
        super().setVisible(visible)

    def is_touched(self) -> bool:
        """Whether something stands in it that did not when it was opened."""
        return self._as_opened is not None and typed_in(self) != self._as_opened


def typed_in(sheet: QWidget) -> tuple[Typed, ...]:
    """Everything that is filled in; secrets are not looked at."""
    return tuple(Typed(kind=kind, label=label, nth=nth, value=_value(control)) for control, kind, label, nth in _controls(sheet))


def put_in(sheet: QWidget, typed: Iterable[Typed]) -> None:
    """Fill a sheet as it was filled in; a control that is not there any more is passed over."""
    wanted = {(each.kind, each.label, each.nth): each.value for each in typed}
    for opening in (True, False):
        for control, kind, label, nth in list(_controls(sheet)):
            if (kind in _OPENING) is opening and (kind, label, nth) in wanted:
                _put(control, wanted[kind, label, nth])


def _controls(sheet: QWidget) -> Iterator[tuple[QWidget, str, str, int]]:
    seen: Counter[tuple[str, str]] = Counter()
    for control in sheet.findChildren(QWidget):
        kind = _kind(control)
        if kind:
            label = control.accessibleName()
            yield control, kind, label, seen[kind, label]
            seen[kind, label] += 1


def _kind(control: QWidget) -> str:
    if isinstance(control, QLineEdit):
        within = isinstance(control.parentWidget(), QComboBox | QAbstractSpinBox)
        return "" if within or control.echoMode() != QLineEdit.EchoMode.Normal else "text"
    if isinstance(control, QPlainTextEdit):
        return "text"
    if isinstance(control, QDateTimeEdit):
        return "when"
    if isinstance(control, QComboBox):
        return "chosen"
    return "ticked" if isinstance(control, QAbstractButton) and control.isCheckable() else ""


def _value(control: QWidget) -> str:
    if isinstance(control, QLineEdit):
        return control.text()
    if isinstance(control, QPlainTextEdit):
        return control.toPlainText()
    if isinstance(control, QDateTimeEdit):
        return control.dateTime().toString(Qt.DateFormat.ISODate)
    if isinstance(control, QComboBox):
        return control.currentText()
    return "1" if isinstance(control, QAbstractButton) and control.isChecked() else ""


def _put(control: QWidget, value: str) -> None:
    if isinstance(control, QLineEdit):
        control.setText(value)
    elif isinstance(control, QPlainTextEdit):
        control.setPlainText(value)
    elif isinstance(control, QDateTimeEdit):
        control.setDateTime(QDateTime.fromString(value, Qt.DateFormat.ISODate))
    elif isinstance(control, QComboBox):
        control.setCurrentText(value)  # the words, for another may stand at that place of the list by now
    elif isinstance(control, QAbstractButton) and control.isChecked() != bool(value):
        control.click()  # as a person does: what hangs on it follows
