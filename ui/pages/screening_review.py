"""The review before a screening is locked: every answer with a way to change it, what is still open, and what locking means."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QWidget

from fieldapp.desk.screeningfile import Rating
from fieldapp.identify.model import Rating as Rated
from fieldapp.text import _, ngettext
from ui.pages import screening_words as say
from ui.pages.screening_answers import answers, lack_of, notes_card
from ui.widgets.beside import Beside
from ui.widgets.buttons import Btn
from ui.widgets.cards import Card, page_head
from ui.widgets.fields import Day, Words
from ui.widgets.text import Icon, Said, column, emptied, row


class ReviewView(QWidget):
    """Nothing is mandatory but what the form requires; what lacks is said."""

    back_asked = Signal()
    change_asked = Signal(str)
    finish_asked = Signal(str)
    """With the reason of an amendment."""
    dated = Signal(str)
    """Another day of the contact (ISO)."""

    def __init__(self) -> None:
        super().__init__()
        self._filled = column(gap=12)
        self.setLayout(column(self._filled, None))

    def show_rating(self, rating: Rating) -> None:
        """A draft to be read through."""
        emptied(self._filled)
        back = Btn(_("Back to the rating"), "plain", key="Esc").bound("Escape")
        self.finish = Btn(_("Finish and lock"), "primary", "lock", _("Ctrl Enter")).bound("Ctrl+Return")
        back.clicked.connect(self.back_asked)
        self.finish.clicked.connect(self._on_finish)
        note = f"{rating.initials} · {say.said(rating.form.head.title)}"
        self._filled.addLayout(page_head(_("Review"), note, back, self.finish))
        QTimer.singleShot(0, back, back.setFocus)  # not on what cannot be undone
        self.fault = Said("", "body", "red", wraps=True)
        self.fault.hide()
        self._filled.addWidget(self.fault)
        held = {each.item: each for each in rating.kept.ratings}
        card = answers(rating.form, held, rating.so_far.shown, self.change_asked.emit)
        left = column(card, notes_card(rating.kept.notes), gap=12)
        self._filled.addWidget(Beside(left, column(*self._beside(rating, held), gap=12), width=292, least=520))

    def forget(self) -> None:
        """Nothing of it stays."""
        emptied(self._filled)

    def refuse(self, sentence: str) -> None:
        """Why it is not locked."""
        self.fault.setText(sentence)
        self.fault.setVisible(bool(sentence))

    def _beside(self, rating: Rating, held: dict[str, Rated]) -> list[QWidget]:
        contact = Card()
        self.day = Day(_("Contact on"), date.fromisoformat(rating.kept.contact_on))
        self.day.edit.dateChanged.connect(lambda _day: self.dated.emit(self.day.day().isoformat()))
        contact.body.addWidget(self.day)
        cards: list[QWidget] = [self._open(rating, held)]
        if rating.kept.amends:
            contact = Card()
            self.reason = Words(_("Why it is amended"), _("It is dated and signed with your name."))
            contact.body.addWidget(self.reason)
        return [*cards, contact, self._meaning(rating)]

    def _open(self, rating: Rating, held: dict[str, Rated]) -> Card:
        """What is still open, in numbers; none of it clears or accuses anybody."""
        lacks = [lack_of(rating.form.items[name], held.get(name, Rated(item=name))) for name in rating.so_far.shown]
        must = sum(each is not None and each.must for each in lacks)
        unrated = sum(each is not None and each.words == _("not rated") for each in lacks)
        bare = sum(each is not None and each.words == _("no source") for each in lacks)
        known = sum(each.known for each in rating.so_far.progress)
        card = Card(Said(_("{n} of {all} known").format(n=known, all=len(rating.so_far.shown)), "card"), gap=6)
        lines = (
            (must, "triangle-alert", "red", ngettext("{n} item must be settled first", "{n} items must be settled first", must)),
            (unrated, "circle-dashed", "muted", ngettext("{n} item is not rated", "{n} items are not rated", unrated)),
            (bare, "info", "amber", ngettext("{n} rating has no source", "{n} ratings have no source", bare)),
        )
        for count, icon, ink, words in lines:
            if count:
                line = row(Icon(icon, ink, 16), 2, Said(words.format(n=count), "body", wraps=True))
                line.setStretch(2, 1)
                card.body.addLayout(line)
        card.body.addWidget(Said(_("“Not known” is an answer; you may finish with gaps."), "small", "muted", wraps=True))
        return card

    def _meaning(self, rating: Rating) -> Card:
        """What locking means, plainly."""
        what = _(
            "Finishing locks it: nobody can change it afterwards, not even you. What becomes known later is added, dated and "
            "signed, with its reason."
        )
        if rating.kept.amends:
            what = _("The amendment is added. What was finished before stays as it was, and both can be read.")
        then = _("Your supervisor gets it with what you send next, and reads it.")
        card = Card(row(Icon("lock", "muted", 16), 2, Said(_("Finish and lock"), "strong"), None), gap=6)
        card.body.addWidget(Said(what, "small", "muted", wraps=True))
        card.body.addWidget(Said(then, "small", "muted", wraps=True))
        return card

    def _on_finish(self) -> None:
        self.refuse("")
        self.finish_asked.emit(self.reason.text() if hasattr(self, "reason") and self.reason.isVisible() else "")
