"""A concern in the walk: what is held with its rows, one entered in CWS/CMS, and the steps that follow, taken up and declined."""

from __future__ import annotations

from datetime import timedelta

from fieldapp import clock
from fieldapp.demo import fiction
from fieldapp.demo.story import Walk
from fieldapp.desk.desk import Desk
from fieldapp.determine import acts as determine
from fieldapp.determine.queries import actions
from fieldapp.document import acts as document
from fieldapp.document.model import GridRow, Status


def hold(walk: Walk, desk: Desk) -> str:
    """Somebody is believed to be a victim: two rows are entered in CWS/CMS, a third is added later."""
    luz, today = walk.youths[fiction.CONCERN], clock.day(walk.told())
    walk.told.ahead = 5 * clock.HOUR
    ago = [(today - timedelta(days=days)).isoformat() for days in (700, 660, 40, 38, 20)]
    rows = (
        GridRow(type="during_foster_care", start=ago[4], basis="the school's record, and what was said after supper"),
        GridRow(type="while_absent", start=ago[2], end=ago[3]),
    )
    held = Status(cse="victim", rows=rows, identified_at=walk.told() - clock.HOUR, basis="talk after school, school record")
    save = desk.do(document.say_status, luz, held).result
    desk.do(document.mark_entered, luz, [(luz, save)], today.isoformat(), "DD")
    walk.told.ahead -= 20 * clock.MINUTE
    more = (GridRow(type="before_foster_care", start=ago[0], end=ago[1]),)
    again = Status(cse="victim", rows=more, identified_at=held.identified_at, basis=held.basis)
    desk.do(document.say_status, luz, again)
    return "three rows in the grid's order, two of them entered in CWS/CMS; what the law requires is on Today"


def decide(walk: Walk, desk: Desk) -> str:
    """Two of the proposed steps are taken up, one is declined with its reason; the others wait."""
    luz = walk.youths[fiction.CONCERN]
    walk.told.ahead -= 10 * clock.MINUTE
    proposed = len(desk.ask(actions, luz))
    tomorrow = (clock.day(walk.told()) + timedelta(days=1)).isoformat()
    desk.do(determine.take_up, luz, "ACT-SAFE", "", tomorrow)
    desk.do(determine.take_up, luz, "ACT-MDT")
    desk.do(determine.decline, luz, "ACT-PLAN", "The plan was updated last week with these services.")
    return f"{proposed} steps proposed: two taken up, one declined with its reason"
