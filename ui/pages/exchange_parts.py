"""The cards of the exchange page: rows of what waits, came and was set aside; what goes, receipts, this laptop, the team."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial

from PySide6.QtWidgets import QWidget

from fieldapp.desk.exchangefile import Came, CameRow, Exchange, Goes, ReceiptRow, WaitingRow
from fieldapp.text import _, moment, ngettext
from ui.pages.terms import own_term
from ui.widgets.buttons import Btn
from ui.widgets.cards import Avatar, Card, CardHead, Chip, Hairline
from ui.widgets.inturns import Put
from ui.widgets.parts import Make
from ui.widgets.rows_card import RowsCard
from ui.widgets.text import Icon, Part, Said, Two, column, holding, row


def listed_in_turns(card: RowsCard, title: str, note: str, rows: Sequence[Make], empty: str, *controls: Make) -> list[Put]:
    """What fills a card with a head and rows; without any, what to do."""

    def head() -> QWidget:
        said = Said(note if rows else "", "small", "muted")
        return CardHead(title, str(len(rows)) if rows else "", "", said, *(make() for make in controls))

    return card.in_turns(head, rows or [partial(_nothing, empty)])


def _nothing(words: str) -> QWidget:
    return holding(row(Said(words, "body", "muted", wraps=True), margins=(16, 10, 16, 12)))


def nothing_waits(found: Exchange) -> str:
    """Why nothing waits here."""
    if found.signs or found.may_sign or (found.people and not found.standing.supervisors):
        return _("Nothing waits.")
    if not found.standing.supervisors:
        return _("This laptop is not enrolled with a supervisor yet. Save your card, hand it over, read out the eight words.")
    return _("Nothing waits: your supervisor has everything.")


def line(icon: str, ink: str, title: str, sub: str, *rest: Part) -> QWidget:
    """A row of a list: icon, two lines, and what stands at its right."""
    said = Two(Said(title, "strong").cut(), Said(sub, "small", "muted").cut())
    whole = row(Icon(icon, ink), 4, said, *rest, margins=(16, 8, 12, 8))
    whole.setStretch(2, 1)
    made = holding(whole)
    made.setMinimumHeight(56)
    return made


def note(text: str, width: int) -> QWidget:
    """A short note in a column of its own."""
    made = holding(row(Said(text, "small", "muted").cut()))
    made.setFixedWidth(width)
    return made


def waiting_row(each: WaitingRow, what: Callable[[], None], again: Callable[[], None]) -> QWidget:
    """Something that waits: ready, or left somewhere without a receipt yet."""
    if each.what == "people":
        return line("users", "muted", _("List of people for {who}").format(who=each.to), _("who is enrolled"), _ready())
    if each.what == "receipt":
        return line("check", "muted", _("Receipt for {who}").format(who=each.to), _("what arrived of theirs"), _ready())
    if each.what == "orders":
        return line(
            "trash-2", "muted", _("Order of destruction for {who}").format(who=each.to), _("what is to go there"), _ready()
        )
    records = ngettext("{n} record", "{n} records", each.records).format(n=each.records)
    sub = f"{span_of(each)} · {records}"
    if not each.number:
        sub += {"asked": " · " + _("asked for again"), "restored": " · " + _("to a restored laptop"), "": ""}[each.why]
        button = Btn(_("What is in it"), "plain", height=32)
        button.setAccessibleName(_("What is in it, to {who}").format(who=each.to))
        button.clicked.connect(what)
        return line("clock", "muted", _("Next bundle to {who}").format(who=each.to), sub, _ready(), button)
    left = _("left in {where} {when}").format(where=each.where, when=moment(each.left_at))
    button = Btn(_("Send again"), "plain", height=32)
    button.setAccessibleName(_("Send bundle {n} to {who} again").format(n=each.number, who=each.to))
    button.clicked.connect(again)
    title = _("Bundle {n} to {who}").format(n=each.number, who=each.to)
    return line("clock", "muted", title, sub, note(left, 190), note(bytes_words(each.size), 64), button)


def _ready() -> QWidget:
    return note(_("ready to send"), 190)


def span_of(each: WaitingRow) -> str:
    """From when to when its records were written."""
    began, ended = moment(each.began), moment(each.ended)
    return began if began == ended else f"{began} – {ended}"


DAMAGED = frozenset({"cut", "altered", "unreadable"})

Act = tuple[str, Callable[[], None]]
"""What can be done about a row: the button's words, and what it does."""


