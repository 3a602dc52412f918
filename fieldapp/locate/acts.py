"""What a person can do about a missing youth: start from a call, state what happened, hand over, record the way back."""

from __future__ import annotations

from collections.abc import Sequence

from fieldapp import clock
from fieldapp.errors import BadInput
from fieldapp.ledger.ids import new_id
from fieldapp.ledger.work import Work
from fieldapp.locate import entries, model
from fieldapp.locate.queries import episode as episode_of
from fieldapp.locate.queries import episodes
from fieldapp.text import _, clean
from fieldapp.youth import acts as youth_acts
from fieldapp.youth.model import Names
from fieldapp.youth.queries import youth as youth_of


def start_from_call(work: Work, call: model.Call, youth: str = "") -> tuple[str, str]:
    """Start the clock with no more than a name, a caller and a number; returns (youth, episode).

    Without a youth's record a new one is begun under the name as it was said; it is joined to the real one later, and the
    clock stays where this call set it (P2).
    """
    if not youth and not clean(call.youth_name):
        raise BadInput("youth_name", _("Who is gone?"), _("Type the name as the caller says it; the record can be joined later."))
    if call.came_at > work.now + clock.MINUTE:
        raise BadInput("came_at", _("This time lies in the future."), _("Enter when the call came in."))
    if not youth:
        youth = youth_acts.open_record(work, Names(chosen=clean(call.youth_name)), "call")
    call_id, episode = new_id(), new_id()
    work.write(youth, entries.CallTaken(id=call_id, call=call))
    work.write(youth, entries.EpisodeStarted(id=episode, call=call_id))
    happened = model.Happened(agency_learned=call.came_at, learned_how=clean(call.caller), caregiver_learned=call.noticed_at)
    work.write(youth, entries.HappenedSaid(episode=episode, value=happened))
    hand_over(work, youth, episode, model.NowWith(person=work.me.person, name=work.me.name))
    return youth, episode


def begin(
    work: Work,
    call: model.Call,
    youth: str = "",
    asked: Sequence[tuple[model.Moment, int]] = (),
    wait_for: model.Waiting | None = None,
) -> tuple[str, str]:
    """Start from a call in one act: the clock, what the caller was asked to do and when, and a decision to wait."""
    made = start_from_call(work, call, youth)
    for what, at in asked:
        note(work, *made, what, at)
    if wait_for is not None:
        wait(work, *made, wait_for)
    return made


def say_happened(work: Work, youth: str, episode: str, value: model.Happened) -> None:
    """State what is known of an episode anew; refuses an order of times that cannot be."""
    record = youth_of(work, youth)
    born = record.standing.value.born if record and record.standing else None
    _check_times(value, work.now, born)
    before = episode_of(work, youth, episode)
    if before is None:
        raise BadInput("episode", _("There is no such episode."), _("Open the episode from Today."))
    work.write(youth, entries.HappenedSaid(episode=episode, value=value))


def _check_times(value: model.Happened, now: int, born: str | None) -> None:
    named = (
        (_("last seen"), value.last_seen.at),
        (_("noticed by the caregiver"), value.caregiver_learned),
        (_("learned by the agency"), value.agency_learned),
    )
    for label, instant in named:
        if instant is None:
            continue
        if instant > now + clock.MINUTE:
            raise BadInput("times", _("The time “{what}” lies in the future.").format(what=label), _("Check day and hour."))
        if born is not None and clock.day(instant).isoformat() < born:
            raise BadInput("times", _("The time “{what}” lies before the birth date.").format(what=label), _("Check the year."))
    seen = value.last_seen.at
    if seen is not None and any(each is not None and seen > each for _label, each in named[1:]):
        raise BadInput(
            "times",
            _("Last seen cannot be later than when somebody learned of it."),
            _("A sighting is noted on the timeline; it never moves last seen."),
        )


def hand_over(work: Work, youth: str, episode: str, value: model.NowWith) -> None:
    """Say who has the episode now, until when, and what comes next."""
    work.write(youth, entries.HandedOver(episode=episode, value=value))


def wait(work: Work, youth: str, episode: str, value: model.Waiting) -> None:
    """Late, not yet missing: who decided, why, and when to decide again (P4)."""
    if not clean(value.why):
        raise BadInput("why", _("Waiting needs its reason."), _("Write in a few words why you wait."))
    if value.decide_again_at <= work.now:
        raise BadInput("decide_again_at", _("This time has passed."), _("Say when to decide again."))
    work.write(youth, entries.WaitingDecided(episode=episode, value=value))


def note(work: Work, youth: str, episode: str, what: model.Moment, at: int, text: str = "") -> None:
    """Put something on the timeline: a search, a sighting, a message from the youth, a request, a refusal."""
    if at > work.now + clock.MINUTE:
        raise BadInput("at", _("This time lies in the future."), _("Enter when it happened."))
    work.write(youth, entries.MomentNoted(episode=episode, what=what, at=at, text=clean(text)))


def end(
    work: Work, youth: str, episode: str, what: model.Ending | model.OtherEnding, at: int, place: str = "", text: str = ""
) -> None:
    """Record located, recovered or returned, or another ending, each with its own time (P5, P57)."""
    before = episode_of(work, youth, episode)
    if before is None:
        raise BadInput("episode", _("There is no such episode."), _("Open the episode from Today."))
    if at > work.now + clock.MINUTE:
        raise BadInput("at", _("This time lies in the future."), _("Enter when it happened."))
    if at < (before.happened.last_seen.at or 0):
        raise BadInput("at", _("This is before the youth was last seen."), _("Check day and hour."))
    located = before.at("located")
    if what == "returned" and located is not None and at < located:
        raise BadInput("at", _("Returned cannot be earlier than located."), _("Check day and hour."))
    work.write(youth, entries.EndingRecorded(episode=episode, what=what, at=at, place=clean(place), note=clean(text)))


def join_episodes(work: Work, youth: str, episode: str, other_youth: str, other: str) -> None:
    """Say that two episodes are one; both clocks stay, the earlier limit counts."""
    if episode == other:
        raise BadInput("join", _("This is the same episode."), _("Choose the other one."))
    work.write(youth, entries.EpisodesJoined(episode=episode, other=other))
    if other_youth != youth:
        work.write(other_youth, entries.EpisodesJoined(episode=other, other=episode))


def join_call(work: Work, provisional: str, youth: str, reason: str) -> None:
    """The caller's youth is this one: join the record begun from the call, and open episodes of both (P2)."""
    youth_acts.join(work, provisional, youth, reason)
    ours = [each for each in episodes(work, youth) if each.open]
    theirs = [each for each in episodes(work, provisional) if each.open]
    for one in ours[:1]:
        for other in theirs:
            join_episodes(work, youth, one.id, provisional, other.id)
