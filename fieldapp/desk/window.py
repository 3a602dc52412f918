"""What the window takes of the rooms below besides their acts, queries, models and flows: handed through here by name."""

from __future__ import annotations

from fieldapp.identify.instrument import Item
from fieldapp.ledger.kinds import Role
from fieldapp.ledger.work import Me
from fieldapp.locate.wording import ending_words
from fieldapp.policy.ncic import vocabulary
from fieldapp.vault.passphrase import weakness
from fieldapp.vault.words import WordPlan
from fieldapp.youth.caseload import Candidate, Column, Sheet, guess, read, unreadable

__all__ = [
    "Candidate",
    "Column",
    "Item",
    "Me",
    "Role",
    "Sheet",
    "WordPlan",
    "ending_words",
    "guess",
    "read",
    "unreadable",
    "vocabulary",
    "weakness",
]
