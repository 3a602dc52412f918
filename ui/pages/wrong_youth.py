"""Entered in the wrong youth: seen whole before it is withdrawn, confirmed with a reason; and what waits after that (P32)."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from fieldapp.desk import wrongyouth
from fieldapp.desk.calling import Match
from fieldapp.desk.desk import Changes, Desk
from fieldapp.desk.withdrawnfile import Loose, Waiting, Withdrawal, waiting
from fieldapp.desk.wrongyouthfile import Preview, candidates, preview
from fieldapp.errors import FieldError
from fieldapp.text import _, ngettext
from ui.pages import wrong_youth_parts as parts
from ui.pages.forms import Sheet
from ui.pages.page import Page
from ui.widgets.beside import Beside
from ui.widgets.buttons import Btn
from ui.widgets.cards import Card
from ui.widgets.fields import Line
from ui.widgets.text import Said, column, emptied, holding, row
from ui.work import words_for

_NARROW, _LEAST, _CLOSE = 300, 500, 2


def chosen_words(stream: str, entries: Sequence[bytes]) -> str:
    """Records of one stream, as this page is told of them."""
    return f"{stream}/{','.join(each.hex() for each in entries)}"


class BackSheet(Sheet):
    """Why it was right where it was."""

    def __init__(self) -> None:
        super().__init__(_("Put back"), _("Put back"))
        self.withdrawal: Withdrawal | None = None

    def _fields(self) -> None:
        self.said = Said("", "body", wraps=True)
        self.reason = Line(_("Why it was right"), _("It stays in the history of this youth. Name no other youth here."))
        self.body.addWidget(self.said)
        self.body.addWidget(self.reason)

    def open_for(self, each: Withdrawal) -> None:
        """For what was withdrawn together."""
        self.withdrawal = each
        count = ngettext("{n} record counts again", "{n} records count again", len(each.entries)).format(n=len(each.entries))
        moved = _(" What was written anew of it elsewhere is withdrawn there.") if each.moved else ""
        self.said.setText(_("{count} for {who}.{moved}").format(count=count, who=each.initials, moved=moved))
        self.reason.edit.clear()
        self.show()
        self.reason.edit.setFocus()


class WrongYouthPage(Page):
    """Opened with a youth and records chosen in their history; with a youth alone, or nobody, it lists what waits."""

    areas = frozenset({"youth", "agenda", "locate", "identify", "document", "determine"})

    def _build(self) -> None:
        self._youth = self._stream = ""
        self._roots: tuple[bytes, ...] = ()
        self.title, self.note = Said(_("Entered in the wrong youth"), "title"), Said("", "body", "muted", wraps=True)
        self.cancel = Btn(_("Cancel"), "plain", key="Esc", height=36).bound("Escape")
        self.cancel.clicked.connect(self._on_cancel)
        self.ok = Btn(_("Withdraw"), "primary", "check", "Ctrl Enter", height=36).bound("Ctrl+Return")
        self.ok.clicked.connect(self._on_ok)
        head = row(column(self.title, self.note, gap=2), self.cancel, self.ok)
        head.setStretch(0, 1)
        self.content.addLayout(head)
        self.fault = Said("", "body", "red", wraps=True)
        self.fault.hide()
        self.content.addWidget(self.fault)
        self.back = BackSheet()
        self.back.done.connect(self._on_back)
        self.content.addWidget(self.back)
        self.right = parts.RightYouth()
        self.right.typed.connect(self._on_typed)
        self.right.chosen.connect(lambda _youth: self.refresh())
        hint = _("It stays in this youth's history, struck through. Name no other youth here.")
        self.reason = Line(_("What happened"), hint, placeholder=_("two youths of one name"))
        self._going, self._elsewhere, self._listed = column(), column(gap=12), column(gap=12)
        left = column(Card(self.reason), self._going, gap=12)
        self.form = holding(column(Beside(left, column(self.right, self._elsewhere, gap=12), width=_NARROW, least=_LEAST)))
        self.content.addWidget(self.form)
        self.content.addLayout(self._listed)
        self.content.addStretch(1)

    # -- where we are

    def enter(self, youth: str, episode: str) -> None:
        """episode: what is chosen, as `chosen_words` has it; "" lists what waits, of one youth or of all."""
        self.forget()
        self._youth = youth
        self._stream, _slash, chosen = episode.partition("/")
        self._roots = tuple(bytes.fromhex(each) for each in chosen.split(",") if each)
        self._choosing(on=bool(self._roots))
        self.stale()

    def refresh(self) -> None:
        """Ask for what is chosen, or for what waits."""
        youth, stream, roots, to = self._youth, self._stream, self._roots, self.right.youth
        if roots:
            self.session.ask(lambda desk: preview(desk, youth, stream, roots, to), partial(self._show, roots), self._on_refused)
        else:
            self.session.ask(waiting, self._show_waiting)

    def forget(self) -> None:
        """Nothing of it stays."""
        self._youth = self._stream = ""
        self._roots = ()
        if not self.back.isHidden():
            self.back.close_sheet()
        self.right.forget()
        self.right.line.show()
        self.reason.edit.clear()
        self._say("")
        for each in (self._going, self._elsewhere, self._listed):
            emptied(each)

    def _choosing(self, *, on: bool) -> None:
        for each in (self.form, self.cancel, self.ok):
            each.setVisible(on)
        hides = _("It is hidden at once, on every laptop that hears of it; nothing is lost until a supervisor destroys it.")
        waits = _("What was withdrawn stays hidden until a supervisor destroys it, or somebody puts it back.")
        self.note.setText(hides if on else waits)
        if on:
            self.reason.edit.setFocus()

    # -- showing

    def _show(self, roots: tuple[bytes, ...], found: Preview) -> None:
        if roots != self._roots:
            return
        self._say("")
        for each in (self._going, self._elsewhere):
            emptied(each)
        self._going.addWidget(parts.going(found))
        for card in parts.elsewhere(found):
            self._elsewhere.addWidget(card)
        self.ok.setEnabled(True)
        self.ok.setText(_("Withdraw and move") if found.anew else _("Withdraw"))
        self.ok.setAccessibleName(self.ok.text())
        self.ok.updateGeometry()

    def _show_waiting(self, found: Waiting) -> None:
        if self._roots:
            return
        youth, lead = self._youth, self.session.me is not None and self.session.me.role == "supervisor"
        shown = Waiting(
            tuple(each for each in found.withdrawals if youth in {"", each.youth, each.stream}),
            tuple(each for each in found.loose if youth in {"", each.youth, each.stream}),
        )
        emptied(self._listed)
        ways = parts.Ways(self._on_history, self.back.open_for, self._on_destroy if lead else None, self._on_loose)
        for card in parts.waiting(shown, ways):
            self._listed.addWidget(card)

    def _say(self, sentence: str) -> None:
        self.fault.setText(sentence)
        self.fault.setVisible(bool(sentence))

    def _on_refused(self, error: BaseException) -> None:
        if not isinstance(error, FieldError):
            raise error
        self._say(" ".join(words_for(error)).strip())
        if not self._going.count():
            self.ok.setEnabled(False)

    # -- choosing whose it is

    def _on_typed(self, typed: str) -> None:
        youth = self._youth
        if len(typed.strip()) < _CLOSE:
            self.right.show_found(())
            return
        self.session.ask(lambda desk: candidates(desk, typed, youth), partial(self._on_found, typed))

    def _on_found(self, typed: str, found: tuple[tuple[str, Match], ...]) -> None:
        if typed == self.right.line.edit.text() and not self.right.youth:
            self.right.show_found(found)

    # -- acting

    def _on_ok(self) -> None:
        stream, roots, to, reason = self._stream, self._roots, self.right.youth, self.reason.text()
        if not roots:
            return

        def act(desk: Desk) -> Changes[int]:
            return desk.do(wrongyouth.withdraw, desk.book.reading.kinds, stream, roots, to, reason)

        self.session.do(act, lambda _moved: self._on_history(self._youth), self._on_refused)

    def _on_back(self, _none: None) -> None:
        each, reason = self.back.withdrawal, self.back.reason.text()
        if each is None:
            return

        def act(desk: Desk) -> Changes[int]:
            return desk.do(wrongyouth.put_back, desk.book.reading.kinds, each.stream, each.act, reason)

        self.session.do(act, lambda _count: self.back.close_sheet(), self._on_not_back)

    def _on_not_back(self, error: BaseException) -> None:
        if not isinstance(error, FieldError):
            raise error
        self.back.refuse(" ".join(words_for(error)).strip())

    def _on_loose(self, each: Loose) -> None:
        self.enter(each.youth, chosen_words(each.stream, each.entries))

    def _on_destroy(self, each: Withdrawal) -> None:
        self.go.emit("destruction", each.youth, each.act)

    def _on_history(self, youth: str) -> None:
        self.go.emit("history", youth, "")

    def _on_cancel(self) -> None:
        if self._youth:
            self._on_history(self._youth)
