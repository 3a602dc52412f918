"""The encrypted database: opened one way only, every setting read back, and never touched where it does not open."""

from __future__ import annotations

import os
from pathlib import Path
from urllib.parse import quote

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import ExceptionContext
from sqlalchemy.pool import StaticPool
from sqlcipher3 import dbapi2

from fieldapp.errors import Bug, DestinationTrouble, StoreDamaged
from fieldapp.failing import damaged, meaning_of
from fieldapp.text import _
from fieldapp.vault.keys import KEY_BYTES

_LEAST_SQLITE = (3, 51, 3)
_PAGE = 4096
_SETTINGS: tuple[tuple[str, str, str | int], ...] = (
    ("journal_mode", "DELETE", "delete"),
    ("synchronous", "EXTRA", 3),
    ("fullfsync", "ON", 1),
    ("secure_delete", "ON", 1),
    ("foreign_keys", "ON", 1),
    ("trusted_schema", "OFF", 0),
    ("cell_size_check", "ON", 1),
    ("temp_store", "MEMORY", 2),
    ("cache_size", "-64000", -64_000),
)
"""Name, value as set, value as read back. No WAL: a flipped bit in a -wal file silently drops what was committed."""

# Bytes go in as they are. Unless told so, the driver asks each value anew whether it can be turned into something else: 2 µs
# apiece, which was a sixth of a whole import.
dbapi2.register_adapter(bytes, bytes)

_SEALED = {f"PRAGMA {each};" for each in (
    "cipher_page_size = 4096", "cipher_use_hmac = 1", "cipher_plaintext_header_size = 0", "cipher_hmac_algorithm = HMAC_SHA512",
)}  # fmt: skip
"""How SQLCipher 4 seals a page; another build may have other defaults."""


def create(path: Path, database_key: bytes) -> None:
    """Make an empty encrypted database where there is none; its first page is on the disk when this returns."""
    if path.exists():
        raise Bug("a database already lies there", "VAULT-STORE-EXISTS")
    connection = _open(path, database_key, "rwc")
    try:
        connection.execute("VACUUM")  # an empty file would open under any key; this writes and authenticates page 1
    except dbapi2.DatabaseError as refused:
        raise (meaning_of(refused) or damaged()) from refused
    finally:
        connection.close()
    path.chmod(0o600)


def connect(path: Path, database_key: bytes, *, read_only: bool = False) -> Engine:
    """Open a store's database, on the thread that will use it (sqlite3 refuses any other).

    Takes 32 bytes of raw key. One connection, in no transaction of its own making: whoever writes says BEGIN IMMEDIATE.
    Raises StoreDamaged for another key, junk, or a file cut or changed, and leaves it byte for byte as it is.
    """
    _require_whole_pages(path)
    engine = create_engine(
        "sqlite+pysqlite://",
        module=dbapi2,
        creator=lambda: _open(path, database_key, "ro" if read_only else "rw"),
        poolclass=StaticPool,
        hide_parameters=True,
    )
    event.listen(engine, "handle_error", _explain)
    try:
        engine.connect().close()
    except BaseException:
        engine.dispose()
        raise
    return engine


def opens(path: Path, database_key: bytes) -> bool:
    """Whether a database has this key; what a crash left half written is rolled back on the way, so the store's lock is held."""
    try:
        connect(path, database_key).dispose()
    except StoreDamaged:
        return False
    return True


def rekey(connection: Connection, database_key: bytes) -> None:
    """Encrypt a whole database anew, in one transaction of SQLCipher's own; a crash leaves the old key or the new one.

    Past SQLAlchemy, which would write the statement, and with it the key, into an error's text.
    """
    if len(database_key) != KEY_BYTES:
        raise Bug("a database key has 32 bytes", "VAULT-STORE-KEY")
    raw = connection.connection.dbapi_connection
    if raw is None:
        raise Bug("a connection that is open has one of its driver", "VAULT-STORE-DRIVER")
    try:
        raw.cursor().execute(f"PRAGMA rekey = \"x'{database_key.hex()}'\"")
    except dbapi2.DatabaseError as refused:
        raise (meaning_of(refused) or damaged()) from None


