"""The two papers for NCMEC: what to say in the call, in order, and the worksheet with every field of the report."""

from __future__ import annotations

from fieldapp.report import sentences
from fieldapp.report.model import Line, Look, Section
from fieldapp.report.told import Told
from fieldapp.text import _

HOTLINE = "1-800-843-5678"
"""NCMEC's 24-hour line, 1-800-THE-LOST (https://cmfc.missingkids.org/FAQ)."""

PRACTICE_LINE = "555-0100"
"""What stands on a practice paper instead: a trainee must never ring NCMEC (P35)."""


def script(told: Told) -> tuple[Section, ...]:
    """The call, line by line; blanks where something is not known; the numbers that must come back."""
    said = tuple(line for one in sentences.calls().script("ncmec") for line in sentences.line(one, told))
    return (
        Section(lines=(Line("", _("Call, 24 hours"), told.office["ncmec_line"]),)),
        Section(title=_("Say"), look=Look.SAY, lines=said),
        _back(told),
    )


def worksheet(told: Told) -> tuple[Section, ...]:
    """Every field of the report (domain: LOCATE 4B), known or blank, for the web form or a second call."""
    return (_youth(told), _missing(told), _who_reports(told), _danger(told), _asks(), _back(told))


def _youth(told: Told) -> Section:
    name = told.line("legal_name")
    lines = (
        *told.known("chosen_name", "also_known_as"),
        *told.lines("birth_date"),
        *told.line("sex_code", _("Sex (NCIC)")),
        *told.joined(_("Race"), "race", "ethnicity"),
        *told.joined(_("Height, weight"), "height", "weight"),
        *told.joined(_("Hair, eyes"), "hair", "eyes"),
    )
    return Section(look=Look.HEAD, lines=lines, photo=told.photo(), name=name[0] if name else None)


def _missing(told: Told) -> Section:
    return Section(
        title=_("How the youth went missing"),
        lines=(
            *told.joined(_("Last seen"), "last_seen_at", "last_seen_place"),
            *told.lines("agency_learned", "circumstances", "last_seen_with", "heading_to", "clothing", "marks", "vehicle"),
            *told.known("phones", "accounts", "minor_companions"),
            *told.lines("earlier_episodes"),
        ),
    )


def _who_reports(told: Told) -> Section:
    office = (
        Line("", _("Guardian: agency"), told.office["office"]),
        Line("", _("Call back, 24 hours"), told.office["phone_24h"]),
        Line("", _("Worker"), told.office["worker"]),
        Line("", _("Supervisor"), told.office["supervisor"]),
    )
    police = (*told.lines("police_agency", "police_officer", "police_report", "ncic_number"),)
    return Section(title=_("Who reports, and police"), lines=(*office, *police))


def _danger(told: Told) -> Section:
    slots = ("medication", "suicidality", "trafficking", "pregnancy", "danger")
    return Section(title=_("Health and danger"), lines=told.lines(*slots))


def _asks() -> Section:
    return Section(
        title=_("Ask NCMEC"),
        checklist=(
            _("Not to say that the youth is in foster care."),
            _("To wait with a poster until the NCIC record stands and the person named below has decided."),
            _("When to call again, and with what."),
        ),
    )


def _back(told: Told) -> Section:
    numbers = told.lines("ncmec_number", "ncmec_person")
    blanks = (Line("", _("Call again"), ""), *told.lines("poster_decision"))
    return Section(title=_("Comes back"), look=Look.FILL_IN, lines=(*numbers, *blanks))
