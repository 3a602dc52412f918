"""What counts now: of all statements about a subject those that no authorised later one replaced.

`link` leads from each statement to the ones written knowing it. Where an author lacked the right, the statement is passed over
and what it replaced counts again; that depends on the roster, so it is worked out here and never stored.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Sequence

from sqlmodel import Session

from fieldapp.ledger.asked import asked

_TOPS = (
    "SELECT v.stream, v.subject, v.entry FROM version v WHERE v.subject BETWEEN ? AND ? AND NOT EXISTS ("
    "SELECT 1 FROM link l WHERE l.stream = v.stream AND l.subject = v.subject AND l.old = v.entry)"
)
_TOPS_AMONG = _TOPS + " AND v.stream IN (SELECT value FROM json_each(?))"  # noqa: S608 - both are constants
Current = dict[str, tuple[bytes, ...]]


def current(session: Session, stream: str, subjects: str = "") -> Current:
    """The current statements of a stream, by subject; more than one where people wrote at the same time.

    subjects: how a subject begins; none means all of the stream.
    """
    span = (stream, subjects, subjects + "\uffff")
    barred = {row[0] for row in asked(session, "SELECT entry FROM barred WHERE stream = ?", stream)}
    newer: dict[tuple[str, bytes], list[bytes]] = defaultdict(list)
    links = asked(session, "SELECT subject, old, new FROM link WHERE stream = ? AND subject BETWEEN ? AND ?", *span)
    for subject, old, new in links:
        newer[subject, old].append(new)
    found: dict[str, tuple[bytes, ...]] = {}
    stated = asked(session, "SELECT subject, entry FROM version WHERE stream = ? AND subject BETWEEN ? AND ?", *span)
    for subject, digest in stated:
        if digest not in barred and not _replaced(newer, barred, subject, digest):
            found[subject] = (*found.get(subject, ()), digest)
    return found


def current_everywhere(session: Session, subjects: str, among: Sequence[str] | None = None) -> dict[str, Current]:
    """The same for every stream at once, or for those asked for, by stream; subjects: how a subject begins."""
    found: dict[str, Current] = defaultdict(dict)
    rows = asked(
        session,
        _TOPS if among is None else _TOPS_AMONG,
        subjects,
        subjects + "\uffff",
        *(() if among is None else (json.dumps(among),)),
    )
    for stream, subject, digest in rows:
        found[stream][subject] = (*found[stream].get(subject, ()), digest)
    for (stream,) in asked(session, "SELECT DISTINCT stream FROM barred"):
        if among is None or stream in found:
            found[stream] = current(session, stream, subjects)
    return found


def _replaced(newer: dict[tuple[str, bytes], list[bytes]], barred: set[bytes], subject: str, digest: bytes) -> bool:
    waiting = list(newer.get((subject, digest), ()))
    while waiting:
        each = waiting.pop()
        if each not in barred:
            return True
        waiting.extend(newer.get((subject, each), ()))
    return False
