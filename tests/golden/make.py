"""`python -m tests.golden.make`: keep a store of this version, once, when ROW_FORM was raised; those of before stay as they are."""

from __future__ import annotations

import sys
from pathlib import Path

from fieldapp import clock
from fieldapp.agenda import acts as agenda
from fieldapp.agenda.model import Proof
from fieldapp.agenda.queries import Occasion, lines
from fieldapp.demo import county, fiction
from fieldapp.desk import opening, wrongyouth
from fieldapp.desk.catalogue import ROW_FORM
from fieldapp.desk.withdrawnfile import waiting
from fieldapp.locate import acts as locate
from fieldapp.locate.model import Call, Happened, LastSeen
from fieldapp.vault.kdf import Cost
from fieldapp.youth import acts as youths
from fieldapp.youth.model import Health, Names, Placement, Standing

WRITTEN = clock.parse("2026-11-21T22:34:00-08:00")
STORES = Path(__file__).parent / "stores"


def make(folder: Path) -> None:
    """A worker's store with a missing youth, a photo and a notice; and of another what was entered in the wrong youth."""
    new = opening.NewStore(fiction.WORKER, "worker", county.new_agency().county_file, fiction.PASSPHRASES["worker"])
    opening.create(folder, new, lambda: WRITTEN, Cost(64, 1, 1))
    desk = opening.unlock(folder, fiction.PASSPHRASES["worker"], lambda: WRITTEN)
    youth = desk.do(youths.open_record, Names(chosen="Mika Sample")).result
    standing = Standing(born="2011-05-30", jurisdiction="dependent", in_care=True, placement_order=True)
    desk.do(youths.say_standing, youth, standing)
    desk.do(youths.add_photo, youth, bytes(range(256)) * 8, "image/png", "2020-01-01")
    call = Call(came_at=WRITTEN - clock.HOUR, caller="Example Home A")
    occasion = Occasion(*desk.do(locate.start_from_call, call, youth).result)
    seen = LastSeen(at=WRITTEN - 3 * clock.HOUR, place="Example City transit stop")
    happened = Happened(agency_learned=call.came_at, learned_how="Example Home A", whereabouts="unknown", last_seen=seen)
    desk.do(locate.say_happened, youth, occasion.id, happened)
    line = next(each for each in desk.ask(lines, [occasion]) if each.first.recipient == "ncmec")
    proof = Proof(outcome="told", made_at=WRITTEN, channel="phone", to_whom="Call center", number="26-0411")
    desk.do(agenda.record_notice, occasion, line.key, proof)
    other = desk.do(youths.open_record, Names(chosen="Kai Pattern")).result
    desk.do(youths.say_placement, youth, Placement(name="Example Home B"))
    desk.do(youths.say_health, youth, Health(medication="inhaler"))
    placement, health = list(desk.book.range(desk.me.device))[-2:]
    kinds = desk.book.reading.kinds
    desk.do(wrongyouth.withdraw, kinds, youth, [placement.hash], other, "two youths of one name")
    desk.do(wrongyouth.withdraw, kinds, youth, [health.hash], "", "two youths of one name")
    act = next(each.act for each in waiting(desk).withdrawals if health.hash in each.entries)
    desk.do(wrongyouth.put_back, kinds, youth, act, "it was this one")
    desk.close()
    (folder / "lock").unlink()


if __name__ == "__main__":
    at = STORES / str(ROW_FORM)
    if at.exists():
        sys.exit(f"{at} is kept already, and stays as it is")
    make(at)
