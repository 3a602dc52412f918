"""Kinds: what entries may say, who may say it, and the catalogue of all of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import ClassVar, Literal

import msgspec

from fieldapp.ledger.entry import Audience, Sealed, canonical

Role = Literal["worker", "officer", "supervisor", "office"]
"""worker: social worker · officer: juvenile probation officer · supervisor · office: the agency's office key itself."""

FIELD: frozenset[Role] = frozenset({"worker", "officer", "supervisor"})
"""Everybody who works with youths."""

LEAD: frozenset[Role] = frozenset({"supervisor"})
"""Those who decide, destroy and sign off."""


class Fact(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True, omit_defaults=True, gc=False):
    """What one entry says. A kind's name and version are a promise: a changed shape is a new version."""

    kind: ClassVar[str]
    version: ClassVar[int] = 1
    roles: ClassVar[frozenset[Role]] = FIELD
    audience: ClassVar[Audience] = "team"
    access: ClassVar[bool] = False
    outlives: ClassVar[bool] = False
    """Whether it still counts when an entry that it speaks of is withdrawn: a paper that is out is out."""

    def files(self) -> tuple[str, ...]:
        """Digests of the files beside the store that this fact names; they travel with its entry."""
        return ()

    def begins(self) -> tuple[str, ...]:
        """Ids of what this fact begins, by which later facts of the stream speak of it."""
        return ()

    def destroys(self) -> tuple[str, ...]:
        """Hashes (hex) of entries of the same stream whose bodies go because of this fact."""
        return ()


class Kinds:
    """The catalogue of kinds that this version of the app can read, by (kind, version)."""

    def __init__(self, kinds: Sequence[type[Fact]]) -> None:
        self._decoders: dict[tuple[str, int], msgspec.json.Decoder[Fact]] = {}
        self._types: dict[tuple[str, int], type[Fact]] = {}
        self.orders = frozenset(each.kind for each in kinds if each.destroys is not Fact.destroys)
        """Kinds that order others to be destroyed; no order reaches one of them."""
        self.outliving = self.orders | {each.kind for each in kinds if each.outlives}
        """Kinds that still count when what they speak of is withdrawn, and that nobody withdraws."""
        for each in kinds:
            key = (each.kind, each.version)
            if key in self._types:
                raise ValueError(f"kind {each.kind} {each.version} stands twice")
            self._types[key] = each
            self._decoders[key] = msgspec.json.Decoder(each)

    def read(self, sealed: Sealed) -> Fact | None:
        """The fact of an entry; None where its kind is unknown here, from a newer version, or not what its kind says."""
        decoder = self._decoders.get((sealed.kind, sealed.version))
        if decoder is None:
            return None
        try:
            return decoder.decode(sealed.body)
        except msgspec.MsgspecError:  # kept as it came, and of no effect, like one from a newer version
            return None

    def knows(self, sealed: Sealed) -> bool:
        """Whether this version knows an entry's kind, in that version of it."""
        return (sealed.kind, sealed.version) in self._types

    def files(self, sealed: Sealed) -> tuple[str, ...]:
        """Digests of the files that an entry names; most kinds name none, and are not read for it."""
        fact = self._read_for("files", sealed)
        return fact.files() if fact else ()

    def begun_by(self, sealed: Sealed) -> tuple[str, ...]:
        """Ids of what an entry begins."""
        fact = self._read_for("begins", sealed)
        return fact.begins() if fact else ()

    def _read_for(self, what: str, sealed: Sealed) -> Fact | None:
        """The fact of an entry whose kind has something to say to that."""
        found = self._types.get((sealed.kind, sealed.version))
        return None if found is None or getattr(found, what) is getattr(Fact, what) else self.read(sealed)

    def destroyed_by(self, sealed: Sealed) -> tuple[str, ...]:
        """Hashes of the entries that an entry orders to be destroyed; nearly all order nothing, and are not read for it."""
        fact = self.read(sealed) if sealed.kind in self.orders else None
        return fact.destroys() if fact else ()

    def roles(self) -> Mapping[str, frozenset[Role]]:
        """Who may write each kind."""
        return {kind: each.roles for (kind, _), each in self._types.items()}

    def all(self) -> tuple[type[Fact], ...]:
        """Every kind in the catalogue."""
        return tuple(self._types.values())


def body_of(fact: Fact) -> bytes:
    """A fact as the canonical bytes that are committed to and kept."""
    return canonical(fact)
