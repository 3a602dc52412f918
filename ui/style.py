"""The look, applied: fonts, palette, one style sheet, icons in the theme's ink; read at paint time, so a switch shows at once."""

from __future__ import annotations

from functools import lru_cache
from typing import Literal

from PySide6.QtCore import QByteArray, QObject, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QGuiApplication, QIcon, QPainter, QPalette, QPixmap
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import (
    QAbstractScrollArea,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QDialog,
    QLineEdit,
    QMainWindow,
    QProgressBar,
    QScrollBar,
    QWidget,
)

from fieldapp import places
from ui.tokens import DARK, LIGHT, RADIUS_CONTROL, SIZES, Role, Theme

Choice = Literal["system", "light", "dark"]


class _Look(QObject):
    """The one theme of the process; widgets that paint themselves repaint when it changes."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.theme = LIGHT


_held: list[_Look] = []


def look() -> _Look:
    """The look of this process."""
    if not _held:
        _held.append(_Look())
    return _held[0]


def theme() -> Theme:
    """The theme in force."""
    return look().theme


def colour(token: str) -> QColor:
    """A token's colour in the theme in force."""
    return QColor(str(getattr(theme(), token)))


def apply(app: QApplication, choice: Choice = "system") -> None:
    """Put the look on the app, or change its theme."""
    _load_fonts()
    if not app.styleSheet():  # once: a style or a sheet put on anew goes over every widget of every page, which takes seconds
        app.setStyle("Fusion")
        app.setAttribute(Qt.ApplicationAttribute.AA_UseStyleSheetPropagationInWidgetStyles)  # another palette reaches them all
    look().theme = _theme(choice)
    app.setPalette(_palette(theme()))
    if app.styleSheet():
        _read_anew(app)
    else:
        app.setFont(font("body"))
        app.setStyleSheet(_sheet())
    look().changed.emit()


_IN_THE_SHEET = (
    QAbstractScrollArea, QAbstractSpinBox, QComboBox, QDialog, QLineEdit, QMainWindow, QProgressBar, QScrollBar,
)  # fmt: skip


def _read_anew(app: QApplication) -> None:
    """What the sheet draws keeps the colours it first read from the palette; everything else asks the palette each time."""
    of = app.style()
    for widget in app.allWidgets():
        if isinstance(widget, _IN_THE_SHEET) or widget.objectName() == "page":
            of.unpolish(widget)
            of.polish(widget)


def _theme(choice: Choice) -> Theme:
    if choice == "system":
        dark = QGuiApplication.styleHints().colorScheme() == Qt.ColorScheme.Dark
        return DARK if dark else LIGHT
    return DARK if choice == "dark" else LIGHT


@lru_cache(maxsize=1)
def _load_fonts() -> bool:
    for path in sorted(places.resource("fonts").glob("Inter-*.otf")):
        QFontDatabase.addApplicationFont(str(path))
    return True


def font(role: Role) -> QFont:
    """The font of a role, a copy of one's own; sizes are set in code, because a rule of the sheet would beat them."""
    return QFont(_font(role))


@lru_cache
def _font(role: Role) -> QFont:
    size, weight = SIZES[role]
    made = QFont("Inter")
    made.setPixelSize(size)
    made.setWeight(QFont.Weight(weight))
    if role in {"number", "elapsed", "figure"}:
        made.setFeature(QFont.Tag("tnum"), 1)  # clocks and counts only: it widens hyphens in numbers to dial
    return made


_R = QPalette.ColorRole
_INKS = {
    "text": _R.WindowText, "muted": _R.LinkVisited, "faint": _R.PlaceholderText, "accent": _R.Link,
    "accent_text": _R.HighlightedText, "red": _R.BrightText, "amber": _R.Dark, "green": _R.Shadow,
}  # fmt: skip
"""What words are written in, each with its place in the palette: a label asks the palette whenever it paints, so that nothing has
to be told of another theme. Qt's own names of the places mean nothing here.
"""
_GROUNDS = {
    "bg": (_R.Window,), "surface": (_R.Base, _R.Button, _R.ToolTipBase), "sidebar": (_R.AlternateBase,), "border": (_R.Mid,),
    "hairline": (_R.Midlight,), "accent_soft": (_R.Light,), "accent": (_R.Highlight,), "focus": (_R.Accent,),
    "text": (_R.Text, _R.ButtonText, _R.ToolTipText),
}  # fmt: skip


