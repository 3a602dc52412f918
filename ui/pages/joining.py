"""A record begun from a call: whose it may be, looked up where it stands, and joined on purpose (P2)."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QBoxLayout, QWidget

from fieldapp.desk import joining
from fieldapp.desk.calling import Match
from fieldapp.desk.joining import Loose
from fieldapp.errors import FieldError
from fieldapp.locate import acts
from fieldapp.text import _, moment
from ui.session import Session
from ui.widgets.buttons import Btn
from ui.widgets.cards import Card
from ui.widgets.fields import Line
from ui.widgets.text import Icon, Said, column, emptied, holding, row
from ui.work import words_for

_CLOSE = 2


class JoinStrip(Card):
    """Shown while nobody has said whose record it is. Each step can be gone back from; the last is an entry of its own."""

    joined = Signal(str)
    """The record that the call's now belongs to."""

    def __init__(self, session: Session) -> None:
        super().__init__(margin=0, gap=0)
        self.inked("accent_soft", "accent_soft")
        self._session = session
        self._loose: Loose | None = None
        self._match: Match | None = None
        self._build()
        self.forget()

    def _build(self) -> None:
        self._said = Said("", "body")
        self._offered, self._found = column(gap=2), column(gap=2)
        find = Btn(_("Find the record…"), "plain", "search", height=28)
        find.clicked.connect(self._on_find)
        head = row(Icon("phone-call", "accent"), 4, Said(_("Begun from a call"), "strong", "accent"), 4, self._said, None, find)
        head.setContentsMargins(16, 6, 12, 6)
        self.typed = Line(_("Name, or a number of the record"))
        self.typed.edit.textEdited.connect(self._on_typed)
        self._looking = holding(column(self.typed, self._found, gap=6, margins=(42, 0, 16, 8)))
        self._ask, self.reason = Said("", "body", wraps=True), Line(_("How you know"), placeholder=_("said by, seen in"))
        self._fault = Said("", "small", "red", wraps=True)
        join = Btn(_("Join the two records"), "primary", "check", height=32)
        join.clicked.connect(self._on_join)
        back = Btn(_("Not this youth"), "plain", height=32)
        back.clicked.connect(self._on_back)
        sure = column(self._ask, self.reason, self._fault, row(None, back, join), gap=6, margins=(42, 0, 16, 10))
        self._sure = holding(sure)
        self._offers = holding(column(self._offered, margins=(42, 0, 16, 8)))
        for part in (head, self._offers, self._looking, self._sure):
            self.body.addLayout(part) if not isinstance(part, QWidget) else self.body.addWidget(part)

    def look(self, youth: str) -> None:
        """Show it for a youth's record where it is called for; what is typed stays while the record is the same."""
        self._session.ask(lambda desk: joining.loose(desk, youth), partial(self._on_loose, youth))

    def forget(self) -> None:
        """Nothing of it stays."""
        self._loose = self._match = None
        for line in (self.typed, self.reason):
            line.edit.clear()
        for layout in (self._offered, self._found):
            emptied(layout)
        self._looking.hide()
        self._sure.hide()
        self.hide()

    # -- inside

    def _on_loose(self, youth: str, found: Loose | None) -> None:
        if self._loose is None or youth != self._loose.youth or found is None:
            self.forget()
            self._step()
        self._loose = found
        self.setVisible(found is not None)
        if found is not None:
            self._said.setText(_("at {when}: no record is joined yet.").format(when=moment(found.at)))
            self._list(self._offered, found.may_be, _("Sounds the same: {who}."))
            self._step()

    def _step(self) -> None:
        """Proposed, looked up, or asked whether it is so."""
        sure = self._match is not None
        self._sure.setVisible(sure)
        self._offers.setVisible(not sure and self._looking.isHidden() and bool(self._loose and self._loose.may_be))
        if sure:
            self._looking.hide()

    def _list(self, into: QBoxLayout, found: tuple[Match, ...], words: str) -> None:
        emptied(into)
        for match in found:
            button = Btn(_("This is the youth"), "quiet", height=28)
            button.setAccessibleName(f"{button.text()}: {match.words}")
            button.clicked.connect(partial(self._on_chosen, match))
            since = _("missing since {when}").format(when=moment(match.missing_since)) if match.missing_since is not None else ""
            into.addLayout(row(Said(words.format(who=match.words)), button, Said(since, "small", "muted"), None))

    def _on_find(self) -> None:
        self._match = None
        self._looking.setVisible(self._looking.isHidden())
        self._step()
        if self._looking.isVisible():
            self.typed.edit.setFocus()

    def _on_typed(self, typed: str) -> None:
        own = self._loose
        if own is None or len(typed.strip()) < _CLOSE:
            emptied(self._found)
            return
        self._session.ask(lambda desk: joining.candidates(desk, typed, own.youth), partial(self._on_found, typed))

    def _on_found(self, typed: str, found: tuple[Match, ...]) -> None:
        if typed != self.typed.edit.text():
            return
        self._list(self._found, found, "{who}")
        if not found:
            self._found.addWidget(
                Said(_("Nobody in this store fits. The call goes on under the name as it was heard."), "body", "muted")
            )

    def _on_chosen(self, match: Match) -> None:
        self._match = match
        heard = self._loose.heard if self._loose else ""
        words = _(
            "“{heard}” of the call and {who} become one record. Both clocks are kept and the earlier limit counts; every call and"
            " notice stays. Check age and place first: joining cannot be taken back here."
        )
        self._ask.setText(words.format(heard=heard, who=match.words))
        self._fault.hide()
        self._step()
        self.reason.edit.setFocus()

    def _on_back(self) -> None:
        self._match = None
        self._step()

    def _on_join(self) -> None:
        own, match, reason = self._loose, self._match, self.reason.text()
        if own is not None and match is not None:
            self._session.do(
                lambda desk: desk.do(acts.join_call, own.youth, match.youth, reason),
                lambda _none: self._on_joined(match.youth),
                self._on_refused,
            )

    def _on_joined(self, youth: str) -> None:
        self.forget()
        self.joined.emit(youth)

    def _on_refused(self, error: BaseException) -> None:
        if not isinstance(error, FieldError):
            raise error
        self._fault.setText(" ".join(words_for(error)).strip())
        self._fault.show()
