"""What stands on the page of destruction: what would go, where copies lie, and each order with every laptop's word."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from PySide6.QtWidgets import QWidget

from fieldapp import clock
from fieldapp.desk.destruction import Before, LaptopWord, OrderShown
from fieldapp.desk.sections import day_words
from fieldapp.text import _, long_moment, moment, ngettext
from ui.pages.exchange_parts import line, note
from ui.widgets.buttons import Btn
from ui.widgets.cards import Card, CardHead, Chip, Hairline, Strip
from ui.widgets.text import Icon, Said, row


def would_go(found: Before) -> Iterator[QWidget]:
    """What an order would destroy, what it reaches by itself, and what somebody must fetch."""
    if found.missing:
        yield Strip("red", "triangle-alert", _("This youth is missing now."), _("Record the return first."))
        return
    yield _point("trash-2", "red", _("{what}, {when}: this cannot be taken back.").format(what=_what(found), when=_when(found)))
    laptops = ngettext("{n} other laptop", "{n} other laptops", found.laptops).format(n=found.laptops)
    yield _point("users", "muted", _("The order goes to {laptops} with the next sending; each confirms when it is done.").format(
        laptops=laptops
    ))  # fmt: skip
    places = ", ".join(each for each in (found.backups, *found.folders) if each)
    if places:
        yield _point("hard-drive", "muted", _("Backups and bundles in {places} are made anew without it.").format(places=places))
    if found.out:
        papers = ngettext("{n} paper is out and must be fetched:", "{n} papers are out and must be fetched:", len(found.out))
        yield _point("file-text", "amber", papers.format(n=len(found.out)))
        for each in found.out:
            yield Said(f"{each.title} · {each.words} · {each.state}", "small", "muted", wraps=True)
    elsewhere = _("What was told by phone, or entered in CWS/CMS, stays there; the list of who was told goes too.")
    yield _point("phone-call", "muted", elsewhere)


def _what(found: Before) -> str:
    records = ngettext("{n} record", "{n} records", found.records).format(n=f"{found.records:,}")
    photos = ngettext("{n} photo", "{n} photos", found.files).format(n=found.files)
    return _("{records} and {photos}").format(records=records, photos=photos) if found.files else records


def _when(found: Before) -> str:
    first, last = day_words(clock.day(found.since).isoformat()), day_words(clock.day(found.until).isoformat())
    return first if first == last else _("{first} to {last}").format(first=first, last=last)


def _point(icon: str, ink: str, words: str) -> QWidget:
    said = Said(words, "body", "text", wraps=True)
    holder, whole = QWidget(), row(Icon(icon, ink, 16), 4, said)
    whole.setStretch(2, 1)
    holder.setLayout(whole)
    return holder


def no_orders() -> Card:
    """Nothing was ever destroyed."""
    said = _("No order stands. Open the youth's page, and choose “Destroy by order…” there.")
    return Card(Said(said, "body", "muted", wraps=True))


def order_card(order: OrderShown, since: Callable[[str], None]) -> Card:
    """One order: by whom, how much, and how far it came on each laptop."""
    chip = Chip(_("Confirmed everywhere"), "green", "check") if order.is_clear else Chip(_("Not confirmed"), "amber", "clock")
    head = CardHead(order.reference, f"{order.by} · {day_words(order.dated)}", "file-text", chip)
    records = ngettext("{n} record", "{n} records", order.records).format(n=f"{order.records:,}")
    said = _("{records} destroyed by {who}, {when}.").format(records=records, who=order.who, when=long_moment(order.at))
    card = Card(head, margin=0, gap=0)
    card.body.addLayout(row(Said(said, "body", "muted", wraps=True), margins=(16, 0, 16, 8)))
    if order.since:
        card.body.addWidget(Hairline())
        card.body.addWidget(_since(order, since))
    for each in order.laptops:
        card.body.addWidget(Hairline())
        card.body.addWidget(_laptop(each))
    return card


def _since(order: OrderShown, since: Callable[[str], None]) -> QWidget:
    words = ngettext("{n} record came since", "{n} records came since", order.since).format(n=order.since)
    button = Btn(_("Destroy these too…"), "plain", "trash-2", height=32)
    button.clicked.connect(lambda: since(order.order))
    return line("triangle-alert", "amber", words, _("written on a laptop that did not know of the order"), button)


def _laptop(each: LaptopWord) -> QWidget:
    ink = "green" if each.is_clear else "amber"
    icon = "circle-check" if each.is_clear else "clock"
    return line(icon, ink, each.person, _state(each), note(_("laptop {id}").format(id=each.device[:8]), 110))


def _state(each: LaptopWord) -> str:
    if not each.at:
        return _("has not confirmed yet: send, and read what it sends back")
    if not each.beyond:
        return _("done {when}").format(when=moment(each.at))
    words = {"backups": _("its backups"), "bundles": _("a folder it sent to")}
    left = _("{what} could not be reached; it is tried again at each unlock there")
    return left.format(what=", ".join(words[word] for word in each.beyond))
