"""Leaving: a worker goes, or a laptop is handed back; what their supervisor has is kept there, and this store is destroyed."""

from __future__ import annotations

from dataclasses import dataclass

from fieldapp.desk import backups, team, transfer
from fieldapp.desk.desk import Desk
from fieldapp.errors import BadInput
from fieldapp.exchange import sending
from fieldapp.text import _, ngettext


@dataclass(frozen=True, slots=True)
class Left:
    """What is still there after a store was destroyed. files: in its folder, or in those kept beside · backups: the folders
    that could not be reached.
    """

    files: tuple[str, ...]
    backups: str


def unsent(desk: Desk) -> int:
    """How many records of this device, and of those that the store was before, no supervisor has acknowledged.

    Where no supervisor counts today, what one acknowledged whose enrollment has ended is with them all the same.
    """
    standing = transfer.standing(desk)
    return standing.waiting if standing.supervisors else sending.received_by_none(desk.book, team.sender(desk), _ended(desk))


def _ended(desk: Desk) -> list[str]:
    return [each.id for each in team.supervisors_ever(desk)]


def destroy(desk: Desk, passphrase: str, *, unsent_too: bool = False) -> Left:
    """Destroy the store that is open, and its backups where they are in reach; the desk is closed then.

    WrongPassphrase, BadInput where records were not received and that was not agreed to, or DestinationTrouble: everything is as
    it was, and the desk is open.
    """
    waiting = unsent(desk)
    if waiting and not unsent_too:
        told = ngettext(
            "{n} record has not reached your supervisor, and would be lost.",
            "{n} records have not reached your supervisor, and would be lost.",
            waiting,
        )
        raise BadInput("unsent", told.format(n=waiting), _("Send first and read the receipt, or tick the box."))
    desk.files.require_passphrase(passphrase, desk.clock)
    places, devices = backups.places(desk), backups.own_devices(desk)
    desk.files.overwrite_ways()
    desk.close()
    left = desk.files.remove_all()
    return Left(tuple(path.name for path in left), ", ".join(backups.remove_from(places, devices)))


def destroy_earlier(desk: Desk, passphrase: str) -> tuple[str, ...]:
    """Destroy the stores that were kept beside this one when it was restored; returns what is still there.

    WrongPassphrase, counted as any, where it is not this store's.
    """
    desk.files.require_passphrase(passphrase, desk.clock)
    return tuple(map(str, desk.files.destroy_earlier()))
