"""The disclosure matrix: complete, safe where nothing is settled, refused when a cell is missing or wrong."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fieldapp import places
from fieldapp.errors import BadInput, RulesRefused
from fieldapp.policy import disclosure
from fieldapp.policy.disclosure import FIELDS, READERS, Disclosed
from fieldapp.policy.schema import RECIPIENTS
from fieldapp.report import slots

FAMILY = ("parents", "guardians", "indian_custodian", "siblings")
SHIPPED = places.resource("policy", "disclosure.toml").read_text(encoding="utf-8")


def judge(*fields: str, to: str, missing: bool = True, picked: frozenset[str] = frozenset()) -> Disclosed:
    return disclosure.matrix().judge(fields, to, missing_episode=missing, picked=picked)


def test_every_field_has_every_reader_exactly_once() -> None:
    matrix = disclosure.matrix()
    assert set(matrix.fields) == FIELDS
    assert set(matrix.readers) == READERS > RECIPIENTS
    for field in matrix.fields.values():
        assert sorted(each for cell in field.cells for each in cell.to) == sorted(READERS), field.id


def test_every_cell_has_a_reason_with_its_citation_and_confidence() -> None:
    matrix = disclosure.matrix()
    for field in matrix.fields.values():
        for cell in field.cells:
            assert matrix.reasons[cell.because].cite, field.id


def test_every_row_that_a_paper_draws_on_is_in_the_matrix() -> None:
    drawn = {slot.field for slot in slots._SLOTS} | {slots.MINORS, slots.PHOTO, "chronology", "cse_status"}
    coded = {"sex_code", "race", "ethnicity", "hair", "eyes", "skin", "missing_category"}
    assert drawn | coded | {"jurisdiction", "persons_of_concern"} <= FIELDS


def test_pregnancy_goes_to_police_and_ncmec_inside_a_missing_episode_alone() -> None:
    """P25, and nobody's yes changes it."""
    everything = frozenset(FIELDS)
    told = {to for to in READERS if judge("pregnancy", to=to, picked=everything).included}
    assert told == {"police", "ncmec"}
    for to in READERS:
        out = judge("pregnancy", to=to, missing=False, picked=everything)
        assert (out.included, out.asked) == ((), ())
    assert judge("pregnancy", to="police", missing=False).left_out[0].why == "Only while a missing episode is open."


@pytest.mark.parametrize("field", ["gender_identity", "advocate_notes"])
def test_some_fields_go_to_nobody(field: str) -> None:
    assert [to for to in READERS if not judge(field, to=to, picked=frozenset({field})).left_out] == []


def test_there_is_no_immigration_status_at_all() -> None:
    assert [each for each in FIELDS if re.search("immigra|citizen|visa|social_security|ssn|birthplace", each)] == []
    assert {to for to in READERS if judge("hhs_question", to=to).included} == {"supervisor"}
    assert judge("hhs_question", to="hhs_otip").asked


def test_the_legal_name_is_for_police_ncmec_and_the_court() -> None:
    """P22: everybody else hears the chosen name, the name to use with them, or initials."""
    assert {to for to in READERS if judge("legal_name", to=to).included} == {
        "police", "tribal_police", "ncmec", "court", "cws_cms", "supervisor",
    }  # fmt: skip
    for to in FAMILY:
        out = judge("legal_name", "chosen_name", "name_for_family", to=to)
        assert out.included == ("name_for_family",)


def test_the_status_is_told_to_nobody_outside_the_team_without_a_yes() -> None:
    """P26."""
    for field in ("cse_status", "screening_result", "screening_answers"):
        told = {to for to in READERS if judge(field, to=to).included}
        assert told <= {"supervisor", "cws_cms"}, field


def test_families_siblings_and_strangers_never_learn_where_the_youth_is() -> None:
    where = ("placement_address", "caregiver", "places", "phones", "accounts", "recovery", "associates")
    for to in (*FAMILY, "parents_attorney", "everyone_told", "anyone_else"):
        out = judge(*where, to=to, picked=frozenset(where))
        assert (out.included, out.asked) == ((), ()), to


def test_nobody_else_is_told_anything() -> None:
    for to in ("anyone_else", "everyone_told"):
        assert len(judge(*FIELDS, to=to, picked=FIELDS).left_out) == len(FIELDS)


