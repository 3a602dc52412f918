"""The police sheet: everything an officer needs for the report and the NCIC record, and the box to read when found (P14)."""

from __future__ import annotations

from fieldapp.report import sentences
from fieldapp.report.model import Line, Look, Run, Section
from fieldapp.report.told import Told
from fieldapp.text import _


def sections(told: Told) -> tuple[Section, ...]:
    """Head with photo, how the youth was last seen, health, the box, the law, and what is to come back.

    The box stands before the law so that it is on the first page however much is known.
    """
    return (_head(told), _seen(told), _health(told), _if_found(told), _law(told), _back(told))


def _head(told: Told) -> Section:
    name = told.line("legal_name") or told.line("chosen_name")
    lines = (
        *told.known("capitals", "chosen_name", "also_known_as"),
        *told.lines("birth_date"),
        *told.line("sex_code", _("Sex (NCIC)")),
        *told.joined(_("Race"), "race", "ethnicity"),
        *told.joined(_("Height, weight"), "height", "weight"),
        *told.joined(_("Hair, eyes"), "hair", "eyes"),
        *told.known("skin"),
    )
    return Section(look=Look.HEAD, lines=lines, photo=told.photo(), name=name[0] if name else None)


def _seen(told: Told) -> Section:
    return Section(
        lines=(
            *told.joined(_("Last seen"), "last_seen_at", "last_seen_place"),
            *told.lines("clothing", "last_seen_with", "marks", "phones"),
            *told.known("accounts", "belongings", "vehicle", "heading_to", "places", "companions", "minor_companions"),
            *told.lines("circumstances"),
        )
    )


def _health(told: Told) -> Section:
    """Medicine and dangers first, then the codes chosen for the record."""
    dangers = told.known("suicidality", "danger", "trafficking", "pregnancy", "cautions")
    codes = told.joined(_("NCIC record"), "person_type", "circumstance", "message_key")
    return Section(lines=(*told.line("medication"), *dangers, *told.known("language"), *codes, *told.known("earlier_episodes")))


def _law(told: Told) -> Section:
    """What is asked of the officer: law in our own words, each with its place."""
    listed = sentences.words().police_law
    return Section(
        title=_("Asked of you"),
        lines=tuple(Line("", law.law, said, runs=(Run(said),)) for law in listed for said in (law.say(told.language),)),
    )


def _if_found(told: Told) -> Section:
    call = (Line("", _("Call, 24 hours"), told.office["phone_24h"]),)
    known = told.known("release_never", "if_found_medicine", "interpreter")
    return Section(title=_("If found"), look=Look.BOX, lines=(*call, *told.lines("bring_to", "release_to"), *known))


def _back(told: Told) -> Section:
    slots = ("police_officer", "police_report", "ncic_number", "ncic_entered")
    return Section(title=_("Please say back to us"), look=Look.FILL_IN, lines=told.lines(*slots))
