"""What makes a passphrase weak, and that its signs do not matter."""

from __future__ import annotations

import pytest

from fieldapp import places
from fieldapp.errors import BadInput
from fieldapp.vault.passphrase import MOST_SIGNS, require_strong, weakness

COMMON = [
    line
    for line in places.resource("wordlists", "common-passphrases.txt").read_text("utf-8").splitlines()
    if line and not line.startswith("#")
]


@pytest.mark.parametrize(
    "passphrase",
    [
        "four lemons under the blue stairs",
        "grapefruitladders",
        "lamp odd yes tin sea",
        "cinco limones bajo la escalera azul",
        "пять лимонов под лестницей",
        "9f!kQz-77pLm*x2",
        "x" * 5 + "grapefruit ladder",
    ],
)
def test_long_ones_pass_whatever_signs_they_have(passphrase: str) -> None:
    assert weakness(passphrase) is None
    require_strong(passphrase)


@pytest.mark.parametrize(
    "passphrase",
    [
        "",
        "short",
        "fourteen signs",
        "a b c d e",
        "dog dog dog dog",
        "a" * 20,
        "123456789012345",
        "987654321098765",
        "qwertyuiopasdfgh",
        "abcdefghijklmnop",
        "lemonlemonlemonlemon",
        "Lemon Lemon Lemon Lemon",
        " " * 20,
        "!" * 20,
        "y" * (MOST_SIGNS + 1),
    ],
)
def test_short_repeated_and_running_ones_do_not(passphrase: str) -> None:
    sentence = weakness(passphrase)
    assert sentence
    assert sentence.endswith(".")
    with pytest.raises(BadInput) as refused:
        require_strong(passphrase, "new_passphrase")
    assert refused.value.field == "new_passphrase"


def test_every_common_one_is_refused_however_it_is_written() -> None:
    assert len(COMMON) >= 100
    assert [line for line in COMMON if weakness(line) is None or weakness(line.upper() + " ") is None] == []


def test_a_sentence_never_repeats_what_was_typed() -> None:
    assert "lemonlemon" not in str(weakness("lemonlemonlemon"))
