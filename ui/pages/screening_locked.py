"""A finished screening: read-only, with its amendments and who read it; amended only by dated, signed additions."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QBoxLayout, QPlainTextEdit, QWidget

from fieldapp.desk.screeningfile import Locked
from fieldapp.desk.window import Role
from fieldapp.identify.queries import Signed
from fieldapp.text import _, long_moment
from ui.pages import screening_words as say
from ui.pages.screening_answers import answers, notes_card
from ui.pages.screening_result import ResultCards
from ui.widgets.beside import Beside
from ui.widgets.buttons import Btn
from ui.widgets.cards import Card, Strip, page_head
from ui.widgets.fields import Words
from ui.widgets.text import Icon, Part, Said, column, emptied, row


class LockedView(QWidget):
    """What was found is hidden here too until somebody says that they are alone."""

    back_asked = Signal()
    amend_asked = Signal()
    youth_asked = Signal()
    read = Signal(str)
    """A supervisor has read it, with a note."""

    def __init__(self) -> None:
        super().__init__()
        self._locked: Locked | None = None
        self._role: Role = "worker"
        self._alone = False
        self._note: Words | None = None
        self._filled = column(gap=12)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setLayout(column(self._filled, None))

    def show_locked(self, locked: Locked, role: Role) -> None:
        """One that is finished."""
        if self._locked is None or self._locked.screening.id != locked.screening.id:
            self._alone = False
        self._locked, self._role = locked, role
        emptied(self._filled)
        by = locked.names.get(locked.screening.by, _("somebody not known here"))
        when = _("by {who}, {when}").format(who=by, when=long_moment(locked.screening.finished_at))
        self._result = ResultCards(self.on_hide)
        self._result.show_locked(locked, shown=self._alone)
        right = column(self._result, self._review(locked), *self._amendments(locked), gap=12)
        self._filled.addLayout(self._head(locked))
        self._filled.addWidget(Strip("green", "lock", _("Finished and locked"), when))
        self._filled.addWidget(Beside(self._answers(locked), right, width=292, least=520))
        QTimer.singleShot(0, self, self.setFocus)

    def forget(self) -> None:
        """Nothing of it stays."""
        self._locked = self._note = None
        self._alone = False
        emptied(self._filled)

    def on_hide(self) -> None:
        """Hide the result, or show it to somebody who says that they are alone."""
        self._alone = not self._alone
        if self._locked is not None:
            self._result.show_locked(self._locked, shown=self._alone)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """H, wherever the focus is but in a text."""
        typing = isinstance(QApplication.focusWidget(), QPlainTextEdit)
        if event.key() == Qt.Key.Key_H and not event.modifiers() and not typing:
            self.on_hide()
        else:
            super().keyPressEvent(event)

    @property
    def writing(self) -> bool:
        """Whether a supervisor is at their note."""
        return self._note is not None and self.isVisible() and bool(self._note.text())

    # -- parts

    def _head(self, locked: Locked) -> QBoxLayout:
        back = Btn(_("All screenings"), "plain", key="Esc").bound("Escape")
        youth = Btn(_("The youth’s page"), "plain", "user")
        amend = Btn(_("Go on amending") if locked.draft else _("Amend"), "plain", "pencil")
        back.clicked.connect(self.back_asked)
        youth.clicked.connect(self.youth_asked)
        amend.clicked.connect(self.amend_asked)
        title = say.said(locked.form.head.title) if locked.form else locked.screening.result.instrument
        day = say.day_of(locked.screening.contact_on, weekday=True)
        note = _("{who} · {form} · contact {day}").format(who=locked.initials, form=title, day=day)
        return page_head(_("Screening"), note, back, youth, *([amend] if locked.form else []))

    def _answers(self, locked: Locked) -> QBoxLayout:
        held = locked.screening
        if locked.form is None:
            words = _("The form it was rated on is not on this laptop; its result and notes can be read.")
            return column(Card(Said(words, "body", "muted", wraps=True)), notes_card(held.notes), gap=12)
        now, first = ({each.item: each for each in some} for some in (held.ratings, held.first))
        shown = tuple(name for name in locked.form.items if name not in held.result.not_applicable or name in now)
        before = first if held.amended else None
        return column(answers(locked.form, now, shown, first=before), notes_card(held.notes), gap=12)

    def _review(self, locked: Locked) -> Card:
        """Who has read it; a supervisor signs here."""
        held = locked.screening
        card = Card(Said(_("Supervisor"), "card"))
        self._note = None
        if held.reviewed is not None:
            card.body.addWidget(_signed(_("Read"), held.reviewed, locked))
        if not held.unread:
            return card
        waits = _("An amendment came after the reading.") if held.reviewed else _("Not read by a supervisor yet.")
        card.body.addWidget(Said(waits, "body", "muted", wraps=True))
        if self._role == "supervisor":
            self._note = note = Words(_("Note"), _("Only if there is something to say; it is signed with your name."), height=64)
            sign = Btn(_("I have read it"), "primary", "check", height=36)
            sign.clicked.connect(lambda: self.read.emit(note.text()))
            card.body.addWidget(note)
            card.body.addLayout(row(None, sign))
        return card

    def _amendments(self, locked: Locked) -> list[Part]:
        made = locked.screening.amended
        if not made:
            return []
        card = Card(Said(_("Amended"), "card"))
        for each in reversed(made):
            card.body.addWidget(_signed(each.words, each, locked))
        return [card]


def _signed(title: str, each: Signed, locked: Locked) -> QWidget:
    by = locked.names.get(each.by, _("somebody not known here"))
    when = f"{by}, {long_moment(each.at)}"
    words: list[Part] = [Said(title, "strong", wraps=True), Said(when, "small", "muted", wraps=True)]
    if each.words and each.words != title:
        words.append(Said(each.words, "body", wraps=True))
    line = row(column(2, Icon("pencil", "muted", 16), None), 2, column(*words, gap=2))
    line.setStretch(2, 1)
    holder = QWidget()
    holder.setLayout(line)
    return holder
