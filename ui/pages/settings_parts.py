"""The cards of the settings page that only show: ways in, county file, counsel's choices, slots, accesses, versions."""

from __future__ import annotations

from collections.abc import Callable

from PySide6 import __version__ as qt_version
from PySide6.QtWidgets import QWidget

from fieldapp.desk.accesslog import Logged
from fieldapp.desk.countyfile import Choice, CountyShown, Slot
from fieldapp.desk.keeping import WayIn, versions
from fieldapp.desk.sections import day_words
from fieldapp.text import _, language, long_moment, moment, ngettext
from ui.widgets.buttons import Btn
from ui.widgets.cards import Card, CardHead, Chip, Hairline
from ui.widgets.keys import KeyCap
from ui.widgets.text import Icon, Part, Said, Two, column, holding, row


def keys_line() -> QWidget:
    """The keys that protect, wherever one is."""
    pairs = (("F9", _("hide at once")), ("Ctrl L", _("lock now")), ("Ctrl T", _("light or dark")))
    parts: list[Part] = []
    for key, words in pairs:
        parts += [KeyCap(key), Said(words, "small", "muted"), 12]
    return holding(row(*parts, None, gap=6))


def ways_card(ways: tuple[WayIn, ...], change: Callable[[], None]) -> Card:
    """Every way into the store."""
    button = Btn(_("Change passphrase…"), "plain", height=32)
    button.clicked.connect(change)
    card = Card(row(Said(_("Ways into this store"), "card"), None, button))
    for each in ways:
        icon = {"passphrase": "user-check", "agency": "shield-check"}.get(each.kind, "file-text")
        made = Said(_("since {when}").format(when=long_moment(each.made)), "small", "muted")
        card.body.addLayout(row(Icon(icon), 4, Said(each.words, "body"), None, made))
    if not any(each.kind == "words" for each in ways):
        said = _("No recovery words were made: without your passphrase only your agency's key opens this store.")
        card.body.addWidget(Said(said, "small", "muted", wraps=True))
    return card


def county_card(county: CountyShown, newer: Callable[[], None]) -> Card:
    """Whose file it is, and how to take a newer one."""
    rows = (
        (_("Agency"), county.agency),
        (_("Office"), county.office),
        (_("File"), _("{county}, version {n}").format(county=county.county, n=county.version)),
        (_("Good until"), _good_until(county)),
        (_("Signed by"), _("the agency's key {key}").format(key=county.signed_by)),
        (_("Rules"), county.rules),
        (_("Directory"), _("{n} desks, {h} reached after hours").format(n=county.desks, h=county.after_hours)),
    )
    button = Btn(_("Take a newer file…"), "plain", "folder", height=32)
    button.clicked.connect(newer)
    chips = [Chip(_("Practice"), "amber")] if county.practice else []
    chips += [Chip(_("Ended"), "red", "hourglass")] if county.ended else []
    card = Card(row(Said(_("County file"), "card"), None, *chips))
    for label, value in rows:
        name = Said(label, "body", "muted")
        name.setFixedWidth(84)
        words = Said(value, "body", wraps=True)
        line = row(name, words)
        line.setStretch(1, 1)
        card.body.addLayout(line)
    card.body.addLayout(row(button, None))
    return card


def _good_until(county: CountyShown) -> str:
    if county.ended:
        return _("{day}: take a newer file; until then everything here works on").format(day=day_words(county.expires_on))
    return day_words(county.expires_on) or _("no end named")


def choices_card(choices: tuple[Choice, ...]) -> Card:
    """How the law is read here, by counsel; only the county file changes it."""
    card = Card(Said(_("How the law is read here"), "card"))
    for each in choices:
        signed = _("{initials}, {day}").format(initials=each.initials, day=day_words(each.initialed_on))
        mark = Chip(signed, "green", "check") if each.initials else Chip(_("not yet seen by counsel"), "amber", "hourglass")
        title = each.title_es if language() == "es" else each.title_en
        card.body.addLayout(
            column(Said(title, "strong", wraps=True), Said(each.value, "body", wraps=True), row(mark, None), gap=4)
        )
    if not choices:
        card.body.addWidget(Said(_("The county file sets nothing here."), "body", "muted"))
    return card


def slots_card(county: CountyShown) -> Card:
    """What nobody had read: filled by the county, or still empty with the source to open."""
    empty = ngettext("{n} still empty", "{n} still empty", len(county.empty)).format(n=len(county.empty))
    card = Card(CardHead(_("Texts of law nobody had read"), empty), margin=0, gap=0)
    for each in (*county.empty, *county.filled):
        card.body.addWidget(Hairline())
        card.body.addWidget(_slot(each))
    return card


def _slot(each: Slot) -> QWidget:
    title = each.title_es if language() == "es" else each.title_en
    words = (
        _("Filled by {who}").format(who=each.filled_by)
        if each.filled_by
        else _("Source to open: {what}").format(what=each.source)
    )
    icon = Icon("circle-check", "green") if each.filled_by else Icon("circle-dashed", "amber")
    said = column(Said(f"{each.id} · {title}", "body", wraps=True), Said(words, "small", "muted", wraps=True), gap=2)
    line = row(icon, 4, said, margins=(16, 8, 16, 8))
    line.setStretch(2, 1)
    return holding(line)


def audit_card(found: tuple[Logged, ...], opened: Callable[[], None]) -> Card:
    """The latest accesses, and the way to all of them; initials only."""
    button = Btn(_("All of them"), "plain", height=32)
    button.setAccessibleName(_("All accesses"))
    button.clicked.connect(opened)
    card = Card(CardHead(_("Recent accesses"), "", "", button), margin=0, gap=0)
    for each in found:
        card.body.addWidget(Hairline())
        about = f" · {each.about}" if each.about else ""
        by = f"{each.who} · {_('its clock was set back')}" if each.set_back else each.who
        who = Two(Said(each.words + about, "body").cut(), Said(by, "small", "amber" if each.set_back else "muted").cut())
        when = long_moment(each.at) if each.set_back else moment(each.at)
        line = row(who, Said(when, "small", "muted"), margins=(16, 6, 16, 6))
        line.setStretch(0, 1)
        card.body.addWidget(holding(line))
    return card


def about_card(go: Callable[[str], None]) -> Card:
    """Versions, plainly what is not protected, and the ways to the drills and the licences."""
    drills, licences = Btn(_("Drills"), "quiet", height=24), Btn(_("Licences"), "quiet", height=24)
    drills.clicked.connect(lambda: go("drills"))
    licences.clicked.connect(lambda: go("licences"))
    card = Card(row(Said(_("About"), "card"), None, drills, licences))
    found = " · ".join(f"{name} {number}" for name, number in (*versions(), ("Qt", qt_version)))
    card.body.addWidget(Said(found, "small", "muted", wraps=True))
    card.body.addWidget(Said(_("What is not protected"), "strong"))
    for each in not_protected():
        line = row(Icon("info", "muted", 14), 2, Said(each, "small", "muted", wraps=True))
        line.setStretch(2, 1)
        card.body.addLayout(line)
    return card


def not_protected() -> tuple[str, ...]:
    """The limits, said plainly."""
    return (
        _("While the store is unlocked, its content is in this computer's memory. Lock when you step away."),
        _("A computer that somebody else controls (a virus, a changed system) sees what you see."),
        _("The encryption is AES-256 by a well-known library, not by a module that NIST has validated (FIPS)."),
        _("What is printed, or saved as a paper, leaves the app's protection."),
    )
