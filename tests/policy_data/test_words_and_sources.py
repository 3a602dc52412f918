"""What people read in the rules: both languages, the field's words, no label; and where each row was read, and how sure that is."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from fieldapp import places
from fieldapp.policy import facts, loading
from fieldapp.policy.schema import Row, Text

FILES = ("federal.toml", "california.toml", "county-example.toml")
BANNED = re.compile(
    r"\b(runaway|awol|abscond\w*|prostitut\w*|suspects?|fug(a|ado|ada|itivo)|prófug\w+|sospechos[oa])\b", re.IGNORECASE
)
INTERNAL = re.compile(
    r"\b(duty|duties|ledger|entry|entries|fold|fork|rollback|vector|roster|hub|quarantine|pack)\b", re.IGNORECASE
)
LABEL = re.compile(r"\b(cse|csec|victims?|exploit\w*|traffick\w*|víctimas?|explota\w*|trata)\b", re.IGNORECASE)


def _files() -> Iterator[loading.RulesFile]:
    return (loading.read(places.resource("policy", name)) for name in FILES)


def _rows() -> list[tuple[str, Row]]:
    return [(placed.kind, placed.row) for file in _files() for placed in file.rows]


def _texts() -> Iterator[tuple[str, Text]]:
    for _kind, row in _rows():
        yield from ((row.id, each) for each in (row.title, row.do, row.remark) if each)
        yield from ((row.id, item.item) for item in row.content)
        yield from ((row.id, cite.of) for cite in row.cite if cite.of)
    for file in _files():
        yield from ((fact.id, fact.title) for fact in file.facts)
        yield from ((question.key, question.ask) for question in file.questions)


def test_every_text_stands_in_both_languages() -> None:
    same = {"NCIC", "NamUs"}
    for own, text in _texts():
        assert text.en.strip(), own
        assert text.es.strip(), own
        assert text.en != text.es or text.en in same, own


def test_no_text_uses_a_banned_word_or_one_of_the_apps_insides() -> None:
    found = {(own, hit[0]) for own, text in _texts() for side in (text.en, text.es) if (hit := BANNED.search(side))}
    found |= {(own, hit[0]) for own, text in _texts() if (hit := INTERNAL.search(text.en))}
    assert found == set()


def test_no_title_or_remark_labels_a_youth() -> None:
    """Titles stand in lists; why a row applies opens by a key (P26). The content list of N-05 is the statute's own."""
    labels = [
        row.id
        for _kind, row in _rows()
        for text in (row.title, row.do, row.remark)
        if text and (LABEL.search(text.en) or LABEL.search(text.es))
    ]
    assert labels == []


def test_titles_are_short_enough_for_a_line() -> None:
    wide = [row.id for kind, row in _rows() if kind == "duty" and row.title and max(len(row.title.en), len(row.title.es)) > 140]
    assert wide == []


def test_every_row_but_a_slot_says_where_it_was_read_and_how_sure_that_is(seen: frozenset[str]) -> None:
    for kind, row in _rows():
        if kind == "slot":
            continue
        assert row.cite, row.id
        assert [cite.url for cite in row.cite if cite.url not in seen] == [], row.id


def test_what_rests_on_a_county_or_a_proposal_alone_has_no_date_in_force() -> None:
    for kind, row in _rows():
        law = {cite.confidence for cite in row.cite} - {"county", "proposal"}
        assert (row.in_force is not None) == (bool(law) and kind != "slot"), row.id


@pytest.mark.parametrize(
    ("row", "confidence"),
    [
        ("N-01", {"digest", "state-letter"}),
        ("N-03", {"statute", "secondary"}),
        ("N-04", {"statute", "secondary"}),
        ("N-05", {"statute"}),
        ("N-07", {"statute"}),
        ("N-10", {"state-letter"}),
        ("N-20", {"digest", "state-letter"}),
        ("N-26", {"secondary"}),
        ("XR-1", {"secondary", "proposal"}),
        ("XR-5", {"secondary"}),
        ("XR-6", {"statute", "federal-agency"}),
        ("XR-7", {"county"}),
        ("L-06", {"statute"}),
        ("L-08", {"digest"}),
        ("R-01", {"statute"}),
        ("R-14", {"secondary"}),
        ("O-02", {"state-letter"}),
        ("ACT-SAFE", {"proposal"}),
    ],
)
def test_confidence_is_that_of_the_source_as_corrected(row: str, confidence: set[str]) -> None:
    for found in (each for _kind, each in _rows() if each.id == row):
        assert {cite.confidence for cite in found.cite} == confidence


def test_the_state_half_of_what_return_asks_has_its_own_date() -> None:
    by_id = {row.id: row for _kind, row in _rows()}
    for row in ("R-01", "R-02", "R-03", "R-04"):
        dates = {cite.law[:3]: cite.in_force.start for cite in by_id[row].cite if cite.in_force}
        assert dates == {"42 ": "2015-09-29", "WIC": "2016-01-01"}
    assert [cite.in_force.start for cite in by_id["R-05"].cite if cite.in_force] == ["2015-09-29", "2022-10-01"]


def test_each_item_of_the_report_carries_its_own_citation() -> None:
    content = next(row.content for _kind, row in _rows() if row.id == "N-05")
    assert [each.cite.removeprefix("42 USC 671(a)(35)(B)") for each in content] == ["(i)", *["(ii)"] * 3, *["(iii)"] * 5]
    assert "pregnancy status" in {each.item.en for each in content}


def test_every_key_has_its_question() -> None:
    assert {question.key for file in _files() for question in file.questions} == facts.KEYS


@pytest.fixture
def seen() -> frozenset[str]:
    lines = (Path(__file__).parent / "seen_urls.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(line for line in lines if not line.startswith("#"))
