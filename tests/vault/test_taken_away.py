"""What is taken away stays so after a power cut: its folder is flushed once it is gone, before anybody is told."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from fieldapp.exchange.folder import FolderDestination
from fieldapp.vault import attachments, note

_WAYS: dict[str, Callable[[Path], None]] = {
    "a photo": lambda path: attachments.remove(path.parent, path.name),
    "a note": note.discard,
    "a bundle": lambda path: FolderDestination(path.parent).delete(path.name),
}


@pytest.mark.skipif(os.name != "posix", reason="Windows has no such thing as a flush of a folder")
@pytest.mark.parametrize("what", _WAYS)
def test_its_folder_is_flushed_once_it_is_gone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, what: str) -> None:
    path = tmp_path / "some"
    path.write_bytes(b"x")
    flushed: list[bool] = []
    really = os.fsync

    def seen(handle: int) -> None:
        if os.path.sameopenfile(handle, folder):
            flushed.append(not path.exists())
        really(handle)

    folder = os.open(tmp_path, os.O_RDONLY)
    monkeypatch.setattr(os, "fsync", seen)
    try:
        _WAYS[what](path)
    finally:
        os.close(folder)
    assert flushed == [True]
