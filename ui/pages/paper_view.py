"""The left of the papers page: which paper, which page of it, how large; the page itself, or a sentence where there is none."""

from __future__ import annotations

import math
from collections.abc import Sequence

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QButtonGroup, QWidget

from fieldapp.desk.paperwork import RADIO_LIMIT, Made
from fieldapp.report.model import PaperKind
from fieldapp.text import _, ngettext
from ui.widgets.busy import Busy
from ui.widgets.buttons import Btn
from ui.widgets.flow import Flow
from ui.widgets.sheet_of_paper import Well
from ui.widgets.text import Said, row
from ui.work import Job

_ZOOMS = (1.0, 1.25, 1.5, 2.0, 3.0)
_INCHES = 8.5


class View(QObject):
    """`head` and `well` are put on the page. The first page shown of a paper with a cover is the one after the cover."""

    kind_chosen = Signal(str)
    drawn_asked = Signal()
    stopped = Signal()

    def __init__(self, kinds: Sequence[tuple[str, str]], page: QWidget) -> None:
        super().__init__(page)
        self._pictures: tuple[bytes, ...] = ()
        self._place = self._zoom = 0
        self._cover = False
        self._of: tuple[PaperKind, bool] | None = None
        self._build(kinds)
        self._connect(page)
        self.forget()

    def _build(self, kinds: Sequence[tuple[str, str]]) -> None:
        self.chips: dict[str, Btn] = {}
        self._group = QButtonGroup(self)
        for kind, words in kinds:
            chip = Btn(words, height=32).tight()
            chip.setCheckable(True)
            chip.setAccessibleName(_("Paper: {name}").format(name=words))
            self._group.addButton(chip)
            self.chips[kind] = chip
        self.well, self.busy = Well(_("The paper as it will be given")), Busy()
        self.well.float_over(self.busy)
        self.page = Said("", "small", "muted")
        self.before, self.after = _small("chevron-left", _("Page before")), _small("chevron-right", _("Next page"))
        self.less, self.more = _small("zoom-out", _("Smaller")), _small("zoom-in", _("Larger"))
        self.page.setFixedHeight(34)
        chips, turning = QWidget(), (self.page, self.before, self.after, self.less, self.more)
        chips.setLayout(Flow().put(*self.chips.values()))
        self.head = row(chips, 4, *turning, gap=6)
        self.head.setStretch(0, 1)
        for each in turning:
            self.head.setAlignment(each, Qt.AlignmentFlag.AlignTop)

    def _connect(self, page: QWidget) -> None:
        for kind, chip in self.chips.items():
            chip.clicked.connect(lambda _on=False, kind=kind: self.kind_chosen.emit(kind))
        for button, step in ((self.before, -1), (self.after, 1)):
            button.clicked.connect(lambda _on=False, step=step: self._turn(step))
        for button, step in ((self.less, -1), (self.more, 1)):
            button.clicked.connect(lambda _on=False, step=step: self._zoom_by(step))
        keys = (
            ("PgUp", self.before),
            ("PgDown", self.after),
            ("Ctrl+-", self.less),
            ("Ctrl++", self.more),
            ("Ctrl+=", self.more),
        )
        for key, button in keys:
            QShortcut(QKeySequence(key), page, button.click)
        self.busy.stopped.connect(self.stopped)

    @property
    def ppi(self) -> int:
        """Pixels an inch at which the page stands sharp on this screen."""
        return math.ceil(self.well.leaf.width() * self.well.devicePixelRatioF() / _INCHES)

    def allow(self, kinds: Sequence[str]) -> None:
        """Offer these papers only."""
        for kind, chip in self.chips.items():
            chip.setVisible(kind in kinds)

    def choose(self, kind: str) -> None:
        """Mark the paper that is shown."""
        self.chips[kind].setChecked(True)

    def wait_for(self, job: Job, words: str) -> None:
        """A paper is being made; said once it takes longer than a moment."""
        self.busy.cancel()
        self.busy.begin(job, words)

    def show_made(self, made: Made) -> None:
        """Show another paper, or the same one made anew at the page where it was."""
        same = (made.paper.kind, made.paper.cover) == self._of
        self._of, self._cover = (made.paper.kind, made.paper.cover), made.paper.cover
        self.busy.end()
        self.well.say("")
        self.well.leaf.setAccessibleDescription(_read_out(made))
        if not same:
            self._place = 1 if made.paper.cover else 0
            self.well.to_top()
        if made.pictures:
            self.show_pictures(made.pictures)
        elif made.text:
            self._pictures = ()
            self.well.leaf.show_text(made.text, _("Practice") if made.paper.practice else "")
            self._stand()
        else:
            self.say(_("There is no text for this recipient. Change who gets it, or tell them by phone."))

    def show_pictures(self, pictures: tuple[bytes, ...]) -> None:
        """The pages, as drawn."""
        self._pictures = pictures
        self._place = min(self._place, len(pictures) - 1)
        self.well.leaf.show_picture(pictures[self._place])
        self._stand()

    def say(self, sentence: str) -> None:
        """A sentence where the page would be."""
        self.busy.end()
        self._pictures = ()
        self.well.leaf.show_picture(b"")
        self.well.leaf.setAccessibleDescription("")
        self.well.say(sentence)
        self._stand()

    def forget(self) -> None:
        """Nothing of a case stays."""
        self._of = None
        self.say("")

    def _turn(self, step: int) -> None:
        place = self._place + step
        if 0 <= place < len(self._pictures):
            self._place = place
            self.well.to_top()
            self.show_pictures(self._pictures)

    def _zoom_by(self, step: int) -> None:
        place = self._zoom + step
        if 0 <= place < len(_ZOOMS):
            self._zoom = place
            self._stand()
            self.drawn_asked.emit()

    def _stand(self) -> None:
        self.well.stand(_ZOOMS[self._zoom])
        number, count = self._place + (0 if self._cover else 1), len(self._pictures) - (1 if self._cover else 0)
        said = _("Cover page") if self._cover and not self._place else _("Page {n} of {m}").format(n=number, m=count)
        self.page.setText(said if self._pictures else self._letters())
        self.before.setVisible(len(self._pictures) > 1)
        self.after.setVisible(len(self._pictures) > 1)
        self.before.setEnabled(self._place > 0)
        self.after.setEnabled(self._place < len(self._pictures) - 1)
        self.less.setEnabled(self._zoom > 0)
        self.more.setEnabled(self._zoom < len(_ZOOMS) - 1)

    def _letters(self) -> str:
        """How long a text is: a radio card has 400 characters at most (P36)."""
        count = len(self.well.leaf.text)
        if self._of and self._of[0] is PaperKind.RADIO_CARD:
            return _("{n} of {most} characters").format(n=count, most=RADIO_LIMIT)
        return ngettext("{n} character", "{n} characters", count).format(n=count) if count else ""


def _read_out(made: Made) -> str:
    """The whole paper for whoever has it read out."""
    if made.text:
        return made.text
    said = [made.paper.title]
    for section in made.paper.sections:
        said += [section.title, section.name.value if section.name else ""]
        said += [f"{line.label}: {line.words or line.value}" for line in section.lines]
        said += [", ".join(cell for cell in line if cell) for line in section.table.rows] if section.table else []
        said += [*section.prose, *section.checklist]
    return "\n".join(part for part in said if part)


def _small(icon: str, name: str) -> Btn:
    made = Btn("", "plain", icon, height=34).square()
    made.setAccessibleName(name)
    made.setToolTip(name)
    return made
