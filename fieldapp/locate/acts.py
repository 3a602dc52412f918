"""What a person can do about a missing youth: start from a call, state what happened, hand over, record the way back."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from msgspec.structs import replace

from fieldapp import clock
from fieldapp.agenda import queries as agenda
from fieldapp.errors import BadInput
from fieldapp.ledger.ids import new_id
from fieldapp.ledger.work import Work
from fieldapp.locate import entries, model
from fieldapp.locate.checks import check_call, check_known
from fieldapp.locate.queries import episode as episode_of
from fieldapp.locate.queries import episodes, group
from fieldapp.policy.facts import age_on
from fieldapp.text import _, clean
from fieldapp.youth import acts as youth_acts
from fieldapp.youth.checks import check_lived
from fieldapp.youth.model import Names
from fieldapp.youth.queries import born_of, records_of

_ADULT = 18


def start_from_call(work: Work, call: model.Call, youth: str = "", happened: model.Happened | None = None) -> tuple[str, str]:
    """Start the clock with no more than a name, a caller and a number; returns (youth, episode).

    Without a youth's record a new one is begun under the name as it was said; it is joined to the real one later, and the
    clock stays where this call set it (P2). happened: what else the caller said, its clock being the call's (P3).
    """
    check_call(call, work.now, named=bool(youth))
    before = [each for record in records_of(work, youth) for each in episodes(work, record) if each.open] if youth else []
    if not youth:
        youth = youth_acts.open_record(work, Names(chosen=clean(call.youth_name)), "call")
    call_id, episode = new_id(), new_id()
    work.write(youth, entries.CallTaken(id=call_id, call=call))
    work.write(youth, entries.EpisodeStarted(id=episode, call=call_id))
    _say_what_the_caller_said(work, youth, episode, call, happened or model.Happened(agency_learned=call.came_at))
    hand_over(work, youth, episode, model.NowWith(person=work.me.person, name=work.me.name))
    for other in before[:1]:  # a second call about somebody who is missing already starts no second search
        join_episodes(work, youth, episode, other.youth, other.id)
    return youth, episode


def _say_what_the_caller_said(work: Work, youth: str, episode: str, call: model.Call, happened: model.Happened) -> None:
    who = ", ".join(clean(part) for part in (call.knew_earlier, call.knew_how) if clean(part)) or clean(call.caller)
    said = replace(happened, agency_learned=call.came_at, learned_how=who)
    check_known(said, work.now, born=born_of(work, youth), age=call.age)
    work.write(youth, entries.HappenedSaid(episode=episode, value=said))


def begin(
    work: Work,
    call: model.Call,
    youth: str = "",
    asked: Sequence[tuple[model.Moment, int]] = (),
    wait_for: model.Waiting | None = None,
    happened: model.Happened | None = None,
) -> tuple[str, str]:
    """Start from a call in one act: the clock, what the caller was asked to do and when, and a decision to wait.

    While somebody waits nobody says that the youth is missing, so no row of an absence applies yet (P4).
    """
    said = happened or model.Happened(agency_learned=call.came_at)
    made = start_from_call(work, call, youth, said if wait_for is None else replace(said, whereabouts=None))
    for what, at in asked:
        note(work, *made, what, at)
    if wait_for is not None:
        wait(work, *made, wait_for)
    return made


ANSWERED_HERE = frozenset({
    "whereabouts", "agency_treats_as_missing", "place_may_be_unsafe", "abducted", "left_unwillingly_or_at_substantial_risk",
    "last_seen", "caregiver_learned", "agency_learned",
})  # fmt: skip
"""Keys of the rules that `say_happened` answers; the others belong to the youth's own record."""


def say_happened(work: Work, youth: str, episode: str, value: model.Happened) -> None:
    """State what is known of an episode anew; refuses an order of times that cannot be."""
    check_known(value, work.now, born=born_of(work, youth))
    before = episode_of(work, youth, episode)
    if before is None:
        raise BadInput("episode", _("There is no such episode."), _("Open the episode from Today."))
    work.write(youth, entries.HappenedSaid(episode=episode, value=value))


