"""Who is who: the roster that this store goes by, and whether an author carries a kind of entry."""

from __future__ import annotations

from collections.abc import Mapping

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from fieldapp.desk.own import Self
from fieldapp.exchange.keys import unpack, verifier
from fieldapp.exchange.people import Roster
from fieldapp.ledger.kinds import Role


class People:
    """Persons and their devices, as the latest roster known here has them; this store's own person from the first commit on."""

    def __init__(self, itself: Self, roles: Mapping[str, frozenset[Role]]) -> None:
        self._self = itself
        self._roles = roles
        self._roster: Roster | None = None

    def know(self, roster: Roster | None) -> None:
        """Go by another roster."""
        self._roster = roster

    def may_write(self, actor: str, device: str, kind: str) -> bool:
        """Whether this author, on this device, carries the kind; an unknown kind is judged by the version that knows it."""
        carried = self._roles.get(kind)
        if carried is None:
            return True
        role = self.role_of(actor, device)
        return role is not None and role in carried

    def role_of(self, actor: str, device: str) -> Role | None:
        """The role of a person on a device of theirs: the one the roster has confirmed, else for oneself the one of set-up."""
        bare = device.removesuffix("/access")
        found = self._roster.find(bare) if self._roster else None
        if found is not None:
            return found[0].role if found[0].id == actor else None
        own = bare == self._self.device or any(bare == each.device for each in self._self.before)
        return self._self.role if own and actor == self._self.person else None

    def public_of(self, device: str) -> Ed25519PublicKey | None:
        """The signing key of a device; None where nobody here knows it."""
        if device == self._self.device:
            return unpack(self._self.keys).signer().public_key()
        found = self._roster.find(device) if self._roster else None
        if found:
            return verifier(found[1].signing)
        before = next((each for each in self._self.before if each.device == device), None)
        return verifier(before.signing) if before else None
