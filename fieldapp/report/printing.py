"""From a paper to pages: tagged PDF (PDF/UA-1) for print and mail, PNG for the preview; made in memory, never on disk.

All data goes in as one JSON string, so nothing of a case is read as markup; the typesetter may read no file outside
`resources/papers`, uses only the fonts that come with the app, and never the network.
"""

from __future__ import annotations

from datetime import UTC, datetime
from functools import lru_cache

import msgspec
import typst

from fieldapp import places
from fieldapp.errors import Bug
from fieldapp.report import layout
from fieldapp.report.model import Paper
from fieldapp.text import _

_UNSHOWN = "\u25a1"
"""Stands on a paper for a character that none of the fonts has: PDF/UA-1 takes no text that cannot be seen."""


def pdf(paper: Paper) -> bytes:
    """The paper as PDF/UA-1, the same bytes for the same paper; raises Bug when it cannot be set."""
    return _set(paper, "pdf", 0)[0]


def pages(paper: Paper, ppi: int = 110) -> tuple[bytes, ...]:
    """The paper as one PNG a page, `ppi` pixels an inch; raises Bug when it cannot be set."""
    return _set(paper, "png", ppi)


def _set(paper: Paper, form: str, ppi: int) -> tuple[bytes, ...]:
    """Set a paper; a photo that cannot be read becomes an empty frame."""
    sheet, made_at = layout.sheet(paper), datetime.fromtimestamp(paper.made_at // 1_000, tz=UTC)
    try:
        return _compiled("paper.typ", "paper", _readable(sheet), form, ppi, made_at)
    except typst.TypstError:
        framed = layout.without_photos(sheet)
    try:
        return _compiled("paper.typ", "paper", _readable(framed), form, ppi, made_at)
    except typst.TypstError as wrong:
        raise Bug(_("This paper could not be set."), "paper") from wrong


def _readable(sheet: layout.Sheet) -> str:
    """The sheet as JSON; characters that no font of ours has are shown as a box, and a note says so."""
    said = msgspec.json.encode(sheet).decode()
    missing = _missing("".join(sorted({c for c in said if c > "\u024f"})))
    if not missing:
        return said
    note = _("{box} stands for a letter that this paper cannot print: write it in by hand.").format(box=_UNSHOWN)
    said = msgspec.json.encode(msgspec.structs.replace(sheet, note=note)).decode()
    return said.translate(dict.fromkeys(map(ord, missing), _UNSHOWN))


@lru_cache(maxsize=64)
def _missing(letters: str) -> str:
    """Those of some letters that the fonts lack. All at once first, because that is how it nearly always is."""
    return "" if _shows(letters) else "".join(one for one in letters if not _shows(one))


def _shows(letters: str) -> bool:
    try:
        _compiled("glyphs.typ", "text", letters, "pdf", 0, datetime.fromtimestamp(0, tz=UTC))
    except typst.TypstError:
        return False
    return True


def _compiled(main: str, key: str, said: str, form: str, ppi: int, made_at: datetime) -> tuple[bytes, ...]:
    """Run the typesetter on a file of `resources/papers` with one string as its only input."""
    folder = places.resource("papers")
    made = typst.Compiler(folder / main, root=folder, font_paths=_fonts(), sys_inputs={key: said}).compile(
        format="png" if form == "png" else "pdf",
        ppi=ppi or None,
        pdf_standards=["ua-1"] if form == "pdf" else [],
        timestamp=made_at,
    )
    return (made,) if isinstance(made, bytes) else tuple(made or ())


@lru_cache(maxsize=1)
def _fonts() -> typst.Fonts:
    """Only the fonts that come with the app, so that every machine sets the same page."""
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[places.resource("fonts")])
