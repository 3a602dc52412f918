"""A folder as a destination: a USB stick, a share, a synced library. Files are put whole or not at all; no name is trusted."""

from __future__ import annotations

import errno
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

from fieldapp.errors import DestinationTrouble
from fieldapp.places import can_be_named, flush_folder, take_away, write_durably
from fieldapp.text import _

ENDING = ".fxb"
_MOST = 100_000


class FolderDestination:
    """Five calls, the same for every destination: probe, put_new, list, get, delete."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def probe(self) -> None:
        """Whether it can be written to now; DestinationTrouble says why not."""
        if not self._folder.is_dir():
            raise _trouble(_("The folder is not there: the stick was pulled out, or the share is out of reach."))
        if not can_be_named(self._folder):
            raise _trouble(_("The name of this folder is no text that this computer can write. Rename it, or choose another."))
        try:
            handle, name = tempfile.mkstemp(prefix=".fieldapp-probe-", dir=self._folder)  # never through a link that lies there
            os.close(handle)
            Path(name).unlink()
        except OSError as error:
            raise _explained(error) from error

    def there(self) -> bool:
        """Whether it can be read from now; a stick that is read-only can."""
        return self._folder.is_dir()

    def put_new(self, name: str, content: bytes) -> None:
        """Put a file that is not there yet, under its final name only when it is whole."""
        path = self._folder / name
        if path.parent.is_symlink():
            raise _trouble(_("In that folder a link leads elsewhere from where this laptop's bundles go. Remove it first."))
        try:
            if not path.parent.exists():
                path.parent.mkdir(exist_ok=True)
                flush_folder(self._folder)
            if not path.exists():
                write_durably(path, content)
        except OSError as error:
            raise _explained(error) from error

    def list(self) -> Iterator[str]:
        """Names of bundles, in no order that means anything."""
        try:
            found = [path for path in self._folder.rglob(f"*{ENDING}") if path.is_file() and not path.is_symlink()][:_MOST]
        except OSError as error:
            raise _explained(error) from error
        return (str(path.relative_to(self._folder)) for path in found)

    def get(self, name: str) -> Path:
        """Where a file can be read."""
        return self._folder / name

    def delete(self, name: str) -> None:
        """Take a file away for good; gone already is fine."""
        try:
            take_away(self._folder / name)
        except OSError as error:
            raise _explained(error) from error


def _explained(error: OSError) -> DestinationTrouble:
    if error.errno in {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}:
        return _trouble(_("The folder is full, or takes no file of this size."))
    if error.errno in {errno.EROFS, errno.EACCES, errno.EPERM}:
        return _trouble(_("The folder is read-only, or you may not write there."))
    if error.errno in {errno.ENOENT, errno.ENOTDIR, errno.EIO, errno.ENODEV, errno.ESTALE}:
        return _trouble(_("The folder is not there: the stick was pulled out, or the share is out of reach."))
    return _trouble(_("The folder could not be written to ({why}).").format(why=error.strerror))


def _trouble(sentence: str) -> DestinationTrouble:
    return DestinationTrouble(sentence, _("Nothing half-written stays there; what was to be sent is still waiting here."))
