"""Files beside the store, as rooms see them."""

from __future__ import annotations

from fieldapp.ledger.work import Attached
from fieldapp.vault import attachments
from fieldapp.vault.folder import StoreFolder


class Beside:
    """Keeps and reads files in the store's folder."""

    def __init__(self, places: StoreFolder) -> None:
        self._folder = places.attachments

    def put(self, content: bytes, media: str) -> Attached:
        """Encrypt and keep a file."""
        kept = attachments.keep(self._folder, content)
        return Attached(kept.key.hex(), kept.digest, kept.size, media)

    def get(self, attached: Attached) -> bytes:
        """The plain bytes again."""
        return attachments.read(self._folder, bytes.fromhex(attached.key), attached.digest)
