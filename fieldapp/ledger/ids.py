"""Opaque ids: 16 random bytes in lower-case base32, minted once and never reassigned."""

from __future__ import annotations

import base64
import re
import secrets

_FORM = re.compile(r"[a-z2-7]{26}(/access)?")
AGENCY = "agency"


def new_id() -> str:
    """A fresh id of 26 characters."""
    return base64.b32encode(secrets.token_bytes(16)).decode().rstrip("=").lower()


def is_id(text: str) -> bool:
    """Whether a text has the form of an id (a device's access chain ends in "/access")."""
    return _FORM.fullmatch(text) is not None


def device_stream(device: str) -> str:
    """The stream in which a device writes about itself."""
    return f"device:{device}"


def access_chain(device: str) -> str:
    """The chain of a device's access entries (same key, never counted as unsent)."""
    return f"{device}/access"


def is_stream(text: str) -> bool:
    """Whether a text can name a stream: a youth's id, a device's own, or the agency's."""
    return text == AGENCY or is_id(text.removeprefix("device:"))
