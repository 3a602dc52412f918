"""Start from a call, as its page needs it: who of the caseload sounds the same, whom to call first, and the call as typed so far.

What is typed is kept in `local` within a second and goes once the clock is started, so that neither a lock nor a crash loses it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

import msgspec

from fieldapp import clock
from fieldapp.county.model import Desk as CountyDesk
from fieldapp.desk.county import county
from fieldapp.desk.desk import Desk
from fieldapp.desk.lookup import lookup
from fieldapp.ledger import local
from fieldapp.ledger.work import View, Work
from fieldapp.locate import acts
from fieldapp.locate import queries as locate
from fieldapp.locate.model import Call, Happened, Moment, Waiting
from fieldapp.policy.facts import age_on
from fieldapp.text import _, initials
from fieldapp.youth import queries as youths

_DRAFT = "draft/call"
_MOST = 3
"""More namesakes than these are no proposal: the record is joined later."""
_EMPTY_FOR = clock.HOUR
"""A page that was only opened keeps its time so long."""
_AGAIN = "60"


@dataclass(frozen=True, slots=True)
class Match:
    """Somebody whose name sounds like the one typed, by initials. missing_since: ms UTC, None where nobody is missing."""

    youth: str
    initials: str
    age: int | None
    place: str
    missing_since: int | None

    @property
    def words(self) -> str:
        """Initials, age and place, as far as they are known."""
        return ", ".join(part for part in (self.initials, "" if self.age is None else str(self.age), self.place) if part)


class CallDraft(msgspec.Struct, frozen=True, kw_only=True):
    """A call as far as it is typed. opened_at: ms UTC, when its page was opened · youth: whose record was chosen, "" for none.

    wait: a decision to wait that is not taken yet.
    """

    opened_at: int
    call: Call
    happened: Happened
    asked: tuple[tuple[Moment, int], ...] = ()
    youth: str = ""
    wait: Waiting | None = None

    @property
    def is_empty(self) -> bool:
        """Whether nothing but the time was taken."""
        bare = CallDraft(
            opened_at=self.opened_at,
            call=Call(came_at=self.opened_at, taken_at=self.opened_at),
            happened=Happened(agency_learned=self.opened_at),
        )
        return self == bare


@dataclass(frozen=True, slots=True)
class Opened:
    """What the page begins with. first: whom to call in danger, (name, number, hours) · again: ms until a late one is decided."""

    draft: CallDraft | None
    match: Match | None
    first: tuple[tuple[str, str, str], ...]
    again: int


def opened(view: View, youth: str = "") -> Opened:
    """The call that was begun and not started, and the county's own numbers and times. youth: whom a new call is about."""
    home = county(view)
    held = draft(view)
    real = () if home.practice else ((_("Police, fire, ambulance"), "911", _("24 h")),)  # a trainee would ring it (P35)
    desks = (line for desk in home.desks("police") for line in _numbers(desk))
    minutes = home.setting("late-decide-again", _AGAIN)
    again = int(minutes) if minutes.isdigit() else int(_AGAIN)
    about = held.youth if held else youth
    return Opened(held, match_of(view, about) if about else None, (*real, *desks), again * clock.MINUTE)


def _numbers(desk: CountyDesk) -> Iterator[tuple[str, str, str]]:
    return ((desk.name, line.value, line.hours) for line in desk.lines if line.kind == "phone")


# -- who it may be


def sounds_like(desk: Desk, typed: str, age: int | None = None, but: str = "") -> tuple[Match, ...]:
    """Up to three youths of this store whose names fit; none where more do. but: a record that is not to be proposed."""
    found = lookup(desk, typed, _MOST + 2)
    if found.total > _MOST + bool(but):
        return ()
    matches = (match for line in found.lines if line.id != but and (match := desk.ask(match_of, line.id)) is not None)
    return tuple(match for match in matches if age is None or match.age is None or abs(match.age - age) <= 1)[:_MOST]


def match_of(view: View, youth: str) -> Match | None:
    """A youth as one is proposed; None where the record is not here."""
    record = youths.youth(view, youth)
    if record is None:
        return None
    born = record.standing.value.born if record.standing else None
    now = [each for own in youths.records_of(view, youth) for each in locate.episodes(view, own) if each.open]
    return Match(
        youth=record.id,
        initials=initials(record.names.value.chosen),
        age=age_on(date.fromisoformat(born), clock.day(view.now)) if born else None,
        place=record.placement.value.name if record.placement else "",
        missing_since=min((each.happened.agency_learned for each in now), default=None),
    )


# -- as typed so far


def draft(view: View) -> CallDraft | None:
    """The call that was begun and not started; one that a later version wrote otherwise, or that is old and empty, is none."""
    held = local.get(view.session.connection(), _DRAFT)
    if held is None:
        return None
    try:
        found = msgspec.json.decode(held, type=CallDraft)
    except msgspec.MsgspecError:
        return None
    return None if found.is_empty and view.now - found.opened_at > _EMPTY_FOR else found


def keep_draft(work: Work, typed: CallDraft) -> None:
    """Keep what is typed so far."""
    local.put(work.session.connection(), _DRAFT, msgspec.json.encode(typed))


def drop_draft(work: Work) -> None:
    """Throw it away."""
    local.drop(work.session.connection(), _DRAFT)


def start(work: Work, typed: CallDraft, *, waits: bool) -> tuple[str, str]:
    """Start the clock from what is typed, or decide to wait; the draft goes in the same commit. Returns (youth, episode)."""
    made = acts.begin(work, typed.call, typed.youth, typed.asked, typed.wait if waits else None, typed.happened)
    drop_draft(work)
    return made
