"""Keeping a store safe from its own window: the ways into it, another passphrase, a check of everything, and the versions."""

from __future__ import annotations

import platform
from collections import Counter
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version

from fieldapp.desk import checking
from fieldapp.desk.access import Access
from fieldapp.desk.desk import Desk, Slices
from fieldapp.desk.settling import expecting, know_slots, require_one_set
from fieldapp.errors import Trouble
from fieldapp.text import _, ngettext
from fieldapp.vault import slots
from fieldapp.vault.kdf import Cost


@dataclass(frozen=True, slots=True)
class WayIn:
    """One way into the store. made: ms UTC."""

    kind: str
    words: str
    made: int


def ways_in(desk: Desk) -> tuple[WayIn, ...]:
    """Every way, in the order they were made."""
    return tuple(WayIn(*_way(each), each.made) for each in desk.files.slots())


def _way(slot: slots.AnySlot) -> tuple[str, str]:
    if isinstance(slot, slots.PassphraseSlot):
        return "passphrase", _("Your passphrase")
    if isinstance(slot, slots.AgencySlot):
        return "agency", _("Your agency's recovery key")
    if slot.sheets == 1:
        return "words", _("Recovery words, on one sheet")
    return "words", _("Recovery words, {n} of {all} sheets").format(n=slot.needed, all=slot.sheets)


def change_passphrase(desk: Desk, old: str, new: str, cost: Cost | None = None) -> None:
    """Another passphrase for this store; WrongPassphrase or BadInput leave the old one. cost: only tests pass one."""
    if desk.read_only:
        raise Trouble(desk.read_only, _("The old passphrase still opens the store."))
    require_one_set(desk)
    digest = desk.files.change_passphrase(old, new, desk.clock, expecting(desk), cost)
    know_slots(desk, digest)
    desk.note_done(Access(what="passphrase"))


@dataclass(frozen=True, slots=True)
class Checked:
    """What a check came to: how many records were gone through, and a sentence for each thing that is wrong."""

    records: int
    wrong: tuple[str, ...]


def check(desk: Desk) -> Slices[Checked]:
    """Check every page, record and file of the store, slice by slice; leaves its access entry."""
    found = yield from checking.verify(desk)
    if not found.damaged:
        desk.note_access(Access(what="verified", count=len(found.findings)))
    counted = Counter(each.what for each in found.findings)
    wrong = [each.sentence for each in found.findings if each.what == "file"]
    if counted["page"]:
        told = ngettext("{n} page of the database is damaged.", "{n} pages of the database are damaged.", counted["page"])
        wrong.append(told.format(n=counted["page"]))
    if counted["entry"]:
        told = ngettext(
            "{n} record is not what its author signed.", "{n} records are not what their authors signed.", counted["entry"]
        )
        wrong.append(told.format(n=counted["entry"]))
    if desk.read_only:
        wrong.append(desk.read_only)
    return Checked(found.entries, tuple(wrong))


def versions() -> tuple[tuple[str, str], ...]:
    """Versions of the app and of what it stands on, but for the window's own."""
    libraries = (("FieldApp", "fieldapp"), ("SQLCipher", "sqlcipher3"), ("cryptography", "cryptography"))
    return (*((words, _version(name)) for words, name in libraries), ("Python", platform.python_version()))


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return _("unknown")