def hand_over(work: Work, youth: str, episode: str, value: model.NowWith) -> None:
    """Say who has the episode now, until when, and what comes next (P15)."""
    if not clean(value.name):
        raise BadInput("name", _("Who has it now?"), _("Choose somebody, or type the name."))
    if value.until is not None and value.until <= work.now:
        raise BadInput("until", _("This time has passed."), _("Say until when they have it."))
    work.write(youth, entries.HandedOver(episode=episode, value=value))


def wait(work: Work, youth: str, episode: str, value: model.Waiting) -> None:
    """Late, not yet missing: who decided, why, and when to decide again (P4)."""
    if not clean(value.decided_by):
        raise BadInput("decided_by", _("Who decided to wait?"), _("Type the name; it may be somebody else than you."))
    if not clean(value.why):
        raise BadInput("why", _("Waiting needs its reason."), _("Write in a few words why you wait."))
    if value.decide_again_at <= work.now:
        raise BadInput("decide_again_at", _("This time has passed."), _("Say when to decide again."))
    work.write(youth, entries.WaitingDecided(episode=episode, value=value))


def decide_missing(work: Work, youth: str, episode: str) -> None:
    """Late no longer: the youth is missing, and the clock is the first call's (P4)."""
    before = episode_of(work, youth, episode)
    if before is None:
        raise BadInput("episode", _("There is no such episode."), _("Open the episode from Today."))
    work.write(youth, entries.HappenedSaid(episode=episode, value=replace(before.happened, whereabouts="unknown")))


_NEEDS_WORDS = frozenset({"searched", "sighted", "note", "poster_allowed"})
"""A photo that NCMEC has may be published: who decided stands beside it (P28)."""


def note(work: Work, youth: str, episode: str, what: model.Moment, at: int, text: str = "") -> None:
    """Put something on the timeline: a search, a sighting, a message from the youth, a request, a refusal."""
    if at > work.now + clock.MINUTE:
        raise BadInput("at", _("This time lies in the future."), _("Enter when it happened."))
    check_lived("at", at, born_of(work, youth))
    if what in _NEEDS_WORDS and not clean(text):
        raise BadInput("text", _("Write a few words."), _("Who decided it, or what was searched and what came of it."))
    work.write(youth, entries.MomentNoted(episode=episode, what=what, at=at, text=clean(text)))


def hear_from_youth(work: Work, youth: str, episode: str, value: model.FromYouth) -> None:
    """The missing youth was in touch: what they said, whether they are safe, when next. It ends nothing by itself (P17)."""
    if value.at > work.now + clock.MINUTE:
        raise BadInput("at", _("This time lies in the future."), _("Enter when it happened."))
    check_lived("at", value.at, born_of(work, youth))
    if not clean(value.words) and value.safe is None and not clean(value.wants):
        raise BadInput("words", _("What did the youth say?"), _("A few words are enough, or whether they are safe."))
    if value.next_at is not None and value.next_at <= value.at:
        raise BadInput("next_at", _("The next contact cannot come before this one."), _("Check day and hour."))
    work.write(youth, entries.YouthHeard(episode=episode, value=value))


def say_first_hour(work: Work, youth: str, episode: str, value: model.FirstHour) -> None:
    """What the youth was offered in the first hour back (P51)."""
    work.write(youth, entries.FirstHourSaid(episode=episode, value=value))


def end(
    work: Work, youth: str, episode: str, what: model.Ending | model.OtherEnding, at: int, place: str = "", text: str = ""
) -> None:
    """Record located, recovered or returned, or another ending, each with its own time (P5, P57)."""
    before = episode_of(work, youth, episode)
    if before is None:
        raise BadInput("episode", _("There is no such episode."), _("Open the episode from Today."))
    _check_ending_time(before, what, at, work.now)
    check_lived("at", at, born_of(work, youth))
    _check_ending_sense(work, before, what, clean(place), clean(text))
    work.write(youth, entries.EndingRecorded(episode=episode, what=what, at=at, place=clean(place), note=clean(text)))


