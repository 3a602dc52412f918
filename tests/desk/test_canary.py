"""The canary, through a real store: a marker in every text, every paper, script, e-mail and card, every reader of the matrix."""

from __future__ import annotations

import io
from pathlib import Path

import msgspec
import pytest
from pypdf import PdfReader

from fieldapp import text
from fieldapp.agenda import queries as agenda
from fieldapp.desk import contactnotes, paperwork
from fieldapp.desk.callfile import callfile
from fieldapp.desk.desk import Desk
from fieldapp.desk.papers import case_facts
from fieldapp.desk.paperwork import Wanted
from fieldapp.desk.readers import READERS as FOR
from fieldapp.desk.writing import Choice, letters
from fieldapp.places import resource
from fieldapp.policy import disclosure
from fieldapp.report import layout
from fieldapp.report.compose import compose
from fieldapp.report.facts import CaseFacts
from fieldapp.report.model import Paper, PaperKind, Stamp
from tests.desk.conftest import Hand
from tests.desk.full_record import Filled, come_back, fill

STATUS_WORDS = ("Victim During Foster Care", "During Foster Care")
STAMP = Stamp("", 1_795_329_240_000, "Dana Demo")


@pytest.fixture
def filled(desk: Desk) -> Filled:
    return fill(desk, resource("demo", "photo.png").read_bytes())


def printed(paper: Paper) -> str:
    """Everything of a paper that the typesetter, the clipboard or a caller gets."""
    return msgspec.json.encode(layout.sheet(paper)).decode()


def too_much(filled: Filled, said: str, told: frozenset[str]) -> dict[str, frozenset[str]]:
    """Places whose text stands in what was said though none of its rows may be told."""
    return {place: rows for place, rows in filled.reached(said).items() if not rows & told}


def _facts(desk: Desk, filled: Filled, language: str) -> CaseFacts:
    with text.speaking(language):
        return desk.ask(case_facts, filled.youth, filled.episode)


def _every_paper(facts: CaseFacts, reader: str, picked: frozenset[str], language: str) -> str:
    made = (compose(kind, facts, disclosure.matrix(), reader, picked, language, STAMP) for kind in PaperKind)
    return "\n".join(map(printed, made))


def _check(desk: Desk, filled: Filled, languages: tuple[str, ...], *, missing: bool) -> set[str]:
    """Every kind of paper for every reader in both languages, with no yes from anybody and with every yes there is."""
    reached: set[str] = set()
    for language in languages:
        facts = _facts(desk, filled, language)
        assert facts.missing_episode is missing
        for reader in sorted(disclosure.READERS):
            for picked in (frozenset[str](), disclosure.FIELDS):
                told = disclosure.matrix().judge(disclosure.FIELDS, reader, missing_episode=missing, picked=picked).included
                said = _every_paper(facts, reader, picked, language)
                assert too_much(filled, said, frozenset(told)) == {}, (reader, language, bool(picked))
                if "cse_status" not in told:
                    assert not [word for word in STATUS_WORDS if word in said], reader
                reached |= set(filled.reached(said))
    return reached


def test_no_paper_holds_what_the_matrix_keeps_from_its_reader(desk: Desk, filled: Filled, hand: Hand) -> None:
    reached = _check(desk, filled, ("en", "es"), missing=True)
    assert {row for place in reached for row in filled.rows_of(place)} >= {
        "legal_name", "phones", "pregnancy", "persons_of_concern", "minor_associates", "search_efforts", "words_of_youth", "notes",
    }, "the markers do reach papers"  # fmt: skip
    unread = {place for place in filled.markers if not filled.rows_of(place)}
    assert not unread & reached
    hand.pass_by(60_000)
    come_back(desk, filled)
    after = _check(desk, filled, ("en",), missing=False)
    assert "happened.pregnancy" in reached - after, "known only inside a missing episode (P25)"


def test_a_yes_for_one_row_brings_no_other(desk: Desk, filled: Filled) -> None:
    facts = _facts(desk, filled, "en")
    for reader in ("police", "ncmec", "court"):
        told = frozenset(disclosure.matrix().judge(disclosure.FIELDS, reader, missing_episode=True, picked=frozenset()).included)
        for field in disclosure.FIELDS - told:
            said = _every_paper(facts, reader, frozenset({field}), "en")
            assert too_much(filled, said, told | {field}) == {}, (reader, field)


