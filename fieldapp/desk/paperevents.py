"""What happened, for papers: each event under the row of the disclosure matrix that it draws on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from fieldapp.agenda.model import Line, Made, Planned
from fieldapp.agenda.wording import outcome_words
from fieldapp.locate.model import Episode, Moment
from fieldapp.locate.wording import ending_words, moment_words
from fieldapp.report.facts import Event
from fieldapp.text import _, language

_ROWS: dict[Moment, str] = {
    "searched": "search_efforts",
    "phone_tried": "search_efforts",
    "sighted": "search_efforts",
    "contact_from_youth": "words_of_youth",
    "asked_footage": "search_efforts",
    "asked_report": "search_efforts",
    "note": "notes",
    "police_refused": "notices",
    "number_learned": "notices",
    "warrant_issued": "court_number",
    "poster_allowed": "photo",
}
_BACK = frozenset({"located", "recovered", "returned"})
"""Endings that say no more than "found" or "back"; every other one tells where or how."""
_TELLING = frozenset({
    "cse", "cse_sign", "identified", "identified_victim", "suspected", "suspected_or_identified", "abuse_suspected",
    "trafficking_suspected", "possible_trafficking_victim", "hhs_question", "hhs_question_arises",
})  # fmt: skip
"""Facts behind a required contact that say what a youth's status is (P26)."""
_FAMILY = frozenset({"parents", "guardians", "indian_custodian", "siblings", "caregiver"})


def events(episode: Episode | None, lines: Sequence[Line]) -> Iterator[Event]:
    """Everything on record of an episode: last seen, learned, searches, contacts, endings; no place and no company (P29)."""
    if episode is None:
        return
    seen = episode.happened.last_seen
    if seen.at is not None:
        yield Event(at=seen.at, what=_("Last seen"), who=seen.seen_by, field="last_seen", who_field="contacts")
    for learned in sorted({episode.since, *(each.learned for each in episode.clocks)}):
        yield Event(at=learned, what=_("Agency learned"), field="agency_learned")
    for item in episode.timeline:
        row = next((row for what, row in _ROWS.items() if what == item.what), "notes")
        yield Event(at=item.at, what=": ".join(part for part in (moment_words(item.what), item.text) if part), field=row)
    for line in lines:
        yield from (_notice(line, made) for made in line.made)
    for ended in episode.ended:
        yield Event(at=ended.at, what=ending_words(ended.what), field="return" if ended.what in _BACK else "recovery")


def _notice(line: Line, made: Made) -> Event:
    plain = [row for row in line.rules if not tells_status(row)]
    row = plain[0] if plain else line.first
    title = row.title_es if language() == "es" else row.title_en
    return Event(
        at=made.proof.made_at,
        what=f"{title}: {outcome_words(made.proof.outcome)}",
        who=made.proof.to_whom,
        channel=_channel_words(made.proof.channel),
        number=" / ".join(part for part in (made.proof.number, made.proof.second_number) if part),
        field="notices",
        needs=() if plain else ("cse_status",),
        who_field="contacts" if row.recipient in _FAMILY else "",
    )


def tells_status(row: Planned) -> bool:
    """Whether a required contact would not be there but for what the youth's status is."""
    return row.recipient == "hhs_otip" or any(each.key in _TELLING for each in (*row.because, *row.ask))


def _channel_words(channel: str) -> str:
    return {
        "phone": _("phone"),
        "email": _("e-mail"),
        "fax": _("fax"),
        "web": _("web form"),
        "in_person": _("in person"),
        "post": _("post"),
    }.get(channel, "")
