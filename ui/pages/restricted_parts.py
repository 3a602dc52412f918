"""What the page of restricted notes is put together from: rows in the order of the grid, the status, what to enter."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial

from PySide6.QtWidgets import QWidget

from fieldapp.desk.statusfile import RowView, StatusFile
from fieldapp.desk.statusfile import Said as Statement
from fieldapp.text import _, moment, ngettext
from ui.widgets.buttons import Btn
from ui.widgets.cards import Card, CardHead, Chip, Hairline
from ui.widgets.text import Icon, Said, Two, column, holding, row

_TYPE, _DAYS = 236, 116
_EARLIER = 4


@dataclass(frozen=True, slots=True)
class Ways:
    """What the buttons of the parts do."""

    change: Callable[[RowView], None]
    enter: Callable[[], None]
    decide_row: Callable[[str, bytes], None]
    decide_status: Callable[[bytes], None]
    paper: Callable[[], None]


def closed(control: QWidget) -> Card:
    """They were closed when the page went out of sight."""
    words = Said(_("The notes were closed when you left. Opening them again is logged."), "lead", "muted", wraps=True)
    line = row(Icon("lock"), 4, words, control)
    line.setStretch(2, 1)
    return Card(line)


def twice(file: StatusFile, ways: Ways) -> Iterator[Card]:
    """What people stated at the same time: all of it stands until one is chosen."""
    if file.twice:
        yield _choice(_("Status: stated by two people at the same time"), file.twice, ways.decide_status)
    for view in file.rows:
        if view.twice:
            title = _("{what}: stated by two people at the same time").format(what=view.label)
            yield _choice(title, view.twice, partial(ways.decide_row, view.held.key))


def _choice(title: str, stated: tuple[Statement, ...], decide: Callable[[bytes], None]) -> Card:
    note = _("Both are kept. Choose the one that is right.")
    card = Card(CardHead(title, note, "info"), margin=0, gap=0).inked("amber_soft", "amber")
    for each in stated:
        choose = Btn(_("This is right"), "plain", "check", height=32)
        choose.setAccessibleName(_("This is right: {words}").format(words=each.words))
        choose.clicked.connect(lambda _on=False, entry=each.entry: decide(entry))
        words = Two(Said(each.words, "strong").cut(), Said(each.by, "small", "muted").cut())
        line = row(words, choose, margins=(16, 8, 12, 8))
        line.setStretch(0, 1)
        card.body.addWidget(Hairline())
        card.body.addLayout(line)
    return card


def rows(file: StatusFile, ways: Ways) -> Card:
    """Every row in the order of the state's screen; withdrawn ones say so."""
    standing = sum(view.held.stands for view in file.rows)
    card = Card(CardHead(_("Rows, in the order of the grid"), str(standing or ""), "list-checks"), margin=0, gap=0)
    if not file.rows:
        words = _("No rows yet. “State and add rows” asks which types of the grid fit, and checks them as the state does.")
        card.body.addWidget(Hairline())
        card.body.addLayout(row(Said(words, "body", "muted", wraps=True), margins=(16, 12, 16, 12)))
    for view in file.rows:
        card.body.addWidget(Hairline())
        card.body.addWidget(_row(view, ways))
    return card


def _row(view: RowView, ways: Ways) -> QWidget:
    ink = "text" if view.held.stands else "faint"
    id_words = view.id_words if view.id_sure else _("{id} inferred: go by the label").format(id=view.id_words)
    label = column(Said(view.label, "strong", ink, wraps=True), Said(id_words, "small", "muted"), None, gap=2)
    kind = holding(label)
    kind.setFixedWidth(_TYPE)
    days = holding(column(Said(view.start, "body", ink), Said(view.end or _("no end"), "small", "muted"), None, gap=2))
    days.setFixedWidth(_DAYS)
    rest = column(gap=2)
    if view.basis:
        rest.addWidget(Said(view.basis, "body", ink, wraps=True))
    rest.addWidget(Said(view.by, "small", "muted", wraps=True))
    rest.addLayout(row(*_marks(view), None, gap=6))
    change = Btn(_("Change…"), "plain", height=28)
    change.setAccessibleName(_("Change the row: {what}").format(what=view.label))
    change.clicked.connect(lambda: ways.change(view))
    line = row(kind, days, holding(rest), column(change, None), gap=12, margins=(16, 8, 12, 8))
    line.setStretch(2, 1)
    return holding(column(line, *([_history(view)] if view.earlier else [])))


