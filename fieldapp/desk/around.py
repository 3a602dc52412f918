"""What the window says around every page: how many youths and unfinished screenings there are, and whether this is practice."""

from __future__ import annotations

from dataclasses import dataclass

from fieldapp.desk.county import county
from fieldapp.identify.queries import drafts
from fieldapp.ledger.work import View
from fieldapp.youth.queries import count


@dataclass(frozen=True, slots=True)
class Around:
    """practice: the county file is one for practice, so nothing here is about a real person."""

    youths: int
    drafts: int
    practice: bool


def around(view: View) -> Around:
    """As of now; light enough to be asked after every change."""
    return Around(count(view), len(drafts(view)), county(view).practice)
