"""From a sheet of facts to every row that comes out, by the command that county counsel uses, over the rules as they ship."""

from __future__ import annotations

import io
import json
import tomllib
from pathlib import Path
from typing import Any

import pytest

from fieldapp import places
from fieldapp.policy import commands

BOOK = tomllib.loads((Path(__file__).parent / "sheets.toml").read_text(encoding="utf-8"))


def _duties(sheet: dict[str, Any], folder: Path) -> list[dict[str, Any]]:
    facts = folder / "facts.json"
    facts.write_text(json.dumps(sheet["facts"]), encoding="utf-8")
    argv = ["--facts", str(facts), "--at", sheet["at"], "--json"]
    argv += ["--law-of", sheet["law_of"]] if "law_of" in sheet else []
    argv += ["--county", str(places.resource("policy", sheet["county"]))] if "county" in sheet else []
    argv += ["--expect"] if sheet.get("expect") else []
    out, err = io.StringIO(), io.StringIO()
    assert commands.duties(argv, out, err) == 0, err.getvalue()
    found: list[dict[str, Any]] = json.loads(out.getvalue())
    return found


def _line(row: dict[str, Any]) -> str:
    whom = ("|" if row["one_of"] else "+").join(row["tell"]) or ("do" if row["do"] else row["by"] or row["kind"])
    parts = [row["id"], *(["?"] if row["applies"] == "unknown" else []), whom, row["due"] or "-"]
    parts += ["written", row["written_due"]] if row["written_due"] else []
    return " ".join(parts + (["ask", *(each["key"] for each in row["ask"])] if row["ask"] else []))


@pytest.mark.parametrize("sheet", BOOK["sheet"], ids=lambda sheet: sheet["name"])
def test_every_row_that_comes_out_of_a_sheet(sheet: dict[str, Any], tmp_path: Path) -> None:
    expected = [*sheet["rows"], *(line for group in sheet["with"] for line in BOOK[group])]
    assert sorted(_line(row) for row in _duties(sheet, tmp_path)) == sorted(expected)


def test_why_a_row_applies_is_said_in_words_and_what_is_not_known_is_asked(tmp_path: Path) -> None:
    rows = {row["id"]: row for row in _duties(BOOK["sheet"][0], tmp_path)}
    because = [each["en"] for each in rows["N-01"]["applies_because"]]
    assert because == [
        "Missing or abducted",
        "Under the agency's placement, care or supervision",
        "At risk of commercial sexual exploitation, or a victim of it",
    ]
    assert rows["N-29"]["ask"] == [
        {"key": "has_siblings", "en": "Does the youth have siblings?", "es": "¿Tiene hermanos el joven?"}
    ]
    assert rows["N-01"]["law"] is True
    assert rows["O-07"]["law"] is False


def test_the_law_of_two_days_differs_by_what_came_between(tmp_path: Path) -> None:
    today = {"facts": BOOK["sheet"][0]["facts"], "at": "2026-11-24T10:00:00-08:00"}
    then = {row["id"] for row in _duties({**today, "law_of": "2020-11-13"}, tmp_path)}
    now = {row["id"] for row in _duties({**today, "law_of": "2026-11-24"}, tmp_path)}
    assert then <= now
    came = {"N-05", "N-06", "N-20", "N-21", "N-22", "N-25", "N-26", "N-27", "N-28", "N-29", "L-12", "O-02", "O-03"}
    assert now - then == came
