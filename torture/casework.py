"""Acts of the day about a youth: a call, who was told, a screening, a photo, a note, a paper; what is sent, and what comes."""

from __future__ import annotations

import msgspec

from fieldapp import clock
from fieldapp.agenda import acts as agenda
from fieldapp.agenda.model import Proof
from fieldapp.agenda.queries import Occasion
from fieldapp.desk import leftnotes, locked, paperwork, transfer
from fieldapp.desk.desk import run_through
from fieldapp.errors import FieldError
from fieldapp.exchange import receiving
from fieldapp.exchange.folder import FolderDestination
from fieldapp.identify import acts as screenings
from fieldapp.identify.model import Evidence, Rating
from fieldapp.identify.queries import draft
from fieldapp.locate import acts as locate
from fieldapp.locate.model import Call, Happened
from fieldapp.report.model import PaperKind
from fieldapp.youth import acts as youths
from torture.day import Day

_ITEMS = ("R15.1", "R16.1", "R16.2")


def call(day: Day) -> None:
    """Somebody is missing."""
    with day.step("call"):
        said = Call(came_at=clock.now(), caller=f"Example Home A, {day.name()}", youth_name=day.name())
        day.occasion = Occasion(*day.desk.do(locate.start_from_call, said).result)
    with day.step("call"):
        learned = Happened(agency_learned=clock.now(), learned_how=f"by {day.name()}")
        day.desk.do(locate.say_happened, day.occasion.youth, day.occasion.id, learned)


def _missing(day: Day) -> Occasion:
    if day.occasion is None:
        call(day)
    if day.occasion is None:
        raise SystemExit("nobody is missing")
    return day.occasion


def notice(day: Day) -> None:
    """NCMEC is told."""
    occasion = _missing(day)
    with day.step("notice"):
        proof = Proof(outcome="told", made_at=clock.now(), channel="phone", to_whom=day.name(), number="26-0411")
        day.desk.do(agenda.record_notice, occasion, "ncmec//agency_learned", proof)


def screening(day: Day) -> None:
    """Begun, kept after each answer, finished."""
    youth, said = _missing(day).youth, Evidence(source="youth_said", code="0", as_of="2026-01-01", basis=f"asked by {day.name()}")
    with day.step("screening"):
        made = day.desk.do(screenings.begin, youth, "hmis-r15-r16").result
    for count in range(1, len(_ITEMS) + 1):
        kept = day.desk.ask(draft, made)
        if kept is None:
            raise SystemExit("the draft is gone")
        with day.step("screening"):
            rated = tuple(Rating(item=item, code="0", sources=(said,)) for item in _ITEMS[:count])
            day.desk.do(screenings.keep, msgspec.structs.replace(kept, ratings=rated))
    with day.step("screening"):
        day.desk.do(screenings.finish, made)


def attach(day: Day) -> None:
    """A photo."""
    youth = _missing(day).youth
    with day.step("attach"):
        day.desk.do(youths.add_photo, youth, day.dice.randbytes(30_000), "image/png", "2020-01-01")


def note(day: Day) -> None:
    """Left while the store was locked, as far as the note knows; then confirmed."""
    with day.step("note"):
        locked.leave_note(day.room.store, f"{day.name()} called", clock.now)
    with day.step("confirm"):
        for each in leftnotes.waiting(day.desk):
            leftnotes.start_clock(day.desk, each.id, day.name())


def paper(day: Day) -> None:
    """The report for the police, saved as a file."""
    occasion = _missing(day)
    with day.step("paper"):
        wanted = paperwork.Wanted(youth=occasion.youth, episode=occasion.id, kind=PaperKind.POLICE_SHEET)
        made = day.desk.ask(paperwork.paper_for, occasion.youth, wanted)
        paperwork.give(day.desk, wanted, made, "saved", day.room.out / f"{day.dice.randrange(10**9)}.pdf")


def take_in(day: Day) -> None:
    """The next bundle, or the last one once more."""
    found = sorted(day.room.stick.rglob("*.fxb"))
    before = receiving.read_before(day.desk.book.connection)
    path = next((each for each in found if each.name not in before), found[-1])
    with day.step("import"):
        outcomes = run_through(transfer.receive(day.desk, [path]))
        if outcomes[0].outcome not in {"accepted", "duplicate", "gap"}:
            raise FieldError(outcomes[0].sentence)


def send(day: Day) -> None:
    """What the supervisor has not got, to the stick."""
    with day.step("send"):
        transfer.send(day.desk, FolderDestination(day.room.out))
