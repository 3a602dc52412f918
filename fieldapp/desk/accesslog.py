"""Everything that was done with this store, and at a supervisor's with those of the team: by whom, when, on which laptop."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from heapq import nlargest
from pathlib import Path
from typing import Literal, get_args

from fieldapp.desk import team
from fieldapp.desk.access import Access, access_words
from fieldapp.desk.desk import Desk, Progress, Slices
from fieldapp.desk.known import Known
from fieldapp.errors import DestinationTrouble
from fieldapp.exchange.people import Roster
from fieldapp.ledger.entry import Entry
from fieldapp.ledger.envelopes import SET_BACK
from fieldapp.ledger.ids import access_chain
from fieldapp.places import write_durably
from fieldapp.report.compose import title as paper_title
from fieldapp.report.model import PaperKind
from fieldapp.report.tablefile import as_csv, workbook
from fieldapp.text import _, long_moment, ngettext

Sort = Literal["ways_in", "youths", "papers", "exchange", "store", "people", "gap"]
"""What an access is about; a gap is accesses that did not come."""
SORTS: tuple[Sort, ...] = get_args(Sort)
_SORT: Mapping[str, Sort] = {
    **dict.fromkeys(("unlocked", "failed_unlocks", "recovered", "locked", "looked_read_only"), "ways_in"),
    **dict.fromkeys(("opened_youth", "looked_restricted"), "youths"),
    **dict.fromkeys(("printed", "saved", "copied", "shown"), "papers"),
    **dict.fromkeys(("exported", "imported"), "exchange"),
    **dict.fromkeys(("enrolled", "revoked"), "people"),
}
_PAGE = 2_000


@dataclass(frozen=True, slots=True)
class _Said:
    """One access as it is kept."""

    at: int
    noted: int
    seq: int
    device: str
    person: str
    who: str
    fact: Access
    set_back: bool


@dataclass(frozen=True, slots=True)
class Logged:
    """One access, or a gap in a laptop's.

    at: ms UTC, as its laptop's clock said · what: the act's own word · about: initials, a paper's name, a laptop; never a full
    name · youth: the record that was opened, "" for none · device: whose access it was, by laptop · seq: its number there ·
    noted: when it was noted at the earliest, by which it is put among those of other laptops: nobody's access goes to the bottom
    because a clock was set back for it · set_back: that clock stood before what it had said already.
    """

    at: int
    what: str
    sort: Sort
    words: str
    about: str
    who: str
    person: str
    youth: str
    device: str
    laptop: str
    seq: int
    noted: int = 0
    set_back: bool = False


@dataclass(frozen=True, slots=True)
class Log:
    """All of it, newest first. people: (person's id, name) · youths: (record, initials) of which one was opened."""

    accesses: tuple[Logged, ...]
    people: tuple[tuple[str, str], ...]
    youths: tuple[tuple[str, str], ...]

    @property
    def gaps(self) -> int:
        """How many gaps there are."""
        return sum(each.sort == "gap" for each in self.accesses)


@dataclass(frozen=True, slots=True)
class WantedLog:
    """What is shown of it. since, until: instants, the second left out; None is no limit."""

    sort: Sort | Literal[""] = ""
    person: str = ""
    youth: str = ""
    since: int | None = None
    until: int | None = None


def accesses(desk: Desk, most: int = 200) -> tuple[Logged, ...]:
    """The latest of it at once, newest first."""
    roster = team.roster(desk)
    found: list[_Said] = []
    for device in _devices(desk):
        last, _hash = desk.book.last(access_chain(device))
        entries = desk.book.range(access_chain(device), max(1, last - most + 1), last)
        found += _said(desk, entries, device, _author(desk, roster, device))
    return _logged(desk, nlargest(most, found, key=lambda each: (each.noted, each.seq)))


def read(desk: Desk) -> Slices[Log]:
    """Read everything, in slices: among very many that takes seconds, in which other questions are answered."""
    desk.settle()  # so that this unlock stands in it too
    roster, found, gaps = team.roster(desk), list[_Said](), list[Logged]()
    for device in _devices(desk):
        author, held = _author(desk, roster, device), list[Entry]()
        for page in desk.book.pages(access_chain(device), _PAGE):
            held += [entry for _seq, _hash, entry in page if entry is not None]
            yield Progress(len(found) + len(held), 0, _("Reading accesses"))
        found += _said(desk, held, device, author)
        gaps += _gaps(held, device, author)
    logged = sorted((*_logged(desk, found), *gaps), key=lambda each: (each.noted, each.seq), reverse=True)
    people = dict.fromkeys((each.person, each.who) for each in logged if each.person)
    youths = dict.fromkeys((each.youth, each.about) for each in logged if each.youth)
    return Log(tuple(logged), tuple(people), tuple(sorted(youths, key=lambda each: each[1])))


def chosen(log: Log, wanted: WantedLog) -> tuple[Logged, ...]:
    """What is wanted of it, in its order; a gap is left out by no kind and no youth: nobody knows what is in it."""
    return tuple(each for each in log.accesses if _is_wanted(each, wanted))


def _is_wanted(each: Logged, wanted: WantedLog) -> bool:
    gap = each.sort == "gap"
    return (
        (not wanted.sort or each.sort == wanted.sort or gap)
        and (not wanted.person or each.person == wanted.person)
        and (not wanted.youth or each.youth == wanted.youth or gap)
        and (wanted.since is None or each.at >= wanted.since)
        and (wanted.until is None or each.at < wanted.until)
    )


def save(desk: Desk, shown: Iterable[Logged], path: Path) -> None:
    """Write a list to a file, as a workbook where its name says so, else as CSV; that it was saved is written down first."""
    head = (_("When"), _("Who"), _("Laptop"), _("What"), _("About"), _("No."))
    rows = [head, *((long_moment(e.at, seconds=True), e.who, e.laptop, e.words, e.about, str(e.seq)) for e in shown)]
    desk.note_access(Access(what="saved_accesses", count=max(1, len(rows) - 1)))
    made = workbook(rows, _("Accesses")) if path.suffix.lower() == ".xlsx" else as_csv(rows)
    try:
        write_durably(path, made)
    except OSError as error:
        raise DestinationTrouble(_("The list could not be written there."), _("Choose another folder.")) from error


# -- inside


def _devices(desk: Desk) -> tuple[str, ...]:
    """Whose accesses are shown: this store's own, from before it was restored too; a supervisor's all that came."""
    own = team.sender(desk)
    mine = (own.device, *own.before)
    if desk.me.role != "supervisor":
        return mine
    held = (each.removesuffix("/access") for each in desk.book.devices() if each.endswith("/access"))
    return tuple(dict.fromkeys((*mine, *held)))


def _author(desk: Desk, roster: Roster | None, device: str) -> tuple[str, str]:
    """(person's id, name) of a laptop."""
    found = roster.find(device) if roster else None
    if found:
        return found[0].id, found[0].name
    own = team.sender(desk)
    return (desk.me.person, desk.me.name) if device in {own.device, *own.before} else ("", _("Somebody not known here"))


def _laptop(device: str) -> str:
    return _("laptop {id}").format(id=device[:6])


def _said(desk: Desk, entries: Iterable[Entry], device: str, author: tuple[str, str]) -> Iterator[_Said]:
    """One after another, as they stand in a laptop's chain."""
    now, latest = desk.clock(), 0
    for entry in entries:
        fact = desk.book.reading.kinds.read(entry.sealed) if entry.sealed else None
        if isinstance(fact, Access):
            noted = min(now, max(latest, entry.at))
            yield _Said(entry.at, noted, entry.seq, device, *author, fact, entry.at + SET_BACK < latest)
        latest = max(latest, entry.at)


def _logged(desk: Desk, found: Sequence[_Said]) -> tuple[Logged, ...]:
    """In words; the youths that were opened are named by initials, and looked up once."""
    opened = {each.fact.about for each in found if _SORT.get(each.fact.what) == "youths"}
    known = desk.ask(Known, opened)
    return tuple(
        Logged(
            at=each.at,
            what=each.fact.what,
            sort=_SORT.get(each.fact.what, "store"),
            words=access_words(each.fact),
            about=known.initials(each.fact.about) if each.fact.about in opened else _about(each.fact),
            who=each.who,
            person=each.person,
            youth=known.youth(each.fact.about) if each.fact.about in opened else "",
            device=each.device,
            laptop=_laptop(each.device),
            seq=each.seq,
            noted=each.noted,
            set_back=each.set_back,
        )
        for each in found
    )


def _about(fact: Access) -> str:
    if fact.what in {"recovered", "backed_up"}:
        return ""
    if fact.what in {"enrolled", "revoked"}:
        return _laptop(fact.about)
    if fact.about in set(PaperKind):
        return paper_title(PaperKind(fact.about))
    return fact.about.replace("_", " ")


def _gaps(held: Iterable[Entry], device: str, author: tuple[str, str]) -> Iterator[Logged]:
    """Places of a laptop's accesses that did not come, each dated as the one after it."""
    before = 0
    for entry in held:
        seq, at = entry.seq, entry.at
        if seq > before + 1:
            count = seq - before - 1
            yield Logged(
                at=at - 1,
                what="",
                sort="gap",
                words=ngettext("{n} access has not come", "{n} accesses have not come", count).format(n=count),
                about=_("No. {first} to {last}").format(first=before + 1, last=seq - 1),
                who=author[1],
                person=author[0],
                youth="",
                device=device,
                laptop=_laptop(device),
                seq=before + 1,
                noted=at - 1,
            )
        before = max(before, seq)
