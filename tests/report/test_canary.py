"""The canary: a marker in every field of the case, every kind of paper: none where the matrix keeps it from."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Literal, Protocol

import pytest

from fieldapp.policy import disclosure
from fieldapp.policy.schema import RECIPIENTS
from fieldapp.report import mail, printing, radio, sentences
from fieldapp.report.compose import compose
from fieldapp.report.facts import CaseFacts
from fieldapp.report.model import Paper, PaperKind, Stamp

READERS = {
    PaperKind.POLICE_SHEET: "police",
    PaperKind.NCMEC_WORKSHEET: "ncmec",
    PaperKind.NCMEC_CALL_SCRIPT: "ncmec",
    PaperKind.CWS_CMS_SHEET: "cws_cms",
    PaperKind.CHRONOLOGY: "court",
    PaperKind.EMAIL_TEXT: "court",
    PaperKind.RADIO_CARD: "police",
    PaperKind.CALL_SCRIPT: "police",
    PaperKind.OFFICER_CARD: "police",
}


class Marked(Protocol):
    """The case with a marker in every text, and the marker of each place (such as "dangers.pregnancy")."""

    facts: CaseFacts
    markers: dict[str, str]


# The row of the matrix that each place of the case belongs to, written down a second time, so that a slot filed under a
# milder row is noticed. A place that no paper draws on has no row.
ROWS = {
    "legal_name": "legal_name",
    "also_known_as": "legal_name",
    "chosen_name": "chosen_name",
    "name_for_family": "name_for_family",
    "pronouns": "",
    "language": "language",
    "looks.sex": "sex_code",
    "looks.race": "race",
    "looks.ethnicity": "ethnicity",
    "looks.eyes": "eyes",
    "looks.hair": "hair",
    "looks.skin": "skin",
    "looks.marks": "marks",
    "absence.place": "last_seen",
    "absence.with_whom": "last_seen_with",
    "absence.clothing": "clothing",
    "absence.belongings": "belongings",
    "absence.vehicle": "vehicle",
    "absence.heading_to": "places",
    "absence.circumstances": "circumstances",
    "absence.person_type": "missing_category",
    "absence.circumstance": "missing_category",
    "absence.message_key": "missing_category",
    "absence.cautions": "endangerments",
    "absence.earlier": "earlier_episodes",
    "absence.poster_decision": "photo",
    "dangers.medication": "medication",
    "dangers.suicidality": "suicidality",
    "dangers.trafficking": "trafficking_risk",
    "dangers.pregnancy": "pregnancy",
    "dangers.other": "endangerments",
    "if_found.bring_to": "if_found",
    "if_found.release_to": "if_found",
    "if_found.release_never": "release_never",
    "if_found.medicine": "medication",
    "if_found.interpreter": "language",
    "numbers.court": "court_number",
    "numbers.court_number": "court_number",
    "numbers.probation_number": "probation_number",
    "numbers.client_id": "client_id",
    "numbers.police_agency": "police_report",
    "numbers.police_officer": "police_report",
    "numbers.police_report": "police_report",
    "numbers.ncic": "ncic_number",
    "numbers.ncmec": "ncmec_number",
    "numbers.ncmec_person": "ncmec_number",
    "phones": "phones",
    "accounts": "accounts",
    "places": "places",
    "companions.0": "minor_associates",
    "companions.1": "associates",
    "placement": "placement_address",
    "caregiver": "caregiver",
    "tribes": "tribes",
    "contacts": "contacts",
    "concerns": "persons_of_concern",
    "events": "chronology",
    "status_rows": "cse_status",
}


@dataclass(frozen=True)
class _Row:
    field: str
    label: str = ""
    why: str = ""


@dataclass(frozen=True)
class But:
    """A matrix for tests: tells everything but some rows, or only some rows."""

    rows: frozenset[str]
    only: bool = False
    included: tuple[str, ...] = ()
    left_out: tuple[_Row, ...] = ()
    asked: tuple[_Row, ...] = ()

    def label(self, field: str, language: str) -> str:
        return field

    def judge(
        self, fields: Sequence[str], recipient: str, *, missing_episode: bool, picked: frozenset[str], language: str
    ) -> But:
        told = tuple(one for one in fields if (one in self.rows) is self.only)
        return replace(self, included=told, left_out=tuple(_Row(one) for one in fields if one not in told))


def row_of(place: str) -> str:
    """The row of the longest place that this one lies in."""
    parts = place.split(".")
    known = (".".join(parts[:upto]) for upto in range(len(parts), 0, -1))
    return next(ROWS[one] for one in known if one in ROWS)


def shown(paper: Paper, said: Callable[[Paper], str]) -> str:
    """All that leaves the app with a paper."""
    if paper.kind is PaperKind.EMAIL_TEXT:
        email = mail.email(paper)
        return f"{email.subject}\n{email.body}\n{said(paper)}"
    return radio.message(paper) if paper.kind is PaperKind.RADIO_CARD else said(paper)


def _compose(kind: PaperKind, facts: CaseFacts, stamp: Stamp, matrix: But) -> Paper:
    return compose(kind, facts, matrix, READERS[kind], frozenset({"minor_associates"}), "en", stamp)


@pytest.mark.parametrize("kind", list(PaperKind))
@pytest.mark.parametrize("row", sorted({row for row in ROWS.values() if row}))
def test_a_row_withheld_is_nowhere_on_the_paper(
    kind: PaperKind, row: str, marked: Marked, stamp: Stamp, said: Callable[[Paper], str]
) -> None:
    paper = _compose(kind, marked.facts, stamp, But(frozenset({row})))
    text = shown(paper, said)
    assert not [place for place, marker in marked.markers.items() if row_of(place) == row and marker in text]
    assert row not in {one.field for one in paper.included}
    assert row in {one.field for one in paper.left_out}


@pytest.mark.parametrize("row", sorted({row for row in ROWS.values() if row}))
def test_one_row_told_brings_no_other_along(row: str, marked: Marked, stamp: Stamp, said: Callable[[Paper], str]) -> None:
    for kind in PaperKind:
        text = shown(_compose(kind, marked.facts, stamp, But(frozenset({row}), only=True)), said)
        assert {row_of(place) for place, marker in marked.markers.items() if marker in text} <= {row}, kind


@pytest.mark.parametrize("kind", [one for one in PaperKind if one not in (PaperKind.EMAIL_TEXT, PaperKind.RADIO_CARD)])
def test_the_printed_page_holds_no_more_than_the_paper(
    kind: PaperKind, marked: Marked, stamp: Stamp, said: Callable[[Paper], str], read_pdf: Callable[[bytes], str]
) -> None:
    paper = _compose(kind, marked.facts, stamp, But(frozenset({"clothing", "legal_name"})))
    content = printing.pdf(paper)
    text, printed = shown(paper, said), read_pdf(content)
    for marker in marked.markers.values():
        assert (marker in printed) == (marker in text)
        assert marker.encode() not in content


def test_markers_do_reach_papers(marked: Marked, stamp: Stamp, said: Callable[[Paper], str]) -> None:
    everything = "".join(shown(_compose(kind, marked.facts, stamp, But(frozenset())), said) for kind in PaperKind)
    reached = {row_of(place) for place, marker in marked.markers.items() if marker in everything}
    unprinted = {"", "name_for_family", "probation_number", "placement_address", "caregiver", "tribes", "contacts"}
    assert reached == set(ROWS.values()) - unprinted


def test_what_is_only_on_file_is_never_printed(marked: Marked, stamp: Stamp, said: Callable[[Paper], str]) -> None:
    held = {"screening": "zqscreen", "gender_identity": "zqgender", "return_interview": "zqinterview", "pregnancy": "zqother"}
    for kind in PaperKind:
        paper = _compose(kind, replace(marked.facts, on_file=held), stamp, But(frozenset({"screening"})))
        assert not [value for value in held.values() if value in shown(paper, said)]
        assert "screening" in {one.field for one in paper.left_out}


@pytest.mark.parametrize("missing", [True, False])
@pytest.mark.parametrize("reader", sorted(disclosure.READERS))
def test_the_matrix_that_ships_keeps_every_row_from_whom_it_says(
    reader: str, *, missing: bool, marked: Marked, stamp: Stamp, said: Callable[[Paper], str]
) -> None:
    """Every kind of paper for every reader, with no yes from anybody, and with every yes there is."""
    facts = replace(marked.facts, missing_episode=missing)
    for picked in (frozenset[str](), disclosure.FIELDS):
        told = disclosure.matrix().judge(disclosure.FIELDS, reader, missing_episode=missing, picked=picked).included
        for kind in PaperKind:
            text = shown(compose(kind, facts, disclosure.matrix(), reader, picked, "en", stamp), said)
            assert {row_of(place) for place, marker in marked.markers.items() if marker in text} <= set(told), kind


@pytest.mark.parametrize("purpose", ["again", "found"])
@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("reader", sorted(disclosure.READERS))
def test_what_is_said_and_written_later_keeps_every_row_too(
    reader: str, language: str, purpose: Literal["again", "found"], marked: Marked, stamp: Stamp, said: Callable[[Paper], str]
) -> None:
    """A call about a report that was taken, and the notice that the youth was found, on the telephone and by e-mail."""
    facts = replace(marked.facts, purpose=purpose)
    for picked in (frozenset[str](), disclosure.FIELDS):
        told = disclosure.matrix().judge(disclosure.FIELDS, reader, missing_episode=True, picked=picked).included
        for kind in (PaperKind.CALL_SCRIPT, PaperKind.EMAIL_TEXT):
            text = shown(compose(kind, facts, disclosure.matrix(), reader, picked, language, stamp), said)
            assert {row_of(place) for place, marker in marked.markers.items() if marker in text} <= set(told), kind
            if purpose == "found":  # found, without place or company (P29)
                places = ("absence.place", "absence.with_whom", "placement", "absence.heading_to")
                assert not [place for place in places if marked.markers[place] in text]


def test_a_message_on_a_machine_and_an_answer_to_a_refusal_draw_on_nothing_of_the_case(
    marked: Marked, stamp: Stamp, said: Callable[[Paper], str]
) -> None:
    for reader in sorted(disclosure.READERS):
        paper = compose(PaperKind.CALL_SCRIPT, marked.facts, disclosure.matrix(), reader, disclosure.FIELDS, "en", stamp)
        alone = said(replace(paper, sections=paper.sections[1:]))
        assert not [place for place, marker in marked.markers.items() if marker in alone]


def test_everybody_whom_the_rules_tell_has_a_script_of_words_that_exist() -> None:
    calls = sentences.calls()
    for recipient in RECIPIENTS:
        for purpose in calls.scripts:
            assert calls.script(recipient, purpose)
        assert calls.refused(recipient).en
    assert {law for one in calls.refusal.values() for law in one.laws} <= {law.id for law in sentences.words().police_law}
