"""Papers: the page at the left; at the right who gets it, what is on it, what is left out and why; Give records it (P72)."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QApplication, QCheckBox, QFileDialog, QLabel, QWidget

from fieldapp.desk.paperwork import Choice, Made, choices, give, make
from fieldapp.report.model import Paper
from fieldapp.text import _
from ui.pages.page import Page
from ui.widgets.busy import Busy
from ui.widgets.buttons import Btn
from ui.widgets.cards import Card, CardHead, Hairline, page_head
from ui.widgets.fields import Pick
from ui.widgets.text import Icon, Said, Two, column, emptied, holding, row
from ui.work import words_for

_CLIPBOARD_MS = 30_000


@dataclass(frozen=True, slots=True)
class _Wanted:
    youth: str
    episode: str
    picked: frozenset[str]


class PapersPage(Page):
    """Opened with a youth and an episode, or by itself for whoever is missing now."""

    areas = frozenset({"youth", "agenda", "locate", "document", "report"})

    def _build(self) -> None:
        self._wanted = _Wanted("", "", frozenset())
        self._made: Made | None = None
        note = _(
            "Every value goes through the list of who may be told what; nothing is kept outside the store until you give it."
        )
        self.content.addLayout(page_head(_("Papers"), note))
        self.kind = Pick(_("Paper"), ())
        self.kind.box.currentIndexChanged.connect(self._on_kind)
        self.who = Pick(_("About"), ())
        self.who.box.currentIndexChanged.connect(self._on_who)
        self.language = Pick(_("Language"), (("en", "English"), ("es", "Español")))
        self.language.box.currentIndexChanged.connect(self._on_kind)
        self.content.addWidget(holding(row(self.who, self.kind, self.language, None, gap=12)))
        self.page, self._right = QLabel(), column(gap=12)
        self.page.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignHCenter)
        self.page.setAccessibleName(_("The paper as it will be given"))
        self.page.setMinimumWidth(470)
        self.saying = Said("", "body", "muted", wraps=True)
        self.busy = Busy()
        self.busy.stopped.connect(lambda: self.saying.setText(_("Stopped. Choose a paper to have it made.")))
        self.content.addWidget(self.busy)
        right = QWidget()
        right.setLayout(self._right)
        body = row(column(self.saying, self.page, None), right, gap=16)
        body.setStretch(0, 1)
        body.setStretch(1, 1)
        self.content.addLayout(body)
        self.content.addStretch(1)

    def enter(self, youth: str, episode: str) -> None:
        """Papers about one episode."""
        if youth:
            self._wanted = _Wanted(youth, episode, frozenset())
            self.stale()

    def refresh(self) -> None:
        """Ask whom papers can be about, then for the one that is chosen."""
        self.session.ask(choices, self._on_choices)

    def forget(self) -> None:
        """Nothing of it stays."""
        self._wanted, self._made = _Wanted("", "", frozenset()), None
        self.busy.end()
        self.page.clear()
        emptied(self._right)
        self.who.box.clear()

    # -- showing

    def _on_choices(self, found: tuple[Choice, ...]) -> None:
        self._choices = found
        self.who.box.blockSignals(True)
        self.who.box.clear()
        for each in found:
            self.who.box.addItem(each.words, f"{each.youth} {each.episode}")
        held = f"{self._wanted.youth} {self._wanted.episode}"
        place = self.who.box.findData(held)
        self.who.box.setCurrentIndex(max(0, place))
        self.who.box.blockSignals(False)
        if not found:
            self.saying.setText(_("Nobody is missing. Papers about a youth are opened from the youth's page."))
            return
        self.saying.setText("")
        self._on_who()

    def _on_who(self) -> None:
        chosen = self.who.value().split()
        if len(chosen) == 2:
            self._wanted = _Wanted(chosen[0], chosen[1], frozenset())
        self.kind.box.blockSignals(True)
        if not self.kind.box.count():
            for kind, words in kinds():
                self.kind.box.addItem(words, kind)
        self.kind.box.blockSignals(False)
        self._on_kind()

    def _on_kind(self) -> None:
        wanted, kind, language = self._wanted, self.kind.value(), self.language.value()
        if wanted.youth and kind:
            self.busy.cancel()
            job = self.session.ask(
                lambda desk: make(desk, wanted.youth, wanted.episode, kind, wanted.picked, language),
                self._on_made,
                self._on_not_made,
            )
            self.busy.begin(job, _("Making the paper"))

    def _on_not_made(self, error: BaseException) -> None:
        self.busy.end()
        self.page.clear()
        self.saying.setText(" ".join(words_for(error)))

    def _on_made(self, made: Made) -> None:
        self.busy.end()
        self._made = made
        if made.pictures:
            picture = QPixmap()
            picture.loadFromData(made.pictures[0])
            ratio = self.devicePixelRatioF()
            scaled = picture.scaledToWidth(round(464 * ratio), Qt.TransformationMode.SmoothTransformation)
            scaled.setDevicePixelRatio(ratio)
            self.page.setPixmap(scaled)
            self.saying.setText("")
        else:
            self.page.clear()
            self.saying.setText(made.text)
        self._show_right(made.paper)

    def _show_right(self, paper: Paper) -> None:
        emptied(self._right)
        included = Card(CardHead(_("Included"), str(len(paper.included)), "check"), margin=0, gap=0)
        for each in paper.included:
            included.body.addLayout(row(Icon("check", "green", 14), Said(each.label, "body"), None, margins=(16, 2, 16, 2)))
        for asked in paper.asked:
            pick = QCheckBox(asked.label)
            pick.setChecked(asked.picked or asked.field in self._wanted.picked)
            pick.setToolTip(asked.why)
            pick.toggled.connect(lambda on, field=asked.field: self._on_pick(field, on=on))
            included.body.addLayout(row(pick, None, Said(_("ask"), "small_strong", "amber"), margins=(16, 2, 16, 2)))
        out = Card(CardHead(_("Left out, and why"), str(len(paper.left_out)), "circle-alert"), margin=0, gap=0)
        for left in paper.left_out:
            out.body.addWidget(Hairline())
            words = Said(left.why, "small", "muted", wraps=True)
            out.body.addLayout(column(Said(left.label, "strong"), words, gap=2, margins=(16, 4, 16, 4)))
        self._right.addWidget(included)
        self._right.addWidget(out)
        self._right.addWidget(self._giving(paper))
        self._right.addStretch(1)

    def _giving(self, paper: Paper) -> Card:
        save = Btn(_("Save as PDF…"), "primary", "save")
        save.clicked.connect(self._on_save)
        copy = Btn(_("Copy text"), "plain", "copy", "C").bound("Ctrl+Shift+C")
        copy.clicked.connect(self._on_copy)
        copy.setEnabled(bool(self._made and self._made.text))
        save.setEnabled(bool(self._made and self._made.pictures))
        said = _("Copy {n}. What is given is recorded: which paper, to whom, and which parts, never their words.")
        words = Two(Said(_("Give"), "card"), Said(paper.recipient_name, "small", "muted"))
        return Card(words, Said(said.format(n=paper.copy_number), "small", "muted", wraps=True), row(save, copy, None))

    # -- acting

    def _on_pick(self, field: str, *, on: bool) -> None:
        picked = self._wanted.picked | {field} if on else self._wanted.picked - {field}
        self._wanted = _Wanted(self._wanted.youth, self._wanted.episode, picked)
        self._on_kind()

    def _on_save(self) -> None:
        if self._made is None:
            return
        name, _filter = QFileDialog.getSaveFileName(self, _("Save the paper"), "paper.pdf", "PDF (*.pdf)")
        if name:
            self.save_to(Path(name))

    def save_to(self, path: Path) -> None:
        """Write the paper, and record that it was given."""
        made, wanted = self._made, self._wanted
        if made is not None:
            self.session.do(lambda desk: give(desk, wanted.youth, wanted.episode, made.paper, "saved", path))

    def _on_copy(self) -> None:
        made, wanted = self._made, self._wanted
        if made is None or not made.text:
            return
        board = QApplication.clipboard()
        board.setText(made.text)
        self._clear_later(made.text)
        self.session.do(lambda desk: give(desk, wanted.youth, wanted.episode, made.paper, "copied", None))

    def _clear_later(self, text: str) -> None:
        from PySide6.QtCore import QTimer

        def clear() -> None:
            board = QApplication.clipboard()
            if board.text() == text:
                board.clear()

        QTimer.singleShot(_CLIPBOARD_MS, self, clear)


def kinds() -> tuple[tuple[str, str], ...]:
    """The papers, by whom they are for."""
    return (
        ("police_sheet", _("Police sheet")),
        ("ncmec_call_script", _("NCMEC call script")),
        ("ncmec_worksheet", _("NCMEC worksheet")),
        ("chronology", _("What happened, in order")),
        ("cws_cms_sheet", _("CWS/CMS sheet")),
        ("email_text", _("E-mail to the court")),
        ("radio_card", _("Radio or text card")),
    )
