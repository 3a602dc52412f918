"""Suites: by what a bundle's file key is sealed, looked up by the name in its header. One is in service; the next is a row more.

A suite's name stands in every label that anything is sealed, derived or signed under, so nothing of one is taken for another's.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from cryptography.hazmat.primitives import hpke

from fieldapp.exchange.keys import DeviceKeys, is_sealing_key, sealer


@dataclass(frozen=True, slots=True)
class Suite:
    """stanza_bytes: of a sealed file key · seal: (public key, file key, info) -> stanza · open: (device's keys, stanza, info) ->
    file key; InvalidTag or ValueError where it does not · public: a device's public key for it · accepts: whether bytes are one.
    """

    name: str
    stanza_bytes: int
    seal: Callable[[bytes, bytes, bytes], bytes]
    open: Callable[[DeviceKeys, bytes, bytes], bytes]
    public: Callable[[DeviceKeys], bytes]
    accepts: Callable[[bytes], bool]

    def label(self, purpose: str) -> bytes:
        """What stands before everything that is hashed, derived or signed for one purpose."""
        return f"fieldapp/{self.name}/{purpose}".encode()


_FX1 = hpke.Suite(hpke.KEM.MLKEM1024_P384, hpke.KDF.HKDF_SHA384, hpke.AEAD.AES_256_GCM)
FX1 = Suite(
    name="fx1",
    stanza_bytes=1_713,
    seal=lambda public, key, info: _FX1.encrypt(key, sealer(public), info=info),
    open=lambda keys, stanza, info: _FX1.decrypt(stanza, keys.opener(), info=info),
    public=lambda keys: keys.public().sealing,
    accepts=is_sealing_key,
)

IN_SERVICE: dict[str, Suite] = {FX1.name: FX1}
"""By name, the oldest first."""


def newest_for(recipients: Iterable[Mapping[str, bytes]]) -> Suite:
    """The newest that every recipient can open. recipients: of each, suite -> public key."""
    held = list(recipients)
    able = [each for each in IN_SERVICE.values() if all(each.accepts(keys.get(each.name, b"")) for keys in held)]
    return able[-1] if able else FX1
