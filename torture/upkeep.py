"""Acts of the day about the store itself: its passphrase and key, backups, and stores that are made, from them or new."""

from __future__ import annotations

from bench.county import CHEAP
from fieldapp import clock
from fieldapp.demo import fiction
from fieldapp.desk import backups, checking, keeping, leaving, opening, rekeying
from fieldapp.desk.desk import run_through
from fieldapp.desk.opening import WayBack
from fieldapp.errors import WrongPassphrase
from fieldapp.vault import opening as ways
from torture.day import Day

KEEP = 2
"""Few backups, so that nearly every one removes another."""


def passphrase(day: Day) -> None:
    """Another one."""
    new = f"paper lantern drifts over {day.dice.randrange(10**6)} quiet hills"
    with day.step("passphrase", passphrase=new):
        keeping.change_passphrase(day.desk, day.words, new, CHEAP)
        day.words = new


def renew(day: Day) -> None:
    """Another one, because others know it: everything is encrypted anew."""
    new = f"copper kettle hums beside {day.dice.randrange(10**6)} slow rivers"
    with day.step("rekey", passphrase=new):
        try:
            run_through(rekeying.renew(day.desk, day.words, new, CHEAP))
        except rekeying.KeyNotChanged:
            day.held = None  # it was locked
            raise
        day.words = new


def recover(day: Day) -> None:
    """Another one, because it was forgotten: by the agency's key."""
    private = day.room.agency.read_bytes()
    new = f"velvet compass finds {day.dice.randrange(10**6)} sleepy harbors"
    way = WayBack("agency", lambda folder: ways.unlock_by_agency(folder, private))
    day.lock()
    with day.step("recover", passphrase=new):
        day.held = opening.recover(day.room.store, way, new, clock.now, cost=CHEAP)
        day.words = new


def back_up(day: Day) -> None:
    """To a disk that keeps few."""
    with day.step("backup") as about:
        about["backup"] = run_through(backups.back_up(day.desk, day.room.disk, KEEP)).name


def restore(day: Day) -> None:
    """A store made again from the newest backup, beside this one."""
    if not _has_backup(day):
        back_up(day)
    target = day.room.again / f"{day.dice.randrange(10**9)}"
    with day.step("restore", target=target.name, words=day.words):
        desk, _used = backups.restore(day.room.disk, target, day.words, clock.now)
        desk.close()


def _has_backup(day: Day) -> bool:
    """Whether the newest backup opens with the passphrase of now."""
    try:
        ways.by_passphrase(backups.newest(day.room.disk).folder, day.words)
    except WrongPassphrase:
        return False
    except Exception:  # noqa: BLE001 - none there, or a folder that is not there yet
        return False
    return True


def create(day: Day) -> None:
    """A colleague's store, set up on the same laptop."""
    target = day.room.again / f"{day.dice.randrange(10**9)}"
    new = opening.NewStore(fiction.OFFICER, "officer", day.room.county.read_bytes(), fiction.PASSPHRASES["officer"])
    with day.step("create", target=target.name, words=new.passphrase, anew=True):
        opening.create(target, new, clock.now, CHEAP)


def rebuild(day: Day) -> None:
    """All rows anew."""
    with day.step("rebuild"):
        run_through(checking.rebuild_rows(day.desk))


def leave(day: Day) -> None:
    """The store is destroyed: its worker goes."""
    leaving.destroy(day.desk, day.words, unsent_too=True)
    day.held = None
