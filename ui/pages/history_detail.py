"""One record of a history, opened beside the list: all of its words, what came before and after it, where it stands."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from fieldapp.desk.historydetail import Detail
from fieldapp.desk.historylines import Line
from fieldapp.text import _, long_moment, ngettext
from ui import clipboard
from ui.held import HeldKey
from ui.pages.history_words import INKS, mark_means, standing_words
from ui.pages.roles import role_words
from ui.widgets.buttons import Btn
from ui.widgets.cards import Card, CardHead, Hairline
from ui.widgets.scrolling import Scrolling
from ui.widgets.text import Icon, Part, Said, Two, column, emptied, holding, row


class DetailCard(Card):
    """`opened`: to the thing that it speaks of · `looking`: the key went down on what is closed · `wrong`: what is chosen was
    entered in the wrong youth, or is to be put back.
    """

    opened = Signal()
    looking = Signal()
    wrong = Signal()

    def __init__(self) -> None:
        super().__init__(margin=0, gap=0)
        self.detail: Detail | None = None
        self.open = Btn(_("Open"), "plain", "arrow-right", "Enter", height=32)
        self.open.clicked.connect(self.opened)
        self._filled = column(gap=8, margins=(16, 10, 16, 12))
        self._closed = Said("", "body", wraps=True)
        self.key = HeldKey(self)
        self.key.began.connect(self._on_held)
        self.key.ended.connect(self._hide_closed)
        self.body.addWidget(CardHead(_("This record"), "", "", self.open))
        self.body.addWidget(Hairline())
        self.body.addWidget(Scrolling(holding(column(self._filled, None))), 1)
        self.wrong_youth = Btn("", "quiet", "rotate-ccw", "Alt W", height=32).tight().bound("Alt+W")
        self.wrong_youth.clicked.connect(self.wrong)
        self.body.addWidget(Hairline())
        self.body.addLayout(row(self.wrong_youth, None, margins=(8, 4, 8, 6)))
        self.forget()

    def forget(self) -> None:
        """Nothing of it stays."""
        self.show_detail(None)

    def show_detail(self, detail: Detail | None) -> None:
        """Show another record, or none."""
        self.detail = detail
        emptied(self._filled)
        self._closed = Said("", "body", wraps=True)
        self._closed.hide()
        self.open.setEnabled(detail is not None)
        self.wrong_youth.setEnabled(detail is not None)
        self.choose(1)
        if detail is None:
            self._filled.addWidget(Said(_("Choose a record to read all of it."), "body", "muted", wraps=True))
            return
        for part in self._parts(detail):
            self._filled.addWidget(part)

    def choose(self, count: int) -> None:
        """How many records are chosen in the list."""
        withdrawn = self.detail is not None and self.detail.line.standing.how == "withdrawn"
        many = ngettext("{n} in the wrong youth…", "{n} in the wrong youth…", count).format(n=count)
        words = _("Put back…") if withdrawn else _("In the wrong youth…") if count < 2 else many
        self.wrong_youth.setText(words)
        self.wrong_youth.setAccessibleName(words)
        self.wrong_youth.updateGeometry()

    def show_closed(self, words: str) -> None:
        """What is read only while the key is held, unless it was let go meanwhile."""
        if self.key.held:
            self._closed.setText(words)
            self._closed.show()

    def copy(self) -> None:
        """The line that says where it stands, with its whole hash."""
        if self.detail is not None:
            clipboard.copy(f"{self.detail.chain} · {self.detail.hash}", self)

    # -- inside

    def _on_held(self) -> None:
        if self.detail is not None and self.detail.line.closed:
            self.looking.emit()

    def _hide_closed(self) -> None:
        self._closed.setText("")
        self._closed.hide()

    def _parts(self, detail: Detail) -> list[QWidget]:
        line = detail.line
        found: list[QWidget] = [Said(line.title, "strong", wraps=True)]
        if line.text:
            found.append(Said(line.text, "body", wraps=True))
        if line.closed:
            found += [holding(row(Icon("lock", size=16), _hold(self.key), None)), self._closed]
        found += [*_ended(line), *_written(line), *(_meaning(line))]
        if detail.doubt:
            found.append(Said(detail.doubt, "small", "red", wraps=True))
        found += _listed(_("Before it"), detail.before)
        found += _listed(_("After it"), detail.after)
        return [*found, self._stands(detail)]

    def _stands(self, detail: Detail) -> QWidget:
        """Its place in its chain and the short hash, to be selected or copied."""
        chain = Said(detail.chain, "small", "muted", wraps=True)
        chain.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        chain.setAccessibleName(_("Where it stands: {what}").format(what=detail.chain))
        copy = Btn("", "quiet", "copy", height=28).square()
        copy.setAccessibleName(_("Copy where it stands, with the whole hash"))
        copy.setToolTip(copy.accessibleName())
        copy.clicked.connect(self.copy)
        line = row(chain, copy, gap=4)
        line.setStretch(0, 1)
        return holding(column(Hairline(), 4, line))


def _hold(key: HeldKey) -> Btn:
    button = Btn(_("Hold to show the rest"), "quiet", key="K", height=28)
    button.pressed.connect(key.begin)
    button.released.connect(key.end)
    return button


def _ended(line: Line) -> list[QWidget]:
    words = standing_words(line.standing.how)
    if not words:
        return []
    said = f"{words}: {line.standing.why}" if line.standing.why else words
    return [Said(said[:1].upper() + said[1:], "body", "muted" if line.standing.counts else "amber", wraps=True)]


def _written(line: Line) -> list[Said]:
    who = f"{line.who}, {role_words(line.role)}" if line.role else line.who
    found = [Said(_("Written by {who}, {when}").format(who=who, when=long_moment(line.ref.at)), "small", "muted", wraps=True)]
    if line.standing.origin:
        found.append(Said(line.standing.origin, "small", "muted", wraps=True))
    if line.late:
        found.append(Said(line.late[:1].upper() + line.late[1:], "small", "amber", wraps=True))
    if line.came is not None:
        found.append(Said(_("Came here {when}").format(when=long_moment(line.came)), "small", "muted", wraps=True))
    return found


def _meaning(line: Line) -> list[Said]:
    return [Said(mark_means(each), "small", INKS[each], wraps=True) for each in line.marks]


def _listed(title: str, lines: tuple[Line, ...]) -> list[QWidget]:
    if not lines:
        return []
    parts: list[Part] = [Said(title, "small_strong", "muted")]
    for each in lines:
        said = _("{who}, {when}").format(who=each.who, when=long_moment(each.ref.at))
        parts.append(Two(Said(each.title, "body").cut(), Said(said, "small", "muted").cut()))
    return [holding(column(*parts, gap=2))]
