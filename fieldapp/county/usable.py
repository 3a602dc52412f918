"""Whether a county file can be gone by: its dates, its keys, counsel's choices and its rules, each fault in a sentence."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path, PureWindowsPath

from fieldapp.county.model import BackupPlan, County
from fieldapp.errors import CountyFileRefused, RulesRefused
from fieldapp.policy import layers
from fieldapp.text import _, full_date
from fieldapp.vault import sealing

MOST_BACKUPS = 365


def require_usable(county: County, today: date) -> None:
    """CountyFileRefused, with the first thing that is wrong, for a file that no store should begin to go by today."""
    for fault in _faults(county, today):
        raise CountyFileRefused(fault, _("Ask your county's administrator for the current file."))


def has_ended(county: County, today: date) -> bool:
    """Whether the day until which the file is good has passed; a store that goes by it works on, and says so."""
    ends = _day(county.expires_on)
    return ends is not None and ends < today


def _faults(county: County, today: date) -> Iterator[str]:
    yield from _faults_of_dates(county, today)
    if not sealing.is_public(_bytes(county.recovery_public)):
        yield _("The county file has no agency key that a store could be recovered with.")
    for each in county.settings:
        if each.choices and each.value not in each.choices:
            yield _("The county file makes a choice that it does not offer: {title}.").format(title=each.title_en)
        if bool(each.initials) != bool(each.initialed_on):
            yield _("The county file has initials without their day, or a day without initials: {title}.").format(
                title=each.title_en
            )
    yield from _faults_of_backups(county.backups)
    ids = [desk.id for desk in county.directory]
    if len(set(ids)) < len(ids):
        yield _("The county file's directory has one desk twice.")
    if county.overlay:
        try:
            layers.with_overlay(county.overlay.encode(), _("rules of {county}").format(county=county.county))
        except RulesRefused as error:
            yield _("The rules in the county file cannot be used: {fault}").format(fault=error.faults[0])


def _faults_of_backups(plan: BackupPlan) -> Iterator[str]:
    if plan.to and not (Path(plan.to).expanduser().is_absolute() or PureWindowsPath(plan.to).is_absolute()):
        yield _("The county file names a folder for backups that is not a whole path: {path}.").format(path=plan.to)
    if not 0 <= plan.keep <= MOST_BACKUPS:
        yield _("The county file keeps {n} backups; it can be 1 to {most}.").format(n=plan.keep, most=MOST_BACKUPS)


def _faults_of_dates(county: County, today: date) -> Iterator[str]:
    said = [county.expires_on, *county.days_off, *(each.initialed_on for each in county.settings)]
    for text in said:
        if text and _day(text) is None:
            yield _("The county file has a date that is none: {text}.").format(text=text)
    ends = _day(county.expires_on)
    if ends is not None and has_ended(county, today):
        yield _("The county file was good until {day}.").format(day=full_date(ends))


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _bytes(text: str) -> bytes:
    try:
        return bytes.fromhex(text)
    except ValueError:
        return b""
