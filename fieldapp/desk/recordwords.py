"""What is said of a record in plain words: the youth, their people and photos, papers, and who works here."""

from __future__ import annotations

from fieldapp.desk.access import Access, access_words
from fieldapp.desk.destroyed import DestructionConfirmed, DestructionOrdered
from fieldapp.desk.office import RosterMade
from fieldapp.desk.recipients import who_words
from fieldapp.desk.restored import Restored
from fieldapp.desk.sections import day_words, pairs_of, relation_words, tell_words, titles, words_of
from fieldapp.desk.telling import Around, Tell, Telling, joined, labelled
from fieldapp.ledger.kinds import Fact
from fieldapp.ledger.withdrawing import Moved, PutBack, PutBackByLead, Withdrawn, WithdrawnByLead
from fieldapp.policy import disclosure
from fieldapp.report.compose import title as paper_title
from fieldapp.report.entries import PaperBack, PaperGiven
from fieldapp.report.model import PaperKind
from fieldapp.text import _, language, ngettext
from fieldapp.youth import entries


def _opened(fact: entries.Opened, _around: Around) -> Telling:
    how = {
        "typed": _("typed in by hand"), "caseload": _("taken in with a caseload"), "call": _("from a call"),
    }.get(fact.source, fact.source)  # fmt: skip
    return Telling(_("Record begun"), how)


def _section(fact: entries.SectionSaid, _around: Around) -> Telling:
    words = _("{what}: put right") if fact.reason else _("{what}: stated")
    title = words.format(what=titles()[fact.kind.removeprefix("youth.")])
    return Telling(title, joined(words_of(fact.value), fact.reason))


def _names(fact: entries.NamesSaid, _around: Around) -> Telling:
    """The legal name is for police, NCMEC and courts alone; that there is one may be read (P22)."""
    value = fact.value
    legal = _("a legal name, for police, NCMEC and court") if value.legal else ""
    words = _("{what}: put right") if fact.reason else _("{what}: stated")
    text = joined(value.chosen, value.pronouns, value.language, value.interpreter, legal, fact.reason)
    return Telling(words.format(what=_("Names")), text)


def _contact(fact: entries.ContactSaid, _around: Around) -> Telling:
    words = _("{who}, taken out") if fact.value.removed else _("{who}, {relation}: {tell}")
    said = words.format(who=fact.value.name, relation=relation_words(fact.value), tell=tell_words(fact.value))
    kept = {_("Name"), _("Who"), _("Told?")}
    return Telling(said, joined(labelled(each for each in pairs_of(fact.value) if each[0] not in kept), fact.reason))


def _concern(fact: entries.ConcernSaid, _around: Around) -> Telling:
    words = _("Person of concern taken out: {who}") if fact.value.removed else _("Person of concern: {who}")
    return Telling(words.format(who=fact.value.name), joined(labelled(pairs_of(fact.value)[1:]), fact.reason))


def _photo(fact: entries.PhotoSaid, _around: Around) -> Telling:
    title = _("Photo taken out") if fact.value.removed else _("Photo")
    return Telling(title, joined(labelled(pairs_of(fact.value)), fact.reason))


def _assigned(fact: entries.AssignmentSaid, _around: Around) -> Telling:
    return Telling(_("Case carried by {who}").format(who=fact.value.name), fact.reason)


def _joined(fact: entries.Joined, _around: Around) -> Telling:
    return Telling(_("Joined with another record of this youth"), fact.reason)


def how_words(how: str) -> str:
    """How a paper was given."""
    return {
        "printed": _("printed"), "saved": _("saved as a file"), "copied": _("copied as text"), "read_out": _("read out"),
        "shown": _("shown on the screen"),
    }.get(how, how)  # fmt: skip


def _reader(word: str) -> str:
    known = disclosure.matrix()
    return known.label_of_reader(word, language()) if word in known.readers else who_words(word)


def _given(fact: PaperGiven, _around: Around) -> Telling:
    kind = paper_title(PaperKind(fact.paper)) if fact.paper in set(PaperKind) else fact.paper.replace("_", " ")
    to = fact.recipient_name or _reader(fact.recipient)
    left_out = _("{n} things left out").format(n=len(fact.left_out)) if fact.left_out else ""
    copy = _("copy {n}").format(n=fact.copy_number)
    decided = _("decided by {who}").format(who=fact.decided_by) if fact.decided_by else ""
    shred = _("shred by {day}").format(day=day_words(fact.shred_by)) if fact.shred_by else ""
    text = joined(how_words(fact.how), copy, left_out, decided, shred, fact.reference)
    return Telling(_("Paper for {who}: {what}").format(who=to, what=kind), text)


def _back(fact: PaperBack, _around: Around) -> Telling:
    said = {
        "back": _("A copy came back"), "shredded": _("A copy was shredded"), "not_made": _("A copy was never made"),
    }[fact.how]  # fmt: skip
    return Telling(said)


def _ordered(fact: DestructionOrdered, _around: Around) -> Telling:
    count = len(fact.entries)
    title = ngettext("{n} record destroyed by order", "{n} records destroyed by order", count).format(n=count)
    return Telling(title, joined(fact.by, fact.reference, day_words(fact.dated)))


def _confirmed(fact: DestructionConfirmed, _around: Around) -> Telling:
    beyond = {"backups": _("not reached: backups"), "bundles": _("not reached: bundles that were sent")}
    return Telling(_("Destruction carried out on a laptop"), joined(*(beyond[each] for each in fact.beyond)))


def _withdrawn(fact: Withdrawn, _around: Around) -> Telling:
    count = len(fact.targets)
    words = ngettext(
        "{n} record withdrawn: entered in the wrong youth", "{n} records withdrawn: entered in the wrong youth", count
    )
    moved = _("written anew where they belong") if fact.moved else ""
    return Telling(words.format(n=count), joined(fact.reason, moved))


def _put_back(fact: PutBack, _around: Around) -> Telling:
    count = len(fact.entries)
    return Telling(ngettext("{n} record put back", "{n} records put back", count).format(n=count), fact.reason)


def _moved(fact: Moved, _around: Around) -> Telling:
    count = len(fact.origins)
    return Telling(
        ngettext("{n} record moved from another record", "{n} records moved from another record", count).format(n=count)
    )


def _roster(fact: RosterMade, _around: Around) -> Telling:
    return Telling(_("List of people signed"), _("version {n}").format(n=fact.number))


def _restored(_fact: Restored, _around: Around) -> Telling:
    return Telling(_("Went on as a new device"))


def _access(fact: Access, _around: Around) -> Telling:
    return Telling(access_words(fact))


RECORD: dict[type[Fact], Tell] = {
    **dict.fromkeys(entries.SECTIONS, _section),
    entries.Opened: _opened,
    entries.NamesSaid: _names,
    entries.ContactSaid: _contact,
    entries.ConcernSaid: _concern,
    entries.PhotoSaid: _photo,
    entries.AssignmentSaid: _assigned,
    entries.Joined: _joined,
    PaperGiven: _given,
    PaperBack: _back,
    DestructionOrdered: _ordered,
    DestructionConfirmed: _confirmed,
    **dict.fromkeys((Withdrawn, WithdrawnByLead), _withdrawn),
    **dict.fromkeys((PutBack, PutBackByLead), _put_back),
    Moved: _moved,
    RosterMade: _roster,
    Restored: _restored,
    Access: _access,
}
