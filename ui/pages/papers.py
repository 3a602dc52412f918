"""Papers: the page at the left; at the right who gets it, what is on it, what is left out and why; Give records it (P72)."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from fieldapp.desk import paperwork
from fieldapp.desk.paperfile import CopyOut, Subject, Subjects, short, subjects
from fieldapp.desk.paperwork import Back, Opened, Wanted
from fieldapp.desk.readers import Recipient
from fieldapp.report.model import Asked, PaperKind
from fieldapp.text import _
from ui.pages.forms import Sheet
from ui.pages.page import Page
from ui.pages.paper_giving import Giving
from ui.pages.paper_parts import MOST_COPIES, About, Copies, For, Lists
from ui.pages.paper_sheets import DecidedSheet, MinorsSheet, RecipientSheet
from ui.pages.paper_view import View
from ui.widgets.text import Filling, Said, column, holding, row
from ui.work import words_for

_ORDER = (
    PaperKind.POLICE_SHEET, PaperKind.OFFICER_CARD, PaperKind.RADIO_CARD, PaperKind.NCMEC_CALL_SCRIPT,
    PaperKind.NCMEC_WORKSHEET, PaperKind.EMAIL_TEXT, PaperKind.CHRONOLOGY, PaperKind.CWS_CMS_SHEET,
)  # fmt: skip
_COVERED = frozenset({PaperKind.POLICE_SHEET, PaperKind.CHRONOLOGY})
"""Papers that lie about on other people's desks: a cover page goes first unless somebody says no (P27)."""
_LOW = 640
_MINORS, _PHOTO = "minor_associates", "photo"


