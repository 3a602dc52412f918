"""Papers out of an unlocked store: what the case holds, composed for one recipient, and the act of giving it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date

from fieldapp import clock
from fieldapp.agenda import queries as agenda
from fieldapp.agenda.model import Line
from fieldapp.agenda.wording import outcome_words
from fieldapp.county.model import County
from fieldapp.desk.county import county
from fieldapp.document import queries as document
from fieldapp.document.acts import sheet_faults
from fieldapp.document.model import kind_of
from fieldapp.errors import Fixable, Trouble
from fieldapp.ledger.work import View
from fieldapp.locate import queries as locate
from fieldapp.locate.model import Episode
from fieldapp.locate.wording import ending_words
from fieldapp.policy import disclosure
from fieldapp.report import facts as paper
from fieldapp.report.compose import compose
from fieldapp.report.model import Letterhead, Paper, PaperKind, Stamp
from fieldapp.report.queries import copies
from fieldapp.text import _
from fieldapp.youth import queries as youths
from fieldapp.youth.model import Around, Photo, Stated, Youth

_PRACTICE_LINE = "555-0100"


def paper_for(
    view: View,
    youth: str,
    episode: str,
    kind: PaperKind,
    recipient: str,
    recipient_name: str = "",
    picked: frozenset[str] = frozenset(),
    language: str = "en",
) -> Paper:
    """One paper as it would be given now; composed through the disclosure matrix, so what is left out is on no page of it."""
    if kind is PaperKind.CWS_CMS_SHEET:
        _check_sheet(view, youth)
    stamp = Stamp(
        recipient_name=recipient_name or recipient,
        made_at=view.now,
        made_by=view.me.name,
        copy_number=1 + sum(each.kind == kind for each in copies(view, youth)),
    )
    return compose(kind, case_facts(view, youth, episode), disclosure.matrix(), recipient, picked, language, stamp)


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
        absence=_absence(absent, record) if absent else paper.Absence(),
        dangers=_dangers(view, record, absent),
        if_found=_if_found(home, record),
        numbers=_numbers(record, lines),
        contacts=tuple(_contact_lines(record)),
        events=tuple(_events(absent, lines)),
        status_rows=tuple(_status_rows(view, record)),
        on_file=_on_file(view, record),
        citations=tuple(dict.fromkeys(cite.law for line in lines for rule in line.rules for cite in rule.cite)),
        interpreter_line=home.if_found.interpreter_line,
        ncmec_line=_PRACTICE_LINE if home.practice else "",
        missing_episode=absent is not None and absent.at("returned") is None,
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
    content = view.attachments.get(newest.file) if newest else b""
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


def _newest_photo(photos: Iterable[Stated[Photo]]) -> Photo | None:
    """The photo that the youth likes, else the newest."""
    held = [each.value for each in photos]
    return max(held, key=lambda photo: (photo.liked, photo.taken_on or ""), default=None)


def _absence(episode: Episode, record: Youth) -> paper.Absence:
    happened, seen = episode.happened, episode.happened.last_seen
    adult = _is_adult(record, happened.agency_learned)
    return paper.Absence(
        last_seen=seen.at,
        place=", ".join(part for part in (seen.place, seen.county) if part),
        with_whom=seen.with_whom,
        clothing=seen.clothing,
        belongings=seen.carries,
        vehicle=seen.vehicle,
        heading_to=seen.said,
        circumstances=seen.trigger,
        agency_learned=happened.agency_learned,
        found=episode.at("located"),
        returned=episode.at("returned"),
        person_type="CA" if happened.abducted else "MP",
        circumstance="" if happened.abducted else "F" if adult else "R",
        message_key="EMI" if happened.abducted else "EMJ" if not adult else "EMO",
    )


def _is_adult(record: Youth, at: int) -> bool:
    born = record.standing.value.born if record.standing else None
    if born is None:
        return False
    day, today = date.fromisoformat(born), clock.day(at)
    return today.year - day.year - ((today.month, today.day) < (day.month, day.day)) >= 18


def _dangers(view: View, record: Youth, episode: Episode | None) -> paper.Dangers:
    health = record.health.value if record.health else None
    status = document.status(view, record.id)
    sign = status is not None and status.value.cse != "none"
    return paper.Dangers(
        medication=health.medication if health else "",
        suicidality=health.suicidality if health else "",
        trafficking=_("There are signs of vulnerability to sex trafficking.") if sign else "",
        pregnancy=episode.happened.pregnancy if episode and episode.at("returned") is None else "",
        other=health.other_risk if health else "",
    )


def _if_found(home: County, record: Youth) -> paper.IfFound:
    never = [each.value.name for each in record.contacts.values() if each.value.tell == "do_not_tell"]
    concerns = [each.value.name for each in record.concerns.values()]
    return paper.IfFound(
        bring_to=home.if_found.bring_to,
        release_to=home.letterhead.agency,
        release_never="; ".join((*never, *concerns)),
        medicine=record.health.value.medication if record.health else "",
        interpreter=home.if_found.interpreter_line,
    )


def _numbers(record: Youth, lines: Sequence[Line]) -> paper.Numbers:
    standing = record.standing.value if record.standing else None
    police = _proofs(lines, "police")
    center = _proofs(lines, "ncmec")
    return paper.Numbers(
        court=standing.court_county if standing else "",
        court_number=standing.court_number if standing else "",
        probation_number=standing.probation_number if standing else "",
        client_id=standing.cws_client_id if standing else "",
        police_agency=police.get("agency", ""),
        police_officer=police.get("to_whom", ""),
        police_report=police.get("number", ""),
        ncic=police.get("second_number", ""),
        ncmec=center.get("number", ""),
        ncmec_person=center.get("to_whom", ""),
    )


def _proofs(lines: Sequence[Line], recipient: str) -> dict[str, str]:
    """The latest of each value that came back from a recipient."""
    found: dict[str, str] = {}
    for line in lines:
        if line.first.recipient == recipient:
            for made in line.made:
                for name in ("agency", "to_whom", "number", "second_number"):
                    found[name] = getattr(made.proof, name) or found.get(name, "")
    return found


def _contact_lines(record: Youth) -> Iterator[str]:
    for each in record.contacts.values():
        numbers = ", ".join(channel.value for channel in each.value.channels)
        yield ", ".join(part for part in (each.value.name, each.value.relation, numbers) if part)


def _events(episode: Episode | None, lines: Sequence[Line]) -> Iterator[paper.Event]:
    if episode is None:
        return
    seen = episode.happened.last_seen
    if seen.at is not None:
        yield paper.Event(at=seen.at, what=_("Last seen"), who=seen.seen_by)
    yield paper.Event(at=episode.happened.agency_learned, what=_("Agency learned"))
    for item in episode.timeline:
        yield paper.Event(at=item.at, what=item.text or item.what)
    for line in lines:
        for made in line.made:
            what = f"{line.first.title_en}: {outcome_words(made.proof.outcome)}"
            number = " / ".join(part for part in (made.proof.number, made.proof.second_number) if part)
            yield paper.Event(at=made.proof.made_at, what=what, who=made.proof.to_whom, channel=made.proof.channel, number=number)
    for ended in episode.ended:
        yield paper.Event(at=ended.at, what=ending_words(ended.what), who="")


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


def _check_sheet(view: View, youth: str) -> None:
    """No CWS/CMS sheet while the state's screen would not take its rows, or there is none."""
    if not any(each.stands for each in document.grid(view, youth)):
        raise Fixable(_("There are no rows for CWS/CMS yet."), _("Add them among the restricted notes of the youth's page."))
    found = sheet_faults(view, youth)
    if found:
        raise Fixable(found[0].words, _("CWS/CMS would not take it: put the row right first."))


def _on_file(view: View, record: Youth) -> dict[str, str]:
    """What the record holds beside what papers print, so that it is named under "left out, and why"."""
    held: dict[str, str] = {"jurisdiction": record.standing.value.jurisdiction or "" if record.standing else ""}
    if document.status(view, record.id):
        held["cse_status"] = "on file"
    if record.concerns:
        held["persons_of_concern"] = "on file"
    return {name: value for name, value in held.items() if value}
