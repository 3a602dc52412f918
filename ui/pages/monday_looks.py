"""What of the exceptions has a page of its own: orders of destruction, and records that were entered in the wrong youth."""

from __future__ import annotations

from collections.abc import Callable

from fieldapp.text import _, ngettext
from ui.widgets.buttons import Btn
from ui.widgets.cards import Card
from ui.widgets.text import Icon, Said, Two, row

_BUTTON = 92


def orders(standing: int, unclear: int, go: Callable[[], None]) -> Card:
    """Orders of destruction: they stand out while a laptop has not confirmed one."""
    words = ngettext("{n} order of destruction", "{n} orders of destruction", standing).format(n=standing)
    told = ngettext("{n} is not confirmed everywhere", "{n} are not confirmed everywhere", unclear).format(n=unclear)
    more = told if unclear else _("Confirmed everywhere")
    return _look("trash-2", words, more, _("Look at the orders of destruction"), go, waits=bool(unclear))


def wrong_youth(to_destroy: int, to_decide: int, go: Callable[[], None]) -> Card:
    """Records in the wrong youth: they stand out while somebody has yet to decide on one."""
    count = to_destroy + to_decide
    words = ngettext("{n} record entered in the wrong youth", "{n} records entered in the wrong youth", count).format(n=count)
    destroy = _("To be destroyed: {n}").format(n=to_destroy)
    more = _("{destroy} · to be decided on: {n}").format(destroy=destroy, n=to_decide) if to_decide else destroy
    return _look("rotate-ccw", words, more, _("Look at what was entered in the wrong youth"), go, waits=bool(to_decide))


def _look(icon: str, words: str, more: str, name: str, go: Callable[[], None], *, waits: bool) -> Card:
    button = Btn(_("Look"), "plain", height=32).at_least(_BUTTON)
    button.setAccessibleName(name)
    button.clicked.connect(go)
    said = Two(Said(words, "strong"), Said(more, "small", "muted", wraps=True))
    line = row(Icon(icon, "amber" if waits else "muted"), 18, said, button, margins=(23, 8, 12, 8))
    line.setStretch(2, 1)
    card = Card(margin=0)
    card.body.addLayout(line)
    return card
