"""Endings of an episode as they are read on a screen or a paper."""

from __future__ import annotations

from fieldapp.text import _


def ending_words(what: str) -> str:
    """An ending as it is read on a screen or paper; three of them are three events (P57)."""
    return {
        "located": _("Located"),
        "recovered": _("Recovered"),
        "returned": _("Returned"),
        "reported_in_error": _("Reported in error"),
        "back_before_any_call": _("Back before any call"),
        "hospital": _("In hospital"),
        "juvenile_hall": _("In juvenile hall"),
        "out_of_state": _("Out of state"),
        "adult_place_withheld": _("Found, an adult who wants the place withheld"),
        "jurisdiction_ended": _("Jurisdiction ended"),
        "died": _("Found dead"),
    }[what]


def moment_words(what: str) -> str:
    """Something on the timeline as it is read on a screen or paper."""
    return {
        "searched": _("Searched"),
        "phone_tried": _("Youth’s phone tried"),
        "sighted": _("Sighted"),
        "contact_from_youth": _("The youth was in touch"),
        "asked_footage": _("Asked: keep the camera footage"),
        "asked_report": _("Asked: send the incident report"),
        "note": _("Note"),
        "police_refused": _("Police refused a report"),
        "number_learned": _("Number learned"),
        "warrant_issued": _("Warrant issued"),
        "poster_allowed": _("Poster and photo allowed"),
    }.get(what, what)
