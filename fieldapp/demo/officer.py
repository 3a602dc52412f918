"""The walk's probation officer: two wards, one gone for more than a day of whom nobody was told yet."""

from __future__ import annotations

from fieldapp import clock
from fieldapp.demo import fiction
from fieldapp.demo.story import Walk
from fieldapp.desk.desk import Desk
from fieldapp.locate import acts as locate
from fieldapp.locate.model import Call
from fieldapp.youth import acts as youths
from fieldapp.youth.model import Names, Standing


def write_down(walk: Walk, desk: Desk) -> None:
    """Two wards; a call about one of them came 26 hours ago, and the officer has not told anybody."""
    walk.told.ahead = 30 * clock.HOUR
    made = [desk.do(youths.open_record, Names(chosen=name, legal=name)).result for name in fiction.WARDS]
    for youth, years in zip(made, (16, 17), strict=True):
        born = clock.day(walk.told() - (years * 365 + 90) * clock.DAY).isoformat()
        held = Standing(born=born, jurisdiction="ward", lead_agency="probation", in_care=True, placement_order=True)
        desk.do(youths.say_standing, youth, held)
    walk.told.ahead = 26 * clock.HOUR
    call = Call(came_at=walk.told(), caller="Sample Group Home", caller_role="night staff", call_back="555-0119")
    desk.do(locate.start_from_call, call, made[0])
    walk.told.ahead = 0
