"""Many laptops for long: the machine of tests/property, with many more nights than the suite has time for.

Records in the wrong youth are withdrawn and put back in it, and destroyed by order, by who may and who may not.
"""

from __future__ import annotations

import random
from collections.abc import Iterator

from hypothesis import HealthCheck, Phase, Verbosity, seed, settings
from hypothesis.stateful import get_state_machine_test

from tests.property import laptops, machine
from torture.counts import Counts
from torture.found import Findings, Row, row

_STEPS = 40
_MOVED = ("withdraw", "withdraw_absence", "decide_loose", "put_back")
_DESTROYED = ("destroy", "destroy_some", "destroy_withdrawn", "destroy_withdrawals", "destroy_rest")


def torture(counts: Counts, dice: random.Random) -> Iterator[Row]:
    """So many nights; the first that goes wrong is told step by step."""
    nights = counts.kills // 4
    found, seeded = Findings(), dice.randrange(2**32)
    how = settings(
        max_examples=nights,
        stateful_step_count=_STEPS if nights > 10 else 10,
        deadline=None,
        database=None,
        phases=[Phase.generate, Phase.shrink] if nights > 10 else [Phase.generate],
        verbosity=Verbosity.quiet,
        report_multiple_bugs=False,
        suppress_health_check=list(HealthCheck),
    )
    machine.done.clear()
    laptops.came.clear()
    try:
        seed(seeded)(get_state_machine_test(machine.ManyLaptops, settings=how))()
    except Exception as error:  # noqa: BLE001 - whatever it is, it is what this looks for
        found.add(type(error).__name__, "\n".join((str(error), *getattr(error, "__notes__", ()))))
    yield row("", "nights of up to 8 laptops, copies, clocks and lost sticks among them", nights, found, _seen())


def _seen() -> str:
    deeds = sum(count for word, count in machine.done.items() if word in machine.EVERYTHING)
    moved, destroyed = (sum(machine.done[word] for word in words) for words in (_MOVED, _DESTROYED))
    forged = sum(count for word, count in machine.done.items() if word.startswith("forge") and word in machine.EVERYTHING)
    files = sum(laptops.came.values())
    forks = sum(count for word, count in laptops.came.items() if " fork " in word)
    beside = machine.done["disputed"]
    about = f"{moved:,} withdrawn or put back, {destroyed:,} orders to destroy, {forged:,} forged"
    alike = f"{machine.done['alike']:,} records alike at two"
    return f"{deeds:,} deeds ({about}), {files:,} files read, {forks:,} forks, {beside:,} times two words side by side, {alike}"
