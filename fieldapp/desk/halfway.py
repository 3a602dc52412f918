"""Half filled in: what was typed into sheets when the store was locked, kept until somebody goes on with it."""

from __future__ import annotations

import msgspec

from fieldapp import clock
from fieldapp.ledger import local
from fieldapp.ledger.work import View, Work

_KEY = "draft/sheets"
_KEPT_FOR = 7 * clock.DAY


class Typed(msgspec.Struct, frozen=True, kw_only=True):
    """One control of a sheet. kind: "text", "when", "chosen" or "ticked" · label: as it is read out · nth: which of those
    that are called so.
    """

    kind: str
    label: str
    nth: int
    value: str


class HalfFilled(msgspec.Struct, frozen=True, kw_only=True):
    """A sheet that was open. page, youth, episode: where · sheet: by which name its page opens it again, "" where it cannot ·
    title: as it stood there · at: when the store was locked, ms UTC.
    """

    page: str
    youth: str
    episode: str
    sheet: str
    title: str
    at: int
    typed: tuple[Typed, ...]

    @property
    def words(self) -> str:
        """Every text with its label, a line each, to be pasted elsewhere."""
        return "\n".join(f"{each.label}: {each.value}" for each in self.typed if each.kind == "text" and each.value)


def keep(work: Work, found: tuple[HalfFilled, ...]) -> None:
    """Keep what is half filled in, beside what was kept before of other sheets."""
    mine = {(each.page, each.youth, each.episode, each.sheet) for each in found}
    before = tuple(each for each in kept(work) if (each.page, each.youth, each.episode, each.sheet) not in mine)
    _put(work, (*before, *found))


def kept(view: View) -> tuple[HalfFilled, ...]:
    """What was kept and is not older than a week; what a later version wrote otherwise is none."""
    held = local.get(view.session.connection(), _KEY)
    if held is None:
        return ()
    try:
        found = msgspec.json.decode(held, type=tuple[HalfFilled, ...])
    except msgspec.MsgspecError:
        return ()
    return tuple(each for each in found if view.now - each.at <= _KEPT_FOR)


def drop(work: Work, one: HalfFilled) -> None:
    """Somebody goes on with it."""
    _put(work, tuple(each for each in kept(work) if each != one))


def _put(work: Work, found: tuple[HalfFilled, ...]) -> None:
    if found:
        local.put(work.session.connection(), _KEY, msgspec.json.encode(found))
    else:
        local.drop(work.session.connection(), _KEY)
