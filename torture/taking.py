"""A supervisor's store that is asked to take in whatever is put before it; what it says, and whether anything else escapes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from fieldapp.desk import team, transfer
from fieldapp.desk.desk import Desk, run_through
from fieldapp.errors import BundleRefused
from fieldapp.exchange import receiving
from fieldapp.exchange.keys import DeviceKeys
from fieldapp.locate import acts as locate
from fieldapp.locate.model import Call
from fieldapp.youth import acts as youths
from torture.found import Findings
from torture.unit import Unit, unit


@dataclass(slots=True)
class Taker:
    """The store of the supervisor `desk`. path: where each file to be tried is written · told: reasons, counted."""

    desk: Desk
    path: Path
    keys: DeviceKeys
    found: Findings
    told: Counter[str] = field(default_factory=Counter)

    def put(self, content: bytes, where: object) -> bool:
        """Try a file; whether it verified whole."""
        self.path.write_bytes(content)
        return self.tries(where)

    def tries(self, where: object) -> bool:
        """Try the file that lies there."""
        me, now = self.desk.me.device, self.desk.clock()
        roster = partial(team.roster_for, self.desk)
        judge = receiving.verify(self.path, me, self.keys, roster, self.desk.book, now)
        try:
            for _done in judge:
                pass
        except BundleRefused as refused:
            self.told[refused.reason] += 1
            if not refused.sentence:
                self.found.add("refused without a sentence", where)
        except Exception as error:  # noqa: BLE001 - whatever else comes is what this looks for
            self.found.add(f"{type(error).__name__} escaped", f"{where}: {error}")
        else:
            return True
        return False

    def takes(self, where: object) -> str:
        """Take in the file that lies there as the desk does, second pass and all; what became of it."""
        try:
            (outcome,) = run_through(transfer.receive(self.desk, [self.path]))
        except Exception as error:  # noqa: BLE001 - as above
            self.found.add(f"{type(error).__name__} escaped from taking in", f"{where}: {error}")
            return "raised"
        return outcome.outcome

    @property
    def seen(self) -> str:
        """How often it was refused for what."""
        return ", ".join(f"{reason} {count:,}" for reason, count in self.told.most_common())


@contextmanager
def taking(found: Findings) -> Iterator[tuple[Unit, Taker, Desk]]:
    """The unit, the supervisor's store open, and the worker's."""
    with unit() as made:
        lead, worker = made.county.unlocked(made.lead, "supervisor"), made.county.unlocked(made.worker, "worker")
        try:
            yield made, Taker(lead, made.county.at / "tried.fxb", team.keys(lead), found), worker
        finally:
            lead.close()
            worker.close()


def bundle_of(made: Unit, worker: Desk, lead: Desk, photo: bytes = b"") -> bytes:
    """A bundle with a call, and with a photo where one is given."""
    youth, _episode = worker.do(locate.start_from_call, Call(came_at=made.county.told(), youth_name="Mika Sample")).result
    if photo:
        worker.do(youths.add_photo, youth, photo, "image/png", "2020-01-01")
    return made.letter(worker, lead, made.county.at / "sent").content
