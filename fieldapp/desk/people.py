"""Who is who: the roster that this store goes by, and whether an author carries a kind of entry."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from fieldapp.clock import Instant
from fieldapp.desk.own import Self
from fieldapp.exchange.keys import unpack, verifier
from fieldapp.exchange.people import Roster
from fieldapp.exchange.validity import ends
from fieldapp.ledger.kinds import Role


def _never(_device: str, _seq: int) -> None:
    """Nothing came."""


class People:
    """Persons and their devices, as the latest roster known here has them; this store's own person from the first commit on."""

    def __init__(
        self, itself: Self, roles: Mapping[str, frozenset[Role]], received: Callable[[str, int], Instant | None] = _never
    ) -> None:
        """received: (device, place in its chain) -> by when that was surely here."""
        self._self = itself
        self._roles = roles
        self._received = received
        self._roster: Roster | None = None
        self._ends: Mapping[str, Instant] = {}

    def know(self, roster: Roster | None) -> None:
        """Go by another roster."""
        self._roster = roster
        found = ends(roster) if roster else {}
        self._ends = {device: until for device, until in found.items() if not self._is_own(device)}

    def ends(self) -> Mapping[str, Instant]:
        """When others' devices end. What is written on this laptop counts here: a night's work waits for nobody's signature."""
        return self._ends

    def in_time(self, device: str, seq: int, _at: Instant) -> bool:
        """Whether an entry that its own clock puts after the end was here by then, so that it was written before."""
        came = self._received(device, seq)
        return came is not None and came <= self._ends.get(device, came)

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
        return self._self.role if self._is_own(bare) and actor == self._self.person else None

    def _is_own(self, device: str) -> bool:
        return device == self._self.device or any(device == each.device for each in self._self.before)

    def public_of(self, device: str) -> Ed25519PublicKey | None:
        """The signing key of a device; None where nobody here knows it."""
        if device == self._self.device:
            return unpack(self._self.keys).signer().public_key()
        found = self._roster.find(device) if self._roster else None
        if found:
            return verifier(found[1].signing)
        before = next((each for each in self._self.before if each.device == device), None)
        return verifier(before.signing) if before else None
