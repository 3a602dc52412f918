"""Design tokens: the colours of both themes, the sizes of type, and the grid; nothing is drawn in any other."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Theme:
    """One theme's colours."""

    name: str
    bg: str
    surface: str
    sidebar: str
    border: str
    hairline: str
    text: str
    muted: str
    faint: str
    accent: str
    accent_text: str
    accent_soft: str
    red: str
    red_soft: str
    amber: str
    amber_soft: str
    green: str
    green_soft: str
    hover: str
    pressed: str
    focus: str


LIGHT = Theme(
    name="light", bg="#F6F7F9", surface="#FFFFFF", sidebar="#EEF1F5", border="#DCE1E8", hairline="#E9EDF2", text="#16202E",
    muted="#55627A", faint="#5F6B82", accent="#1F5FBF", accent_text="#FFFFFF", accent_soft="#E4EEFC", red="#B3261E",
    red_soft="#FCE8E6", amber="#8A5300", amber_soft="#FFF1D6", green="#1B6B3A", green_soft="#E1F4E8", hover="#E6EAF0",
    pressed="#DCE2EA", focus="#1F5FBF",
)  # fmt: skip
DARK = Theme(
    name="dark", bg="#12161D", surface="#191F28", sidebar="#0E1218", border="#303948", hairline="#262E3A", text="#E8ECF3",
    muted="#A5B0C2", faint="#8390A8", accent="#7FB0FF", accent_text="#0B1626", accent_soft="#1E2F4A", red="#FF9A92",
    red_soft="#43201F", amber="#F5C26B", amber_soft="#3D2E12", green="#86D6A2", green_soft="#17352A", hover="#222A36",
    pressed="#2A3342", focus="#7FB0FF",
)  # fmt: skip

Role = Literal["number", "elapsed", "title", "figure", "card", "lead", "body", "strong", "small", "small_strong"]
SIZES: dict[Role, tuple[int, int]] = {
    "number": (40, 600),
    "elapsed": (28, 600),
    "title": (22, 700),
    "figure": (20, 600),
    "card": (15, 600),
    "lead": (14, 400),
    "body": (13, 400),
    "strong": (13, 600),
    "small": (12, 400),
    "small_strong": (12, 600),
}
"""Pixels at 100 % and weight, by what the text is."""

GRID = 8
RADIUS_CARD, RADIUS_CONTROL, RADIUS_CHIP = 12, 8, 11
