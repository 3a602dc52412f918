"""What stands around a paper on its page: whom papers can be about, who can be given one, which copies are out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from fieldapp import clock
from fieldapp.desk.known import Known
from fieldapp.desk.readers import READERS, Recipients, recipients
from fieldapp.ledger.work import View
from fieldapp.locate import queries as locate
from fieldapp.report.compose import title
from fieldapp.report.model import PaperKind
from fieldapp.report.queries import Copy, copies
from fieldapp.text import _, moment
from fieldapp.youth import queries as youths

_OUTSIDE = (PaperKind.CWS_CMS_SHEET,)
"""Papers that need no missing episode."""
_SOON_OVER = 60 * clock.DAY


@dataclass(frozen=True, slots=True)
class Subject:
    """Whom papers can be about: a youth by the name they use, and one of their episodes, "" for none."""

    youth: str
    episode: str
    name: str
    state: str
    kinds: tuple[PaperKind, ...]


@dataclass(frozen=True, slots=True)
class Subjects:
    """Everybody whom papers can be about, and the place of the one that was asked for, else 0."""

    listed: tuple[Subject, ...]
    asked_for: int


@dataclass(frozen=True, slots=True)
class CopyOut:
    """A copy as the list shows it: which, to whom and when. out: somebody still has it."""

    entry: bytes
    youth: str
    title: str
    words: str
    state: str
    out: bool


@dataclass(frozen=True, slots=True)
class Around:
    """Beside one kind of paper about one youth: who can get it, the copies, the last day on which one is to be shredded.

    over: the youth is back, so that the copies are to be collected (P27).
    """

    recipients: Recipients
    copies: tuple[CopyOut, ...]
    shred_by: date | None
    over: bool

    @property
    def out(self) -> int:
        """How many copies somebody still has."""
        return sum(each.out for each in self.copies)


def subjects(view: View, youth: str = "", episode: str = "") -> Subjects:
    """Everybody who is missing now, then who came back, newest first; and a youth who was asked for, missing or not."""
    names = Known(view)
    own = names.youth(youth) if youth else ""
    same, made = locate.joined(view), []
    for each in locate.all_episodes(view):
        if each.id in same and same[each.id].id != each.id:
            continue
        head = names.youth(each.youth)
        back = each.at("returned") or 0
        if each.open or back > view.now - _SOON_OVER or head == own:
            state = _("missing since {when}") if each.open else _("was missing {when}")
            said = state.format(when=moment(each.happened.agency_learned))
            made.append((not each.open, Subject(head, each.id, names.name(head), said, tuple(READERS))))
    found = [subject for _back, subject in sorted(made, key=lambda each: each[0])]
    if own and all(each.youth != own for each in found):
        found.append(Subject(own, "", names.name(own), _("not missing"), _OUTSIDE))
    shown = same[episode].id if episode in same else episode
    places = [n for n, each in enumerate(found) if (each.youth, each.episode) == (own, shown)]
    return Subjects(tuple(found), next(iter([*places, *(n for n, each in enumerate(found) if each.youth == own)]), 0))


def around(view: View, youth: str, episode: str, kind: PaperKind) -> Around:
    """What stands beside a paper."""
    held = [(one, each) for one in youths.records_of(view, youth) for each in copies(view, one)]
    newest = sorted(held, key=lambda pair: (not pair[1].out, -pair[1].at))
    shred = [date.fromisoformat(each.shred_by) for _one, each in held if each.out and each.shred_by]
    absent = locate.find(view, episode) if episode else None
    return Around(
        recipients=recipients(view, youth, episode, kind),
        copies=tuple(_copy(view, one, each) for one, each in newest),
        shred_by=max(shred, default=None),
        over=absent is not None and not absent.open,
    )


def given_since(view: View, youth: str, at: int) -> tuple[CopyOut, ...]:
    """Copies of any paper about a record that were given since then (ms UTC), newest first; those that came back too."""
    return tuple(_copy(view, youth, each) for each in copies(view, youth) if each.at >= at and each.back != "not_made")


def still_out(view: View, youth: str) -> tuple[CopyOut, ...]:
    """Copies of any paper about a record that somebody still has, newest first."""
    return tuple(_copy(view, youth, each) for each in copies(view, youth) if each.out)


def _copy(view: View, youth: str, copy: Copy) -> CopyOut:
    name = short(copy.kind) or next((title(each) for each in PaperKind if each.value == copy.kind), copy.kind)
    words = ", ".join(part for part in (copy.recipient_name, moment(copy.at)) if part)
    state = _state(copy, clock.day(view.now))
    return CopyOut(copy.entry, youth, _("Copy {n}").format(n=copy.number), f"{name}: {words}", state, copy.out)


def _state(copy: Copy, today: date) -> str:
    if copy.out and copy.shred_by and date.fromisoformat(copy.shred_by) < today:
        return _("out, past its day")
    if copy.back:
        return {"back": _("came back"), "shredded": _("shredded"), "not_made": _("never made")}[copy.back]
    ways = {
        "printed": _("out"),
        "saved": _("out, a file"),
        "copied": _("text copied"),
        "read_out": _("read out"),
        "shown": _("shown"),
    }
    return ways.get(copy.how, copy.how)


def short(kind: str) -> str:
    """A paper's short name, as it stands on its button; "" for one from a later version."""
    return {
        "police_sheet": _("Police sheet"),
        "radio_card": _("Radio text"),
        "officer_card": _("Show officer"),
        "ncmec_call_script": _("NCMEC call"),
        "ncmec_worksheet": _("NCMEC sheet"),
        "email_text": _("E-mail"),
        "chronology": _("Chronology"),
        "cws_cms_sheet": _("CWS/CMS"),
    }.get(kind, "")
