"""What is written to a sender about a bundle of theirs, to be pasted where one writes to them; it names nobody."""

from __future__ import annotations

from fieldapp.desk.exchangefile import CameRow
from fieldapp.text import _


def message(each: CameRow) -> str:
    """A request that fits what came of a bundle."""
    if each.outcome == "fork":
        return _("Two copies of your laptop's records both wrote. Which one do you use? Please use the other no more.")
    if each.outcome == "rollback":
        return _("Your laptop has less than it had before. Did you put back an older copy? Please tell me before you go on.")
    if each.outcome == "gap":
        return _("Something that you sent has not come here. Please read what came, then send again.")
    if each.number:
        said = _("Bundle {n} could not be read here. Please read what came, then send everything that has no receipt again.")
        return said.format(n=each.number)
    return _("A bundle of yours could not be read here. Please send everything that has no receipt again.")
