"""For every test: no real home folder, no window, and hypothesis without its own clock."""

from __future__ import annotations

import gc
import os
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import pytest
from hypothesis import settings

settings.register_profile("house", deadline=None, derandomize=bool(os.environ.get("CI")), database=None)
settings.load_profile("house")


@pytest.fixture(scope="module", autouse=True)
def _looked_through_before() -> None:
    """Each window that ends looks for garbage: what five thousand tests are made of is none, and took most of that time."""
    gc.collect()
    gc.freeze()


@pytest.fixture(autouse=True)
def _away_from_home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    home: Path = tmp_path_factory.mktemp("home")
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setenv("XDG_DATA_HOME", str(home / "data"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(home / "config"))
