"""The envelopes of a stream, in causal order: who wrote what kind of entry when, and knowing which; no body is read for it."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec
from sqlmodel import Session

from fieldapp.clock import HOUR, MINUTE
from fieldapp.ledger.asked import asked
from fieldapp.ledger.order import causal
from fieldapp.ledger.placing import split_hashes

SET_BACK = 5 * MINUTE
"""By how much a laptop's own records may be dated before earlier ones, until its clock is said to have been set back."""
_APART = HOUR
"""By how much before another laptop's record that was known: two clocks differ by minutes without anybody setting them."""
_ENVELOPES = 'SELECT hash, device, seq, at, actor, audience, "after", kind FROM entry WHERE stream = ? ORDER BY at, seq'


class Envelope(msgspec.Struct, frozen=True, gc=False):
    """One entry without what it says. kind: None where the body was withheld or destroyed, and its kind with it."""

    hash: bytes
    device: str
    seq: int
    at: int
    stream: str
    actor: str
    audience: str
    after: tuple[bytes, ...]
    kind: str | None


def envelopes(session: Session, stream: str) -> list[Envelope]:
    """Every entry of a stream that is held here, none before one that it follows."""
    rows = asked(session, _ENVELOPES, stream)
    return causal(
        Envelope(digest, device, seq, at, stream, actor, audience, split_hashes(after), kind)
        for digest, device, seq, at, actor, audience, after, kind in rows
    )


def out_of_time(found: Sequence[Envelope]) -> set[bytes]:
    """Which of these, in causal order, are dated well before what their author had read or written: by a clock that is wrong."""
    dated, told = dict[bytes, int](), set[bytes]()
    latest: dict[str, int] = {}
    for each in found:
        own = latest.get(each.device, each.at)
        if each.at + SET_BACK < own or any(each.at + _APART < dated.get(before, each.at) for before in each.after):
            told.add(each.hash)
        dated[each.hash] = each.at
        latest[each.device] = max(own, each.at)
    return told
