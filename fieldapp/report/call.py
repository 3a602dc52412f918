"""A telephone call to any recipient: what to say line by line, what goes on a machine, what answers a refusal (P7, P9, P69)."""

from __future__ import annotations

from fieldapp.report import sentences
from fieldapp.report.model import Line, Look, Run, Section
from fieldapp.report.told import Told
from fieldapp.text import _


def script(told: Told) -> tuple[Section, ...]:
    """Say; the message for a machine; the text for a refusal with its laws. Always these three, in this order."""
    listed = sentences.calls()
    said = tuple(line for one in listed.script(told.recipient, told.purpose) for line in sentences.line(one, told))
    message = sentences.line(sentences.Sentence(parts=(listed.voicemail,)), told)
    return (
        Section(title=_("Say"), look=Look.SAY, lines=said),
        Section(title=_("On a machine: no name, no reason"), look=Look.SAY, lines=message),
        _refused(told),
    )


def _refused(told: Told) -> Section:
    """The words, and the laws behind them with their places."""
    answer = sentences.calls().refused(told.recipient)
    laws = {law.id: law for law in sentences.words().police_law}
    behind = (laws[name] for name in answer.laws)
    said = answer.say(told.language)
    lines = (
        Line("", "", said, runs=(Run(said),)),
        *(Line("", law.law, text, runs=(Run(text),)) for law in behind for text in (law.say(told.language),)),
    )
    return Section(title=_("If they refuse"), look=Look.SAY, lines=lines)
