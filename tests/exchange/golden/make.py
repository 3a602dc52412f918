"""How the golden bundle was made, once: fixed keys and entries, sealed by the code of the first version that wrote fx1.

Sealing takes no given randomness, so running this again makes another bundle; the one beside it stays as it is.
"""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

from fieldapp.exchange import bundle, header
from fieldapp.exchange.keys import DeviceKeys
from fieldapp.ledger.entry import GENESIS, Entry, Sealed, canonical, commitment_of, hash_of

HERE = Path(__file__).resolve().parent


def stream(label: str, size: int) -> bytes:
    """Bytes that anybody can make again from a label."""
    return hashlib.shake_256(label.encode()).digest(size)


def keys(label: str) -> DeviceKeys:
    """A device's fixed keys; the curve's number stays below the order of the group."""
    return DeviceKeys(stream(f"{label}/sign", 32), stream(f"{label}/seed", 64), b"\0" + stream(f"{label}/number", 47))


def name(label: str) -> str:
    """A fixed opaque id."""
    return "".join("abcdefghijklmnopqrstuvwxyz234567"[byte % 32] for byte in stream(label, 25)) + "a"


def entries(by: DeviceKeys, device: str, actor: str) -> list[Entry]:
    """Three entries of one chain; the second without its body."""
    made: list[Entry] = []
    prev = GENESIS
    for seq in range(1, 4):
        body = canonical({"n": seq, "text": "Golden sample, señal, nothing real"})
        sealed = Sealed(stream(f"salt/{seq}", 32), "trial.golden", 1, "America/Los_Angeles", body)
        bare = Entry(
            hash=b"",
            device=device,
            seq=seq,
            prev=prev,
            at=1_795_000_000_000 + seq,
            stream=name("youth"),
            actor=actor,
            audience="privileged" if seq == 2 else "team",
            after=(),
            commitment=commitment_of(sealed),
            signature=b"",
            sealed=None if seq == 2 else sealed,
        )
        prev = hash_of(bare)
        fields = {each: getattr(bare, each) for each in Entry.__struct_fields__}
        made.append(Entry(**{**fields, "hash": prev, "signature": by.signer().sign(prev)}))
    return made


def make() -> None:
    """Write the bundle and its vectors."""
    sender, recipients = keys("sender"), (keys("first"), keys("second"))
    device, person = name("device"), name("person")
    bare = header.Header(
        suite="fx1",
        form="range",
        person=person,
        device=device,
        number=7,
        recipients=(
            header.Recipient(name("first device"), 3, stream("previous", 32)),
            header.Recipient(name("second device"), 1, bytes(32)),
        ),
        spans=(header.Span(device, 1, 3),),
        heads=(header.Head(device, 3, entries(sender, device, person)[-1].hash),),
        roster_version=2,
        created=1_795_000_100_000,
        counted=b"",
    )
    file = stream("file", 70_000)
    sealing = [each.public().sealing for each in recipients]
    made = bundle.seal(bare, entries(sender, device, person), [(hashlib.sha256(file).digest(), file)], sealing, sender)
    path = HERE / "fx1-range.fxb"
    path.write_bytes(made.content)
    opened = bundle.open_for(path, name("first device"), recipients[0])
    raw = header.encode(opened.header)
    vectors = {
        "suite": "fx1: HPKE ML-KEM-1024 + P-384, HKDF-SHA-384, AES-256-GCM; chunks AES-256-GCM; Ed25519",
        "bundle_sha256": made.digest.hex(),
        "header": raw.hex(),
        "header_hash": opened.bound.hex(),
        "file_key": opened.key.hex(),
        "mac": made.content[opened.starts - header.MAC_BYTES : opened.starts].hex(),
        "entry_hashes": [each.hash.hex() for each in opened.entries()],
        "file_sha256": hashlib.sha256(file).hexdigest(),
        "sender_signing": sender.public().signing.hex(),
        "words_of_first": " ".join(_words(recipients[0])),
    }
    (HERE / "fx1-range.json").write_text(json.dumps(vectors, indent=1) + "\n", encoding="utf-8")


def _words(device: DeviceKeys) -> tuple[str, ...]:
    from fieldapp.exchange.keys import eight_words

    return eight_words(device.public())


if __name__ == "__main__":
    make()
