"""What an act and a query are handed: a view of the rows, and for acts the pen that writes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from sqlmodel import Session

from fieldapp.clock import HOME_ZONE, Instant
from fieldapp.errors import NotAllowed
from fieldapp.ledger.entry import Entry
from fieldapp.ledger.kinds import Fact, Role
from fieldapp.text import _


@dataclass(frozen=True, slots=True)
class Me:
    """The person at the desk."""

    person: str
    name: str
    role: Role
    device: str


@dataclass(frozen=True, slots=True)
class Attached:
    """A file kept beside the store under its own key; all of it stands in the entry's body.

    key: 32 bytes, hex · digest: SHA-256 of the ciphertext, hex · size: bytes of the plain file · media: its type.
    """

    key: str
    digest: str
    size: int
    media: str


class Attachments(Protocol):
    """Files beside the store."""

    def put(self, content: bytes, media: str) -> Attached:
        """Encrypt and keep a file."""

    def get(self, attached: Attached) -> bytes:
        """The plain bytes again; raises Trouble where the file has not come or is damaged."""


class View:
    """What a query reads from: rows through a session, who asks, and when."""

    def __init__(self, session: Session, me: Me, now: Instant, attachments: Attachments) -> None:
        self.session = session
        self.me = me
        self.now = now
        self.attachments = attachments


Writer = Callable[[str, Fact, Instant, str], Entry]


class Work(View):
    """What an act writes through; everything it writes lands in one commit."""

    def __init__(self, session: Session, me: Me, now: Instant, attachments: Attachments, writer: Writer) -> None:
        super().__init__(session, me, now, attachments)
        self._writer = writer
        self.written: list[tuple[Entry, Fact]] = []
        self.alone: set[bytes] = set()
        """Entries (by hash) that no other room answers."""

    def write(self, stream: str, fact: Fact, *, zone: str = HOME_ZONE, alone: bool = False) -> Entry:
        """Sign and add an entry; refused where the role does not carry it. alone: no other room answers it."""
        if self.me.role not in fact.roles:
            raise NotAllowed(
                _("Your role does not carry this step."), _("Ask your supervisor to record it, or to enroll you in that role.")
            )
        entry = self._writer(stream, fact, self.now, zone)
        self.written.append((entry, fact))
        if alone:
            self.alone.add(entry.hash)
        return entry
