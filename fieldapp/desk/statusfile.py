"""The restricted notes of one youth as their page shows them: the status, its rows in the order of the grid, what to enter."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

import msgspec

from fieldapp import clock
from fieldapp.desk.access import Access
from fieldapp.desk.desk import Desk
from fieldapp.desk.nextsteps import names
from fieldapp.desk.rules import rules
from fieldapp.desk.sections import day_words
from fieldapp.document import acts, queries
from fieldapp.document.flow import Absence
from fieldapp.document.model import Cse, RowHeld, RowStated, Status, StatusStated, kind_of
from fieldapp.identify.queries import screenings
from fieldapp.ledger.work import View, Work
from fieldapp.locate import queries as locate
from fieldapp.policy.facts import age_on
from fieldapp.text import _, initials, language, moment
from fieldapp.youth import acts as youth_acts
from fieldapp.youth import queries as youths
from fieldapp.youth.model import Standing
from fieldapp.youth.queries import born_of

_OF_AGE = 18


@dataclass(frozen=True, slots=True)
class Said:
    """One statement in words. words: what it says · by: who and when, with the reason."""

    entry: bytes
    words: str
    by: str


@dataclass(frozen=True, slots=True)
class RowView:
    """One row. id_words: the system id, with a question mark where it was inferred · entered: "" where it is not yet ·
    twice: statements made at the same time · earlier: what was stated before.
    """

    held: RowHeld
    label: str
    id_words: str
    id_sure: bool
    start: str
    end: str
    basis: str
    by: str
    entered: str
    twice: tuple[Said, ...]
    earlier: tuple[Said, ...]


@dataclass(frozen=True, slots=True)
class StatusFile:
    """The whole page.

    word: the status in words, "" where nobody has stated any · twice: statuses stated at the same time · to_key: what must be
    entered in CWS/CMS, each with its record · fault: why there is no sheet yet, "" where there is one · asks: the rules' own
    questions by their key · hhs: whether the HHS question comes up.
    """

    youth: str
    initials: str
    born: str | None
    status: Status | None
    word: str
    by: str
    twice: tuple[Said, ...]
    earlier: tuple[Said, ...]
    rows: tuple[RowView, ...]
    to_key: tuple[tuple[str, bytes], ...]
    to_key_rows: int
    fault: str
    absences: tuple[Absence, ...]
    screening: str
    today: str
    asks: Mapping[str, str]
    hhs: bool | None
    minor: bool


def open_file(desk: Desk, youth: str) -> StatusFile | None:
    """Open the notes: writes that somebody looked, before anything is shown."""
    desk.note_access(Access(what="looked_restricted", about=youth))
    return again(desk, youth)


def again(desk: Desk, youth: str) -> StatusFile | None:
    """The same once more while they are open."""
    who = names(desk)
    return desk.ask(_file, youth, who)


def cse_words(cse: Cse) -> str:
    """The status as those read it who may."""
    return {"none": _("No concern stated"), "at_risk": _("At risk"), "victim": _("Identified")}[cse]


def _file(view: View, youth: str, who: dict[str, str]) -> StatusFile | None:
    record = youths.youth(view, youth)
    if record is None:
        return None
    stated, history, grid = queries.status(view, youth), queries.history(view, youth), queries.grid(view, youth)
    now = (stated, *stated.others) if stated else ()
    counting = {each.entry for each in now}
    faults = acts.sheet_faults(view, youth)
    rows = [row for row in grid if row.to_key]
    return StatusFile(
        youth=record.id,
        initials=initials(record.names.value.chosen),
        born=born_of(view, youth),
        status=stated.value if stated else None,
        word=cse_words(stated.value.cse) if stated else "",
        by=_by(stated.by, stated.at, stated.reason, who) if stated else "",
        twice=tuple(_status_said(each, who) for each in now) if len(now) > 1 else (),
        earlier=tuple(_status_said(each, who) for each in history if each.entry not in counting),
        rows=tuple(_row(each, who) for each in grid),
        to_key=tuple(queries.to_key(view, youth)),
        to_key_rows=len(rows),
        fault=faults[0].words if faults else "",
        absences=tuple(_absences(view, record.id)),
        screening=_last_screening(view, record.id),
        today=clock.day(view.now).isoformat(),
        asks={key: _question(view, key) for key in ("suspected", "trafficking_suspected", "hhs_question")},
        hhs=record.standing.value.hhs_question if record.standing else None,
        minor=_is_minor(born_of(view, youth), clock.day(view.now)),
    )


def _question(view: View, key: str) -> str:
    words = rules(view).questions[key]
    return words.es if language() == "es" else words.en


def _is_minor(born: str | None, today: date) -> bool:
    """Somebody of whom no birth date is known may be one."""
    return born is None or age_on(date.fromisoformat(born), today) < _OF_AGE


def save(work: Work, youth: str, value: Status, reason: str, *, hhs: bool | None) -> bytes:
    """State the status with its rows and, where it was answered anew, whether the HHS question comes up; in one commit."""
    record = youths.youth(work, youth)
    standing = record.standing.value if record and record.standing else Standing()
    made = acts.say_status(work, youth, value, reason)
    if standing.hhs_question != hhs:
        youth_acts.say_standing(work, youth, msgspec.structs.replace(standing, hhs_question=hhs))
    return made


def _by(person: str, at: int, reason: str, who: dict[str, str]) -> str:
    said = f"{who.get(person, '?')}, {moment(at)}"
    return f"{said}: {reason}" if reason else said


def _status_said(each: StatusStated, who: dict[str, str]) -> Said:
    value = each.value
    believed = _("believed since {when}").format(when=moment(value.identified_at)) if value.identified_at else ""
    words = " · ".join(part for part in (cse_words(value.cse), believed, value.basis) if part)
    return Said(each.entry, words, _by(each.by, each.at, each.reason, who))


def _row(held: RowHeld, who: dict[str, str]) -> RowView:
    first, kind = held.first, kind_of(held.first.value)
    entered = ""
    if first.entered is not None:
        entered = _("entered {day}, {who}").format(day=day_words(first.entered.day), who=first.entered.by)
    return RowView(
        held=held,
        label=kind.label,
        id_words=str(kind.system_id) if kind.id_seen else f"{kind.system_id}?",
        id_sure=kind.id_seen,
        start=day_words(first.value.start) if first.value.start else "",
        end=day_words(first.value.end) if first.value.end else "",
        basis=first.value.basis,
        by=_by(first.by, first.at, first.reason, who),
        entered=entered,
        twice=tuple(_row_said(each, who) for each in held.now) if len(held.now) > 1 else (),
        earlier=tuple(_row_said(each, who) for each in held.earlier),
    )


def _row_said(each: RowStated, who: dict[str, str]) -> Said:
    days = " – ".join(day_words(day) if day else "…" for day in (each.value.start, each.value.end))
    words = _("withdrawn") if each.withdrawn else " · ".join(part for part in (days, each.value.basis) if part)
    return Said(each.entry, words, _by(each.by, each.at, each.reason, who))


def _absences(view: View, youth: str) -> Iterator[Absence]:
    for record in youths.records_of(view, youth):
        for episode in locate.episodes(view, record):
            seen = episode.happened.last_seen.at or episode.happened.agency_learned
            back = episode.at("returned")
            yield Absence(clock.day(seen), clock.day(back) if back is not None else None)


def _last_screening(view: View, youth: str) -> str:
    """The last finished screening, in words; "" for none."""
    found = [each for record in youths.records_of(view, youth) for each in screenings(view, record)]
    if not found:
        return ""
    last = max(found, key=lambda each: each.finished_at)
    bands = _(" or ").join(band.title.said(language()) for band in last.result.bands)
    return _("Last screening, {when}: {result}").format(when=moment(last.finished_at), result=bands or _("no result of its own"))
