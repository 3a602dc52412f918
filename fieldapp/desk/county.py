"""The county file of this store, read once for each file."""

from __future__ import annotations

from functools import lru_cache

from fieldapp.clock import day
from fieldapp.county import file
from fieldapp.county.model import County
from fieldapp.county.usable import require_usable
from fieldapp.desk import own
from fieldapp.errors import Bug, CountyFileRefused
from fieldapp.ledger.work import View, Work
from fieldapp.text import _


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
    """Take a newer county file; refused unless the agency that this store belongs to signed it, and it can be gone by today."""
    held = county(work)
    new = file.read(content, held.root_public)
    require_usable(new, day(work.now))
    if new.version < held.version or (new.version == held.version and new != held):
        raise CountyFileRefused(
            _("This county file is older than the one here, or another of the same number."),
            _("The one here stays. Ask your county's administrator for the current file."),
        )
    own.write_county(work.session.connection(), content)
    return new
