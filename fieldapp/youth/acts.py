"""What a person can do with a young person's record."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from fieldapp import clock
from fieldapp.errors import BadInput
from fieldapp.ledger.ids import new_id
from fieldapp.ledger.work import Work
from fieldapp.text import _, clean
from fieldapp.youth import entries, model
from fieldapp.youth.caseload import Candidate
from fieldapp.youth.checks import as_day, check_born, check_not_before_what_happened, check_past, same_number
from fieldapp.youth.queries import born_of, holder, statements
from fieldapp.youth.queries import youth as youth_of

_KINDS = {each.kind: each for each in entries.SECTIONS}


def open_record(work: Work, names: model.Names, source: str = "typed") -> str:
    """Begin a record; returns the youth's id."""
    if not clean(names.chosen):
        raise BadInput("names", _("A record needs a name."), _("Type the name that the youth uses."))
    youth = new_id()
    work.write(youth, entries.Opened(source=source))  # type: ignore[arg-type]
    work.write(youth, entries.NamesSaid(value=names))
    return youth


def say_names(work: Work, youth: str, value: model.Names) -> None:
    """State the names anew."""
    if not clean(value.chosen):
        raise BadInput("names", _("A record needs a name."), _("Type the name that the youth uses."))
    work.write(youth, entries.NamesSaid(value=value))


def say_standing(work: Work, youth: str, value: model.Standing) -> None:
    """State jurisdiction, counties and numbers anew."""
    if value.born is not None:
        born = check_born(value.born, clock.day(work.now))
        record = youth_of(work, youth)
        if record is not None:
            check_not_before_what_happened(record, born)
    work.write(youth, entries.StandingSaid(value=value))


def say_placement(work: Work, youth: str, value: model.Placement) -> None:
    """State where the youth lives; a place without a name is none."""
    if not clean(value.name) and (value.address or value.phone or value.caregiver or value.since):
        raise BadInput("placement", _("A placement needs a name."), _("Type the home or the facility."))
    _check_past(work, youth, "since", value.since)
    work.write(youth, entries.PlacementSaid(value=value))


def assign(work: Work, youth: str, person: str, name: str) -> None:
    """State who carries the case."""
    work.write(youth, entries.AssignmentSaid(value=model.Assignment(person=person, name=name)))


def say_tribes(work: Work, youth: str, value: model.Tribes) -> None:
    """State tribes and reason to know."""
    work.write(youth, entries.TribesSaid(value=value))


def say_description(work: Work, youth: str, value: model.Description) -> None:
    """State what the youth looks like."""
    work.write(youth, entries.DescriptionSaid(value=value))


def say_health(work: Work, youth: str, value: model.Health) -> None:
    """State medicine and dangers."""
    work.write(youth, entries.HealthSaid(value=value))


def say_reach(work: Work, youth: str, value: model.Reach) -> None:
    """State phones and accounts."""
    for handle in value.handles:
        _check_past(work, youth, "last_online", handle.last_online)
    work.write(youth, entries.ReachSaid(value=value))


def say_around(work: Work, youth: str, value: model.Around) -> None:
    """State places and associates."""
    work.write(youth, entries.AroundSaid(value=value))


def say_own_words(work: Work, youth: str, value: model.OwnWords) -> None:
    """State what the youth wants known."""
    work.write(youth, entries.OwnWordsSaid(value=value))


def _check_past(work: Work, youth: str, field: str, day: str | None) -> None:
    check_past(field, day, born_of(work, youth) if day else None, clock.day(work.now))


def say_contact(work: Work, youth: str, value: model.Contact, contact: str = "") -> str:
    """Add a contact, or state one anew; returns its id. A limit on telling needs its ground and who decided."""
    if not clean(value.name):
        raise BadInput("contact", _("A contact needs a name."), _("Type the name, or the office."))
    if value.tell == "do_not_tell" and not (clean(value.order) or clean(value.decided_by)):
        raise BadInput(
            "tell", _("Do not tell needs its ground."), _("Name the court order, or who decided and until when it is reviewed.")
        )
    if value.review_on:
        as_day("review_on", value.review_on)
    _refuse_concern(work, youth, value)
    contact = contact or new_id()
    work.write(youth, entries.ContactSaid(id=contact, value=value))
    return contact


def _refuse_concern(work: Work, youth: str, value: model.Contact) -> None:
    """The number of a person of concern must never become one that somebody dials (P21)."""
    record = youth_of(work, youth)
    if record is None:
        return
    dialed = [channel.value for channel in value.channels if channel.kind != "email"]
    for concern in record.concerns.values():
        if any(same_number(one, other) for one in dialed for other in concern.value.phones):
            raise BadInput(
                "channels",
                _("This number belongs to a person of concern."),
                _("Check the number with your supervisor before anybody calls it."),
            )


