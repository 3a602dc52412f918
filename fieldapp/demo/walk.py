"""The walk through the main job in the fictional county: every step is the app's own act, with the time it took."""

from __future__ import annotations

import time
from collections.abc import Callable, Generator
from dataclasses import dataclass
from functools import partial

from msgspec.structs import replace

from fieldapp import clock
from fieldapp.agenda import acts as agenda
from fieldapp.agenda.model import Proof
from fieldapp.agenda.queries import Occasion
from fieldapp.agenda.queries import lines as required_of
from fieldapp.demo import fiction
from fieldapp.demo.concern import decide, hold
from fieldapp.demo.rating import go_on
from fieldapp.demo.record import fill_in
from fieldapp.demo.sharing import enroll_team, print_papers, receipts_come, send_bundles, supervisor_reads, supervisor_sees
from fieldapp.demo.story import Walk, store_of
from fieldapp.desk import opening
from fieldapp.desk.desk import Desk
from fieldapp.desk.plans import RELATIONS
from fieldapp.identify import acts as screening
from fieldapp.identify.model import Evidence, Rating
from fieldapp.identify.queries import draft
from fieldapp.ledger.kinds import Role
from fieldapp.locate import acts as locate
from fieldapp.locate.model import Call, Happened, LastSeen, Waiting
from fieldapp.youth import acts as youths
from fieldapp.youth import caseload


@dataclass(frozen=True, slots=True)
class Step:
    """One step, what came of it, and how long it took (ms)."""

    title: str
    result: str
    took: int


Do = Callable[[Walk, Desk], str]


def make_store(walk: Walk, role: Role, name: str) -> str:
    """A store as set-up makes it, with a recovery slot from the county file."""
    new = opening.NewStore(name, role, walk.agency.county_file, fiction.PASSPHRASES[role])
    opening.create(store_of(walk, role), new, walk.told, walk.cost)
    return "encrypted; opens by passphrase and by the agency"


def take_in(walk: Walk, desk: Desk) -> str:
    """The caseload from an Excel sheet, with the rows that could not be taken."""
    today = clock.day(walk.told())
    sheet = caseload.read(fiction.caseload(today.year, today.month), "caseload.xlsx")
    rows = caseload.preview(sheet, caseload.guess(sheet.headings), [], today)
    taken = [row for row in rows if row.names and not row.refused]
    begun = desk.do(youths.take_caseload, taken).result
    walk.youths = {row.names.chosen: youth for row, youth in zip(taken, begun, strict=True) if row.names}
    return f"{len(begun)} youths, {len(rows) - len(begun)} row not taken"


def late_notice(walk: Walk, desk: Desk) -> str:
    """An episode of three days ago: NCMEC was told 25 hours after the agency learned, everybody else in time; back since."""
    kai = walk.youths[fiction.DUAL]
    walk.told.ahead = 72 * clock.HOUR
    made = desk.do(
        locate.start_from_call, Call(came_at=walk.told(), caller="Sample Group Home", call_back="555-0119"), kai
    ).result
    occasion = Occasion(*made)
    walk.told.ahead -= clock.HOUR
    _told(walk, desk, occasion, "police//agency_learned", Proof(outcome="report_taken", made_at=walk.told(), number="26-0411"))
    _told_by_mail(walk, desk, occasion, but="ncmec")
    walk.told.ahead -= 24 * clock.HOUR + 10 * clock.MINUTE
    proof = Proof(outcome="told", made_at=walk.told(), number="NC-90017", late_reason="Night desk had no number; found next day")
    _told(walk, desk, occasion, "ncmec//agency_learned", proof)
    walk.told.ahead -= 2 * clock.HOUR
    desk.do(locate.end, kai, occasion.id, "located", walk.told(), "a friend's home")
    walk.told.ahead -= clock.HOUR
    _told_by_mail(walk, desk, occasion)
    desk.do(locate.end, kai, occasion.id, "returned", walk.told(), "Sample Group Home")
    return "NCMEC told 25 h after the agency learned, with the reason; back"


