"""The forms that come with the app, and a small one to spoil."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import pytest

from fieldapp.errors import Fault, InstrumentRefused
from fieldapp.identify import loading
from fieldapp.identify.instrument import Instrument

SOUND = """
id = "small"
title.en = "Small form"
version = "1"
status = "active"
effectivePeriod = { start = "2026-01-01" }
publisher = "nobody"
licence = "own"
mode = "rated"
spanish = "none"
validity.text.en = "None."

[score]
value = { op = "sum", items = ["A", "B"] }

[[valueSet]]
id = "list"
answerOption = [
    { code = "0", weight = 0, display.en = "No" },
    { code = "1", weight = 1, display.en = "Some" },
    { code = "2", weight = 2, display.en = "Yes" },
    { code = "9", display.en = "Declined", means = "declined" },
]

[[item]]
linkId = "G"
type = "group"
text.en = "Group"

[[item.item]]
linkId = "A"
type = "choice"
text.en = "First"
answerValueSet = "list"

[[item.item]]
linkId = "B"
type = "choice"
text.en = "Second"
answerValueSet = "list"
enableWhen = [{ question = "A", operator = "!=", answer = "0" }]

[[item.item]]
linkId = "W"
type = "text"
text.en = "Words"

[[band]]
id = "low"
title.en = "Low"
low = 0
high = 1

[[band]]
id = "high"
title.en = "High"
low = 2
high = 4
"""


@pytest.fixture(scope="session")
def forms() -> Mapping[str, Instrument]:
    return loading.shipped()


@pytest.fixture(scope="session")
def hmis(forms: Mapping[str, Instrument]) -> Instrument:
    return forms["hmis-r15-r16"]


@pytest.fixture(scope="session")
def training(forms: Mapping[str, Instrument]) -> Instrument:
    return forms["training-scored"]


@pytest.fixture(scope="session")
def sound() -> str:
    return SOUND


@pytest.fixture(scope="session")
def small(sound: str) -> Instrument:
    return loading.parse(sound.encode(), "small.toml")


@pytest.fixture(scope="session")
def spoiled(sound: str) -> Callable[..., tuple[Fault, ...]]:
    """The faults of the small form with some of its text replaced."""

    def spoil(*changes: tuple[str, str]) -> tuple[Fault, ...]:
        text = sound
        for old, new in changes:
            assert old in text
            text = text.replace(old, new, 1)
        with pytest.raises(InstrumentRefused) as refused:
            loading.parse(text.encode(), "small.toml")
        assert all(fault.file == "small.toml" for fault in refused.value.faults)
        assert refused.value.sentence
        assert refused.value.action
        return refused.value.faults

    return spoil
