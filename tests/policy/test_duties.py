"""`fieldapp duties` and `fieldapp rules`: exactly the keys and words that others build on, and a sentence for every wrong use."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import pytest

from fieldapp import clock, places
from fieldapp.policy import commands, layers

AT = "2026-11-23T10:00:00-08:00"
SHEET = {
    "born": "2011-05-30", "jurisdiction": "dependent", "in_care": True, "placement_order": True, "whereabouts": "unknown",
    "abducted": False, "cse": "at_risk", "indian_child": "reason_to_know", "agency_learned": "2026-11-21T22:34:00-08:00",
    "has_casa": None,
}  # fmt: skip
OVERLAY = """
[[duty]]
id = "N-04"
within = "PT12H"
cite = [{ law = "County policy 7", url = "https://example.org/7", confidence = "county" }]
"""


def run(command: Any, *argv: str) -> tuple[int, str, str]:
    out, err = io.StringIO(), io.StringIO()
    code = command(list(argv), out, err)
    return code, out.getvalue(), err.getvalue()


def sheet(folder: Path, content: dict[str, Any] | str = "") -> str:
    path = folder / "facts.json"
    path.write_text(content if isinstance(content, str) and content else json.dumps(content or SHEET), encoding="utf-8")
    return str(path)


def duties(folder: Path, *more: str, facts: dict[str, Any] | None = None, at: str = AT) -> list[dict[str, Any]]:
    code, out, err = run(commands.duties, "--facts", sheet(folder, facts or SHEET), "--at", at, "--json", *more)
    assert (code, err) == (0, "")
    found: list[dict[str, Any]] = json.loads(out)
    return found


def test_a_row_has_exactly_the_keys_of_the_design(tmp_path: Path) -> None:
    for row in duties(tmp_path, "--expect"):
        assert list(row) == [
            "id", "also", "kind", "law", "tell", "one_of", "do", "by", "title", "start", "due", "written_due", "ongoing", "may",
            "elapsed_s", "left_s", "applies", "applies_because", "ask", "cite", "rules",
        ]  # fmt: skip
        assert row["applies"] in {True, "unknown"}
        assert set(row["title"]) == {"en", "es"}
        assert all(set(each) == {"key", "en", "es"} for each in row["ask"])
        assert all(set(each) in ({"key", "en", "es"}, {"fact", "en", "es"}) for each in row["applies_because"])
        assert all({"law", "url", "confidence"} <= set(each) for each in row["cite"])
        assert row["rules"] == layers.shipped().version


def test_a_late_row_whole(tmp_path: Path) -> None:
    row = next(each for each in duties(tmp_path) if each["id"] == "N-02")
    cite, ask, because = row.pop("cite"), row.pop("ask"), row.pop("applies_because")
    assert row == {
        "id": "N-02", "also": ["XR-4"], "kind": "duty", "law": True, "tell": ["ncmec"], "one_of": False, "do": None, "by": None,
        "title": {"en": "Report to NCMEC", "es": "Notificar al NCMEC"},
        "start": "2026-11-21T22:34:00-08:00", "due": "2026-11-22T22:34:00-08:00", "written_due": None, "ongoing": False,
        "may": False, "elapsed_s": 127560, "left_s": -41160, "applies": True, "rules": layers.shipped().version,
    }  # fmt: skip
    assert cite[0]["law"] == "PC 11166(j)(3)"
    assert ask == []
    assert [each["fact"] for each in because] == ["missing_or_abducted", "under_agency_care_or_supervision", "cse_sign"]


def test_a_step_and_a_choice_of_recipients(tmp_path: Path) -> None:
    back = {"whereabouts": "known_approved", "found": "2026-11-23T08:00:00-08:00", "returned": "2026-11-23T09:00:00-08:00"}
    rows = {row["id"]: row for row in duties(tmp_path, facts={**SHEET, **back, "suspected": "2026-11-23T09:30:00-08:00"})}
    assert (rows["R-04"]["tell"], rows["R-04"]["do"]["en"], rows["R-04"]["do"]["es"]) == ([], "Screen", "Evaluar")
    assert (rows["XR-5"]["tell"], rows["XR-5"]["one_of"]) == (["child_protection", "police"], True)
    assert (rows["XR-5"]["due"], rows["XR-5"]["left_s"]) == (None, None)
    assert rows["XR-5"]["written_due"] == "2026-11-24T21:30:00-08:00"


def test_a_citation_says_for_whom_it_holds(tmp_path: Path) -> None:
    row = next(each for each in duties(tmp_path) if each["id"] == "N-03")
    assert set(row["cite"][0]["of"]) == {"en", "es"}


def test_the_default_day_of_the_law_and_another(tmp_path: Path) -> None:
    now = {row["id"] for row in duties(tmp_path)}
    then = {row["id"] for row in duties(tmp_path, "--law-of", "2020-11-13")}
    assert "N-20" in now - then
    assert {"N-10", "N-04"} <= then


def test_an_overlay_only_when_named(tmp_path: Path) -> None:
    path = tmp_path / "county.toml"
    path.write_text(OVERLAY, encoding="utf-8")
    due = {row["id"]: row["due"] for row in duties(tmp_path, "--county", str(path))}
    assert due["N-04"] == "2026-11-22T10:34:00-08:00"
    assert {row["id"]: row["due"] for row in duties(tmp_path)}["N-04"] == "2026-11-22T22:34:00-08:00"


def test_what_counsel_reads(tmp_path: Path) -> None:
    code, out, _err = run(commands.duties, "--facts", sheet(tmp_path), "--at", AT, "--expect")
    assert code == 0
    rows = {row.split("  ")[0]: row for row in out.strip().split("\n\n")}
    because = "Missing or abducted; Under the agency's placement, care or supervision; {sign}".format(
        sign="At risk of commercial sexual exploitation, or a victim of it"
    )
    late = rows["N-02"].splitlines()
    assert late[:5] == [
        "N-02  Report to NCMEC",
        "  also: XR-4",
        "  tell: ncmec",
        "  due: Sun 22 Nov 2026, 22:34 PST (11 h 26 min late)",
        f"  because: {because}",
    ]
    assert any(line.startswith("  source: PC 11166(j)(3) [digest] https://") for line in late)
    assert "(not read yet)" in rows["N-14"]
    assert "find out: Nobody has read this yet. Source to open: ACL 16-15" in rows["N-14"]
    assert "  not known whether it applies\n" in rows["N-27"]
    assert "find out: Has a CASA been appointed for the youth?" in rows["N-27"]
    assert "immediately; no outer limit was read: 35 h 26 min since Sat 21 Nov 2026, 22:34 PST" in rows["N-12"]
    assert "ongoing: 35 h 26 min" in rows["N-05"]
    assert "(note, no law)" in rows["O-07"]
    assert "(offered, no law)" in rows["ACT-SAFE"]
    assert "(may)" in rows["W-01"]
    assert "owed by: court" in rows["W-01"]
    assert "tell: police and tribal_police" in rows["N-10"]


def test_written_limits_and_choices_as_counsel_reads_them(tmp_path: Path) -> None:
    facts = {"born": "2011-05-30", "suspected": "2026-11-22T08:00:00-08:00"}
    out = run(commands.duties, "--facts", sheet(tmp_path, facts), "--at", AT)[1]
    row = next(each for each in out.split("\n\n") if each.startswith("XR-5"))
    assert "tell: child_protection or police" in row
    assert "in writing by: Mon 23 Nov 2026, 20:00 PST" in row


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ('{"immigration_status": "none"}', "immigration_status is no key of a facts file."),
        ('{"age": 15}', "age is no key of a facts file."),
        ('{"cse": "maybe"}', "cse: maybe cannot be taken. It takes none, at_risk, victim."),
        ('{"in_care": "yes"}', "in_care: yes cannot be taken. It takes true, false or null."),
        ('{"agency_learned": "2026-11-23T10:00:01-08:00"}', "agency_learned lies after the time asked about."),
        ('{"last_seen": "2026-11-22T10:00:00-08:00", "found": "2026-11-21T10:00:00-08:00"}', "last_seen lies after found."),
        ('{"in_care": true, "in_care": false}', "in_care stands twice in the facts file."),
        ("[]", "facts.json holds no facts."),
        ("{", "facts.json is no JSON."),
        ("[" * 100000, "facts.json is no JSON."),
    ],
)
def test_a_wrong_facts_file_is_a_sentence_and_exit_2(tmp_path: Path, content: str, said: str) -> None:
    code, out, err = run(commands.duties, "--facts", sheet(tmp_path, content), "--at", AT, "--json")
    assert (code, out) == (2, "")
    assert said in err


def test_wrong_use_is_a_sentence_and_exit_2(tmp_path: Path) -> None:
    facts = sheet(tmp_path)
    for argv, said in (
        ([], "the following arguments are required: --facts, --at"),
        (["--facts", facts], "the following arguments are required: --at"),
        (["--facts", facts, "--at", AT, "--loud"], "unrecognized arguments: --loud"),
        (["--facts", facts, "--at", "2026-11-23"], "--at 2026-11-23 is no instant."),
        (["--facts", facts, "--at", "2026-11-23T10:00:00"], "is no instant."),
        (["--facts", facts, "--at", "9999-12-31T10:00:00Z"], "is no instant."),
        (["--facts", facts, "--at", AT, "--law-of", "then"], "--law-of then is no date."),
        (["--facts", str(tmp_path / "gone.json"), "--at", AT], "gone.json cannot be read"),
        (["--facts", str(tmp_path), "--at", AT], "cannot be read"),
        (["--facts", facts, "--at", AT, "--county", str(tmp_path / "gone.toml")], "gone.toml cannot be read"),
    ):
        code, out, err = run(commands.duties, *argv)
        assert (code, out) == (2, "")
        assert said in err


def test_an_overlay_that_loosens_is_named_with_row_and_key(tmp_path: Path) -> None:
    path = tmp_path / "county.toml"
    path.write_text(OVERLAY.replace("PT12H", "PT48H"), encoding="utf-8")
    code, out, err = run(commands.duties, "--facts", sheet(tmp_path), "--at", AT, "--county", str(path))
    assert (code, out) == (2, "")
    assert "county.toml: N-04: within: PT48H can end later than the law's PT24H" in err


# -- rules


def test_check_says_nothing_wrong_or_every_fault(tmp_path: Path) -> None:
    for name in ("federal.toml", "california.toml", "county-example.toml"):
        code, out, err = run(commands.rules, "check", str(places.resource("policy", name)))
        assert (code, err) == (0, "")
        assert out.startswith(f"{name}: nothing wrong; ")
    text = places.resource("policy", "federal.toml").read_text(encoding="utf-8")
    broken = tmp_path / "changed.toml"
    broken.write_text(
        text.replace('within = "PT24H"', 'within = "P1"', 1).replace('tell = ["ncmec"]', 'tell = ["x"]', 1), encoding="utf-8"
    )
    code, out, err = run(commands.rules, "check", str(broken))
    assert (code, out) == (1, "")
    assert len(err.splitlines()) == 2
    assert all(line.startswith("changed.toml: N-0") for line in err.splitlines())


def test_check_of_one_file_of_law_takes_the_place_of_that_file(tmp_path: Path) -> None:
    text = places.resource("policy", "federal.toml").read_text(encoding="utf-8")
    renamed = tmp_path / "new-federal.toml"
    renamed.write_text(text, encoding="utf-8")
    assert run(commands.rules, "check", str(renamed))[0] == 0


def test_diff_of_two_files_says_what_changed_in_words(tmp_path: Path) -> None:
    path = places.resource("policy", "federal.toml")
    text = path.read_text(encoding="utf-8")
    start = text.index('[[note]]\nid = "R-14"')
    changed = text[:start] + text[start:].replace("R-14", "R-99")
    changed = changed.replace('title.en = "Report to NCMEC"', 'title.en = "Report to the Center"', 1)
    changed = changed.replace('all = ["abducted"]', 'none = ["abducted"]', 1)
    other = tmp_path / "other.toml"
    other.write_text(changed, encoding="utf-8")
    code, out, err = run(commands.rules, "diff", str(path), str(other))
    assert (code, err) == (0, "")
    lines = out.splitlines()
    assert "changed  N-04  Report to the Center" in lines
    assert "         title: Report to NCMEC → Report to the Center" in lines
    assert "changed  fact was_abducted  Abducted" in lines
    assert "         all: abducted → nothing" in lines
    assert "         none: nothing → abducted" in lines
    assert [line.split("  ")[0] for line in lines if line.startswith(("added", "removed"))] == ["removed", "added"]


def test_diff_of_two_days_is_what_the_law_became(tmp_path: Path) -> None:
    out = run(commands.rules, "diff", "2020-11-13", "2026-11-24")[1]
    assert "added    N-20  Notify the local police" in out
    assert "changed  L-08" in out
    assert "         may: yes → no" in out
    assert "N-04" not in out
    back = run(commands.rules, "diff", "2026-11-24", "2020-11-13")[1]
    assert "removed  N-20  Notify the local police" in back
    assert "         may: no → yes" in back
    assert run(commands.rules, "diff", "2026-11-24", "2026-11-24")[1] == "No row differs.\n"


def test_diff_names_recipients_where_an_id_stands_for_several(tmp_path: Path) -> None:
    out = run(commands.rules, "diff", "2022-11-24", "2026-11-24")[1]
    assert "added    R-10 police ncmec" in out
    assert "R-10 everyone_told" not in out


@pytest.mark.parametrize("argv", [[], ["check"], ["mend", "x"], ["diff", "2020-11-13"], ["diff", "2020-11-13", "gone.toml"]])
def test_wrong_use_of_rules_is_exit_2(argv: list[str]) -> None:
    code, out, err = run(commands.rules, *argv)
    assert (code, out) == (2, "")
    assert err


def test_a_diff_speaks_of_every_kind_of_value(tmp_path: Path) -> None:
    row = """
