"""What one room must do when another records something, in the same commit, on the store where it was recorded."""

from __future__ import annotations

from collections.abc import Container, Mapping
from contextlib import suppress
from typing import cast

from fieldapp.agenda import queries as agenda
from fieldapp.agenda.entries import NoticeRecorded, NoticeTakenBack
from fieldapp.agenda.model import Proof
from fieldapp.agenda.queries import Occasion
from fieldapp.desk.desk import Reaction
from fieldapp.desk.plans import check_police_told, plan_status, put_to_rest, replan_episode, replan_group, replan_status
from fieldapp.desk.proposals import propose_after_screening, propose_after_status
from fieldapp.desk.rules import hang_on_the_report
from fieldapp.determine import acts as determine
from fieldapp.document import queries as document
from fieldapp.document.entries import StatusSaid
from fieldapp.document.model import starts_a_clock
from fieldapp.errors import BadInput
from fieldapp.identify.entries import ScreeningAmended, ScreeningFinished
from fieldapp.ledger.entry import Entry
from fieldapp.ledger.kinds import Fact
from fieldapp.ledger.withdrawing import PutBack, PutBackByLead, Withdrawn, WithdrawnByLead
from fieldapp.ledger.work import Work
from fieldapp.locate import queries as locate
from fieldapp.locate.entries import EndingRecorded, EndingWithdrawn, EpisodesJoined, HappenedSaid, MomentNoted
from fieldapp.text import _, moment
from fieldapp.youth import queries as youths
from fieldapp.youth.entries import ContactSaid, StandingSaid, TribesSaid

_SCREEN = frozenset({"R-04", "ACT-RESCREEN"})
"""The rows that ask for a screening after a return."""
RESCREEN_LINES = tuple(f"step/{rule}/" for rule in sorted(_SCREEN))
"""How the keys of their lines begin."""


def reactions() -> Mapping[type[Fact], tuple[Reaction, ...]]:
    """Every reaction, by the kind of fact that calls for it."""
    return {
        ContactSaid: (_replan_open,),
        StandingSaid: (_replan_open, _replan_statuses),
        TribesSaid: (_replan_open,),
        EpisodesJoined: (_replan_open,),
        HappenedSaid: (_replan_one,),
        EndingRecorded: (_replan_one, _put_to_rest),
        EndingWithdrawn: (_replan_one,),
        MomentNoted: (_replan_after_moment,),
        NoticeRecorded: (_replan_after_notice,),
        NoticeTakenBack: (_replan_after_notice,),
        StatusSaid: (_replan_open, _replan_statuses, propose_after_status),
        ScreeningAmended: (propose_after_screening,),
        ScreeningFinished: (propose_after_screening, _settle_screening_on_return),
        **dict.fromkeys((Withdrawn, WithdrawnByLead, PutBack, PutBackByLead), (_plan_anew,)),
    }


def settle_moved(work: Work, made: Container[bytes]) -> None:
    """What other rooms must do about records that were moved to a youth, once all of them are there. No screening that was made
    before settles a step of this youth's, and what was decided elsewhere is decided again.
    """
    moved = [(entry, fact) for entry, fact in work.written if entry.hash in made]
    for entry, fact in moved:
        if isinstance(fact, EndingRecorded):
            _put_to_rest(work, entry, fact)
        elif isinstance(fact, StatusSaid):
            propose_after_status(work, entry, fact)
        elif isinstance(fact, ScreeningFinished | ScreeningAmended):
            propose_after_screening(work, entry, fact)
    for entry, fact in moved[-1:]:
        _plan_anew(work, entry, fact)


def _plan_anew(work: Work, entry: Entry, fact: Fact) -> None:
    """Records were withdrawn, put back or moved here: every absence and status of this youth is planned by what is there now."""
    for record in youths.records_of(work, entry.stream):
        for episode in locate.episodes(work, record):
            with suppress(BadInput):  # two times that do not agree are said where somebody states one of them
                replan_episode(work, episode)
    _replan_statuses(work, entry, fact)


