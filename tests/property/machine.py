"""Any number of laptops, any order, any loss: what a person wrote is never missing, and equal entries make equal rows."""

from __future__ import annotations

import random
from collections import Counter, defaultdict
from pathlib import Path

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, precondition, rule

from fieldapp import clock
from fieldapp.desk import checking, transfer
from fieldapp.desk import team as team_of
from fieldapp.desk.desk import run_through
from fieldapp.errors import Fixable
from fieldapp.exchange import header
from fieldapp.ledger.rebuild import digest
from tests.property.corrections import CORRECTIONS
from tests.property.deeds import DEEDS, NothingThere
from tests.property.laptops import Laptop, Unit, list_number
from tests.property.oracle import barred_by_stream, check, counting, entries_by_stream, pages, rows_by_stream

MOST = 8
"""So many laptops at most."""
PICK = st.integers(0, 999)
EVERYTHING = {**DEEDS, **CORRECTIONS}
DAY = st.lists(st.tuples(st.sampled_from(sorted(EVERYTHING)), PICK), min_size=1, max_size=6)
CORRECTING = st.lists(st.tuples(st.sampled_from((*sorted(CORRECTIONS), "destroy")), PICK), min_size=1, max_size=5)
OFF = (
    0,
    -clock.MINUTE,
    5 * clock.MINUTE,
    -clock.HOUR,
    31 * clock.DAY,
    -366 * clock.DAY,
    20 * 365 * clock.DAY,
    -20 * 365 * clock.DAY,
)
"""How far a clock may be set wrong."""

done: Counter[str] = Counter()
"""What came of how many deeds, for whoever runs the machine for long."""


