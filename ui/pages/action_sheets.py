"""Sheets for a proposed step: taken up with its day, or declined with the reason."""

from __future__ import annotations

from fieldapp.desk.nextsteps import NextStep
from fieldapp.text import _
from ui.pages.forms import Sheet, beside
from ui.widgets.fields import Line
from ui.widgets.text import Said


class TakeUpSheet(Sheet):
    """From here on it is a required step; a day only where a source gives a number, or where the worker wants one."""

    def __init__(self) -> None:
        self.rule = ""
        super().__init__(_("Take up"), _("Take up"))

    def _fields(self) -> None:
        self.remark = Said("", "body", "muted", wraps=True)
        self.counts_from = Line(_("Limit counts from"), _("As 2026-11-22; without it the step shows no time left."))
        self.do_by = Line(_("My own day for it"), _("Optional, as 2026-11-24. The earlier of the two is due."))
        self.body.addWidget(self.remark)
        self.body.addWidget(beside(self.counts_from, self.do_by))

    def open_for(self, step: NextStep) -> None:
        """Ask about one step."""
        self.rule = step.rule
        self.title.setText(_("Take up: {what}").format(what=step.title))
        self.remark.setText(step.remark or step.limit)
        self.counts_from.setVisible(step.day)
        for line in (self.counts_from, self.do_by):
            line.edit.clear()
        self.show()
        (self.counts_from if step.day else self.do_by).edit.setFocus()

    def value(self) -> tuple[str, str, str]:
        """(rule, counts from, own day)."""
        return self.rule, self.counts_from.text(), self.do_by.text()


class DeclineSheet(Sheet):
    """Declined for a reason that stays readable; it can be taken up later."""

    def __init__(self) -> None:
        self.rule = ""
        super().__init__(_("Decline"), _("Decline"))

    def _fields(self) -> None:
        self.reason = Line(_("Why, and who decided"), _("Your supervisor reads this. The step can be taken up later."))
        self.body.addWidget(self.reason)

    def open_for(self, step: NextStep) -> None:
        """Ask about one step."""
        self.rule = step.rule
        self.title.setText(_("Decline: {what}").format(what=step.title))
        self.reason.edit.clear()
        self.show()
        self.reason.edit.setFocus()

    def value(self) -> tuple[str, str]:
        """(rule, reason)."""
        return self.rule, self.reason.text()
