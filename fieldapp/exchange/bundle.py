"""A bundle, sealed and opened: suite fx1. The file key is sealed to each recipient by HPKE; the content is compressed, padded to
whole chunks, encrypted chunk by chunk with a mark on the last; inside, a signature covers header and content.

Content, before compression: each entry behind its length, each file behind its hash and length, then the signature (64).
"""

from __future__ import annotations

import hashlib
import hmac
import os
import struct
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO, BinaryIO, cast

import msgspec
import zstandard
from cryptography.exceptions import InvalidSignature, InvalidTag
from cryptography.hazmat.primitives import hpke
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from fieldapp.exchange import header as head
from fieldapp.exchange.header import Header
from fieldapp.exchange.keys import DeviceKeys, sealer
from fieldapp.exchange.refusals import refused
from fieldapp.ledger.entry import BODY_CAP, Entry, framed

CHUNK = 64 * 1024
TAG = 16
FILE_CAP = 25 * 1024 * 1024 + TAG
_RECORD_CAP = BODY_CAP + 64 * 1024
_SUITE = hpke.Suite(hpke.KEM.MLKEM1024_P384, hpke.KDF.HKDF_SHA384, hpke.AEAD.AES_256_GCM)
_LENGTH, _LONG = struct.Struct(">I"), struct.Struct(">Q")
_SIGNATURE = 64
_EXPORT = b"fieldapp/fx1/export"
_pack, _unpack = msgspec.msgpack.Encoder(), msgspec.msgpack.Decoder(Entry)


@dataclass(frozen=True, slots=True)
class Sealed:
    """A bundle ready to be put somewhere."""

    content: bytes
    digest: bytes


def seal(
    bare: Header, entries: Iterable[Entry], files: Iterable[tuple[bytes, bytes]], sealing: Iterable[bytes], by: DeviceKeys
) -> Sealed:
    """Make a bundle. bare: its header with no sizes yet · files: (SHA-256, content) · sealing: each recipient's public key."""
    packed = _Packed()
    for entry in entries:
        packed.entry(entry)
    for digest, content in files:
        packed.file(digest, content)
    whole = msgspec.structs.replace(bare, counted=packed.sizes().pack())
    raw = head.encode(whole)
    bound = head.hash_of(raw)
    plain = packed.finished(by.signer().sign(framed(_EXPORT, bound, packed.digest())))
    key = os.urandom(32)
    stanzas = b"".join(_SUITE.encrypt(key, sealer(each), info=b"fieldapp/fx1/key" + bound) for each in sealing)
    before = head.start(raw) + stanzas
    content = before + _mac(key, before) + b"".join(_chunks(key, plain))
    return Sealed(content, hashlib.sha256(content).digest())


class _Packed:
    """Entries and files, compressed as they come."""

    def __init__(self) -> None:
        self._zip = zstandard.ZstdCompressor(level=3).compressobj()
        self._hash = hashlib.sha256()
        self._parts: list[bytes] = []
        self._entries = self._records = self._files = 0

    def entry(self, entry: Entry) -> None:
        record = _pack.encode(entry)
        self._entries += 1
        self._records += _LENGTH.size + len(record)
        self._add(_LENGTH.pack(len(record)) + record)

    def file(self, digest: bytes, content: bytes) -> None:
        self._files += len(digest) + _LONG.size + len(content)
        self._add(digest + _LONG.pack(len(content)) + content)

    def _add(self, raw: bytes) -> None:
        self._hash.update(raw)
        self._parts.append(self._zip.compress(raw))

    def sizes(self) -> head.Sizes:
        return head.Sizes(self._entries, self._records, self._files)

    def digest(self) -> bytes:
        return self._hash.digest()

    def finished(self, signature: bytes) -> bytes:
        zipped = b"".join((*self._parts, self._zip.compress(signature), self._zip.flush()))
        plain = _LONG.pack(len(zipped)) + zipped
        return plain + bytes(-len(plain) % CHUNK)


def _mac(key: bytes, before: bytes) -> bytes:
    return hmac.digest(framed(b"fieldapp/fx1/mac-key", key), before, "sha256")


def _chunks(key: bytes, plain: bytes) -> Iterator[bytes]:
    cipher = AESGCM(framed(b"fieldapp/fx1/payload-key", key))
    total = len(plain) // CHUNK
    for number in range(total):
        yield cipher.encrypt(_nonce(number, last=number == total - 1), plain[number * CHUNK : (number + 1) * CHUNK], None)


def _nonce(number: int, *, last: bool) -> bytes:
    return number.to_bytes(11, "big") + bytes([last])


@dataclass(frozen=True, slots=True)
class Opened:
    """A bundle whose file key was opened; nothing of it may be believed before `verify` has gone through all of it."""

    path: Path
    header: Header
    bound: bytes
    key: bytes
    starts: int

    def entries(self) -> Iterator[Entry]:
        """The entries, as they stand in the file; call `verify` first."""
        with self.path.open("rb") as file:
            yield from _Content(self, file).entries()

    def files(self) -> Iterator[tuple[bytes, bytes]]:
        """(SHA-256, content) of each file; call `verify` first."""
        with self.path.open("rb") as file:
            content = _Content(self, file)
            for _entry in content.entries():
                pass
            yield from content.files()


