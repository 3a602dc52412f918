"""The NCIC vocabulary: whole, sourced, and refused when a list is broken."""

from __future__ import annotations

from pathlib import Path

import pytest

from fieldapp.errors import RulesRefused
from fieldapp.policy import ncic

GOOD = """
[source.niem]
title = "A source"
url = "https://example.org"
confidence = "secondary"
[list.eyes]
ncic = "EYE"
title.en = "Eyes"
title.es = "Ojos"
source = "niem"
codes = [{ code = "BRO", en = "brown", es = "cafés" }]
"""


def test_words_for_people_and_codes_for_print() -> None:
    words = ncic.vocabulary()
    assert words["eyes"].words("BRO") == "brown"
    assert words["eyes"].title.say("es") != words["eyes"].title.say("en")
    assert words["hair"].words("BRO", "es") == "castaño"
    assert words["hair"].code("Red or auburn") == "RED"
    assert words["eyes"].words("one of each") == "one of each"
    assert words["eyes"].code("one of each") == ""


@pytest.mark.parametrize(
    ("name", "codes"),
    [
        ("eyes", "BLK BLU BRO GRN GRY HAZ MAR MUL PNK XXX"),
        ("hair", "BLD BLK BLN BLU BRO GRN GRY ONG PLE PNK RED SDY WHI XXX"),
        ("skin", "ALB BLK DBR DRK FAR LBR LGT MBR MED OLV RUD SAL YEL"),
        ("race", "A B H I P U W"),
        ("sex", "F M U"),
        ("person_type", "MP CA AA DV"),
        ("circumstance", "R N S F"),
        ("message_key", "EMJ EME EMI EMD EMV EMO"),
        ("caution", "00 01 05 10 15 20 25 30 35 40 50 55 60 65 70 80 85 90"),
    ],
)
def test_lists_are_those_of_the_source(name: str, codes: str) -> None:
    words = ncic.vocabulary()
    assert [one.code for one in words[name].codes] == codes.split()
    assert words.source_of(name).url.startswith("https://")


def test_every_code_has_words_in_both_languages_and_no_banned_word() -> None:
    for name, listed in ncic.vocabulary().lists.items():
        for one in listed.codes:
            assert one.en.strip(), (name, one.code)
            assert one.es.strip(), (name, one.code)
            assert not any(word in one.en for word in ("runaway", "AWOL", "abscond", "suspect")), (name, one.code)


@pytest.mark.parametrize(
    ("wrong", "instead", "said"),
    [
        ('source = "niem"', 'source = "elsewhere"', "source"),
        ('ncic = "EYE"', 'ncicc = "EYE"', "ncicc"),
        ("codes = [{", 'codes = [{ code = "BRO", en = "brown", es = "cafés" }, {', "BRO"),
        ("[list.eyes]", "[list.eyes", "-"),
    ],
)
def test_a_broken_list_is_refused_by_name(tmp_path: Path, wrong: str, instead: str, said: str) -> None:
    path = tmp_path / "ncic.toml"
    path.write_text(GOOD.replace(wrong, instead), encoding="utf-8")
    with pytest.raises(RulesRefused) as refused:
        ncic.load(path)
    assert any(said in str(fault) for fault in refused.value.faults)
    path.write_text(GOOD, encoding="utf-8")
    assert ncic.load(path)["eyes"].words("BRO") == "brown"
