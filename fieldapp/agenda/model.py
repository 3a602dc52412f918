"""Required contacts and steps in values: what is planned, what was done, and what is still open."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import msgspec

Outcome = Literal[
    "told",  # the recipient has it, with the proof the row asks for
    "called",  # answered, nothing taken yet: never closes a row (P7)
    "report_taken",  # police took a report; its number stands here
    "number_pending",  # a report was taken, its number is still to come: told, but open until the number is there
    "entry_confirmed",  # NCIC entry confirmed by voice
    "number_withheld",  # the agency gives no number
    "message_left",  # voicemail or message; try again
    "no_answer",  # nobody answered; try again
    "sheriff_told",  # the tribe has no police of its own: the sheriff was told (P33)
    "refused",  # attempted, refused; settles with what is done instead, but never with police or NCMEC
    "sent",  # written: sent, received by the channel's own word
    "done_by_other",  # somebody else told them
    "not_required",  # reason, order
    "done",  # a step that tells nobody
    "not_tonight",  # the youth needs something else first, with the reason; no lateness (P51)
]
CLOSING: frozenset[Outcome] = frozenset({
    "told", "report_taken", "entry_confirmed", "number_withheld", "sent", "sheriff_told", "done_by_other", "not_required", "done",
})  # fmt: skip
"""Outcomes that settle a row. A message leaves it open: the law's limit goes on."""
REACHED: frozenset[Outcome] = frozenset({
    "told", "report_taken", "number_pending", "entry_confirmed", "number_withheld", "sent", "sheriff_told",
})  # fmt: skip
"""Outcomes with which the recipient, or who stands for it, really knows."""
TAKEN: frozenset[Outcome] = frozenset({"report_taken", "number_pending", "entry_confirmed", "number_withheld"})
"""Outcomes with which police have the missing report."""
TO_THE_PERSON: frozenset[Outcome] = REACHED | {"called", "message_left", "no_answer"}
"""Outcomes of an attempt at the recipient in person."""
WHEN_READY = ("step/R-01/", "step/R-03/", "step/R-04/")
"""Lines of what is asked of the youth after a return (why they left, what they went through, the screening): they alone can wait,
with the reason (P51). A contact is never put off: its limit is the law's.
"""
STILL_TO_TELL = ("police/", "ncmec/")
"""Lines that no refusal settles: any agency must take the report (PC 14211), so somebody else is called."""


Channel = Literal["", "phone", "email", "fax", "web", "in_person", "post"]
CHANNELS: tuple[Channel, ...] = ("in_person", "fax", "web", "post", "phone", "email")
"""The ways on which somebody is told, those without a page of their own first."""


class Cite(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, gc=False):
    """A citation as it stood when the row was planned."""

    law: str
    url: str = ""
    confidence: str = ""
    of_en: str = ""
    of_es: str = ""


class Ask(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, gc=False):
    """What to find out, or why a row applies: a key or fact with its words."""

    key: str
    en: str
    es: str


class Planned(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, gc=False):
    """One required contact or step as planned; instants in ms UTC.

    recipient: a word of the rules, "" for a step · person: a contact's id where the recipient is a person · start: the name of
    the instant that the clock runs from · applies: yes, unknown (then `ask`), or stopped (then `stopped_why`) · limit: why this
    person must not, or not directly, be told, where the row stands all the same.
    """

    rule: str
    also: tuple[str, ...] = ()
    kind: str = "duty"
    recipient: str = ""
    one_of: tuple[str, ...] = ()
    person: str = ""
    do: str = ""
    by: str = ""
    title_en: str
    title_es: str
    start: str = ""
    start_at: int | None = None
    due: int | None = None
    written_due: int | None = None
    ongoing: bool = False
    may: bool = False
    law: bool = True
    applies: Literal["yes", "unknown", "stopped"] = "yes"
    stopped_why: str = ""
    limit: str = ""
    because: tuple[Ask, ...] = ()
    ask: tuple[Ask, ...] = ()
    cite: tuple[Cite, ...] = ()
    remark_en: str = ""
    remark_es: str = ""
    content: tuple[str, ...] = ()
    proof: tuple[str, ...] = ()


