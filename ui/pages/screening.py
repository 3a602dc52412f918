"""Screening: the list, the notes of a contact, the rating, the review before it is locked, and the locked one (P71)."""

from __future__ import annotations

from dataclasses import replace as changed

from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QScrollArea, QWidget

from fieldapp import clock
from fieldapp.desk.desk import Desk
from fieldapp.desk.disclosing import reports
from fieldapp.desk.lookup import lookup
from fieldapp.desk.screeningfile import Locked, Rating, Screenings, SoFar, about, forms, locked, opened, overview, waiting
from fieldapp.errors import FieldError
from fieldapp.identify import acts
from fieldapp.identify.model import Result
from fieldapp.identify.queries import Kept, Part
from ui.pages.disclosure_card import DisclosureCard
from ui.pages.page import Page
from ui.pages.screening_begin import BeginView, Begun
from ui.pages.screening_contact import ContactView
from ui.pages.screening_keeping import Keeping
from ui.pages.screening_list import ListView
from ui.pages.screening_locked import LockedView
from ui.pages.screening_rating import RatingView
from ui.pages.screening_review import ReviewView

_MOST_FOUND = 30
Found = Rating | Locked | Screenings


class ScreeningPage(Page):
    """One view of several is in front. A draft is kept by every change of it, so leaving needs nothing."""

    areas = frozenset({"identify", "youth"})

    def _build(self) -> None:
        self._youth = self._screening = ""
        self._rating: Rating | None = None
        self.list, self.begin, self.review, self.locked = ListView(), BeginView(), ReviewView(), LockedView()
        self.rating, self.contact = RatingView(), ContactView(self.session.now)
        self._views: tuple[QWidget, ...] = (self.list, self.begin, self.contact, self.rating, self.review, self.locked)
        for view in self._views:
            self.content.addWidget(view, 1)
            view.hide()
        self.card = DisclosureCard(self)
        self._keeping = Keeping(self.session, self)
        self._keeping.kept.connect(self._on_kept)
        self._connect_draft()
        self._connect_others()

    def _connect_draft(self) -> None:
        for view in (self.rating, self.contact):
            view.kept.connect(self._keeping.take)
            view.card_asked.connect(self._on_card)
        self.rating.notes_asked.connect(lambda: self._turn("contact"))
        self.contact.rating_asked.connect(lambda: self._turn("rating"))
        self.rating.review_asked.connect(self._on_review)
        self.review.back_asked.connect(lambda: self._turn("rating"))
        self.review.change_asked.connect(self._on_change)
        self.review.dated.connect(self._on_dated)
        self.review.finish_asked.connect(self._on_finish)
        self.card.closed.connect(self._on_card_closed)
        self.card.noted.connect(lambda: self._turn("contact"))

    def _connect_others(self) -> None:
        self.list.begin_asked.connect(lambda: self._begin(""))
        self.list.resumed.connect(self.enter)
        self.list.opened.connect(self.enter)
        self.list.dropped.connect(self._on_dropped)
        self.begin.typed.connect(self._on_typed)
        self.begin.picked.connect(lambda youth: self.session.ask(lambda desk: desk.ask(about, youth), self.begin.show_about))
        self.begin.begun.connect(self._on_begun)
        self.begin.left.connect(lambda: self.enter("", ""))
        self.locked.back_asked.connect(lambda: self.enter("", ""))
        self.locked.youth_asked.connect(lambda: self.go.emit("youth", self._youth, ""))
        self.locked.amend_asked.connect(self._on_amend)
        self.locked.read.connect(self._on_read)

    # -- where we are

    def enter(self, youth: str, episode: str) -> None:
        """A draft, or a finished one, by its id; a youth alone begins one; neither is the list."""
        self._keeping.flush()
        self._youth, self._screening, self._rating = youth, episode, None
        if youth and not episode:
            self._begin(youth)
        else:
            self._front(None)
            self.stale()

    def stale(self) -> None:
        """How many wait is asked for though nobody looks: the navigation shows it."""
        super().stale()
        if self.session.me is not None:
            self.session.ask(lambda desk: desk.ask(waiting), self.counted.emit)

    def refresh(self) -> None:
        """Ask for the list or the one that is open; what somebody writes on the screen is newer than the store."""
        if self._rating is not None or not self.begin.isHidden() or self.locked.writing:
            return
        youth, screening = self._youth, self._screening
        self.session.ask(lambda desk: _look(desk, youth, screening), lambda found: self._on_found(screening, found))

    def forget(self) -> None:
        """What is being typed is kept; then nothing stays."""
        self._keeping.flush()
        self._youth = self._screening = ""
        self._rating = None
        self._front(None)
        for view in (self.list, self.contact, self.rating, self.locked, self.review, self.begin):
            view.forget()

    def hideEvent(self, event: QHideEvent) -> None:
        """Whoever leaves has it kept."""
        self._keeping.flush()
        super().hideEvent(event)

    def _front(self, view: QWidget | None) -> None:
        self.card.hide()
        area = self.findChild(QScrollArea, options=Qt.FindChildOption.FindDirectChildrenOnly)
        if area is not None and view is not None and view.isHidden():
            area.verticalScrollBar().setValue(0)
        for each in self._views:
            each.setEnabled(True)
            each.setVisible(each is view)

    def _on_found(self, screening: str, found: Found) -> None:
        me = self.session.me
        if screening != self._screening or me is None:
            return
        if isinstance(found, Rating):
            self._rating = found
            self._turn(found.kept.part)
        elif isinstance(found, Locked):
            self.locked.show_locked(found, me.role)
            self._front(self.locked)
        else:
            self._screening = ""
            self.list.show_list(found, me.role)
            self._front(self.list)

    # -- beginning

    def _begin(self, youth: str) -> None:
        self._front(self.begin)
        self.begin.begin_anew(clock.day(self.session.now()))
        self.session.ask(lambda desk: desk.ask(forms), self.begin.show_forms)
        if youth:
            self.session.ask(lambda desk: desk.ask(about, youth), self.begin.show_youth)
        else:
            self._on_typed("")

    def _on_typed(self, typed: str) -> None:
        self.session.ask(lambda desk: lookup(desk, typed, _MOST_FOUND), lambda found: self.begin.show_found(found.lines, typed))

    def _on_begun(self, chosen: Begun) -> None:
        self.session.do(
            lambda desk: desk.do(acts.begin, chosen.youth, chosen.form, chosen.contact_on, chosen.part),
            lambda made: self._to(chosen.youth, made),
            lambda error: self._refused(error, self.begin),
        )

    def _to(self, youth: str, screening: str) -> None:
        self._front(None)
        self.enter(youth, screening)

    def _on_dropped(self, draft: str) -> None:
        self.session.do(lambda desk: desk.do(acts.drop, draft), lambda _none: self.enter("", ""))

    # -- the draft

    def _turn(self, part: Part) -> None:
        """To the notes, or to the rating."""
        rating = self._current()
        if rating is None:
            return
        if rating.kept.part != part:
            rating = rating.changed(replace(rating.kept, part=part))
            self._keeping.take(rating.kept, False)
        self._rating = rating
        view = self.contact if part == "contact" else self.rating
        self._front(view)
        view.show_rating(rating)

    def _current(self) -> Rating | None:
        """The draft as it is on the screen."""
        if self._rating is None:
            return None
        shown = self.rating if not self.rating.isHidden() else self.contact if not self.contact.isHidden() else None
        return (shown.rating if shown is not None else None) or self._rating

    def _on_kept(self, so_far: SoFar) -> None:
        rating = self._current()
        if rating is None:
            return
        self._rating = changed(rating, so_far=so_far)
        for view in (self.rating, self.contact):
            if not view.isHidden():
                view.show_so_far(so_far)

    def _on_review(self) -> None:
        self._keeping.flush()
        self._rating = self._current()
        if self._rating is not None:
            self._front(self.review)
            self.review.show_rating(self._rating)

    def _on_change(self, item: str) -> None:
        self._turn("rating")
        self.rating.go_to(item)

    def _on_dated(self, day: str) -> None:
        rating = self._rating
        if rating is not None:
            self._rating = rating.changed(replace(rating.kept, contact_on=day))
            self._keeping.take(self._rating.kept, False)

    def _on_finish(self, reason: str) -> None:
        rating = self._rating
        if rating is not None:
            draft = rating.kept
            self._keeping.flush()
            self.session.do(
                lambda desk: desk.do(acts.finish, draft.id, reason),
                lambda result: self._on_finished(draft, result),
                lambda error: self._refused(error, self.review),
            )

    def _on_finished(self, draft: Kept, result: Result) -> None:
        """What follows from it is in front; an amendment is read where it was made."""
        del result
        if draft.amends:
            self.enter(draft.youth, draft.amends)
        else:
            self.enter("", "")
            self.go.emit("actions", draft.youth, "")

    def _refused(self, error: BaseException, view: BeginView | ReviewView) -> None:
        if not isinstance(error, FieldError):
            raise error
        view.refuse(f"{error.sentence} {getattr(error, 'action', '')}".strip())

    # -- the card

    def _on_card(self) -> None:
        self.session.ask(lambda desk: desk.ask(reports), self.card.show_reports)
        for view in self._views:
            view.setEnabled(False)
        self.card.bring()

    def _on_card_closed(self) -> None:
        for view in self._views:
            view.setEnabled(True)
        if not self.rating.isHidden():
            self.rating.items.focus_current()
        elif not self.contact.isHidden():
            self.contact.line.setFocus()

    # -- one that is finished

    def _on_amend(self) -> None:
        youth, screening = self._youth, self._screening
        self.session.do(lambda desk: desk.do(acts.begin_amendment, youth, screening), lambda made: self.enter(youth, made))

    def _on_read(self, note: str) -> None:
        youth, screening = self._youth, self._screening
        self.session.do(lambda desk: desk.do(acts.review, youth, screening, note), lambda _none: self.enter(youth, screening))


def _look(desk: Desk, youth: str, screening: str) -> Found:
    """What an id stands for: a draft, a finished one, or nothing, which is the list."""
    if screening:
        draft = desk.ask(opened, youth, screening)
        found = draft or locked(desk, youth, screening)
        if found is not None:
            return found
    return overview(desk)
