"""The county file as the settings page shows it: who signed it, what it fills, what is still empty, and counsel's choices."""

from __future__ import annotations

from dataclasses import dataclass

from fieldapp.clock import day
from fieldapp.county.usable import has_ended
from fieldapp.desk.county import county
from fieldapp.desk.rules import rules
from fieldapp.ledger.work import View
from fieldapp.policy import layers
from fieldapp.policy.loading import Placed


@dataclass(frozen=True, slots=True)
class Slot:
    """A place in the rules that nobody had read: its title, and either who fills it or the source to open."""

    id: str
    title_en: str
    title_es: str
    filled_by: str
    source: str


@dataclass(frozen=True, slots=True)
class Choice:
    """An interpretation choice (P47), with counsel's initials and their day, "" where counsel has not looked at it."""

    title_en: str
    title_es: str
    value: str
    initials: str
    initialed_on: str


@dataclass(frozen=True, slots=True)
class CountyShown:
    """ended: the day until which the file is good has passed · signed_by: the agency's key in short · rules: the version of the
    rules in force · desks: rows of the directory.
    """

    county: str
    agency: str
    office: str
    version: int
    expires_on: str
    ended: bool
    practice: bool
    signed_by: str
    rules: str
    desks: int
    after_hours: int
    choices: tuple[Choice, ...]
    filled: tuple[Slot, ...]
    empty: tuple[Slot, ...]


def shown(view: View) -> CountyShown:
    """Everything that the page says of the county."""
    home, here = county(view), rules(view)
    still = [each for each in here.rows if each.kind == "slot"]
    ids = {each.row.id for each in still}
    by_id = {each.row.id: each for each in here.rows}
    filled = [
        _slot(by_id.get(each.row.id, each), by_id[each.row.id].file.removesuffix(".toml") if each.row.id in by_id else "")
        for each in layers.shipped().rows
        if each.kind == "slot" and each.row.id not in ids
    ]
    return CountyShown(
        county=home.county,
        agency=home.letterhead.agency,
        office=home.letterhead.office,
        version=home.version,
        expires_on=home.expires_on,
        ended=has_ended(home, day(view.now)),
        practice=home.practice,
        signed_by=home.signed_by,
        rules=here.version,
        desks=len(home.directory),
        after_hours=sum(any(line.after_hours for line in desk.lines) for desk in home.directory),
        choices=tuple(Choice(e.title_en, e.title_es, e.value, e.initials, e.initialed_on) for e in home.settings),
        filled=tuple(filled),
        empty=tuple(_slot(each, "") for each in still),
    )


def _slot(placed: Placed, filled_by: str) -> Slot:
    title = placed.row.title
    return Slot(
        id=placed.row.id,
        title_en=title.en if title else placed.row.id,
        title_es=title.es if title else placed.row.id,
        filled_by=filled_by,
        source=placed.row.source or "",
    )
