"""Who is who: the roster that this store goes by, and whether an author carries a kind of entry."""

from __future__ import annotations

from collections.abc import Mapping

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from fieldapp.desk.own import Self
from fieldapp.exchange.keys import unpack
from fieldapp.ledger.kinds import Role


class People:
    """Persons and their devices, as the latest roster known here has them; this store's own person from the first commit on."""

    def __init__(self, itself: Self, roles: Mapping[str, frozenset[Role]]) -> None:
        self._self = itself
        self._roles = roles

    def may_write(self, actor: str, device: str, kind: str) -> bool:
        """Whether this author, on this device, carries the kind; an unknown kind is judged by the version that knows it."""
        carried = self._roles.get(kind)
        if carried is None:
            return True
        role = self.role_of(actor, device)
        return role is not None and role in carried

    def role_of(self, actor: str, device: str) -> Role | None:
        """The role of a person on a device of theirs; None where the roster does not know them."""
        own_device = device.removesuffix("/access") == self._self.device
        return self._self.role if own_device and actor == self._self.person else None

    def public_of(self, device: str) -> Ed25519PublicKey | None:
        """The signing key of a device; None where nobody here knows it."""
        return unpack(self._self.keys).signer().public_key() if device == self._self.device else None
