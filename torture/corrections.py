"""Acts of the day about what is in the wrong record: withdrawn and moved, put back; and at a supervisor's, destroyed by order."""

from __future__ import annotations

from fieldapp import clock
from fieldapp.desk import destroying, wrongyouth
from fieldapp.desk.desk import run_through
from fieldapp.desk.destroying import Order
from fieldapp.desk.withdrawnfile import waiting
from fieldapp.youth import acts as youths
from fieldapp.youth.model import Contact, Health, Names
from torture.day import Day

_WHY = "two youths of one name"


def _record(day: Day) -> str:
    with day.step("record"):
        youth = day.desk.do(youths.open_record, Names(chosen=day.name())).result
    with day.step("record"):
        day.desk.do(youths.say_health, youth, Health(medication=f"inhaler, says {day.name()}"))
    return youth


def _entries(day: Day, youth: str, kind: str) -> list[bytes]:
    return [each.hash for each in day.desk.book.stream(youth) if each.sealed and each.sealed.kind == kind]


def withdraw(day: Day) -> None:
    """Something was written into the wrong record: it is withdrawn and moved; then it was right after all, and put back."""
    wrong, right = _record(day), _record(day)
    with day.step("withdraw"):
        day.desk.do(youths.say_contact, wrong, Contact(name=day.name(), relation="parent"))
    kinds = day.desk.book.reading.kinds
    with day.step("withdraw"):
        day.desk.do(wrongyouth.withdraw, kinds, wrong, _entries(day, wrong, "youth.contact"), right, _WHY)
    with day.step("withdraw"):
        day.desk.do(wrongyouth.withdraw, kinds, wrong, _entries(day, wrong, "youth.health"), "", _WHY)
    act = next(each.act for each in waiting(day.desk).withdrawals if each.stream == wrong and each.moved)
    with day.step("put back"):
        day.desk.do(wrongyouth.put_back, kinds, wrong, act, "it was right")


def destroy(day: Day) -> None:
    """A whole record with a photo, by order of a court."""
    youth = _record(day)
    with day.step("attach"):
        day.desk.do(youths.add_photo, youth, day.dice.randbytes(30_000), "image/png", "2020-01-01")
    with day.step("destroy"):
        ordered = Order(
            "Example Superior Court", f"J-{day.dice.randrange(10**6)}", clock.day(clock.now() - clock.DAY).isoformat()
        )
        run_through(destroying.destroy(day.desk, youth, ordered, day.words))
