"""A computer's clock that is wrong, or was: told by what was written before, and said where times are read from it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from fieldapp.ledger.asked import asked
from fieldapp.ledger.envelopes import SET_BACK, Envelope, envelopes, out_of_time
from fieldapp.ledger.ids import access_chain
from fieldapp.ledger.work import View
from fieldapp.text import _, long_moment

_LATEST = (
    "SELECT max(at) FROM (SELECT e.at FROM chain c JOIN entry e ON e.stream = c.stream AND e.hash = c.hash"
    " WHERE c.device = ? ORDER BY c.seq DESC LIMIT 50)"
)
"""Of so many records: a clock that was ahead for one evening is not held against it for years."""


@dataclass(frozen=True, slots=True)
class Doubt:
    """That this computer's clock stands before what was written here already, in words; how to mend it in `more`."""

    sentence: str
    more: str


@dataclass(frozen=True, slots=True)
class SetBack:
    """A record that is dated well before what its author knew. at: ms UTC, as it claims · by: a person's id."""

    at: int
    by: str


def doubt(view: View) -> Doubt | None:
    """What to say of this computer's clock; None where nothing speaks against it."""
    found = [row[0] for each in (view.me.device, access_chain(view.me.device)) for row in asked(view.session, _LATEST, each)]
    then = max((at for at in found if at is not None), default=view.now)
    if view.now + SET_BACK >= then:
        return None
    said = _("Check this computer's clock: it says {now}, and records made here before say {then}.")
    return Doubt(
        said.format(now=long_moment(view.now), then=long_moment(then)),
        _("Every time left is counted by this clock. If it is right, it was wrong then; the history of a record says where."),
    )


def set_back(view: View, streams: Iterable[str]) -> tuple[SetBack, ...]:
    """Records of these streams that a wrong clock has dated, in the order in which they were written."""
    return tuple(told for each in streams for told in _set_back(envelopes(view.session, each)))


def _set_back(found: Sequence[Envelope]) -> Iterator[SetBack]:
    wrong = out_of_time(found)
    return (SetBack(each.at, each.actor) for each in found if each.hash in wrong)
