"""Small sheets of an episode: the youth was in touch, the timeline, handing over, taking an ending back, stated twice."""

from __future__ import annotations

from collections.abc import Mapping
from typing import get_args

from PySide6.QtCore import Signal

from fieldapp import clock
from fieldapp.desk.casefile import Casefile
from fieldapp.desk.window import ending_words, moment_words
from fieldapp.locate.model import Channel, Ended, Episode, FromYouth, Happened, Moment, NowWith, Version
from fieldapp.text import _, long_moment, moment
from ui.pages.forms import Sheet, as_bool, beside, yes_no
from ui.pages.roles import role_words
from ui.widgets.buttons import Btn
from ui.widgets.cards import Card
from ui.widgets.fields import Field, Line, Pick, Words
from ui.widgets.fields import Moment as When
from ui.widgets.text import Said, column, row

_SHIFT = 8 * clock.HOUR


class FromYouthSheet(Sheet):
    """The youth is on the phone, or wrote: a few words to say, then what they said. It never ends the episode (P17)."""

    def __init__(self) -> None:
        super().__init__(_("The youth is in touch"), _("Keep"))

    def _fields(self) -> None:
        words = _(
            "“You are not in trouble. I am glad to hear you. Are you safe right now? Is anybody with you? What do you need "
            "tonight? You decide what you tell me. When can we talk again?”"
        )
        script = Card(Said(_("You may say"), "small_strong", "muted"), Said(words, "lead", wraps=True), margin=12, gap=4)
        self.body.addWidget(script.inked("accent_soft", "accent_soft"))
        channels = (
            ("call", _("Call")), ("text", _("Text")), ("message", _("Message")), ("in_person", _("In person")),
            ("through_somebody", _("Through somebody")),
        )  # fmt: skip
        self.at, self.channel = When(_("When"), 0), Pick(_("How"), channels)
        self.safe, self.words = yes_no(_("Safe?")), Words(_("Their own words"), height=64)
        self.danger = Said("", "body", "red", wraps=True)
        self.wants, self.place = Line(_("What they want")), Line(_("Where they say they are"))
        self.again = yes_no(_("Agreed to talk again?"))
        self.next_at, self.next_how = When(_("Next contact"), 0), Line(_("How"))
        self.body.addWidget(beside(self.at, self.channel, Field(_("Are they safe?"), self.safe)))
        self.body.addWidget(self.danger)
        self.body.addWidget(self.words)
        self.body.addWidget(beside(self.wants, self.place))
        self.body.addWidget(beside(Field(_("Agreed to talk again?"), self.again), self.next_at, self.next_how))
        self.safe.chosen.connect(self._on_safe)
        self.again.chosen.connect(self._on_again)

    def open_for(self, now: clock.Instant) -> None:
        """An empty sheet, stamped."""
        self.at.show_instant(now)
        self.next_at.show_instant(now + clock.HOUR)
        for field in (self.wants, self.place, self.next_how):
            field.edit.clear()
        self.words.edit.clear()
        self.safe.choose("")
        self.again.choose("")
        self._on_safe("")
        self._on_again("")
        self.show()
        self.words.edit.setFocus()

    def _on_safe(self, value: str) -> None:
        self.danger.setText(_("Stay on the line. Have somebody call 911 from another phone.") if value == "no" else "")
        self.danger.setVisible(value == "no")

    def _on_again(self, value: str) -> None:
        self.next_at.setVisible(value == "yes")
        self.next_how.setVisible(value == "yes")

    def value(self) -> FromYouth:
        """What the youth said."""
        again = as_bool(self.again)
        return FromYouth(
            at=self.at.instant(),
            channel=next(each for each in get_args(Channel) if each == self.channel.value()),
            words=self.words.text(),
            safe=as_bool(self.safe),
            place_said=self.place.text(),
            wants=self.wants.text(),
            next_at=self.next_at.instant() if again else None,
            next_how=self.next_how.text() if again else "",
        )


class AddSheet(Sheet):
    """Something for the timeline: a search, a sighting, a request, a warrant, who allowed a poster."""

    KINDS: tuple[Moment, ...] = (
        "searched", "phone_tried", "sighted", "asked_footage", "asked_report", "warrant_issued", "poster_allowed",
        "police_refused", "note",
    )  # fmt: skip

    def __init__(self) -> None:
        super().__init__(_("Add to the timeline"), _("Add"))

    def _fields(self) -> None:
        self.what = Pick(_("What"), tuple((kind, moment_words(kind)) for kind in self.KINDS))
        self.at, self.text = When(_("When"), 0), Line(_("Words"))
        self.hint = Said("", "small", "muted", wraps=True)
        self.body.addWidget(beside(self.what, self.at))
        self.body.addWidget(self.text)
        self.body.addWidget(self.hint)
        self.what.box.currentIndexChanged.connect(self._on_what)

    def open_for(self, now: clock.Instant) -> None:
        """An empty sheet, stamped."""
        self.what.choose("searched")
        self.at.show_instant(now)
        self.text.edit.clear()
        self._on_what()
        self.show()
        self.what.box.setFocus()

    def _on_what(self) -> None:
        hints = {
            "searched": _("Where, with whom, and what came of it. Each search is shown to the court as an effort."),
            "phone_tried": _("Number or account, and what came of it."),
            "sighted": _("Where, and by whom. A sighting never moves “last seen”."),
            "warrant_issued": _("Which court, and its number. After the return it stays open until its recall is in writing."),
            "poster_allowed": _("Who decided that the photo may be published: NCMEC may then show it."),
            "police_refused": _("Which agency, who, and what they said. Any agency must take the report (PC 14211)."),
        }
        self.hint.setText(hints.get(self.what.value(), _("What happened, in a few words.")))

    def value(self) -> tuple[Moment, int, str]:
        """(what, when, words)."""
        what = next(each for each in get_args(Moment) if each == self.what.value())
        return what, self.at.instant(), self.text.text()


