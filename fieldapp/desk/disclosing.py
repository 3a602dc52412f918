"""What the rules may require once a youth tells something: reports with limits and sources, for the disclosure card."""

from __future__ import annotations

from dataclasses import dataclass

from fieldapp.desk.rules import rules
from fieldapp.ledger.work import View
from fieldapp.policy.schema import Row
from fieldapp.text import _, language

_REPORTS = ("XR-5", "XR-1", "N-07", "XR-6")


@dataclass(frozen=True, slots=True)
class Report:
    """One report. limit: in words, "" where no source gives one · cite: law and how sure that is."""

    title: str
    limit: str
    cite: str


def reports(view: View) -> tuple[Report, ...]:
    """The rows of the rules that have no end, in the order in which they are thought of."""
    rows = {each.row.id: each.row for each in rules(view).rows}
    held = (rows[name] for name in _REPORTS if name in rows)
    return tuple(_report(row) for row in held if row.in_force is None or row.in_force.to is None)


def _report(row: Row) -> Report:
    title = (row.title.es if language() == "es" else row.title.en) if row.title else row.id
    cites = dict.fromkeys(f"{each.law} ({each.confidence})" for each in row.cite if each.law)
    return Report(title, _limit(row), next(iter(cites), ""))


def _limit(row: Row) -> str:
    """The limit of a row in words."""
    parts = []
    if row.within:
        parts.append(_("within {n}\u00a0h").format(n=row.within.strip("PTH")))
    if row.written_within:
        parts.append(_("in writing within {n}\u00a0h").format(n=row.written_within.strip("PTH")))
    return ", ".join(parts)