def require_sound(engine: Engine) -> None:
    """StoreDamaged where the seal of any page is broken; nothing should be written before this was asked.

    SQLCipher finds a broken page only when it reads it, and the last page of a long value not even then: it comes as zeros.
    """
    if damage(engine):
        raise damaged()


def damage(engine: Engine) -> list[str]:
    """Pages whose seal is broken, free ones included (0.17 s for 67 MB); empty when all is well."""
    with engine.connect() as connection:
        return [str(row[0]) for row in connection.exec_driver_sql("PRAGMA cipher_integrity_check")]


def apart(engine: Engine) -> list[str]:
    """Where pages do not fit each other, the first few places; empty when all is well. A seal says whose page it is and where it
    lies, but not of when: an older one put in the place of a newer is found by its neighbours alone.
    """
    with engine.connect() as connection:
        said = [str(row[0]) for row in connection.exec_driver_sql("PRAGMA integrity_check(3)")]
    return [] if said == ["ok"] else said


def _open(path: Path, database_key: bytes, mode: str) -> dbapi2.Connection:
    # SQLCipher takes a raw key of any other length for a passphrase, and says nothing.
    if len(database_key) != KEY_BYTES:
        raise Bug("a database key has 32 bytes", "VAULT-STORE-KEY")
    if dbapi2.sqlite_version_info < _LEAST_SQLITE:
        raise Bug("this build carries an SQLite that is too old", "VAULT-STORE-SQLITE")
    try:
        connection = dbapi2.connect(f"file:{quote(os.fsencode(path))}?mode={mode}", uri=True, isolation_level=None)
    except dbapi2.OperationalError as refused:
        raise damaged() from refused
    try:
        _unlock(connection, database_key)
        _set_up(connection)
    except dbapi2.DatabaseError as refused:
        connection.close()
        if mode == "ro" and _journal(path).exists() and isinstance(meaning_of(refused), DestinationTrouble):
            raise _unfinished() from refused
        raise (meaning_of(refused) or damaged()) from refused
    except BaseException:
        connection.close()
        raise
    return connection


def _unlock(connection: dbapi2.Connection, database_key: bytes) -> None:
    connection.execute("PRAGMA cipher_log_level = NONE")  # else a wrong key is printed about, from C
    connection.execute(f"PRAGMA key = \"x'{database_key.hex()}'\"")
    if not connection.execute("PRAGMA cipher_version").fetchone():
        raise Bug("this build's SQLite does not encrypt", "VAULT-STORE-CIPHER")
    if not {row[0] for row in connection.execute("PRAGMA cipher_settings")} >= _SEALED:
        raise Bug("this build's SQLite does not seal its pages as the store's are", "VAULT-STORE-SEAL")
    connection.execute("SELECT count(*) FROM sqlite_master").fetchone()  # the key is first tried here


def _set_up(connection: dbapi2.Connection) -> None:
    for name, value, _expected in _SETTINGS:
        connection.execute(f"PRAGMA {name} = {value}")
    for name, _value, expected in _SETTINGS:
        if connection.execute(f"PRAGMA {name}").fetchone()[0] != expected:
            raise Bug(f"the database refused its setting {name}", "VAULT-STORE-PRAGMA")


def _require_whole_pages(path: Path) -> None:
    """Refuse a file that SQLite would take for an empty database, or for one whose end does not matter."""
    try:
        size = path.stat().st_size
    except OSError as gone:
        raise damaged() from gone
    torn = size % _PAGE and not _journal(path).exists()  # a crash's journal mends a torn end
    if size == 0 or torn:
        raise damaged()


def _journal(path: Path) -> Path:
    return path.with_name(path.name + "-journal")


def _unfinished() -> DestinationTrouble:
    """What was cut short must be rolled back before anything can be read, and that is a write."""
    return DestinationTrouble(
        _(
            "The last change to this store was cut short. It must be put right before the store can be read,"
            " and its disk is full or read-only. Free some space or make it writable, or call your agency's IT; then unlock."
        ),
        _("Everything recorded before that change is safe."),
    )


def _explain(context: ExceptionContext) -> None:
    """Turn damage and a failing disk, met at any later statement, into a sentence."""
    trouble = meaning_of(context.original_exception)
    if trouble is not None:
        raise trouble from context.original_exception
