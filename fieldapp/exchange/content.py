"""The content of a bundle: entries and files, hashed, compressed, padded to whole chunks, each encrypted with a mark on the last.

Before compression: each entry behind its length, each file behind its hash and length, then the signature (64).
"""

from __future__ import annotations

import hashlib
import struct
from collections.abc import Iterator
from contextlib import suppress
from types import TracebackType
from typing import IO, BinaryIO, Self, cast

import msgspec
import zstandard
from cryptography.exceptions import InvalidSignature, InvalidTag
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from fieldapp.ahead import Ahead
from fieldapp.exchange.header import NUMBER_CAP, Sizes
from fieldapp.exchange.refusals import refused
from fieldapp.exchange.suites import Suite
from fieldapp.ledger.entry import BODY_CAP, Entry, framed
from fieldapp.turns import give_way

CHUNK = 64 * 1024
TAG = 16
FILE_CAP = 25 * 1024 * 1024 + TAG
_RECORD_CAP = BODY_CAP + 64 * 1024
_LENGTH, _LONG = struct.Struct(">I"), struct.Struct(">Q")
_SIGNATURE, _BLOCK = 64, 256 * 1024
_WINDOW = 8 * 1024 * 1024
"""Four times what the level below looks back: a frame that asks for more memory than that was made by something else."""
_pack, _unpack = msgspec.msgpack.Encoder(), msgspec.msgpack.Decoder(Entry)


def signed(suite: Suite, bound: bytes, digest: bytes) -> bytes:
    """What the sender signs: header and content."""
    return framed(suite.label("export"), bound, digest)


class Packed:
    """Entries and files, compressed as they come."""

    def __init__(self) -> None:
        self._zip = zstandard.ZstdCompressor(level=3).compressobj()
        self._hash = hashlib.sha256()
        self._parts: list[bytes] = []
        self._entries = self._records = self._files = 0

    def entry(self, entry: Entry) -> None:
        """Add an entry."""
        record = _pack.encode(entry)
        self._entries += 1
        self._records += _LENGTH.size + len(record)
        self._add(_LENGTH.pack(len(record)) + record)

    def file(self, digest: bytes, content: bytes) -> None:
        """Add a file."""
        self._files += len(digest) + _LONG.size + len(content)
        self._add(digest + _LONG.pack(len(content)) + content)

    def _add(self, raw: bytes) -> None:
        self._hash.update(raw)
        self._parts.append(self._zip.compress(raw))

    def sizes(self) -> Sizes:
        """How much was added, before compression."""
        return Sizes(self._entries, self._records, self._files)

    def digest(self) -> bytes:
        """The hash of all that was added."""
        return self._hash.digest()

    def finished(self, signature: bytes) -> bytes:
        """Everything and the signature, compressed and padded."""
        zipped = b"".join((*self._parts, self._zip.compress(signature), self._zip.flush()))
        plain = _LONG.pack(len(zipped)) + zipped
        return plain + bytes(-len(plain) % CHUNK)


def chunks(suite: Suite, key: bytes, plain: bytes) -> Iterator[bytes]:
    """Each chunk, encrypted."""
    cipher = _cipher(suite, key)
    total = len(plain) // CHUNK
    for number in range(total):
        yield cipher.encrypt(_nonce(number, last=number == total - 1), plain[number * CHUNK : (number + 1) * CHUNK], None)


def _cipher(suite: Suite, key: bytes) -> AESGCM:
    return AESGCM(framed(suite.label("payload-key"), key))


def _nonce(number: int, *, last: bool) -> bytes:
    return number.to_bytes(11, "big") + bytes([last])


