"""The absence as a paper needs it: how it went, what the caller was asked, the NCIC codes, and the numbers that came back."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from fieldapp import clock
from fieldapp.agenda.model import Line
from fieldapp.ledger.work import View
from fieldapp.locate import queries as locate
from fieldapp.locate.model import Call, Checklist, Episode
from fieldapp.report import dates
from fieldapp.report import facts as paper
from fieldapp.text import _, language, ngettext
from fieldapp.youth.model import Youth

_ADULT = 18


def absence(view: View, record: Youth, episode: Episode) -> paper.Absence:
    """Everything about one absence that papers can draw on."""
    happened, seen = episode.happened, episode.happened.last_seen
    adult = _is_adult(record, happened.agency_learned)
    return paper.Absence(
        last_seen=seen.at,
        place=_joined(seen.place, seen.county),
        with_whom=_joined(seen.with_whom, _baby(happened.checklist)),
        clothing=seen.clothing,
        belongings=_joined(seen.carries, *_along(happened.checklist)),
        vehicle=seen.vehicle,
        heading_to=seen.said,
        circumstances=_joined(seen.trigger, happened.checklist.messages),
        agency_learned=episode.since,
        found=episode.at("located"),
        returned=episode.at("returned"),
        person_type="CA" if happened.abducted else "MP",
        circumstance="" if happened.abducted else "F" if adult else "R",
        message_key="EMI" if happened.abducted else "EMJ" if not adult else "EMO",
        earlier=_earlier(view, record, episode),
        poster_decision=next((each.text for each in reversed(episode.timeline) if each.what == "poster_allowed"), ""),
    )


def _joined(*parts: str) -> str:
    return ", ".join(part for part in parts if part)


def _along(asked: Checklist) -> Iterator[str]:
    """Phone, cash and ID, where somebody knows whether they were taken (P3)."""
    things = ((_("phone"), asked.phone), (_("cash"), asked.cash), (_("ID"), asked.id_card))
    for words, pattern in ((_("taken along: {what}"), "taken"), (_("left behind: {what}"), "left")):
        named = [thing for thing, said in things if said == pattern]
        if named:
            yield words.format(what=", ".join(named))


def _baby(asked: Checklist) -> str:
    """The youth's own baby along: two are looked for."""
    if not asked.own_baby:
        return ""
    return _("own baby along ({what})").format(what=asked.baby) if asked.baby else _("own baby along")


def _is_adult(record: Youth, at: int) -> bool:
    born = record.standing.value.born if record.standing else None
    return born is not None and dates.age(date.fromisoformat(born), clock.day(at)) >= _ADULT


def _earlier(view: View, record: Youth, episode: Episode) -> str:
    """How often the youth was missing before, and since when the last time; nothing of how it went."""
    same = {episode.id, *episode.joined}
    found = [each for one in (record.id, *record.joined) for each in locate.episodes(view, one) if each.id not in same]
    before = [each.happened.agency_learned for each in found if each.happened.agency_learned < episode.happened.agency_learned]
    if not before:
        return ""
    said = ngettext("{n} earlier time, on {day}", "{n} earlier times, the last on {day}", len(before))
    return said.format(n=len(before), day=dates.day(clock.day(max(before)), language()))


def numbers(record: Youth, episode: Episode | None, lines: Sequence[Line]) -> paper.Numbers:
    """Who has which number; what the caller had told the police already stands until the agency's own notice does."""
    standing = record.standing.value if record.standing else None
    call = (episode.call if episode else None) or Call(came_at=0)
    asked = episode.happened.checklist if episode else Checklist()
    police, center = _proofs(lines, "police"), _proofs(lines, "ncmec")
    return paper.Numbers(
        court=standing.court_county if standing else "",
        court_number=standing.court_number if standing else "",
        probation_number=standing.probation_number if standing else "",
        client_id=standing.cws_client_id if standing else "",
        police_agency=police.get("agency", "") or call.police_agency,
        police_officer=police.get("to_whom", "") or asked.officer,
        police_report=police.get("number", "") or call.police_number or asked.report,
        ncic=police.get("second_number", ""),
        ncic_entered=_entered(lines),
        ncmec=center.get("number", ""),
        ncmec_person=center.get("to_whom", ""),
    )


def _entered(lines: Sequence[Line]) -> int | None:
    """When police made the NCIC record, as they named it last."""
    said = [made.proof for line in lines if line.first.recipient == "police" for made in line.made if made.proof.entered_at]
    return max(said, key=lambda proof: proof.made_at).entered_at if said else None


def _proofs(lines: Sequence[Line], recipient: str) -> dict[str, str]:
    """The latest of each value that came back from a recipient."""
    found: dict[str, str] = {}
    for line in lines:
        if line.first.recipient == recipient:
            for made in line.made:
                for name in ("agency", "to_whom", "number", "second_number"):
                    found[name] = getattr(made.proof, name) or found.get(name, "")
    return found
