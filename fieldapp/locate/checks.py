"""Times and ages that cannot be, said before anything of them is written."""

from __future__ import annotations

from fieldapp import clock
from fieldapp.errors import BadInput
from fieldapp.locate.model import Call, Happened
from fieldapp.text import _, clean

_OLDEST = 21
"""Nobody of this age is in care any more, so a time before that lies before every youth's birth."""
_YEAR = 366 * clock.DAY


def check_call(call: Call, now: int, *, named: bool) -> None:
    """Refuse a call that cannot be. named: whose record it goes to is known already.

    The earliest receipt counts: it may be put before the call, with who knew, and never after it (P2).
    """
    if not named and not clean(call.youth_name):
        raise BadInput("youth_name", _("Who is gone?"), _("Type the name as the caller says it; the record can be joined later."))
    if call.age is not None and not 0 <= call.age < _OLDEST + 4:
        raise BadInput("age", _("This age cannot be."), _("Type whole years, or leave it empty."))
    check_instant("came_at", _("The agency learned"), call.came_at, now)
    _check_birth("came_at", _("The agency learned"), call.came_at, now, age=call.age)
    if call.taken_at is None:
        return
    if call.came_at > call.taken_at + clock.MINUTE:
        raise BadInput("came_at", _("This is later than the call itself."), _("Take the call's time, or an earlier one."))
    if call.came_at // clock.MINUTE < call.taken_at // clock.MINUTE and not clean(call.knew_earlier):
        raise BadInput(
            "knew_earlier", _("Who of the agency knew before this call?"), _("Type who, or go back to the time of the call.")
        )


def check_known(happened: Happened, now: int, *, born: str | None = None, age: int | None = None) -> None:
    """Refuse times that lie in the future, before the youth's birth, or in an order that cannot be.

    born: ISO date, where the record has it · age: as the caller says, where it has not.
    """
    seen = happened.last_seen.at
    learned = {
        "noticed": (_("Noticed"), happened.caregiver_learned),
        "agency_learned": (_("The agency learned"), happened.agency_learned),
    }
    others = {
        "due_back": (_("Due back"), happened.checklist.due_back),
        "last_seen": (_("Last seen"), seen),
        "police_at": (_("Police told"), happened.checklist.police_at),
    }
    for field, (words, instant) in (learned | others).items():
        if instant is not None:
            check_instant(field, words, instant, now)
            _check_birth(field, words, instant, now, born=born, age=age)
    if seen is not None and any(each is not None and seen > each for _words, each in learned.values()):
        raise BadInput(
            "last_seen",
            _("Last seen cannot be later than when somebody learned of it."),
            _("A sighting is noted on the timeline; it never moves last seen."),
        )


def check_instant(field: str, words: str, instant: int, now: int) -> None:
    """Refuse a time that has not come yet."""
    if instant > now + clock.MINUTE:
        raise BadInput(field, _("The time “{what}” lies in the future.").format(what=words), _("Check day and hour."))


def _check_birth(field: str, words: str, instant: int, now: int, *, born: str | None = None, age: int | None = None) -> None:
    early = clock.day(instant).isoformat() < born if born else instant < now - (_OLDEST if age is None else age + 1) * _YEAR
    if early:
        raise BadInput(field, _("The time “{what}” lies before the youth's birth.").format(what=words), _("Check the year."))
