"""What a person does about records in the wrong place: withdraws them, puts them back, has them destroyed; and who may not, tries."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from fieldapp.demo.fiction import PASSPHRASES
from fieldapp.desk import destroying, destruction, wrongyouth
from fieldapp.desk.desk import Desk, run_through
from fieldapp.desk.destroyed import DestructionOrdered
from fieldapp.desk.destroying import Order
from fieldapp.desk.withdrawnfile import Withdrawal, waiting
from fieldapp.ledger import withdrawing
from fieldapp.ledger.entry import Entry
from fieldapp.ledger.ids import new_id
from fieldapp.ledger.kinds import Fact
from fieldapp.ledger.withdrawing import Moved, Origin, PutBackByLead, Target, Withdrawn, WithdrawnByLead
from fieldapp.youth import queries as records
from fieldapp.youth.entries import NamesSaid, Opened
from fieldapp.youth.queries import records_of
from tests.property.deeds import Deed, NothingThere, _day, _of

_WHY = "two youths of one name"


def _stream(desk: Desk, pick: int) -> str:
    return _of(desk.ask(records_of, _of(desk.ask(records.heads), pick)), pick // 7)


def _entries(desk: Desk, stream: str) -> list[Entry]:
    """Those with words, as each device wrote them."""
    return sorted((each for each in desk.book.stream(stream) if each.sealed), key=lambda each: (each.device, each.seq))


def _to(desk: Desk, pick: int) -> str:
    return _of(["", *desk.ask(records.heads)], pick)


def _withdraw_all(desk: Desk, stream: str, roots: Sequence[bytes], to: str) -> object:
    return desk.do(wrongyouth.withdraw, desk.book.reading.kinds, stream, roots, to, _WHY)


def _mine(desk: Desk) -> list[Entry]:
    """One's own of every record, at a supervisor's everybody's, but for what is never withdrawn."""
    never = desk.book.reading.kinds.outliving | wrongyouth._NEVER
    streams = dict.fromkeys(one for youth in desk.ask(records.heads) for one in desk.ask(records_of, youth))
    found = [each for stream in streams for each in _entries(desk, stream) if each.sealed and each.sealed.kind not in never]
    return [each for each in found if desk.me.role == "supervisor" or each.actor == desk.me.person]


def _withdraw(desk: Desk, pick: int) -> object:
    """One record, with all that hangs on it."""
    found = _of(_mine(desk), pick * 7)
    return _withdraw_all(desk, found.stream, [found.hash], _to(desk, pick // 11))


def _withdraw_absence(desk: Desk, pick: int) -> object:
    """One that began in the wrong record goes to another."""
    found = _of([each for each in _mine(desk) if each.sealed and each.sealed.kind == "locate.started"], pick)
    return _withdraw_all(desk, found.stream, [found.hash], _to(desk, pick // 11))


def _withdrawal(desk: Desk, pick: int) -> Withdrawal:
    return _of(sorted(waiting(desk).withdrawals, key=lambda each: each.act), pick)


def _put_back(desk: Desk, pick: int) -> object:
    found = _withdrawal(desk, pick)
    return desk.do(wrongyouth.put_back, desk.book.reading.kinds, found.stream, found.act, "it was right")


def _decide_loose(desk: Desk, pick: int) -> object:
    """What spoke of something withdrawn is withdrawn too."""
    found = _of(waiting(desk).loose, pick)
    return _withdraw_all(desk, found.stream, found.entries, _to(desk, pick // 11))


def _order(desk: Desk, pick: int) -> Order:
    return Order(by="Example Superior Court", reference=f"J-{pick}", dated=_day(desk, 1))


def _destroy_withdrawn(desk: Desk, pick: int) -> object:
    """The words of what was in the wrong record."""
    found = _withdrawal(desk, pick)
    slices = destroying.destroy(desk, found.stream, _order(desk, pick), PASSPHRASES["worker"], found.entries)
    return run_through(slices)


def _destroy_some(desk: Desk, pick: int) -> object:
    """Here and there, but for the record's names: nobody is offered to destroy those alone."""
    stream = _stream(desk, pick)
    found = [each for each in _entries(desk, stream) if each.sealed and each.sealed.kind not in {Opened.kind, NamesSaid.kind}]
    chosen = [each.hash for each in found][pick % 5 :: 3]
    if not chosen:
        raise NothingThere
    return run_through(destroying.destroy(desk, stream, _order(desk, pick), PASSPHRASES["worker"], chosen))


def _destroy_withdrawals(desk: Desk, pick: int) -> object:
    """What said that records are withdrawn, as an order for a whole record does; of those themselves some may come later."""
    stream = _of(withdrawing.streams(desk.book.connection), pick)
    chosen = [each.hash for each in _entries(desk, stream) if each.sealed and each.sealed.kind.startswith("record.")]
    return run_through(destroying.destroy(desk, stream, _order(desk, pick), PASSPHRASES["worker"], chosen))


def _destroy_rest(desk: Desk, pick: int) -> object:
    """What came of a record since all of it was destroyed."""
    found = _of([each for each in destruction.orders(desk) if each.since], pick)
    return run_through(destroying.destroy_rest(desk, found.order, PASSPHRASES["worker"]))


# -- by those who may not


def _forge(desk: Desk, stream: str, fact: Fact) -> object:
    """Written past every check, as somebody could who has the source."""
    if desk.me.role == "supervisor":
        raise NothingThere
    return desk.batch(lambda book: book.write(desk._pen, stream, fact, desk.clock()))


def _targets(entries: Sequence[Entry]) -> tuple[Target, ...]:
    return tuple(Target(entry=each.hash.hex()) for each in entries)


def _forge_order(desk: Desk, pick: int) -> object:
    stream = _stream(desk, pick)
    named = tuple(each.hash.hex() for each in _entries(desk, stream))
    fact = DestructionOrdered(order=new_id(), by="x", reference="x", dated="2026-01-01", whole=bool(pick % 2), entries=named)
    return _forge(desk, stream, fact)


def _forge_withdrawal(desk: Desk, pick: int) -> object:
    """As a supervisor, or of what somebody else wrote."""
    stream = _stream(desk, pick)
    found = _entries(desk, stream)
    others = [each for each in found if each.actor != desk.me.person]
    kind, named = _of(((WithdrawnByLead, found), (Withdrawn, others)), pick)
    return _forge(desk, stream, kind(act=new_id(), targets=_targets(named), reason="x"))


def _forge_put_back(desk: Desk, pick: int) -> object:
    found = _withdrawal(desk, pick)
    entries = tuple(each.hex() for each in found.entries)
    return _forge(desk, found.stream, PutBackByLead(act=found.act, entries=entries, reason="x"))


def _forge_origins(desk: Desk, pick: int) -> object:
    """That others wrote what they wrote long before, and somebody else did."""
    stream = _stream(desk, pick)
    others = [each for each in _entries(desk, stream) if each.actor != desk.me.person]
    origins = tuple(Origin(made=each.hash.hex(), was="c" * 64, at=1, by=desk.me.person) for each in others)
    return _forge(desk, stream, Moved(origins=origins))


CORRECTIONS: Mapping[str, Deed] = {
    made.__name__.strip("_"): made
    for made in (
        _withdraw, _withdraw_absence, _put_back, _decide_loose, _destroy_withdrawn, _destroy_some, _destroy_withdrawals,
        _destroy_rest,
        _forge_order, _forge_withdrawal, _forge_put_back, _forge_origins,
    )
}  # fmt: skip
