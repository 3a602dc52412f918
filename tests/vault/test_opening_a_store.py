"""Ways in: passphrase, words, agency; set-up that cannot finish without one; another passphrase, whenever the power goes."""

from __future__ import annotations

import os
import random
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from fieldapp.errors import BadInput, DestinationTrouble, Fixable, StoreDamaged, Trouble, UnsuitableFolder, WrongPassphrase
from fieldapp.vault import attempts, changing, kdf, opening, sealing, slots, store
from fieldapp.vault.keys import DataKey
from fieldapp.vault.words import WordPlan

ANOTHER = "seven pears above the green door"
ROOT = Path(__file__).resolve().parents[2]


def _snapshot(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_each_way_in_gives_the_one_key(ready: Any, passphrase: str, noon: int) -> None:
    made = ready.made
    assert opening.unlock(ready.folder, passphrase, lambda: noon) == made.key
    assert opening.unlock_by_words(ready.folder, made.sheets[:2]) == made.key
    assert opening.unlock_by_words(ready.folder, [made.sheets[2], made.sheets[0]]) == made.key
    assert opening.unlock_by_agency(ready.folder, ready.agency.private) == made.key


def test_a_new_store_holds_what_belongs_there_for_its_owner_only(ready: Any) -> None:
    assert {path.name for path in ready.folder.iterdir()} == {"store.db", "slots", "note.pub", "attachments", "notes"}
    assert ready.places.exists()
    assert ready.places.strangers() == []
    if os.name == "posix":
        assert ready.folder.stat().st_mode & 0o077 == 0
        assert all(path.stat().st_mode & 0o077 == 0 for path in ready.folder.iterdir() if path.is_file())


def test_what_does_not_open_says_one_thing_and_leaves_the_store_as_it_is(ready: Any, passphrase: str, noon: int) -> None:
    before = _snapshot(ready.folder)
    said = set()
    for number, wrong in enumerate(["x", "", passphrase + " ", passphrase.upper(), "\ud800", "\0"]):
        with pytest.raises(WrongPassphrase) as refused:
            opening.unlock(ready.folder, wrong, lambda: noon + number * 3_600_000)  # noqa: B023 - called before the next turn
        said.add(refused.value.sentence)
    assert len(said) == 1
    after = _snapshot(ready.folder)
    after.pop("attempts")
    assert after == before


def test_words_and_keys_of_another_store_do_not_open_this_one(
    ready: Any, tmp_path: Path, noon: int, passphrase: str, cheap: Any
) -> None:
    agency = sealing.new_keys()
    other = opening.create(tmp_path / "other", passphrase, agency.public, noon, words=WordPlan(), cost=cheap)
    with pytest.raises(WrongPassphrase):
        opening.unlock_by_words(ready.folder, other.sheets)
    for private in (agency.private, b"\0" * 48, b"\xff" * 48, b"short"):
        with pytest.raises(WrongPassphrase):
            opening.unlock_by_agency(ready.folder, private)
    with pytest.raises(BadInput):
        opening.unlock_by_words(ready.folder, ready.made.sheets[:1])


def test_an_agency_slot_moved_into_another_store_opens_nothing(
    ready: Any, tmp_path: Path, noon: int, passphrase: str, cheap: Any
) -> None:
    """The secret is sealed for one slot; the same agency's key does not open it under another slot's name."""
    held = slots.read(ready.places.slots)
    opening.create(tmp_path / "other", passphrase, ready.agency.public, noon, cost=cheap)
    (theirs,) = (slot for slot in slots.read(tmp_path / "other" / "slots") if isinstance(slot, slots.AgencySlot))
    (ours,) = (slot for slot in held if isinstance(slot, slots.AgencySlot))
    mixed = slots.AgencySlot(id=ours.id, made=ours.made, recipient=ours.recipient, sealed=theirs.sealed, wrapped=ours.wrapped)
    slots.write(ready.places.slots, (mixed,))
    with pytest.raises(WrongPassphrase):
        opening.unlock_by_agency(ready.folder, ready.agency.private)


@pytest.mark.parametrize("public", [b"", b"\4" * 97, b"\0" * 97])
def test_set_up_cannot_finish_without_a_recovery_slot(
    tmp_path: Path, passphrase: str, noon: int, public: bytes, cheap: Any
) -> None:
    with pytest.raises(Fixable):
        opening.create(tmp_path / "store", passphrase, public, noon, cost=cheap)
    assert not (tmp_path / "store").exists()


def test_a_weak_passphrase_makes_nothing(tmp_path: Path, ready: Any, noon: int, cheap: Any) -> None:
    with pytest.raises(BadInput):
        opening.create(tmp_path / "new", "password", ready.agency.public, noon, cost=cheap)
    assert not (tmp_path / "new").exists()


def test_an_occupied_folder_is_left_alone(ready: Any, passphrase: str, noon: int, cheap: Any) -> None:
    before = _snapshot(ready.folder)
    with pytest.raises(UnsuitableFolder):
        opening.create(ready.folder, passphrase, ready.agency.public, noon, cost=cheap)
    assert _snapshot(ready.folder) == before


@pytest.mark.parametrize("existed", ["there before", ""])
@pytest.mark.parametrize("step", ["store.create", "write_durably", "slots.write"])
def test_set_up_that_fails_half_way_leaves_nothing_and_can_be_tried_again(
    tmp_path: Path,
    ready: Any,
    passphrase: str,
    noon: int,
    monkeypatch: pytest.MonkeyPatch,
    step: str,
    existed: str,
    cheap: Any,
) -> None:
    folder = tmp_path / "new"
    if existed:
        folder.mkdir()
    with monkeypatch.context() as patch:
        patch.setattr(f"fieldapp.vault.opening.{step}", _full_disk)
        with pytest.raises(DestinationTrouble):
            opening.create(folder, passphrase, ready.agency.public, noon, cost=cheap)
    assert folder.exists() == bool(existed)
    assert not existed or list(folder.iterdir()) == []
    made = opening.create(folder, passphrase, ready.agency.public, noon, cost=cheap)
    assert opening.unlock(folder, passphrase, lambda: noon) == made.key


def _full_disk(*_args: object, **_named: object) -> None:
    raise OSError(28, "No space left on device")


def test_a_folder_that_cannot_be_made_has_its_sentence(
    tmp_path: Path, ready: Any, passphrase: str, noon: int, cheap: Any
) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(UnsuitableFolder):
        opening.create(tmp_path / "file" / "store", passphrase, ready.agency.public, noon, cost=cheap)


def test_creation_calibrates_when_no_cost_is_given(
    tmp_path: Path, ready: Any, passphrase: str, noon: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    dear = kdf.Cost(128, 1, 1)
    monkeypatch.setattr(kdf, "calibrate", lambda: dear)
    opening.create(tmp_path / "new", passphrase, ready.agency.public, noon)
    (slot,) = (slot for slot in slots.read(tmp_path / "new" / "slots") if isinstance(slot, slots.PassphraseSlot))
    assert slot.cost == dear


def test_nothing_secret_lies_in_any_file(ready: Any, passphrase: str, noon: int) -> None:
    engine = store.connect(ready.places.database, ready.made.key.database())
    with engine.connect() as connection:
        connection.exec_driver_sql("CREATE TABLE t (a TEXT)")
        connection.exec_driver_sql("INSERT INTO t VALUES ('Mika Sample was here')")
    engine.dispose()
    opening.unlock(ready.folder, passphrase, lambda: noon)
    key = ready.made.key
    secrets = [passphrase.encode(), b"Mika Sample", b"CREATE TABLE", ready.made.note_private, ready.agency.private]
    secrets += [key.secret, key.secret.hex().encode(), key.database(), key.database().hex().encode()]
    secrets += [sheet.encode() for sheet in ready.made.sheets]
    for name, content in _snapshot(ready.folder).items():
        assert [secret for secret in secrets if secret in content] == [], name
    assert not ready.places.database.read_bytes().startswith(b"SQLite format 3")


def test_a_damaged_slots_file_is_no_wrong_guess(ready: Any, passphrase: str, noon: int) -> None:
    ready.places.slots.write_bytes(b"junk")
    with pytest.raises(StoreDamaged):
        opening.unlock(ready.folder, passphrase, lambda: noon)
    assert attempts.read(ready.places.attempts) == []


def test_neither_is_too_little_memory(ready: Any, passphrase: str, noon: int, monkeypatch: pytest.MonkeyPatch) -> None:
    def starved(*_args: object) -> bytes:
        raise Trouble("no memory")

    monkeypatch.setattr(kdf, "derive", starved)
    with pytest.raises(Trouble):
        opening.unlock(ready.folder, passphrase, lambda: noon)
    assert attempts.read(ready.places.attempts) == []


def test_another_passphrase_takes_the_place_of_the_old_one(ready: Any, passphrase: str, noon: int, cheap: Any) -> None:
    digest = changing.change_passphrase(ready.folder, passphrase, ANOTHER, lambda: noon, cost=cheap)
    assert digest == slots.digest(ready.places.slots)
    assert opening.unlock(ready.folder, ANOTHER, lambda: noon) == ready.made.key
    with pytest.raises(WrongPassphrase):
        opening.unlock(ready.folder, passphrase, lambda: noon)
    assert opening.unlock_by_words(ready.folder, ready.made.sheets[1:]) == ready.made.key
    assert opening.unlock_by_agency(ready.folder, ready.agency.private) == ready.made.key


def test_a_change_is_refused_for_a_wrong_old_or_a_weak_new_one(ready: Any, passphrase: str, noon: int, cheap: Any) -> None:
    before = ready.places.slots.read_bytes()
    with pytest.raises(WrongPassphrase):
        changing.change_passphrase(ready.folder, "not the old one at all", ANOTHER, lambda: noon, cost=cheap)
    with pytest.raises(BadInput):
        changing.change_passphrase(ready.folder, passphrase, "weak", lambda: noon, cost=cheap)
    with pytest.raises(BadInput):
        changing.replace_passphrase(ready.folder, ready.made.key, "weak", noon, cost=cheap)
    assert ready.places.slots.read_bytes() == before


def test_after_recovery_a_new_passphrase_is_set_without_the_old_one(ready: Any, noon: int, cheap: Any) -> None:
    key = opening.unlock_by_words(ready.folder, ready.made.sheets[:2])
    changing.replace_passphrase(ready.folder, key, ANOTHER, noon, cost=cheap)
    assert opening.unlock(ready.folder, ANOTHER, lambda: noon) == key


def test_the_old_slot_stays_until_the_new_one_has_opened(
    ready: Any, passphrase: str, noon: int, monkeypatch: pytest.MonkeyPatch, cheap: Any
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(opening, "open_slot", lambda slot, passphrase: DataKey(b"x" * 32))
        with pytest.raises(Exception, match="new slot"):
            changing.replace_passphrase(ready.folder, ready.made.key, ANOTHER, noon, cost=cheap)
    assert opening.unlock(ready.folder, passphrase, lambda: noon) == ready.made.key


def test_a_change_on_a_full_disk_keeps_the_old_one(
    ready: Any, passphrase: str, noon: int, monkeypatch: pytest.MonkeyPatch, cheap: Any
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(slots, "write", _full_disk)
        with pytest.raises(DestinationTrouble):
            changing.change_passphrase(ready.folder, passphrase, ANOTHER, lambda: noon, cost=cheap)
    assert opening.unlock(ready.folder, passphrase, lambda: noon) == ready.made.key


_CHANGER = """
import sys
from pathlib import Path
from fieldapp.vault import changing, opening
from fieldapp.vault.kdf import Cost
folder, old, new = Path(sys.argv[1]), sys.argv[2], sys.argv[3]
print("ready", flush=True)
while True:
    changing.change_passphrase(folder, old, new, lambda: 0, cost=Cost(64, 1, 1))
    old, new = new, old
"""


def test_killed_while_changing_the_old_or_the_new_one_opens(ready: Any, passphrase: str, noon: int) -> None:
    dice = random.Random(7)  # noqa: S311 - when to kill
    for _round in range(8):
        child = subprocess.Popen(
            [sys.executable, "-c", _CHANGER, str(ready.folder), passphrase, ANOTHER], cwd=ROOT, stdout=subprocess.PIPE
        )
        with child:
            assert child.stdout is not None
            child.stdout.readline()
            try:
                child.wait(dice.uniform(0.001, 0.04))
            except subprocess.TimeoutExpired:
                child.kill()
        assert child.returncode == -9
        ready.places.attempts.unlink(missing_ok=True)
        ready.places.sweep()
        assert ready.places.strangers() == []
        opened = []
        for each in (passphrase, ANOTHER):
            try:
                opened.append(opening.unlock(ready.folder, each, lambda: noon))
            except WrongPassphrase:
                continue
        assert opened
        assert set(opened) == {ready.made.key}
        changing.replace_passphrase(ready.folder, opened[0], passphrase, noon, cost=kdf.Cost(64, 1, 1))
