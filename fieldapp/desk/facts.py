"""What is known → facts for the rules: the keys of `fieldapp duties`, out of a youth's record and one episode."""

from __future__ import annotations

from collections.abc import Iterable

from fieldapp import clock
from fieldapp.document import queries as document
from fieldapp.ledger.work import View
from fieldapp.locate.model import NEVER_MISSING, Episode
from fieldapp.youth.model import Contact, Youth

Sheet = dict[str, object]
"""A facts file as DESIGN 8 has it: instants as ISO 8601 with their offset, None where not known."""


def sheet(view: View, record: Youth, episode: Episode | None, police_told: int | None) -> Sheet:
    """The facts of one youth, in one episode or outside any. police_told: when police received the missing report."""
    known: Sheet = {**_standing(record), **_tribes(record), **_contacts(record), **_cse(view, record)}
    if episode is not None:
        known |= _episode(episode, known)
        known["police_told"] = _iso(police_told)
    return {key: value for key, value in known.items() if value is not None}


def _standing(record: Youth) -> Sheet:
    standing = record.standing.value if record.standing else None
    if standing is None:
        return {}
    return {
        "born": standing.born,
        "jurisdiction": standing.jurisdiction,
        "lead_agency": standing.lead_agency,
        "in_care": standing.in_care,
        "placement_order": standing.placement_order,
        "agency_supervises": standing.agency_supervises,
        "hhs_question": standing.hhs_question,
    }


def _tribes(record: Youth) -> Sheet:
    tribes = record.tribes.value if record.tribes else None
    if tribes is None:
        return {}
    return {
        "indian_child": tribes.indian_child,
        "indian_custodian": tribes.indian_custodian,
        "tribal_police": tribes.tribal_police,
    }


def _contacts(record: Youth) -> Sheet:
    """Who there is to tell. A relation that nobody has entered stays not known: its row then asks (rules.md 1)."""
    people = [each.value for each in record.contacts.values()]
    relations = {each.relation for each in people}
    standing = record.standing.value if record.standing else None
    parents = [each for each in people if each.relation == "parent"]
    limited = standing.parents_notice_limited if standing else None
    if limited is None and parents:
        limited = all(limited_by_court(each) for each in parents)
    return {
        "has_casa": True if "casa" in relations else None,
        "has_siblings": True if "sibling" in relations else None,
        "parents_notice_limited": limited,
    }


def limited_by_court(contact: Contact) -> bool:
    """Whether a court has limited or ended notice to this person; a decision of the agency alone keeps the row (P20)."""
    return contact.tell == "do_not_tell" and bool(contact.order)


def _cse(view: View, record: Youth) -> Sheet:
    """The status that counts; of several believed instants the earliest, so that no clock starts late."""
    stated = document.status(view, record.id)
    if stated is None:
        return {}
    values = [stated.value, *(each.value for each in stated.others)]
    return {
        "cse": stated.value.cse,
        "identified": _earliest(each.identified_at for each in values if each.cse != "none"),
        "suspected": _earliest(each.suspected_at for each in values),
        "trafficking_suspected": _earliest(each.trafficking_at for each in values),
    }


def _earliest(instants: Iterable[int | None]) -> str | None:
    return _iso(min((each for each in instants if each is not None), default=None))


def aftermath(known: Sheet, episode: Episode, *, told: bool) -> Sheet | None:
    """The same facts for what follows an absence that was none: who was told is told again; a youth who came back by
    themselves is asked and screened as after any return. None where nothing follows.
    """
    over = episode.over_by
    if over is None or over.what not in NEVER_MISSING:
        return None
    if over.what == "back_before_any_call":
        return {**known, "whereabouts": "known_approved", "returned": _iso(over.at)}
    return {**known, "whereabouts": "known_approved", "found": _iso(over.at)} if told else None


def _episode(episode: Episode, known: Sheet) -> Sheet:
    happened = episode.happened
    over = episode.over_by
    never = over is not None and over.what in NEVER_MISSING
    returned = episode.at("returned")
    found = None if never else episode.found_at
    seen = happened.last_seen.at
    learned = episode.happened.agency_learned
    whereabouts = "known_approved" if never else happened.whereabouts
    if found is not None and whereabouts == "unknown":
        whereabouts = "known_approved" if returned is not None else "known_unapproved"
    facts: Sheet = {
        "whereabouts": whereabouts,
        "agency_treats_as_missing": happened.agency_treats_as_missing,
        "place_may_be_unsafe": happened.place_may_be_unsafe,
        "abducted": False if never else happened.abducted,
        "left_unwillingly_or_at_substantial_risk": happened.left_unwillingly_or_at_substantial_risk,
        "last_seen": _iso(seen),
        "caregiver_learned": _iso(happened.caregiver_learned),
        "agency_learned": _iso(learned),
        "found": _iso(found),
        "returned": _iso(returned),
    }
    for key, at in (("suspected", happened.suspected), ("trafficking_suspected", happened.trafficking_suspected)):
        if at is not None:
            facts[key] = _iso(at)
    if happened.identified is not None and known.get("cse") != "none":
        facts["identified"] = _iso(happened.identified)
    if happened.hhs_question is not None:
        facts["hhs_question"] = happened.hhs_question
    return facts


def _iso(instant: int | None) -> str | None:
    return None if instant is None else clock.iso(instant)
