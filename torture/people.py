"""Acts of a supervisor's day about who is enrolled."""

from __future__ import annotations

from fieldapp.desk import enrolling, transfer
from fieldapp.exchange import keys
from fieldapp.exchange.folder import FolderDestination
from fieldapp.exchange.people import Card
from fieldapp.ledger import ids
from torture.day import Day


def enroll(day: Day) -> None:
    """A colleague's new laptop, and the list of people for it on the stick."""
    public, device = keys.new_keys().public(), ids.new_id()
    card = Card(
        person=ids.new_id(), name=day.name(), role="worker", device=device, signing=public.signing, sealing=public.sealing
    )
    with day.step("enroll"):
        enrolling.enroll(day.desk, card, card.words())
    with day.step("people"):
        transfer.send_people(day.desk, device, FolderDestination(day.room.out))
