"""The second half of the walk: papers given, the team enrolled, a bundle sent, read, and answered by a receipt."""

from __future__ import annotations

from contextlib import closing

from fieldapp import clock
from fieldapp.demo import fiction
from fieldapp.demo.officer import write_down
from fieldapp.demo.story import Walk, store_of
from fieldapp.desk import destinations, enrolling, opening, paperwork, team, transfer
from fieldapp.desk.desk import Changes, Desk
from fieldapp.exchange.folder import FolderDestination
from fieldapp.exchange.receiving import Outcome
from fieldapp.ledger.kinds import Role
from fieldapp.report.model import PaperKind
from fieldapp.supervise.queries import monday


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
    """The supervisor enrolls the team by eight words and reads what worker and officer send; the receipts go back."""
    stick = walk.at / "stick"
    stick.mkdir(exist_ok=True)
    destination = FolderDestination(stick)
    with closing(_unlocked(walk, "supervisor")) as lead, closing(_unlocked(walk, "officer")) as officer:
        write_down(walk, officer)
        _enroll(walk, lead, (desk, officer), destination)
        sent = []
        for each in (desk, officer):
            _read(each, destination)
            sent += transfer.send(each, destination)
        outcomes = _read(lead, destination)
        since = walk.told() - 7 * clock.DAY
        stood_out = [row for row in lead.ask(monday, since).rows if row.what in {"never_told", "late"}]
        for each in (desk, officer):
            _read(each, destination)
        for each in (desk, officer, lead):
            each.do(destinations.remember, stick)
    walk.bundles = sorted(stick.rglob("*.fxb"), key=lambda path: (desk.me.device not in str(path), path.name))
    entries = sum(each.entries for each in sent)
    words = ", ".join(each.outcome for each in outcomes)
    return f"{entries} entries sent, {words}; {len(stood_out)} stand out; {transfer.standing(desk).words}"


def _unlocked(walk: Walk, role: Role) -> Desk:
    return opening.unlock(store_of(walk, role), fiction.PASSPHRASES[role], walk.told)


def _enroll(walk: Walk, lead: Desk, others: tuple[Desk, ...], destination: FolderDestination) -> None:
    key = walk.at / "example-office.key"
    until = walk.told() + 365 * clock.DAY
    key.write_bytes(enrolling.office_key_file(walk.agency.root, fiction.OFFICE_PASSPHRASE, until, walk.told(), walk.cost))
    enrolling.adopt_office_key(lead, key, fiction.OFFICE_PASSPHRASE)
    for each in others:
        card = team.card(each)
        enrolling.enroll(lead, card, card.words())
    for each in others:
        transfer.send_people(lead, each.me.device, destination)


def _read(desk: Desk, destination: FolderDestination) -> list[Outcome]:
    slices = desk.slices(transfer.read_folder, destination)
    while True:
        try:
            next(slices)
        except StopIteration as done:
            changes: Changes[list[Outcome]] = done.value
            return changes.result
