"""Checking a store: every page, chain and file beside it; and making the rows anew to see that they come out the same."""

from __future__ import annotations

from dataclasses import dataclass

from fieldapp.desk.desk import Desk, Progress, Slices
from fieldapp.errors import StoreDamaged
from fieldapp.ledger.book import Book
from fieldapp.ledger.rebuild import digest, rebuild, streams
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


_A_SLICE = 500
"""Records a slice: 12 ms, so that whoever types meanwhile does not notice."""
_LINKS = {
    "hash": "its own hash",
    "commitment": "the commitment to its body",
    "form": "the form of its body",
    "place": "its place in the chain",
    "previous": "the link to the entry before it",
    "signature": "its signature",
}


def verify(desk: Desk) -> Slices[Checked]:
    """Check the whole store; names each broken entry by device and place with the first link that does not hold."""
    yield Progress(0, 0, _("Checking the database"))
    findings = [Finding("page", "store.db", sentence) for sentence in desk.files.damage()]
    checked = 0
    try:
        findings += [Finding("file", name, sentence) for name, sentence in desk.files.changed()]
        yield Progress(0, 0, _("Checking records"))
        broken = list[Broken]()
        for checked, broken in verify_chains(desk.book, desk.public_of):  # noqa: B007 - the last values are the result
            yield Progress(checked, 0, _("Checking records"))
        findings += [_broken(each) for each in (*broken, *astray(desk.book, desk.me.device))]
    except StoreDamaged:
        if not findings:
            raise
    return Checked(checked, tuple(findings))


def chains_hold(desk: Desk) -> Slices[tuple[Finding, ...]]:
    """Check every record behind what is being done: what of them does not hold. Pages and files have their own checks."""
    broken = list[Broken]()
    for checked, broken in verify_chains(desk.book, desk.public_of, _A_SLICE):  # noqa: B007 - the last values are the result
        yield Progress(checked, 0, _("Checking records"))
    return tuple(map(_broken, broken))


def _broken(each: Broken) -> Finding:
    where = f"{each.device} {each.seq} {each.entry.hex()}"
    sentence = _("Entry {seq} of device {device}: {link} does not hold.")
    return Finding("entry", where, sentence.format(seq=each.seq, device=each.device, link=_LINKS[each.link]))


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