def open_for(path: Path, device: str, keys: DeviceKeys) -> Opened:
    """Open a bundle's key for this device. Raises BundleRefused, and nothing else, for whatever is wrong with the file."""
    try:
        with path.open("rb") as file:
            found, raw = head.read(file)
            place = found.place_of(device)
            if place is None:
                raise refused("not_for_us")
            stanzas = file.read(len(found.recipients) * head.STANZA_BYTES)
            mac = file.read(head.MAC_BYTES)
    except OSError as error:
        raise refused("unreadable") from error
    if len(mac) < head.MAC_BYTES:
        raise refused("cut")
    bound = head.hash_of(raw)
    stanza = stanzas[place * head.STANZA_BYTES : (place + 1) * head.STANZA_BYTES]
    try:
        key = _SUITE.decrypt(stanza, keys.opener(), info=b"fieldapp/fx1/key" + bound)
    except (InvalidTag, ValueError) as error:
        raise refused("altered") from error
    if len(key) != 32 or not hmac.compare_digest(mac, _mac(key, head.start(raw) + stanzas)):
        raise refused("altered")
    return Opened(path, found, bound, key, head.length_before_chunks(raw, len(found.recipients)))


def verify(opened: Opened, signing: bytes) -> Iterator[Entry]:
    """Go through the whole bundle, handing out each entry to be checked on; at the end last chunk, sizes, file hashes and the
    signature of the sender (`signing`: public key) are known to hold, or BundleRefused was raised.
    """
    with opened.path.open("rb") as file:
        content = _Content(opened, file)
        yield from content.entries()
        for digest, blob in content.files():
            if hashlib.sha256(blob).digest() != digest:
                raise refused("altered")
        content.check_end(signing)


class _Content:
    """The decrypted, decompressed content of one bundle, read once from front to back."""

    def __init__(self, opened: Opened, file: BinaryIO) -> None:
        self._opened = opened
        self._sizes = opened.header.sizes
        file.seek(opened.starts)
        self._plain = _Plain(file, opened.key)
        self._hash = hashlib.sha256()
        self._stream = zstandard.ZstdDecompressor(max_window_size=2**27).stream_reader(
            cast("IO[bytes]", self._plain), read_size=CHUNK
        )

    def entries(self) -> Iterator[Entry]:
        left = self._sizes.records
        for _number in range(self._sizes.entries):
            length = _LENGTH.unpack(self._take(_LENGTH.size))[0]
            left -= _LENGTH.size + length
            if length > _RECORD_CAP or left < 0:
                raise refused("too_large")
            try:
                yield _unpack.decode(self._take(length))
            except (msgspec.MsgspecError, UnicodeError, ValueError) as error:
                raise refused("unreadable") from error
        if left:
            raise refused("altered")

    def files(self) -> Iterator[tuple[bytes, bytes]]:
        left = self._sizes.files
        while left > 0:
            digest, size = self._take(32), _LONG.unpack(self._take(_LONG.size))[0]
            left -= 32 + _LONG.size + size
            if size > FILE_CAP or left < 0:
                raise refused("too_large")
            yield digest, self._take(size)

    def check_end(self, signing: bytes) -> None:
        said = framed(_EXPORT, self._opened.bound, self._hash.digest())
        signature = self._read(_SIGNATURE)
        if len(signature) != _SIGNATURE or self._read(1):
            raise refused("altered")
        self._plain.check_end()
        try:
            Ed25519PublicKey.from_public_bytes(signing).verify(signature, said)
        except (InvalidSignature, ValueError) as error:
            raise refused("altered") from error

    def _take(self, size: int) -> bytes:
        raw = self._read(size)
        if len(raw) != size:
            raise refused("cut")
        self._hash.update(raw)
        return raw

    def _read(self, size: int) -> bytes:
        parts = []
        while size > 0:
            try:
                part = self._stream.read(min(size, 1 << 20))
            except zstandard.ZstdError as error:
                raise refused("altered") from error
            if not part:
                break
            parts.append(part)
            size -= len(part)
        return b"".join(parts)


class _Plain:
    """The chunks of a bundle, decrypted one at a time; `read` gives the compressed content without its padding."""

    def __init__(self, file: BinaryIO, key: bytes) -> None:
        self._file = file
        self._cipher = AESGCM(framed(b"fieldapp/fx1/payload-key", key))
        self._number = 0
        self._ahead = file.read(CHUNK + TAG)
        self._held = b""
        self._last = False
        self._left = _LONG.unpack(self._next()[: _LONG.size])[0]
        self._held = self._held[_LONG.size :]

    def read(self, size: int = -1) -> bytes:
        """Up to so many bytes of compressed content."""
        if self._left <= 0:
            return b""
        if not self._held:
            if self._last:
                raise refused("cut")
            self._next()
        size = min(len(self._held), self._left, size if size >= 0 else CHUNK)
        part, self._held = self._held[:size], self._held[size:]
        self._left -= size
        return part

    def check_end(self) -> None:
        """Nothing but zeros is left, and the last chunk has been seen."""
        if any(self._held) or not self._last:
            raise refused("altered" if self._last else "cut")

    def _next(self) -> bytes:
        raw, self._ahead = self._ahead, self._file.read(CHUNK + TAG)
        self._last = not self._ahead
        if len(raw) != CHUNK + TAG:
            raise refused("cut")
        try:
            self._held = self._cipher.decrypt(_nonce(self._number, last=self._last), raw, None)
        except InvalidTag as error:
            raise refused("cut" if self._last and self._goes_on(raw) else "altered") from error
        self._number += 1
        return self._held

    def _goes_on(self, raw: bytes) -> bool:
        """Whether a last chunk is whole but was not made to be the last."""
        with suppress(InvalidTag):
            return bool(self._cipher.decrypt(_nonce(self._number, last=False), raw, None))
        return False