def _marks(view: RowView) -> list[QWidget]:
    if not view.held.stands:
        todo = [Chip(_("take it out of CWS/CMS"), "amber", "hourglass")] if view.held.to_key else []
        return [Chip(_("withdrawn"), "muted", "x"), *todo]
    if view.entered:
        return [Chip(view.entered, "green", "check")]
    return [Chip(_("not yet in CWS/CMS"), "amber", "hourglass")]


def _history(view: RowView) -> QWidget:
    said = [Said(f"{each.words} · {each.by}", "small", "muted", wraps=True) for each in view.earlier[:_EARLIER]]
    return holding(column(Said(_("Before"), "small_strong", "muted"), *said, gap=2, margins=(16, 0, 16, 8)))


def beside(file: StatusFile, ways: Ways, steps: Callable[[], None]) -> Iterator[QWidget]:
    """The cards of the right column."""
    yield _status(file)
    yield _sheet(file, ways)
    follow = Btn(_("Next steps"), "plain", "arrow-right", height=32)
    follow.clicked.connect(lambda _on=False: steps())
    yield Card(Said(_("What follows: proposed, required, declined."), "small", "muted", wraps=True), row(follow, None))


def _status(file: StatusFile) -> Card:
    card = Card(Said(_("Held now"), "card"), gap=6)
    if file.status is None:
        card.body.addWidget(Said(_("Nobody has stated anything."), "body", "muted", wraps=True))
    else:
        card.body.addWidget(Said(file.word, "strong"))
        if file.status.identified_at is not None:
            believed = _("reasonably believed since {when}").format(when=moment(file.status.identified_at))
            card.body.addWidget(Said(believed, "body", wraps=True))
        if file.status.basis:
            card.body.addWidget(Said(file.status.basis, "body", wraps=True))
        card.body.addWidget(Said(file.by, "small", "muted", wraps=True))
    if file.screening:
        card.body.addWidget(Hairline())
        card.body.addWidget(Said(file.screening, "small", "muted", wraps=True))
    for each in file.earlier[:_EARLIER]:
        card.body.addWidget(Hairline())
        card.body.addWidget(Said(_("Before: {words}").format(words=each.words), "small", "muted", wraps=True))
        card.body.addWidget(Said(each.by, "small", "faint", wraps=True))
    return card


def _sheet(file: StatusFile, ways: Ways) -> Card:
    """The CWS/CMS sheet: printed, keyed there, marked here."""
    card = Card(Said(_("CWS/CMS sheet"), "card"), gap=8)
    count = file.to_key_rows
    if file.fault:
        words = _("No sheet yet: {why}").format(why=file.fault)
        card.body.addWidget(Said(words, "body", "red", wraps=True))
    elif count:
        words = ngettext("{n} row is to be entered there.", "{n} rows are to be entered there.", count).format(n=count)
        card.body.addWidget(Said(words, "body", wraps=True))
    elif any(view.held.stands for view in file.rows):
        card.body.addWidget(Said(_("Every row is marked as entered."), "body", "muted", wraps=True))
    else:
        card.body.addWidget(Said(_("Nothing to enter."), "body", "muted"))
        return card
    paper, mark = Btn(_("Print or save…"), "plain", "printer", height=32), Btn(_("Mark entered…"), "plain", "check", height=32)
    paper.clicked.connect(lambda _on=False: ways.paper())
    mark.clicked.connect(lambda _on=False: ways.enter())
    mark.setEnabled(bool(count) and not file.fault)
    paper.setEnabled(not file.fault and any(view.held.stands for view in file.rows))
    card.body.addLayout(row(mark, None))
    card.body.addLayout(row(paper, None))
    return card
