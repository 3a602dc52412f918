"""What an order of destruction leaves to do beside the database, on every laptop: files, drafts, backups, bundles that were sent.

What is out of reach (a stick in a drawer) is said to be so, and tried again at each unlock.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path

import msgspec
from sqlalchemy import Connection

from fieldapp.agenda import acts as agenda
from fieldapp.agenda.queries import kept_calls
from fieldapp.desk import backups, own
from fieldapp.desk.desk import Desk, Progress, Slices
from fieldapp.desk.destinations import destinations
from fieldapp.desk.destroyed import Beyond, DestructionConfirmed, DestructionOrdered, confirmed, held
from fieldapp.errors import FieldError
from fieldapp.exchange import header, sending
from fieldapp.exchange.folder import FolderDestination
from fieldapp.identify import acts as identify
from fieldapp.identify.queries import drafts
from fieldapp.ledger import erasing, local
from fieldapp.ledger.erasing import Due
from fieldapp.ledger.work import Work
from fieldapp.text import _

_BEYOND = "destroying-beyond/"
_NAMED = "SELECT 1 FROM entry WHERE body IS NOT NULL AND instr(body, ?) LIMIT 1"
_PLACES = 'SELECT e.device, e.seq FROM destroyed d JOIN entry e ON e.stream = d.stream AND e.hash = d.hash WHERE d."order" = ?'


class _Beyond(msgspec.Struct, frozen=True, kw_only=True):
    """What of one order is still to be reached. backups: where they lie, "" for nowhere · folders: that bundles were sent to ·
    stores: kept beside since this one was restored, which only a person destroys, and where backups went before.
    """

    backups: str
    folders: tuple[str, ...]
    stores: tuple[str, ...] = ()

    def words(self) -> tuple[Beyond, ...]:
        said: tuple[tuple[Beyond, bool], ...] = (("backups", bool(self.backups or self.stores)), ("bundles", bool(self.folders)))
        return tuple(word for word, still in said if still)


def carry_out(desk: Desk) -> Slices[None]:
    """Do what orders left to do, and say in the record how far it came."""
    if desk.read_only:
        return
    together: dict[str, dict[bytes, Due]] = {}
    for entry, due in erasing.due(desk.book.connection).items():
        together.setdefault(_order_of(desk, due.stream, entry), {})[entry] = due
    for order, dues in together.items():
        yield from _carried_out(desk, order, dues)


def _order_of(desk: Desk, stream: str, entry: bytes) -> str:
    said = desk.book.find(stream, entry)
    fact = desk.book.reading.kinds.read(said.sealed) if said and said.sealed else None
    return fact.order if isinstance(fact, DestructionOrdered) else ""


def _carried_out(desk: Desk, order: str, dues: Mapping[bytes, Due]) -> Slices[None]:
    """dues: what each entry of the order left to do."""
    yield Progress(0, 0, _("Destroying files, backups and bundles"))
    yield from _clear_files(desk, [digest for due in dues.values() for digest in due.files])
    streams = sorted({due.stream for due in dues.values()})
    desk.do(_drop_drafts, streams)
    before = _beyond(desk, order)
    left = yield from _backups_anew(desk, before.backups)
    folders = tuple(each for each in before.folders if not _clear_bundles(desk, Path(each), dues))
    after = _Beyond(backups=left, folders=folders, stores=(*backups.kept_beside(desk), *backups.clear_elsewhere(desk)))
    desk.do(_confirm, streams, order, after.words())
    desk.batch(lambda book: _keep(book.connection, order, dues, after))


def _confirm(work: Work, streams: Iterable[str], order: str, beyond: tuple[Beyond, ...]) -> None:
    """Once, and again when more was reached."""
    mine = confirmed(work, order).get(work.me.device, {})
    for stream in streams:
        if stream not in mine or len(mine[stream].fact.beyond) > len(beyond):
            work.write(stream, DestructionConfirmed(order=order, device=work.me.device, beyond=beyond))


def _beyond(desk: Desk, order: str) -> _Beyond:
    """How far an order came so far; at first everything is still to be reached."""
    kept = local.get(desk.book.connection, _BEYOND + order)
    if kept is not None:
        return msgspec.msgpack.decode(kept, type=_Beyond)
    folders = tuple(str(each.path) for each in desk.ask(destinations))
    return _Beyond(backups=backups.backups(desk).to, folders=folders)


def _keep(connection: Connection, order: str, dues: Iterable[bytes], after: _Beyond) -> None:
    if after.words():
        local.put(connection, _BEYOND + order, msgspec.msgpack.encode(after))
        return
    local.drop(connection, _BEYOND + order)
    for entry in dues:
        erasing.done(connection, entry)


# -- files and drafts


def _clear_files(desk: Desk, digests: Iterable[str]) -> Slices[None]:
    """Files that no other entry names; without their entry's body nobody could open them, but they need not lie about."""
    for digest in digests:
        if desk.book.connection.exec_driver_sql(_NAMED, (digest.encode(),)).first() is None:
            desk.files.remove(digest)
        yield Progress(0, 0, _("Destroying files, backups and bundles"))


def _drop_drafts(work: Work, streams: Iterable[str]) -> None:
    """Drafts of records of which nothing is left."""
    gone = {stream for stream in streams if not held(work, [stream])}
    for screening in drafts(work):
        if screening.youth in gone:
            identify.drop(work, screening.id)
    for call in kept_calls(work):
        if call.youth in gone:
            agenda.drop_call(work, call.episode, call.line)


# -- backups and bundles


def _backups_anew(desk: Desk, to: str) -> Slices[str]:
    """One backup without what was destroyed, and none older; returns the folder where that could not be."""
    if to:
        with suppress(FieldError):
            yield from backups.back_up(desk, Path(to), keep=1)
            return ""
    return to


def _clear_bundles(desk: Desk, folder: Path, ordered: Iterable[bytes]) -> bool:
    """Take away own bundles that carried what was destroyed; False where the folder is out of reach.

    Records in them that nobody has acknowledged are sent again, without it.
    """
    place = FolderDestination(folder)
    if not place.there():
        return False
    itself = own.read_self(desk.book.connection)
    mine = {itself.device, *(each.device for each in itself.before)}
    rows = [row for each in ordered for row in desk.book.connection.exec_driver_sql(_PLACES, (each,))]
    gone = {(device, seq) for device, seq in rows}
    try:
        found = [name for name in place.list() if _carries(place.get(name), mine, gone)]
        for name in found:
            place.delete(name)
    except FieldError:
        return False
    if found:
        desk.batch(lambda book: sending.send_again(book.connection))
    return True


def _carries(path: Path, mine: Iterable[str], gone: Iterable[tuple[str, int]]) -> bool:
    found = header.clear_header(path)
    if found is None or found.device not in mine:
        return False
    return any(each.chain == device and each.first <= seq <= each.last for each in found.spans for device, seq in gone)
