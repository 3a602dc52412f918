"""A file that is read from a stick or a share is copied first, still encrypted, and read from there."""

from __future__ import annotations

import errno
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from fieldapp.errors import DestinationTrouble
from fieldapp.exchange import header
from fieldapp.exchange.refusals import refused
from fieldapp.text import _


@contextmanager
def copied(path: Path) -> Iterator[Path]:
    """A copy of its own, still encrypted: what was verified is what is taken in, though the stick be pulled out between."""
    with _room() as room:
        copy = room / "bundle"
        try:
            said, raw = header.of_file(path)
            if path.stat().st_size > header.most_bytes(said, raw):
                raise refused("too_large")
            shutil.copyfile(path, copy)
        except OSError as error:
            if error.errno in {errno.ENOSPC, errno.EDQUOT}:
                raise _no_room() from error
            raise refused("out_of_reach") from error
        yield copy


@contextmanager
def _room() -> Iterator[Path]:
    try:
        folder = tempfile.TemporaryDirectory(prefix="fieldapp-")
    except OSError as error:
        raise _no_room() from error
    with folder as name:
        yield Path(name)


def _no_room() -> DestinationTrouble:
    return DestinationTrouble(
        _("The disk with your store is full, read-only or not answering. Free some space or reconnect it, then try again."),
        _("Everything recorded before this step is safe."),
    )
