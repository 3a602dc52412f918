"""A note left while the store is locked: anyone at the laptop can write one, only the unlocked store can read it (P12)."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import msgspec

from fieldapp.clock import Instant
from fieldapp.errors import BadInput, DestinationTrouble, Fixable, StoreDamaged, Trouble
from fieldapp.ledger.ids import new_id
from fieldapp.places import take_away, write_durably
from fieldapp.text import _, clean
from fieldapp.vault import sealing
from fieldapp.vault.folder import NOTE_ENDING, StoreFolder

MOST_SIGNS, MOST_NOTES = 8_000, 200
_PURPOSE = b"fieldapp/note/1"
_STEP = 1_024  # padded to whole steps, so that a file's size tells little of what was written
_MOST_BYTES = 64 * 1024


@dataclass(frozen=True, slots=True)
class LeftNote:
    """A note as it was left: when (UTC ms, by this computer's clock) and its words."""

    at: Instant
    text: str


class _Written(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    at: int
    text: str


_decoder = msgspec.json.Decoder(_Written, strict=True)


def seal_note(folder: StoreFolder, text: str, at: Instant) -> Path:
    """Leave a note; it is on the disk when this returns, and nothing on this computer can read it but the unlocked store."""
    words = clean(text)
    if not words:
        raise BadInput("note", _("The note is empty."), _("Write what happened, when, and who called."))
    if len(words) > MOST_SIGNS:
        raise BadInput("note", _("The note is longer than {n} characters.").format(n=MOST_SIGNS), _("Leave it as two notes."))
    if len(left(folder)) >= MOST_NOTES:
        raise Fixable(_("{n} notes are already waiting.").format(n=MOST_NOTES), _("Unlock the store and go through them first."))
    content = msgspec.json.encode(_Written(at, words))
    sealed = _sealed(folder, content + b" " * (-len(content) % _STEP))
    path = folder.notes / f"{new_id()}{NOTE_ENDING}"
    try:
        write_durably(path, sealed)
    except OSError as refused:
        raise DestinationTrouble(
            _("The note could not be saved: the disk is full, read-only or not answering. Write it on paper."),
            _("Nothing was changed."),
        ) from refused
    return path


def _sealed(folder: StoreFolder, content: bytes) -> bytes:
    try:
        return sealing.seal(folder.note_key.read_bytes(), content, _PURPOSE)
    except (OSError, ValueError) as broken:
        raise StoreDamaged(
            _("The key for notes is missing or damaged, so no note can be left here. Write it on paper."),
            _("Nothing was changed."),
        ) from broken


def left(folder: StoreFolder) -> list[Path]:
    """The notes that wait to be gone through."""
    return sorted(folder.notes.glob("*" + NOTE_ENDING))


def open_note(private: bytes, sealed: bytes) -> LeftNote:
    """Read a note; Trouble where it was not sealed to this store, or is damaged. private: 48 bytes, a row of the store."""
    try:
        written = _decoder.decode(sealing.unseal(private, sealed[: _MOST_BYTES + 1], _PURPOSE))
    except (sealing.NotOpened, msgspec.DecodeError) as broken:
        raise Trouble(
            _("A note left while the store was locked cannot be read: it is damaged, or was not written for this store."),
            _("The note was left where it is."),
        ) from broken
    return LeftNote(written.at, written.text)


def discard(path: Path) -> None:
    """Remove a note that has become an entry, or that the worker does not want; DestinationTrouble where it is still there.

    One that is gone but for the flush may wait once more after a power cut, and is gone through again.
    """
    try:
        take_away(path)
    except OSError as refused:
        if path.exists():
            raise DestinationTrouble(
                _("The note could not be removed: the disk is read-only or not answering."), _("The note was left where it is.")
            ) from refused
