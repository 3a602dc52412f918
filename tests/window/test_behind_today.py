"""What is done behind the first page: records in which nothing waits come to rest, and each is held against its author's signature."""

from __future__ import annotations

from fieldapp.demo import fiction
from fieldapp.desk import checking
from fieldapp.desk.checking import Finding
from fieldapp.desk.desk import Changes, Desk, Slices
from fieldapp.youth.acts import open_record
from fieldapp.youth.model import Names
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


def _judged_again(desk: Desk) -> Slices[Changes[None]]:
    """What a new list of people brings: every record is awake."""
    desk.batch(lambda book: book.judge_again())
    return (yield from desk.slices(_nothing_more))


def _nothing_more(desk: Desk) -> Slices[None]:
    yield from ()


def test_what_an_import_woke_comes_to_rest_again_on_the_same_day(person: Person) -> None:
    session = person.app.session
    session.do(lambda desk: desk.do(open_record, Names(chosen="Mika Sample")))
    session.lock()
    person.unlocks(fiction.PASSPHRASES["worker"])
    _waits_for_resting(person, 1)
    rested: list[int] = []
    session.do_long(_judged_again, lambda _none: session.ask(_rested, rested.append))
    person.waits(lambda: rested == [0], lambda: f"everything awake, but: {rested}")
    _waits_for_resting(person, 1)


def _rested(desk: Desk) -> int:
    return int(desk.book.connection.exec_driver_sql("SELECT count(*) FROM rested").scalar_one())


def _waits_for_resting(person: Person, count: int) -> None:
    found: list[int] = []

    def rests() -> bool:
        person.app.session.ask(_rested, found.append)
        return found[-1:] == [count]

    person.waits(rests, lambda: f"{count} at rest, but: {found[-1:]}")
