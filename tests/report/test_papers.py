"""Papers as their readers get them: what stands on each kind, what is blank, what is said where something is left out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import pytest

from fieldapp.report import mail, radio
from fieldapp.report.compose import compose
from fieldapp.report.facts import Absence, CaseFacts, Companion, Dangers, IfFound, Looks, Numbers
from fieldapp.report.model import Look, Paper, PaperKind, Stamp

Said = Callable[[Paper], str]


@dataclass(frozen=True)
class _Row:
    field: str
    label: str
    why: str


@dataclass(frozen=True)
class _Verdict:
    included: tuple[str, ...]
    left_out: tuple[_Row, ...]
    asked: tuple[_Row, ...]


@dataclass(frozen=True)
class Only:
    """A matrix for tests: withholds the rows named, asks for others, tells the rest."""

    never: frozenset[str] = frozenset()
    ask: frozenset[str] = frozenset()

    def label(self, field: str, language: str) -> str:
        return field

    def judge(
        self, fields: Sequence[str], recipient: str, *, missing_episode: bool, picked: frozenset[str], language: str
    ) -> _Verdict:
        asked = self.ask - picked
        return _Verdict(
            tuple(one for one in fields if one not in self.never | asked),
            tuple(_Row(one, one, "never") for one in fields if one in self.never),
            tuple(_Row(one, one, "pick") for one in fields if one in asked),
        )


def _paper(
    kind: PaperKind, facts: CaseFacts, stamp: Stamp, matrix: Only | None = None, to: str = "police", **more: object
) -> Paper:
    picked, language = more.get("picked", frozenset()), more.get("language", "en")
    assert isinstance(picked, frozenset)
    assert isinstance(language, str)
    return compose(kind, facts, matrix or Only(), to, picked, language, stamp)


def test_police_sheet_has_words_and_codes_and_the_box(mika: CaseFacts, stamp: Stamp, said: Said) -> None:
    sheet = said(_paper(PaperKind.POLICE_SHEET, mika, stamp))
    for expected in (
        "Michaela Sample",
        "Mika",
        "4 Apr 2011 (15)",
        "brown (BRO), brown (BRO)",
        "5 ft 4 in, 118 lb",
        "Sat 21 Nov 2026, 20:05 PST, Example City transit stop",
        "555-0150",
        "1 Sample Street, door B",
        "within 2 hours",
        "PC 14211(e)",
    ):
        assert expected in sheet
    assert "555-0151" not in sheet, "the worker's own phone never stands on a paper"


@pytest.mark.parametrize(
    ("kind", "to"),
    [
        (PaperKind.POLICE_SHEET, "police"),
        (PaperKind.NCMEC_WORKSHEET, "ncmec"),
        (PaperKind.NCMEC_CALL_SCRIPT, "ncmec"),
        (PaperKind.CALL_SCRIPT, "tribe"),
    ],
)
def test_a_name_stands_once_where_the_youth_uses_the_legal_one(
    mika: CaseFacts, stamp: Stamp, said: Said, kind: PaperKind, to: str
) -> None:
    def says(legal: str, used: str, matrix: Only | None = None) -> tuple[str, Paper]:
        paper = _paper(kind, replace(mika, legal_name=legal, chosen_name=used), stamp, matrix, to)
        return said(paper).casefold(), paper

    for legal, used in (("Amelia Sample", "Amelia"), ("Amelia", "Amelia"), ("Amelia Sample", "amelia sample")):
        words, paper = says(legal, used)
        assert "amelia" in words
        assert "uses" not in words
        assert "chosen_name" not in {one.field for one in paper.no_place}, "nothing is missing where nothing differs"
    assert "uses" in says("Amelia Sample", "Mel")[0]
    if kind is not PaperKind.NCMEC_CALL_SCRIPT:
        assert "amelia" in says("Amelia Sample", "Amelia", Only(never=frozenset({"legal_name"})))[0], "not told the legal name"


def test_the_box_and_the_blanks_are_where_an_officer_looks(mika: CaseFacts, stamp: Stamp) -> None:
    paper = _paper(PaperKind.POLICE_SHEET, mika, stamp)
    box = next(one for one in paper.sections if one.look is Look.BOX)
    assert [line.label for line in box.lines][:3] == ["Call, 24 hours", "Bring to", "Release only to"]
    back = next(one for one in paper.sections if one.look is Look.FILL_IN)
    assert [line.value for line in back.lines] == ["", "", "", ""]


def test_plain_capitals_stand_beside_a_name_with_accents(mika: CaseFacts, stamp: Stamp, said: Said) -> None:
    paper = _paper(PaperKind.POLICE_SHEET, replace(mika, legal_name="José Ibáñez Núñez"), stamp)
    assert "JOSE IBANEZ NUNEZ" in said(paper)
    assert "JOSÉ" not in said(paper)


def test_what_is_not_known_is_blank_and_what_is_withheld_is_gone(mika: CaseFacts, stamp: Stamp) -> None:
    empty = replace(mika, looks=Looks(), absence=Absence(), dangers=Dangers(), if_found=IfFound(), numbers=Numbers(), phones=())
    paper = _paper(PaperKind.POLICE_SHEET, empty, stamp, Only(never=frozenset({"clothing"})))
    lines = {line.label: line for section in paper.sections for line in section.lines}
    assert lines["Last seen"].value == ""
    assert lines["Medicine"].value == ""
    assert "Wearing" not in lines
    assert "Phone, accounts" in lines


def test_left_out_names_what_the_case_holds_and_nothing_else(mika: CaseFacts, stamp: Stamp) -> None:
    held = replace(mika, on_file={"screening": "held", "return_interview": ""})
    never = frozenset({"screening", "return_interview", "pregnancy", "clothing"})
    paper = _paper(PaperKind.POLICE_SHEET, held, stamp, Only(never=never))
    assert {one.field for one in paper.left_out} == {"screening", "clothing"}
    assert not {one.field for one in paper.included} & never


def test_a_row_to_ask_waits_until_it_is_picked(mika: CaseFacts, stamp: Stamp, said: Said) -> None:
    matrix = Only(ask=frozenset({"minor_associates"}))
    paper = _paper(PaperKind.POLICE_SHEET, mika, stamp, matrix)
    assert [one.field for one in paper.asked] == ["minor_associates"]
    assert "Robin" not in said(paper)
    assert "another youth" in said(paper)
    picked = _paper(PaperKind.POLICE_SHEET, mika, stamp, matrix, picked=frozenset({"minor_associates"}))
    assert "Robin Sample" in said(picked)
    assert [(one.field, one.picked) for one in picked.asked] == [("minor_associates", True)]


def test_other_youths_are_picked_line_by_line(mika: CaseFacts, stamp: Stamp, said: Said) -> None:
    three = replace(mika, companions=tuple(Companion(name=name) for name in ("Robin Sample", "Kim Sample", "Lee Sample")))
    matrix = Only(ask=frozenset({"minor_associates"}))
    asked = _paper(PaperKind.POLICE_SHEET, three, stamp, matrix).asked
    assert asked[0].items == ("Robin Sample", "Kim Sample", "Lee Sample")
    paper = _paper(PaperKind.POLICE_SHEET, three, stamp, matrix, picked=frozenset({"minor_associates/1"}))
    assert "Kim Sample; 2 other youths" in said(paper)
    assert "Robin" not in said(paper)
    assert "Lee" not in said(paper)


def test_several_other_youths_are_counted_not_named(mika: CaseFacts, stamp: Stamp, said: Said) -> None:
    two = replace(mika, companions=(Companion(name="Robin Sample"), Companion(name="Kim Sample")))
    paper = _paper(PaperKind.POLICE_SHEET, two, stamp, Only(never=frozenset({"minor_associates"})))
    assert "2 other youths" in said(paper)


def test_call_script_says_what_is_known_and_marks_blanks(mika: CaseFacts, stamp: Stamp, said: Said) -> None:
    paper = _paper(PaperKind.NCMEC_CALL_SCRIPT, mika, stamp, to="ncmec")
    spoken = said(paper)
    assert "“I am Dana Demo, Sample County. A youth is missing from our care." in spoken
    assert "Example City Police, report ________" in spoken
    assert "Did not come back from practice. With: alone." in spoken
    assert "1-800-843-5678" in spoken
    blanks = [run for section in paper.sections for line in section.lines for run in line.runs if run.blank]
    assert blanks


def test_a_practice_paper_never_shows_the_real_line(mika: CaseFacts, stamp: Stamp, said: Said) -> None:
    paper = _paper(PaperKind.NCMEC_CALL_SCRIPT, replace(mika, practice=True), stamp, to="ncmec")
    assert "1-800-843-5678" not in said(paper)
    assert paper.practice


def test_worksheet_has_every_field_of_the_report(mika: CaseFacts, stamp: Stamp) -> None:
    paper = _paper(PaperKind.NCMEC_WORKSHEET, mika, stamp, to="ncmec")
    labels = {line.label for section in paper.sections for line in section.lines}
    wanted = {"Born", "Race", "Height, weight", "Hair, eyes", "Last seen", "How it went", "Wearing", "Vehicle", "May go to"}
    wanted |= {
        "Guardian: agency",
        "Worker",
        "Supervisor",
        "Police report",
        "Medicine",
        "Suicide risk",
        "Sex trafficking",
        "Pregnancy",
    }
    assert wanted | {"Earlier times", "NCMEC report", "Taken by"} <= labels
    assert any("foster care" in one for section in paper.sections for one in section.checklist)


def test_cws_cms_sheet_keeps_the_order_of_the_grid(mika: CaseFacts, stamp: Stamp) -> None:
    paper = _paper(PaperKind.CWS_CMS_SHEET, mika, stamp, to="cws_cms")
    table = next(section.table for section in paper.sections if section.table)
    assert table.rows == (
        ("At Risk", "6867", "2 Mar 2026", "", ""),
        ("Victim During Foster Care", "6869?", "1 May 2026", "", ""),
    )
    assert table.head[-1] == "Entered on, by"


def test_chronology_counts_from_when_the_agency_learned(mika: CaseFacts, stamp: Stamp) -> None:
    shuffled = replace(mika, events=tuple(reversed(mika.events)))
    paper = _paper(PaperKind.CHRONOLOGY, shuffled, stamp, to="court")
    table = next(section.table for section in paper.sections if section.table)
    assert [row[2] for row in table.rows] == ["Agency learned", "Told police"]
    assert table.rows[1][1] == "1 h 00 min"
    assert table.rows[1][-1] == "26-0417"


@pytest.mark.parametrize(
    "recipient",
    ["police", "ncmec", "youth_attorney", "parents_attorney", "court", "casa", "tribe", "parents", "guardians", "siblings"],
)
@pytest.mark.parametrize("language", ["en", "es"])
def test_email_subject_says_nothing_and_body_can_be_called_back(
    mika: CaseFacts, stamp: Stamp, recipient: str, language: str
) -> None:
    text = mail.email(_paper(PaperKind.EMAIL_TEXT, mika, stamp, to=recipient, language=language))
    assert text.subject in ("Please read today and call back", "Por favor, lea hoy y llámenos")
    assert "555-0150" in text.body
    assert "{" not in text.body
    assert "________" not in text.body
    for never in ("Sample Street", "At Risk", "foster", "inhaler", "skate park"):
        assert never not in text.body


def test_a_recipient_without_a_letter_gets_none(mika: CaseFacts, stamp: Stamp) -> None:
    paper = _paper(PaperKind.EMAIL_TEXT, mika, stamp, to="hhs_otip")
    assert mail.email(paper) == mail.Email("", "")
    assert not paper.included


def test_a_practice_email_says_so(mika: CaseFacts, stamp: Stamp) -> None:
    practice = mail.email(_paper(PaperKind.EMAIL_TEXT, replace(mika, practice=True), stamp, to="parents", language="es"))
    assert practice.body.startswith("Práctica: este no es un aviso verdadero.")
    assert practice.body.endswith("Dana Demo\nSample County\n555-0150")


def test_family_reads_the_name_to_use_with_them_in_their_language(mika: CaseFacts, stamp: Stamp) -> None:
    text = mail.email(_paper(PaperKind.EMAIL_TEXT, mika, stamp, to="parents", language="es")).body
    assert "No sabemos dónde está Michaela." in text
    assert "sábado 21 de noviembre de 2026, 20:05" in text
    assert "Mika" not in text


def test_radio_card_is_short_spelled_and_ends_with_the_number(mika: CaseFacts, stamp: Stamp) -> None:
    card = radio.message(_paper(PaperKind.RADIO_CARD, mika, stamp))
    assert len(card) <= radio.LIMIT
    assert "M-I-C-H-A-E-L-A S-A-M-P-L-E" in card
    assert card.endswith("Call back any hour 555-0150.")


@pytest.mark.parametrize("length", [10, 200, 400, 3_000])
def test_radio_card_never_grows_too_long_and_never_loses_the_number(mika: CaseFacts, stamp: Stamp, length: int) -> None:
    wordy = replace(
        mika,
        legal_name="Ana " * (length // 4),
        absence=replace(mika.absence, clothing="coat " * length, place="street " * length),
    )
    card = radio.message(_paper(PaperKind.RADIO_CARD, wordy, stamp))
    assert len(card) <= radio.LIMIT
    assert "555-0150" in card
    assert card.startswith("Missing youth.")


def test_radio_card_holds_nothing_of_the_case(mika: CaseFacts, stamp: Stamp) -> None:
    card = radio.message(
        _paper(PaperKind.RADIO_CARD, replace(mika, dangers=Dangers(trafficking="feared", pregnancy="yes")), stamp)
    )
    for never in ("feared", "pregnan", "ward", "At Risk", "inhaler", "JD-0042"):
        assert never not in card
