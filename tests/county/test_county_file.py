"""A county file is signed, whole, in date and fit to go by, or it is refused with a sentence and nothing changes."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import msgspec
import pytest

from fieldapp import clock
from fieldapp.county import file
from fieldapp.county.model import BackupPlan, County, Setting
from fieldapp.county.usable import require_usable
from fieldapp.demo import county, fiction
from fieldapp.desk import opening
from fieldapp.desk.county import adopt_county
from fieldapp.desk.county import county as held_by
from fieldapp.desk.countyfile import shown
from fieldapp.desk.desk import Desk
from fieldapp.desk.rules import rules
from fieldapp.errors import CountyFileRefused
from tests.desk.conftest import CHEAP, agency, desk, folder, hand, unlock

__all__ = ["agency", "desk", "folder", "hand", "unlock"]

LOOSER = """
layer = "county"
name = "Example County"
[[duty]]
id = "N-04"
within = "PT48H"
cite = [{ law = "Example County memo", url = "https://county.example.test", confidence = "county" }]
"""
CIRCLE = """
layer = "county"
name = "Example County"
[[fact]]
id = "one"
title.en = "one"
title.es = "uno"
all = ["two"]
[[fact]]
id = "two"
title.en = "two"
title.es = "dos"
all = ["one"]
"""
Change = Callable[[County], County]


def _with(**changes: Any) -> Change:
    return lambda held: msgspec.structs.replace(held, **changes)


def _initials_only(held: County) -> County:
    return msgspec.structs.replace(held, settings=(msgspec.structs.replace(held.settings[0], initialed_on=""),))


WRONG: tuple[tuple[Change, str], ...] = (
    (_with(expires_on="2026-11-20"), "was good until 20 Nov 2026"),
    (_with(expires_on="2027-02-30"), "a date that is none: 2027-02-30"),
    (_with(days_off=("2026-12-25", "Christmas")), "a date that is none: Christmas"),
    (_with(recovery_public="00" * 97), "no agency key that a store could be recovered with"),
    (_with(recovery_public="none"), "no agency key that a store could be recovered with"),
    (_with(overlay=LOOSER), "N-04: within: PT48H can end later than the law's PT24H"),
    (_with(overlay=CIRCLE), "This fact hangs on itself: one → two → one"),
    (_with(backups=BackupPlan(to="backups")), "a folder for backups that is not a whole path: backups"),
    (_with(backups=BackupPlan(keep=1_000)), "keeps 1000 backups; it can be 1 to 365"),
    (_with(overlay="layer ="), "This is no TOML"),
    (
        _with(settings=(Setting(id="a", title_en="Voicemail", title_es="Buzón", value="perhaps", choices=("no", "yes")),)),
        "Voicemail",
    ),
    (_initials_only, "initials without their day"),
    (lambda held: msgspec.structs.replace(held, directory=(*held.directory, held.directory[0])), "one desk twice"),
)


@pytest.mark.parametrize(("change", "said"), WRONG, ids=[said[:30] for _change, said in WRONG])
def test_a_signed_file_that_cannot_be_gone_by_is_refused_at_set_up_and_later(
    agency: county.Agency, desk: Desk, hand: Any, tmp_path: Path, change: Change, said: str
) -> None:
    bad = file.sign(change(msgspec.structs.replace(file.read(agency.county_file), version=2)), agency.root)
    new = opening.NewStore(fiction.WORKER, "worker", bad, fiction.PASSPHRASES["worker"])
    with pytest.raises(CountyFileRefused) as refused:
        opening.create(tmp_path / "new", new, hand, CHEAP)
    assert said in refused.value.sentence
    assert "administrator" in refused.value.action
    assert not (tmp_path / "new").exists()
    with pytest.raises(CountyFileRefused):
        opening.read_county(bad, hand.now)
    before = desk.ask(held_by)
    with pytest.raises(CountyFileRefused):
        desk.do(adopt_county, bad)
    assert desk.ask(held_by) == before


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (lambda content: content[: len(content) // 2], "cut short"),
        (lambda content: content.replace(b"555-0142", b"555-0199"), "changed after signing"),
        (lambda content: content.replace(b"fieldapp-county/1", b"fieldapp-county/2"), "cannot read"),
        (lambda content: b"PK\x03\x04" + content, "no county file"),
        (lambda _content: b"", "no county file"),
        (lambda _content: b"[" * 200_000, "no county file"),
        (lambda content: content + b" " * 4_200_000, "too large"),
        (lambda _content: county.new_agency().county_file, "another agency"),
    ],
)
def test_a_file_that_its_agency_did_not_sign_as_it_is_is_refused(
    agency: county.Agency, desk: Desk, spoil: Callable[[bytes], bytes], said: str
) -> None:
    with pytest.raises(CountyFileRefused, match=said):
        desk.do(adopt_county, spoil(agency.county_file))
    assert desk.ask(held_by) == file.read(agency.county_file)


def test_an_older_file_and_another_of_the_same_number_do_not_take_the_place_of_the_one_here(
    agency: county.Agency, desk: Desk
) -> None:
    first = file.read(agency.county_file)
    third = file.sign(msgspec.structs.replace(first, version=3), agency.root)
    desk.do(adopt_county, third)
    desk.do(adopt_county, third)
    other = msgspec.structs.replace(first, version=3, county="Pattern County")
    for content in (agency.county_file, file.sign(other, agency.root)):
        with pytest.raises(CountyFileRefused, match="older than the one here, or another of the same number"):
            desk.do(adopt_county, content)
    assert desk.ask(held_by).version == 3


def test_a_store_works_on_when_its_file_has_ended_and_says_so(
    agency: county.Agency, unlock: Callable[[], Desk], desk: Desk, hand: Any
) -> None:
    soon = msgspec.structs.replace(file.read(agency.county_file), version=2, expires_on="2026-11-21")
    desk.do(adopt_county, file.sign(soon, agency.root))
    assert not desk.ask(shown).ended
    hand.pass_by(3 * clock.DAY)
    later = unlock()
    assert later.ask(shown).ended
    assert later.ask(rules).rows


def test_the_demo_s_file_says_everything_that_a_county_file_is_for(agency: county.Agency, desk: Desk) -> None:
    held = file.read(agency.county_file)
    require_usable(held, date(2026, 11, 21))
    by_night = {each.recipient for each in held.directory if any(line.after_hours for line in each.lines)}
    assert {"police", "ncmec", "child_protection"} <= by_night
    assert all(each.lines for each in held.directory)
    assert held.letterhead.phone_24h
    assert held.if_found.bring_to
    assert [each.initials for each in held.settings].count("CC") == 2
    seen = desk.ask(shown)
    assert [each.id for each in seen.filled] == ["N-14"]
    assert {each.id for each in seen.empty} == {"N-30", "R-12", "R-13"}
    assert all(each.source for each in seen.empty)
