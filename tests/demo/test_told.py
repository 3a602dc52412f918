"""In the walk only somebody who is there is recorded as told; where there is nobody, that is what stands on the line."""

from __future__ import annotations

from pathlib import Path

from fieldapp import clock
from fieldapp.agenda.model import REACHED, Line
from fieldapp.agenda.queries import lines
from fieldapp.demo import fiction, walk
from fieldapp.demo.record import fill_in
from fieldapp.demo.story import Walk, store_of
from fieldapp.desk import opening
from fieldapp.desk.desk import Desk
from fieldapp.desk.plans import RELATIONS
from fieldapp.locate import queries as locate
from fieldapp.vault.kdf import Cost


def test_nobody_is_told_who_is_not_entered(tmp_path: Path) -> None:
    story = Walk(at=tmp_path, cost=Cost(64, 1, 1))
    story.told.ahead = 96 * clock.HOUR
    walk.make_store(story, "worker", fiction.WORKER)
    desk = opening.unlock(store_of(story, "worker"), fiction.PASSPHRASES["worker"], story.told)
    try:
        for step in (walk.take_in, fill_in, walk.late_notice, walk.back_again):
            step(story, desk)
        for name in (fiction.DUAL, fiction.BACK):
            told = _lines(desk, story.youths[name])
            persons = [line for line in told if line.first.recipient in RELATIONS]
            reached = [line for line in persons if any(made.proof.outcome in REACHED for made in line.made)]
            assert reached
            assert all(line.first.person for line in reached), [line.key for line in reached if not line.first.person]
            none = {line.first.recipient: [made.proof.note for made in line.made] for line in persons if not line.first.person}
            assert none["guardians"] == ["there is none"]
    finally:
        desk.close()
        story.close()


def _lines(desk: Desk, youth: str) -> list[Line]:
    (episode,) = desk.ask(locate.episodes, youth)
    return desk.ask(lines, desk.ask(locate.group, episode.id))
