"""Every kind of record in plain words; what cannot be read here says why."""

from __future__ import annotations

from collections.abc import Mapping

from fieldapp.desk.casewords import CASE
from fieldapp.desk.history import Part
from fieldapp.desk.recordwords import RECORD
from fieldapp.desk.rules import rules
from fieldapp.desk.telling import Around, Tell, Telling
from fieldapp.ledger.entry import Entry
from fieldapp.ledger.kinds import Fact
from fieldapp.ledger.said import said
from fieldapp.ledger.work import View
from fieldapp.text import _, language
from fieldapp.youth.entries import ContactSaid
from fieldapp.youth.tables import SectionRow

TELL: Mapping[type[Fact], Tell] = {**RECORD, **CASE}


def telling_of(fact: Fact, around: Around) -> Telling:
    """What a record says."""
    return TELL[type(fact)](fact, around)


def untold(entry: Entry, *, destroyed: bool) -> Telling:
    """A record whose words this store cannot show."""
    if destroyed:
        return Telling(_("A record that was destroyed by order"), _("That it was written stays; what it said is nowhere."))
    if entry.sealed is not None:
        more = _("It is kept as it came, and shown once this app is updated.")
        return Telling(_("Written with a newer version of this app"), more)
    whom = {
        "privileged": _("They are for the agency's counsel."),
        "personal": _("They are for their author alone."),
    }.get(entry.audience, _("They have not come here."))
    return Telling(_("A record without its words"), whom)


def withdrawn_words(part: Part) -> str:
    """A record of which nothing is shown because it is about another youth."""
    return {
        "told": _("A contact"),
        "locate": _("Something of an absence"),
        "identify": _("Something of a screening"),
        "document": _("Something of the restricted notes"),
        "determine": _("Something of the next steps"),
        "record": _("Something about the youth"),
        "people": _("A person"),
        "papers": _("A paper"),
    }.get(part, _("A record"))


def around(view: View, streams: tuple[str, ...], people: Mapping[str, str]) -> Around:
    """Whom and what the records of these streams name. people: who works here, by id."""
    spanish = language() == "es"
    steps = {
        each.row.id: words.es if spanish else words.en
        for each in rules(view).rows
        if (words := each.row.title or each.row.do) is not None
    }
    contacts = said(view.session, SectionRow, ContactSaid, stream=streams, kind=ContactSaid.kind)
    return Around(people, {each.fact.id: each.fact.value.name for each in contacts}, steps)