def _told_by_mail(walk: Walk, desk: Desk, occasion: Occasion, but: str = "") -> None:
    """Everybody who must be told and was not yet, in one round of e-mails; where there is nobody, that is what is recorded."""
    for line in desk.ask(required_of, [occasion]):
        recipient, _person, start = line.key.split("/", 2)
        owed = line.settled_at is None and any(rule.applies == "yes" for rule in line.rules)
        if owed and recipient not in {"step", but} and start in {"agency_learned", "found"}:
            nobody = recipient in RELATIONS and not line.first.person
            none = Proof(outcome="not_required", made_at=walk.told(), note="there is none")
            told = Proof(outcome="told", made_at=walk.told(), channel="email")
            _told(walk, desk, occasion, line.key, none if nobody else told)


def _told(walk: Walk, desk: Desk, occasion: Occasion, line: str, proof: Proof) -> None:
    del walk
    desk.do(agenda.record_notice, occasion, line, proof)


def back_again(walk: Walk, desk: Desk) -> str:
    """An episode of yesterday: everybody was told in time; back since, and nobody has asked what happened yet."""
    jo = walk.youths[fiction.BACK]
    walk.told.ahead = 26 * clock.HOUR
    call = Call(came_at=walk.told(), caller="Example Home B", call_back="555-0116")
    occasion = Occasion(*desk.do(locate.start_from_call, call, jo).result)
    walk.told.ahead -= 20 * clock.MINUTE
    _told(walk, desk, occasion, "police//agency_learned", Proof(outcome="report_taken", made_at=walk.told(), number="26-0415"))
    walk.told.ahead -= 15 * clock.MINUTE
    _told(walk, desk, occasion, "ncmec//agency_learned", Proof(outcome="told", made_at=walk.told(), number="NC-90021"))
    _told_by_mail(walk, desk, occasion)
    walk.told.ahead = 9 * clock.HOUR
    desk.do(locate.end, jo, occasion.id, "located", walk.told(), "a bus stop")
    walk.told.ahead = 8 * clock.HOUR
    _told_by_mail(walk, desk, occasion)
    desk.do(locate.end, jo, occasion.id, "returned", walk.told(), "Example Home B")
    return "told within the hour; back; what is due after a return is open"


def late_tonight(walk: Walk, desk: Desk) -> str:
    """Late, not yet missing: somebody decided to wait, says why, and decides again within the hour."""
    walk.told.ahead = 25 * clock.MINUTE
    call = Call(came_at=walk.told(), caller="Example Home B", call_back="555-0116")
    until = Waiting(decided_by=fiction.WORKER, why="texted from the bus", decide_again_at=walk.told() + clock.HOUR)
    desk.do(locate.begin, call, walk.youths[fiction.LATE], wait_for=until)
    walk.told.ahead = 0
    return "decide again within the hour; the clock would start at the first call"


def call_comes(walk: Walk, desk: Desk) -> str:
    """A caregiver calls: the clock starts with a name, a caller and a number."""
    walk.told.ahead = 2 * clock.HOUR + 14 * clock.MINUTE
    call = Call(came_at=walk.told(), caller="Example Home A", call_back="555-0117", youth_name="Mika")
    walk.missing = desk.do(locate.start_from_call, call).result
    return "the clock runs; no record yet"


def join_record(walk: Walk, desk: Desk) -> str:
    """The youth's record is joined; the clock stays where the call set it."""
    desk.do(locate.join_call, walk.missing[0], walk.youths[fiction.MISSING], "the caregiver spelled the name")
    seen = LastSeen(at=walk.told() - 150 * clock.MINUTE, place="Example City transit stop", clothing="gray hoodie")
    happened = Happened(agency_learned=walk.told(), learned_how="Example Home A", whereabouts="unknown", last_seen=seen)
    desk.do(locate.say_happened, *walk.missing, happened)
    return "every required contact with its clock and citation"


