"""The store's folder: what belongs there, where it must not lie, and the files of entries in it."""

from __future__ import annotations

import os
from pathlib import Path, PurePosixPath, PureWindowsPath
from typing import Any

import pytest

from fieldapp.errors import BadInput, Trouble, UnsuitableFolder
from fieldapp.ledger.ids import new_id
from fieldapp.vault import attachments, suitable

DISK = [("/", "ext4"), ("/home", "btrfs")]


def test_what_belongs_there_is_no_stranger(ready: Any) -> None:
    places = ready.places
    for name in ("head", "attempts", "lock", "store.db-journal"):
        (ready.folder / name).write_bytes(b"")
    (places.attachments / ("a" * 64)).write_bytes(b"")
    (places.notes / f"{new_id()}.note").write_bytes(b"")
    assert places.strangers() == []


def test_every_stranger_is_named(ready: Any) -> None:
    places = ready.places
    strange = [ready.folder / "photo.jpg", places.attachments / "x.jpg", places.notes / "y.txt", ready.folder / "deep"]
    strange += [ready.folder / "store.db-wal", places.attachments / ("A" * 64)]
    for path in strange[:3] + strange[4:]:
        path.write_bytes(b"")
    strange[3].mkdir()
    places.slots.unlink()
    places.slots.mkdir()
    assert places.strangers() == sorted([*strange, places.slots])


def test_what_a_crash_left_half_written_is_swept_and_nothing_else(ready: Any) -> None:
    before = sorted(ready.folder.rglob("*"))
    for room in (ready.folder, ready.places.attachments, ready.places.notes):
        (room / ".new-abc").write_bytes(b"half")
    assert len(ready.places.strangers()) == 3
    ready.places.sweep()
    assert sorted(ready.folder.rglob("*")) == before


def test_a_folder_on_the_own_disk_will_do(tmp_path: Path) -> None:
    suitable.refuse_unsuitable(tmp_path / "store", DISK, {})
    suitable.refuse_unsuitable(tmp_path / "store")
    (tmp_path / "empty").mkdir()
    suitable.refuse_unsuitable(tmp_path / "empty", DISK, {})


@pytest.mark.parametrize("kind", ["nfs", "nfs4", "cifs", "smb3", "fuse.sshfs", "fuse.rclone", "9p", "davfs"])
def test_network_drives_are_refused(tmp_path: Path, kind: str) -> None:
    with pytest.raises(UnsuitableFolder, match="network"):
        suitable.refuse_unsuitable(tmp_path / "store", [*DISK, (str(tmp_path), kind)], {})


def test_the_nearest_mount_counts(tmp_path: Path) -> None:
    mounts = [("/", "nfs"), (str(tmp_path), "ext4"), (str(tmp_path / "stores"), "cifs")]
    suitable.refuse_unsuitable(tmp_path / "store", mounts, {})


@pytest.mark.parametrize("folder", [PureWindowsPath(r"\\server\share\store"), PurePosixPath("//server/share/store")])
def test_shares_are_network_drives(folder: PureWindowsPath | PurePosixPath) -> None:
    assert suitable.is_network(folder, DISK)


@pytest.mark.parametrize(
    "part",
    [
        "OneDrive", "OneDrive - County of Example", "Dropbox", "Dropbox (Personal)", "Google Drive", "My Drive", "Nextcloud",
        "Library/Mobile Documents/com~apple~CloudDocs", "Library/CloudStorage/OneDrive-Example", "Box", "Box Sync", "iCloud Drive",
    ],
)  # fmt: skip
def test_synced_folders_are_refused_by_name(tmp_path: Path, part: str) -> None:
    with pytest.raises(UnsuitableFolder, match="cloud"):
        suitable.refuse_unsuitable(tmp_path / part / "store", DISK, {})


@pytest.mark.parametrize("part", ["Dropboxes", "boxes", "drive", "work", "onedriven"])
def test_likely_names_that_are_no_service_will_do(tmp_path: Path, part: str) -> None:
    suitable.refuse_unsuitable(tmp_path / part / "store", DISK, {})


