"""Nothing is opened by encryption that gives wrong answers: each known answer, changed, is missed."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from fieldapp.errors import Bug, Trouble
from fieldapp.exchange import selfcheck
from fieldapp.vault import store

HELD = json.loads(selfcheck._file())


@pytest.fixture(autouse=True)
def _asked_anew() -> Iterator[None]:
    selfcheck.require_right_answers.cache_clear()
    yield
    selfcheck.require_right_answers.cache_clear()


def test_every_answer_is_right_here() -> None:
    assert selfcheck.wrong_answers() == []
    selfcheck.require_right_answers()


@pytest.mark.parametrize("name", sorted(HELD))
@pytest.mark.parametrize("place", [0, -1])
def test_an_answer_that_is_not_the_known_one_is_noticed(name: str, place: int, monkeypatch: pytest.MonkeyPatch) -> None:
    value = bytearray.fromhex(HELD[name])
    value[place] ^= 1
    monkeypatch.setattr(selfcheck, "_file", lambda: json.dumps({**HELD, name: value.hex()}).encode())
    assert selfcheck.wrong_answers() != []


@pytest.mark.parametrize("name", sorted(selfcheck._CHECKS))
def test_one_that_fails_is_named_and_nothing_is_opened(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(selfcheck, "_CHECKS", {**selfcheck._CHECKS, name: lambda _held: 1 / 0})
    with pytest.raises(Trouble, match=name.replace("+", r"\+")) as out:
        selfcheck.require_right_answers()
    assert out.value.safe.startswith("Your store was not touched.")


def test_a_database_whose_pages_are_not_sealed_so_is_not_opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store.create(tmp_path / "store.db", bytes(32))
    monkeypatch.setattr(store, "_SEALED", {"PRAGMA cipher_hmac_algorithm = HMAC_SHA1;"})
    with pytest.raises(Bug, match="does not seal"):
        store.connect(tmp_path / "store.db", bytes(32))
