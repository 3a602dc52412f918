"""Recovery words as pages for a printer: which sheet, how many open the store, the words by number, and nobody's name."""

from __future__ import annotations

from PySide6.QtCore import QBuffer, QIODevice, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter

from fieldapp.desk import locked
from fieldapp.text import _
from ui import style
from ui.tokens import Role

_PPI = 200
_INCH = float(_PPI)
_COLUMNS, _LINE = 3, 0.36


def pages(sheets: tuple[str, ...]) -> list[bytes]:
    """One page (PNG, US letter) for each sheet."""
    return [_page(sheet, place, len(sheets)) for place, sheet in enumerate(sheets, start=1)]


def _page(sheet: str, place: int, of: int) -> bytes:
    image = QImage(round(8.5 * _PPI), 11 * _PPI, QImage.Format.Format_Grayscale8)
    image.setDotsPerMeterX(round(_PPI / 0.0254))
    image.setDotsPerMeterY(round(_PPI / 0.0254))
    image.fill(QColor("white"))
    painter = QPainter(image)
    painter.setPen(QColor("black"))
    _write(painter, "title", 1.0, 0.5, _("Recovery words"))
    _write(painter, "body", 1.6, 1.0, "\n".join(_said(sheet, place, of)))
    for number, word in enumerate(words := sheet.split()):
        rows = -(-len(words) // _COLUMNS)
        left, top = 1.0 + number // rows * 2.2, 3.2 + number % rows * _LINE
        _write(painter, "card", top, _LINE, f"{number + 1:>2}   {word}", left)
    painter.end()
    return _png(image)


def _said(sheet: str, place: int, of: int) -> tuple[str, ...]:
    needed = locked.needed_of(sheet)
    which = _("Sheet {n} of {all}; any {k} of them open the store.").format(n=place, all=of, k=needed)
    return (
        _("This sheet opens the store.") if of == 1 else which,
        _("On the laptop: Unlock, then I forgot my passphrase, then type the words by number."),
        _("Keep it away from the laptop. Whoever has both opens the store."),
    )


def _write(painter: QPainter, role: Role, top: float, height: float, text: str, left: float = 1.0) -> None:
    painter.setFont(style.font(role))
    box = QRectF(left * _INCH, top * _INCH, 6.5 * _INCH, height * _INCH)
    painter.drawText(box, int(Qt.TextFlag.TextWordWrap), text)


def _png(image: QImage) -> bytes:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload]
    return bytes(buffer.data().data())
