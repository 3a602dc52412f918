"""What is said of a case in plain words: absences, who was told, screenings, restricted notes, next steps."""

from __future__ import annotations

from collections.abc import Iterator

from fieldapp.agenda import entries as agenda
from fieldapp.agenda.model import Proof
from fieldapp.agenda.wording import outcome_words
from fieldapp.desk.sections import day_words
from fieldapp.desk.statusfile import cse_words
from fieldapp.desk.telling import Around, Tell, Telling, joined
from fieldapp.determine import entries as determine
from fieldapp.document import entries as document
from fieldapp.document.model import GridRow, kind_of
from fieldapp.identify import entries as identify
from fieldapp.identify.model import Result
from fieldapp.ledger.kinds import Fact
from fieldapp.locate import entries as locate
from fieldapp.locate.model import Happened
from fieldapp.locate.wording import ending_words, moment_words
from fieldapp.text import _, language, long_moment, ngettext

# -- who was told


def _planned(fact: agenda.PlanMade, _around: Around) -> Telling:
    live = [each for each in fact.rows if each.applies != "stopped"]
    count = ngettext("{n} required", "{n} required", len(live)).format(n=len(live))
    stopped = len(fact.rows) - len(live)
    gone = ngettext("{n} no longer asked for", "{n} no longer asked for", stopped).format(n=stopped) if stopped else ""
    law = _("law of {day}, rules {version}").format(day=day_words(fact.law_of), version=fact.rules)
    return Telling(_("Required contacts and steps worked out"), joined(count, gone, law))


def _notice(fact: agenda.NoticeRecorded, around: Around) -> Telling:
    proof = fact.proof
    title = f"{around.who(fact.line)}: {outcome_words(proof.outcome)}"
    return Telling(title, joined(*_proof(proof)), happened=proof.made_at)


def _proof(proof: Proof) -> Iterator[str]:
    yield long_moment(proof.made_at)
    yield ", ".join(part for part in (proof.agency, proof.to_whom) if part)
    yield _("by {who}").format(who=proof.by_whom) if proof.by_whom else ""
    yield _("number {n}").format(n=proof.number) if proof.number else ""
    yield _("NCIC {n}").format(n=proof.second_number) if proof.second_number else ""
    yield proof.language
    yield proof.note
    yield from (each.text for each in proof.remarks)
    yield _("try again {when}").format(when=long_moment(proof.try_again_at)) if proof.try_again_at is not None else ""
    yield _("late because: {why}").format(why=proof.late_reason) if proof.late_reason else ""


def _copied(_fact: agenda.NoticeCopied, _around: Around) -> Telling:
    return Telling(_("A contact note was entered in CWS/CMS or the probation system"))


def _taken_back(fact: agenda.NoticeTakenBack, around: Around) -> Telling:
    return Telling(_("{who}: recorded by mistake, taken back").format(who=around.who(fact.line)), fact.reason)


def _late_because(fact: agenda.LatenessExplained, _around: Around) -> Telling:
    return Telling(_("Why a contact was late"), fact.reason)


# -- absences


def _call(fact: locate.CallTaken, _around: Around) -> Telling:
    call = fact.call
    who = ", ".join(part for part in (call.caller, call.caller_role) if part) or _("somebody")
    heard = _("about “{name}”").format(name=call.youth_name) if call.youth_name else ""
    told = joined(call.police_agency, call.police_number, call.police_by)
    police = _("police told: {what}").format(what=told) if told else ""
    earlier = _("{who} of the agency knew before").format(who=call.knew_earlier) if call.knew_earlier else ""
    text = joined(long_moment(call.came_at), heard, call.call_back, police, earlier, call.knew_how, call.notes)
    return Telling(_("Call from {who}").format(who=who), text, happened=call.taken_at or call.came_at)


def _started(_fact: locate.EpisodeStarted, _around: Around) -> Telling:
    return Telling(_("An absence was begun"))


def _where(value: Happened) -> str:
    return {
        "unknown": _("whereabouts not known"),
        "known_unapproved": _("at a place that is not approved"),
        "known_approved": _("at an approved place"),
        None: _("late, not yet missing"),
    }[value.whereabouts]


def _happened(fact: locate.HappenedSaid, _around: Around) -> Telling:
    value, seen = fact.value, fact.value.last_seen
    last = ", ".join(part for part in (long_moment(seen.at) if seen.at is not None else "", seen.place) if part)
    text = joined(
        _("agency learned {when}").format(when=long_moment(value.agency_learned)),
        _where(value),
        _("last seen {what}").format(what=last) if last else "",
        seen.with_whom,
        seen.clothing,
        seen.vehicle,
        seen.trigger,
    )
    return Telling(_("What is known of the absence"), text, joined(*_stated_starts(value)))


def _stated_starts(value: Happened) -> Iterator[str]:
    """Instants whose very question says what no open page may."""
    for words, at in (
        (_("abuse first suspected {when}"), value.suspected),
        (_("trafficking first learned of {when}"), value.trafficking_suspected),
        (_("first believed to be a victim {when}"), value.identified),
    ):
        if at is not None:
            yield words.format(when=long_moment(at))


def _now_with(fact: locate.HandedOver, _around: Around) -> Telling:
    value = fact.value
    until = _("until {when}").format(when=long_moment(value.until)) if value.until is not None else ""
    return Telling(_("Now with {who}").format(who=value.name), joined(until, value.next_act))


def _waiting(fact: locate.WaitingDecided, _around: Around) -> Telling:
    again = _("decide again {when}").format(when=long_moment(fact.value.decide_again_at))
    return Telling(_("{who} decided to wait").format(who=fact.value.decided_by), joined(fact.value.why, again))


