"""Whether records still count: what a later one changed, what was taken back and why, and what somebody had no right to write."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from fieldapp.agenda.entries import NoticeTakenBack
from fieldapp.agenda.tables import TakenBackRow
from fieldapp.ledger import withdrawing
from fieldapp.ledger.asked import asked
from fieldapp.ledger.current import current
from fieldapp.ledger.entry import Entry
from fieldapp.ledger.kinds import Fact
from fieldapp.ledger.reading import Reading
from fieldapp.ledger.said import said
from fieldapp.ledger.withdrawing import WithdrawalRow, Withdrawn, WithdrawnByLead
from fieldapp.ledger.work import View
from fieldapp.locate.entries import EndingWithdrawn
from fieldapp.locate.tables import EndingWithdrawnRow
from fieldapp.report.entries import PaperBack
from fieldapp.report.tables import CopyRow
from fieldapp.text import _, long_moment

How = Literal["stands", "changed", "struck", "barred", "withdrawn", "loose"]
"""changed: a later statement of the same thing counts · struck: taken back with its reason · barred: by somebody without the
right · withdrawn: entered in the wrong youth · loose: about something that was, by somebody who did not know.
"""


@dataclass(frozen=True, slots=True)
class Standing:
    """How a record stands. why: who ended that it counts, when and for which reason, "" where nobody did · beside: another
    statement of the same thing was made at the same time, and nobody has decided · origin: of what was moved here, by whom and
    when it was written before, and who says so.
    """

    how: How = "stands"
    why: str = ""
    beside: bool = False
    origin: str = ""

    @property
    def counts(self) -> bool:
        """Whether it takes effect, or did until something newer was stated."""
        return self.how in {"stands", "changed"}

    @property
    def hidden(self) -> bool:
        """Whether it is about another youth: as little of it is shown as can be."""
        return self.how in {"withdrawn", "loose"}


def standings(
    view: View, records: Sequence[tuple[Entry, Fact | None]], reading: Reading, people: Mapping[str, str]
) -> dict[bytes, Standing]:
    """How each of these records stands, by its hash."""
    streams = sorted({entry.stream for entry, _fact in records})
    barred = {row[0] for each in streams for row in asked(view.session, "SELECT entry FROM barred WHERE stream = ?", each)}
    ended = _struck(view, streams, [entry for entry, _fact in records], people)
    ended |= {entry: Standing("barred") for entry in barred} | _withdrawn(view, streams, reading, people)
    origins = _origins(view, streams, people)
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
        standing = ended.get(entry.hash) or Standing("stands" if counts else "changed", beside=beside)
        found[entry.hash] = replace(standing, origin=origins.get(entry.hash, ""))
    return found


def _withdrawn(view: View, streams: Sequence[str], reading: Reading, people: Mapping[str, str]) -> dict[bytes, Standing]:
    """What was entered in the wrong youth, and what speaks of it."""
    found: dict[bytes, Standing] = {}
    for stream in withdrawing.streams(view.session.connection(), streams):
        gone = withdrawing.hidden(view.session.connection(), reading.kinds, stream)
        acts = {each.entry: each for each in said(view.session, WithdrawalRow, (Withdrawn, WithdrawnByLead), stream=stream)}
        for target, by in gone.named.items():
            told = acts.get(by)
            why = _by(people, told.actor, told.at, told.fact.reason) if told else ""
            found[target] = Standing("withdrawn", why)
        found |= dict.fromkeys(gone.loose, Standing("loose"))
    return found


def _origins(view: View, streams: Sequence[str], people: Mapping[str, str]) -> dict[bytes, str]:
    rows = asked(view.session, _MOVED, json.dumps(list(streams)))
    words = _("Written by {who}, {when}, in another record; moved here by {mover}, {moved}")
    return {
        bytes(made): words.format(
            who=people.get(actor, "?"), when=long_moment(at), mover=people.get(mover, "?"), moved=long_moment(moved)
        )
        for made, at, actor, mover, moved in rows
    }


_MOVED = (
    "SELECT m.made, m.at, m.actor, e.actor, e.at FROM moved m CROSS JOIN entry e ON e.stream = m.stream AND e.hash = m.entry"  # noqa: S608 - the words are ours
    f" WHERE m.stream IN (SELECT value FROM json_each(?)) AND {withdrawing.BY_ITS_MOVER}"
)


def _by(people: Mapping[str, str], actor: str, at: int, why: str) -> str:
    return _("{who}, {when}: {why}").format(who=people.get(actor, "?"), when=long_moment(at), why=why)


def _struck(view: View, streams: Sequence[str], entries: Sequence[Entry], people: Mapping[str, str]) -> dict[bytes, Standing]:
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
    return {own[target]: Standing("struck", _by(people, actor, at, why)) for target, why, actor, at in back if target in own}
