"""Whether records still count: what a later one changed, what was taken back and why, and what somebody had no right to write."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from fieldapp.agenda.entries import NoticeTakenBack
from fieldapp.agenda.tables import TakenBackRow
from fieldapp.ledger.asked import asked
from fieldapp.ledger.current import current
from fieldapp.ledger.entry import Entry
from fieldapp.ledger.kinds import Fact
from fieldapp.ledger.reading import Reading
from fieldapp.ledger.said import said
from fieldapp.ledger.work import View
from fieldapp.locate.entries import EndingWithdrawn
from fieldapp.locate.tables import EndingWithdrawnRow
from fieldapp.report.entries import PaperBack
from fieldapp.report.tables import CopyRow
from fieldapp.text import _, long_moment

How = Literal["stands", "changed", "struck", "barred"]
"""changed: a later statement of the same thing counts · struck: taken back with its reason · barred: by somebody without the
right.
"""


@dataclass(frozen=True, slots=True)
class Standing:
    """How a record stands. why: who ended that it counts, when and for which reason, "" where nobody did · beside: another
    statement of the same thing was made at the same time, and nobody has decided.
    """

    how: How = "stands"
    why: str = ""
    beside: bool = False


def standings(
    view: View, records: Sequence[tuple[Entry, Fact | None]], reading: Reading, people: Mapping[str, str]
) -> dict[bytes, Standing]:
    """How each of these records stands, by its hash."""
    streams = sorted({entry.stream for entry, _fact in records})
    barred = {row[0] for each in streams for row in asked(view.session, "SELECT entry FROM barred WHERE stream = ?", each)}
    struck = _struck(view, streams, [entry for entry, _fact in records], people)
    gathered = reading.gather_said((entry, fact) for entry, fact in records if fact is not None)
    now = {
        (stream, subject): current(view.session, stream, subject).get(subject, ())
        for stream, subject in {(e.stream, s) for e, _fact in records for s in gathered.says.get(e.hash, ())}
    }
    found = {}
    for entry, _fact in records:
        kept = [now[entry.stream, subject] for subject in gathered.says.get(entry.hash, ())]
        counts = not kept or any(entry.hash in each for each in kept)
        beside = any(entry.hash in each and len(each) > 1 for each in kept)
        if entry.hash in barred:
            found[entry.hash] = Standing("barred")
        elif entry.hash in struck:
            found[entry.hash] = Standing("struck", struck[entry.hash])
        else:
            found[entry.hash] = Standing("stands" if counts else "changed", beside=beside)
    return found


def _struck(view: View, streams: Sequence[str], entries: Sequence[Entry], people: Mapping[str, str]) -> dict[bytes, str]:
    """What was taken back, by whom, when and why."""
    own = {entry.hash.hex(): entry.hash for entry in entries}
    hexes = list(own)
    notices = said(view.session, TakenBackRow, NoticeTakenBack, stream=streams, notice=hexes)
    endings = said(view.session, EndingWithdrawnRow, EndingWithdrawn, stream=streams, ending=hexes)
    copies = said(view.session, CopyRow, PaperBack, stream=streams, kind=PaperBack.kind)
    back = [
        *((each.fact.notice, each.fact.reason, each.actor, each.at) for each in notices),
        *((each.fact.ending, each.fact.reason, each.actor, each.at) for each in endings),
        *((each.fact.given, _("the copy was never made"), each.actor, each.at) for each in copies if each.fact.how == "not_made"),
    ]
    words = _("{who}, {when}: {why}")
    return {
        own[target]: words.format(who=people.get(actor, "?"), when=long_moment(at), why=why)
        for target, why, actor, at in back
        if target in own
    }