class HandOverSheet(Sheet):
    """Who has it now, until when, and what comes next (P15)."""

    def __init__(self) -> None:
        self._people: tuple[tuple[str, str], ...] = ()
        super().__init__(_("Hand over"), _("Hand over"))

    def _fields(self) -> None:
        self.who = Pick(_("To"), (("", _("Somebody else")),))
        self.name = Line(_("Name"))
        self.until, self.next_act = When(_("Until"), 0), Line(_("What they should do next"))
        self.body.addWidget(beside(self.who, self.name, self.until))
        self.body.addWidget(self.next_act)
        self.who.box.currentIndexChanged.connect(lambda: self.name.setVisible(not self.who.value()))

    def open_for(self, case: Casefile, people: tuple[tuple[str, str], ...], now: clock.Instant) -> None:
        """Everybody of the team that is known, and somebody else by name."""
        self._people = people
        self.who.box.clear()
        for person, name in (*people, ("", _("Somebody else"))):
            self.who.box.addItem(name, person)
        held = case.episode.now_with
        others = [person for person, _name in people if held is None or person != held.person]
        self.who.choose(others[0] if others else "")
        self.name.edit.clear()
        self.name.setVisible(not self.who.value())
        self.until.show_instant(now + _SHIFT)
        self.next_act.edit.setText(case.next_act)
        self.show()
        self.who.box.setFocus()

    def value(self) -> NowWith:
        """Who has it now."""
        person = self.who.value()
        name = next((name for each, name in self._people if each == person), "") if person else self.name.text()
        return NowWith(person=person, name=name, until=self.until.instant(), next_act=self.next_act.text())


class WithdrawSheet(Sheet):
    """An ending was recorded by mistake."""

    def __init__(self) -> None:
        self._ended: tuple[Ended, ...] = ()
        super().__init__(_("Take an ending back"), _("Take it back"))

    def _fields(self) -> None:
        self.which, self.reason = Pick(_("Which"), ()), Line(_("Why"), _("It stays in the record with this reason."))
        self.body.addWidget(beside(self.which, self.reason))

    def open_for(self, episode: Episode) -> None:
        """Those that count, the last one first."""
        self._ended = tuple(reversed(episode.ended))
        self.which.box.clear()
        for each in self._ended:
            self.which.box.addItem(f"{ending_words(each.what)}, {long_moment(each.at)}", each.entry.hex())
        self.reason.edit.clear()
        self.show()
        self.reason.edit.setFocus()

    def value(self) -> tuple[bytes, str]:
        """(the ending's entry, why)."""
        return bytes.fromhex(self.which.value()), self.reason.text()


class TwiceCard(Card):
    """What two people stated of an episode at the same time, until somebody decides which of it counts."""

    decided = Signal(object)

    def __init__(self, episode: Episode, signed: Mapping[str, tuple[str, str]]) -> None:
        super().__init__(margin=14, gap=8)
        self.inked("amber_soft", "amber")
        title = _("Two people stated this episode at the same time. Both are kept until somebody decides.")
        self.body.addWidget(Said(title, "strong", "amber", wraps=True))
        self._choices = row(gap=12)
        self.body.addLayout(self._choices)
        versions = tuple(each.value for each in episode.versions)
        for place, (own, version) in enumerate(zip(episode.versions, versions, strict=True)):
            by = Said(_stated_by(own, signed), "strong", wraps=True)
            button = Btn(_("This one counts"), "plain", "check", height=32)
            button.setAccessibleName(_("This one counts: {n}").format(n=place + 1))
            button.clicked.connect(lambda _on=False, version=version: self.decided.emit(version))
            words = Said("\n".join(differing(version, versions)), "body", wraps=True)
            self._choices.addLayout(column(by, words, row(button, None), gap=6))


def _stated_by(version: Version, signed: Mapping[str, tuple[str, str]]) -> str:
    """Who stands behind it, and when it was written down by that device's clock."""
    name, role = signed.get(version.by, (_("Somebody who is not on this store’s list"), ""))
    return " · ".join(part for part in (name, role_words(role), long_moment(version.at)) if part)


def differing(version: Happened, versions: tuple[Happened, ...]) -> list[str]:
    """The lines in which a statement differs from the others."""
    every = [_lines_of(each) for each in versions]
    own = _lines_of(version)
    return [f"{label}: {value}" for label, value in own.items() if any(each.get(label) != value for each in every)]


def _lines_of(value: Happened) -> dict[str, str]:
    seen = value.last_seen
    answers = {True: _("yes"), False: _("no"), None: _("not known")}
    places = {
        "unknown": _("nobody knows where"), "known_unapproved": _("known, not approved"), "known_approved": _("known, approved"),
        None: _("not asked yet"),
    }  # fmt: skip
    return {
        _("Agency learned"): moment(value.agency_learned),
        _("Last seen"): ", ".join(part for part in (moment(seen.at) if seen.at else _("not known"), seen.place) if part),
        _("Clothing"): seen.clothing or "–",
        _("With whom"): seen.with_whom or "–",
        _("Where the youth is"): places[value.whereabouts],
        _("Treated as missing"): answers[value.agency_treats_as_missing],
        _("Place unsafe"): answers[value.place_may_be_unsafe],
        _("Abducted"): answers[value.abducted],
        _("Unwilling, or at risk"): answers[value.left_unwillingly_or_at_substantial_risk],
    }
