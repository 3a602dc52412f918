"""Reading rows: a statement straight to the driver.

A page asks dozens of short questions; what SQLAlchemy prepares for each result costs several times the result.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection
from sqlmodel import Session

from fieldapp.failing import meaning_of


def asked(of: Session | Connection, statement: str, *values: object) -> list[tuple[Any, ...]]:
    """Every row of a SELECT, within whatever commit is under way. StoreDamaged or DestinationTrouble where it cannot be read."""
    driver: Any = (of if isinstance(of, Connection) else of.connection()).connection.driver_connection
    try:
        rows: list[tuple[Any, ...]] = driver.execute(statement, values).fetchall()
    except Exception as error:
        trouble = meaning_of(error)
        if trouble is None:
            raise
        raise trouble from error
    return rows