def ink(name: str) -> QPalette.ColorRole:
    """Where the palette holds an ink."""
    return _INKS[name]


def _palette(look_of: Theme) -> QPalette:
    palette = QPalette()
    inks = {name: (role,) for name, role in _INKS.items()}
    for token, roles in (*_GROUNDS.items(), *inks.items()):
        for role in roles:
            palette.setColor(role, QColor(str(getattr(look_of, token))))
    palette.setColor(QPalette.ColorGroup.Disabled, _R.Text, QColor(look_of.faint))
    palette.setColor(QPalette.ColorGroup.Disabled, _R.ButtonText, QColor(look_of.faint))
    return palette


def _sheet() -> str:
    """One for both themes: its colours are the palette's."""
    field = f"background: palette(base); color: palette(text); border: 1px solid palette(mid); border-radius: {RADIUS_CONTROL}px;"
    return f"""
QMainWindow, QDialog, QWidget#page {{ background: palette(window); }}
QLineEdit, QComboBox, QDateTimeEdit, QDateEdit {{ {field} padding: 0 12px; min-height: 36px; }}
QPlainTextEdit, QTextEdit {{ {field} padding: 8px; }}
QLineEdit:focus, QComboBox:focus, QPlainTextEdit:focus, QDateTimeEdit:focus {{
  border: 2px solid palette(accent); padding-left: 11px; }}
QLineEdit:disabled {{ color: palette(placeholder-text); background: palette(alternate-base); }}
QComboBox::drop-down, QDateTimeEdit::drop-down {{ border: 0; width: 32px; }}
QComboBox::down-arrow, QDateTimeEdit::down-arrow {{ image: none; }}
QComboBox QAbstractItemView {{ background: palette(base); color: palette(text); border: 1px solid palette(mid);
  selection-background-color: palette(light); selection-color: palette(text); }}
QScrollArea {{ border: 0; background: transparent; }}
QScrollArea > QWidget > QWidget {{ background: transparent; }}
QScrollBar:vertical {{ background: transparent; width: 10px; margin: 2px; }}
QScrollBar::handle:vertical {{ background: palette(mid); border-radius: 3px; min-height: 32px; }}
QScrollBar:horizontal {{ background: transparent; height: 10px; margin: 2px; }}
QScrollBar::handle:horizontal {{ background: palette(mid); border-radius: 3px; min-width: 32px; }}
QScrollBar::add-line, QScrollBar::sub-line {{ height: 0; width: 0; }}
QToolTip {{ background: palette(base); color: palette(text); border: 1px solid palette(mid); padding: 4px; }}
QListView, QTableView {{ background: palette(base); color: palette(text); border: 0; outline: 0; }}
QProgressBar {{ background: palette(midlight); border: 0; border-radius: 3px; max-height: 6px; }}
QProgressBar::chunk {{ background: palette(highlight); border-radius: 3px; }}
"""


@lru_cache(maxsize=512)
def _drawn(name: str, ink: str, size: int, ratio: float) -> QPixmap:
    svg = places.resource("icons", f"{name}.svg").read_bytes().replace(b"currentColor", ink.encode())
    pixmap = QPixmap(round(size * ratio), round(size * ratio))
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    QSvgRenderer(QByteArray(svg)).render(painter, QRectF(0, 0, pixmap.width(), pixmap.height()))
    painter.end()
    pixmap.setDevicePixelRatio(ratio)
    return pixmap


def pixmap(name: str, ink: str = "muted", size: int = 18, at: QWidget | None = None) -> QPixmap:
    """An icon in the ink of a token, sharp on the screen that it is drawn on."""
    ratio = at.devicePixelRatioF() if at else QGuiApplication.primaryScreen().devicePixelRatio()
    return _drawn(name, str(getattr(theme(), ink)), size, ratio)


def icon(name: str, ink: str = "muted", size: int = 18) -> QIcon:
    """The same as a QIcon."""
    return QIcon(pixmap(name, ink, size))
