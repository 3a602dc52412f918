"""Outcomes as they are read on a screen or a paper."""

from __future__ import annotations

from fieldapp.text import _


def outcome_words(outcome: str) -> str:
    """An outcome as it is read on a screen or paper."""
    return {
        "told": _("told"),
        "called": _("called"),
        "report_taken": _("report taken"),
        "entry_confirmed": _("NCIC entry confirmed by voice"),
        "number_withheld": _("number withheld by the agency"),
        "number_pending": _("report taken, number pending"),
        "message_left": _("message left"),
        "no_answer": _("no answer"),
        "sheriff_told": _("tribe has no police, sheriff told"),
        "refused": _("attempted, refused"),
        "sent": _("sent in writing"),
        "done_by_other": _("done by someone else"),
        "not_required": _("not required"),
        "done": _("done"),
        "not_tonight": _("not tonight"),
    }[outcome]