def _replan_open(work: Work, entry: Entry, fact: Fact) -> None:
    """New facts about a youth plan every open episode again, of all records that are this youth."""
    del fact
    for record in youths.records_of(work, entry.stream):
        for episode in locate.episodes(work, record):
            if episode.open:
                replan_episode(work, episode)


def _replan_one(work: Work, entry: Entry, fact: Fact) -> None:
    """What is known of one episode holds for those joined to it."""
    episode = locate.episode(work, entry.stream, cast("HappenedSaid | EndingRecorded | EndingWithdrawn", fact).episode)
    if episode is not None:
        replan_group(work, episode)


def _put_to_rest(work: Work, entry: Entry, fact: Fact) -> None:
    ending = cast("EndingRecorded", fact)
    episode = locate.episode(work, entry.stream, ending.episode)
    if episode is not None and ending.what == "died":
        put_to_rest(work, episode, ending.at)
        determine.put_to_rest(work, entry.stream, _("Found dead {when}.").format(when=moment(ending.at)))


def _replan_after_moment(work: Work, entry: Entry, fact: Fact) -> None:
    """A warrant or a poster is taken back after the return, also where it is noted only then."""
    moment = cast("MomentNoted", fact)
    episode = locate.episode(work, entry.stream, moment.episode)
    if episode is not None and episode.found_at is not None and moment.what in {"warrant_issued", "poster_allowed"}:
        replan_group(work, episode)


def _replan_after_notice(work: Work, entry: Entry, fact: Fact) -> None:
    """Who was told is told again once the youth is found; that police took the report may start a duty of a county's."""
    notice = cast("NoticeRecorded | NoticeTakenBack", fact)
    police = notice.line.startswith("police/")
    if not locate.may_be_over(work, notice.occasion) and not (police and _may_matter(work, entry.stream, notice)):
        return
    episode = locate.episode(work, entry.stream, notice.occasion)
    if episode is None:
        return
    if police and isinstance(notice, NoticeRecorded):
        check_police_told(work, episode, notice.proof)
    if episode.ended or (police and hang_on_the_report(work)):
        replan_group(work, episode)


def _may_matter(work: Work, youth: str, notice: NoticeRecorded | NoticeTakenBack) -> bool:
    """Whether a report to police can disagree with the record or start a duty; nearly none does, and somebody waits."""
    told = notice.proof.made_at if isinstance(notice, NoticeRecorded) else None
    seen_after = told is not None and locate.may_be_seen_after(work, youth, notice.occasion, told)
    return seen_after or hang_on_the_report(work)


def _settle_screening_on_return(work: Work, entry: Entry, fact: Fact) -> None:
    """A screening after a return settles the step that asked for it."""
    del fact
    for record in youths.records_of(work, entry.stream):
        for episode in locate.episodes(work, record):
            returned = episode.at("returned")
            if returned is None or returned > work.now:
                continue
            occasion = Occasion(episode.youth, episode.id)
            for line in agenda.lines(work, [occasion]):
                if line.first.rule in _SCREEN and line.state in {"open", "begun"}:
                    proof = Proof(outcome="done", made_at=work.now, note=_("by the screening that was finished"))
                    work.write(episode.youth, NoticeRecorded(occasion=episode.id, line=line.key, proof=proof))


def _replan_statuses(work: Work, entry: Entry, fact: Fact) -> None:
    """Outside any open episode a status is an occasion of its own; what an earlier one asked for stays or says that it ended."""
    del fact
    youth = entry.stream
    planned = {each.id for each in agenda.occasions(work, youth)}
    stated = [each for each in document.history(work, youth) if each.youth == youth]
    for each in stated[1:]:
        if each.entry.hex() in planned:
            replan_status(work, youth, each.entry.hex())
    for each in stated[:1]:
        own = each.entry.hex()
        if starts_a_clock(each.value) and (own in planned or not any(one.open for one in locate.episodes(work, youth))):
            plan_status(work, youth, own)