class Content:
    """The decrypted, decompressed content of one bundle, read once from front to back; while a block is gone through, the next is
    decrypted, decompressed and hashed beside it. Close it before its file.

    file: open where the chunks begin · key: the file key · bound: the hash of the header · proven: it was gone through to its end
    before, so it need not be hashed again.
    """

    def __init__(self, file: BinaryIO, suite: Suite, key: bytes, sizes: Sizes, bound: bytes, *, proven: bool = False) -> None:
        self._suite = suite
        self._sizes = sizes
        self._bound = bound
        self._plain = _Plain(file, _cipher(suite, key))
        self._hash = None if proven else hashlib.sha256()
        self._covered = self._sizes.records + self._sizes.files
        self._block, self._at = b"", 0
        self._ahead = Ahead(self._next_block)
        self._stream = zstandard.ZstdDecompressor(max_window_size=_WINDOW).stream_reader(
            cast("IO[bytes]", self._plain), read_size=CHUNK
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._ahead.__exit__(kind, error, trace)

    def entries(self) -> Iterator[Entry]:
        """Each entry; nothing of it may be believed yet."""
        left = self._sizes.records
        for _number in range(self._sizes.entries):
            give_way()
            if len(self._block) - self._at < _LENGTH.size:
                self._fill(_LENGTH.size)
            (length,) = _LENGTH.unpack_from(self._block, self._at)
            left -= _LENGTH.size + length
            if length > _RECORD_CAP or left < 0:
                raise refused("too_large")
            self._at += _LENGTH.size
            yield _entry_of(self._take(length))
        if left:
            raise refused("altered")

    def files(self) -> Iterator[tuple[bytes, bytes]]:
        """(SHA-256 as claimed, content) of each file, once the entries were gone through."""
        left = self._sizes.files
        while left > 0:
            digest, size = self._take(32), _LONG.unpack(self._take(_LONG.size))[0]
            left -= 32 + _LONG.size + size
            if size > FILE_CAP or left < 0:
                raise refused("too_large")
            yield digest, self._take(size)

    def check_end(self, signing: bytes) -> None:
        """Nothing is left, and the sender (`signing`: public key) signed all of it."""
        if self._hash is None or self._covered:
            raise refused("altered")
        said = signed(self._suite, self._bound, self._hash.digest())
        signature = self._read(_SIGNATURE)
        if len(signature) != _SIGNATURE or self._read(1):
            raise refused("altered")
        self._plain.check_end()
        try:
            Ed25519PublicKey.from_public_bytes(signing).verify(signature, said)
        except (InvalidSignature, ValueError) as error:
            raise refused("altered") from error

    def _take(self, size: int) -> bytes:
        """So many bytes of what the signature covers."""
        if len(self._block) - self._at < size:
            if size > _BLOCK:
                return self._gathered(size)
            self._fill(size)
        raw = self._block[self._at : self._at + size]
        self._at += size
        return raw

    def _gathered(self, size: int) -> bytes:
        """The same for a file of many blocks, no byte of which is held more than twice."""
        parts = [self._block[self._at :]]
        left = size - len(parts[0])
        while left > 0:
            block = self._another()
            parts.append(block[:left])
            self._block, self._at = block, min(left, len(block))
            left -= len(block)
        return b"".join(parts)

    def _fill(self, size: int) -> None:
        parts = [self._block[self._at :]]
        left = size - len(parts[0])
        while left > 0:
            parts.append(self._another())
            left -= len(parts[-1])
        self._block, self._at = b"".join(parts), 0

    def _another(self) -> bytes:
        block = self._ahead.take()
        if not block:
            raise refused("cut")
        if self._covered:
            self._ahead.start()
        return block

    def _next_block(self) -> bytes:
        """The next piece of what the signature covers; on whichever thread."""
        block = self._read(min(_BLOCK, self._covered))
        self._covered -= len(block)
        if self._hash is not None:
            self._hash.update(block)
        return block

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


def _entry_of(record: bytes) -> Entry:
    try:
        entry = _unpack.decode(record)
    except (msgspec.MsgspecError, UnicodeError, ValueError, RecursionError) as error:
        raise refused("unreadable") from error
    if not 0 < entry.seq < NUMBER_CAP or (entry.sealed is not None and not 0 <= entry.sealed.version < NUMBER_CAP):
        raise refused("unreadable")  # no database could hold it
    return entry


class _Plain:
    """The chunks of a bundle, decrypted one at a time; `read` gives the compressed content without its padding."""

    def __init__(self, file: BinaryIO, cipher: AESGCM) -> None:
        self._file = file
        self._cipher = cipher
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