def tell_them(walk: Walk, desk: Desk) -> str:
    """Notices with proof."""
    occasion = Occasion(*walk.missing)
    walk.told.ahead -= 18 * clock.MINUTE
    _told(
        walk, desk, occasion, "police//agency_learned", Proof(outcome="called", made_at=walk.told(), note="An officer will come.")
    )
    walk.told.ahead -= 39 * clock.MINUTE
    taken = Proof(
        outcome="report_taken",
        made_at=walk.told(),
        channel="phone",
        agency="Example City Police",
        to_whom="Ofc. R. Example",
        number="26-0417",
    )
    _told(walk, desk, occasion, "police//agency_learned", taken)
    walk.told.ahead -= 17 * clock.MINUTE
    tribal = Proof(outcome="told", made_at=walk.told(), channel="phone", to_whom="Sgt. T. Example", number="TR-0093")
    _told(walk, desk, occasion, "tribal_police//agency_learned", tribal)
    again = Proof(outcome="message_left", made_at=walk.told(), try_again_at=walk.told() + 8 * clock.HOUR)
    _told(walk, desk, occasion, "tribe//agency_learned", again)
    walk.told.ahead -= 40 * clock.MINUTE
    ncmec = Proof(outcome="told", made_at=walk.told(), channel="phone", to_whom="Intake, practice line", number="NC-90023")
    _told(walk, desk, occasion, "ncmec//agency_learned", ncmec)
    walk.told.ahead = 0
    return "police, tribal police and NCMEC with their numbers; a message for the tribe stays open"


def screen(walk: Walk, desk: Desk) -> str:
    """A screening of the youth who is back: rated with its source, finished and locked."""
    kai = walk.youths[fiction.DUAL]
    made = desk.do(screening.begin, kai, "hmis-r15-r16").result
    kept = desk.ask(draft, made)
    if kept is None:
        raise ValueError("a draft was just begun")
    today = clock.day(walk.told()).isoformat()
    rated = tuple(_rated(item, "0", today) for item in ("R15.1", "R16.1", "R16.2"))
    desk.do(screening.keep, replace(kept, ratings=rated))
    found = desk.do(screening.finish, made).result
    return f"locked; {', '.join(band.title.en for band in found.bands)}"


def _rated(item: str, code: str, today: str) -> Rating:
    evidence = Evidence(source="youth_said", code=code, as_of=today, basis="asked after supper")
    return Rating(item=item, code=code, sources=(evidence,))


WORKER: tuple[tuple[str, Do], ...] = (
    ("Caseload taken in", take_in),
    ("Records filled in", fill_in),
    ("A late notice of this week", late_notice),
    ("An episode of yesterday", back_again),
    ("A screening", screen),
    ("A screening that goes on", go_on),
    ("What is held", hold),
    ("What follows", decide),
    ("A caregiver calls", call_comes),
    ("The record is joined", join_record),
    ("Notices recorded", tell_them),
    ("Late, not yet missing", late_tonight),
    ("Papers", print_papers),
    ("The team is enrolled", enroll_team),
    ("Bundles sent", send_bundles),
    ("The supervisor reads them", supervisor_reads),
    ("The supervisor sees", supervisor_sees),
    ("The receipt comes", receipts_come),
)


def run(walk: Walk) -> Generator[Step, None, None]:
    """Walk; yields each step when it is done."""
    walk.told.ahead = 96 * clock.HOUR
    roles: tuple[tuple[Role, str], ...] = (
        ("worker", fiction.WORKER),
        ("officer", fiction.OFFICER),
        ("supervisor", fiction.SUPERVISOR),
    )
    for role, name in roles:
        yield _timed(f"Store of the {role}", partial(make_store, walk, role, name))
    began = time.monotonic()
    desk = opening.unlock(store_of(walk, "worker"), fiction.PASSPHRASES["worker"], walk.told)
    yield Step("Unlocked", "as its worker", round((time.monotonic() - began) * 1000))
    try:
        for title, do in WORKER:
            yield _timed(title, partial(do, walk, desk))
    finally:
        desk.close()
        walk.close()


def _timed(title: str, do: Callable[[], str]) -> Step:
    began = time.monotonic()
    result = do()
    return Step(title, result, round((time.monotonic() - began) * 1000))
