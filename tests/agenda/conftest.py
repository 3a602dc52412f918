"""The same real store as the desk's tests."""

from tests.desk.conftest import agency, desk, folder, hand, mika, unlock

__all__ = ["agency", "desk", "folder", "hand", "mika", "unlock"]
