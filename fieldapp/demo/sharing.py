"""The second half of the walk: papers given, the team enrolled, a bundle sent, read, and answered by a receipt."""

from __future__ import annotations

from fieldapp import clock
from fieldapp.demo import fiction
from fieldapp.demo.officer import write_down
from fieldapp.demo.story import Walk, store_of
from fieldapp.desk import destinations, enrolling, opening, paperwork, team, transfer
from fieldapp.desk.desk import Changes, Desk
from fieldapp.exchange.folder import FolderDestination
from fieldapp.exchange.saying import Outcome
from fieldapp.ledger.kinds import Role
from fieldapp.report.model import PaperKind
from fieldapp.supervise.queries import monday
from fieldapp.text import span


def print_papers(walk: Walk, desk: Desk) -> str:
    """Papers about the youth who is missing, as tagged PDF, each recorded as given."""
    folder = walk.at / "papers"
    folder.mkdir(exist_ok=True)
    youth, episode = walk.missing
    left_out = 0
    kinds = (PaperKind.POLICE_SHEET, PaperKind.NCMEC_CALL_SCRIPT, PaperKind.NCMEC_WORKSHEET, PaperKind.CHRONOLOGY)
    for kind in kinds:
        made = paperwork.make(desk, paperwork.Wanted(youth=youth, episode=episode, kind=kind))
        path = folder / f"{kind}.pdf"
        paperwork.give(desk, made.wanted, made.paper, "saved", path)
        walk.papers.append(path)
        left_out += len(made.paper.left_out)
    return f"{len(walk.papers)} papers; {left_out} parts left out, each with its reason"


def enroll_team(walk: Walk, desk: Desk) -> str:
    """The supervisor enrolls worker and officer by the eight words of their laptops; both read who is who."""
    roles: tuple[Role, ...] = ("supervisor", "officer")
    for role in roles:
        walk.desks[role] = opening.unlock(store_of(walk, role), fiction.PASSPHRASES[role], walk.told)
    lead, officer = walk.desks["supervisor"], walk.desks["officer"]
    write_down(walk, officer)
    (walk.at / "stick").mkdir(exist_ok=True)
    for each in (desk, lead, officer):
        each.do(destinations.remember, walk.at / "stick")
    _enroll(walk, lead, (desk, officer))
    for each in (desk, officer):
        _read(each, _stick(walk))
    return f"worker and officer, by eight words: {' '.join(team.card(desk).words()[:3])} …"


def send_bundles(walk: Walk, desk: Desk) -> str:
    """Worker and officer send what the supervisor has not got."""
    sent = [made for each in (desk, walk.desks["officer"]) for made in transfer.send(each, _stick(walk))]
    return f"{sum(each.entries for each in sent)} entries in {len(sent)} bundles, encrypted to the supervisor alone"


def supervisor_reads(walk: Walk, desk: Desk) -> str:
    """The supervisor takes the bundles in; the receipts lie on the stick."""
    del desk
    outcomes = _read(walk.desks["supervisor"], _stick(walk))
    return f"{', '.join(each.outcome for each in outcomes)}; {sum(each.entries for each in outcomes)} entries new; receipts sent"


def supervisor_sees(walk: Walk, desk: Desk) -> str:
    """What stands out on the supervisor's page, by youth, the gravest first."""
    del desk
    rows = walk.desks["supervisor"].ask(monday, walk.told() - 7 * clock.DAY).rows
    said = [f"{each.what.replace('_', ' ')} {span(each.hours or 0)}" for each in rows if each.what in {"never_told", "late"}]
    return f"{len(rows)} youths; {', '.join(said)} after the agency learned"


def receipts_come(walk: Walk, desk: Desk) -> str:
    """Worker and officer read their receipts: what the foot of the worker's window says."""
    for each in (desk, walk.desks["officer"]):
        _read(each, _stick(walk))
    walk.bundles = sorted(
        walk.at.glob("stick/**/*.fxb"), key=lambda path: (path.parent.name != desk.me.device, path.stat().st_mtime_ns)
    )
    return transfer.standing(desk).words


def _stick(walk: Walk) -> FolderDestination:
    return FolderDestination(walk.at / "stick")


def _enroll(walk: Walk, lead: Desk, others: tuple[Desk, ...]) -> None:
    key = walk.at / "example-office.key"
    until = walk.told() + 365 * clock.DAY
    key.write_bytes(enrolling.office_key_file(walk.agency.root, fiction.OFFICE_PASSPHRASE, until, walk.told(), walk.cost))
    enrolling.adopt_office_key(lead, key, fiction.OFFICE_PASSPHRASE)
    for each in others:
        card = team.card(each)
        enrolling.enroll(lead, card, card.words())
    for each in others:
        transfer.send_people(lead, each.me.device, _stick(walk))


def _read(desk: Desk, destination: FolderDestination) -> list[Outcome]:
    slices = desk.slices(transfer.read_folder, destination)
    while True:
        try:
            next(slices)
        except StopIteration as done:
            changes: Changes[list[Outcome]] = done.value
            return changes.result
