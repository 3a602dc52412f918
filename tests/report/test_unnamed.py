"""Other youths in what was typed: no paper names one, unless a person picked that one (P6, P21)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from fieldapp.policy import disclosure
from fieldapp.report.compose import compose
from fieldapp.report.facts import CaseFacts, Companion, Event
from fieldapp.report.model import Paper, PaperKind, Stamp

TYPED = "Left with Robin Sample; robin sample's bike. Robin knows Kim Fictional. Robinson Street."


@pytest.fixture
def together(mika: CaseFacts) -> CaseFacts:
    """Somebody wrote down with whom the youth left, in several places."""
    absence = replace(mika.absence, circumstances=TYPED, with_whom="Kim Fictional")
    companions = (Companion(name="Robin Sample"), Companion(name="Lee Sample"))
    seen = (Event(at=mika.absence.agency_learned or 0, what="Seen with Kim Fictional", who="Robin", field="search_efforts"),)
    return replace(mika, absence=absence, companions=companions, also_missing=("Kim Fictional", "Kim"), events=seen)


def _paper(facts: CaseFacts, stamp: Stamp, kind: PaperKind, to: str, *picked: str, language: str = "en") -> Paper:
    return compose(kind, facts, disclosure.matrix(), to, frozenset(picked), language, stamp)


@pytest.mark.parametrize("kind", list(PaperKind))
@pytest.mark.parametrize("reader", sorted(disclosure.READERS - {"supervisor"}))
def test_nobody_reads_of_another_youth(
    kind: PaperKind, reader: str, together: CaseFacts, stamp: Stamp, said: Callable[[Paper], str]
) -> None:
    every = disclosure.FIELDS - {"minor_associates"}
    text = said(_paper(together, stamp, kind, reader, *every))
    assert not [name for name in ("Robin Sample", "robin sample", "Robin ", "Kim", "Lee Sample") if name in text]


def test_the_sentence_stays_whole_and_other_words_are_left_alone(
    together: CaseFacts, stamp: Stamp, said: Callable[[Paper], str]
) -> None:
    text = said(_paper(together, stamp, PaperKind.POLICE_SHEET, "police"))
    assert "Left with another youth; another youth's bike. another youth knows another youth. Robinson Street." in text
    assert "Michaela Sample" in text


def test_one_who_was_picked_is_named_and_no_other(together: CaseFacts, stamp: Stamp, said: Callable[[Paper], str]) -> None:
    text = said(_paper(together, stamp, PaperKind.POLICE_SHEET, "police", "minor_associates/0"))
    assert "Left with Robin Sample" in text
    assert "Kim" not in text
    assert "Lee" not in text


def test_the_supervisor_reads_what_was_written(together: CaseFacts, stamp: Stamp, said: Callable[[Paper], str]) -> None:
    assert "Seen with Kim Fictional" in said(_paper(together, stamp, PaperKind.CHRONOLOGY, "supervisor"))


def test_a_youth_s_own_name_is_never_taken_out(mika: CaseFacts, stamp: Stamp, said: Callable[[Paper], str]) -> None:
    alike = replace(
        mika, companions=(Companion(name="Mika"),), absence=replace(mika.absence, circumstances="Mika left a note."),
    )  # fmt: skip
    assert "Mika left a note." in said(_paper(alike, stamp, PaperKind.POLICE_SHEET, "police"))
