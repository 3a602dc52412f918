"""The commands on a store as scripts use them: what they print, what they end with, and the access entry that each leaves."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from fieldapp import cli, clock
from fieldapp.demo import county, fiction
from fieldapp.desk import opening
from fieldapp.desk.accesslog import accesses
from fieldapp.ledger.book import Book
from fieldapp.locate import acts as locate
from fieldapp.locate.model import Call
from fieldapp.youth import acts as youths
from fieldapp.youth.entries import PlacementSaid
from fieldapp.youth.model import Names, Placement
from tests.desk.office import Office

PASSPHRASE = fiction.PASSPHRASES["worker"]
Run = Callable[..., tuple[int, str, str]]


class _RealClock:
    """The clock that the commands go by."""

    @property
    def now(self) -> int:
        return clock.now()

    def __call__(self) -> int:
        return clock.now()


@pytest.fixture
def team(tmp_path: Path) -> Office:
    """A worker with a call and a photo, and a supervisor who enrolled them; all stores are locked."""
    made = Office(tmp_path, county.new_agency(), _RealClock())
    worker = made.store("worker", "Dana Demo-Worker")
    made.enroll(worker)
    made.empty()
    call = Call(came_at=clock.now() - clock.HOUR, caller="Example Home A", youth_name="Mika Sample")
    youth, _episode = worker.do(locate.start_from_call, call).result
    worker.do(youths.add_photo, youth, bytes(range(256)) * 40, "image/png", "2020-01-01")
    for desk in made.open:
        desk.close()
    return made


@pytest.fixture
def worker(team: Office) -> Path:
    return team.root / "Dana-Demo-Worker"


@pytest.fixture
def lead(team: Office) -> Path:
    return team.root / "Pat-Template-Lead"


@pytest.fixture
def run(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    secret = tmp_path / "secret"
    secret.write_text(PASSPHRASE + "\n", encoding="utf-8")

    def on(store: Path, command: str, *more: str) -> tuple[int, str, str]:
        code = cli.main([command, "--store", str(store), "--passphrase-file", str(secret), *more])
        said = capsys.readouterr()
        return code, said.out, said.err

    return on


def _left(store: Path) -> list[str]:
    """The accesses that a store keeps, latest first, but for this look."""
    desk = opening.unlock(store, PASSPHRASE, clock.now)
    try:
        return [each.what for each in accesses(desk)][1:]
    finally:
        desk.close()


def test_a_whole_store_verifies(run: Run, worker: Path) -> None:
    code, out, err = run(worker, "verify", "--json")
    found = json.loads(out)
    assert (code, err, sorted(found), found["findings"]) == (0, "", ["entries", "findings"], [])
    assert found["entries"] > 3
    code, out, _err = run(worker, "verify")
    assert (code, out.strip().endswith("0 found wrong.")) == (0, True)
    assert _left(worker)[:4] == ["verified", "unlocked", "verified", "unlocked"]


def test_each_thing_that_is_wrong_is_named_on_a_line(run: Run, worker: Path) -> None:
    (photo,) = (worker / "attachments").iterdir()
    spoiled = bytearray(photo.read_bytes())
    spoiled[-1] ^= 1
    photo.write_bytes(spoiled)
    (worker / "holiday.jpg").write_bytes(b"x")
    code, out, _err = run(worker, "verify")
    lines = out.splitlines()
    assert code == 1
    assert any(photo.name in line for line in lines)
    assert any("holiday.jpg" in line for line in lines)
    assert lines[-1].endswith("2 found wrong.")
    code, out, _err = run(worker, "verify", "--json")
    assert (code, {each["what"] for each in json.loads(out)["findings"]}) == (1, {"file"})


_CASES, _PLACES = "device NOT LIKE '%/access'", "seq = CASE seq WHEN 3 THEN 4 ELSE 3 END"


@pytest.mark.parametrize(
    ("changes", "place", "words"),
    [
        (
            ["UPDATE entry SET body = CAST(replace(body, 'Mika', 'Kai ') AS BLOB) WHERE kind = 'youth.names'"],
            "Record 2 of Dana Demo-Worker's laptop",
            "its words were changed after they were signed",
        ),
        (["UPDATE entry SET body = 'text' WHERE kind = 'youth.names'"], "Record 2", "no form that this app writes"),
        (["UPDATE entry SET at = at - 90000000 WHERE kind = 'locate.call'"], "Record 3", "(when, by whom, where) was changed"),
        ([f"DELETE FROM chain WHERE seq = 2 AND {_CASES}"], "Record 2", "it stands where another should"),
        ([f"DELETE FROM entry WHERE seq = 2 AND {_CASES}"], "Record 2", "it is gone, though it was here"),
        (
            [f"DELETE FROM {table} WHERE seq = 2 AND {_CASES}" for table in ("entry", "chain")],
            "Record 2 of Dana Demo-Worker's laptop",
            "it is missing",
        ),
        (
            [f"UPDATE {table} SET {_PLACES} WHERE seq IN (3, 4) AND {_CASES}" for table in ("entry", "chain")],
            "Record 3",
            "(when, by whom, where) was changed",
        ),
        ([f"UPDATE entry SET prev = hash WHERE seq = 3 AND {_CASES}"], "Record 3", "(when, by whom, where) was changed"),
        ([f"UPDATE entry SET signature = zeroblob(64) WHERE {_CASES}"], "Record ", "not signed by that laptop"),
        (
            ["DELETE FROM chain WHERE seq = 1 AND device LIKE '%/access'"],
            "Access 1 on Dana Demo-Worker's laptop",
            "it is missing",
        ),
    ],
)
def test_an_entry_that_was_changed_in_the_database_is_named_by_whose_laptop_place_and_what_is_wrong(
    run: Run, worker: Path, changes: list[str], place: str, words: str
) -> None:
    """By somebody who has the passphrase: no page of the file shows it, the chain does. The first broken link is named."""
    desk = opening.unlock(worker, PASSPHRASE, clock.now)
    device = desk.me.device
    for change in changes:
        desk.batch(lambda book, change=change: book.connection.exec_driver_sql(change))  # type: ignore[misc]
    desk.close()
    code, out, _err = run(worker, "verify")
    lines = out.splitlines()
    assert code == 1
    assert any(place in line and words in line and device in line for line in lines[:-1]), out
    assert not lines[-1].startswith("0")
    code, out, _err = run(worker, "verify", "--json")
    found = json.loads(out)["findings"][0]
    assert (code, found["what"], found["where"].split()[0].removesuffix("/access")) == (1, "entry", device)


def test_in_a_thousand_records_the_first_of_each_chain_that_does_not_hold_is_named_by_its_place(run: Run, worker: Path) -> None:
    desk = opening.unlock(worker, PASSPHRASE, clock.now)
    youth = desk.do(youths.open_record, Names(chosen="Kai Pattern")).result
    first, _hash = desk.book.last(desk.me.device)

    def write(book: Book) -> None:
        for number in range(1_000):
            book.write(desk._pen, youth, PlacementSaid(value=Placement(name=f"Example Home {number}")), desk.clock())

    desk.batch(write)
    for place in (first + 700, first + 512):
        change = f"UPDATE entry SET body = CAST(replace(body, 'Home', 'Hut ') AS BLOB) WHERE seq = {place} AND {_CASES}"
        desk.batch(lambda book, change=change: book.connection.exec_driver_sql(change))  # type: ignore[misc]
    desk.close()
    code, out, _err = run(worker, "verify")
    (line, last) = out.splitlines()
    assert code == 1
    assert f"Record {first + 512} of Dana Demo-Worker's laptop: its words were changed" in line
    assert last.endswith("1 found wrong.")


def test_rows_come_out_the_same_and_rows_that_were_changed_are_found_and_mended(run: Run, worker: Path) -> None:
    code, out, _err = run(worker, "rebuild", "--json")
    made = json.loads(out)
    assert (code, made["same"], sorted(made)) == (0, True, ["digest", "same"])
    code, out, _err = run(worker, "rebuild", "--digest")
    assert (code, out) == (0, made["digest"] + "\n")
    desk = opening.unlock(worker, PASSPHRASE, clock.now)
    desk.batch(lambda book: book.connection.exec_driver_sql("DELETE FROM version"))
    desk.close()
    code, out, _err = run(worker, "rebuild")
    assert (code, "made anew" in out) == (1, True)
    code, out, _err = run(worker, "rebuild", "--digest")
    assert (code, out) == (0, made["digest"] + "\n")
    assert _left(worker)[0] == "rebuilt"


def test_from_one_store_to_the_other_and_back_again(run: Run, team: Office, worker: Path, lead: Path) -> None:
    stick = team.root / "a new folder"
    code, out, err = run(worker, "export", "--to", str(stick), "--json")
    made = json.loads(out)
    assert (code, err, [sorted(each) for each in made]) == (0, "", [["entries", "file", "to"]])
    assert (stick / made[0]["file"]).is_file()
    assert _left(worker)[0] == "exported"
    code, out, _err = run(lead, "import", str(stick), "--json")
    (came,) = json.loads(out)
    assert (code, sorted(came), came["outcome"], came["reason"]) == (0, ["entries", "file", "outcome", "reason"], "accepted", "")
    assert came["entries"] > 3
    assert _left(lead)[0] == "imported"
    code, out, _err = run(lead, "import", str(stick), "--json")
    assert (code, [(each["outcome"], each["entries"]) for each in json.loads(out)]) == (0, [("duplicate", 0)])
    run(lead, "export", "--to", str(stick))
    code, out, _err = run(worker, "import", str(stick))
    assert (code, all(": accepted" in line for line in out.splitlines())) == (0, True)
    code, out, _err = run(worker, "export", "--to", str(stick))
    assert (code, out) == (0, "Nothing new to send.\n")
    digests = {run(store, "rebuild", "--digest")[1] for store in (worker, lead)}
    assert len(digests) == 1
    (team.root / "empty").mkdir()
    assert run(lead, "import", str(team.root / "empty")) == (0, "No bundle of anybody else is there.\n", "")


def test_what_is_set_aside_is_named_ends_with_1_and_blocks_no_other(run: Run, team: Office, worker: Path, lead: Path) -> None:
    run(worker, "export", "--to", str(team.folder))
    (whole,) = team.folder.rglob("*.fxb")
    cut = team.root / "cut.fxb"
    cut.write_bytes(whole.read_bytes()[:-100])
    letter = team.root / "letter.txt"
    letter.write_text("Dear all,")
    paths = [str(path) for path in (cut, letter, team.root / "gone.fxb", whole)]
    code, out, _err = run(lead, "import", *paths, "--json")
    outcomes = {each["file"]: (each["outcome"], each["reason"]) for each in json.loads(out)}
    assert code == 1
    assert outcomes == {
        "cut.fxb": ("set_aside", "cut"),
        "letter.txt": ("set_aside", "unreadable"),
        "gone.fxb": ("set_aside", "out_of_reach"),
        whole.name: ("accepted", ""),
    }
    code, out, _err = run(worker, "import", str(whole))
    assert (code, "not_for_us" in out, "encrypted for somebody else" in out) == (1, True, True)


def test_wrong_use_is_2(run: Run, worker: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(worker, "verify", "--loud")[0] == 2
    assert run(worker, "export")[0] == 2
    assert run(worker, "import")[0] == 2
    assert cli.main(["verfy"]) == 2
    assert "fieldapp verify" in capsys.readouterr().err
    assert _left(worker)[0] != "verified"


def test_what_cannot_run_is_3_and_changes_nothing(run: Run, worker: Path, tmp_path: Path) -> None:
    code, out, err = run(tmp_path / "nowhere", "verify")
    assert (code, out, "There is no store in" in err) == (3, "", True)
    code, _out, err = run(worker, "export", "--to", str(tmp_path / "no stick" / "here"))
    assert (code, "not there" in err, "still waiting" in err) == (3, True, True)
    held = opening.unlock(worker, PASSPHRASE, clock.now)
    code, _out, err = run(worker, "verify")
    held.close()
    assert (code, "open" in err) == (3, True)
    (tmp_path / "secret").write_text("some other words that do not open it")
    code, _out, err = run(worker, "rebuild")
    assert (code, bool(err.strip()), "Traceback" in err) == (3, True, False)
    store = worker / "store.db"
    content = store.read_bytes()
    (tmp_path / "secret").write_text(PASSPHRASE)
    store.write_bytes(content[: len(content) // 2])
    code, _out, err = run(worker, "verify")
    assert (code, "damaged" in err or "not what it was" in err) == (3, True), err
    assert store.read_bytes() == content[: len(content) // 2]


def test_a_store_without_its_head_is_said_and_is_not_written_to(run: Run, worker: Path) -> None:
    shutil.move(worker / "head", worker.parent / "head")
    before = (worker / "store.db").read_bytes()
    code, out, _err = run(worker, "verify", "--json")
    assert (code, [each["what"] for each in json.loads(out)["findings"]]) == (1, ["head"])
    for command in (("rebuild",), ("export", "--to", str(worker.parent / "out")), ("import", str(worker.parent))):
        code, _out, err = run(worker, *command)
        assert (code, bool(err.strip())) == (3, True)
    assert (worker / "store.db").read_bytes() == before


def test_the_passphrase_is_asked_for_where_no_file_is_named(
    worker: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    asked: list[str] = []
    monkeypatch.setattr("getpass.getpass", lambda words: asked.append(words) or PASSPHRASE)
    assert cli.main(["verify", "--store", str(worker)]) == 0
    assert asked == ["Passphrase: "]
    assert PASSPHRASE not in capsys.readouterr().out


def test_backup_and_restore_say_what_they_made(run: Run, worker: Path, tmp_path: Path) -> None:
    disk = tmp_path / "disk"
    disk.mkdir()
    code, out, err = run(worker, "backup", "--to", str(disk), "--json")
    made = json.loads(out)
    assert (code, err) == (cli.OK, "")
    assert [path.name for path in disk.iterdir()] == [made["backup"]]
    assert set(made) == {"backup", "made", "records", "bytes"}
    assert _left(worker)[0] == "backed_up"
    again = tmp_path / "again"
    code, out, err = run(again, "restore", "--from", str(disk), "--json")
    said = json.loads(out)
    assert (code, err) == (cli.OK, "")
    assert (said["backup"], said["records"]) == (made["backup"], made["records"])
    assert "restored" in _left(again)
    assert run(again, "verify")[0] == cli.OK
    assert len(list((again / "attachments").iterdir())) == 1


def test_a_backup_that_cannot_be_made_or_found_is_said(run: Run, worker: Path, tmp_path: Path) -> None:
    code, out, err = run(worker, "backup", "--to", str(tmp_path / "gone"))
    assert (code, out) == (cli.COULD_NOT, "")
    assert "cannot be reached" in err
    code, out, err = run(tmp_path / "again", "restore", "--from", str(tmp_path))
    assert (code, out) == (cli.MISUSE, "")
    assert "no backup" in err
    assert not (tmp_path / "again").exists()


@pytest.mark.parametrize(
    ("raised", "said"),
    [(KeyError("Mika Sample"), "inside the app (code KeyError). What you recorded"), (KeyboardInterrupt(), "Stopped.")],
)
def test_what_nobody_meant_is_said_in_a_sentence_that_names_nobody(
    run: Run, worker: Path, monkeypatch: pytest.MonkeyPatch, raised: BaseException, said: str
) -> None:
    def breaks(*_args: object) -> None:
        raise raised

    with monkeypatch.context() as patch:
        patch.setattr(cli.checking, "verify", breaks)
        code, out, err = run(worker, "verify")
    assert (code, out, err.count("\n")) == (cli.COULD_NOT, "", 1)
    assert said in err
    assert "Mika" not in err
    assert run(worker, "verify")[0] == cli.OK
