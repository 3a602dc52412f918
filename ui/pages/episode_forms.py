"""The sheets of an episode's page: one is open at a time; each is an act, and refused it keeps everything typed."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QScrollArea, QWidget

from fieldapp.agenda import acts as agenda
from fieldapp.agenda.model import Line, Proof
from fieldapp.agenda.queries import Occasion
from fieldapp.desk.casefile import Casefile, Reach
from fieldapp.desk.desk import Changes, Desk
from fieldapp.desk.handing import people
from fieldapp.errors import FieldError
from fieldapp.locate import acts as locate
from fieldapp.text import _
from fieldapp.youth import acts as youths
from fieldapp.youth.model import Contact
from ui.pages.ending_sheet import EndingSheet
from ui.pages.episode_sheets import AddSheet, FromYouthSheet, HandOverSheet, WithdrawSheet
from ui.pages.forms import Sheet
from ui.pages.happened_sheet import HappenedSheet
from ui.pages.lateness_sheet import LatenessSheet
from ui.pages.notice import NoticeSheet
from ui.pages.people_sheets import ContactSheet
from ui.pages.rest_sheet import RestSheet
from ui.session import Session

_FORMS = ("notice", "lateness", "happened", "rest", "ending", "heard", "add", "hand_over", "contact")
"""Forms that can be opened again by their name; an ending is withdrawn in two presses."""


class EpisodeForms(QObject):
    """case: the episode that is shown now, None for none."""

    def __init__(self, page: QWidget, session: Session, case: Callable[[], Casefile | None]) -> None:
        super().__init__(page)
        self._page, self._session, self._case = page, session, case
        self.notice = NoticeSheet()
        self.happened, self.ending, self.withdraw = HappenedSheet(), EndingSheet(), WithdrawSheet()
        self.heard, self.add, self.hand_over, self.contact = FromYouthSheet(), AddSheet(), HandOverSheet(), ContactSheet()
        self.rest, self.lateness = RestSheet(session.now), LatenessSheet()
        self._of = ""
        self.every: tuple[Sheet | NoticeSheet, ...] = (
            self.notice, self.lateness, self.happened, self.rest, self.ending, self.withdraw, self.heard, self.add,
            self.hand_over, self.contact,
        )  # fmt: skip
        self._connect()

    def _connect(self) -> None:
        self.notice.recorded.connect(self.record)
        self.notice.taken_back.connect(self._on_taken_back)
        self.lateness.done.connect(self._on_lateness)
        self.happened.done.connect(lambda value: self.do(self.happened, locate.say_happened, value))
        self.rest.done.connect(lambda value: self.do(self.rest, locate.say_happened, value))
        self.ending.done.connect(lambda value: self.do(self.ending, locate.end, *value))
        self.ending.take_back.connect(lambda: self._open(self.withdraw, lambda case: self.withdraw.open_for(case.episode)))
        self.withdraw.done.connect(lambda value: self.do(self.withdraw, locate.withdraw_ending, *value))
        self.heard.done.connect(lambda value: self.do(self.heard, locate.hear_from_youth, value))
        self.add.done.connect(lambda value: self.do(self.add, locate.note, *value))
        self.hand_over.done.connect(lambda value: self.do(self.hand_over, locate.hand_over, value))
        self.contact.done.connect(self._on_contact)

    def hide(self) -> None:
        """Put every sheet away."""
        for sheet in self.every:
            sheet.hide()

    def are_open(self) -> bool:
        """Whether somebody fills one in."""
        return any(sheet.isVisible() for sheet in self.every)

    # -- opening one

    def open_notice(self, line: Line, reach: Reach) -> None:
        """How a row was settled."""
        self.hide()
        self._of = line.key
        self.notice.open_for(line, reach, self._session.now())
        self._into_view(self.notice)

    def open_lateness(self, line: Line, reach: Reach) -> None:
        """Why a notice was late."""
        self._of = line.key
        self._open(self.lateness, lambda _case: self.lateness.open_for(line, reach.name))

    def open_happened(self) -> None:
        """What is known of the absence."""
        self._open(self.happened, lambda case: self.happened.open_for(case.episode, self._session.now(), case.age))

    def open_rest(self) -> None:
        """What the caller is asked, then or later."""
        self._open(self.rest, lambda case: self.rest.open_for(case.episode))

    def open_ending(self) -> None:
        """Found, back, or another ending."""
        self._open(self.ending, lambda case: self.ending.open_for(case.episode, self._session.now()))

    def open_heard(self) -> None:
        """The youth is in touch."""
        self._open(self.heard, lambda _case: self.heard.open_for(self._session.now()))

    def open_add(self) -> None:
        """Something for the timeline."""
        self._open(self.add, lambda _case: self.add.open_for(self._session.now()))

    def open_hand_over(self) -> None:
        """To whom it can be handed is asked first."""
        if self._case() is not None:
            now = self._session.now
            self._session.ask(
                people,
                lambda found: self._open(self.hand_over, lambda case: self.hand_over.open_for(case, found, now())),
            )

    def open_contact(self, relation: str) -> None:
        """Somebody who is not entered yet."""
        self._of = relation
        self._open(self.contact, lambda case: self.contact.open_new(case.youth, relation))

    def half_done(self) -> str:
        """The form that is open, and the line or the relation that it is about."""
        return next((f"{name} {self._of}" for name in _FORMS if not getattr(self, name).isHidden()), "")

    def open_again(self, form: str) -> None:
        """One that was half filled in; nothing where its line is there no more."""
        name, _space, of = form.partition(" ")
        case = self._case()
        if case is None or name not in _FORMS:
            return
        if name == "contact":
            self.open_contact(of)
        elif name in {"notice", "lateness"}:
            lines = (
                *case.by_phone,
                *case.in_writing,
                *case.reverse,
                *case.keep_telling,
                *case.unknown,
                *case.steps,
                *case.stopped,
            )
            for line, reach in lines:
                if line.key == of:
                    getattr(self, f"open_{name}")(line, reach)
                    return
        else:
            getattr(self, f"open_{name}")()

    def _open(self, sheet: Sheet, fill: Callable[[Casefile], None]) -> None:
        case = self._case()
        if case is not None:
            self.hide()
            fill(case)
            self._into_view(sheet)

    def _into_view(self, sheet: QWidget) -> None:
        area = self._page.findChild(QScrollArea)
        if area is not None:
            QTimer.singleShot(0, sheet, lambda: area.ensureWidgetVisible(sheet, 0, 24))

    # -- what they do

    def do(self, sheet: Sheet | None, act: Callable[..., None], *values: object) -> None:
        """An act about this episode."""
        case = self._case()
        if case is None:
            return
        youth, episode = case.episode.youth, case.episode.id

        def act_now(desk: Desk) -> Changes[None]:
            return desk.do(act, youth, episode, *values)

        if sheet is None:
            self._session.do(act_now)
        else:
            self._session.do(act_now, lambda _none: sheet.close_sheet(), lambda error: _refuse(sheet, error))

    def there_is_none(self, line: Line) -> None:
        """Nobody was entered because there is nobody: settled with that reason, until somebody is entered after all."""
        self.record(line.key, Proof(outcome="not_required", made_at=self._session.now(), note=_("there is none")))

    def record(self, line: str, proof: Proof) -> None:
        """A notice, or how a row was settled."""
        case = self._case()
        if case is None:
            return
        occasion = Occasion(case.episode.youth, case.episode.id)
        self._session.do(
            lambda desk: desk.do(agenda.record_notice, occasion, line, proof),
            lambda _hash: self.notice.close_sheet(),
            lambda error: _refuse(self.notice, error),
        )

    def _on_taken_back(self, notice: bytes, reason: str) -> None:
        """A notice was recorded by mistake."""
        case = self._case()
        if case is not None:
            self._session.do(
                lambda desk: desk.do(agenda.take_back, notice, reason),
                lambda _none: self.notice.close_sheet(),
                lambda error: _refuse(self.notice, error),
            )

    def _on_lateness(self, value: tuple[bytes, str]) -> None:
        """Why it was late, added to the notice."""
        self._session.do(
            lambda desk: desk.do(agenda.explain_lateness, *value),
            lambda _none: self.lateness.close_sheet(),
            lambda error: _refuse(self.lateness, error),
        )

    def _on_contact(self, value: Contact) -> None:
        case = self._case()
        if case is not None:
            youth = case.youth.id
            self._session.do(
                lambda desk: desk.do(youths.say_contact, youth, value),
                lambda _id: self.contact.close_sheet(),
                lambda error: _refuse(self.contact, error),
            )


def _refuse(sheet: NoticeSheet | Sheet, error: BaseException) -> None:
    """Say it on the sheet where it can be mended."""
    if not isinstance(error, FieldError):
        raise error
    sheet.refuse(f"{error.sentence} {getattr(error, 'action', '')}".strip())
