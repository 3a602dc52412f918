"""What lies in the store's folder, as the desk sees it: attachments, and whether anything there is not as it was left."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from sqlalchemy import Engine

from fieldapp.clock import Clock, Instant
from fieldapp.desk import own
from fieldapp.errors import DestinationTrouble
from fieldapp.ledger import local
from fieldapp.ledger.work import Attached
from fieldapp.text import _, harmless
from fieldapp.vault import attachments, backup, changing, destroying, earlier, note, opening, rekeying, slots, store
from fieldapp.vault.folder import StoreFolder
from fieldapp.vault.kdf import Cost


class Beside:
    """The store's folder around an open database."""

    def __init__(self, places: StoreFolder, engine: Engine) -> None:
        self._places = places
        self._engine = engine

    def put(self, content: bytes, media: str) -> Attached:
        """Encrypt and keep a file."""
        kept = attachments.keep(self._places.attachments, content)
        return Attached(kept.key.hex(), kept.digest, kept.size, media)

    def get(self, attached: Attached) -> bytes:
        """The plain bytes again."""
        return attachments.read(self._places.attachments, bytes.fromhex(attached.key), attached.digest)

    def cipher(self, digest: str) -> bytes | None:
        """A file as it travels with its entry; None where it has not come."""
        return attachments.cipher_of(self._places.attachments, digest)

    def take(self, cipher: bytes) -> None:
        """Keep a file that came with its entry."""
        attachments.take(self._places.attachments, cipher)

    def remove(self, digest: str) -> None:
        """Take a file away; gone already is fine."""
        attachments.remove(self._places.attachments, digest)

    def slots(self) -> tuple[slots.AnySlot, ...]:
        """The ways into the store."""
        return slots.read(self._places.slots)

    def change_passphrase(self, old: str, new: str, clock: Clock, expect: changing.Expect, cost: Cost | None = None) -> bytes:
        """Another passphrase; returns the new digest of the file of ways in."""
        return changing.change_passphrase(self._places.root, old, new, clock, expect=expect, cost=cost)

    def back_up(self, to: Path, device: str, records: int, now: Instant) -> backup.Backup:
        """Copy everything that is kept here, database and files, into a folder of its own under `to`."""
        return backup.make(self._places, self._engine, to, device, records, now)

    def require_passphrase(self, passphrase: str, clock: Clock) -> None:
        """WrongPassphrase, counted as any, unless it opens the store."""
        opening.unlock(self._places.root, passphrase, clock)

    def overwrite_ways(self) -> None:
        """Leave no way into the store; DestinationTrouble where that cannot be done, and nothing was changed."""
        destroying.overwrite_ways(self._places)

    def remove_all(self) -> list[Path]:
        """Remove all that is kept here, once the desk is closed, and the stores kept beside; returns what is still there."""
        return destroying.remove(self._places) + self.destroy_earlier()

    def destroy_earlier(self) -> list[Path]:
        """Destroy the stores kept beside; returns what is still there."""
        return [path for each in self.earlier() for path in destroying.destroy_earlier(StoreFolder(each))]

    def earlier(self) -> list[Path]:
        """Stores that lay here before this one was restored, kept beside it."""
        return earlier.found_beside(self._places.root)

    def fresh_key(self, old: str, new: str, agency: bytes, clock: Clock, cost: Cost | None = None) -> rekeying.Fresh:
        """A new data key with its ways in, once the old passphrase was right; nothing of it is written yet."""
        self.require_passphrase(old, clock)
        return rekeying.fresh(self._places, new, agency, clock(), cost)

    def rekey(self, made: rekeying.Fresh) -> None:
        """Encrypt the database anew, and see that the new key opens it. Where it fails the connection is of no use any more."""
        with self._engine.connect() as connection:
            store.rekey(connection, made.key.database())
        if not store.opens(self._places.database, made.key.database()):
            raise DestinationTrouble(_("The disk has no room to encrypt everything anew, or is not answering."))

    def is_cut_short(self) -> bool:
        """Whether old and new ways in stand beside each other."""
        return rekeying.is_cut_short(self._places)

    def digests_with(self, made: rekeying.Fresh) -> tuple[bytes, bytes]:
        """What the file of ways in will be on the way, and in the end."""
        return rekeying.digests(self._places, made)

    def stand_beside(self, made: rekeying.Fresh) -> None:
        """Put the new ways in beside the old."""
        rekeying.stand_beside(self._places, made)

    def settle_ways(self, made: rekeying.Fresh) -> bytes:
        """Keep the ways in that lead to the key that the database has now; returns the slots' digest."""
        new = made.key.database()
        return rekeying.settle(self._places, made.planned(), new if store.opens(self._places.database, new) else b"")

    def left_notes(self) -> tuple[Path, ...]:
        """Notes left while the store was locked, still sealed."""
        return tuple(note.left(self._places))

    def damage(self) -> list[str]:
        """Pages of the database whose seal is broken, free ones included."""
        return store.damage(self._engine)

    def apart(self) -> list[str]:
        """Where pages of the database, whole each by itself, do not fit each other."""
        return store.apart(self._engine)

    def changed(self) -> Iterator[tuple[str, str]]:
        """(file, sentence) for each file that is not as it was left, or does not belong in the folder."""
        with self._engine.connect() as connection:
            ways, key = self._places.slots, self._places.note_key
            left = (
                (ways, own.knows_slots(connection, slots.digest(ways))),
                (key, local.get(connection, own.NOTE_DIGEST) == slots.digest(key)),
            )
            for path, is_own in left:
                if not is_own:
                    yield path.name, _("The file “{name}” is not the one that this store left there.").format(name=path.name)
        for path in sorted(self._places.attachments.iterdir()):
            if not attachments.is_whole(self._places.attachments, path.name):
                yield harmless(path.name), _("An attached file is damaged.")
        for path in self._places.strangers():
            name = harmless(path.name)
            yield name, _("“{name}” does not belong in the store's folder.").format(name=name)
