"""Loose ends of an absence: what was set going while a youth was missing and is taken back in writing (P28, P29)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from fieldapp.agenda.model import Cite, Line, Planned
from fieldapp.agenda.queries import told
from fieldapp.locate.model import Episode

PREFIX = "P29-"
COLLECT = f"{PREFIX}papers"
"""The step that reopens the list of copies when the youth is back (P27)."""
_PRACTICE = (Cite(law="Practice, not law; for county counsel to confirm", confidence="proposal"),)


def loose_ends(episode: Episode, lines: Iterable[Line], *, copies_out: bool = False) -> Iterator[Planned]:
    """What stays open until somebody has confirmed it in writing; a warrant that still stands re-arrests the youth."""
    over = episode.over_by
    found = episode.found_at or (over.at if over and over.what != "jurisdiction_ended" else None)
    if found is None:
        return
    lines = list(lines)
    noted = {each.what for each in episode.timeline}
    if "warrant_issued" in noted:
        yield _end("warrant", "Have it confirmed in writing that the warrant is recalled", "Orden judicial retirada", found)
    if any(line.first.recipient == "police" and told(line.made) for line in lines):
        yield _end("ncic", "Have it confirmed in writing that the NCIC entry is cleared", "Registro NCIC borrado", found)
    if "poster_allowed" in noted or any("photo" in made.proof.shared for line in lines for made in line.made if _to_center(line)):
        yield _end("posters", "Have it confirmed in writing that posters are taken down", "Carteles retirados", found)

    if copies_out:
        yield _end("papers", "Collect the copies of papers, or have them shredded", "Copias de documentos recogidas", found)


def _to_center(line: Line) -> bool:
    return line.first.recipient == "ncmec"


def _end(what: str, en: str, es: str, found: int) -> Planned:
    return Planned(rule=PREFIX + what, do=en, title_en=en, title_es=es, start="found", start_at=found, law=False, cite=_PRACTICE)
