"""The county file of this store, read once for each file."""

from __future__ import annotations

from functools import lru_cache

from fieldapp.county import file
from fieldapp.county.model import County
from fieldapp.desk import own
from fieldapp.errors import Bug
from fieldapp.ledger.work import View, Work


@lru_cache(maxsize=2)
def _read(content: bytes) -> County:
    return file.read(content)


def county(view: View) -> County:
    """The county file that this store goes by."""
    content = own.read_county(view.session.connection())
    if content is None:
        raise Bug("a store is made with a county file", "DESK-COUNTY")
    return _read(content)


def adopt_county(work: Work, content: bytes) -> County:
    """Take a newer county file; refused unless it is signed by the agency that this store belongs to."""
    held = county(work)
    new = file.read(content, held.root_public)
    own.write_county(work.session.connection(), content)
    return new
