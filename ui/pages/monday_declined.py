"""Steps that somebody declined since Friday, and why: what a supervisor reads beside the exceptions (P40)."""

from __future__ import annotations

from collections.abc import Callable

from fieldapp.desk.mondayfile import MondayFile
from fieldapp.text import _, initials, language, moment
from ui.widgets.buttons import Btn
from ui.widgets.cards import Avatar, Card, CardHead, Hairline
from ui.widgets.text import Said, Two, row

_SHOWN = 8


def declined(found: MondayFile, go: Callable[[str], None]) -> Card:
    """By youth in initials: which step, the reason, and who declined it."""
    listed = found.monday.declined
    card = Card(CardHead(_("Declined steps"), str(len(listed)), "x"), margin=0, gap=0)
    for each in listed[:_SHOWN]:
        title = each.title_es if language() == "es" else each.title_en
        reason = _("“{reason}”").format(reason=each.reason)
        who = Two(Said(title, "strong").cut(), Said(reason, "small", "muted").cut())
        by = Two(Said(found.names.get(each.by, "?"), "body").cut(), Said(moment(each.at), "small", "muted"))
        button = Btn(_("Open"), "plain", height=32)
        button.setAccessibleName(_("Open the next steps of {who}: {what}").format(who=initials(each.name), what=title))
        button.clicked.connect(lambda _on=False, youth=each.youth: go(youth))
        line = row(Avatar(initials(each.name)), 4, who, by, button, margins=(16, 8, 12, 8))
        line.setStretch(2, 3)
        line.setStretch(3, 1)
        card.body.addWidget(Hairline())
        card.body.addLayout(line)
    return card
