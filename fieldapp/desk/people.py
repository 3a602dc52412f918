"""Who is who: the roster that this store goes by, and whether an author carries a kind of entry."""

from __future__ import annotations

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from sqlalchemy import Connection

from fieldapp.desk.own import Self
from fieldapp.ledger.kinds import Role
