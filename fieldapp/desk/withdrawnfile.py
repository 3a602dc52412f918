"""What was entered in the wrong youth, as a supervisor follows it up: withdrawn and to be destroyed, or to be decided on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from fieldapp.desk import team
from fieldapp.desk.desk import Desk
from fieldapp.desk.known import Known
from fieldapp.ledger import withdrawing
from fieldapp.ledger.asked import asked
from fieldapp.ledger.kinds import Kinds
from fieldapp.ledger.said import said
from fieldapp.ledger.withdrawing import WithdrawalRow, Withdrawn, WithdrawnByLead, hidden
from fieldapp.ledger.work import View


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """What was withdrawn together and is not put back. stream: the record · youth: under which it is shown · act: its id ·
    who, at, reason: of whoever withdrew it · moved: part of it was written anew elsewhere · entries: whose words this store
    still holds, to be destroyed.
    """

    stream: str
    youth: str
    initials: str
    act: str
    who: str
    at: int
    reason: str
    moved: bool
    entries: tuple[bytes, ...]


@dataclass(frozen=True, slots=True)
class Loose:
    """What speaks of something withdrawn and was written by somebody who did not know: it is to be decided on."""

    stream: str
    youth: str
    initials: str
    entries: tuple[bytes, ...]


@dataclass(frozen=True, slots=True)
class Waiting:
    """All of it, newest first."""

    withdrawals: tuple[Withdrawal, ...]
    loose: tuple[Loose, ...]

    @property
    def to_destroy(self) -> int:
        """How many records wait to be destroyed."""
        return sum(len(each.entries) for each in self.withdrawals)

    @property
    def to_decide(self) -> int:
        """How many records somebody has yet to decide on."""
        return sum(len(each.entries) for each in self.loose)


def waiting(desk: Desk) -> Waiting:
    """Everything that was entered in the wrong youth and waits, as far as this store holds it."""
    return desk.ask(_waiting, desk.book.reading.kinds, team.names(desk))


def to_be_destroyed(desk: Desk, act: str) -> tuple[bytes, ...]:
    """The entries (hashes) of one withdrawal whose words this store still holds; none once they are destroyed or put back."""
    return next((each.entries for each in waiting(desk).withdrawals if each.act == act), ())


def _waiting(view: View, kinds: Kinds, people: Mapping[str, str]) -> Waiting:
    streams = withdrawing.streams(view.session.connection())
    if not streams:
        return Waiting((), ())
    names = Known(view, streams)
    withdrawals, loose = list[Withdrawal](), list[Loose]()
    for stream in streams:
        found = hidden(view.session.connection(), kinds, stream)
        withdrawals += _of_stream(view, stream, found.named, names, people)
        if found.loose:
            loose.append(Loose(stream, names.youth(stream), names.initials(stream), tuple(sorted(found.loose))))
    return Waiting(tuple(sorted(withdrawals, key=lambda each: -each.at)), tuple(loose))


def _of_stream(
    view: View, stream: str, named: Mapping[bytes, bytes], names: Known, people: Mapping[str, str]
) -> Iterator[Withdrawal]:
    held = {bytes(row[0]) for row in asked(view.session, "SELECT hash FROM entry WHERE stream = ? AND body IS NOT NULL", stream)}
    by_act: dict[str, list[bytes]] = {}
    statements = said(view.session, WithdrawalRow, (Withdrawn, WithdrawnByLead), stream=stream)
    acts = {each.entry: each for each in statements}
    for target, by in named.items():
        if by in acts and target in held:
            by_act.setdefault(acts[by].fact.act, []).append(target)
    for act, entries in by_act.items():
        first = next(each for each in statements if each.fact.act == act)
        yield Withdrawal(
            stream=stream,
            youth=names.youth(stream),
            initials=names.initials(stream),
            act=act,
            who=people.get(first.actor, "?"),
            at=first.at,
            reason=first.fact.reason,
            moved=any(each.fact.moved for each in statements if each.fact.act == act),
            entries=tuple(sorted(entries)),
        )
