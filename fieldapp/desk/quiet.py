"""Records in which nothing waits any more: passed over by *Today* and *Monday*, until anything about them changes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial

from fieldapp import clock
from fieldapp.agenda import queries as agenda
from fieldapp.agenda.queries import Occasion
from fieldapp.desk.desk import Desk, Progress, Slices
from fieldapp.determine import queries as actions
from fieldapp.document.queries import written_by_me
from fieldapp.identify.queries import amended_since_read
from fieldapp.ledger import local, resting
from fieldapp.ledger.book import Book
from fieldapp.ledger.ids import is_id
from fieldapp.ledger.work import View
from fieldapp.locate import queries as locate
from fieldapp.supervise.queries import standing_out, told_since

_A_SLICE = 30
"""Records a slice: whoever types meanwhile does not notice."""
_LATELY, _LOOKED_BACK = 9 * clock.DAY, 8 * clock.DAY
"""So long what was written is told apart from what is older, and so far back it can be asked for; a supervisor asks since Friday.
The day between is for a clock that was set.
"""
_LAST = "rested-at"
"""When, by this computer's clock, records were last let rest: after now where it was ahead, and what is new rests as old."""
_QUIET, _OLD = 2, 3
"""Forms of rest: nothing waits; and nothing was written lately either. Both raised where what waits is worked out otherwise than
before, so that every record is looked through again.
"""


def awake(view: View, same: Mapping[str, Occasion]) -> list[str]:
    """The records to look through; of joined episodes all, for what is written in one settles what stands in another.

    same: a joined episode's id -> where it is shown.
    """
    return sorted({*_awake_alone(view), *locate.records_joined(view, same)})


def awake_or_written(view: View, since: int) -> list[str] | None:
    """The records in which something waits, and those in which something was written since then (ms UTC) that a supervisor is
    told; None where only all of them will do.
    """
    if since < view.now - _LOOKED_BACK or _was_ahead(view):
        return None
    return sorted({*awake(view, locate.joined(view)), *told_since(view, _lately(view), since)})


def parts(view: View, records: Sequence[str]) -> list[Sequence[str]]:
    """Records in parts that can be looked through one by one; those of joined episodes are one part, whatever they are."""
    together = locate.records_joined(view, locate.joined(view))
    rest = [each for each in records if each not in together]
    joined = [each for each in records if each in together]
    return [*([joined] if joined else []), *(rest[at : at + _A_SLICE] for at in range(0, len(rest), _A_SLICE))]


def let_rest(desk: Desk) -> Slices[None]:
    """Records in which nothing waits are passed over from now on, until something is written in them; so many a slice."""
    if desk.read_only:
        return
    if desk.ask(_was_ahead):
        desk.batch(partial(_wake, now=desk.clock()))
    stated = desk.ask(written_by_me)
    found = [each for each in desk.ask(_awake_alone) if is_id(each) and each not in stated]
    for look, records in ((_quiet, found), (_still_quiet, desk.ask(_lately))):
        for at in range(0, len(records), _A_SLICE):
            quiet = desk.ask(look, records[at : at + _A_SLICE])
            if quiet:
                desk.batch(partial(_rest, quiet=quiet, now=desk.clock()))
            yield Progress(at, len(records))


def _awake_alone(view: View) -> list[str]:
    return resting.awake(view.session, _QUIET, _OLD)


def _lately(view: View) -> list[str]:
    return resting.resting(view.session, _QUIET)


def _was_ahead(view: View) -> bool:
    last = local.get(view.session.connection(), _LAST)
    return last is not None and int(last) > view.now + clock.HOUR


def _wake(book: Book, now: clock.Instant) -> None:
    resting.wake(book.connection)
    local.put(book.connection, _LAST, str(now).encode())


def _rest(book: Book, quiet: Mapping[str, int], now: clock.Instant) -> None:
    for form in (_QUIET, _OLD):
        resting.rest(book.connection, [each for each, its in quiet.items() if its == form], form)
    local.put(book.connection, _LAST, str(now).encode())


def _old(view: View, among: Sequence[str]) -> dict[str, int]:
    """Of these records those in which nothing was written lately."""
    return dict.fromkeys(resting.untouched(view.session, among, view.now - _LATELY), _OLD)


def _still_quiet(view: View, among: Sequence[str]) -> dict[str, int]:
    """The same of those that rest already; one that was woken between two slices is left to be looked through."""
    still = {*_lately(view)}
    return _old(view, [each for each in among if each in still])


def _quiet(view: View, found: Sequence[str]) -> dict[str, int]:
    """Of these records those in which all that was asked for is settled, no notice of this person's waits to be entered, and
    nothing stands out to a supervisor; with their form of rest.
    """
    same = locate.joined(view)
    running = locate.open_episodes(view, found)
    busy = {occasion.youth for occasion in agenda.open_lines(view, same, [each.id for each in running], found)}
    busy |= {each.youth for each in running} | {record for record, _rule in actions.waiting(view, found)}
    busy |= {stream for stream, *_notice in agenda.uncopied(view, found)}
    busy |= locate.records_joined(view, same)
    busy |= amended_since_read(view, found)
    quiet = [each for each in found if each not in busy]
    standing = standing_out(view, quiet)
    quiet = [each for each in quiet if each not in standing]
    return dict.fromkeys(quiet, _QUIET) | _old(view, quiet)
