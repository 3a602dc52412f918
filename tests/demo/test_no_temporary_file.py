"""Nothing that names anybody goes through a temporary folder: a caseload is read and papers are made where there is none."""

from __future__ import annotations

import tempfile
from datetime import date
from pathlib import Path

import pytest

from fieldapp import clock
from fieldapp.demo import county, fiction
from fieldapp.desk import opening, paperwork
from fieldapp.desk.readers import READERS
from fieldapp.document import acts as document
from fieldapp.document.model import GridRow, Status
from fieldapp.locate import acts as locate
from fieldapp.locate.model import Call
from fieldapp.places import resource
from fieldapp.vault.kdf import Cost
from fieldapp.youth import acts as youths
from fieldapp.youth import caseload

NOW = clock.parse("2026-11-21T22:34:00-08:00")


@pytest.fixture
def nowhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A temporary folder that is not there, so that whoever makes a file in it fails."""
    gone = tmp_path / "gone"
    monkeypatch.setattr(tempfile, "tempdir", str(gone))
    for name in ("TMPDIR", "SQLITE_TMPDIR", "TEMP", "TMP"):
        monkeypatch.setenv(name, str(gone))
    with pytest.raises(FileNotFoundError):
        tempfile.mkstemp()
    return gone


def test_a_caseload_a_call_and_every_paper_without_a_temporary_file(tmp_path: Path, nowhere: Path) -> None:
    place = tmp_path / "store"
    words = fiction.PASSPHRASES["worker"]
    new = opening.NewStore(fiction.WORKER, "worker", county.new_agency().county_file, words)
    opening.create(place, new, lambda: NOW, Cost(64, 1, 1))
    desk = opening.unlock(place, words, lambda: NOW)
    sheet = caseload.read(fiction.caseload(2026, 11), "caseload.xlsx")
    found = caseload.preview(sheet, caseload.guess(sheet.headings), [], date(2026, 11, 21))
    youth = desk.do(youths.take_caseload, [each for each in found if each.names and not each.refused]).result[0]
    desk.do(youths.add_photo, youth, resource("demo", "photo.png").read_bytes(), "image/png", "2026-10-02")
    status = Status(cse="victim", rows=(GridRow(type="during_foster_care", start="2026-11-02"),), screening="")
    desk.do(document.say_status, youth, status)
    _youth, episode = desk.do(locate.start_from_call, Call(came_at=NOW, youth_name="Mika"), youth).result
    for kind in READERS:
        wanted = paperwork.Wanted(youth=youth, episode=episode, kind=kind)
        made = paperwork.make(desk, wanted)
        assert made.pictures or made.text
        paperwork.give(desk, wanted, made.paper, "saved", tmp_path / f"{kind.value}.pdf")
    desk.close()
    assert not nowhere.exists()