def test_texts_to_send_and_to_say_hold_no_more(desk: Desk, filled: Filled) -> None:
    found = [
        each for each in desk.ask(agenda.lines, [agenda.Occasion(filled.youth, filled.episode)]) if each.first.applies == "yes"
    ]
    told_to = [each for each in found if each.first.recipient or each.first.one_of]
    assert {each.first.recipient for each in told_to} >= {"police", "ncmec", "parents", "court", "tribe"}
    for picked in (frozenset[str](), disclosure.FIELDS):
        chosen = {each.key: Choice(picked=picked) for each in told_to}
        made = desk.ask(letters, filled.youth, filled.episode, chosen)
        assert made is not None
        for letter in made.letters:
            _only(filled, f"{letter.subject}\n{letter.body}", letter.whom.reader, picked)
        for line in told_to:
            call = desk.ask(callfile, filled.youth, filled.episode, line.key, "en", picked)
            assert call is not None
            _only(filled, "\n".join((*(each.text for each in call.say), call.machine, call.refused)), call.whom.reader, picked)
            assert not filled.reached(call.machine), "a machine is told no name and no reason (P9)"


def _only(filled: Filled, said: str, reader: str, picked: frozenset[str]) -> None:
    told = disclosure.matrix().judge(disclosure.FIELDS, reader, missing_episode=True, picked=picked).included
    assert too_much(filled, said, frozenset(told)) == {}, (reader, bool(picked))
    assert not [word for word in STATUS_WORDS if word in said]


def test_a_note_for_the_case_system_holds_its_notice_and_nothing_else(desk: Desk, filled: Filled) -> None:
    occasion = agenda.Occasion(filled.youth, filled.episode)
    notices = [(line, made) for line in desk.ask(agenda.lines, [occasion]) for made in line.made]
    assert notices
    for line, made in notices:
        note = desk.ask(contactnotes.contact_note, filled.youth, filled.episode, made.entry)
        assert note is not None
        assert {place.split(".")[0] for place in filled.reached(note.text)} <= {line.first.recipient, "tell", "attorney"}


def test_the_page_that_is_given_is_the_page_that_was_judged(desk: Desk, filled: Filled, tmp_path: Path) -> None:
    """Each file as it is saved, read back: nothing that its reader may not have, no marker in its raw bytes or the store's."""
    for kind, readers in FOR.items():
        wanted = Wanted(
            youth=filled.youth, episode=filled.episode, kind=kind, picked=disclosure.FIELDS, decided_by="Pat Template"
        )
        made = paperwork.make(desk, wanted)
        told = disclosure.matrix().judge(disclosure.FIELDS, readers[0], missing_episode=True, picked=disclosure.FIELDS).included
        content = paperwork.pdf(made.paper)
        read = " ".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages) + made.text
        assert too_much(filled, read, frozenset(told)) == {}, kind
        paperwork.give(desk, wanted, made.paper, "saved", tmp_path / f"{kind.value}.pdf")
    for path in (each for each in tmp_path.rglob("*") if each.is_file()):
        held = path.read_bytes()
        assert not [place for place, marker in filled.markers.items() if marker.encode() in held], path.name


def test_what_is_left_out_is_named_and_never_quoted(desk: Desk, filled: Filled) -> None:
    """The list beside the paper, and the record of the giving, hold names of rows alone."""
    for kind in FOR:
        made = paperwork.make(desk, Wanted(youth=filled.youth, episode=filled.episode, kind=kind))
        listed = [*made.included, *made.left_out]
        assert not filled.reached("\n".join(f"{each.words} {each.why}" for each in listed))
        left = {each.field for each in made.paper.left_out}
        on_it = {each.field for each in made.paper.included}
        assert not left & on_it
        assert {"screening_answers", "screening_result", "cse_status", "pronouns", "notes"} <= left | on_it | {
            each.field for each in (*made.paper.asked, *made.paper.no_place)
        }
    given = desk.do(paperwork.acts.give, filled.youth, filled.episode, made.paper, "shown").result
    entry = next(each for each in desk.book.range(desk.me.device, 1, 10_000) if each.hash == given)
    fact = desk.book.reading.kinds.read(entry.sealed)
    assert not filled.reached(msgspec.json.encode(msgspec.structs.asdict(fact)).decode())


def test_every_text_of_the_models_has_its_row(filled: Filled) -> None:
    assert len(filled.markers) > 100
    assert all(filled.rows_of(place) <= disclosure.FIELDS for place in filled.markers)
