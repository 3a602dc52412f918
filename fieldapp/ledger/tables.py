"""The ledger's own tables: truth, the indexes worked out from it, and what is local to this store."""

from __future__ import annotations

from sqlalchemy import Connection, LargeBinary
from sqlalchemy.schema import CreateTable
from sqlmodel import Field, SQLModel

_BARE = {"sqlite_with_rowid": False}


class EntryRow(SQLModel, table=True):
    """Truth: one entry; salt to body are null where the body was withheld or destroyed."""

    __tablename__ = "entry"

    stream: str = Field(primary_key=True)
    hash: bytes = Field(primary_key=True, sa_type=LargeBinary)
    device: str
    seq: int
    prev: bytes
    at: int
    actor: str
    audience: str
    after: bytes
    commitment: bytes
    signature: bytes
    salt: bytes | None = None
    kind: str | None = None
    version: int | None = None
    zone: str | None = None
    body: bytes | None = None


class ChainRow(SQLModel, table=True):
    """Truth: which entry a device wrote at which place; two hashes at one place are a fork."""

    __tablename__ = "chain"
    __table_args__ = _BARE

    device: str = Field(primary_key=True)
    seq: int = Field(primary_key=True)
    hash: bytes = Field(primary_key=True, sa_type=LargeBinary)
    stream: str


class HeldFile(SQLModel, table=True):
    """Truth: a rules file, instrument or county file that an entry names, by SHA-256."""

    __tablename__ = "held_file"

    hash: bytes = Field(primary_key=True, sa_type=LargeBinary)
    name: str
    content: bytes


class Tip(SQLModel, table=True):
    """Index: the latest entries of a stream that this store knows."""

    __tablename__ = "tip"
    __table_args__ = _BARE

    stream: str = Field(primary_key=True)
    hash: bytes = Field(primary_key=True, sa_type=LargeBinary)


class Awaited(SQLModel, table=True):
    """Index: entries that others name as known, and that have not come here yet."""

    __tablename__ = "awaited"
    __table_args__ = _BARE

    stream: str = Field(primary_key=True)
    hash: bytes = Field(primary_key=True, sa_type=LargeBinary)


class Barred(SQLModel, table=True):
    """Index: entries whose author lacks the right by the roster known here; queries leave their rows out."""

    __tablename__ = "barred"
    __table_args__ = _BARE

    entry: bytes = Field(primary_key=True, sa_type=LargeBinary)
    stream: str = Field(index=True)


class Destroyed(SQLModel, table=True):
    """Truth: entries whose bodies an order (the hash of its entry) destroyed here; none is taken in again."""

    __tablename__ = "destroyed"
    __table_args__ = _BARE

    stream: str = Field(primary_key=True)
    hash: bytes = Field(primary_key=True, sa_type=LargeBinary)
    order: bytes = Field(primary_key=True, sa_type=LargeBinary)


class Fork(SQLModel, table=True):
    """Index: the first place at which a device's chain has two entries; disputed from there on."""

    __tablename__ = "fork"
    __table_args__ = _BARE

    device: str = Field(primary_key=True)
    seq: int


class Version(SQLModel, table=True):
    """Row: one statement about a subject that can change (a name, a placement, a plan)."""

    __tablename__ = "version"
    __table_args__ = _BARE

    stream: str = Field(primary_key=True)
    subject: str = Field(primary_key=True)
    entry: bytes = Field(primary_key=True, sa_type=LargeBinary)


class Link(SQLModel, table=True):
    """Row: `new` was written knowing `old`, of the same subject; what no link leads away from is current."""

    __tablename__ = "link"
    __table_args__ = _BARE

    stream: str = Field(primary_key=True)
    subject: str = Field(primary_key=True)
    old: bytes = Field(primary_key=True, sa_type=LargeBinary)
    new: bytes = Field(primary_key=True, sa_type=LargeBinary)


class Stale(SQLModel, table=True):
    """Index: streams whose rows must be folded anew (bodies that came late, code that changed)."""

    __tablename__ = "stale"
    __table_args__ = _BARE

    stream: str = Field(primary_key=True)


class Local(SQLModel, table=True):
    """Local: keys, drafts, settings of this store; never sent, in every backup."""

    __tablename__ = "local"
    __table_args__ = _BARE

    key: str = Field(primary_key=True)
    value: bytes


def stand_in(connection: Connection) -> None:
    """The tables that the version of a store which may not be written did not have: empty, gone with the connection."""
    there = {row[0] for row in connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'table'")}
    for table in SQLModel.metadata.sorted_tables:
        if table.name not in there:
            made = str(CreateTable(table).compile(connection)).replace("CREATE TABLE", "CREATE TEMPORARY TABLE", 1)
            connection.exec_driver_sql(made)


def create(connection: Connection) -> None:
    """Make every table that is declared, here and in the rooms above, where it is not there yet."""
    SQLModel.metadata.create_all(connection)
