"""One notice or attempt in words, with everything that was kept of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from fieldapp.agenda.model import Made
from fieldapp.desk.window import outcome_words
from fieldapp.text import _, moment


def made_words(made: Made, who: Callable[[str], str]) -> str:
    """When, what, by which way, with whom, its number, and when it was written down. who: a person's name by their id."""
    proof = made.proof
    told = ", ".join(part for part in (proof.agency, proof.to_whom) if part)
    parts = [
        f"{moment(proof.made_at)}  {outcome_words(proof.outcome)}",
        _("number {n}").format(n=proof.number) if proof.number else "",
        _("NCIC {n}").format(n=proof.second_number) if proof.second_number else "",
        told,
        _("by {who}").format(who=proof.by_whom) if proof.by_whom else "",
        proof.language,
        proof.note,
        proof.next_step,
        _("late because: {why}").format(why=proof.late_reason) if proof.late_reason else "",
        *_explained(made, who),
        _("written down {when}").format(when=moment(made.recorded_at)),
    ]
    return " · ".join(part for part in parts if part)


def _explained(made: Made, who: Callable[[str], str]) -> Iterator[str]:
    for each in made.explained:
        words = _("late because: {why} (added {when} by {who})")
        yield words.format(why=each.reason, when=moment(each.at), who=who(each.by))