def test_other_youths_are_named_to_police_only_and_only_after_a_yes() -> None:
    """P21."""
    assert judge("minor_associates", to="police").asked
    yes = frozenset({"minor_associates"})
    assert {to for to in READERS if judge("minor_associates", to=to, picked=yes).included} == {
        "police", "tribal_police", "supervisor",
    }  # fmt: skip


def test_the_police_report_carries_what_the_statute_lists() -> None:
    listed = ("height", "weight", "sex_code", "ethnicity", "race", "hair", "eyes", "pregnancy", "medication", "suicidality",
              "trafficking_risk", "endangerments")  # fmt: skip
    for to in ("police", "ncmec"):
        assert judge(*listed, to=to).included == listed
    assert judge("photo", to="police").included == ("photo",)
    assert "decided" in judge("photo", to="ncmec").asked[0].why


@given(
    fields=st.lists(st.sampled_from(sorted(FIELDS)), max_size=30),
    picked=st.frozensets(st.sampled_from(sorted(FIELDS))),
    to=st.sampled_from(sorted(READERS)),
    missing=st.booleans(),
)
def test_each_field_is_told_left_out_or_asked_and_a_yes_opens_no_never(
    fields: list[str], picked: frozenset[str], to: str, *, missing: bool
) -> None:
    out = judge(*fields, to=to, missing=missing, picked=picked)
    parted = [*out.included, *(each.field for each in (*out.left_out, *out.asked))]
    assert sorted(parted) == sorted(set(fields))
    assert all(each.why and each.label for each in (*out.left_out, *out.asked))
    bare = judge(*fields, to=to, missing=missing)
    assert {each.field for each in out.left_out} == {each.field for each in bare.left_out}
    assert set(out.included) - set(bare.included) <= picked


def test_a_field_that_nobody_settled_is_left_out_and_an_unknown_reader_is_an_error() -> None:
    out = judge("shoe_size", to="police", picked=frozenset({"shoe_size"}))
    assert (out.included, out.left_out[0].label) == ((), "shoe_size")
    with pytest.raises(BadInput, match="newspaper"):
        judge("photo", to="newspaper")


def test_reasons_are_said_in_spanish_too() -> None:
    out = disclosure.matrix().judge(["photo"], "parents", missing_episode=True, picked=frozenset(), language="es")
    assert out.left_out[0].label == "Fotografía"
    assert out.left_out[0].why == "Podría llevar a alguien hasta el joven."


def _broken(old: str, new: str) -> str:
    assert old in SHIPPED
    with pytest.raises(RulesRefused) as found:
        disclosure.parse(SHIPPED.replace(old, new, 1).encode(), "mine.toml")
    assert found.value.action
    return "\n".join(str(each) for each in found.value.faults)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('id = "photo"', 'id = "photos"', "mine.toml: photos: field: photos is not known here."),
        ('id = "photo"', 'id = "marks"', "mine.toml: marks: field: marks stands here twice."),
        ('id = "photo"', 'id = "marks"', "mine.toml: photo: field: photo is missing."),
        ('to = ["ncmec"], because = "poster"', 'to = [], because = "poster"', "mine.toml: photo: to.ncmec: ncmec is missing."),
        ('to = ["ncmec"], because = "poster"', 'to = ["ncmek"], because = "poster"', "photo: to.ncmek: ncmek is not known here."),
        ('to = ["ncmec"], because = "poster"', 'to = ["ncmec"], because = "no"', "photo: because: no is no reason of this file."),
        ('say = "ask", to = ["ncmec"]', 'say = "maybe", to = ["ncmec"]', "Invalid enum value 'maybe'"),
        ('title.en = "Photo"', 'title.en = " "', "mine.toml: photo: title: It needs words in English and in Spanish."),
        ('id = "anyone_else"', 'id = "press"', "mine.toml: press: reader: press is not known here."),
        ("[[reader]]", "[[reader", "mine.toml: -: -: "),
    ],
)  # fmt: skip
def test_a_broken_matrix_is_refused_with_field_and_reader(old: str, new: str, said: str) -> None:
    assert said in _broken(old, new)


def test_a_reason_without_citation_is_refused() -> None:
    line = next(each for each in SHIPPED.splitlines() if each.startswith("cite = "))
    assert "A reason needs its citation" in _broken(line, "cite = []")