class PapersPage(Page):
    """Opened with a youth and an episode, or by itself for whoever is missing now."""

    areas = frozenset({"youth", "agenda", "locate", "document", "report", "identify"})

    def _build(self) -> None:
        self._wanted: Wanted | None = None
        self._opened: Opened | None = None
        self.about, self.view = About(), View(tuple((kind.value, short(kind)) for kind in _ORDER), self)
        self.whom, self.lists, self.copies = For(), Lists(), Copies()
        self.giving = Giving(self.session, self)
        self.recipients, self.minors, self.decided = RecipientSheet(), MinorsSheet(), DecidedSheet()
        self.sheets: tuple[Sheet, ...] = (self.recipients, self.minors, self.decided, self.giving.sheet)
        title = Said(_("Papers"), "title")
        self.content.setContentsMargins(24, 12, 24, 12)
        self.content.setSpacing(8)
        self.content.addLayout(row(title, None, Said(_("For"), "body", "muted"), 4, self.about))
        self.content.addLayout(self.view.head)
        self.content.addSpacing(4)
        body = row(self.view.well, self._right(), gap=16)
        body.setStretch(0, 498)
        body.setStretch(1, 620)
        self.content.addWidget(Filling(body), 1)
        self._connect()

    def _right(self) -> QWidget:
        beside = column(self.whom, self.lists, self.copies, self.giving, gap=12)
        beside.setStretch(1, 1)
        self._beside = holding(beside)
        self._beside.hide()
        made = holding(column(self._beside, *self.sheets))
        made.setMinimumWidth(490)
        return made

    def _connect(self) -> None:
        self.about.currentIndexChanged.connect(self._on_about)
        self.view.kind_chosen.connect(self._on_kind)
        self.view.drawn_asked.connect(self._draw_again)
        self.view.stopped.connect(self._on_stopped)
        self.whom.change.connect(self._on_change)
        self.whom.spoken.connect(lambda language: self._want(language=language))
        self.whom.covered.connect(lambda on: self._want(cover=on))
        self.lists.picked.connect(self._on_pick)
        self.lists.taken_back.connect(self._on_leave_out)
        self.copies.came_back.connect(self._on_came_back)
        self.recipients.done.connect(self._on_recipient)
        self.minors.done.connect(self._on_minors)
        self.decided.done.connect(self._on_decided)
        self.giving.asked.connect(lambda: self._open(self.giving.sheet))
        self.giving.refused.connect(self.refresh)
        for sheet in self.sheets:
            sheet.closed.connect(self._beside.show)

    def enter(self, youth: str, episode: str) -> None:
        """Papers about one episode; without one the sheet that needs none."""
        if youth:
            self._close_sheets()
            held = self._wanted
            kind = PaperKind.CWS_CMS_SHEET if not episode else held.kind if held else PaperKind.POLICE_SHEET
            if not episode:
                kind = PaperKind.CWS_CMS_SHEET
            self._wanted = _blank(youth, episode, kind)
            self.stale()

    def refresh(self) -> None:
        """Ask whom papers can be about, then for the one that is chosen."""
        held = self._wanted
        youth, episode = (held.youth, held.episode) if held else ("", "")
        self.session.ask(lambda desk: desk.ask(subjects, youth, episode), self._on_subjects)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """On a low screen the copies give way first."""
        super().resizeEvent(event)
        self.copies.stand(MOST_COPIES if self.height() > _LOW else MOST_COPIES - 1)

    def forget(self) -> None:
        """Nothing of it stays."""
        self._wanted = self._opened = None
        self._close_sheets()
        self.view.forget()
        self.about.clear()
        self.lists.clear()
        self.copies.clear()
        self.giving.forget()
        self._beside.hide()

    # -- showing

    def _on_subjects(self, found: Subjects) -> None:
        chosen = self.about.show_subjects(found)
        if chosen is None:
            self._beside.hide()
            self.view.say(_("Nobody is missing. The CWS/CMS sheet is opened from the restricted notes of a youth's page."))
            return
        self._about(chosen)

    def _on_about(self) -> None:
        chosen = self.about.subject()
        if chosen is not None:
            self._close_sheets()
            self._about(chosen)

    def _about(self, chosen: Subject) -> None:
        held = self._wanted
        self.view.allow(tuple(kind.value for kind in _ORDER if kind in chosen.kinds))
        if held is None or (held.youth, held.episode) != (chosen.youth, chosen.episode) or held.kind not in chosen.kinds:
            kind = held.kind if held and held.kind in chosen.kinds else next(each for each in _ORDER if each in chosen.kinds)
            held = _blank(chosen.youth, chosen.episode, kind)
        self._ask(held)

    def _on_kind(self, kind: str) -> None:
        """Another paper: whoever gets it, and every yes, are asked for anew."""
        held = self._wanted
        if held is not None:
            self._close_sheets()
            self._ask(_blank(held.youth, held.episode, PaperKind(kind)))

    def _want(self, **changed: object) -> None:
        if self._wanted is not None:
            self._ask(replace(self._wanted, **changed))  # type: ignore[arg-type]

    def _ask(self, wanted: Wanted) -> None:
        self._wanted = wanted
        self.giving.wait()
        ppi = self.view.ppi
        self.view.choose(wanted.kind.value)
        job = self.session.ask(lambda desk: paperwork.opened(desk, wanted, ppi), self._on_opened, self._on_not_made)
        self.view.wait_for(job, _("Making the paper"))

    def _on_stopped(self) -> None:
        self.view.say(_("Stopped. Choose a paper to have it made."))

    def _on_not_made(self, error: BaseException) -> None:
        self._beside.hide()
        self.view.say(" ".join(words_for(error)))

    def _on_opened(self, opened: Opened) -> None:
        made = opened.made
        self._opened, self._wanted = opened, made.wanted
        self.view.show_made(made)
        self.whom.show_made(made, opened.around.recipients.listed)
        self.lists.show_made(made)
        self.copies.show_around(opened.around)
        self.giving.show_made(made)
        if not any(sheet.isVisible() for sheet in self.sheets):
            self._beside.show()

    def _draw_again(self) -> None:
        """The same paper at another zoom."""
        if self._opened is not None and self._opened.made.pictures:
            paper, ppi = self._opened.made.paper, self.view.ppi
            self.session.read(lambda: paperwork.drawn(paper, ppi), self.view.show_pictures)

    # -- choosing

    def _open(self, sheet: Sheet) -> None:
        for each in self.sheets:
            each.setVisible(each is sheet)
        self._beside.hide()

    def _close_sheets(self) -> None:
        for each in self.sheets:
            if each.isVisible():
                each.close_sheet()

    def _on_change(self) -> None:
        if self._opened is not None:
            paper = self._opened.made.paper
            self._open(self.recipients)
            self.recipients.open_for(self._opened.around.recipients, paper.recipient, paper.recipient_name)

    def _on_recipient(self, chosen: tuple[Recipient, str] | None) -> None:
        self.recipients.close_sheet()
        if chosen is not None:
            to, name = chosen
            nobody: frozenset[str] = frozenset()  # a yes was for whoever stood there before
            self._want(reader=to.reader, name=name, contact=to.contact, language=to.language, picked=nobody, decided_by="")

    def _on_pick(self, asked: Asked) -> None:
        held = self._wanted
        if held is None:
            return
        if asked.field == _MINORS and asked.items:
            self._open(self.minors)
            self.minors.open_for(asked, held.picked)
        elif asked.field == _PHOTO and held.kind in {PaperKind.NCMEC_CALL_SCRIPT, PaperKind.NCMEC_WORKSHEET}:
            self._open(self.decided)
            self.decided.open_for(held.decided_by)
        else:
            self._want(picked=held.picked | {asked.field})

    def _on_leave_out(self, field: str) -> None:
        if self._wanted is not None:
            self._want(picked=frozenset(each for each in self._wanted.picked if each.split("/")[0] != field))

    def _on_minors(self, places: tuple[int, ...]) -> None:
        self.minors.close_sheet()
        if self._wanted is not None:
            others = {each for each in self._wanted.picked if not each.startswith(_MINORS)}
            self._want(picked=frozenset(others | {f"{_MINORS}/{place}" for place in places}))

    def _on_decided(self, who: str) -> None:
        if not who:
            self.decided.refuse(_("Without somebody who decided it, the photo stays out."))
            return
        self.decided.close_sheet()
        if self._wanted is not None:
            self._want(picked=self._wanted.picked | {_PHOTO}, decided_by=who)

    def _on_came_back(self, copy: CopyOut, how: Back) -> None:
        self.session.do(lambda desk: paperwork.take_back(desk, copy.youth, copy.entry, how))


def _blank(youth: str, episode: str, kind: PaperKind) -> Wanted:
    """A paper as it is first shown: nobody named, no yes given."""
    return Wanted(youth=youth, episode=episode, kind=kind, cover=kind in _COVERED)
