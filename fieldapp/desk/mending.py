"""Rows that this version would make otherwise, or that an import left unfinished, made anew before anybody reads them; and a
store of a newer version, politely refused.
"""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy import Connection, Engine

from fieldapp.desk import own
from fieldapp.desk.catalogue import ROW_FORM
from fieldapp.errors import StoreNewer
from fieldapp.ledger import local, tables
from fieldapp.ledger.book import Book
from fieldapp.ledger.rebuild import fold_stale, rebuild
from fieldapp.text import _
from fieldapp.vault import store


def refuse_newer(connection: Connection) -> None:
    """StoreNewer where a later version has made the rows: this one would make them anew without what it cannot read."""
    held = local.get(connection, own.ROW_FORM)
    if held is not None and int(held) > ROW_FORM:
        raise StoreNewer(
            _("This store was last used with a newer version of this app. Update the app on this computer, then unlock."),
            _("The store is unchanged."),
        )


def mend_rows(book: Book, step: Callable[[str], None], engine: Engine) -> None:
    """Rows made by an older fold, or left stale by an import that was cut short, are made anew."""
    held = local.get(book.connection, own.ROW_FORM)
    if held == str(ROW_FORM).encode():
        stale = book.connection.exec_driver_sql("SELECT 1 FROM stale LIMIT 1").first()
        if stale is None:
            return
    step(_("Bringing the store up to date"))
    store.require_sound(engine)
    book.connection.exec_driver_sql("BEGIN IMMEDIATE")
    tables.create(book.connection)
    if held == str(ROW_FORM).encode():
        while fold_stale(book):
            pass
    else:
        for _done in rebuild(book):
            pass
        local.put(book.connection, own.ROW_FORM, str(ROW_FORM).encode())
    book.connection.commit()