class Remark(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """A note taken during a call, with its stamp (ms UTC)."""

    at: int
    text: str


class Proof(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, gc=False):
    """How a recipient was told, or what came of trying. made_at: ms UTC, when it was made, not when it was typed.

    shared: rows of the disclosure matrix that were really said · began_at, ended_at: stamps of the call · entered_at: when the
    agency says that the NCIC record was made, beside made_at, when it was confirmed (P7) · next_step: what is done instead
    where somebody refused.
    """

    outcome: Outcome
    made_at: int
    channel: Channel = ""
    to_whom: str = ""
    by_whom: str = ""
    agency: str = ""
    number: str = ""
    second_number: str = ""
    shared: tuple[str, ...] = ()
    language: str = ""
    note: str = ""
    late_reason: str = ""
    try_again_at: int | None = None
    began_at: int | None = None
    ended_at: int | None = None
    entered_at: int | None = None
    remarks: tuple[Remark, ...] = ()
    interpreter: str = ""
    next_step: str = ""


class CallKept(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A call that is not recorded yet, as it is kept on this laptop after each change. line: whom it is about.

    said, looked: places of the lines that were read out, and of those whose held part was read · writing: a note that is not
    stamped yet · picked: rows of the matrix that the caller decided to tell · typed: the other fields by name · ended_at: None
    while it runs.
    """

    youth: str
    episode: str
    line: str
    began_at: int
    ended_at: int | None = None
    dial: str = ""
    said: tuple[int, ...] = ()
    looked: tuple[int, ...] = ()
    remarks: tuple[Remark, ...] = ()
    writing: str = ""
    outcome: str = ""
    picked: tuple[str, ...] = ()
    language: str = ""
    typed: dict[str, str] = msgspec.field(default_factory=dict)
    saved_at: int = 0


def closes(line: str, proof: Proof) -> bool:
    """Whether this settles the line: one of four ways (DESIGN 5)."""
    if proof.outcome == "refused":
        return bool(proof.next_step) and not line.startswith(STILL_TO_TELL)
    return proof.outcome in CLOSING


State = Literal["open", "begun", "settled", "stopped"]


@dataclass(frozen=True, slots=True)
class Explained:
    """Why a notice was late, as it was written down afterwards. at: ms UTC · by: a person's id."""

    reason: str
    at: int
    by: str


@dataclass(frozen=True, slots=True)
class Made:
    """One notice or attempt as recorded: two times, the one it was made and the one it was written down. back: why it was taken
    back, "" where it counts · explained: why it was late, where that was written down afterwards, newest last.
    """

    entry: bytes
    line: str
    proof: Proof
    recorded_at: int
    actor: str
    back: str = ""
    explained: tuple[Explained, ...] = ()

    @property
    def late_because(self) -> str:
        """Why it was late, as asked at once or written down afterwards; "" where nobody has said."""
        return self.proof.late_reason or (self.explained[-1].reason if self.explained else "")


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the call list: all rules that one notice settles, with the earliest limit.

    key: recipient, person and start event · rules: what stands behind it · state: how far it is · made: newest last ·
    dropped: rules that applied and no longer do, each with the reason, while others still apply · taken_back: what was recorded
    by mistake and counts for nothing.
    """

    key: str
    occasion: str
    youth: str
    rules: tuple[Planned, ...]
    due: int | None
    written_due: int | None
    start_at: int | None
    state: State
    made: tuple[Made, ...]
    settled_at: int | None
    dropped: tuple[Planned, ...] = ()
    taken_back: tuple[Made, ...] = ()

    @property
    def first(self) -> Planned:
        """The row whose words the line shows: the one with the earliest limit."""
        return self.rules[0]

    @property
    def late_by(self) -> int | None:
        """Milliseconds past the limit at which the line was settled; None where it was in time, has no limit or is open."""
        if self.due is None or self.settled_at is None or self.settled_at <= self.due:
            return None
        return self.settled_at - self.due

    @property
    def late_notice(self) -> Made | None:
        """The notice that settled the line too late; None where there is none."""
        at = self.settled_at
        if self.late_by is None or at is None:
            return None
        return next((each for each in self.made if each.proof.made_at >= at), None)

    @property
    def late_because(self) -> str:
        """Why it was late; "" where nobody has said."""
        return next((each.late_because for each in self.made if each.late_because), "")
