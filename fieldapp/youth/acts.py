"""What a person can do with a young person's record."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from fieldapp import clock
from fieldapp.errors import BadInput
from fieldapp.ledger.ids import new_id
from fieldapp.ledger.work import Work
from fieldapp.text import _, clean, folded
from fieldapp.youth import entries, model
from fieldapp.youth.caseload import Candidate
from fieldapp.youth.queries import youth as youth_of

_OLDEST_YEARS = 26  # the state option of the federal group reaches to 26 (POP-2); older is a slip of the pen


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
        check_born(value.born, clock.day(work.now))
    work.write(youth, entries.StandingSaid(value=value))


def check_born(born: str, today: date) -> date:
    """A birth date that can be one; refuses the future and more than 26 years ago."""
    try:
        day = date.fromisoformat(born)
    except ValueError:
        raise BadInput("born", _("{born} is no date.").format(born=born), _("Write it as 2011-05-30.")) from None
    if day > today:
        raise BadInput("born", _("The birth date lies in the future."), _("Check the year."))
    if today.year - day.year > _OLDEST_YEARS:
        raise BadInput("born", _("This birth date makes the youth older than 26."), _("Check the year."))
    return day


def say_placement(work: Work, youth: str, value: model.Placement) -> None:
    """State where the youth lives."""
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
    work.write(youth, entries.ReachSaid(value=value))


def say_around(work: Work, youth: str, value: model.Around) -> None:
    """State places and associates."""
    work.write(youth, entries.AroundSaid(value=value))


def say_contact(work: Work, youth: str, value: model.Contact, contact: str = "") -> str:
    """Add a contact, or state one anew; returns its id. A limit on telling needs its ground and who decided."""
    if not clean(value.name):
        raise BadInput("contact", _("A contact needs a name."), _("Type the name, or the office."))
    if value.tell == "do_not_tell" and not (clean(value.order) or clean(value.decided_by)):
        raise BadInput(
            "tell", _("Do not tell needs its ground."), _("Name the court order, or who decided and until when it is reviewed.")
        )
    _refuse_concern(work, youth, value)
    contact = contact or new_id()
    work.write(youth, entries.ContactSaid(id=contact, value=value))
    return contact


def _refuse_concern(work: Work, youth: str, value: model.Contact) -> None:
    """The number of a person of concern must never become one that somebody dials (P21)."""
    record = youth_of(work, youth)
    if record is None:
        return
    dialed = {folded(channel.value) for channel in value.channels if channel.kind == "phone"}
    for concern in record.concerns.values():
        if dialed & {folded(phone) for phone in concern.value.phones}:
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
    file = work.attachments.put(content, media)
    photo = new_id()
    work.write(youth, entries.PhotoSaid(id=photo, value=model.Photo(file=file, taken_on=taken_on, liked=liked)))
    return photo


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
        say_standing(work, youth, row.standing)
        if row.placement:
            say_placement(work, youth, row.placement)
        assign(work, youth, work.me.person, work.me.name)
        begun.append(youth)
    return begun
