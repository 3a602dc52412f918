"""Roles as people say them; the same words everywhere."""

from __future__ import annotations

from fieldapp.text import _


def role_words(role: str) -> str:
    """A role's words."""
    words = {"worker": _("Social worker"), "officer": _("Probation officer"), "supervisor": _("Supervisor")}
    return words.get(role, role)
