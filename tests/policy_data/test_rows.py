"""Every row of the law is present exactly as it was settled: kind, recipients, start, limit, dates in force, other numbers."""

from __future__ import annotations

from pathlib import Path

import pytest

from fieldapp import places
from fieldapp.policy import layers, loading
from fieldapp.policy.loading import Placed
from fieldapp.policy.schema import Row

READ = "//2026-11-23"  # no source gives a date: sure from the day on which the source was read
AB2108 = "2025-01-01"
AB161 = "2024-01-01//2025-01-01"

# id | kind and whose | whom, or do | from | limit | in force: from/to/sure_from | also
STATE_AND_FEDERAL = f"""
N-01 | duty | police | agency_learned | PT24H | 2016-01-01 | XR-4
N-02 | duty | ncmec | agency_learned | PT24H | 2016-01-01 | XR-4
N-03 | duty | police | agency_learned | PT24H | 2016-09-29 |
N-04 | duty | ncmec | agency_learned | PT24H | 2016-09-29 |
N-05 | duty | police ncmec | agency_learned | ongoing | 2023-01-05 |
N-06 | note | ncmec | | may | {AB161} |
N-07 | duty | police | identified | PT24H | 2016-09-29 | XR-2 ACT-LE24 R-06
N-10 | duty | police tribal_police | agency_learned | | 2020-11-13 |
N-11 | duty | parents | agency_learned | | 2020-11-13 |
N-12 | duty | youth_attorney | agency_learned | | 2020-11-13 |
N-13 | duty | tribe | agency_learned | | 2020-11-13 |
N-14 | slot | | | | |
N-20 | duty | police | agency_learned | PT24H | {AB2108} |
N-21 | duty | parents | agency_learned | PT24H | {AB2108} |
N-22 | duty | guardians | agency_learned | PT24H | {AB2108} |
N-23 | duty | indian_custodian | agency_learned | PT24H | {AB2108} |
N-24 | duty | tribe | agency_learned | PT24H | {AB2108} |
N-25 | duty | parents_attorney | agency_learned | PT24H | {AB2108} |
N-26 | duty | youth_attorney | agency_learned | PT24H | {AB2108} |
N-27 | duty | casa | agency_learned | PT24H | {AB2108} |
N-28 | duty | court | agency_learned | PT24H | {AB2108} |
N-29 | duty | siblings | agency_learned | PT24H | {AB2108} |
N-30 | slot | ncmec | | | |
XR-1 | duty | police | identified | PT24H | 2016-01-01 | XR-1b
XR-3 | duty | child_protection district_attorney | suspected | | //2021-02-01 |
XR-5 | duty | one of child_protection police | suspected identified | written PT36H | {READ} | ACT-HOTLINE
XR-6 | duty | hhs_otip | trafficking_suspected identified | PT24H | //2021-07-01 | ACT-OTIP
XR-7 | note | | | | |
R-01 | duty | do | returned | | 2015-09-29 |
R-02 | duty | do | returned | | 2015-09-29 |
R-03 | duty | do | returned | | 2015-09-29 |
R-04 | duty | do | returned | | 2015-09-29 | ACT-RESCREEN
R-05 | duty | do | returned | | 2015-09-29 |
R-07 | duty | police | found | PT24H | 2015-01-01 |
R-08 | expect police | | found | | 2015-01-01 |
R-09 | expect police | | | | 2015-01-01 |
R-10 | duty | police ncmec | found | | 2023-01-05 |
R-10 | duty | everyone_told | found | | |
R-12 | slot | | | | |
R-13 | slot | | | | |
R-14 | note | | | | {READ} |
O-01 | note | | | | 2016-01-01 |
O-02 | note | | | | 2025-01-01//2026-01-01 |
O-03 | duty | police ncmec | agency_learned | ongoing | {AB161} |
O-05 | note | | | | {READ} |
O-07 | note | | | | |
C-01 | expect caregiver | | caregiver_learned | PT24H or business day 1, written P7D | //2024-01-01 |
C-02 | expect caregiver | | caregiver_learned | business day 1, written P7D | //2024-01-01 |
C-03 | expect caregiver | | caregiver_learned | | //2024-01-01 |
C-04 | note | | | | {READ} |
L-01 | expect police | | | | 2015-01-01/2020-12-31 |
L-01 | expect police | | | | 2021-01-01 |
L-02 | expect police | | police_told | | 2015-01-01 |
L-03 | expect police | | police_told | | 2015-01-01 |
L-04 | expect police | | police_told | PT2H | 2015-01-01 |
L-05 | expect police | | police_told | | 2003-01-01//2004-01-01 |
L-06 | expect police | | police_told | PT2H | 2006-01-01//2007-01-01 |
L-07 | expect police | | last_seen | P10D | 2000-01-01 | O-06
L-08 | expect police | | last_seen | P30D may | 2015-01-01/2020-12-31 | O-06
L-08 | expect police | | last_seen | P30D | 2021-01-01 | O-06
L-10 | note | | | may | {READ} |
L-11 | note | | | may | 2023-01-01 |
L-12 | note | | | may | 2024-01-01 |
W-01 | expect court | | agency_learned | may | 2018-01-01 |
W-02 | expect police | | agency_learned | | 2018-01-01 |
MISS-D1 | definition | | | | {AB2108} |
MISS-D2 | definition | | | | {AB2108} |
MISS-D4 | definition | | | | 2018-10-11 |
MISS-D5 | definition | | | | {READ} |
MISS-D6 | definition | | | | 2015-01-01 |
ACT-SAFE | duty | do | | offered | |
ACT-GRID | duty | do | | offered | 2016-01-01 |
ACT-MDT | duty | do | | offered | //2018-01-01 |
ACT-CFT | duty | do | | P60D offered | {READ} |
ACT-PLAN | duty | do | | offered | {READ} |
ACT-SRH | duty | do | | P365D offered | 2017-06-27 |
ACT-TRIBE | duty | do | | offered | 2020-11-13 |
"""
COUNTIES = """
MISS-D3 | definition | | | | |
N-14 | duty | youth_attorney | agency_learned | PT24H | |
N-40 | duty | court court_liaison | agency_learned | | |
N-41 | duty | parents | agency_learned | business day 1 | |
N-41 | duty | juvenile_hall supervisor police | agency_learned | | |
N-42 | duty | legal_clerk | last_seen | business day 1 | |
N-43 | duty | police | agency_learned | | |
L-09 | expect police | | police_told | PT1H | |
L-13 | note | | | | |
W-03 | duty | do | agency_learned | | |
W-04 | note | | | | |
O-04 | duty | do | agency_learned | ongoing | |
R-11 | duty | do | returned | | |
"""


