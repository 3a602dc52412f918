"""A file that a person picked: read whole where it is a plain one of a bearable size, refused in words where it is not."""

from __future__ import annotations

from pathlib import Path

from fieldapp.errors import BadInput
from fieldapp.places import read_small
from fieldapp.text import _

COUNTY_BYTES = 4 * 1024 * 1024
KEY_BYTES = 64 * 1024


def content_of(path: Path, most: int) -> bytes:
    """Its content; BadInput for what is gone, is a folder or a pipe, or holds more than `most` bytes."""
    try:
        return read_small(path, most)
    except OSError as error:
        why = _("The file cannot be read ({why}).").format(why=error.strerror)
        raise BadInput("file", why, _("Choose another, or copy it again.")) from error
