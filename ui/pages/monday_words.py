"""Monday's exceptions in words: what stands out of whom, what comes next, and what came of the team's bundles."""

from __future__ import annotations

from fieldapp.desk.heard import ReadSoFar, read_words
from fieldapp.desk.mondayfile import MondayFile
from fieldapp.desk.recipients import who_words
from fieldapp.supervise.model import Exceptional, MondayRow, Since
from fieldapp.text import _, moment, ngettext, span


def read_said(found: MondayFile) -> tuple[str, str]:
    """How far the team's bundles are read, and what is missing of them."""
    read: ReadSoFar | None = found.read
    if read is None:
        return _("Nobody is enrolled yet"), _("Open the office key on the Exchange page, then enroll your team from their cards.")
    more = []
    if read.gaps:
        more.append(_("Something of {who} has not come.").format(who=", ".join(dict.fromkeys(read.gaps))))
    if read.silent:
        more.append(_("Nothing yet of {who}.").format(who=", ".join(read.silent)))
    if found.aside:
        more.append(ngettext("{n} bundle was set aside.", "{n} bundles were set aside.", found.aside).format(n=found.aside))
    if found.ending:
        told = ngettext("{n} enrollment is to be renewed.", "{n} enrollments are to be renewed.", found.ending)
        more.append(told.format(n=found.ending))
    if not more:
        more.append(_("Everything that was sent is complete; last read {when}.").format(when=moment(found.last)))
    return read_words(read), " ".join(more)


def no_reason(each: MondayRow) -> str:
    """What stands where no reason was given."""
    if each.what in {"late", "never_told"}:
        return _("no reason written yet")
    if {"late", "never_told"} & set(each.also):
        return _("not all told in time")
    return _("on time so far") if each.is_missing else ""


def said_of(each: MondayRow) -> tuple[str, str, str]:
    """Title, the button's word and the next act."""
    who = who_words(each.recipient) or each.title
    titles: dict[Exceptional, tuple[str, str, str]] = {
        "ownerless": (_("Missing, nobody has it"), _("Assign"), _("Give it to someone now")),
        "never_told": (_("{who} never told").format(who=who), _("Open"), _("Call, then record late")),
        "late": (_("{who} told late").format(who=who), _("Read"), each.next_act or _("Nothing more; read")),
        "not_screened": (_("Back, screening not begun"), _("Open"), each.next_act),
        "missing": (_("Missing"), _("Open"), each.next_act or _("Go on searching")),
        "back": (_("Back"), _("Open"), each.next_act),
    }
    return titles[each.what]


def in_one_line(since: Since) -> tuple[str, str]:
    """The weekend in one line, without anybody's name."""
    parts = [
        ngettext("{n} youth was missing", "{n} youths were missing", since.missing).format(n=since.missing),
        ngettext("{n} is back", "{n} are back", since.back).format(n=since.back),
        _("{n} of {all} required contacts on time, {late} late, {never} never").format(
            n=since.on_time, all=since.contacts, late=since.late, never=since.never
        ),
    ]
    parts += [_("{who} after {span}").format(who=who_words(word), span=span(took)) for word, took in since.typical]
    return _("Since {when}, in one line").format(when=moment(since.at)), " · ".join(parts)
