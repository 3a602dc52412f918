"""A county's overlay over the law that ships: it adds, fills and tightens; what would drop or loosen law is named and refused."""

from __future__ import annotations

from datetime import date

import msgspec
import pytest

from fieldapp import clock, places
from fieldapp.errors import RulesRefused
from fieldapp.policy import facts, layers, loading
from fieldapp.policy.layers import Rules
from fieldapp.policy.planning import Due, plan
from fieldapp.policy.schema import Row

AT = clock.parse("2026-11-22T10:00:00-08:00")
CITE = 'cite = [{ law = "County policy 7", url = "https://example.org/7", confidence = "county" }]\n'
TITLES = 'title.en = "Ours"\ntitle.es = "Nuestro"\n'
MISSING = {
    "born": "2011-05-30", "jurisdiction": "dependent", "in_care": True, "placement_order": True, "whereabouts": "unknown",
    "abducted": False, "cse": "at_risk", "indian_child": False, "agency_learned": "2026-11-21T22:34:00-08:00",
}  # fmt: skip


def overlaid(text: str) -> Rules:
    return layers.with_overlay(text.encode(), "county.toml")


def due(rules: Rules, row: str) -> Due:
    return next(each for each in plan(rules, facts.read(MISSING, AT), date(2026, 11, 22), expect=True) if each.id == row)


def refused(text: str) -> list[str]:
    with pytest.raises(RulesRefused) as found:
        overlaid(text)
    return [str(each) for each in found.value.faults]


def rows(rules: Rules, row: str) -> list[Row]:
    return [placed.row for placed in rules.rows if placed.row.id == row]


def test_an_overlay_adds_rows_and_days_off() -> None:
    added = f'days_off = ["2026-11-23"]\n[[duty]]\nid = "N-77"\ntell = ["supervisor"]\nall = ["in_care"]\n{TITLES}{CITE}'
    rules = overlaid(added)
    assert due(rules, "N-77").law is False
    assert rules.days_off == {date(2026, 11, 23)}
    assert len(rules.rows) == len(layers.shipped().rows) + 1
    assert rules.version != layers.shipped().version


def test_an_overlay_fills_a_slot() -> None:
    filled = (
        f'[[duty]]\nid = "R-13"\ndo = {{ en = "Screen", es = "Evaluar" }}\nwithin = "P10D"\nfrom = "returned"\n{TITLES}{CITE}'
    )
    rules = overlaid(filled)
    assert [(placed.kind, placed.row.within) for placed in rules.rows if placed.row.id == "R-13"] == [("duty", "P10D")]
    assert refused('[[duty]]\nid = "R-13"\nwithin = "P10D"\n')[0].startswith("county.toml: R-13: title:")


def test_an_overlay_tightens_a_row_and_says_where_from() -> None:
    rules = overlaid(f'[[duty]]\nid = "N-04"\nwithin = "PT12H"\ntell = ["ncmec", "supervisor"]\n{CITE}')
    row = due(rules, "N-04")
    assert clock.iso(row.due or 0) == "2026-11-22T10:34:00-08:00"
    assert row.tell == ("ncmec", "supervisor")
    assert row.law is True
    assert row.cite[-1].law == "County policy 7"
    assert row.cite[:-1] == due(layers.shipped(), "N-04").cite


def test_a_row_without_a_number_can_get_one() -> None:
    assert rows(layers.shipped(), "N-11")[0].within is None
    assert rows(overlaid(f'[[duty]]\nid = "N-11"\nwithin = "PT4H"\n{CITE}'), "N-11")[0].within == "PT4H"


