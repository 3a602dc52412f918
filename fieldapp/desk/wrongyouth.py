"""Entered in the wrong youth: withdrawn, and written anew where it belongs, in one commit; put back if it was right (P32)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from msgspec.structs import replace

from fieldapp.agenda import queries as calls
from fieldapp.agenda.acts import drop_call, keep_call
from fieldapp.agenda.entries import NoticeRecorded
from fieldapp.desk.moving import Step, moved_before, steps, write_anew
from fieldapp.desk.reactions import RESCREEN_LINES, settle_moved
from fieldapp.errors import BadInput, NotAllowed
from fieldapp.identify import acts as identify
from fieldapp.identify import queries as screenings
from fieldapp.identify.entries import ScreeningFinished
from fieldapp.ledger.asked import asked
from fieldapp.ledger.entry import Entry
from fieldapp.ledger.ids import new_id
from fieldapp.ledger.kinds import Kinds
from fieldapp.ledger.stored import held
from fieldapp.ledger.withdrawing import (
    BY_ITS_MOVER,
    Moved,
    Origin,
    PutBack,
    PutBackByLead,
    Target,
    Withdrawn,
    WithdrawnByLead,
    hidden,
    speaking,
)
from fieldapp.ledger.work import View, Work
from fieldapp.locate.entries import EpisodeStarted
from fieldapp.text import _, clean
from fieldapp.youth.entries import Joined, NamesSaid, Opened
from fieldapp.youth.queries import records_of
from fieldapp.youth.queries import youth as record_of

_A_TIME = 300
"""So many records fit into one entry."""
_NEVER = frozenset({Opened.kind, Joined.kind})


@dataclass(frozen=True, slots=True)
class Chosen:
    """What is withdrawn together, of one stream. roots: what the person chose · steps: those and all that hangs on them, none
    before one that it follows, with what becomes of each in the right youth's record · before: what was moved there already.
    """

    stream: str
    roots: frozenset[bytes]
    steps: tuple[Step, ...]
    before: Mapping[str, str]


def chosen(view: View, kinds: Kinds, stream: str, roots: Iterable[bytes], to: str) -> Chosen:
    """What would be withdrawn. to: the right youth, "" for none; BadInput or NotAllowed where that cannot be."""
    everything = held(view.session, stream)
    by_hash = {entry.hash: entry for entry in everything}
    asked_for = [by_hash[each] for each in roots if each in by_hash]
    _check(view, kinds, stream, asked_for)
    found = _hanging(view, kinds, stream, everything, asked_for)
    if to:
        before = moved_before(view, kinds, everything, to)
        return Chosen(stream, frozenset(roots), steps(view, kinds, everything, found, before, to), before)
    left = [each for each in everything if each.hash in found]
    facts = [kinds.read(each.sealed) if each.sealed else None for each in left]
    alone = _("no other youth was chosen")
    return Chosen(stream, frozenset(roots), tuple(Step(*each, alone) for each in zip(left, facts, strict=True)), {})


def _check(view: View, kinds: Kinds, stream: str, roots: Sequence[Entry]) -> None:
    if not roots:
        raise BadInput("records", _("Nothing is chosen."), _("Choose a record in the history."))
    gone = hidden(view.session.connection(), kinds, stream)
    for entry in roots:
        kind = entry.sealed.kind if entry.sealed else ""
        if entry.hash in gone.named:
            raise BadInput("records", _("This is withdrawn already."), _("Look at the history."))
        if not kind or kind in _NEVER or kind in kinds.outliving:
            raise BadInput(
                "records",
                _("This cannot be withdrawn by itself."),
                _("Papers that are out stay on the list of copies; a whole record is destroyed by order."),
            )
        if view.me.role != "supervisor" and entry.actor != view.me.person:
            raise NotAllowed(
                _("Somebody else wrote this."), _("Its author withdraws it, or your supervisor. Nothing was changed.")
            )
    if not _still_named(view, stream, {entry.hash for entry in roots}):
        raise BadInput("records", _("A record needs a name."), _("State the right name first, then withdraw the wrong one."))


def _still_named(view: View, stream: str, roots: set[bytes]) -> bool:
    """Whether a name is left; a record without one is on no list, and nobody finds it again."""
    named = asked(
        view.session,
        "SELECT entry FROM version WHERE stream = ? AND subject = ? AND entry NOT IN (SELECT entry FROM barred)",
        stream,
        NamesSaid.kind,
    )
    return not named or bool({bytes(row[0]) for row in named} - roots)


def _hanging(view: View, kinds: Kinds, stream: str, everything: Sequence[Entry], roots: Iterable[Entry]) -> set[bytes]:
    """The roots, what an absence began with, what speaks of any of them, and what a screening settled by itself."""
    found = {each.hash for each in roots}
    names = {each.hash.hex().encode() for each in roots}
    facts = {each.hash: kinds.read(each.sealed) for each in everything if each.sealed and each.hash in found}
    calls_of = {fact.call for fact in facts.values() if isinstance(fact, EpisodeStarted) and fact.call}
    for each in everything:
        begun = kinds.begun_by(each.sealed) if each.sealed else ()
        if each.hash in found or calls_of.intersection(begun):
            found.add(each.hash)
            names |= {own.encode() for own in begun}
    found |= speaking(view.session.connection(), kinds, stream, names)
    finished = [each for each in everything if each.hash in found and each.sealed and each.sealed.kind == ScreeningFinished.kind]
    return found | {each.hash for each in everything if any(_settled_by(kinds, each, one) for one in finished)}


def _settled_by(kinds: Kinds, entry: Entry, screening: Entry) -> bool:
    """Whether a step was settled by a screening, in the same commit."""
    if (entry.device, entry.at) != (screening.device, screening.at) or entry.seq < screening.seq or entry.sealed is None:
        return False
    fact = kinds.read(entry.sealed) if entry.sealed.kind == NoticeRecorded.kind else None
    return isinstance(fact, NoticeRecorded) and fact.line.startswith(RESCREEN_LINES) and fact.proof.outcome == "done"


# -- the acts


def withdraw(work: Work, kinds: Kinds, stream: str, roots: Sequence[bytes], to: str, reason: str) -> int:
    """Withdraw records from the wrong youth, and write anew for the right one (`to`, "" for none) what can be; returns how many
    were written anew. All of it in one commit.
    """
    if not clean(reason):
        raise BadInput("reason", _("Withdrawing needs its reason."), _("Say in a few words what happened; name no other youth."))
    right = _right(work, stream, to)
    found = chosen(work, kinds, stream, roots, right)
    going = [step for step in found.steps if not step.why]
    _withdraw(work, kinds, stream, [step.entry for step in found.steps], clean(reason), moved=bool(going))
    if not going:
        return 0
    swaps = write_anew(work, kinds, found.steps, found.before, right)
    origins = [
        Origin(made=swaps[own], was=own, at=step.entry.at, by=step.entry.actor)
        for step in going
        if (own := step.entry.hash.hex()) in swaps
    ]
    for first in range(0, len(origins), _A_TIME):
        work.write(right, Moved(origins=tuple(origins[first : first + _A_TIME])))
    _drafts(work, right, swaps)
    settle_moved(work, {bytes.fromhex(each.made) for each in origins})
    return len(origins)


def _right(view: View, stream: str, to: str) -> str:
    """The record that heads the right youth, "" for none."""
    if not to:
        return ""
    if record_of(view, to) is None:
        raise BadInput("to", _("This record is not in your store."), _("Look the youth up again."))
    records = records_of(view, to)
    if stream in records:
        raise BadInput("to", _("This is the same youth."), _("Choose the youth to whom it belongs, or none."))
    return records[0]


def _withdraw(work: Work, kinds: Kinds, stream: str, entries: Sequence[Entry], reason: str, *, moved: bool) -> None:
    kind = WithdrawnByLead if work.me.role == "supervisor" else Withdrawn
    act = new_id()
    targets = [_target(kinds, each) for each in entries]
    for first in range(0, len(targets), _A_TIME):
        part = tuple(targets[first : first + _A_TIME])
        work.write(stream, kind(act=act, targets=part, reason=reason, moved=moved))


def _target(kinds: Kinds, entry: Entry) -> Target:
    begun = kinds.begun_by(entry.sealed) if entry.sealed else ()
    return Target(entry=entry.hash.hex(), begins=begun[0] if begun else "")


def _drafts(work: Work, to: str, swaps: dict[str, str]) -> None:
    """What is not finished on this laptop goes on where its absence or its screening is now."""
    for call in calls.kept_calls(work):
        if call.episode in swaps:
            drop_call(work, call.episode, call.line)
            keep_call(work, replace(call, youth=to, episode=swaps[call.episode]))
    for draft in screenings.drafts(work):
        if draft.amends in swaps:
            identify.keep(work, replace(draft, youth=to, amends=swaps[draft.amends]))


def put_back(work: Work, kinds: Kinds, stream: str, act: str, reason: str) -> int:
    """They were right where they were: all that was withdrawn together counts again, and what was written anew of it elsewhere
    is withdrawn there; returns how many count again.
    """
    if not clean(reason):
        raise BadInput("reason", _("Putting back needs its reason."), _("Say in a few words why it was right."))
    rows = asked(work.session, "SELECT target, lead FROM withdrawal WHERE stream = ? AND act = ? AND back = 0", stream, act)
    gone = hidden(work.session.connection(), kinds, stream).named
    targets = [bytes(target) for target, _lead in rows if bytes(target) in gone]
    if not targets:
        raise BadInput("act", _("This is not withdrawn any more."), _("Look at the history."))
    lead = work.me.role == "supervisor"
    written = {bytes(row[0]): row[1] for row in asked(work.session, "SELECT hash, actor FROM entry WHERE stream = ?", stream)}
    mine = all(written.get(each) == work.me.person for each in targets) and not any(by_lead for _target, by_lead in rows)
    if not lead and not mine:
        raise NotAllowed(_("Somebody else withdrew this, or wrote it."), _("Ask your supervisor. Nothing was changed."))
    for there, made in _written_anew(work, targets).items():
        _withdraw(work, kinds, there, made, clean(reason), moved=False)
    kind = PutBackByLead if lead else PutBack
    for first in range(0, len(targets), _A_TIME):
        part = tuple(each.hex() for each in targets[first : first + _A_TIME])
        work.write(stream, kind(act=act, entries=part, reason=clean(reason)))
    return len(targets)


_MADE = (
    "SELECT m.stream, m.made, m.was FROM moved m"  # noqa: S608 - the words are ours
    f" WHERE m.made NOT IN (SELECT entry FROM barred) AND {BY_ITS_MOVER}"
)


def _written_anew(view: View, targets: Iterable[bytes]) -> dict[str, list[Entry]]:
    """What was made of these elsewhere and still counts, by stream."""
    wanted = set(targets)
    rows = asked(view.session, _MADE)
    made = {(stream, bytes(own)) for stream, own, was in rows if bytes(was) in wanted}
    found: dict[str, list[Entry]] = {}
    for stream in sorted({stream for stream, _own in made}):
        found[stream] = [each for each in held(view.session, stream) if (stream, each.hash) in made]
    return found
