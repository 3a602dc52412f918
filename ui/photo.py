"""A picture file made fit to be kept: turned upright, no larger than needed, and drawn anew so that nothing rides along in it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QPoint, QSize, Qt
from PySide6.QtGui import QImage, QImageReader, QPainter

from fieldapp.errors import BadInput
from fieldapp.places import begin_of
from fieldapp.text import _

MOST_BYTES = 25 * 1024 * 1024
_LONGEST = 2_000  # pixels: sharp on a full page, and a few hundred kilobytes
_FORMATS = {b"jpeg", b"jpg", b"png"}
_QUALITY = 90


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture to be kept: its bytes, as JPEG."""

    content: bytes
    media: str = "image/jpeg"


def prepare(path: Path) -> Picture:
    """Read a JPEG or PNG file; its pixels alone are kept: no place, no device, no words (EXIF, GPS, comments)."""
    content = _read(path)
    held = QBuffer()
    held.setData(QByteArray(content))
    held.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(held)
    reader.setDecideFormatFromContent(True)
    if bytes(reader.format().data()) not in _FORMATS:
        raise BadInput("photo", _("This is no JPEG or PNG picture."), _("Save it as JPEG, and choose it again."))
    reader.setAutoTransform(True)
    shown = reader.read()
    if shown.isNull():
        raise BadInput("photo", _("This picture cannot be read: it is damaged or was cut short."), _("Take another copy of it."))
    return Picture(_drawn_anew(shown))


def _read(path: Path) -> bytes:
    try:
        if path.stat().st_size > MOST_BYTES:
            raise BadInput("photo", _("This picture is larger than 25 MB."), _("Take a smaller copy of it."))
        return begin_of(path, MOST_BYTES)
    except OSError as error:
        raise BadInput("photo", _("The file cannot be opened."), _("Check that it is still there.")) from error


def _drawn_anew(shown: QImage) -> bytes:
    """Onto an empty picture: one that was only converted would carry its texts on."""
    size = shown.size()
    if max(size.width(), size.height()) > _LONGEST:
        size.scale(QSize(_LONGEST, _LONGEST), Qt.AspectRatioMode.KeepAspectRatio)
        shown = shown.scaled(size, Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.SmoothTransformation)
    clean = QImage(size, QImage.Format.Format_RGB32)
    clean.fill(Qt.GlobalColor.white)
    painter = QPainter(clean)
    painter.drawImage(QPoint(0, 0), shown)
    painter.end()
    out = QBuffer()
    out.open(QIODevice.OpenModeFlag.WriteOnly)
    clean.save(out, "JPEG", _QUALITY)  # type: ignore[call-overload]
    return bytes(out.data().data())
