"""Until when somebody, this laptop or an office key counts: as words, and as a chip where that ends soon or has ended."""

from __future__ import annotations

from fieldapp import clock
from fieldapp.desk.enrolled import Term
from fieldapp.text import _, full_date
from ui.widgets.cards import Chip
from ui.widgets.text import Part, Said


def term_words(term: Term) -> str:
    """Until when; "" where that has no end."""
    if not term.until:
        return ""
    on = full_date(clock.day(term.until))
    return _("ended on {day}").format(day=on) if term.state == "ended" else _("good until {day}").format(day=on)


def term_chip(term: Term) -> Chip:
    """That it ends soon, or has ended."""
    icon, ink = ("circle-alert", "red") if term.state == "ended" else ("hourglass", "amber")
    return Chip(term_words(term), ink, icon)


def own_term(term: Term | None) -> list[Part]:
    """What the person at this laptop is told of their own."""
    if term is None or not term.until:
        return []
    if term.state == "ended":
        more = _("Go on working: everything is kept and can be sent, and counts for others once your supervisor renews it.")
        return [term_chip(term), Said(more, "small", "muted", wraps=True)]
    return [term_chip(term)] if term.state else [Said(_("Enrolled, {until}").format(until=term_words(term)), "small", "muted")]


def key_line(key: Term) -> list[Part]:
    """That the office key ends soon, or has ended."""
    if not key.state:
        return []
    on, over = full_date(clock.day(key.until)), key.state == "ended"
    told = _("The office key of this store ended on {day}.") if over else _("The office key of this store is good until {day}.")
    words = told.format(day=on) + " " + _("Your agency's administrator has the next.")
    return [Said(words, "small", "red" if over else "amber", wraps=True)]
