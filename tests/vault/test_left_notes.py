"""A note left while locked: anyone can write one, only the store reads it, and every change to it is noticed."""

from __future__ import annotations

from typing import Any

import pytest

from fieldapp.errors import BadInput, DestinationTrouble, Fixable, StoreDamaged, Trouble
from fieldapp.vault import note, sealing

TEXT = "22:34 caregiver called: Mika Sample not back. ¡Llamar! 555-0142"


def test_a_note_left_is_read_with_its_time_and_by_the_store_alone(ready: Any, noon: int) -> None:
    path = note.seal_note(ready.places, f"  {TEXT}\n", noon)
    assert note.left(ready.places) == [path]
    assert ready.places.strangers() == []
    sealed = path.read_bytes()
    assert b"Mika" not in sealed
    assert note.open_note(ready.made.note_private, sealed) == note.LeftNote(noon, TEXT)
    with pytest.raises(Trouble):
        note.open_note(sealing.new_keys().private, sealed)
    note.discard(path)
    note.discard(path)
    assert note.left(ready.places) == []


def test_its_size_tells_little(ready: Any, noon: int) -> None:
    sizes = {note.seal_note(ready.places, text, noon).stat().st_size for text in ("a", TEXT, "b" * 900)}
    assert len(sizes) == 1


def test_every_flip_and_cut_is_noticed(ready: Any, noon: int) -> None:
    sealed = note.seal_note(ready.places, TEXT, noon).read_bytes()
    for place in range(0, len(sealed), 9):
        broken = bytearray(sealed)
        broken[place] ^= 1 << place % 8
        with pytest.raises(Trouble):
            note.open_note(ready.made.note_private, bytes(broken))
    for content in (b"", sealed[:96], sealed[:-1], sealed + b"\0", bytes(200_000)):
        with pytest.raises(Trouble):
            note.open_note(ready.made.note_private, content)


def test_what_was_sealed_for_another_purpose_is_no_note(ready: Any) -> None:
    public = ready.places.note_key.read_bytes()
    for content, purpose in ((b'{"at":1,"text":"x"}', b"fieldapp/other/1"), (b"not a note", b"fieldapp/note/1")):
        with pytest.raises(Trouble):
            note.open_note(ready.made.note_private, sealing.seal(public, content, purpose))


@pytest.mark.parametrize("text", ["", "  \n", "\0", "x" * (note.MOST_SIGNS + 1)])
def test_empty_and_endless_notes_are_refused(ready: Any, noon: int, text: str) -> None:
    with pytest.raises(BadInput):
        note.seal_note(ready.places, text, noon)
    assert note.left(ready.places) == []


def test_the_longest_note_fits(ready: Any, noon: int) -> None:
    text = "\U0001f600" * note.MOST_SIGNS
    path = note.seal_note(ready.places, text, noon)
    assert note.open_note(ready.made.note_private, path.read_bytes()).text == text


def test_notes_cannot_fill_the_disk(ready: Any, noon: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(note, "MOST_NOTES", 2)
    note.seal_note(ready.places, TEXT, noon)
    note.seal_note(ready.places, TEXT, noon)
    with pytest.raises(Fixable):
        note.seal_note(ready.places, TEXT, noon)
    assert len(note.left(ready.places)) == 2


@pytest.mark.parametrize("content", [None, b"", b"junk", b"\4" * 97])
def test_without_a_sound_key_it_says_to_use_paper(ready: Any, noon: int, content: bytes | None) -> None:
    ready.places.note_key.unlink()
    if content is not None:
        ready.places.note_key.write_bytes(content)
    with pytest.raises(StoreDamaged, match="paper"):
        note.seal_note(ready.places, TEXT, noon)


def test_on_a_full_disk_too(ready: Any, noon: int, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_args: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(note, "write_durably", full)
    with pytest.raises(DestinationTrouble, match="paper"):
        note.seal_note(ready.places, TEXT, noon)


def test_keys_are_kept_in_one_form(ready: Any) -> None:
    assert sealing.public_of(ready.made.note_private) == ready.places.note_key.read_bytes()
    assert sealing.is_public(ready.places.note_key.read_bytes())
    assert not sealing.is_public(b"\2" + ready.places.note_key.read_bytes()[1:49])
    assert "private" not in repr(sealing.new_keys())
