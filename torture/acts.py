"""Every act of the day by its name, and the whole day: all of them, in any order."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from torture import casework, upkeep
from torture.day import Day

ACTS: Mapping[str, Callable[[Day], None]] = {
    "call": casework.call,
    "notice": casework.notice,
    "screening": casework.screening,
    "attach": casework.attach,
    "note": casework.note,
    "paper": casework.paper,
    "import": casework.take_in,
    "send": casework.send,
    "passphrase": upkeep.passphrase,
    "rekey": upkeep.renew,
    "recover": upkeep.recover,
    "backup": upkeep.back_up,
    "restore": upkeep.restore,
    "create": upkeep.create,
    "rebuild": upkeep.rebuild,
}


def walk(day: Day, early: str = "") -> None:
    """Every act once; one of them early, behind one or two others."""
    day.unlock()
    names = day.dice.sample(sorted(ACTS), len(ACTS))
    if early in ACTS:
        names.remove(early)
        names.insert(day.dice.randrange(2), early)
    for name in names:
        ACTS[name](day)
    day.lock()