[[duty]]
id = "N-99"
tell = [{ to = "tribal_police", if = "tribal_police" }, "police"]
title = { en = "One", es = "Uno" }
within = "PT24H"
from = "agency_learned"
all = [{ key = "cse", in = ["victim"] }]
content = [{ item = { en = "photo", es = "foto" } }]
cite = [{ law = "L", url = "", confidence = "county" }]
"""
    one, two = tmp_path / "one.toml", tmp_path / "two.toml"
    one.write_text(row, encoding="utf-8")
    two.write_text(
        '[[duty]]\nid = "N-99"\ntell = ["police"]\ntitle = { en = "One", es = "Uno" }\nongoing = true\n'
        'in_force = { from = "2020", to = "2021" }\nby_end_of_business_day = 1\nfrom = "agency_learned"\n'
        'cite = [{ law = "M", url = "https://example.org", confidence = "statute" }]\n',
        encoding="utf-8",
    )
    lines = [line.strip() for line in run(commands.rules, "diff", str(one), str(two))[1].splitlines()]
    assert lines == [
        "changed  N-99  One",
        "tell: tribal_police, if tribal_police; police → police",
        "all: key cse in victim → nothing",
        "within: PT24H → nothing",
        "by_end_of_business_day: nothing → 1",
        "ongoing: no → yes",
        "content: photo → nothing",
        "cite: L [county] → M [statute] https://example.org",
        "in_force: nothing → from 2020 to 2021",
    ]


def test_a_row_whose_text_changed_is_compared_text_by_text(tmp_path: Path) -> None:
    path = places.resource("policy", "california.toml")
    text = path.read_text(encoding="utf-8")
    place = text.index('id = "L-01"', text.index('id = "L-01"') + 1)
    other = tmp_path / "other.toml"
    other.write_text(text[:place] + text[place:].replace('by = "police"', 'by = "court"', 1), encoding="utf-8")
    out = run(commands.rules, "diff", str(path), str(other))[1].splitlines()
    assert [line.split("  ")[1] for line in out if not line.startswith(" ")] == ["L-01 (2)"]
    assert out[1:] == ["         by: police → court"]


def test_an_instant_is_printed_on_the_wall_clock_of_los_angeles(tmp_path: Path) -> None:
    rows = duties(tmp_path, facts={**SHEET, "agency_learned": "2026-11-22T06:34:00Z"})
    assert next(row for row in rows if row["id"] == "N-04")["start"] == clock.iso(clock.parse("2026-11-22T06:34:00Z"))
