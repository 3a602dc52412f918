"""What lies in a store's folder, and what does not belong there."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from fieldapp.ledger.ids import is_id

HALF_WRITTEN = ".new-"
_MAKING = HALF_WRITTEN + "store"
_JOURNAL = "store.db-journal"
_DIGEST = re.compile(r"[0-9a-f]{64}")
NOTE_ENDING = ".note"


@dataclass(frozen=True, slots=True)
class StoreFolder:
    """The places within one store's folder; these and no others."""

    root: Path

    @property
    def database(self) -> Path:
        """The encrypted database."""
        return self.root / "store.db"

    @property
    def slots(self) -> Path:
        """The data key, wrapped once for each way in."""
        return self.root / "slots"

    @property
    def head(self) -> Path:
        """How far the store's own two chains had come."""
        return self.root / "head"

    @property
    def note_key(self) -> Path:
        """The public key to which a note is sealed while the store is locked."""
        return self.root / "note.pub"

    @property
    def attempts(self) -> Path:
        """Unlocks that failed since the last one that did not."""
        return self.root / "attempts"

    @property
    def lock(self) -> Path:
        """Held by the process that has the store open."""
        return self.root / "lock"

    @property
    def attachments(self) -> Path:
        """Files of entries, each under its own key, named by the hash of its ciphertext."""
        return self.root / "attachments"

    @property
    def notes(self) -> Path:
        """Notes left while the store was locked."""
        return self.root / "notes"

    @property
    def making(self) -> Path:
        """An empty file that lies here while the store is being made; one left by a crash is swept up at the next unlock."""
        return self.root / _MAKING

    def exists(self) -> bool:
        """Whether a store was made here: its slots are written last."""
        return self.slots.exists()

    def strangers(self) -> list[Path]:
        """Files and folders that do not belong here, sorted."""
        own = {self.database, self.slots, self.head, self.note_key, self.attempts, self.lock}
        rooms = {self.attachments: _is_attachment, self.notes: _is_note}
        found = []
        for path in self.root.iterdir():
            if path in rooms and path.is_dir():
                fits = rooms[path]
                found += [inner for inner in path.iterdir() if not (inner.is_file() and fits(inner.name))]
            elif not (path.is_file() and (path in own or path.name == _JOURNAL)):
                found.append(path)
        return sorted(found)

    def belongs(self, name: str) -> bool:
        """Whether a path within the folder is that of a file to keep: the database, what opens it, or a file beside."""
        room, _slash, inner = name.partition("/")
        if inner:
            return (room == self.attachments.name and _is_attachment(inner)) or (room == self.notes.name and _is_note(inner))
        return name in {self.database.name, self.slots.name, self.note_key.name}

    def clear_half_made(self) -> None:
        """Remove what a set-up left that something ended halfway; a store, or whatever else lies here, is left alone."""
        if self.making.exists() and not self.exists():
            self.unmake()

    def unmake(self) -> None:
        """Remove all that set-up makes in the folder; what says that it was at work goes last: this can be cut short too."""
        journal = self.root / _JOURNAL
        for path in (self.slots, self.head, self.note_key, self.database, journal):
            path.unlink(missing_ok=True)
        for room in (self.attachments, self.notes):
            if room.exists():
                room.rmdir()
        for path in self.root.glob(HALF_WRITTEN + "*"):
            if path != self.making:
                path.unlink(missing_ok=True)
        self.making.unlink(missing_ok=True)

    def sweep(self) -> None:
        """Remove what a crash left of small files half written. Only under the store's lock."""
        for room in (self.root, self.attachments, self.notes):
            for path in room.glob(HALF_WRITTEN + "*"):
                path.unlink(missing_ok=True)


def _is_attachment(name: str) -> bool:
    return _DIGEST.fullmatch(name) is not None


def _is_note(name: str) -> bool:
    return name.endswith(NOTE_ENDING) and is_id(name.removesuffix(NOTE_ENDING))
