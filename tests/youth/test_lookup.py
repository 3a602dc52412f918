"""Looking a youth up through the open store: accents, order and one slip of the fingers are forgiven."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fieldapp.desk import lookup as reading
from fieldapp.desk.desk import Desk
from fieldapp.desk.lookup import lookup
from fieldapp.errors import DestinationTrouble
from fieldapp.youth import acts
from fieldapp.youth.model import Names, Standing

PEOPLE = (
    Names(chosen="María José Ejemplo-Fictional", legal="Mario Ejemplo"),
    Names(chosen="Zoë Nuñez Pattern"),
    Names(chosen="Thị Ánh Demonguyen", other=("Annie Practice",)),
    Names(chosen="Xóchitl Sampleton"),
    Names(chosen="Bo Li"),
    Names(chosen="Mika Ríos"),
)


@pytest.fixture
def everyone(desk: Desk) -> dict[str, Names]:
    return {desk.do(acts.open_record, names).result: names for names in PEOPLE}


def _bare(word: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFKD", word) if not unicodedata.combining(c)).lower()


@st.composite
def _typed(draw: st.DrawFn) -> tuple[int, str]:
    """Somebody's words in any order and case, with or without accents, at most one slip in each word of four letters or more."""
    place = draw(st.integers(0, len(PEOPLE) - 1))
    words = PEOPLE[place].chosen.replace("-", " ").split()
    picked = draw(st.permutations(words))[: draw(st.integers(1, len(words)))]
    shown = []
    for word in picked:
        kept = draw(st.sampled_from((word, _bare(word), word.upper())))
        shown.append(_slipped(draw, kept) if len(kept) >= 4 and draw(st.booleans()) else kept)
    return place, " ".join(shown)


def _slipped(draw: st.DrawFn, word: str) -> str:
    at = draw(st.integers(0, len(word) - 2))
    other = draw(st.sampled_from("aeioqxz"))
    return draw(
        st.sampled_from(
            (
                word[:at] + other + word[at + 1 :],
                word[:at] + word[at + 1 :],
                word[:at] + other + word[at:],
                word[:at] + word[at + 1] + word[at] + word[at + 2 :],
            )
        )
    )


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(typed=_typed())
def test_a_youth_is_found_whatever_the_fingers_do(desk: Desk, everyone: dict[str, Names], typed: tuple[int, str]) -> None:
    place, words = typed
    wanted = list(everyone)[place]
    assert wanted in {line.id for line in lookup(desk, words).lines}, words


def test_two_slips_in_one_word_are_somebody_else(desk: Desk, everyone: dict[str, Names]) -> None:
    assert everyone
    assert lookup(desk, "Sompletan").total == 0
    assert lookup(desk, "Mka").total == 1, "a word of four, one letter missing"
    assert lookup(desk, "Zoa").total == 0, "a word of three letters is typed right"
    assert lookup(desk, "Bi").total == 0, "a word of three letters or fewer is typed right"


def test_names_that_change_and_numbers_are_found_at_once(desk: Desk, everyone: dict[str, Names]) -> None:
    youth = next(iter(everyone))
    assert lookup(desk, "Renamed").total == 0
    desk.do(acts.say_names, youth, Names(chosen="Renamed Sample"))
    desk.do(acts.say_standing, youth, Standing(court_number="DEMO-JV-0077"))
    assert [line.id for line in lookup(desk, "renamed").lines] == [youth]
    assert [line.id for line in lookup(desk, "jv 0077").lines] == [youth]


def test_names_are_read_in_slices_and_a_search_that_is_given_up_loses_none(
    desk: Desk, everyone: dict[str, Names], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading, "_SLICE", 2)
    first = reading.looking(desk, "Zo")
    seen = [next(first), next(first)]
    assert [(each.done, each.total) for each in seen] == [(2, len(everyone)), (4, len(everyone))]
    first.close()
    second = reading.looking(desk, "Zoë")
    assert next(second).done == len(everyone), "it goes on where the other was"
    assert {line.name for line in lookup(desk, "Zoë").lines} == {"Zoë Nuñez Pattern"}
    third = reading.looking(desk, "Mika")
    with pytest.raises(StopIteration) as found:
        next(third)
    assert [line.name for line in found.value.value.lines] == ["Mika Ríos"]


def test_a_name_that_changes_while_names_are_read_is_in_what_is_found(
    desk: Desk, everyone: dict[str, Names], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading, "_SLICE", 2)
    slices = reading.looking(desk, "Later")
    next(slices)
    desk.do(acts.say_names, next(iter(everyone)), Names(chosen="Later Sample"))
    assert [line.name for line in lookup(desk, "Later").lines] == ["Later Sample"]


@pytest.mark.parametrize("breaks", ["heads", "youths", "listed"])
def test_reading_names_that_broke_off_is_said_and_begun_anew_by_the_next_search(
    desk: Desk, everyone: dict[str, Names], monkeypatch: pytest.MonkeyPatch, breaks: str
) -> None:
    def fails(*_args: object) -> None:
        raise DestinationTrouble("the disk does not answer")

    desk.names.changed()
    monkeypatch.setattr(reading, breaks, fails)
    for _again in range(2):
        with pytest.raises(DestinationTrouble):
            lookup(desk, "mika")
    monkeypatch.undo()
    assert [line.name for line in lookup(desk, "mika").lines] == ["Mika Ríos"]