class ManyLaptops(RuleBasedStateMachine):
    """A unit's day and night."""

    def __init__(self) -> None:
        super().__init__()
        self.unit = Unit()
        self.aside: dict[Laptop, Path] = {}
        self.disks: dict[str, tuple[Laptop, Path]] = {}

    def _laptop(self, pick: int) -> Laptop:
        found = self.unit.laptops
        return found[pick % len(found)]

    # -- people write

    @rule(who=PICK, what=DAY)
    def write(self, who: int, what: list[tuple[str, int]]) -> None:
        self._write(self._laptop(who), what)

    @rule(who=PICK, what=DAY)
    def write_more(self, who: int, what: list[tuple[str, int]]) -> None:
        self._write(self._laptop(who), what)

    @rule(one=PICK, other=PICK, what=DAY)
    def write_the_same(self, one: int, other: int, what: list[tuple[str, int]]) -> None:
        """Two, of the same, neither knowing of the other."""
        for who in (one, other):
            self._write(self._laptop(who), what)

    @rule(who=PICK, what=CORRECTING)
    def correct(self, who: int, what: list[tuple[str, int]]) -> None:
        """What is in the wrong youth's record is withdrawn, put back, destroyed; by whoever may and whoever may not."""
        self._write(self._laptop(who), what)

    @rule(one=PICK, other=PICK, what=CORRECTING)
    def correct_the_same(self, one: int, other: int, what: list[tuple[str, int]]) -> None:
        """Two, of the same, neither knowing of the other."""
        for who in (one, other):
            self._write(self._laptop(who), what)

    def _write(self, laptop: Laptop, what: list[tuple[str, int]]) -> None:
        for name, pick in what:
            self.unit.hour.now += clock.MINUTE
            try:
                EVERYTHING[name](laptop.desk, pick)
                done[name] += 1
            except NothingThere:
                done[f"{name} nothing"] += 1
            except Fixable as refused:
                done[f"{name} refused" if refused.sentence else "refused without a sentence"] += 1
            laptop.note()

    @rule(who=PICK)
    def look(self, who: int) -> None:
        laptop = self._laptop(who)
        list(pages(laptop.desk))
        laptop.note()

    # -- bundles

    @rule(who=PICK, again=st.booleans())
    def send(self, who: int, *, again: bool) -> None:
        self.unit.send(self._laptop(who), again=again)

    @rule(who=PICK)
    def read(self, who: int) -> None:
        self.unit.read(self._laptop(who))

    @rule(turns=st.integers(1, 2))
    def go_round(self, turns: int) -> None:
        """The stick goes to everybody."""
        for each in self.unit.laptops * turns:
            self.unit.read(each)
            self.unit.send(each)

    @precondition(lambda self: self.unit.bundles())
    @rule(which=PICK)
    def deliver(self, which: int) -> None:
        """A file to whom it is for, out of turn, or for the second time."""
        found = self.unit.bundles()
        path = found[which % len(found)]
        for each in self.unit.laptops:
            if header.may_be_for(path, each.device):
                outcome = self.unit.deliver(each, path)
                done[f"delivered {outcome.outcome} {outcome.reason[:9]}"] += 1

    @precondition(lambda self: self.unit.bundles())
    @rule(who=PICK, which=PICK)
    def deliver_to_anybody(self, who: int, which: int) -> None:
        found = self.unit.bundles()
        outcome = self.unit.deliver(self._laptop(who), found[which % len(found)])
        done[f"strayed {outcome.outcome} {outcome.reason[:9]}"] += 1

    @precondition(lambda self: self.unit.bundles())
    @rule(which=PICK)
    def lose(self, which: int) -> None:
        """Until somebody finds it, if anybody does."""
        found = self.unit.bundles()
        self.unit.lose(found[which % len(found)])

    @precondition(lambda self: self.unit.lost())
    @rule(which=PICK)
    def find(self, which: int) -> None:
        """Behind a drawer, long after everybody has moved on."""
        found = self.unit.lost()
        self.unit.find(found[which % len(found)])

    @precondition(lambda self: self.unit.bundles())
    @rule()
    def copy_the_stick(self) -> None:
        """What is taken off it afterwards may turn up again."""
        for path in self.unit.bundles():
            self.unit.lose(path, copied=True)

    @precondition(lambda self: self.unit.bundles())
    @rule(who=PICK, which=PICK, slices=st.integers(1, 6))
    def cut_short(self, who: int, which: int, slices: int) -> None:
        """The laptop is switched off while it reads."""
        laptop, found = self._laptop(who), self.unit.bundles()
        work = transfer.receive(laptop.desk, [found[which % len(found)]])
        for _slice, _progress in zip(range(slices), work, strict=False):
            pass
        work.close()
        laptop.note()
        self.unit.lock_and_unlock(laptop)

    # -- what befalls laptops

    @rule(who=PICK, off=st.sampled_from(OFF))
    def set_clock(self, who: int, off: int) -> None:
        self._laptop(who).dial.off = off

    @rule(hours=st.integers(1, 40))
    def wait(self, hours: int) -> None:
        self.unit.hour.now += hours * clock.HOUR

    @rule(who=PICK)
    def lock_and_unlock(self, who: int) -> None:
        self.unit.lock_and_unlock(self._laptop(who))

    @rule(who=PICK)
    def rebuild(self, who: int) -> None:
        laptop = self._laptop(who)
        rows = run_through(checking.rebuild_rows(laptop.desk))
        assert rows.before == rows.after
        laptop.note()

    @precondition(lambda self: len(self.unit.laptops) < MOST)
    @rule(who=PICK)
    def clone(self, who: int) -> None:
        self.unit.clone(self._laptop(who))

    @rule(who=PICK)
    def put_aside(self, who: int) -> None:
        laptop = self._laptop(who)
        self.aside[laptop] = self.unit.put_aside(laptop)

    @precondition(lambda self: self.aside)
    @rule(which=PICK)
    def put_back(self, which: int) -> None:
        """Yesterday's store with yesterday's head."""
        laptop = list(self.aside)[which % len(self.aside)]
        self.unit.put_back(laptop, self.aside[laptop])

    @rule(who=PICK)
    def back_up(self, who: int) -> None:
        laptop = self._laptop(who)
        self.disks[laptop.device] = (laptop, self.unit.back_up(laptop))

    @precondition(lambda self: len(self.unit.laptops) < MOST and self.disks)
    @rule(which=PICK)
    def restore(self, which: int) -> None:
        """As one new device; a second one from the same backup would have to be enrolled as a stranger is."""
        device = sorted(self.disks)[which % len(self.disks)]
        self.unit.restore(*self.disks.pop(device))

    # -- the end

    def teardown(self) -> None:
        try:
            self.unit.meet()
            self._nothing_is_missing()
            assert not done["refused without a sentence"]
            dice = random.Random(len(self.unit.laptops))  # noqa: S311 - an order, no secret
            seen: set[frozenset[tuple[bytes, bool]]] = set()
            for each in self.unit.laptops:
                held = frozenset(each.held().items())
                if held not in seen:
                    check(each.desk, self.unit.words, dice)
                    done["disputed"] += sum(len(kept) > 1 for kept in counting(each.desk.book).values())
                seen.add(held)
            self._equal_where_entries_are()
        finally:
            self.unit.close()

    def _equal_where_entries_are(self) -> None:
        """Stores with the same entries and bodies have the same rows; so it is for each stream, and by what counts there too."""
        whole: dict[object, str] = {}
        rows: dict[object, object] = {}
        counts: dict[object, object] = {}
        for each in self.unit.laptops:
            book, listed = each.desk.book, repr(team_of.roster(each.desk))
            held, made, barred = entries_by_stream(book), rows_by_stream(book), barred_by_stream(book)
            line = digest(book)
            assert whole.setdefault(frozenset(each.held().items()), line) == line
            for stream, entries in held.items():
                if not stream.startswith("device:"):
                    done["alike"] += (stream, entries) in rows
                    assert rows.setdefault((stream, entries), made[stream]) == made[stream], "rows of one stream"
                    assert counts.setdefault((stream, entries, listed), barred[stream]) == barred[stream], (
                        "what counts in one stream"
                    )

    def _nothing_is_missing(self) -> None:
        """Everybody's supervisors, as far as their own laptop knows who they are, hold all that was written on it.

        Of a laptop that somebody copied, one of the two does: they have one name, and either answers for both. One that was
        restored elsewhere is told no more who is who, and need not know whom the others know since.
        """
        held: dict[str, set[bytes]] = defaultdict(set)
        for each in self.unit.laptops:
            held[each.device] |= set(each.must)
        for each in self.unit.laptops:
            for other in self.unit.laptops:
                left = each.device in self.unit.succeeded and list_number(each) < list_number(other)
                if each.device in {one.id for one in team_of.supervisors(other.desk)} and not left:
                    missing = other.written() - held[each.device] - each.lost
                    assert not missing, f"{each.name} lacks {len(missing)} of {other.name}"
