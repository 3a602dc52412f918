"""Rows that this version would make otherwise, or that an import left unfinished, made anew before anybody reads them."""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy import Engine

from fieldapp.desk import own
from fieldapp.desk.catalogue import ROW_FORM
from fieldapp.ledger import local, tables
from fieldapp.ledger.book import Book
from fieldapp.ledger.rebuild import rebuild
from fieldapp.text import _
from fieldapp.vault import store


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
        book.fold_stale()
    else:
        for _done in rebuild(book):
            pass
        local.put(book.connection, own.ROW_FORM, str(ROW_FORM).encode())
    book.connection.commit()
