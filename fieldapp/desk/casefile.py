"""One episode as its page shows it: the record, the lines, who may be called and by which number, what comes next."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from msgspec import structs

from fieldapp import clock
from fieldapp.agenda import queries as agenda
from fieldapp.agenda.model import Line
from fieldapp.agenda.progress import progress
from fieldapp.county.model import County
from fieldapp.desk import team
from fieldapp.desk.clocks import SetBack, set_back
from fieldapp.desk.county import county
from fieldapp.desk.desk import Desk, opens_youth
from fieldapp.desk.loose_ends import PREFIX
from fieldapp.desk.numbers import numbers_of
from fieldapp.desk.plans import RELATIONS
from fieldapp.desk.reaching import Whom, whom
from fieldapp.desk.reasons import Reason, open_why, reasons, title_of, why_words
from fieldapp.desk.recipients import BY_PHONE
from fieldapp.desk.timeline import Happening, timeline
from fieldapp.desk.youthfile import picture_of
from fieldapp.ledger.work import View
from fieldapp.locate import queries as locate
from fieldapp.locate.model import Episode
from fieldapp.policy.facts import age_on
from fieldapp.text import _, language, moment
from fieldapp.youth import queries as youths
from fieldapp.youth.model import Contact, Youth

_KEPT_CLOSED = frozenset({"cse", "identified", "suspected", "trafficking_suspected", "hhs_question", "source"})
"""Questions that stand on no open page: whoever looks over the shoulder must not read them (P26)."""
_AFTER = frozenset({"found", "returned"})
_TO_DO = frozenset({"open", "late", "unknown", "confirm"})


@dataclass(frozen=True, slots=True)
class Reach:
    """Whom a line tells, by name, and how: a number to dial or an address to write to; "" where none is known.

    ways: how they are written to, in a word or two · hours: when the number is answered · why: two plain words, "" where they
    would say too much · about: what the row is for, where a recipient has several that go on · nobody: the row is for somebody
    who was never entered · speaks: the language of a text for them.
    """

    name: str
    role: str
    phone: str
    email: str
    limit: str
    ways: str = ""
    hours: str = ""
    why: str = ""
    about: str = ""
    speaks: str = ""
    nobody: bool = False
    forbidden: str = ""
    reasons: tuple[Reason, ...] = ()


Pair = tuple[Line, Reach]


@dataclass(frozen=True, slots=True)
class Casefile:
    """Everything on the page of an episode. keep_telling: contact that goes on until the return · unknown: rows of which nobody
    knows whether they apply · reverse: who is told that the youth is found · loose_ends: what is taken back in writing ·
    limited: who must not be told, with the ground · next_line: the key of the row whose turn it is, "" where none is ·
    signed: persons by id, name and role, where the page is asked for whole · set_back: records that a wrong clock has dated.
    """

    youth: Youth
    episode: Episode
    age: int | None
    picture: bytes
    by_phone: tuple[Pair, ...]
    in_writing: tuple[Pair, ...]
    reverse: tuple[Pair, ...]
    keep_telling: tuple[Pair, ...]
    unknown: tuple[Pair, ...]
    steps: tuple[Pair, ...]
    loose_ends: tuple[Pair, ...]
    stopped: tuple[Pair, ...]
    limited: tuple[Contact, ...]
    numbers: tuple[tuple[str, str], ...]
    questions: tuple[tuple[str, str], ...]
    timeline: tuple[Happening, ...]
    next_line: str
    next_act: str
    call_back: str
    practice: bool
    signed: Mapping[str, tuple[str, str]]
    set_back: tuple[SetBack, ...]


def page_of(desk: Desk, youth: str, episode_id: str) -> Casefile | None:
    """The page of an episode, and who the persons are whose word stands on it."""
    case = desk.ask(casefile, youth, episode_id)
    return replace(case, signed=team.signed(desk)) if case else None


@opens_youth
def casefile(view: View, youth: str, episode_id: str) -> Casefile | None:
    """The page of an episode; None where there is none."""
    record = youths.youth(view, youth)
    episode = next((e for each in youths.records_of(view, youth) if (e := locate.episode(view, each, episode_id))), None)
    if record is None or episode is None:
        return None
    home = county(view)
    group = locate.group(view, episode.id)
    lines = agenda.lines(view, group)
    groups = _groups(_shown(home, record, lines, view.now), view.now, late=episode.late)
    next_line, next_act = _next(groups, episode, view.now)
    return Casefile(
        youth=record,
        episode=episode,
        age=_age(record, episode, view.now),
        picture=picture_of(view, record),
        **groups,
        limited=tuple(each.value for each in record.contacts.values() if each.value.tell == "do_not_tell"),
        numbers=numbers_of(episode, lines, view.now),
        questions=_questions(lines),
        timeline=timeline(episode, lines, record),
        next_line=next_line,
        next_act=next_act,
        call_back=home.letterhead.phone_24h,
        practice=home.practice,
        signed={},
        set_back=set_back(view, dict.fromkeys((episode.youth, *(each.youth for each in group)))),
    )


def _age(record: Youth, episode: Episode, now: clock.Instant) -> int | None:
    """By the day of birth; until that is entered as the caller said it."""
    born = record.standing.value.born if record.standing else None
    said = episode.call.age if episode.call else None
    return age_on(date.fromisoformat(born), clock.day(now)) if born else said


def _shown(home: County, record: Youth, lines: Iterable[Line], now: clock.Instant) -> list[Pair]:
    """Every line with whom it is about; a row of nobody in particular is left out once its persons have rows, if it was empty."""
    lines = list(lines)
    named = {(line.first.recipient, line.first.start) for line in lines if line.first.person and line.state != "stopped"}
    kept = [
        line
        for line in lines
        if line.state != "stopped" or line.made or line.first.person or (line.first.recipient, line.first.start) not in named
    ]
    return [(_veiled(_with_last_contact(line, kept)), _reach(home, record, line, now)) for line in kept]


def _veiled(line: Line) -> Line:
    """A line that stopped says on the open page only what anybody may read; its reasons hold the rest."""
    if line.state != "stopped":
        return line
    return replace(line, rules=tuple(structs.replace(row, stopped_why=open_why(row)) for row in line.rules))


def _with_last_contact(line: Line, lines: Iterable[Line]) -> Line:
    """Contact that goes on shows when it was last made, also by the report itself (DESIGN 5)."""
    if not line.first.ongoing or line.state == "stopped":
        return line
    same = [each for each in lines if each.first.recipient == line.first.recipient and each.first.start == line.first.start]
    made = sorted((made for each in same for made in each.made), key=lambda made: (made.proof.made_at, made.recorded_at))
    return replace(line, made=tuple(made))


def _groups(pairs: Sequence[Pair], now: clock.Instant, *, late: bool) -> dict[str, tuple[Pair, ...]]:
    """The lists of the page, each with what is to be done first at its top."""
    found: dict[str, list[Pair]] = {
        each: [] for each in ("by_phone", "in_writing", "reverse", "keep_telling", "unknown", "steps", "loose_ends", "stopped")
    }
    for pair in pairs:
        found[_list_of(pair[0], late=late)].append(pair)
    return {name: tuple(sorted(each, key=lambda pair: _turn(pair[0], now))) for name, each in found.items()}


def _list_of(line: Line, *, late: bool) -> str:
    first = line.first
    if line.state == "stopped":
        return "stopped"
    if first.rule.startswith(PREFIX):
        return "loose_ends"
    if first.applies == "unknown" and not line.made and (late or not _asked_anyway(line)):
        return "unknown"
    return _told_in(line) if first.recipient or first.one_of else "steps"


def _told_in(line: Line) -> str:
    first = line.first
    if first.start in _AFTER:
        return "reverse"
    if first.ongoing:
        return "keep_telling"
    return "by_phone" if {first.recipient, *first.one_of} & BY_PHONE else "in_writing"


def _asked_anyway(line: Line) -> bool:
    """Police and NCMEC are called also while it is not known whether they must be: the safer reading (locate.md 7.4, 3)."""
    return line.first.recipient in {"police", "ncmec"} and line.first.start == "agency_learned" and not line.first.ongoing


def _turn(line: Line, now: clock.Instant) -> int:
    """What was not begun, then what waits for a confirmation, then what is to be tried again, then what is done."""
    state = progress(line, now)
    again = line.made[-1].proof.try_again_at if line.made else None
    if state.tone in {"begun", "late"} and line.made:
        return 0 if again is not None and again <= now else 2
    return {"open": 0, "late": 0, "unknown": 0, "confirm": 1}.get(state.tone, 3)


def _next(groups: dict[str, tuple[Pair, ...]], episode: Episode, now: clock.Instant) -> tuple[str, str]:
    """(key, words) of what comes next."""
    if episode.late and episode.waiting:
        return "", _("Decide again {when}").format(when=moment(episode.waiting.decide_again_at))
    for name in ("reverse", "by_phone", "in_writing", "steps", "loose_ends"):
        for line, reach in groups[name]:
            tone = progress(line, now).tone
            if tone in (_TO_DO - {"confirm"} if groups["reverse"] else _TO_DO) and not (line.made and _turn(line, now) == 2):
                return line.key, _act_words(name, line, reach, now)
    for line, reach in (*groups["by_phone"], *groups["in_writing"], *groups["reverse"]):
        again = line.made[-1].proof.try_again_at if line.made else None
        if line.state == "begun" and again is not None:
            return line.key, _("Call {who} again, {when}").format(who=reach.name, when=moment(again))
    return "", _("Nothing is open")


def _act_words(group: str, line: Line, reach: Reach, now: clock.Instant) -> str:
    if group in {"steps", "loose_ends"}:
        return title_of(line.first)
    if progress(line, now).tone == "confirm":
        return _("Confirm with {who}").format(who=reach.name)
    called = bool({line.first.recipient, *line.first.one_of} & BY_PHONE)
    return (_("Call {who}, now") if called else _("Write to {who}")).format(who=reach.name)


def _reach(home: County, record: Youth, line: Line, now: clock.Instant) -> Reach:
    """Whom a line is about, as its row shows it."""
    if not line.first.recipient and not line.first.one_of:
        return Reach(title_of(line.first), "", "", "", "", reasons=reasons(home, line), why=why_words(record, line.rules))
    to = whom(home, record, line, now)
    phones, mails = to.by("phone"), to.by("email")
    written = [words for kind, words in (("email", _("e-mail")), ("fax", _("fax"))) if to.by(kind)]
    return Reach(
        name=to.name,
        role=_role(line, to),
        phone=phones[0].value if phones else "",
        email=mails[0].value if mails else "",
        limit=to.limit or (open_why(line.first) if line.state == "stopped" else ""),
        ways=", ".join(written) or (phones[0].value if phones else ""),
        hours=_hours(to, now),
        why=why_words(record, line.rules),
        about=title_of(line.first) if line.first.ongoing else "",
        speaks=to.spoken,
        nobody=not to.person and not to.ways and line.first.recipient in RELATIONS,
        forbidden=to.forbidden,
        reasons=reasons(home, line),
    )


def _role(line: Line, to: Whom) -> str:
    """Who they are; once somebody there took it, their name."""
    spoke = next((made.proof.to_whom for made in reversed(line.made) if made.proof.to_whom), "")
    return spoke or to.role


def _hours(to: Whom, now: clock.Instant) -> str:
    way = next(iter(to.by("phone")), None)
    if way is None or to.person:
        return ""
    if way.hours.strip().lower() in {"24 h", "24h", "24/7"}:
        return _("24-hour line")
    if way.opens_at is not None and way.opens_at > now:
        return _("closed, opens {when}").format(when=moment(way.opens_at))
    return way.hours


def _questions(lines: list[Line]) -> tuple[tuple[str, str], ...]:
    """What to find out, so that no row is left at "unknown": (key, question)."""
    asked = (
        ask for line in lines for row in line.rules if row.applies == "unknown" for ask in row.ask if ask.key not in _KEPT_CLOSED
    )
    spanish = language() == "es"
    return tuple({ask.key: (ask.key, ask.es if spanish else ask.en) for ask in asked}.values())
