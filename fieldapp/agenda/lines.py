"""Lines of the call list: which planned rows one notice settles, and how far each line is."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from fieldapp.agenda.model import TAKEN, Line, Made, Planned, State, closes


def line_key(row: Planned) -> str:
    """What one notice settles: same recipient, same person, same start event. Ongoing rows and steps stand alone.

    Police under federal law, the Penal Code and AB 2108 are one call; NCMEC is another (DESIGN 5).
    """
    if not row.recipient and not row.one_of:
        return f"step/{row.rule}/{row.start}"
    to = row.recipient or "|".join(row.one_of)
    alone = f"/{row.rule}" if row.ongoing else ""
    return f"{to}/{row.person}/{row.start}{alone}"


def waiting(rows: Iterable[Planned]) -> list[str]:
    """The lines that one notice is to settle, and that surely apply. What goes on, or may not apply, waits for nothing once the
    episode is over.
    """
    return sorted({line_key(row) for row in rows if row.kind == "duty" and row.applies == "yes" and not row.ongoing})


def lines_of(youth: str, occasion: str, rows: Iterable[Planned], made: Iterable[Made]) -> list[Line]:
    """The lines of one occasion. Of concurrent plans the earlier limit counts; a stopped row stays and says why."""
    by_key: dict[str, list[Planned]] = {}
    for row in rows:
        by_key.setdefault(line_key(row), []).append(row)
    notices: dict[str, list[Made]] = {}
    for each in made:
        notices.setdefault(each.line, []).append(each)
    lines = [_line(youth, occasion, key, found, notices.get(key, [])) for key, found in by_key.items()]
    return sorted(lines, key=_rank)


def _line(youth: str, occasion: str, key: str, rows: Sequence[Planned], made: list[Made]) -> Line:
    live = [row for row in rows if row.applies != "stopped"]
    dropped = [row for row in rows if row.applies == "stopped" and not row.ask] if live else []
    live = live or list(rows)
    # Of equal limits the row of law heads: its words and its red, not a county's, are what the line shows.
    ranked = tuple(sorted(live, key=lambda row: (row.applies == "unknown", row.due is None, row.due or 0, not row.law, row.rule)))
    every = sorted(made, key=lambda each: (each.proof.made_at, each.recorded_at, each.entry))
    proofs = tuple(each for each in every if not each.back)
    closing = [each for each in proofs if closes(key, each.proof)]
    first = ranked[0]
    return Line(
        key=key,
        occasion=occasion,
        youth=youth,
        rules=_distinct(ranked),
        due=first.due,
        written_due=min((row.written_due for row in ranked if row.written_due is not None), default=None),
        start_at=first.start_at,
        state=_state(ranked, proofs, settled=bool(closing)),
        made=proofs,
        settled_at=_settled_at(proofs, closing),
        taken_back=tuple(each for each in every if each.back),
        dropped=_distinct([row for row in dropped if row.rule not in {each.rule for each in live}]),
    )


def _settled_at(made: Sequence[Made], closing: Sequence[Made]) -> int | None:
    """When the recipient was told: a number that came later does not make a report late that was taken in time (P7)."""
    if not closing:
        return None
    first = closing[0]
    taken = (each.proof.made_at for each in made if each.proof.outcome == "number_pending")
    return min((first.proof.made_at, *taken)) if first.proof.outcome in TAKEN | {"told"} else first.proof.made_at


def _distinct(rows: Sequence[Planned]) -> tuple[Planned, ...]:
    """Planning twice is one row: the same rule for the same person stands once, with its earlier limit."""
    seen: dict[tuple[str, tuple[str, ...]], Planned] = {}
    for row in rows:
        seen.setdefault((row.rule, tuple(cite.law for cite in row.cite)), row)
    return tuple(seen.values())


def _state(rows: Sequence[Planned], made: Sequence[Made], *, settled: bool) -> State:
    if settled and not rows[0].ongoing:
        return "settled"
    if all(row.applies == "stopped" for row in rows):
        return "stopped"
    return "begun" if made else "open"


CALL_ORDER = (
    "police", "ncmec", "tribal_police", "tribe", "child_protection", "hhs_otip", "district_attorney", "youth_attorney", "parents",
    "guardians", "indian_custodian", "parents_attorney", "court", "casa", "siblings",
)  # fmt: skip
"""The order in which recipients are told (locate.md 8): who can look for the youth tonight comes first."""


def _rank(line: Line) -> tuple[bool, bool, bool, int, int, str]:
    to = line.first.recipient or next(iter(line.first.one_of), "")
    place = CALL_ORDER.index(to) if to in CALL_ORDER else len(CALL_ORDER)
    done = line.state in {"settled", "stopped"}
    return (done, line.first.applies == "unknown", line.due is None, line.due or 0, place, line.key)