def test_every_row_of_an_id_is_tightened() -> None:
    rules = overlaid(f'[[duty]]\nid = "R-10"\nwithin = "PT2H"\n{CITE}')
    assert [row.within for row in rows(rules, "R-10")] == ["PT2H", "PT2H"]


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ('[[duty]]\nid = "N-04"\nwithin = "PT48H"\n' + CITE, "county.toml: N-04: within: PT48H can end later than the law's PT24H"),
        ('[[duty]]\nid = "N-04"\nwithin = "P1D"\n' + CITE, "county.toml: N-04: within: P1D can end later than the law's PT24H"),
        ('[[duty]]\nid = "N-04"\nwithin = "PT12H"\n', "county.toml: N-04: cite: A tighter limit needs its citation."),
        ('[[duty]]\nid = "N-04"\nwithin = "soon"\n' + CITE, "county.toml: N-04: within: soon is no limit"),
        ('[[duty]]\nid = "N-04"\nall = ["in_care"]\n', "county.toml: N-04: all: A county may only tighten"),
        ('[[duty]]\nid = "N-04"\nnone = ["in_care"]\n', "county.toml: N-04: none: A county may only tighten"),
        ('[[duty]]\nid = "N-04"\nfrom = "last_seen"\n', "county.toml: N-04: from: A county may only tighten"),
        ('[[duty]]\nid = "N-04"\nmay = true\n', "county.toml: N-04: may: A county may only tighten"),
        ('[[duty]]\nid = "N-04"\noffered = true\n', "county.toml: N-04: offered: A county may only tighten"),
        ('[[duty]]\nid = "N-04"\nin_force = { to = "2026-01-01" }\n', "county.toml: N-04: in_force: A county may only tighten"),
        ('[[duty]]\nid = "N-04"\n' + TITLES, "county.toml: N-04: title: A county may only tighten"),
        ('[[duty]]\nid = "N-04"\ntell_one_of = ["ncmec", "supervisor"]\n', "county.toml: N-04: tell_one_of: A county may only"),
        ('[[note]]\nid = "N-04"\n', "county.toml: N-04: kind: A county may not turn this row of law into another kind."),
        ('[[slot]]\nid = "N-04"\nsource = "x"\n', "county.toml: N-04: source: A county may only tighten"),
        ('[[duty]]\nid = "XR-5"\ntell = ["supervisor"]\n', "county.toml: XR-5: tell: The law lets one of several be told"),
        ('[[expect]]\nid = "C-01"\nwithin = "PT2H"\n' + CITE, "county.toml: C-01: within: The law counts business days here."),
        (('[[duty]]\nid = "N-04"\nwithin = "PT12H"\n' + CITE) * 2, "county.toml: N-04: id: This row is tightened twice."),
        ('[[duty]]\nid = "N-77"\ntell = ["police"]\n' + TITLES, "county.toml: N-77: cite: A row without a citation is no rule."),
        ('[[duty]]\nid = "N-77"\ntell = ["police"]\n' + CITE, "county.toml: N-77: title: A row needs a title"),
        ('[[fact]]\nid = "missing_or_abducted"\ntitle = { en = "x", es = "x" }\nall = ["abducted"]\n',
         "county.toml: missing_or_abducted: id: This name is taken"),
        ('[[question]]\nkey = "in_care"\nask = { en = "x?", es = "x" }\n', "county.toml: in_care: key: This key is asked twice."),
        ('layer = "state"\n', "county.toml: -: layer: This is a file of law"),
    ],
)  # fmt: skip
def test_an_overlay_that_drops_or_loosens_law_is_refused(row: str, said: str) -> None:
    found = refused(row)
    assert [each for each in found if each.startswith(said)], found


def test_a_harmless_row_changes_nothing() -> None:
    assert rows(overlaid('[[duty]]\nid = "N-04"\n'), "N-04") == rows(layers.shipped(), "N-04")


def test_no_overlay_row_ever_takes_a_recipient_a_citation_or_an_hour_from_the_law() -> None:
    """Each row of law, tightened in every way that is let through, still holds all that it held."""
    for placed in layers.shipped().rows:
        if placed.kind == "slot":
            continue
        kind, before = placed.kind, placed.row
        text = f'[[{kind}]]\nid = "{before.id}"\nwithin = "PT1H"\ntell = ["supervisor"]\n{CITE}'
        try:
            after = [row for row in rows(overlaid(text), before.id) if set(before.cite) <= set(row.cite)]
        except RulesRefused as error:
            assert {fault.row for fault in error.faults} == {before.id}  # noqa: PT017 - what is refused is that row alone
            continue
        assert after
        for row in after:
            kept = msgspec.structs.replace(row, within=before.within, tell=before.tell, cite=before.cite)
            assert kept == before
            assert set(before.tell) <= set(row.tell)


def test_a_file_can_be_checked_as_it_would_be_used() -> None:
    example = places.resource("policy", "county-example.toml")
    assert layers.beside_the_law(example).version == layers.with_overlay(example.read_bytes(), example.name).version
    for path in layers.law():
        assert layers.beside_the_law(path).version == layers.shipped().version
    assert [loading.read(path).layer for path in layers.law()] == ["federal", "state"]
