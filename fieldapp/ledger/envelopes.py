"""The envelopes of a stream, in causal order: who wrote what kind of entry when, and knowing which; no body is read for it."""

from __future__ import annotations

import msgspec
from sqlmodel import Session

from fieldapp.ledger.asked import asked
from fieldapp.ledger.order import causal
from fieldapp.ledger.placing import split_hashes

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
