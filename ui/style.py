"""The look, applied: fonts, palette, one style sheet, icons in the theme's ink; read at paint time, so a switch shows at once."""

from __future__ import annotations

from functools import lru_cache
from typing import Literal

from PySide6.QtCore import QByteArray, QObject, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QGuiApplication, QIcon, QPainter, QPalette, QPixmap
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QApplication, QWidget

from fieldapp import places
from ui.tokens import DARK, INKS, LIGHT, RADIUS_CONTROL, SIZES, Role, Theme

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
    if not app.styleSheet():  # once: a style put on anew paints every widget again
        app.setStyle("Fusion")
    look().theme = _theme(choice)
    app.setFont(font("body"))
    app.setPalette(_palette(theme()))
    app.setStyleSheet(_sheet(theme()))
    look().changed.emit()


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


def _palette(look_of: Theme) -> QPalette:
    palette = QPalette()
    roles = QPalette.ColorRole
    pairs = {
        roles.Window: look_of.bg, roles.WindowText: look_of.text, roles.Base: look_of.surface, roles.Text: look_of.text,
        roles.Button: look_of.surface, roles.ButtonText: look_of.text, roles.Highlight: look_of.accent,
        roles.HighlightedText: look_of.accent_text, roles.PlaceholderText: look_of.faint, roles.ToolTipBase: look_of.surface,
        roles.ToolTipText: look_of.text, roles.AlternateBase: look_of.sidebar, roles.Link: look_of.accent,
    }  # fmt: skip
    for role, value in pairs.items():
        palette.setColor(role, QColor(value))
    palette.setColor(QPalette.ColorGroup.Disabled, roles.Text, QColor(look_of.faint))
    palette.setColor(QPalette.ColorGroup.Disabled, roles.ButtonText, QColor(look_of.faint))
    return palette


def _sheet(t: Theme) -> str:
    inks = "\n".join(f'QLabel[ink="{ink}"] {{ color: {getattr(t, ink)}; background: transparent; }}' for ink in INKS)
    field = f"background: {t.surface}; color: {t.text}; border: 1px solid {t.border}; border-radius: {RADIUS_CONTROL}px;"
    return f"""
QMainWindow, QDialog, QWidget#page {{ background: {t.bg}; }}
{inks}
QLineEdit, QComboBox, QDateTimeEdit, QDateEdit {{ {field} padding: 0 12px; min-height: 36px; }}
QPlainTextEdit, QTextEdit {{ {field} padding: 8px; }}
QLineEdit:focus, QComboBox:focus, QPlainTextEdit:focus, QDateTimeEdit:focus {{ border: 2px solid {t.focus}; padding-left: 11px; }}
QLineEdit:disabled {{ color: {t.faint}; background: {t.sidebar}; }}
QComboBox::drop-down, QDateTimeEdit::drop-down {{ border: 0; width: 32px; }}
QComboBox::down-arrow, QDateTimeEdit::down-arrow {{ image: none; }}
QComboBox QAbstractItemView {{ background: {t.surface}; color: {t.text}; border: 1px solid {t.border};
  selection-background-color: {t.accent_soft}; selection-color: {t.text}; }}
QScrollArea {{ border: 0; background: transparent; }}
QScrollArea > QWidget > QWidget {{ background: transparent; }}
QScrollBar:vertical {{ background: transparent; width: 10px; margin: 2px; }}
QScrollBar::handle:vertical {{ background: {t.border}; border-radius: 3px; min-height: 32px; }}
QScrollBar:horizontal {{ background: transparent; height: 10px; margin: 2px; }}
QScrollBar::handle:horizontal {{ background: {t.border}; border-radius: 3px; min-width: 32px; }}
QScrollBar::add-line, QScrollBar::sub-line {{ height: 0; width: 0; }}
QToolTip {{ background: {t.surface}; color: {t.text}; border: 1px solid {t.border}; padding: 4px; }}
QListView, QTableView {{ background: {t.surface}; color: {t.text}; border: 0; outline: 0; }}
QProgressBar {{ background: {t.hairline}; border: 0; border-radius: 3px; max-height: 6px; }}
QProgressBar::chunk {{ background: {t.accent}; border-radius: 3px; }}
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
