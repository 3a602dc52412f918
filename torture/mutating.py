"""Values as no honest program writes them: wrong types, lengths, numbers, doubled and missing fields, in msgpack and in JSON."""

from __future__ import annotations

import random
from typing import Any

import msgspec

_NUMBERS = (0, -1, 1, 255, 2**31, 2**32, 2**53, 2**63 - 1, 2**63, 2**64 - 1, -(2**31), -(2**63))
_TEXTS = ("", "x", "\0", "a" * 26, "A" * 26, "ñ", "e\u0301", "\u202e", "../../x", "a" * 70_000, "range", "roster", "fx1", "team")
_DEEP = 6_000
_RAW = (
    b"\x91" * _DEEP + b"\xc0",  # lists in lists
    b"\x81\xa1a" * _DEEP + b"\xc0",  # maps in maps
    b"\xa4\xff\xfe\xfd\xfc",  # text that is no UTF-8
    b"\xa3\xed\xa0\x80",  # half of a pair
    b"\xdb\xff\xff\xff\xff",  # text, and bytes, lists and maps of 4 GB
    b"\xc6\xff\xff\xff\xff",
    b"\xdd\xff\xff\xff\xff",
    b"\xdf\xff\xff\xff\xff",
    b"\xcf\x00\x00\x00\x00\x00\x00\x00\x01",  # 1, longer than need be
    b"\xc1",  # what never stands there
    b"\xd6\xff\x00\x00\x00\x00",  # a time
    b"\xc7\x03\x2a\x01\x02\x03",  # a type that nobody knows
    b"",
)
_BODIES = (
    b"{}", b"[]", b"null", b"", b"{", b'{"a":1.5}', b'{"a":1e999}', b'{"a":NaN}', b'{"a":1,"a":2}', b'{"b":1,"a":2}',
    b'{"a":"\\ud800"}', b'{"a":"\xff"}', b'{"a":' + b"[" * _DEEP + b"]" * _DEEP + b"}", b'{"a":' + b"9" * 5_000 + b"}",
    *(b'{"a":' + b"[" * deep + b"1234567890123456" + b"]" * deep + b"}" for deep in (50, 400, 600, 900, 960)),
    *(b'{"a":' + b"[" * deep + b"1" + b"]" * deep + b"}" for deep in (60, 600, 900, 940, 960, 970)),
    b"[" * _DEEP, b'{"a":' * _DEEP, b'{"\\u0000":1}', b'{"a": 1}',
)  # fmt: skip


def odd(dice: random.Random, *, packed: bool) -> Any:  # noqa: ANN401 - any shape is the point
    """A value that was not meant. packed: for msgpack, else for JSON."""
    plain = (None, True, 1.5, float("inf"), [], {}, [[]], {"a": 1}, dice.choice(_NUMBERS), dice.choice(_TEXTS))
    if not packed:
        return dice.choice(plain)
    sizes = (0, 1, 31, 32, 33, 64, 70_000)
    return dice.choice((*plain, dice.randbytes(dice.choice(sizes)), msgspec.Raw(dice.choice(_RAW)), bytes(32)))


def mutated(value: Any, dice: random.Random, *, packed: bool = True) -> Any:  # noqa: ANN401 - as above
    """A copy in which one place is another, is gone, is there twice, or has a neighbor too many."""
    inner, otherwise = dice.random() < 0.9, dice.random() < 0.5
    if isinstance(value, dict) and value and inner:
        return _object(value, dice, packed=packed)
    if isinstance(value, list | tuple) and value and inner:
        return _list(list(value), dice, packed=packed)
    if otherwise and value and not isinstance(value, bool | float | dict | list | tuple):
        return _near(value, dice)
    return odd(dice, packed=packed)


def _object(value: dict[str, Any], dice: random.Random, *, packed: bool) -> dict[str, Any]:
    key = dice.choice(sorted(value))
    fresh = {each: held for each, held in value.items() if each != key}
    if dice.random() < 0.8:
        fresh[key] = mutated(value[key], dice, packed=packed)
    return {**fresh, "zz": odd(dice, packed=packed)} if dice.random() < 0.1 else fresh


def _list(held: list[Any], dice: random.Random, *, packed: bool) -> list[Any]:
    place, what = dice.randrange(len(held)), dice.randrange(10)
    before, behind = held[:place], held[place + 1 :]
    if what < 6:
        return [*before, mutated(held[place], dice, packed=packed), *behind]
    if what == 6:
        return dice.sample(held, len(held))
    return [*before, *([], [held[place], held[place]], [odd(dice, packed=packed), held[place]])[what - 7], *behind]


def _near(value: Any, dice: random.Random) -> Any:  # noqa: ANN401 - as above
    if isinstance(value, int):
        return value + dice.choice((-1, 1, 256, -value))
    if isinstance(value, bytes):
        return dice.choice((value[:-1], value + b"\0", value[:-1] + bytes([value[-1] ^ 1]), value * 2))
    return dice.choice((value[:-1], value + "a", value.upper(), value[::-1], value + "\0")) if isinstance(value, str) else None


def bytes_mutated(raw: bytes, dice: random.Random) -> bytes:
    """Bytes of which some are others, gone, doubled, or new."""
    for _each in range(dice.randrange(1, 4)):
        place, size = dice.randrange(len(raw) + 1), dice.choice((1, 1, 2, 4, 16))
        raw = dice.choice(
            (
                raw[:place] + dice.randbytes(size) + raw[place + size :],
                raw[:place] + raw[place + size :],
                raw[:place] + raw[place : place + size] * 2 + raw[place + size :],
                raw[:place] + dice.choice((b"\xff", b"\0")) * size + raw[place:],
                raw[:place],
            )
        )
    return raw


def body(raw: bytes, dice: random.Random) -> bytes:
    """A body that is not what its kind says; often still in the one accepted form, so that it is read further."""
    if dice.random() < 0.2:
        return dice.choice(_BODIES)
    try:
        said = msgspec.json.decode(raw)
        return msgspec.json.encode(mutated(said, dice, packed=False), order="sorted")
    except (msgspec.MsgspecError, ValueError, OverflowError):
        return dice.choice(_BODIES)
