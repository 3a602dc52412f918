"""The same real store as the desk's tests, and two stores of one team."""

from tests.desk.conftest import agency, desk, folder, hand, mika, team, unlock, worker

__all__ = ["agency", "desk", "folder", "hand", "mika", "team", "unlock", "worker"]
