"""Rules files: every fault is named by file, row and key, all in one pass; what is whole is read as written."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from fieldapp.errors import RulesRefused
from fieldapp.policy import layers, loading

DUTY = """
[[duty]]
id = "N-99"
tell = ["ncmec"]
title.en = "Report"
title.es = "Avisar"
within = "PT24H"
from = "agency_learned"
all = ["in_care"]
cite = [{ law = "42 USC 671", url = "https://example.org/law", confidence = "statute" }]
in_force = { from = "2016-09-29" }
"""
NOTE = """
[[note]]
id = "O-99"
title.en = "A note"
title.es = "Una nota"
cite = [{ law = "Ours", url = "", confidence = "proposal" }]
"""
FACT = """
[[fact]]
id = "gone"
title.en = "Gone"
title.es = "Ausente"
any = ["in_care", { key = "whereabouts", in = ["unknown"] }]
"""
QUESTION = """
[[question]]
key = "in_care"
ask.en = "In care?"
ask.es = "¿Bajo cuidado?"
"""
HEAD = 'layer = "federal"\nname = "Test"\n'
GOOD = HEAD + DUTY + NOTE + FACT + QUESTION


def faults(text: str) -> list[str]:
    """What is wrong with a file, read and then put together by itself."""
    with pytest.raises(RulesRefused) as found:
        layers.combine([loading.parse(text.encode(), "mine.toml")])
    assert found.value.sentence
    assert found.value.action
    assert found.value.faults
    return [str(each) for each in found.value.faults]


def test_a_good_file_is_read_as_written() -> None:
    rules = layers.combine([loading.parse(GOOD.encode(), "mine.toml")])
    assert [(placed.kind, placed.row.id) for placed in rules.rows] == [("duty", "N-99"), ("note", "O-99")]
    assert rules.questions["in_care"].es == "¿Bajo cuidado?"
    assert rules.title_of("gone").en == "Gone"
    assert rules.title_of("in_care").en == "In care?"
    assert rules.title_of("minor").en == "Under 18"
    assert rules.title_of("born").en == "born"


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        # a wrong key, a wrong type, a missing one
        ('tell = ["ncmec"]', 'tells = ["ncmec"]', "mine.toml: N-99: tells: No such key."),
        ('within = "PT24H"', "within = 24", "mine.toml: N-99: within: Expected `str | null`, got `int`."),
        ('id = "N-99"', "", "mine.toml: row 1: id: This key is missing."),
        ('title.es = "Avisar"', "", "mine.toml: N-99: title.es: This key is missing."),
        ('title.en = "Report"\ntitle.es = "Avisar"', "", "mine.toml: N-99: title: A row needs a title in English and in Spanish."),
        ('title.es = "Avisar"', 'title.es = " "', "mine.toml: N-99: title: A row needs a title"),
        ('title.es = "Ausente"', 'title.es = ""', "mine.toml: gone: title: It needs words in English and in Spanish."),
        ('ask.en = "In care?"', 'ask.en = ""', "mine.toml: in_care: ask: It needs words in English and in Spanish."),
        ("[[note]]", "[[notes]]", "mine.toml: -: notes: No such table."),
        ("[[note]]", "[note]", "Rows are written with double brackets"),
        ("[[duty]]", "[[duty", "mine.toml: -: -: This is no TOML"),
        # who and what
        ('tell = ["ncmec"]', 'tell = ["ncmek"]', "mine.toml: N-99: tell: ncmek is no recipient."),
        ('tell = ["ncmec"]', 'tell_one_of = ["police", "press"]', "mine.toml: N-99: tell: press is no recipient."),
        ('tell = ["ncmec"]', 'tell = [{ to = "x", if = "in_care" }]', "mine.toml: N-99: tell: x is no recipient."),
        ('tell = ["ncmec"]', "", "mine.toml: N-99: tell: A required contact needs whom to tell, or what to do."),
        ("[[duty]]", "[[expect]]", "mine.toml: N-99: by: An expected act needs who owes it"),
        ('tell = ["ncmec"]', 'tell = ["ncmec"]\nby = "mayor"', "mine.toml: N-99: by: Invalid enum value 'mayor'"),
        # citations
        ('cite = [{ law = "42 USC 671", url = "https://example.org/law", confidence = "statute" }]', "",
         "mine.toml: N-99: cite: A row without a citation is no rule."),
        ('confidence = "statute"', 'confidence = "sure"', "mine.toml: N-99: cite[0].confidence: Invalid enum value 'sure'"),
        ("https://example.org/law", "example.org", "mine.toml: N-99: cite: example.org is no address."),
        ("https://example.org/law", "https://two words", "mine.toml: N-99: cite: https://two words is no address."),
        ('law = "42 USC 671"', 'law = " "', "mine.toml: N-99: cite: A citation needs its law or source."),
        ("[[note]]", "[[slot]]", "mine.toml: O-99: source: An empty slot names the source to open."),
        ("[[duty]]", '[[slot]]\nsource = "A letter"', "mine.toml: N-99: within: An empty slot has no clock"),
        # limits and dates
        ('"PT24H"', '"24h"', "mine.toml: N-99: within: 24h is no limit: write PT24H or P7D."),
        ('"PT24H"', '"PT24H"\nwritten_within = "P1W"', "mine.toml: N-99: written_within: P1W is no limit"),
        ('"PT24H"', '"PT24H"\nby_end_of_business_day = 1', "mine.toml: N-99: by_end_of_business_day: It stands alone"),
        ('within = "PT24H"', "by_end_of_business_day = 0", "mine.toml: N-99: by_end_of_business_day: A business day is counted"),
        ('within = "PT24H"', "or_by_end_of_business_day = 1", "mine.toml: N-99: or_by_end_of_business_day: An *or* needs"),
        ('from = "agency_learned"', 'from = "born"', "mine.toml: N-99: from: born is no instant that a clock can start at."),
        ('from = "agency_learned"', "", "mine.toml: N-99: from: A limit needs the instant that it runs from."),
        ('from = "2016-09-29"', 'from = "2016-13-01"', "mine.toml: N-99: in_force: 2016-13-01 is no date."),
        ('from = "2016-09-29"', 'from = "2016-09-29", to = "2015"', "mine.toml: N-99: in_force: These dates are in no order"),
        ('from = "2016-09-29"', 'from = "2016-09-29", sure_from = 2016', "mine.toml: N-99: in_force: These dates are in no order"),
        ('confidence = "statute"', 'confidence = "statute", in_force = { from = "soon" }', "mine.toml: N-99: cite: soon is no date."),
        ('name = "Test"', 'name = "Test"\ndays_off = ["Christmas"]', "mine.toml: -: days_off: Christmas is no date."),
        ('name = "Test"', 'name = "Test"\ndays_off = 2026-12-25T00:00:00', "mine.toml: -: days_off: 2026-12-25 00:00:00 is no date."),
        ('layer = "federal"', 'layer = "city"', "mine.toml: -: layer: city is no layer"),
        ('name = "Test"', "name = 7", "mine.toml: -: name: The name of a rules file is a text."),
        # terms
        ('all = ["in_care"]', 'all = ["incare"]', "mine.toml: N-99: incare: incare is neither a fact nor a yes/no key."),
        ('all = ["in_care"]', 'all = ["jurisdiction"]', "mine.toml: N-99: jurisdiction: jurisdiction is neither a fact nor"),
        ('all = ["in_care"]', 'none = [{ key = "shoe", in = ["x"] }]', "mine.toml: N-99: shoe: shoe is no key."),
        ('all = ["in_care"]', 'all = [{ key = "cse", in = ["maybe"] }]', "mine.toml: N-99: cse: cse has no value maybe."),
        ('all = ["in_care"]', 'all = [{ key = "in_care", in = ["yes"] }]', "mine.toml: N-99: in_care: in_care has no value yes."),
        ('all = ["in_care"]', 'all = [{ key = "cse" }]', "mine.toml: N-99: cse: A test says one of"),
        ('all = ["in_care"]', 'all = [{ key = "found", given = true, in = ["x"] }]', "mine.toml: N-99: found: A test says one of"),
        ('all = ["in_care"]', 'all = [{ key = "cse", at_least = 3 }]', "mine.toml: N-99: cse: Only `age` is a number."),
        ('all = ["in_care"]', 'all = [{ key = "cse", given = true }]', "mine.toml: N-99: cse: Only an instant is given or not"),
        ('tell = ["ncmec"]', 'tell = [{ to = "ncmec", if = "nobody" }]', "mine.toml: N-99: nobody: nobody is neither a fact"),
        ('key = "in_care"\n', 'key = "incare"\n', "mine.toml: incare: key: No such key."),
        # names given twice
        ('id = "gone"', 'id = "in_care"', "mine.toml: in_care: id: This name is taken"),
        ('id = "gone"', 'id = "minor"', "mine.toml: minor: id: This name is taken"),
        ("[[question]]", FACT + "[[question]]", "mine.toml: gone: id: This name is taken"),
        ("[[question]]", QUESTION + "[[question]]", "mine.toml: in_care: key: This key is asked twice."),
        ("[[note]]", DUTY + "[[note]]", "mine.toml: N-99: id: This id stands twice for one day and one recipient."),
    ],
)  # fmt: skip
def test_a_fault_is_named_by_file_row_and_key(old: str, new: str, said: str) -> None:
    assert old in GOOD
    found = faults(GOOD.replace(old, new, 1))
    assert [each for each in found if said in each], found


@pytest.mark.parametrize(
    "circle",
    [
        'all = ["gone"]',
        'none = ["other"]\n[[fact]]\nid = "other"\ntitle = { en = "o", es = "o" }\nany = ["gone"]',
        'any = ["b"]\n[[fact]]\nid = "b"\ntitle = { en = "b", es = "b" }\nall = ["in_care"]\nnone = ["gone"]',
    ],
)
def test_a_circle_of_facts_is_drawn(circle: str) -> None:
    text = HEAD + DUTY + FACT.replace('any = ["in_care", { key = "whereabouts", in = ["unknown"] }]', circle)
    found = [each for each in faults(text) if each.startswith("mine.toml: gone: all: This fact hangs on itself: gone → ")]
    assert len(found) == 1
    assert found[0].endswith("→ gone.")


def test_a_fact_that_leads_into_a_circle_is_not_itself_one() -> None:
    loop = FACT.replace('any = ["in_care", { key = "whereabouts", in = ["unknown"] }]', 'all = ["gone"]')
    other = '[[fact]]\nid = "outside"\ntitle = { en = "o", es = "o" }\nall = ["gone"]\n'
    assert [each.split(": ")[1] for each in faults(HEAD + loop + other)] == ["gone"]


def test_all_faults_are_found_in_one_pass() -> None:
    text = GOOD.replace("PT24H", "soon").replace('"ncmec"', '"nobody"').replace("https://example.org/law", "here")
    assert [each.split(": ")[2] for each in faults(text)] == ["within", "tell", "cite"]


def test_an_id_may_stand_twice_where_its_text_changed_or_it_tells_others() -> None:
    before = DUTY.replace('{ from = "2016-09-29" }', '{ from = 2015, to = "2016-09-28" }')
    others = DUTY.replace('["ncmec"]', '["police"]')
    rules = layers.combine([loading.parse((HEAD + DUTY + before + others).encode(), "mine.toml")])
    assert [placed.row.id for placed in rules.rows] == ["N-99"] * 3


def test_a_step_may_not_stand_twice_for_one_day() -> None:
    step = DUTY.replace('tell = ["ncmec"]', "do = { en = 'Do', es = 'Hacer' }")
    assert "This id stands twice" in faults(HEAD + step + step)[0]


def test_a_file_without_a_heading_is_a_countys() -> None:
    file = loading.parse(DUTY.encode(), "mine.toml")
    assert (file.layer, file.name, file.days_off) == ("county", "mine.toml", ())


def test_days_off_may_be_dates_or_texts() -> None:
    file = loading.parse(b'days_off = [2026-12-25, "2027-01-01"]', "mine.toml")
    assert file.days_off == (date(2026, 12, 25), date(2027, 1, 1))


def test_a_file_that_is_not_there_or_no_text_is_refused(tmp_path: Path) -> None:
    with pytest.raises(RulesRefused, match=r"gone\.toml: -: -: The file cannot be read"):
        loading.read(tmp_path / "gone.toml")
    (tmp_path / "bytes.toml").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(RulesRefused, match="This is no TOML"):
        loading.read(tmp_path / "bytes.toml")


def test_the_version_is_of_what_is_said_not_of_where_it_lies() -> None:
    one = layers.combine([loading.parse(GOOD.encode(), "mine.toml")]).version
    assert layers.combine([loading.parse(b"# a comment\n" + GOOD.encode(), "yours.toml")]).version == one
    assert layers.combine([loading.parse(GOOD.replace("PT24H", "PT23H").encode(), "mine.toml")]).version != one
    assert len(one) == 12


@pytest.mark.parametrize(
    ("shorter", "offered", "wrong"),
    [
        ('{ within = "soon", if = "in_care" }', "true", "soon is no limit"),
        ('{ within = "PT12H", if = "in_care" }', "false", "a step that is offered"),
        ('{ within = "PT48H", if = "in_care" }', "true", "shorter than its"),
        ('{ within = "PT12H", if = "elsewhere" }', "true", "neither a fact nor"),
    ],
)
def test_a_second_limit_is_shorter_and_hangs_on_something_known(shorter: str, offered: str, wrong: str) -> None:
    second = DUTY.replace("from = ", f"shorter = {shorter}\noffered = {offered}\nfrom = ", 1)
    assert any(wrong in each for each in faults(HEAD + second))
