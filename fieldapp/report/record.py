"""Papers for the record: what is keyed into CWS/CMS, in the order of its grid, and what happened, in order of time."""

from __future__ import annotations

from fieldapp import text
from fieldapp.report import dates
from fieldapp.report.facts import Event, StatusRow
from fieldapp.report.model import Section, Table
from fieldapp.report.told import Told
from fieldapp.text import _

STATUS_FIELD = "cse_status"


def cws_cms(told: Told) -> tuple[Section, ...]:
    """The rows of the CSEC grid: label, id, start, end, and where the entry is ticked off (domain: IDENTIFY 5.2)."""
    head = (_("Type, as on the screen"), _("System id"), _("CSEC start date"), _("CSEC end date"), _("Entered on, by"))
    rows = tuple(_status(row, told.language) for row in told.status_rows)
    grid = (Section(table=Table((STATUS_FIELD,), head, rows, (34, 12, 18, 18, 18))),) if rows else ()
    unsure = any(not row.id_sure for row in told.status_rows)
    note = (_("An id with a question mark was not read at its source: go by the label."),) if unsure else ()
    order = _("Key one row a type a save, in this order, then write the day and your initials beside it.")
    return (Section(lines=told.lines("client_id", "legal_name", "birth_date")), *grid, Section(prose=(order, *note)))


def _status(row: StatusRow, language: str) -> tuple[str, ...]:
    number = row.system_id if row.id_sure else f"{row.system_id}?"
    entered = ", ".join(part for part in (dates.day(row.entered_on, language), row.entered_by) if part)
    return (row.label, number, dates.day(row.start, language), dates.day(row.end, language), entered)


def chronology(told: Told) -> tuple[Section, ...]:
    """The episode in order: the instants that count, then every contact, attempt and number."""
    frame = Section(
        lines=(
            *(told.line("legal_name") or told.line("chosen_name") or told.line("initials")),
            *told.lines("court_number", "last_seen_at", "agency_learned"),
            *told.known("police_report", "ncic_number", "ncmec_number", "found", "returned"),
        )
    )
    if not told.events:
        return (frame,)
    head = (_("When"), _("After we learned"), _("What"), _("Who"), _("How"), _("Number"))
    rows = tuple(_event(one, told) for one in sorted(told.events, key=lambda one: one.at))
    fields = tuple(
        dict.fromkeys(row for one in told.events for row in (one.field, *one.needs, one.who_field if one.who else "") if row)
    )
    return (frame, Section(table=Table(fields, head, rows, (21, 13, 28, 18, 8, 12))))


def _event(one: Event, told: Told) -> tuple[str, ...]:
    after = text.span(one.at - told.learned) if told.learned is not None and one.at >= told.learned else ""
    when = dates.brief(one.at, told.language, told.zone).replace(", ", "\n")
    return (when, after, one.what, one.who, one.channel, one.number)
