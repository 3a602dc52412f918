"""Contact notes: each notice and attempt as a text to copy into CWS/CMS or the probation system (P18). It names no youth."""

from __future__ import annotations

from dataclasses import dataclass

from fieldapp import clock
from fieldapp.agenda import queries as agenda
from fieldapp.agenda.model import Line, Made, Proof
from fieldapp.agenda.wording import outcome_words
from fieldapp.desk.county import county
from fieldapp.desk.desk import opens_youth
from fieldapp.desk.reaching import whom
from fieldapp.ledger.work import View
from fieldapp.locate import queries as locate
from fieldapp.text import _, long_moment, span
from fieldapp.youth import queries as youths


@dataclass(frozen=True, slots=True)
class ContactNote:
    """A notice as text. notice: the entry behind it · to: whom it told."""

    youth: str
    notice: bytes
    to: str
    at: int
    text: str


@opens_youth
def contact_note(view: View, youth: str, occasion: str, notice: bytes) -> ContactNote | None:
    """One notice of an occasion as text; None where it is not here any more."""
    record = youths.youth(view, youth)
    if record is None:
        return None
    for line in agenda.lines(view, locate.group(view, occasion)):
        for made in line.made:
            if made.entry == notice:
                to = whom(county(view), record, line, view.now).name
                return ContactNote(youth, notice, to, made.proof.made_at, _text(line, made, to, view.me.name))
    return None


def _text(line: Line, made: Made, to: str, writer: str) -> str:
    proof = made.proof
    said = [
        _("{when}. {to}: {outcome}{how}.").format(
            when=long_moment(proof.made_at), to=to, outcome=outcome_words(proof.outcome), how=_how(proof)
        )
    ]
    said += [
        words.format(value=value)
        for words, value in (
            (_("Spoke with {value}."), proof.to_whom),
            (_("Told by {value}."), proof.by_whom),
            (_("Number: {value}."), proof.number),
            (_("NCIC number: {value}."), proof.second_number),
            (_("NCIC record made {value}, as the agency says."), _at(proof.entered_at)),
            (_("Language used: {value}."), proof.language),
            (_("Interpreter: {value}."), proof.interpreter),
            (_("Note: {value}"), proof.note),
            (_("Next step: {value}."), _next_step(proof)),
            (_("Try again {value}."), _at(proof.try_again_at)),
        )
        if value
    ]
    said += [_("{time}: {note}.").format(time=_time(each.at), note=each.text.rstrip(".")) for each in proof.remarks]
    if line.start_at is not None and line.first.start == "agency_learned":
        took = span(proof.made_at - line.start_at)
        said.append(_("The agency learned {when}; this was {span} later.").format(when=long_moment(line.start_at), span=took))
    if made.late_because:
        said.append(_("Reason for the delay: {reason}").format(reason=made.late_because))
    said.append(_("Written down {when} by {who}.").format(when=long_moment(made.recorded_at), who=writer))
    return " ".join(said)


def _at(instant: clock.Instant | None) -> str:
    return long_moment(instant) if instant is not None else ""


def _time(instant: clock.Instant) -> str:
    return f"{clock.local(instant):%H:%M}"


def _next_step(proof: Proof) -> str:
    return {
        "their_supervisor": _("ask for their supervisor"),
        "another_agency": _("call another agency"),
        "our_supervisor": _("ask our supervisor"),
        "call_again": _("call again"),
    }.get(proof.next_step, proof.next_step)


def _how(proof: Proof) -> str:
    """The way, and from when to when where it was a call."""
    if proof.began_at is not None and proof.ended_at is not None:
        return _(", by phone from {began} to {ended}").format(began=_time(proof.began_at), ended=_time(proof.ended_at))
    channels = {
        "phone": _(", by phone"),
        "email": _(", by e-mail"),
        "fax": _(", by fax"),
        "web": _(", through a web form"),
        "in_person": _(", in person"),
        "post": _(", by post"),
    }
    return channels.get(proof.channel, "")
