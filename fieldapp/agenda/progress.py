"""How far a line is, in words with its times: two lines for a row, and a tone; "called" alone is never the end (P7)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from fieldapp import clock
from fieldapp.agenda.model import Line, Made, Outcome, Proof
from fieldapp.text import _, moment, near, span

Tone = Literal["settled", "confirm", "begun", "open", "late", "unknown", "stopped"]
"""confirm: told, but a number or a confirmation has not come back; it stays visibly open."""
_REPORTED: frozenset[Outcome] = frozenset({"report_taken", "number_withheld", "done_by_other", "told"})


@dataclass(frozen=True, slots=True)
class Progress:
    """first: what was done and when · second: what is known or still wanted, "" where there is nothing to add."""

    first: str
    second: str
    tone: Tone

    @property
    def settled(self) -> bool:
        """Whether nothing is wanted any more."""
        return self.tone in {"settled", "stopped"}


def progress(line: Line, now: clock.Instant, not_yet: str = "") -> Progress:
    """A line's state. not_yet: what a row says to which nothing was done ("Not yet called")."""
    if line.state == "stopped":
        return Progress(_("No longer required"), line.first.stopped_why, "stopped")
    if line.state == "settled":
        return _settled(line, now)
    if line.made:
        return _begun(line, line.made[-1], now)
    return _open(line, now, not_yet or _("Not yet told"))


def _open(line: Line, now: clock.Instant, not_yet: str) -> Progress:
    if line.first.applies == "unknown":
        return Progress(not_yet, _("not known if required"), "unknown")
    if line.due is not None and now > line.due:
        return Progress(_gone(line, now), _since_when(line), "late")
    if line.due is not None and line.due - now < clock.HOUR and line.first.law:
        return Progress(not_yet, _("{span} left").format(span=span(line.due - now)), "late")
    return Progress(not_yet, line.first.limit, "open")


def _gone(line: Line, at: clock.Instant) -> str:
    """Hours, never a grade (P41): "25 h 10 min", and below it what they count from."""
    return span(at - (line.start_at if line.start_at is not None else (line.due or at) - clock.DAY))


def _since_when(line: Line) -> str:
    return after_words(line.first.start)


def after_words(start: str) -> str:
    """What a clock counts from."""
    known = {
        "agency_learned": _("after the agency learned"),
        "found": _("after the youth was found"),
        "returned": _("after the return"),
    }
    return known.get(start, _("after it began"))


def _begun(line: Line, last: Made, now: clock.Instant) -> Progress:
    proof, at = last.proof, near(last.proof.made_at, now)
    if line.first.ongoing and proof.outcome in {*_REPORTED, "entry_confirmed", "sent"}:
        return Progress(_("Last told {when}").format(when=at), _("goes on until the return"), "begun")
    first, second = _attempts().get(proof.outcome, _attempt)(proof, at)
    if proof.try_again_at is not None:
        second = _("try again {when}").format(when=moment(proof.try_again_at))
    if proof.outcome == "refused" and line.first.recipient in {"police", "ncmec"}:
        second = _("any agency must take it")
    late = line.due is not None and now > line.due
    return Progress(first, second, "late" if late else "begun")


_Words = Callable[[Proof, str], tuple[str, str]]


def _attempt(proof: Proof, at: str) -> tuple[str, str]:
    return _("Begun {when}").format(when=at), proof.note


def _attempts() -> dict[str, _Words]:
    return {
        "called": lambda proof, at: (_("Called {when}").format(when=at), proof.note or _("no report taken yet")),
        "message_left": lambda proof, at: (_("Message left {when}").format(when=at), proof.note),
        "number_pending": lambda proof, at: (_("Report taken {when}").format(when=at), _("number pending")),
        "no_answer": lambda proof, at: (_("No answer {when}").format(when=at), proof.note),
        "refused": lambda proof, at: (_("Refused {when}").format(when=at), proof.note),
        "not_tonight": lambda proof, at: (_("Not tonight, {when}").format(when=at), proof.note),
        "taken_up": lambda proof, at: (_("Taken up {when}").format(when=at), proof.note),
    }


def _settled(line: Line, now: clock.Instant) -> Progress:
    told = [each for each in line.made if each.proof.made_at >= (line.settled_at or 0)] or list(line.made)
    proof = (_best(told) or told[0]).proof
    first, second = _settlements().get(proof.outcome, _settlement)(proof, near(proof.made_at, now))
    if line.late_by is not None and line.settled_at is not None:
        hours = _("{first}: {span}").format(first=first.rpartition(" ")[0] or first, span=_gone(line, line.settled_at))
        return Progress(hours, _since_when(line), _wanted(line)[1])
    wanted, tone = _wanted(line)
    return Progress(first, wanted or second, tone)


def _best(told: list[Made]) -> Made | None:
    """The proof that says most: a confirmed entry before a report, a report before a word."""
    for outcome in ("entry_confirmed", "report_taken", "number_withheld", "told"):
        found = [each for each in told if each.proof.outcome == outcome]
        if found:
            return found[-1]
    return None


def _wanted(line: Line) -> tuple[str, Tone]:
    """What has not come back, though the recipient was told: it stays visibly open (locate.md 8)."""
    proofs = [each.proof for each in line.made]
    if not any(each.outcome in _REPORTED for each in proofs) or line.first.start != "agency_learned":
        return "", "settled"
    if line.first.recipient == "police" and not any(each.outcome == "entry_confirmed" for each in proofs):
        withheld = any(each.outcome == "number_withheld" for each in proofs)
        pending = not withheld and not any(each.number for each in proofs)
        return _("number pending, NCIC open") if pending else _("NCIC not yet confirmed"), "confirm"
    if line.first.recipient == "ncmec" and not any(each.number for each in proofs):
        return _("number pending"), "confirm"
    return "", "settled"


def _settlement(proof: Proof, at: str) -> tuple[str, str]:
    return _("Told {when}").format(when=at), _number(proof)


def _number(proof: Proof) -> str:
    return _("number {n}").format(n=proof.number) if proof.number else proof.to_whom


def _settlements() -> dict[str, _Words]:
    return {
        "report_taken": lambda proof, at: (_("Report taken {when}").format(when=at), _number(proof)),
        "entry_confirmed": lambda proof, at: (_("NCIC confirmed {when}").format(when=at), _number(proof)),
        "number_withheld": lambda proof, at: (_("Report taken {when}").format(when=at), _("number withheld")),
        "sent": lambda proof, at: (_("Written {when}").format(when=at), proof.to_whom),
        "refused": lambda proof, at: (_("Refused {when}").format(when=at), proof.next_step),
        "done_by_other": lambda proof, at: (_("Told by someone else {when}").format(when=at), proof.by_whom or proof.to_whom),
        "sheriff_told": lambda proof, at: (_("Sheriff told {when}").format(when=at), _("the tribe has no police")),
        "not_required": lambda proof, _at: (_("Not required"), proof.note),
        "done": lambda proof, at: (_("Done {when}").format(when=at), proof.note),
        "declined": lambda proof, _at: (_("Declined"), proof.note),
    }
