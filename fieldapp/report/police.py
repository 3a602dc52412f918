"""The police sheet: everything an officer needs for the report and the NCIC record, and the box to read when found (P14)."""

from __future__ import annotations

from dataclasses import replace

from fieldapp.report import sentences
from fieldapp.report.model import Line, Look, Run, Section
from fieldapp.report.told import Told
from fieldapp.text import _


def sections(told: Told) -> tuple[Section, ...]:
    """Head with photo, how the youth was last seen, dangers, the box, the law, and what is to come back.

    The box stands before the law so that it is on the first page however much is known.
    """
    return (_head(told), _seen(told), _dangers(told), _if_found(told), _law(told), _back(told))


def card(told: Told) -> tuple[Section, ...]:
    """What an officer photographs from the screen: photo, description, clothing, and the number that is answered (P13)."""
    seen = (*told.joined(_("Last seen"), "last_seen_at", "last_seen_place"), *told.lines("clothing"), *told.known("marks"))
    call = (Line("", _("Call, 24 hours"), told.office["phone_24h"]),)
    return (_head(told), Section(lines=_if_any(seen)), Section(title=_("If found"), look=Look.BOX, lines=call))


def _head(told: Told) -> Section:
    lines = (
        *told.known("chosen_name", "also_known_as"),
        *told.lines("birth_date"),
        *told.line("sex_code", _("Sex (NCIC)")),
        *told.joined(_("Race"), "race", "ethnicity"),
        *told.joined(_("Height, weight"), "height", "weight"),
        *told.joined(_("Hair, eyes"), "hair", "eyes"),
        *told.known("skin"),
        *told.photo_day(),
    )
    return Section(look=Look.HEAD, lines=lines, photo=told.photo(), name=_name(told))


def _name(told: Told) -> Line | None:
    """The legal name with its plain capitals for NCIC beside it (P22, P64)."""
    name = next(iter(told.line("legal_name") or told.line("chosen_name")), None)
    plain = told.values.get("capitals")
    return replace(name, words=plain.value) if name and plain else name


def _seen(told: Told) -> Section:
    """How the youth was last seen; blanks only where an officer would ask."""
    return Section(
        lines=(
            *told.joined(_("Last seen"), "last_seen_at", "last_seen_place"),
            *told.lines("clothing", "last_seen_with", "marks"),
            *told.joined(_("Phone, accounts"), "phones", "accounts"),
            *told.known("belongings", "vehicle"),
            *_if_any(told.joined(_("May go to"), "heading_to", "places")),
            *_if_any(told.joined(_("Knows"), "companions", "minor_companions")),
            *told.known("concerns"),
            *told.lines("circumstances"),
        )
    )


def _if_any(lines: tuple[Line, ...]) -> tuple[Line, ...]:
    return tuple(line for line in lines if line.value)


def _dangers(told: Told) -> Section:
    """Dangers first, then the codes chosen for the record; the medicine stands in the box."""
    dangers = told.known("suicidality", "danger", "trafficking", "pregnancy", "cautions")
    codes = told.joined(_("NCIC record"), "person_type", "circumstance", "message_key")
    return Section(lines=(*dangers, *told.known("language"), *codes, *told.known("earlier_episodes")))


def _if_found(told: Told) -> Section:
    call = (Line("", _("Call, 24 hours"), told.office["phone_24h"]),)
    never = _if_any(told.joined(_("Never to"), "release_never", "concern_names"))
    lines = (*call, *told.lines("bring_to", "release_to"), *never, *told.line("if_found_medicine"), *told.known("interpreter"))
    return Section(title=_("If found"), look=Look.BOX, lines=lines)


def _law(told: Told) -> Section:
    """What is asked of the officer: law in our own words, each with its place, in small print."""
    listed = sentences.words().police_law
    lines = tuple(Line("", law.law, said, runs=(Run(said),)) for law in listed for said in (law.say(told.language),))
    return Section(title=_("Asked of you"), look=Look.SMALL, lines=lines)


def _back(told: Told) -> Section:
    slots = ("police_officer", "police_report", "ncic_number", "ncic_entered")
    return Section(title=_("Please say back to us"), look=Look.FILL_IN, lines=told.lines(*slots))
