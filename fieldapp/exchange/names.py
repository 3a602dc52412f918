"""The name of a file that came, as it is kept and shown: nobody can break a line with it, or turn its letters round."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

from fieldapp.text import harmless

_LONGEST, _MARK = 80, 8


def known_as(path: Path) -> str:
    """A bundle's own name as it is. Any other cleaned, cut, and told apart by its hash: two that look alike are two."""
    name, plain = path.name, harmless(path.name)
    if plain == name and len(name) <= _LONGEST:
        return name
    mark = hashlib.sha256(os.fsencode(name)).hexdigest()[:_MARK]
    return f"{plain[: _LONGEST - _MARK - 3]} ({mark})"
