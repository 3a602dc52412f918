"""Settings: how this window looks and locks, the ways into the store, its check, the county file, and who looked at what."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from msgspec.structs import replace
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog

from fieldapp.desk import accesslog, backups, countyfile, keeping, newwords
from fieldapp.desk.accesslog import Logged
from fieldapp.desk.backups import Backups
from fieldapp.desk.county import adopt_county
from fieldapp.desk.countyfile import CountyShown
from fieldapp.desk.desk import Desk
from fieldapp.desk.keeping import Checked, WayIn
from fieldapp.desk.rekeying import KeyNotChanged, Renewed
from fieldapp.desk.settings import Settings, keep_settings, settings
from fieldapp.errors import FieldError
from fieldapp.text import _, ngettext
from ui.pages import settings_parts as parts
from ui.pages.backup_card import BackupCard
from ui.pages.kept_store import KeptStoreCard
from ui.pages.leaving_card import LeavingCard
from ui.pages.page import Page
from ui.pages.passphrase import PassphraseSheet, WordsSheet
from ui.picked import COUNTY_BYTES, content_of
from ui.widgets.beside import Beside
from ui.widgets.busy import Busy
from ui.widgets.buttons import Btn, Choices
from ui.widgets.cards import Card, page_head
from ui.widgets.fields import Field, Pick
from ui.widgets.text import Said, column, emptied, row
from ui.work import words_for

_MINUTES = (1, 2, 3, 5, 10, 15, 20, 30)
_RECENT = 8


@dataclass(frozen=True, slots=True)
class _Shown:
    chosen: Settings
    ways: tuple[WayIn, ...]
    county: CountyShown
    accesses: tuple[Logged, ...]
    backups: Backups
    kept: tuple[str, ...]
    words: tuple[str, ...]


def _all(desk: Desk) -> _Shown:
    county, accesses = desk.ask(countyfile.shown), accesslog.accesses(desk, _RECENT)
    return _Shown(
        desk.ask(settings),
        keeping.ways_in(desk),
        county,
        accesses,
        backups.backups(desk),
        backups.kept_beside(desk),
        newwords.waiting(desk),
    )


class SettingsPage(Page):
    """Nothing here touches a youth's record."""

    areas = frozenset({"agency"})
    chosen = Signal(object)
    """Settings that were kept, for the window to follow."""
    told = Signal(str, str, bool)
    """What is to stay in sight wherever one scrolls: a sentence, more of it, and whether something is left to do."""
    locked_by = Signal(object)
    """The store had to be locked, by this error."""

    def _build(self) -> None:
        self._kept = Settings()
        self.content.addLayout(page_head(_("Settings"), _("For this laptop only; nothing of it is sent.")))
        self.sheet = PassphraseSheet()
        self.sheet.done.connect(self._on_passphrase)
        self.words = WordsSheet()
        self.words.done.connect(self._on_written)
        self.content.addWidget(self.sheet)
        self.content.addWidget(self.words)
        self._ways, self._beside, self._audit = column(), column(gap=12), column()
        self.backup = BackupCard(self.session)
        self.kept, self.leaving = KeptStoreCard(self.session), LeavingCard(self.session)
        self.kept.gone.connect(self.refresh)
        about_store = (self._ways, self.backup, self.kept, self._check_card(), self._audit)
        left = column(self._window_card(), *about_store, self.leaving, gap=12)
        right = column(self._beside, parts.about_card(lambda page: self.go.emit(page, "", "")), gap=12)
        self.content.addWidget(Beside(left, right, width=400, least=560))
        self.content.addStretch(1)

    def _window_card(self) -> Card:
        themes = (("system", _("As the system")), ("light", _("Light")), ("dark", _("Dark")))
        self.theme = Choices(_("Theme"), themes, height=32)
        self.theme.chosen.connect(lambda value: self._keep(replace(self._kept, theme=value)))
        languages = (("", _("As the system")), ("en", "English"), ("es", "Español"))
        self.language = Choices(_("Language"), languages, height=32)
        self.language.chosen.connect(lambda value: self._keep(replace(self._kept, language=value)))
        minutes = [(str(n), ngettext("{n} minute", "{n} minutes", n).format(n=n)) for n in _MINUTES]
        self.minutes = Pick(_("Locks after"), minutes, _("Without a key or a move; never later than 30 minutes."))
        self.minutes.box.activated.connect(lambda _at: self._keep(replace(self._kept, lock_minutes=int(self.minutes.value()))))
        draft = _("Spanish is a first draft: no person has reviewed it, and the rest is in English.")
        self.said = Said("", "small", "red", wraps=True)
        self.said.hide()
        return Card(
            Said(_("This window"), "card"),
            Field(_("Theme"), self.theme),
            Field(_("Language"), self.language, draft),
            row(self.minutes, None),
            self.said,
            parts.keys_line(),
        )

    def _check_card(self) -> Card:
        self.verify = Btn(_("Check now"), "plain", "shield-check", height=32)
        self.verify.clicked.connect(self._on_verify)
        self.busy = Busy()
        self.busy.stopped.connect(lambda: self._checked(_("Stopped. Nothing was changed."), "muted"))
        self.result = Said(_("Every page, record and file is read and held against its seal."), "body", "muted", wraps=True)
        return Card(row(Said(_("Check the store"), "card"), None, self.verify), self.result, self.busy)

    def refresh(self) -> None:
        """Ask for the page."""
        self.session.ask(_all, self._show)

    def forget(self) -> None:
        """Nothing of it stays."""
        self.busy.end()
        self.verify.setEnabled(True)
        self.backup.forget()
        self.kept.forget()
        self.leaving.forget()
        self.sheet.close_sheet()
        self.words.close_sheet()
        self._checked(_("Every page, record and file is read and held against its seal."), "muted")
        for each in (self._ways, self._beside, self._audit):
            emptied(each)

    def _show(self, shown: _Shown) -> None:
        self._kept = shown.chosen
        self.theme.choose(shown.chosen.theme)
        self.language.choose(shown.chosen.language)
        self.minutes.choose(str(shown.chosen.lock_minutes))
        for each in (self._ways, self._beside, self._audit):
            emptied(each)
        self._ways.addWidget(parts.ways_card(shown.ways, self._on_change))
        self._beside.addWidget(parts.county_card(shown.county, self._on_county))
        self._beside.addWidget(parts.choices_card(shown.county.choices))
        self._beside.addWidget(parts.slots_card(shown.county))
        self._audit.addWidget(parts.audit_card(shown.accesses, lambda: self.go.emit("audit", "", "")))
        self.backup.show_kept(shown.backups)
        self.kept.show_kept(shown.kept)
        if shown.words and self.words.isHidden():
            self._show_words(shown.words, _("Recovery words that are not on paper yet"))

    # -- choosing

    def _keep(self, wanted: Settings) -> None:
        self.session.do(lambda desk: desk.do(keep_settings, wanted), self._on_kept, self._on_not_kept)

    def _on_kept(self, kept: Settings) -> None:
        self._kept = kept
        self.said.hide()
        self.chosen.emit(kept)

    def _on_not_kept(self, error: BaseException) -> None:
        self._trouble(error, self.said)
        self.refresh()

    # -- the passphrase

    def _on_change(self) -> None:
        self.sheet.open()

    def _on_passphrase(self, typed: tuple[str, str, bool]) -> None:
        old, new, known = typed
        self.sheet.busy()
        if known:
            self.session.renew(old, new, self._on_renewed, self._on_not_renewed)
        else:
            self.session.ask(lambda desk: keeping.change_passphrase(desk, old, new), self._on_changed_it, self._on_refused)

    def _on_not_renewed(self, error: BaseException) -> None:
        if isinstance(error, KeyNotChanged):
            self.locked_by.emit(error)
        else:
            self._on_refused(error)

    def _on_renewed(self, renewed: Renewed) -> None:
        self.sheet.close_sheet()
        said = _(
            "Everything is encrypted anew. A copy of the old files, with the old passphrase, opens only what was in that copy."
        )
        more = _("What is in {folders} still opens with the old passphrase: destroy it, or have your agency's IT do so.")
        self.told.emit(said, more.format(folders=", ".join(renewed.left)) if renewed.left else "", bool(renewed.left))
        if renewed.sheets:
            self._show_words(renewed.sheets, _("The old recovery words open nothing any more"))
        self.refresh()

    def _show_words(self, sheets: tuple[str, ...], title: str) -> None:
        self.words.show_words(sheets, title)
        self._area.verticalScrollBar().setValue(0)

    def _on_written(self, _none: None) -> None:
        self.session.ask(newwords.written, lambda _done: self.words.close_sheet())

    def _on_changed_it(self, _none: None) -> None:
        self.sheet.close_sheet()
        said = _("Your passphrase is changed. Whoever kept a copy of the old file still opens that copy.")
        self.told.emit(said, "", False)
        self.refresh()

    def _on_refused(self, error: BaseException) -> None:
        self.sheet.ready()
        if not isinstance(error, FieldError):
            raise error
        self.sheet.refuse(" ".join(words_for(error)))

    # -- the check

    def _on_verify(self) -> None:
        self.verify.setEnabled(False)
        self.result.setText("")
        job = self.session.look_long(keeping.check, self._on_checked, self._on_check_failed, self.busy.show_progress)
        self.busy.begin(job, _("Checking the database"))

    def _on_checked(self, found: Checked) -> None:
        self.busy.end()
        records = ngettext("{n} record was checked", "{n} records were checked", found.records).format(n=f"{found.records:,}")
        if found.wrong:
            more = _("Nothing was changed. Make no new records here, and tell your agency's IT.")
            self._checked("\n".join([f"{records}:", *found.wrong, more]), "red")
        else:
            self._checked(_("{records}: everything is as it was written.").format(records=records), "green")

    def _on_check_failed(self, error: BaseException) -> None:
        self.busy.end()
        self.verify.setEnabled(True)
        self._trouble(error, self.result)

    def _checked(self, words: str, ink: str) -> None:
        self.verify.setEnabled(True)
        self.result.inked(ink)
        self.result.setText(words)

    # -- the county file

    def _on_county(self) -> None:
        name, _filter = QFileDialog.getOpenFileName(self, _("County file"), "", _("County files (*.county)"))
        if name:
            self.session.read(lambda: content_of(Path(name), COUNTY_BYTES), self._on_county_read, self._on_not_kept)

    def _on_county_read(self, content: bytes) -> None:
        self.session.do(lambda desk: desk.do(adopt_county, content), lambda _county: self.refresh(), self._on_not_kept)

    def _trouble(self, error: BaseException, where: Said) -> None:
        if not isinstance(error, FieldError):
            raise error
        where.inked("red")
        where.setText(" ".join(words_for(error)))
        where.show()
