"""The strip that says whom not to tell; the same on every page that has it."""

from __future__ import annotations

from fieldapp.desk.sections import day_words, relation_words
from fieldapp.text import _
from fieldapp.youth.model import Contact
from ui.widgets.buttons import Btn
from ui.widgets.cards import Card
from ui.widgets.text import Icon, Said, row


class LimitStrip(Card):
    """Who must not be told, with the ground and the day on which it is looked at again; Why opens all of it."""

    def __init__(self, contact: Contact) -> None:
        super().__init__(margin=0, gap=0)
        self.inked("red_soft", "red")
        title = _("Do not tell: {who}, {role}").format(who=contact.name, role=relation_words(contact))
        ground = contact.order or _("decided by {who}").format(who=contact.decided_by)
        review = _("review by {day}").format(day=day_words(contact.review_on)) if contact.review_on else _("no day of review")
        short = " · ".join((ground, review, _("on no paper, not dialable")))
        self.why = Btn(_("Why"), "quiet", height=28)
        self.why.setAccessibleName(_("Why: {who}").format(who=contact.name))
        line = row(
            Icon("circle-alert", "red"), 4, Said(title, "strong", "red"), 4, Said(short, "body", "red", wraps=True), self.why,
            margins=(16, 5, 8, 5),
        )  # fmt: skip
        line.setStretch(4, 1)
        self.body.addLayout(line)
        self.more = Said(_whole(contact, ground, review), "body", "red", wraps=True)
        self.more.setContentsMargins(42, 0, 16, 10)
        self.more.hide()
        self.body.addWidget(self.more)
        self.why.clicked.connect(lambda: self.more.setVisible(not self.more.isVisible()))
        self.setMinimumHeight(40)


def _whole(contact: Contact, ground: str, review: str) -> str:
    decided = _("Decided by {who}.").format(who=contact.decided_by) if contact.decided_by and contact.order else ""
    kept = _(
        "No number of theirs is shown and no paper or letter goes to them. Without a court order the required contact stays "
        "on the list, with this reason on it."
    )
    return " ".join(part for part in (f"{ground}; {review}.", decided, kept) if part)
