"""What is looked at behind the first page: every record held against its author's signature."""

from __future__ import annotations

from fieldapp.demo import fiction
from fieldapp.desk import checking
from fieldapp.desk.checking import Finding
from fieldapp.desk.desk import Desk
from tests.window.person import Person


def _forge(desk: Desk) -> None:
    desk.book.connection.exec_driver_sql("UPDATE entry SET at = at + 1 WHERE kind = 'locate.call'")
    desk.book.connection.commit()


def test_a_record_that_its_author_did_not_sign_so_is_said(person: Person) -> None:
    person.starts_a_call("Mika Sample")
    done: list[bool] = []
    person.app.session.ask(_forge, lambda _none: done.append(True))
    person.waits(lambda: done == [True], lambda: "the store changed behind its back")
    person.app.session.lock()
    person.unlocks(fiction.PASSPHRASES["worker"])
    person.sees("1 record in this store is missing, or is not what its author signed.")
    person.sees("Nothing was changed. Make no new records here")


def test_nothing_is_said_where_all_of_them_hold(person: Person) -> None:
    person.starts_a_call("Mika Sample")
    person.app.session.lock()
    person.unlocks(fiction.PASSPHRASES["worker"])
    person.sees("since the agency learned", person.app.pages["today"])
    person.waits(lambda: len(person.app.session._long) > 1, lambda: "the check to begin")
    found: list[tuple[Finding, ...]] = []
    person.app.session.look_long(checking.chains_hold, found.append)
    person.waits(lambda: found == [()], lambda: f"a check begun after it ended, but: {found}")
    assert person.app.shell.notices.sentences() == ()
