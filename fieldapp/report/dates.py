"""Days and instants as papers say them, in the paper's own language rather than the screen's."""

from __future__ import annotations

from datetime import date

from fieldapp import clock, text
from fieldapp.clock import HOME_ZONE, Instant

_DAYS = ("lunes", "martes", "miércoles", "jueves", "viernes", "sábado", "domingo")
_MONTHS = (
    "enero", "febrero", "marzo", "abril", "mayo", "junio",
    "julio", "agosto", "septiembre", "octubre", "noviembre", "diciembre",
)  # fmt: skip


def moment(instant: Instant | None, language: str, zone: str = HOME_ZONE) -> str:
    """An instant: "Sat 21 Nov 2026, 20:05 PST"; "sábado 21 de noviembre de 2026, 20:05"; "" when not known."""
    if instant is None:
        return ""
    if language != "es":
        return text.long_moment(instant, zone)
    here = clock.local(instant, zone)
    return f"{_DAYS[here.weekday()]} {here.day} de {_MONTHS[here.month - 1]} de {here.year}, {here:%H:%M}"


def day(when: date | None, language: str) -> str:
    """A date: "4 Apr 2011"; "4 de abril de 2011"; "" when not known."""
    if when is None:
        return ""
    if language == "es":
        return f"{when.day} de {_MONTHS[when.month - 1]} de {when.year}"
    return f"{when.day} {when:%b %Y}"


def brief(instant: Instant, language: str, zone: str = HOME_ZONE) -> str:
    """An instant where there is little room: "Sat 21 Nov 2026, 20:05 PST"; "sáb 21 nov 2026, 20:05"."""
    if language != "es":
        return text.long_moment(instant, zone)
    here = clock.local(instant, zone)
    return f"{_DAYS[here.weekday()][:3]} {here.day} {_MONTHS[here.month - 1][:3]} {here.year}, {here:%H:%M}"


def age(born: date, on: date) -> int:
    """Whole years; someone born on 29 February has a birthday on 1 March in other years (domain: rules 1)."""
    return on.year - born.year - ((on.month, on.day) < (born.month, born.day))
