"""What a paper can draw on, out of an unlocked store: one youth and one episode, before the matrix has looked at it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date

from fieldapp.agenda import queries as agenda
from fieldapp.county.model import County
from fieldapp.desk.county import county
from fieldapp.desk.paperabsence import absence, numbers
from fieldapp.desk.paperevents import events
from fieldapp.determine.queries import actions
from fieldapp.document import queries as document
from fieldapp.document.acts import sheet_faults
from fieldapp.document.model import kind_of
from fieldapp.errors import Fixable, Trouble
from fieldapp.identify.queries import drafts, screenings
from fieldapp.ledger.work import View
from fieldapp.locate import queries as locate
from fieldapp.locate.model import Episode
from fieldapp.report import facts as paper
from fieldapp.report.model import Letterhead
from fieldapp.text import _
from fieldapp.youth import queries as youths
from fieldapp.youth.model import Around, Photo, Stated, Youth

_PRACTICE_LINE = "555-0100"


def case_facts(view: View, youth: str, episode: str) -> paper.CaseFacts:
    """Everything that a paper can draw on, of one youth and one episode ("" for none)."""
    home = county(view)
    record = youths.youth(view, youth)
    if record is None:
        raise Trouble(_("This youth's record is not in this store."), _("Nothing was made."))
    absent = _episode(view, record, episode)
    lines = agenda.lines(view, locate.group(view, absent.id)) if absent else []
    return replace(
        _person(view, record, home),
        looks=_looks(view, record),
        absence=absence(view, record, absent) if absent else paper.Absence(),
        dangers=_dangers(view, record, absent),
        if_found=_if_found(home, record, absent),
        numbers=numbers(record, absent, lines),
        contacts=tuple(_contact_lines(record)),
        concerns=tuple(_concerns(record)),
        also_missing=tuple(_also_missing(view, record)),
        events=tuple(events(absent, lines)),
        status_rows=tuple(_status_rows(view, record)),
        on_file=_on_file(view, record),
        citations=tuple(dict.fromkeys(cite.law for line in lines for rule in line.rules for cite in rule.cite)),
        interpreter_line=home.if_found.interpreter_line,
        ncmec_line=_PRACTICE_LINE if home.practice else "",
        missing_episode=absent is not None and absent.open,
        practice=home.practice,
    )


def _person(view: View, record: Youth, home: County) -> paper.CaseFacts:
    names = record.names.value
    standing = record.standing.value if record.standing else None
    placement = record.placement.value if record.placement else None
    around = record.around.value if record.around else Around()
    handles = record.reach.value.handles if record.reach else ()
    return paper.CaseFacts(
        letterhead=Letterhead(home.letterhead.office, home.letterhead.phone_24h, home.letterhead.address),
        worker=paper.Staff(name=view.me.name, role=view.me.role, phone=home.letterhead.phone),
        supervisor=paper.Staff(name="", phone=home.letterhead.phone),
        legal_name=names.legal or names.chosen,
        chosen_name=names.chosen,
        also_known_as=names.other,
        pronouns=names.pronouns,
        language=names.language,
        born=date.fromisoformat(standing.born) if standing and standing.born else None,
        phones=tuple(each.value for each in handles if each.service == "phone"),
        accounts=tuple(f"{each.service}: {each.value}" for each in handles if each.service != "phone"),
        places=around.places,
        companions=tuple(paper.Companion(name=each.name, note=each.note, minor=each.minor) for each in around.associates),
        placement=", ".join(part for part in (placement.name, placement.address) if part) if placement else "",
        caregiver=placement.caregiver if placement else "",
        tribes=record.tribes.value.names if record.tribes else (),
    )


def _episode(view: View, record: Youth, episode: str) -> Episode | None:
    for each in (record.id, *record.joined):
        found = locate.episode(view, each, episode) if episode else None
        if found:
            return found
    return None


def _looks(view: View, record: Youth) -> paper.Looks:
    described = record.description.value if record.description else None
    newest = _newest_photo(record.photos.values())
    content = _content(view, newest) if newest else b""
    taken = date.fromisoformat(newest.taken_on) if newest and newest.taken_on else None
    if described is None:
        return paper.Looks(photo=content, photo_taken=taken)
    return paper.Looks(
        sex=described.sex,
        race=described.race,
        ethnicity=described.ethnicity,
        eyes=described.eyes,
        hair=described.hair,
        skin=described.skin,
        height=described.height,
        weight=described.weight,
        marks=tuple((mark.code, mark.words) for mark in described.marks),
        photo=content,
        photo_taken=taken,
    )


def _content(view: View, photo: Photo) -> bytes:
    """A photo whose file has not come, or is damaged, is none: the paper goes out without it."""
    try:
        return view.attachments.get(photo.file)
    except Trouble:
        return b""


def _newest_photo(photos: Iterable[Stated[Photo]]) -> Photo | None:
    """The photo that the youth likes, else the newest."""
    held = [each.value for each in photos]
    return max(held, key=lambda photo: (photo.liked, photo.taken_on or ""), default=None)


def _dangers(view: View, record: Youth, episode: Episode | None) -> paper.Dangers:
    health = record.health.value if record.health else None
    status = document.status(view, record.id)
    sign = status is not None and status.value.cse != "none"
    return paper.Dangers(
        medication=_medicine(record, episode),
        suicidality=health.suicidality if health else "",
        trafficking=_("There are signs of vulnerability to sex trafficking.") if sign else "",
        pregnancy=episode.happened.pregnancy if episode and episode.open else "",
        other=health.other_risk if health else "",
    )


def _medicine(record: Youth, episode: Episode | None) -> str:
    """What the youth takes, and whether it was left behind."""
    held = record.health.value.medication if record.health else ""
    left = episode.happened.checklist.medicine if episode else ""
    words = {"left": _("was left behind"), "taken": _("was taken along")}.get(left, "")
    return ": ".join(part for part in (held, words) if part)


def _if_found(home: County, record: Youth, episode: Episode | None) -> paper.IfFound:
    return paper.IfFound(
        bring_to=home.if_found.bring_to,
        release_to=home.letterhead.agency,
        release_never="; ".join(each.value.name for each in record.contacts.values() if each.value.tell == "do_not_tell"),
        medicine=_medicine(record, episode),
        interpreter=", ".join(part for part in (record.names.value.interpreter, home.if_found.interpreter_line) if part),
    )


def _concerns(record: Youth) -> Iterator[paper.Concern]:
    for each in record.concerns.values():
        about = ", ".join(part for part in (each.value.description, each.value.vehicle, *each.value.phones) if part)
        yield paper.Concern(name=each.value.name, about=about)


def _also_missing(view: View, record: Youth) -> Iterator[str]:
    """Every other youth who is missing now, by the names that could stand in a text (P6)."""
    own = {record.id, *record.joined}
    for one in {each.youth for each in locate.open_episodes(view)} - own:
        other = youths.youth(view, one)
        if other is not None and other.id not in own:
            names = other.names.value
            yield from (name for name in (names.chosen, names.legal, *names.other) if name)


def _contact_lines(record: Youth) -> Iterator[str]:
    for each in record.contacts.values():
        numbers = ", ".join(channel.value for channel in each.value.channels)
        yield ", ".join(part for part in (each.value.name, each.value.relation, numbers) if part)


def _status_rows(view: View, record: Youth) -> Iterator[paper.StatusRow]:
    """Rows as they stand, in the order of the grid; what was entered says when and by whom."""
    for held in document.grid(view, record.id):
        row, entered = held.first.value, held.first.entered
        if held.stands and row.start:
            kind = kind_of(row)
            yield paper.StatusRow(
                label=kind.label,
                system_id=str(kind.system_id),
                start=date.fromisoformat(row.start),
                end=date.fromisoformat(row.end) if row.end else None,
                entered_on=date.fromisoformat(entered.day) if entered else None,
                entered_by=entered.by if entered else "",
                id_sure=kind.id_seen,
            )


def check_sheet(view: View, youth: str) -> None:
    """No CWS/CMS sheet while the state's screen would not take its rows, or there is none."""
    if not any(each.stands for each in document.grid(view, youth)):
        raise Fixable(_("There are no rows for CWS/CMS yet."), _("Add them among the restricted notes of the youth's page."))
    found = sheet_faults(view, youth)
    if found:
        raise Fixable(found[0].words, _("CWS/CMS would not take it: put the row right first."))


def _on_file(view: View, record: Youth) -> dict[str, str]:
    """What the record holds beside what papers print, so that it is named under "left out, and why"."""
    standing, tribes = record.standing.value if record.standing else None, record.tribes.value if record.tribes else None
    own = (record.id, *record.joined)
    screened = any(screenings(view, each) for each in own) or any(each.youth in own for each in drafts(view))
    held = {
        "services": bool(actions(view, record.id)),
        "jurisdiction": bool(standing and standing.jurisdiction),
        "hhs_question": bool(standing and standing.hhs_question is not None),
        "indian_child": bool(tribes and tribes.indian_child),
        "pronouns": bool(record.names.value.pronouns),
        "words_of_youth": record.own_words is not None,
        "notice_limits": any(each.value.tell != "tell" for each in record.contacts.values()),
        "cse_status": document.status(view, record.id) is not None,
        "screening_answers": screened,
        "screening_result": screened,
    }
    return {name: "on file" for name, there in held.items() if there}