def say_concern(work: Work, youth: str, value: model.Concern, concern: str = "") -> str:
    """Add a person of concern, or state one anew; returns its id."""
    if not clean(value.name):
        raise BadInput("concern", _("A person of concern needs a name or a description."), _("Type what is known."))
    concern = concern or new_id()
    work.write(youth, entries.ConcernSaid(id=concern, value=value))
    return concern


def add_photo(work: Work, youth: str, content: bytes, media: str, taken_on: str | None, *, liked: bool = False) -> str:
    """Keep a photo with its date; returns its id."""
    _check_past(work, youth, "taken_on", taken_on)
    file = work.attachments.put(content, media)
    photo = new_id()
    work.write(youth, entries.PhotoSaid(id=photo, value=model.Photo(file=file, taken_on=taken_on, liked=liked)))
    return photo


def change_photo(work: Work, youth: str, photo: str, value: model.Photo) -> None:
    """State a photo's day anew, or whether the youth likes it."""
    _check_past(work, youth, "taken_on", value.taken_on)
    work.write(youth, entries.PhotoSaid(id=photo, value=value))


def say_again(work: Work, youth: str, subject: str) -> None:
    """Say that a section is still right; refused while two statements of it stand beside each other."""
    held = [each for each in statements(work, youth, subject) if each.counts]
    if len(held) != 1:
        raise BadInput(
            "section", _("There is not one value that could be still right."), _("State it, or choose one of the two.")
        )
    _state(work, youth, subject, held[0].value)


def decide(work: Work, youth: str, subject: str, value: msgspec.Struct, reason: str) -> None:
    """Choose one of the statements that were made at the same time; it replaces them all, and they stay in the history."""
    if value not in [each.value for each in statements(work, youth, subject) if each.counts]:
        raise BadInput("section", _("This has been decided meanwhile."), _("Look at what stands there now."))
    _state(work, youth, subject, value, reason)


def take_back(work: Work, youth: str, subject: str, reason: str) -> None:
    """Withdraw the last value of a section: the one before counts again, or none; both stay in the history."""
    if not clean(reason):
        raise BadInput("reason", _("Taking back needs its reason."), _("Say in a few words what was wrong."))
    listed = statements(work, youth, subject)
    held = [each for each in listed if each.counts]
    if len(held) != 1:
        raise BadInput("section", _("There is not one value that could be taken back."), _("Choose one of the two first."))
    before = next((each.value for each in listed if each.value != held[0].value), None)
    _state(work, youth, subject, before if before is not None else _nothing(held[0].value), reason)


def _nothing(value: msgspec.Struct) -> msgspec.Struct:
    """The value of a section that nobody has stated; of many one that was removed."""
    if isinstance(value, model.Contact | model.Concern | model.Photo):
        return msgspec.structs.replace(value, removed=True)
    if isinstance(value, model.Names | model.Assignment):
        raise BadInput("section", _("Nothing else was known before."), _("State it anew."))
    return model.Placement(name="") if isinstance(value, model.Placement) else type(value)()


def _state(work: Work, youth: str, subject: str, value: msgspec.Struct, reason: str = "") -> None:
    kind, _slash, own_id = subject.partition("/")
    stated = _KINDS[kind]
    fields = {"id": own_id} if own_id else {}
    work.write(holder(work, youth, subject), stated(value=value, reason=clean(reason), **fields))


def join(work: Work, youth: str, other: str, reason: str) -> None:
    """Say that two records are one young person; nothing of either is lost."""
    if youth == other:
        raise BadInput("join", _("This is the same record."), _("Choose the other record of this youth."))
    work.write(youth, entries.Joined(other=other, reason=reason))
    work.write(other, entries.Joined(other=youth, reason=reason))


def take_caseload(work: Work, taken: Sequence[Candidate]) -> list[str]:
    """Begin a record for every row that was confirmed; a row that could not be read is never among them."""
    begun = []
    for row in taken:
        if row.names is None or row.refused:
            raise BadInput("row", _("Row {n} cannot be taken: {why}.").format(n=row.number, why=row.refused), _("Leave it out."))
        youth = open_record(work, row.names, "caseload")
        if row.standing.born:
            check_born(row.standing.born, clock.day(work.now))
        work.write(youth, entries.StandingSaid(value=row.standing))  # a record of this moment holds no day to compare with
        if row.placement:
            say_placement(work, youth, row.placement)
        assign(work, youth, work.me.person, work.me.name)
        begun.append(youth)
    return begun