@pytest.mark.parametrize("name", ["OneDrive", "OneDriveCommercial", "OneDriveConsumer", "APPDATA"])
def test_so_are_redirected_and_roaming_ones(tmp_path: Path, name: str) -> None:
    root = tmp_path / "Documents"
    with pytest.raises(UnsuitableFolder):
        suitable.refuse_unsuitable(root / "store", DISK, {name: str(root)})
    suitable.refuse_unsuitable(tmp_path / "store", DISK, {name: str(root), "OneDriveOther": ""})


def test_and_those_in_which_a_service_left_its_mark(tmp_path: Path) -> None:
    (tmp_path / ".dropbox").write_bytes(b"")
    with pytest.raises(UnsuitableFolder):
        suitable.refuse_unsuitable(tmp_path / "deep" / "store", DISK, {})


def test_a_link_into_a_synced_folder_does_not_hide_it(tmp_path: Path) -> None:
    (tmp_path / "Dropbox").mkdir()
    (tmp_path / "plain").symlink_to(tmp_path / "Dropbox")
    with pytest.raises(UnsuitableFolder, match="cloud"):
        suitable.refuse_unsuitable(tmp_path / "plain" / "store", DISK, {})


def test_files_and_full_folders_are_refused(tmp_path: Path) -> None:
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "letter.txt").write_text("mine")
    for folder in (tmp_path / "full", tmp_path / "full" / "letter.txt"):
        with pytest.raises(UnsuitableFolder, match="not empty"):
            suitable.refuse_unsuitable(folder, DISK, {})
    assert (tmp_path / "full" / "letter.txt").read_text() == "mine"


def test_a_system_without_a_table_of_mounts_is_asked_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def gone(*_args: object, **_named: object) -> str:
        raise FileNotFoundError

    monkeypatch.setattr(Path, "read_text", gone)
    suitable.refuse_unsuitable(tmp_path / "store")


def test_a_file_comes_back_and_lies_there_encrypted(ready: Any) -> None:
    room = ready.places.attachments
    for content in (b"", b"a picture of nobody", os.urandom(100_000)):
        kept = attachments.keep(room, content)
        assert attachments.read(room, kept.key, kept.digest) == content
        assert attachments.is_whole(room, kept.digest)
        assert kept.size == len(content)
        assert not content or content not in (room / kept.digest).read_bytes()
    assert ready.places.strangers() == []


def test_the_same_file_twice_shares_neither_key_nor_name(ready: Any) -> None:
    first, second = (attachments.keep(ready.places.attachments, b"twice") for _turn in range(2))
    assert (first.key, first.digest) != (second.key, second.digest)
    assert first.key.hex() not in repr(first)
    assert repr(first.key) not in repr(first)


def test_every_change_to_a_file_is_noticed(ready: Any) -> None:
    room = ready.places.attachments
    kept = attachments.keep(room, b"a picture of nobody")
    path = room / kept.digest
    whole = path.read_bytes()
    for broken in (b"", whole[:-1], whole + b"\0", bytes([whole[0] ^ 1]) + whole[1:]):
        path.write_bytes(broken)
        assert not attachments.is_whole(room, kept.digest)
        with pytest.raises(Trouble, match="damaged"):
            attachments.read(room, kept.key, kept.digest)


def test_another_file_under_the_same_key_is_not_the_one_that_was_signed_for(ready: Any) -> None:
    """AES-GCM opens whatever was sealed under the key; only the hash in the entry says which file it was."""
    room = ready.places.attachments
    kept = attachments.keep(room, b"the real one")
    swapped = attachments.AESGCM(kept.key).encrypt(bytes(12), b"another one.", None)
    (room / kept.digest).write_bytes(swapped)
    with pytest.raises(Trouble, match="damaged"):
        attachments.read(room, kept.key, kept.digest)


def test_a_wrong_key_a_missing_file_and_one_too_large_have_their_sentences(ready: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    room = ready.places.attachments
    kept = attachments.keep(room, b"content")
    for key in (bytes(32), b"short"):
        with pytest.raises(Trouble, match="damaged"):
            attachments.read(room, key, kept.digest)
    with pytest.raises(Trouble, match="not come"):
        attachments.read(room, kept.key, "0" * 64)
    assert not attachments.is_whole(room, "0" * 64)
    monkeypatch.setattr(attachments, "MOST_BYTES", 10)
    with pytest.raises(BadInput):
        attachments.keep(room, b"x" * 11)
    assert len(list(room.iterdir())) == 1
