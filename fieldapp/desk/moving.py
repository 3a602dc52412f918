"""What becomes, in the right youth's record, of records that were written into the wrong one: which are written anew, which not.

Each keeps what it says. Ids of what it begins are new there, and so are the hashes by which records name each other; both are as
long as before, so a body is the same but for them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Iterable, Mapping
from dataclasses import dataclass

from msgspec.structs import replace

from fieldapp.agenda.entries import PlanMade
from fieldapp.determine.entries import ActionDecided, ActionsProposed, DeclineReviewed
from fieldapp.document.entries import StatusSaid
from fieldapp.document.model import STATUS
from fieldapp.document.tables import StatusRow
from fieldapp.errors import FieldError
from fieldapp.ledger.asked import asked
from fieldapp.ledger.current import current
from fieldapp.ledger.entry import Entry
from fieldapp.ledger.ids import new_id
from fieldapp.ledger.kinds import Fact, Kinds
from fieldapp.ledger.said import said
from fieldapp.ledger.stored import held as stored
from fieldapp.ledger.withdrawing import BY_ITS_MOVER
from fieldapp.ledger.work import View, Work
from fieldapp.locate import queries as locate
from fieldapp.locate.entries import EpisodesJoined, EpisodeStarted
from fieldapp.text import _
from fieldapp.youth.entries import AssignmentSaid, Joined, ManySaid, NamesSaid, Opened, PhotoSaid, SectionSaid, subject_of
from fieldapp.youth.queries import records_of
from fieldapp.youth.tables import SectionRow

_NAMES = re.compile(r"[0-9a-f]{64}|[a-z2-7]{26}")
_OF_THE_RECORD = (Opened, NamesSaid, AssignmentSaid, Joined, EpisodesJoined)


@dataclass(frozen=True, slots=True)
class Step:
    """One record that is withdrawn. fact: what it says, None where that cannot be read here · why: for which reason it is not
    written anew, "" where it is.
    """

    entry: Entry
    fact: Fact | None
    why: str


def steps(
    view: View, kinds: Kinds, held: Iterable[Entry], chosen: Container[bytes], before: Iterable[str], to: str
) -> tuple[Step, ...]:
    """What becomes of the chosen ones. held: all of their stream, none before one that it follows · before: names of what was
    moved already · to: the right youth.
    """
    held = tuple(held)
    named, placed = dict[str, bytes](), set(before)
    there = _absence(view, to)
    for entry in held:
        begun = kinds.begun_by(entry.sealed) if entry.sealed else ()
        named |= dict.fromkeys((entry.hash.hex(), *begun), entry.hash)
        if there and entry.sealed and entry.sealed.kind == EpisodeStarted.kind:
            placed.update(begun)
    found, going = list[Step](), set[bytes]()
    for entry in held:
        if entry.hash in chosen:
            fact = kinds.read(entry.sealed) if entry.sealed else None
            why = _stays(view, entry, fact, to) or _hangs(entry, named, going, placed)
            going |= set() if why else {entry.hash}
            found.append(Step(entry, fact, why))
    return tuple(found)


def _absence(view: View, to: str) -> str:
    """The absence of the right youth that a contact or a note is put into: the one that goes on, else the latest; "" for none."""
    found = [each for one in records_of(view, to) for each in locate.episodes(view, one)]
    return next((each.id for each in sorted(found, key=lambda each: not each.open)), "")


def _stays(view: View, entry: Entry, fact: Fact | None, to: str) -> str:
    """Why a record is not written anew whatever else is; "" where it may be."""
    reasons: tuple[tuple[str, Callable[[], bool]], ...] = (
        (_("it cannot be read here"), lambda: fact is None),
        (_("it is worked out anew there"), lambda: isinstance(fact, PlanMade | ActionsProposed)),
        (_("it is decided again there"), lambda: isinstance(fact, ActionDecided | DeclineReviewed)),
        (_("it belongs to that record alone"), lambda: isinstance(fact, _OF_THE_RECORD)),
        (_("a supervisor does that again there"), lambda: fact is not None and view.me.role not in fact.roles),
        (_("a newer one stands there"), lambda: isinstance(fact, SectionSaid | StatusSaid) and _newer(view, entry, fact, to)),
        (_("its picture has not come here"), lambda: isinstance(fact, PhotoSaid) and not _has_come(view, fact)),
    )
    return next((words for words, holds in reasons if holds()), "")


def _newer(view: View, entry: Entry, fact: SectionSaid | StatusSaid, to: str) -> bool:
    """Whether the right youth's record states the same thing later; there is one of each contact and photo alone."""
    if isinstance(fact, ManySaid):
        return False
    subject = subject_of(fact) if isinstance(fact, SectionSaid) else STATUS
    for record in records_of(view, to):
        kept = current(view.session, record, subject).get(subject, ())
        if isinstance(fact, SectionSaid):
            stated = [each.at for each in said(view.session, SectionRow, type(fact), kept, stream=record, subject=subject)]
        else:
            stated = [each.at for each in said(view.session, StatusRow, StatusSaid, kept, stream=record)]
        if any(at > entry.at for at in stated):
            return True
    return False