def taken_row(each: CameRow, act: Act | None = None) -> QWidget:
    """A bundle that was taken in. act: what to do about what is to be said of it."""
    well = each.outcome in {"accepted", "duplicate"} and not each.late
    icon, ink = ("circle-check", "green") if well else ("triangle-alert", "amber")
    complete = _("complete") if each.outcome == "accepted" else outcome_words(each.outcome)
    state = note(_("waits for a renewal") if each.late else complete, 170)
    if act is not None:
        state = _button(act, _came(each))
    if each.sentence:
        return told(icon, ink, _came(each), each.sentence, note(moment(each.at), 80), state)
    records = ngettext("{n} new record", "{n} new records", each.records).format(n=each.records)
    counts = each.form in {"range", "selection"} and each.outcome != "duplicate"
    sub = records if counts else _("Nothing new: you had all of it.") if each.outcome == "duplicate" else _("Taken in")
    return line(icon, ink, _came(each), sub, note(moment(each.at), 80), state)


def _button(act: Act, what: str) -> Btn:
    words, do = act
    button = Btn(words, "plain", height=32)
    button.setAccessibleName(f"{words} {what}")
    button.clicked.connect(do)
    return button


def told(icon: str, ink: str, title: str, sentence: str, *rest: Part) -> QWidget:
    """A row with something that must be read whole."""
    words = Said(sentence, "small", "muted", wraps=True)
    whole = row(Icon(icon, ink), 4, column(Said(title, "strong").cut(), words, gap=2), *rest, margins=(16, 8, 12, 8))
    whole.setStretch(2, 1)
    return holding(whole)


def _came(each: CameRow) -> str:
    who = each.sender or _("somebody not enrolled")
    titles = {
        "receipt": _("Receipt from {who}"),
        "roster": _("List of people from {who}"),
        "rules": _("Rules from {who}"),
        "selection": _("Records handed over by {who}"),
    }
    return titles.get(each.form, _("Bundle from {who}")).format(who=who)


def aside_row(each: CameRow, act: Act | None = None) -> QWidget:
    """A bundle that was not taken in: its reason in whole sentences, and what can be done."""
    title = _("Bundle {n} from {who}").format(n=each.number, who=each.sender) if each.sender and each.number else each.name
    said = [each.sentence, _("Nothing of it was taken in; nothing is lost.")]
    if each.reason in DAMAGED and not each.sender:
        said.append(_("It names no sender that is known here: ask whoever gave it to you."))
    if each.asked:
        said.append(_("Their laptop is asked for it with the receipt."))
    rest: list[Part] = [note(moment(each.at), 80), *([_button(act, title)] if act else [])]
    return told("file-warning", "amber", title, " ".join(said), *rest)


def early_card() -> Card:
    """What somebody in a hurry asks."""
    early = _("Taking the stick out early does no harm: a bundle is whole or it is not there. It stays waiting here.")
    words = row(Icon("info", "muted"), 4, Said(early, "small", "muted", wraps=True))
    words.setStretch(2, 1)
    return Card(words, fill="bg")


