"""The radio or text card: what an officer can say or send in one breath. Nothing of the case itself (P36)."""

from __future__ import annotations

from dataclasses import dataclass, replace

from fieldapp import text
from fieldapp.report.model import Line, Paper, Section
from fieldapp.report.told import Told
from fieldapp.text import _

LIMIT = 400
"""Characters that a card may have at most (P36)."""

_SHORTEST = 12  # a piece cut shorter than this says nothing and is left out


@dataclass(frozen=True, slots=True)
class _Piece:
    """A part of the card; where it gets too long, the highest rank gives way first, rank 0 never."""

    text: str
    rank: int
    fields: tuple[str, ...] = ()


def card(told: Told) -> tuple[Section, ...]:
    """Name spelled, birth date, description, last seen, call-back, in at most 400 characters."""
    pieces = _fitted([one for one in _pieces(told) if one.text])
    fields = tuple(dict.fromkeys(field for one in pieces for field in one.fields))
    line = Line(fields[0] if fields else "", _("Radio or text"), " ".join(one.text for one in pieces), also=fields[1:])
    return (Section(lines=(line,)),)


def message(paper: Paper) -> str:
    """The text of a radio card."""
    return " ".join(line.value for section in paper.sections for line in section.lines)


def _pieces(told: Told) -> list[_Piece]:
    name = told.known("legal_name") or told.known("chosen_name")
    call = _("Call back any hour {number}.").format(number=told.office["phone_24h"])
    return [
        _Piece(told.office["practice"], 0),
        _Piece(_("Missing youth."), 0),
        *(
            _Piece(_("{name}, spelled {letters}.").format(name=one.value, letters=_spelled(one.value)), 1, one.fields)
            for one in name
        ),
        *(_Piece(_("Born {day}.").format(day=one.value), 2, one.fields) for one in told.known("birth_date")),
        *_described(told),
        *_labelled(told, _("Last seen {what}."), 3, "last_seen_at", "last_seen_place"),
        *_labelled(told, _("Wearing {what}."), 5, "clothing"),
        _Piece(call, 0),
    ]


def _described(told: Told) -> list[_Piece]:
    said = told.known("sex_code", "race", "height", "weight", "hair", "eyes")
    parts = {"hair": _("{what} hair"), "eyes": _("{what} eyes")}
    words = [parts.get(one.field, "{what}").format(what=one.words or one.value) for one in said]
    line = ", ".join(words)
    return [_Piece(f"{line[:1].upper()}{line[1:]}.", 4, tuple(one.field for one in said))] if said else []


def _labelled(told: Told, pattern: str, rank: int, *slots: str) -> list[_Piece]:
    return [_Piece(pattern.format(what=one.value), rank, one.fields) for one in told.joined("", *slots) if one.value]


def _spelled(name: str) -> str:
    """The letters of a name one by one, in plain capitals: "M-I-K-A S-A-M-P-L-E"."""
    return " ".join("-".join(c for c in word if c.isalnum()) for word in text.plain_capitals(name).split())


def _fitted(pieces: list[_Piece]) -> list[_Piece]:
    """Shorten or leave out the least needed pieces until the card fits."""
    over = sum(len(one.text) + 1 for one in pieces) - 1 - LIMIT
    if over <= 0:
        return pieces
    last = max(range(len(pieces)), key=lambda place: (pieces[place].rank, place))
    keep = len(pieces[last].text) - over - 1
    shorter = [replace(pieces[last], text=pieces[last].text[:keep].rstrip() + "…")] if keep >= _SHORTEST else []
    return _fitted([*pieces[:last], *shorter, *pieces[last + 1 :]])
