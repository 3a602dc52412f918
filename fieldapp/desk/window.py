"""What the window takes of the rooms below besides their acts, queries, models and flows: handed through here by name."""

from __future__ import annotations

from fieldapp.agenda.progress import Progress, Tone, progress
from fieldapp.agenda.wording import outcome_words
from fieldapp.document.edits import faults
from fieldapp.identify import marking
from fieldapp.identify.explaining import Ask, Line
from fieldapp.identify.instrument import Instrument, Item
from fieldapp.identify.marking import why_unknown
from fieldapp.ledger.kinds import Role
from fieldapp.ledger.work import Me
from fieldapp.locate.wording import ending_words, moment_words
from fieldapp.policy.ncic import vocabulary
from fieldapp.vault.passphrase import weakness
from fieldapp.vault.words import WordPlan
from fieldapp.youth.caseload import MOST_BYTES, Candidate, Column, Sheet, guess, read, unreadable

__all__ = [
    "MOST_BYTES",
    "Ask",
    "Candidate",
    "Column",
    "Instrument",
    "Item",
    "Line",
    "Me",
    "Progress",
    "Role",
    "Sheet",
    "Tone",
    "WordPlan",
    "ending_words",
    "faults",
    "guess",
    "marking",
    "moment_words",
    "outcome_words",
    "progress",
    "read",
    "unreadable",
    "vocabulary",
    "weakness",
    "why_unknown",
]
