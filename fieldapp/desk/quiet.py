"""Records in which nothing waits: passed over by what is asked all day, until anything about them changes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial

from fieldapp.agenda import queries as agenda
from fieldapp.agenda.queries import Occasion
from fieldapp.desk.desk import Desk, Progress, Slices
from fieldapp.determine import queries as actions
from fieldapp.document.queries import written_by_me
from fieldapp.ledger import resting
from fieldapp.ledger.book import Book
from fieldapp.ledger.ids import is_id
from fieldapp.ledger.work import View
from fieldapp.locate import queries as locate

_A_SLICE = 30
"""Records a slice: whoever types meanwhile does not notice."""
_WAITS = 1
"""Raised where what waits is worked out otherwise than before, so that every record is looked through again."""


def awake(view: View, same: Mapping[str, Occasion]) -> list[str]:
    """The records to look through; of joined episodes all, for what is written in one settles what stands in another.

    same: a joined episode's id -> where it is shown.
    """
    return sorted({*resting.awake(view.session, _WAITS), *locate.records_joined(view, same)})


def let_rest(desk: Desk) -> Slices[None]:
    """Records in which nothing waits are passed over from now on, until something is written in them; so many a slice."""
    stated = desk.ask(written_by_me)
    found = [each for each in desk.ask(_awake_alone) if is_id(each) and each not in stated]
    for at in range(0, len(found), _A_SLICE):
        quiet = desk.ask(_quiet, found[at : at + _A_SLICE])
        if quiet and not desk.read_only:
            desk.batch(partial(_rest, quiet=quiet))
        yield Progress(at, len(found))


def _awake_alone(view: View) -> list[str]:
    return resting.awake(view.session, _WAITS)


def _rest(book: Book, quiet: Sequence[str]) -> None:
    resting.rest(book.connection, quiet, _WAITS)


def _quiet(view: View, found: Sequence[str]) -> list[str]:
    """Of these records those in which all that was asked for is settled, and no notice of this person's waits to be entered."""
    same = locate.joined(view)
    running = locate.open_episodes(view, found)
    busy = {occasion.youth for occasion in agenda.open_lines(view, same, [each.id for each in running], found)}
    busy |= {each.youth for each in running} | {record for record, _rule in actions.waiting(view, found)}
    busy |= {stream for stream, *_notice in agenda.uncopied(view, found)}
    busy |= locate.records_joined(view, same)
    return [each for each in found if each not in busy]
