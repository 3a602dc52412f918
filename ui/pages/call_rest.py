"""The rest may wait: what else a caller is asked, in six short parts, at once or later (P3)."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from msgspec.structs import replace
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from fieldapp import clock
from fieldapp.locate.model import Happened, LastSeen, Left
from fieldapp.text import _
from ui.pages.forms import as_bool, beside, show_bool
from ui.widgets.buttons import Choices
from ui.widgets.cards import Card
from ui.widgets.fields import Field, Line, Told
from ui.widgets.text import Said, column, holding, row
from ui.widgets.unfold import Unfold


def part_titles() -> tuple[str, ...]:
    """The six, in the order in which they are asked."""
    return (
        _("Due back, last seen, noticed"),
        _("Left or taken"),
        _("With whom"),
        _("Clothing"),
        _("Own baby along?"),
        _("Police details"),
    )


class RestPart(QWidget):
    """One part: fields that show what is known and put it back. `fields`: by the name that a refusal uses."""

    changed = Signal()
    title, sub, icon = "", "", ""

    def __init__(self, now: clock.Clock) -> None:
        super().__init__()
        self._now = now
        self.fields: dict[str, Field] = {}
        parts = self._build()
        for part in parts:
            for line in [part] if isinstance(part, Line) else part.findChildren(Line):
                line.edit.textEdited.connect(lambda _text: self.changed.emit())
            for choices in [part] if isinstance(part, Choices) else part.findChildren(Choices):
                choices.chosen.connect(lambda _value: self.changed.emit())
        self.setLayout(column(*parts, gap=8, margins=(4, 4, 4, 8)))

    def _build(self) -> Sequence[QWidget]:
        """The fields."""
        return ()

    def show_known(self, known: Happened) -> None:
        """Show what is known."""

    def put(self, known: Happened) -> Happened:
        """What is known, with what stands here."""
        return known

    def begin(self) -> None:
        """The focus on its first field."""
        first = next(iter(self.findChildren(Line)), None)
        if first is not None:
            first.edit.setFocus()


class Times(RestPart):
    """Due back, last seen and where, noticed."""

    def _build(self) -> Sequence[QWidget]:
        self.title, self.sub, self.icon = part_titles()[0], _("three times, as near as known"), "clock"
        self.due, self.noticed = Told(_("Due back"), self._now), Told(_("Noticed"), self._now)
        self.seen, self.place = Told(_("Last seen"), self._now), Line(_("Where"))
        self.fields = {"due_back": self.due, "noticed": self.noticed, "last_seen": self.seen}
        return beside(self.due, self.noticed), beside(self.seen, self.place)

    def show_known(self, known: Happened) -> None:
        """Show what is known."""
        self.due.show_instant(known.checklist.due_back)
        self.noticed.show_instant(known.caregiver_learned)
        self.seen.show_instant(known.last_seen.at)
        self.place.show_text(known.last_seen.place)

    def put(self, known: Happened) -> Happened:
        """With the times that stand here."""
        return replace(
            known,
            caregiver_learned=self.noticed.instant(),
            last_seen=replace(known.last_seen, at=self.seen.instant(), place=self.place.text()),
            checklist=replace(known.checklist, due_back=self.due.instant()),
        )


class Belongings(RestPart):
    """Phone, medicine, cash, ID: left or taken."""

    def _build(self) -> Sequence[QWidget]:
        self.title, self.sub, self.icon = part_titles()[1], _("phone, medicine, cash, ID"), "smartphone"
        options = (("left", _("Left")), ("taken", _("Taken")), ("", _("Not known")))
        named = (("phone", _("Phone")), ("medicine", _("Medicine")), ("cash", _("Cash")), ("id_card", _("ID")))
        self.each = {name: Choices(words, options, height=28, tight=True) for name, words in named}
        return [_named(words, self.each[name]) for name, words in named]

    def show_known(self, known: Happened) -> None:
        """Show what is known."""
        for name, choices in self.each.items():
            choices.choose(getattr(known.checklist, name))

    def put(self, known: Happened) -> Happened:
        """With what was left and what was taken."""
        found: dict[str, Left] = {
            name: "left" if each.value() == "left" else "taken" if each.value() == "taken" else ""
            for name, each in self.each.items()
        }
        return replace(known, checklist=replace(known.checklist, **found))

    def begin(self) -> None:
        """The focus on the phone."""
        self.each["phone"].setFocus()


class _Seen(RestPart):
    """Lines about how the youth was last seen. lines: the name in the statement, its label."""

    lines: tuple[tuple[str, str], ...] = ()

    def _lines(self, *lines: tuple[str, str]) -> Sequence[QWidget]:
        self.each = {name: Line(label) for name, label in lines}
        return list(self.each.values())

    def show_known(self, known: Happened) -> None:
        """Show what is known."""
        for name, line in self.each.items():
            line.show_text(getattr(known.last_seen, name, "") or getattr(known.checklist, name, ""))

    def put(self, known: Happened) -> Happened:
        """With the lines as they stand here."""
        texts = {name: line.text() for name, line in self.each.items()}
        seen = {name: text for name, text in texts.items() if name in LastSeen.__struct_fields__}
        asked = {name: text for name, text in texts.items() if name not in seen}
        return replace(known, last_seen=replace(known.last_seen, **seen), checklist=replace(known.checklist, **asked))


class WithWhom(_Seen):
    """With whom, by which car, after which messages, set off by what."""

    def _build(self) -> Sequence[QWidget]:
        self.title, self.sub, self.icon = part_titles()[2], _("car and plate, messages, trigger"), "car"
        return self._lines(
            ("with_whom", _("With whom")),
            ("vehicle", _("Car and plate")),
            ("messages", _("Messages or posts")),
            ("trigger", _("What set it off")),
        )


class Clothing(_Seen):
    """What the youth has on."""

    def _build(self) -> Sequence[QWidget]:
        self.title, self.sub, self.icon = part_titles()[3], _("what the youth has on now"), "shirt"
        return self._lines(("clothing", _("What the youth has on now")), ("carries", _("Carries")))


class Baby(RestPart):
    """An own baby along."""

    def _build(self) -> Sequence[QWidget]:
        self.title, self.sub, self.icon = part_titles()[4], _("then two are to be looked for"), "baby"
        options = (("yes", _("Yes")), ("no", _("No")), ("", _("Not known")))
        self.along, self.baby = Choices(_("Own baby along?"), options, height=28, tight=True), Line(_("Name and age of the baby"))
        return self.along, self.baby

    def show_known(self, known: Happened) -> None:
        """Show what is known."""
        show_bool(self.along, known.checklist.own_baby)
        self.baby.show_text(known.checklist.baby)

    def put(self, known: Happened) -> Happened:
        """With the answer."""
        return replace(known, checklist=replace(known.checklist, own_baby=as_bool(self.along), baby=self.baby.text()))


class Police(RestPart):
    """Officer, time and number of a report that somebody else made."""

    def _build(self) -> Sequence[QWidget]:
        self.title, self.sub, self.icon = part_titles()[5], _("officer, time, report number"), "shield-check"
        self.officer, self.told = Line(_("Officer")), Told(_("Told at"), self._now)
        self.report = Line(_("Report number"))
        self.fields = {"police_at": self.told}
        return self.officer, beside(self.told, self.report)

    def show_known(self, known: Happened) -> None:
        """Show what is known."""
        self.officer.show_text(known.checklist.officer)
        self.told.show_instant(known.checklist.police_at)
        self.report.show_text(known.checklist.report)

    def put(self, known: Happened) -> Happened:
        """With the details."""
        made = replace(known.checklist, officer=self.officer.text(), police_at=self.told.instant(), report=self.report.text())
        return replace(known, checklist=made)


def _named(words: str, choices: Choices) -> QWidget:
    label = Said(words, "small_strong", "muted")
    label.setFixedWidth(64)
    return holding(row(label, choices))


def parts(now: clock.Clock) -> tuple[RestPart, ...]:
    """The six, in the order in which they are asked."""
    return tuple(kind(now) for kind in (Times, Belongings, WithWhom, Clothing, Baby, Police))


_NOTHING = Happened(agency_learned=0)


class RestCard(Card):
    """The six beside the call: each unfolds where it stands, one at a time."""

    edited = Signal()

    def __init__(self, now: clock.Clock) -> None:
        super().__init__(gap=0)
        self.parts = parts(now)
        self.count = Said("", "body", "muted")
        self.body.addLayout(row(Said(_("The rest may wait"), "card"), None, self.count))
        self.lines = [Unfold(part.title, part.sub, part.icon, part) for part in self.parts]
        for line, part in zip(self.lines, self.parts, strict=True):
            self.body.addWidget(line)
            line.opened.connect(partial(self._on_opened, line, part))
            part.changed.connect(self._on_changed)
        self.setMinimumWidth(300)

    def show_known(self, known: Happened) -> None:
        """Show what is known, every part folded."""
        for line, part in zip(self.lines, self.parts, strict=True):
            part.show_known(known)
            line.unfold(on=False)
        self._tell()

    def put(self, known: Happened) -> Happened:
        """What is known, with what stands in all six."""
        for part in self.parts:
            known = part.put(known)
        return known

    def wrong(self) -> bool:
        """Whether a time is typed that is none; it is unfolded, and said where it stands."""
        return any(self._wrong(line, part) for line, part in zip(self.lines, self.parts, strict=True))

    def field(self, name: str) -> Field | None:
        """The field that a refusal names, unfolded; None where it is none of these."""
        for line, part in zip(self.lines, self.parts, strict=True):
            if name in part.fields:
                line.unfold(on=True)
                return part.fields[name]
        return None

    def _wrong(self, line: Unfold, part: RestPart) -> bool:
        found = [each for each in part.findChildren(Told) if each.is_wrong()]
        if found:
            line.unfold(on=True)
            found[0].edit.setFocus()
        return bool(found)

    def _on_opened(self, opened: Unfold, part: RestPart) -> None:
        for line in self.lines:
            if line is not opened:
                line.unfold(on=False)
        part.begin()

    def _on_changed(self) -> None:
        self._tell()
        self.edited.emit()

    def _tell(self) -> None:
        known = self.put(_NOTHING).asked
        for line, done in zip(self.lines, known, strict=True):
            line.say(_("asked") if done else _("ask"), "green" if done else "muted")
        self.count.setText(_("{n} of {all}").format(n=sum(known), all=len(known)))
