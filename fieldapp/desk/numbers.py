"""Numbers that are read out to whoever asks for them; one that has not come back stays visibly open (P68)."""

from __future__ import annotations

from collections.abc import Iterable

from fieldapp import clock
from fieldapp.agenda.model import Line
from fieldapp.locate.model import Episode
from fieldapp.text import _, near


def numbers_of(episode: Episode, lines: Iterable[Line], now: clock.Instant) -> tuple[tuple[str, str], ...]:
    """(whose, number or what is still wanted) of police, NCIC and NCMEC."""
    found = {"police": "", "ncic": "", "ncmec": ""}
    confirmed: int | None = None
    for line in lines:
        for made in line.made:
            if line.first.recipient in found and made.proof.number:
                found[line.first.recipient] = made.proof.number
            if line.first.recipient == "police":
                found["ncic"] = made.proof.second_number or found["ncic"]
                confirmed = made.proof.made_at if made.proof.outcome == "entry_confirmed" else confirmed
    caller = next((each.call.police_number for each in episode.clocks if each.call and each.call.police_number), "")
    police = found["police"] or (_("{n}, says the caller").format(n=caller) if caller else _("not yet reported"))
    by_voice = _("confirmed {when}").format(when=near(confirmed, now)) if confirmed else _("not yet confirmed")
    return (
        (_("Police report"), police),
        ("NCIC", found["ncic"] or by_voice),
        ("NCMEC", found["ncmec"] or _("not yet reported")),
    )
