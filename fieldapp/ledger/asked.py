"""Reading rows: a statement straight to the driver.

A page asks dozens of short questions; what SQLAlchemy prepares for each result costs several times the result.
"""

from __future__ import annotations

from typing import Any

from sqlmodel import Session


def asked(session: Session, statement: str, *values: object) -> list[tuple[Any, ...]]:
    """Every row of a SELECT, within whatever commit the session is in."""
    driver: Any = session.connection().connection.driver_connection
    rows: list[tuple[Any, ...]] = driver.execute(statement, values).fetchall()
    return rows
