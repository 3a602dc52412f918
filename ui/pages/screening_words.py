"""Words of the screening pages: where information comes from, why something is not known, and the letters for it."""

from __future__ import annotations

from datetime import date

from fieldapp import clock
from fieldapp.desk.screeningfile import Rating as Page
from fieldapp.desk.window import Instrument, Item, why_unknown
from fieldapp.identify.model import Rating, Reason, SourceKind, Text
from fieldapp.text import _, language, short_date

UNKNOWN, DECLINED, NOT_ASKED, NO_MATTER = "U", "D", "A", "X"
"""Keys of the four answers that are no answer to the question."""
WORDS = "words"
"""Stands for the answer of an item that is answered in words."""
REASONS: dict[str, Reason] = {
    UNKNOWN: "doesnt_know",
    DECLINED: "declined",
    NOT_ASKED: "not_asked",
    NO_MATTER: "does_not_apply",
}
MARKS: dict[Reason, str] = {
    "doesnt_know": UNKNOWN,
    "declined": DECLINED,
    "not_asked": NOT_ASKED,
    "not_collected": NOT_ASKED,
    "does_not_apply": NO_MATTER,
    "sources_differ": "≠",
}


def source_words(kind: SourceKind) -> str:
    """A kind of source, as the head of what it says."""
    return dict(sources())[kind]


def sources() -> tuple[tuple[SourceKind, str], ...]:
    """Where information comes from."""
    return (
        ("youth_said", _("Youth said")),
        ("observed", _("Observed")),
        ("record", _("Record")),
        ("caregiver", _("Caregiver")),
        ("collateral", _("School, agency")),
        ("other", _("Other")),
    )


def reason_words(reason: Reason) -> str:
    """Why there is no answer."""
    words: dict[Reason, str] = {
        "not_asked": _("not asked"),
        "declined": _("declined"),
        "doesnt_know": _("unknown"),
        "not_collected": _("not asked"),
        "does_not_apply": _("does not apply"),
        "sources_differ": _("sources differ, not rated"),
    }
    return words[reason]


def said(text: Text | None, otherwise: str = "") -> str:
    """A text of a form in the language of the window."""
    return text.said(language()) if text else otherwise


def item_words(item: Item) -> str:
    """An item's text, or its name where its licence carries none."""
    return said(item.text, item.name or item.id)


def answer_words(item: Item, code: str) -> str:
    """An answer in the form's own words."""
    option = item.option(code)
    return said(option.display, code) if option else code


def rates_words(item: Item, code: str) -> str:
    """What a source rates, as short as it can be said."""
    why = item.reason(code)
    if why is not None:
        return reason_words(why)
    return code if has_digits(item) else answer_words(item, code)


def rating_words(item: Item, rating: Rating) -> str:
    """A rating as a screen reader says it, and a review shows it."""
    why = why_unknown(item, rating)
    if why is not None:
        return reason_words(why)
    if not rating.code:
        return _("not rated")
    words = answer_words(item, rating.code)
    return f"{rating.code}, {words}" if item.options and has_digits(item) else words


def has_digits(item: Item) -> bool:
    """Whether its answers are points on a scale, shown as digits."""
    return any(each.weight is not None for each in item.options)


def day_of(iso: str, *, weekday: bool = False) -> str:
    """A day of a source."""
    try:
        return short_date(date.fromisoformat(iso), weekday=weekday)
    except ValueError:
        return iso


def about(rating: Page, *, short: bool = False) -> str:
    """Whose screening, on which form (not where that would push out the rest), of which contact, and since when it is safe."""
    who = rating.initials if short else f"{rating.initials} · {said(rating.form.head.title)}"
    return _("{who} · contact {day} · saved {time}").format(
        who=who,
        day=day_of(rating.kept.contact_on, weekday=True),
        time=f"{clock.local(rating.so_far.saved_at):%H:%M}",
    )


def mode_words(mode: str) -> str:
    """How a form is used."""
    return _("asked of the youth, in private") if mode == "asked" else _("rated from evidence, after the contact")


def caveat(form: Instrument) -> str:
    """That the form is no finding, and what is known about how well it tells."""
    return " ".join([said(form.head.validity.text), _("It is evidence for a talk with your supervisor, not a finding.")])