def goes_card(goes: Goes) -> Card:
    """What goes to the supervisor, by kind, and what stays."""
    total = sum(count for _group, count in goes.goes)
    words = ngettext("{n} record", "{n} records", total).format(n=total)
    title = Said(_("What goes to {who}").format(who=goes.to.split()[0]), "card").cut()
    head = row(title, Chip(words))
    head.setStretch(0, 1)
    parts: list[Part] = [head]
    parts += [
        row(Icon("check", "green", 16), 2, Said(name, "body"), None, Said(str(n), "body", "muted")) for name, n in goes.goes
    ]
    if not goes.goes:
        parts.append(Said(_("Nothing new: everything has its receipt."), "body", "muted", wraps=True))
    parts.append(Hairline())
    for name, count, why in goes.stays:
        said = column(Said(name, "body"), Said(why, "small", "muted"), gap=0)
        parts.append(row(Said("–", "body", "muted"), 6, said, None, Said(str(count), "body", "muted")))
    return Card(*parts, gap=7)


def receipts_card(receipts: tuple[ReceiptRow, ...]) -> Card:
    """Who has everything through when."""
    card = Card(Said(_("Last receipts"), "card"))
    for each in receipts:
        through = _("everything through {when}").format(when=moment(each.through)) if each.through else _("nothing yet")
        who = Two(Said(each.name, "strong").cut(), Said(through, "small", "muted").cut())
        whole = row(Avatar(each.initials), 4, who, Said(moment(each.heard), "small", "muted"))
        whole.setStretch(2, 1)
        card.body.addLayout(whole)
    if not receipts:
        card.body.addWidget(Said(_("None yet: a receipt comes back by the same folder."), "small", "muted", wraps=True))
    return card


def own_card(found: Exchange, save: Callable[[], None]) -> Card:
    """This laptop's eight words, its card to be enrolled with, and until when it is."""
    button = Btn(_("Save my card…"), "plain", "save", height=32)
    button.clicked.connect(save)
    said = _("Your supervisor enrolls this laptop with your card and these eight words, read aloud.")
    words = Said("  ".join(found.words), "strong", wraps=True)
    words.setAccessibleName(_("Eight words: {words}").format(words=" ".join(found.words)))
    lines: list[Part] = [Said(said, "small", "muted", wraps=True), words, *own_term(found.term), row(button, None)]
    return Card(Said(_("This laptop"), "card"), *lines)


def outcome_words(outcome: str) -> str:
    """An outcome as it is read."""
    return {
        "accepted": _("Taken in"),
        "duplicate": _("Had it already"),
        "gap": _("Taken in, something before it is missing"),
        "fork": _("Taken in; that laptop exists twice: call them"),
        "rollback": _("Taken in; that store is older than before: call them"),
        "set_aside": _("Set aside"),
    }[outcome]


def bytes_words(size: int) -> str:
    """A size as it is read."""
    if size >= 1_000_000_000:
        return f"{size / 1e9:.1f} GB"
    return f"{size / 1e6:.1f} MB" if size >= 1_000_000 else f"{max(1, round(size / 1000))} KB"


def came_said(came: Came) -> str:
    """What came of reading, in sentences."""
    if not came.outcomes:
        return _("There was nothing new to read.")
    aside, had = (sum(each.outcome == word for each in came.outcomes) for word in ("set_aside", "duplicate"))
    count = len(came.outcomes)
    words = ngettext("{n} bundle read", "{n} bundles read", count).format(n=count)
    if aside:
        words += ngettext(", {n} of them set aside, with its reason below", ", {n} of them set aside", aside).format(n=aside)
    said = [f"{words}."]
    if had:
        told = ngettext(
            "{n} of them brought nothing new: you had it already.", "{n} of them brought nothing new: you had them already.", had
        )
        said.append(_("You had it already.") if count == 1 else told.format(n=had))
    return " ".join((*said, *receipts_said(came)))


def receipts_said(came: Came) -> Iterator[str]:
    """Who heard that it came, and who will."""
    if came.answered:
        yield ngettext(
            "A receipt for its sender was left there.", "Receipts for {n} senders were left there.", came.answered
        ).format(n=came.answered)
    if came.owed:
        words = ngettext("A receipt goes with your next sending.", "{n} receipts go with your next sending.", came.owed)
        yield words.format(n=came.owed)