def _check_ending_time(before: model.Episode, what: str, at: int, now: int) -> None:
    if at > now + clock.MINUTE:
        raise BadInput("at", _("This time lies in the future."), _("Enter when it happened."))
    if at < (before.happened.last_seen.at or 0):
        raise BadInput("at", _("This is before the youth was last seen."), _("Check day and hour."))
    found = before.found_at
    if what == "returned" and found is not None and at < found:
        raise BadInput("at", _("Returned cannot be earlier than located."), _("Check day and hour."))
    returned = before.at("returned")
    if what in {"located", "recovered"} and returned is not None and at > returned:
        raise BadInput(
            "at", _("This is after the youth returned."), _("A new absence is a new episode, with a clock of its own.")
        )


_NEEDS_GROUND = frozenset({"reported_in_error", "jurisdiction_ended"})


def _check_ending_sense(work: Work, before: model.Episode, what: str, place: str, text: str) -> None:
    over = before.over_by
    if over is not None and over.what != "returned" and what != "died":
        raise BadInput("what", _("This episode is already over."), _("Take back the ending first if it was recorded by mistake."))
    if before.at(what) is not None:
        raise BadInput("what", _("This is recorded already."), _("Take it back first if its time or place was wrong."))
    if what in _NEEDS_GROUND and not text:
        raise BadInput("note", _("This ending needs its ground."), _("Write who said so, or name the order and its day."))
    if what == "back_before_any_call" and any(agenda.told(line.made) for line in agenda.lines(work, _occasions(work, before))):
        raise BadInput("what", _("Somebody has been told already."), _("Record “Located” and “Returned”: they must hear of it."))
    if what != "adult_place_withheld":
        return
    if place:
        raise BadInput("place", _("The place stays out: the youth wants it withheld."), _("Empty the place; it is kept nowhere."))
    born = born_of(work, before.youth)
    if born is not None and age_on(date.fromisoformat(born), clock.day(work.now)) < _ADULT:
        raise BadInput(
            "what",
            _("By the birth date the youth is under 18."),
            _("Record “Located”; the place is told to nobody without need."),
        )


def _occasions(work: Work, episode: model.Episode) -> list[agenda.Occasion]:
    return [agenda.Occasion(episode.youth, episode.id), *(each for each in group(work, episode.id) if each.id != episode.id)]


def withdraw_ending(work: Work, youth: str, episode: str, ending: bytes, reason: str) -> None:
    """An ending was recorded by mistake: it no longer counts, and the clock runs on as if it had never stopped."""
    before = episode_of(work, youth, episode)
    if before is None or ending not in {each.entry for each in before.ended}:
        raise BadInput("ending", _("There is no such ending."), _("Open the episode from Today."))
    if not clean(reason):
        raise BadInput("reason", _("Taking it back needs a reason."), _("Write in a few words what was wrong."))
    work.write(youth, entries.EndingWithdrawn(episode=episode, ending=ending.hex(), reason=clean(reason)))


def join_episodes(work: Work, youth: str, episode: str, other_youth: str, other: str) -> None:
    """Say that two episodes are one; both clocks stay, the earlier limit counts. Late and missing together are missing."""
    if episode == other:
        raise BadInput("join", _("This is the same episode."), _("Choose the other one."))
    pair = [(home, each) for home, own in ((youth, episode), (other_youth, other)) if (each := episode_of(work, home, own))]
    if any(each.happened.whereabouts is not None for _home, each in pair):
        for home, each in pair:
            if each.happened.whereabouts is None:
                decide_missing(work, home, each.id)
    work.write(youth, entries.EpisodesJoined(episode=episode, other=other))
    if other_youth != youth:
        work.write(other_youth, entries.EpisodesJoined(episode=other, other=episode))


def join_call(work: Work, provisional: str, youth: str, reason: str) -> None:
    """The caller's youth is this one: join the record begun from the call, and the open episodes of all records (P2)."""
    theirs, ours = records_of(work, provisional), records_of(work, youth)
    if provisional != youth and youth in theirs:
        raise BadInput("join", _("These records are joined already."), _("Go on with either."))
    called, held = ([each for record in records for each in episodes(work, record) if each.open] for records in (theirs, ours))
    youth_acts.join(work, provisional, youth, clean(reason))
    for one in held[:1]:
        for other in called:
            join_episodes(work, one.youth, one.id, other.youth, other.id)