def _has_come(view: View, fact: PhotoSaid) -> bool:
    try:
        return bool(view.attachments.get(fact.value.file))
    except FieldError:
        return False


def _hangs(entry: Entry, named: Mapping[str, bytes], going: Container[bytes], placed: Container[str]) -> str:
    """Whether it speaks of something that is not moved with it. placed: absences in whose place there is another."""
    body = entry.sealed.body.decode() if entry.sealed else ""
    for name in _NAMES.findall(body):
        of = named.get(name)
        if of is not None and of != entry.hash and of not in going and name not in placed:
            return _("it is about something that is not moved")
    return ""


def moved_before(view: View, kinds: Kinds, held: Iterable[Entry], to: str) -> dict[str, str]:
    """What was moved from this stream to that youth before: each name (an id, a hash) and what it is there."""
    was = {entry.hash for entry in held}
    begun = {
        bytes(target): own for target, own in asked(view.session, "SELECT target, begins FROM withdrawal WHERE begins <> ''")
    }
    found: dict[str, str] = {}
    for record in records_of(view, to):
        rows = asked(view.session, _MOVED, record)
        there = {bytes(made): bytes(before) for made, before in rows if before in was}
        for entry in stored(view.session, record) if there else ():
            before = there.get(entry.hash)
            if before is not None and entry.sealed is not None:
                found[before.hex()] = entry.hash.hex()
                began = kinds.begun_by(entry.sealed)
                found |= {begun[before]: began[0]} if began and before in begun else {}
    return found


_MOVED = f"SELECT m.made, m.was FROM moved m WHERE m.stream = ? AND {BY_ITS_MOVER}"  # noqa: S608 - the words are ours


def write_anew(work: Work, kinds: Kinds, found: Iterable[Step], before: Mapping[str, str], to: str) -> dict[str, str]:
    """Write what is moved into the right youth's record; returns what each name (an id, a hash) is there.

    before: what was moved there already.
    """
    there, swaps = _absence(work, to), dict(before)
    for step in found:
        sealed = step.entry.sealed
        if step.why or sealed is None:
            continue
        swaps |= {own: new_id() for own in kinds.begun_by(sealed)}
        body = _placed(step.fact, _swapped(sealed.body.decode(), swaps), there, swaps)
        fact = kinds.read(replace(sealed, body=body.encode()))
        if fact is None:
            continue
        if isinstance(fact, PhotoSaid):
            file = work.attachments.put(work.attachments.get(fact.value.file), fact.value.file.media)
            fact = replace(fact, value=replace(fact.value, file=file))
        entry = work.write(to, fact, zone=sealed.zone, alone=True)
        swaps[step.entry.hash.hex()] = entry.hash.hex()
    return swaps


def _swapped(body: str, swaps: Mapping[str, str]) -> str:
    return _NAMES.sub(lambda hit: swaps.get(hit.group(), hit.group()), body)


def _placed(fact: Fact | None, body: str, there: str, swaps: Mapping[str, str]) -> str:
    """A record of an absence that stays is put into the one that is there."""
    own = str(getattr(fact, "episode", "") or getattr(fact, "occasion", ""))
    if not there or own in swaps or len(own) != len(there):
        return body
    return body.replace(own, there)
