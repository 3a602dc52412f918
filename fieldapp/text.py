"""Words: translation, clean forms, the folding that search forgives by, and how time is said."""

from __future__ import annotations

import gettext
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime
from functools import lru_cache

from fieldapp import clock, places

_catalog: list[gettext.NullTranslations] = [gettext.NullTranslations()]
"""The one catalogue of the process, as gettext itself has it."""
_spoken = ["en"]
DOMAIN = "fieldapp"
_of_a_paper: ContextVar[tuple[str, gettext.NullTranslations] | None] = ContextVar("of_a_paper", default=None)
"""The language of what is being made, where it is another than that of the screen; each thread has its own."""


def speak(wanted: str) -> None:
    """Take the catalogue of a language ("en", "es"); falls back to the English of the code."""
    _catalog[0] = _of(wanted)
    _spoken[0] = wanted


@contextmanager
def speaking(wanted: str) -> Iterator[None]:
    """Speak a language for as long as a paper is made, whatever the screen speaks meanwhile."""
    before = _of_a_paper.set((wanted, _of(wanted)))
    try:
        yield
    finally:
        _of_a_paper.reset(before)


@lru_cache(maxsize=4)
def _of(wanted: str) -> gettext.NullTranslations:
    return gettext.translation(DOMAIN, places.resource("text"), languages=[wanted], fallback=True)


def _now() -> gettext.NullTranslations:
    made = _of_a_paper.get()
    return made[1] if made else _catalog[0]


def language() -> str:
    """The language that is spoken: titles of rules and settings come in both."""
    made = _of_a_paper.get()
    return made[0] if made else _spoken[0]


def _(message: str) -> str:
    """Translate a text of the code."""
    return _now().gettext(message)


def ngettext(one: str, many: str, count: int) -> str:
    """Translate a text that counts; put the number in with `.format(n=count)`."""
    return _now().ngettext(one, many, count)


def clean(typed: str) -> str:
    """What a person typed, as it is stored: NFC, no NUL, no lone surrogates, no blank ends."""
    kept = "".join(c for c in typed if c != "\0" and not "\ud800" <= c <= "\udfff")
    return unicodedata.normalize("NFC", kept).strip()


def harmless(name: str) -> str:
    """A name that somebody else gave a file, as it can be shown: what is no letter, sign or blank (a new line, what turns letters
    round, bytes that are no text) is drawn as one that is not known.
    """
    return "".join(c if c.isprintable() else "\ufffd" for c in name).strip() or "\ufffd"


@lru_cache(maxsize=65_536)
def folded(word: str) -> str:
    """A word as search sees it: no accents, no case, letters and digits only."""
    low = word.casefold()
    bare = low if low.isascii() else unicodedata.normalize("NFKD", low)
    return bare if bare.isalnum() else "".join(c for c in bare if c.isalnum())


def words(line: str) -> tuple[str, ...]:
    """The folded words of a line, hyphens and apostrophes parting none of them in two."""
    parts = (folded(part) for part in line.replace("-", " ").split())
    return tuple(part for part in parts if part)


_UNDIVIDED = str.maketrans({"đ": "d", "Đ": "D", "ð": "d", "ł": "l", "Ł": "L", "ø": "o", "Ø": "O", "æ": "ae", "Æ": "AE", "ı": "i"})
"""Letters that Unicode does not part into a plain one and its mark."""


def plain_capitals(name: str) -> str:
    """A name in unaccented capitals, as NCIC takes it (P64)."""
    bare = unicodedata.normalize("NFKD", name.translate(_UNDIVIDED))
    return "".join(c for c in bare if not unicodedata.combining(c)).upper()


def initials(name: str) -> str:
    """First letters of the first and last word of a name, for lists that show no names (P66)."""
    parts = name.split()
    if not parts:
        return "?"
    picked = parts[0][:1] + (parts[-1][:1] if len(parts) > 1 else "")
    return picked.upper()


def span(milliseconds: int) -> str:
    """A length of time as read on the screen: "2 h 14 min", "3 d 4 h", never with seconds."""
    minutes = abs(milliseconds) // clock.MINUTE
    days, rest = divmod(minutes, 24 * 60)
    hours, mins = divmod(rest, 60)
    if days >= 2:
        return _("{d} d {h} h").format(d=days, h=hours) if hours else _("{d} d").format(d=days)
    hours += days * 24
    if hours:
        return _("{h} h {m:02d} min").format(h=hours, m=mins)
    return _("{m} min").format(m=mins)


def _short_day(at: datetime) -> str:
    return (_("Mon"), _("Tue"), _("Wed"), _("Thu"), _("Fri"), _("Sat"), _("Sun"))[at.weekday()]


def _day(at: datetime) -> str:
    days = (_("Monday"), _("Tuesday"), _("Wednesday"), _("Thursday"), _("Friday"), _("Saturday"), _("Sunday"))
    return days[at.weekday()]


def _short_month(at: datetime) -> str:
    first = (_("Jan"), _("Feb"), _("Mar"), _("Apr"), _("May"), _("Jun"))
    return (*first, _("Jul"), _("Aug"), _("Sep"), _("Oct"), _("Nov"), _("Dec"))[at.month - 1]


def _month(at: datetime) -> str:
    first = (_("January"), _("February"), _("March"), _("April"), _("May"), _("June"))
    return (*first, _("July"), _("August"), _("September"), _("October"), _("November"), _("December"))[at.month - 1]


def moment(instant: clock.Instant, zone: str = clock.HOME_ZONE) -> str:
    """An instant as read in a list: "Sat 22:34"."""
    here = clock.local(instant, zone)
    return f"{_short_day(here)} {here:%H:%M}"


_NEAR = 18 * clock.HOUR


def near(instant: clock.Instant, now: clock.Instant, zone: str = clock.HOME_ZONE) -> str:
    """A past instant as read at that time of the night: "22:34", with its day where that could be another's."""
    here = clock.local(instant, zone)
    if 0 <= now - instant < _NEAR:
        return f"{here:%H:%M}"
    return moment(instant, zone) if abs(now - instant) < 6 * clock.DAY else f"{here.day} {_short_month(here)} {here:%H:%M}"


def short_date(day: date, *, weekday: bool = False) -> str:
    """A day as read in a row: "19 Nov", with its weekday "Thu 19 Nov"."""
    at = datetime(day.year, day.month, day.day)  # noqa: DTZ001 - a day has no zone
    words = f"{day.day} {_short_month(at)}"
    return f"{_short_day(at)} {words}" if weekday else words


def full_date(day: date) -> str:
    """A day as read on a page: "15 Aug 2026"."""
    return f"{short_date(day)} {day.year}"


def long_moment(instant: clock.Instant, zone: str = clock.HOME_ZONE, *, seconds: bool = False) -> str:
    """An instant as read on a paper or a heading: "Sat 21 Nov 2026, 22:34 PST"."""
    here = clock.local(instant, zone)
    time = f"{here:%H:%M:%S}" if seconds else f"{here:%H:%M}"
    return f"{_short_day(here)} {here.day} {_short_month(here)} {here:%Y}, {time} {here:%Z}"


def long_day(instant: clock.Instant, zone: str = clock.HOME_ZONE) -> str:
    """A day as read on a heading: "Sunday 22 November 2026"."""
    here = clock.local(instant, zone)
    return _("{weekday} {day} {month} {year}").format(weekday=_day(here), day=here.day, month=_month(here), year=here.year)
