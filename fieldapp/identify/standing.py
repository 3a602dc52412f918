"""The answers to an instrument as they stand: which items are shown, what is known, and why the rest is not."""

from __future__ import annotations

from collections.abc import Mapping

from fieldapp.identify.instrument import Instrument
from fieldapp.identify.model import Reason
from fieldapp.identify.sight import AGE, Sight

Answers = Mapping[str, str]
"""Item id to option code (words, for an item of words); what is not there was not asked."""


class Stand:
    """Answers held against an instrument; what a tree of tests looks at. Answers to items that are not shown are not seen."""

    def __init__(
        self, form: Instrument, answers: Answers, age: int | None = None, supposed: Mapping[str, str] | None = None
    ) -> None:
        self._form = form
        self._answers = answers
        self._age = age
        self._supposed = dict(supposed or {})
        self._seen: dict[str, Sight] = {}

    @property
    def age(self) -> int | None:
        """In whole years, None where it is not known."""
        return int(self._supposed[AGE]) if AGE in self._supposed else self._age

    def supposing(self, name: str, value: str) -> Stand:
        """The same with one answer (or the age) taken for the argument's sake."""
        return Stand(self._form, self._answers, self._age, {**self._supposed, name: value})

    def shown(self, item: str) -> bool | None:
        """Whether an item is to be asked; None where that hangs on an answer not known."""
        return self._form.items[item].shown_when.judge(self).value

    def sight(self, item: str) -> Sight:
        """What is known of an item."""
        if item not in self._seen:
            self._seen[item] = self._look(item)
        return self._seen[item]

    def _look(self, name: str) -> Sight:
        item = self._form.items[name]
        shown = item.shown_when.judge(self)
        if not shown.value:
            return Sight(applies=shown.value, hinges=shown.hinges)
        supposed = name in self._supposed
        code = self._supposed.get(name) or self._answers.get(name, "")
        reason = item.reason(code)
        if reason == "does_not_apply":
            return Sight(applies=False, supposed=supposed)
        if code and reason is None:
            return Sight(code, supposed=supposed)
        return Sight(applies=None if item.may_not_apply else True, hinges=(name,))

    def codes(self, item: str) -> tuple[str, ...]:
        """The codes that an unknown answer may turn out to be."""
        return self._form.items[item].codes

    def worth(self, item: str, code: str) -> int:
        """The points of an answer."""
        return self._form.items[item].worth(code)

    def why_unknown(self, name: str) -> Reason | None:
        """Why an item that may apply has no answer; None where it has one or does not apply."""
        seen = self.sight(name)
        if seen.applies is False or seen.code is not None:
            return None
        return self._form.items[name].reason(self._answers.get(name, "")) or "not_asked"
