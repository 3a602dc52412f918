"""Checking a store: every page, chain and file beside it; and making the rows anew to see that they come out the same."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial

from fieldapp.clock import DAY
from fieldapp.desk import team
from fieldapp.desk.desk import Desk, Progress, Slices
from fieldapp.errors import StoreDamaged
from fieldapp.exchange.people import Roster
from fieldapp.ledger import local
from fieldapp.ledger.book import Book
from fieldapp.ledger.rebuild import digest, groups, rebuild, refit, rejudge, streams
from fieldapp.ledger.verify import Broken, astray, verify_chains
from fieldapp.text import _


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is not as it was written. where: a file's name, or device and place."""

    what: str
    where: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Checked:
    """What a check came to."""

    entries: int
    findings: tuple[Finding, ...]

    @property
    def damaged(self) -> bool:
        """Whether pages of the database are broken, so that nothing may be written to it."""
        return any(each.what == "page" for each in self.findings)


_A_SLICE, _TOGETHER = 500, 300
"""Records a slice, held against their signatures and folded: some 12 and 20 ms, which nobody notices who types meanwhile."""
_FITTED = "rows-fit"


def verify(desk: Desk) -> Slices[Checked]:
    """Check the whole store; names each broken entry by device and place with the first link that does not hold."""
    yield Progress(0, 0, _("Checking the database"))
    findings = [Finding("page", "store.db", sentence) for sentence in desk.files.damage() or _apart(desk)]
    checked = 0
    try:
        findings += [Finding("file", name, sentence) for name, sentence in desk.files.changed()]
        yield Progress(0, 0, _("Checking records"))
        broken = list[Broken]()
        for checked, broken in verify_chains(desk.book, desk.public_of):  # noqa: B007 - the last values are the result
            yield Progress(checked, 0, _("Checking records"))
        findings += _named(desk, [*broken, *astray(desk.book, desk.me.device)])
    except StoreDamaged:
        if not findings:
            raise
    return Checked(checked, tuple(findings))


def _apart(desk: Desk) -> Iterator[str]:
    """Where pages do not fit each other though each by itself is whole: an older one lies among them."""
    try:
        found = desk.files.apart()
    except StoreDamaged:
        found = [_("it cannot be read through")]
    for detail in found:
        yield _("Parts of the database do not fit each other: one is older than the rest ({detail}).").format(detail=detail)


def chains_hold(desk: Desk) -> Slices[tuple[Finding, ...]]:
    """Check every record behind what is being done: what of them does not hold. Pages and files have their own checks."""
    broken = list[Broken]()
    for checked, broken in verify_chains(desk.book, desk.public_of, _A_SLICE):  # noqa: B007 - the last values are the result
        yield Progress(checked, 0, _("Checking records"))
    return _named(desk, [*broken, *astray(desk.book, desk.me.device)])


def _named(desk: Desk, found: Iterable[Broken]) -> tuple[Finding, ...]:
    """The first broken link of each chain, by whose laptop it is; where: device, place and hash, for scripts."""
    roster = team.roster(desk)
    return tuple(Finding("entry", _where(each), _sentence(desk, roster, each)) for each in found)


def _where(each: Broken) -> str:
    return f"{each.device} {each.seq} {each.entry.hex()}"


def _sentence(desk: Desk, roster: Roster | None, each: Broken) -> str:
    device = each.device.removesuffix("/access")
    known = roster.find(device) if roster else None
    mine = {desk.me.device, *team.sender(desk).before}
    who = known[0].name if known else desk.me.name if device in mine else _("somebody not known here")
    said = _("Record {seq} of {who}'s laptop: {what}.") if each.device == device else _("Access {seq} on {who}'s laptop: {what}.")
    return said.format(seq=each.seq, who=who, what=_what(each.link))


def _what(link: str) -> str:
    """What does not hold, in words for whoever looks after the laptop."""
    return {
        "hash": _("what it says of itself (when, by whom, where) was changed after it was signed"),
        "commitment": _("its words were changed after they were signed"),
        "form": _("it has no form that this app writes"),
        "place": _("it stands where another should: one was taken out, put in or moved"),
        "previous": _("it does not follow the one before it: one was taken out, put in or exchanged"),
        "signature": _("it is not signed by that laptop, or nobody here knows its key"),
        "gone": _("it is gone, though it was here"),
        "missing": _("it is missing"),
    }[link]


class _SameError(Exception):
    """Nothing was to be made anew: what was done to find that out is taken back."""


def rows_fit(desk: Desk) -> Slices[int]:
    """Once a day behind what is being done: make the rows anew that are not what the records make; of how many youths.

    An older page in the place of a newer one shows an older list, and nothing but the records themselves can tell.
    """
    now, last = desk.clock(), int(local.get(desk.book.connection, _FITTED) or b"0")
    if desk.read_only or 0 <= now - last < DAY:
        return 0
    mended = 0
    for group in list(groups(desk.book, streams(desk.book), _TOGETHER)):
        mended += _or_back(desk, partial(refit, group=group))
        yield Progress(mended, 0, _("Checking the lists"))
    mended += _or_back(desk, rejudge)
    desk.batch(lambda book: local.put(book.connection, _FITTED, str(now).encode()))
    if mended:
        desk.names.changed()
    return mended


def _or_back(desk: Desk, change: Callable[[Book], int]) -> int:
    """A change that says how much it came to; where that is nothing, it is taken back."""

    def work(book: Book) -> int:
        changed = change(book)
        if not changed:
            raise _SameError
        return changed

    try:
        return desk.batch(work)
    except _SameError:
        return 0


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """The digest of the rows before and after they were made anew."""

    before: str
    after: str


def rebuild_rows(desk: Desk) -> Slices[Rebuilt]:
    """Make all rows anew, in one commit, and compare them with what was there."""
    before = digest(desk.book)
    total = len(streams(desk.book))
    yield Progress(0, total, _("Making the lists anew"))

    def work(book: Book) -> str:
        for _done in rebuild(book):
            pass
        return digest(book)

    after = desk.batch(work)
    yield Progress(total, total, _("Making the lists anew"))
    return Rebuilt(before, after)


def digest_of(desk: Desk) -> str:
    """One line for the rows of youth and agency streams."""
    return digest(desk.book)
