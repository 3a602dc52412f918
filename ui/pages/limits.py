"""The strip that says whom not to tell; the same on every page that has it."""

from __future__ import annotations

from fieldapp.text import _
from fieldapp.youth.model import Contact
from ui.widgets.cards import Strip


def do_not_tell(contact: Contact) -> Strip:
    """Who must not be told, with the ground and the day on which it is looked at again."""
    ground = contact.order or _("decided by {who}").format(who=contact.decided_by)
    review = _(" · review by {day}").format(day=contact.review_on) if contact.review_on else ""
    title = _("Do not tell: {who}, {role}").format(who=contact.name, role=contact.relation.replace("_", " "))
    return Strip("red", "circle-alert", title, ground + review)
