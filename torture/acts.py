"""Every act of the day by its name, and the whole day: all of them, in any order."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from torture import casework, corrections, upkeep
from torture.day import Day

ACTS: Mapping[str, Callable[[Day], None]] = {
    "call": casework.call,
    "notice": casework.notice,
    "screening": casework.screening,
    "attach": casework.attach,
    "note": casework.note,
    "paper": casework.paper,
    "withdraw": corrections.withdraw,
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


LEADS: Mapping[str, Callable[[Day], None]] = {
    **{name: act for name, act in ACTS.items() if name in {"call", "note", "withdraw", "send", "backup", "restore", "rebuild"}},
    "destroy": corrections.destroy,
}
"""Of a supervisor's day: what they order to be destroyed goes to the worker as a selection, with what else is sent."""


def walk(day: Day, early: str = "", acts: Mapping[str, Callable[[Day], None]] = ACTS) -> None:
    """Every act once; one of them early, behind one or two others."""
    day.unlock()
    names = day.dice.sample(sorted(acts), len(acts))
    if early in acts:
        names.remove(early)
        names.insert(day.dice.randrange(2), early)
    for name in names:
        acts[name](day)
    day.lock()