def _moment(fact: locate.MomentNoted, _around: Around) -> Telling:
    return Telling(moment_words(fact.what), joined(fact.text, long_moment(fact.at)), happened=fact.at)


def _heard(fact: locate.YouthHeard, _around: Around) -> Telling:
    value = fact.value
    safe = {True: _("says: safe"), False: _("says: not safe")}.get(value.safe, "") if value.safe is not None else ""
    next_at = _("again {when}").format(when=long_moment(value.next_at)) if value.next_at is not None else ""
    text = joined(value.words, safe, value.place_said, value.wants, next_at, value.next_how, long_moment(value.at))
    return Telling(_("The youth was in touch"), text, happened=value.at)


def _first_hour(fact: locate.FirstHourSaid, _around: Around) -> Telling:
    value = fact.value
    what = {"given": _("given"), "declined": _("declined"), "later": _("later")}
    offered = (
        (_("food"), value.food), (_("sleep"), value.sleep), (_("medical"), value.medical), (_("safe place"), value.safe_place),
        (_("advocate"), value.advocate),
    )  # fmt: skip
    return Telling(_("First hour back"), joined(*(f"{name}: {what[how]}" for name, how in offered if how), value.note))


def _ended(fact: locate.EndingRecorded, _around: Around) -> Telling:
    return Telling(ending_words(fact.what), joined(fact.place, fact.note, long_moment(fact.at)), happened=fact.at)


def _ending_withdrawn(fact: locate.EndingWithdrawn, _around: Around) -> Telling:
    return Telling(_("An ending was recorded by mistake, withdrawn"), fact.reason)


def _episodes_joined(_fact: locate.EpisodesJoined, _around: Around) -> Telling:
    return Telling(_("Two absences of this youth are one"))


# -- screenings, restricted notes, next steps


def _result(result: Result) -> str:
    bands = _(" or ").join(band.title.said(language()) for band in result.bands)
    return _("it came to: {result}").format(result=bands or _("no result of its own"))


def _finished(fact: identify.ScreeningFinished, _around: Around) -> Telling:
    text = _("contact on {day}").format(day=day_words(fact.contact_on))
    return Telling(_("Screening finished and locked"), text, _result(fact.result))


def _amended(fact: identify.ScreeningAmended, _around: Around) -> Telling:
    return Telling(_("Screening amended"), "", joined(fact.reason, _result(fact.result)))


def _reviewed(fact: identify.ScreeningReviewed, _around: Around) -> Telling:
    return Telling(_("Screening read by a supervisor"), "", fact.note)


def _grid(row: GridRow) -> str:
    return joined(kind_of(row).label, row.start or "", row.end or "", row.basis)


def _status(fact: document.StatusSaid, _around: Around) -> Telling:
    value = fact.value
    closed = joined(cse_words(value.cse), value.basis, *map(_grid, value.rows), fact.reason)
    return Telling(_("Restricted notes: stated"), "", closed)


def _row(fact: document.RowSaid, _around: Around) -> Telling:
    title = _("Restricted notes: a row withdrawn") if fact.withdrawn else _("Restricted notes: a row stated anew")
    return Telling(title, "", joined(_grid(fact.value), fact.reason))


def _entered(fact: document.StatusEntered, _around: Around) -> Telling:
    said = _("{day}, {who}").format(day=day_words(fact.value.day), who=fact.value.by)
    return Telling(_("Restricted notes: entered in CWS/CMS"), said)


def _proposed(fact: determine.ActionsProposed, around: Around) -> Telling:
    count = len(fact.rows)
    title = ngettext("{n} next step proposed", "{n} next steps proposed", count).format(n=count)
    of = _("after a screening") if fact.cause == "screening" else _("after the restricted notes changed")
    return Telling(title, of, joined(*(around.steps.get(each.row.rule, each.row.title_en) for each in fact.rows)))


def _decided(fact: determine.ActionDecided, around: Around) -> Telling:
    title = _("A proposed step was taken up") if fact.taken else _("A proposed step was declined")
    return Telling(title, "", joined(around.steps.get(fact.rule, fact.rule), fact.reason))


def _decline_reviewed(fact: determine.DeclineReviewed, around: Around) -> Telling:
    title = _("A declined step stays declined") if fact.confirmed else _("A declined step was sent back")
    return Telling(title, "", joined(around.steps.get(fact.rule, fact.rule), fact.note))


CASE: dict[type[Fact], Tell] = {
    agenda.PlanMade: _planned,
    agenda.NoticeRecorded: _notice,
    agenda.NoticeCopied: _copied,
    agenda.NoticeTakenBack: _taken_back,
    agenda.LatenessExplained: _late_because,
    locate.CallTaken: _call,
    locate.EpisodeStarted: _started,
    locate.HappenedSaid: _happened,
    locate.HandedOver: _now_with,
    locate.WaitingDecided: _waiting,
    locate.MomentNoted: _moment,
    locate.YouthHeard: _heard,
    locate.FirstHourSaid: _first_hour,
    locate.EndingRecorded: _ended,
    locate.EndingWithdrawn: _ending_withdrawn,
    locate.EpisodesJoined: _episodes_joined,
    identify.ScreeningFinished: _finished,
    identify.ScreeningAmended: _amended,
    identify.ScreeningReviewed: _reviewed,
    document.StatusSaid: _status,
    document.RowSaid: _row,
    document.StatusEntered: _entered,
    determine.ActionsProposed: _proposed,
    determine.ActionDecided: _decided,
    determine.DeclineReviewed: _decline_reviewed,
}
