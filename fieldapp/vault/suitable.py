"""Folders that a store must not live in: network drives, folders that a cloud service copies, roaming
profiles, full ones (P44).
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path, PurePath

from fieldapp.errors import UnsuitableFolder
from fieldapp.places import can_be_named
from fieldapp.text import _

_NETWORK = frozenset({
    "nfs", "nfs4", "cifs", "smb", "smb2", "smb3", "smbfs", "sshfs", "fuse.sshfs", "fuse.rclone", "fuse.s3fs", "fuse.gvfsd-fuse",
    "9p", "afs", "ncpfs", "davfs", "fuse.davfs2", "afpfs", "webdav", "glusterfs", "fuse.glusterfs", "ceph", "lustre",
})  # fmt: skip
_SYNCED = (
    "onedrive", "dropbox", "google drive", "googledrive", "my drive", "icloud drive", "mobile documents", "icloud~", "box sync",
    "nextcloud", "owncloud", "sharepoint", "box", "cloudstorage",
)  # fmt: skip
_MARKERS = (".dropbox", ".sync_folder.db", "._sync_.db", ".owncloudsync.log", ".nextcloudsync.log")
_REMOTE_DRIVE = 4


def refuse_unsuitable(
    folder: Path, mounts: Iterable[tuple[str, str]] | None = None, env: Mapping[str, str] | None = None
) -> None:
    """Say why a store cannot live in a folder; silent where it can. mounts: (mount point, type) as the system has them."""
    refuse_place(folder, mounts, env)
    if is_occupied(folder):
        raise UnsuitableFolder(_("This folder is not empty."), _("Choose a new folder; a store keeps one of its own."))


def is_occupied(folder: Path) -> bool:
    """Whether something lies there already."""
    return folder.exists() and (not folder.is_dir() or any(folder.iterdir()))


def refuse_place(folder: Path, mounts: Iterable[tuple[str, str]] | None = None, env: Mapping[str, str] | None = None) -> None:
    """The same of where a folder lies, whatever is in it."""
    if not can_be_named(folder):
        raise UnsuitableFolder(_("The name of this folder is no text that this computer can write."), _("Choose another name."))
    whole = Path(os.path.abspath(folder))  # noqa: PTH100 - resolve() would follow a link before its own name is looked at
    for each in {whole, folder.resolve()}:
        if is_network(each, list(_mounts() if mounts is None else mounts)):
            raise UnsuitableFolder(
                _("This folder lies on a network drive: others could open it, and a lost connection would damage it."), _advice()
            )
        if is_synced(each, os.environ if env is None else env):
            raise UnsuitableFolder(_("This folder is copied to a cloud service (such as OneDrive) by itself."), _advice())


def _advice() -> str:
    return _("Choose a folder on this computer's own disk, outside of everything that is synced.")


def is_network(folder: PurePath, mounts: Iterable[tuple[str, str]]) -> bool:
    """Whether a folder lies on a file system of another machine."""
    if str(folder).startswith(("\\\\", "//")):
        return True
    if sys.platform == "win32":
        import ctypes

        return int(ctypes.windll.kernel32.GetDriveTypeW(folder.anchor)) == _REMOTE_DRIVE
    above = [str(folder), *(str(parent) for parent in folder.parents)]
    held = {point: kind for point, kind in mounts if point in above}
    nearest = max(held, key=len, default="")
    return held.get(nearest, "") in _NETWORK


def is_synced(folder: PurePath, env: Mapping[str, str]) -> bool:
    """Whether a cloud service copies a folder: by its names, by what the service leaves in it, or by the environment."""
    parts = [part.casefold() for part in folder.parts]
    if any(part == name or part.startswith((f"{name} -", f"{name} (")) for part in parts for name in _SYNCED):
        return True
    roots = [value for key, value in env.items() if key.upper().startswith("ONEDRIVE") and value]
    roots += [env["APPDATA"]] if env.get("APPDATA") else []  # the roaming profile travels to other machines
    if any(PurePath(root) == folder or PurePath(root) in folder.parents for root in roots):
        return True
    return any((Path(parent) / marker).exists() for parent in (folder, *folder.parents) for marker in _MARKERS)


def _mounts() -> list[tuple[str, str]]:
    """Mount points of this machine; none where the system has no such table."""
    try:
        lines = Path("/proc/mounts").read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return []
    fields = (line.split() for line in lines)
    return [(part[1].replace("\\040", " "), part[2]) for part in fields if len(part) > 2]