def _lines(table: str) -> list[str]:
    return sorted(" | ".join(part.strip() for part in f"{line} |".split("|")[:7]) for line in table.strip().splitlines())


def _whom(row: Row) -> str:
    if row.tell_one_of:
        return " ".join(("one of", *row.tell_one_of))
    return "do" if row.do else " ".join(loading.recipients_of(row))


def _limit(row: Row) -> str:
    ends = [row.within or ""]
    ends += [f"or business day {row.or_by_end_of_business_day}"] if row.or_by_end_of_business_day else []
    ends += [f"business day {row.by_end_of_business_day}"] if row.by_end_of_business_day else []
    limit = " ".join(each for each in ends if each)
    written = f"written {row.written_within}" if row.written_within else ""
    flags = [word for word in ("ongoing", "may", "offered") if getattr(row, word)]
    return " ".join(each for each in (", ".join(each for each in (limit, written) if each), *flags) if each)


def _line(placed: Placed) -> str:
    row, force = placed.row, placed.row.in_force
    dates = "/".join(str(each or "") for each in (force.start, force.to, force.sure_from)).rstrip("/") if force else ""
    kind = f"{placed.kind} {row.by}" if row.by else placed.kind
    return " | ".join((row.id, kind, _whom(row), " ".join(loading.starts_of(row)), _limit(row), dates, " ".join(row.also)))


def _file(name: str) -> loading.RulesFile:
    return loading.read(places.resource("policy", name))


def test_the_law_holds_every_row_as_settled() -> None:
    rows = (*_file("federal.toml").rows, *_file("california.toml").rows)
    assert sorted(_line(each) for each in rows) == _lines(STATE_AND_FEDERAL)


def test_the_example_county_holds_every_row_of_named_counties() -> None:
    rows = _file("county-example.toml").rows
    assert sorted(_line(each) for each in rows) == _lines(COUNTIES)
    named = ("Los Angeles", "San Luis Obispo", "Santa Clara")
    assert [each.row.id for each in rows if each.row.title is None or not each.row.title.en.startswith(named)] == []


def test_no_number_of_the_research_is_missing() -> None:
    """locate.md 0 to 3, the cross-reports of 5.3 and the actions of 6.1, as a row or as another number of one."""
    wanted = {f"MISS-D{n}" for n in range(1, 7)}
    wanted |= {f"N-{n:02}" for n in (*range(1, 8), *range(10, 15), *range(20, 31), *range(40, 44))}
    wanted |= {f"C-{n:02}" for n in range(1, 5)} | {f"L-{n:02}" for n in range(1, 14)} | {f"W-{n:02}" for n in range(1, 5)}
    wanted |= {f"O-{n:02}" for n in range(1, 8)} | {f"R-{n:02}" for n in range(1, 15)}
    wanted |= {f"XR-{n}" for n in range(1, 8)} | {"XR-1b"}
    wanted |= {f"ACT-{n}" for n in ["SAFE", "HOTLINE", "LE24", "OTIP", "GRID", "MDT", "CFT", "PLAN", "SRH", "TRIBE", "RESCREEN"]}
    rows = [each.row for name in ("federal.toml", "california.toml", "county-example.toml") for each in _file(name).rows]
    assert {each for row in rows for each in (row.id, *row.also)} == wanted


def test_the_overlay_fits_the_law_and_fills_the_slot() -> None:
    path = places.resource("policy", "county-example.toml")
    rules = layers.with_overlay(Path(path).read_bytes(), path.name)
    filled = [each for each in rules.rows if each.row.id == "N-14"]
    assert [each.kind for each in filled] == ["duty"]
    assert [each.kind for each in layers.shipped().rows if each.row.id == "N-14"] == ["slot"]
    assert rules.days_off


@pytest.mark.parametrize("slot", ["N-14", "N-30", "R-12", "R-13"])
def test_a_slot_names_the_source_and_has_no_clock(slot: str) -> None:
    row = next(each.row for each in layers.shipped().rows if each.row.id == slot)
    assert row.source is not None
    assert row.source.startswith(("ACL 16-15", "WIC 16501.35"))
    assert (row.within, row.written_within, row.by_end_of_business_day, row.start, row.cite) == (None, None, None, None, ())
