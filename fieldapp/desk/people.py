"""Who is who: the roster that this store goes by, and whether an author carries a kind of entry."""

from __future__ import annotations
