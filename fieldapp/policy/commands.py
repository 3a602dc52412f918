"""`fieldapp duties` and `fieldapp rules`: what county counsel reviews the rules with."""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import NoReturn, TextIO

from fieldapp import clock
from fieldapp.errors import BadInput, FileRefused
from fieldapp.policy import facts as facts_file
from fieldapp.policy import layers, loading
from fieldapp.policy.planning import Due, Said, force_on, plan
from fieldapp.policy.schema import Cite, Row
from fieldapp.text import _, long_moment, span

OK, FOUND, MISUSE = 0, 1, 2


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        raise BadInput("arguments", f"{self.prog}: {message}", self.format_usage().strip())


def duties(argv: Sequence[str], out: TextIO, err: TextIO) -> int:
    """Print what applies to a facts file, why and by when; 2 with a sentence for what cannot be taken."""
    try:
        args = _duties_parser().parse_args(argv)
        at = _instant(args.at)
        law_of = _law_day(args.law_of) if args.law_of else clock.day(at)
        facts = facts_file.read(_sheet(args.facts), at)
        rules = layers.with_overlay(args.county.read_bytes(), args.county.name) if args.county else layers.shipped()
        found = plan(rules, facts, law_of, expect=args.expect)
    except (BadInput, FileRefused, OSError) as error:
        return _misuse(error, err)
    if args.json:
        json.dump([as_json(each, at) for each in found], out, ensure_ascii=False, indent=2)
        out.write("\n")
    else:
        out.write("".join(_paragraph(each, at) for each in found))
    return OK


def _duties_parser() -> argparse.ArgumentParser:
    parser = _Parser(prog="fieldapp duties", description=_("What applies, why and by when."))
    parser.add_argument("--facts", type=Path, required=True, metavar="FILE.json")
    parser.add_argument("--at", required=True, metavar="ISO", help=_("the instant that clocks and ages are placed by"))
    parser.add_argument("--law-of", metavar="DATE", help=_("whose law is read; by default the day of --at in Los Angeles"))
    parser.add_argument("--county", type=Path, metavar="OVERLAY")
    parser.add_argument("--expect", action="store_true", help=_("also what others owe"))
    parser.add_argument("--json", action="store_true")
    return parser


def _instant(text: str) -> int:
    try:
        return facts_file.instant(text)
    except ValueError:
        sentence = _("--at {text} is no instant.").format(text=text)
        raise BadInput("at", sentence, _("Write it as 2026-11-21T22:34:00-08:00.")) from None


def _law_day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise BadInput("law_of", _("--law-of {text} is no date.").format(text=text), _("Write it as 2020-11-13.")) from None


def _sheet(path: Path) -> dict[str, object]:
    try:
        sheet = json.loads(path.read_text(encoding="utf-8"))
    except (ValueError, RecursionError):
        raise BadInput("facts", _("{name} is no JSON.").format(name=path.name), _("Look at the file.")) from None
    if not isinstance(sheet, dict):
        raise BadInput("facts", _("{name} holds no facts.").format(name=path.name), _("A facts file is one object of keys."))
    return sheet


def _misuse(error: BadInput | FileRefused | OSError, err: TextIO) -> int:
    if isinstance(error, OSError):
        print(_("{name} cannot be read ({why}).").format(name=error.filename, why=error.strerror), file=err)
        return MISUSE
    print(" ".join(part for part in (error.sentence, error.action) if part), file=err)
    for fault in getattr(error, "faults", ()):
        print(f"  {fault}", file=err)
    return MISUSE


def as_json(each: Due, at: int) -> dict[str, object]:
    """One row as DESIGN 8 has it."""
    return {
        "id": each.id,
        "also": list(each.also),
        "kind": each.kind,
        "law": each.law,
        "tell": list(each.tell),
        "one_of": each.one_of,
        "do": {"en": each.do.en, "es": each.do.es} if each.do else None,
        "by": each.by or None,
        "title": {"en": each.title.en, "es": each.title.es},
        "start": None if each.start is None else clock.iso(each.start),
        "due": None if each.due is None else clock.iso(each.due),
        "written_due": None if each.written_due is None else clock.iso(each.written_due),
        "ongoing": each.ongoing,
        "may": each.may,
        "elapsed_s": None if each.start is None else (at - each.start) // clock.SECOND,
        "left_s": None if each.due is None else (each.due - at) // clock.SECOND,
        "applies": True if each.applies else "unknown",
        "applies_because": [_words(said) for said in each.because],
        "ask": [_words(said) for said in each.ask],
        "cite": [_cite(cite) for cite in each.cite],
        "rules": each.rules,
    }


def _words(said: Said) -> dict[str, str]:
    return {"fact" if said.is_fact else "key": said.name, "en": said.words.en, "es": said.words.es}


def _cite(cite: Cite) -> dict[str, object]:
    told: dict[str, object] = {"law": cite.law, "url": cite.url, "confidence": cite.confidence}
    return told | ({"of": {"en": cite.of.en, "es": cite.of.es}} if cite.of else {})


def _paragraph(each: Due, at: int) -> str:
    """One row as counsel reads it."""
    lines = [f"{each.id}  {each.title.en}"]
    told = f" {_('or') if each.one_of else _('and')} ".join(each.tell)
    lines += [f"  {_('tell')}: {told}"] if told else []
    lines += [f"  {_('do')}: {each.do.en}"] if each.do else []
    lines += [f"  {_('by')}: {each.by}"] if each.by else []
    if each.due is not None:
        left = each.due - at
        state = _("{span} left") if left >= 0 else _("{span} late")
        lines.append(f"  {_('due')}: {long_moment(each.due)} ({state.format(span=span(left))})")
    elif each.start is not None:
        lines.append(f"  {_('immediately; no outer limit was read')}: {_('{span} gone').format(span=span(at - each.start))}")
    if each.written_due is not None:
        lines.append(f"  {_('in writing')}: {long_moment(each.written_due)}")
    if each.applies is None:
        lines.append(f"  {_('not known whether it applies')}")
    lines += [f"  {_('because')}: {'; '.join(said.words.en for said in each.because)}"] if each.because else []
    lines += [f"  {_('find out')}: {said.words.en}" for said in each.ask]
    lines += [f"  {cite.law} [{cite.confidence}] {cite.url}" for cite in each.cite]
    return "\n".join(lines) + "\n\n"


# -- rules


def rules(argv: Sequence[str], out: TextIO, err: TextIO) -> int:
    """`rules check FILE` and `rules diff A B` (files, or two dates)."""
    parser = _Parser(prog="fieldapp rules", description=_("Read rules and say what is wrong, or what changed."))
    verbs = parser.add_subparsers(dest="verb", required=True, parser_class=_Parser)
    check = verbs.add_parser("check")
    check.add_argument("file", type=Path)
    diff = verbs.add_parser("diff")
    diff.add_argument("a")
    diff.add_argument("b")
    try:
        args = parser.parse_args(argv)
        return _check(args.file, out, err) if args.verb == "check" else _diff(args.a, args.b, out)
    except (BadInput, FileRefused, OSError) as error:
        return _misuse(error, err)


def _check(path: Path, out: TextIO, err: TextIO) -> int:
    try:
        found = layers.beside_the_law(path)
    except FileRefused as error:
        for fault in error.faults:
            print(fault, file=err)
        return FOUND
    sentence = _("{name}: nothing wrong; {n} rows with the law, version {v}.")
    print(sentence.format(name=path.name, n=len(found.rows), v=found.version), file=out)
    return OK


def _diff(a: str, b: str, out: TextIO) -> int:
    one, other = _side(a), _side(b)
    changed = False
    for row in sorted({*one, *other}):
        if one.get(row) == other.get(row):
            continue
        changed = True
        if row not in one:
            print(_("added    {id}  {title}").format(id=row, title=_title(other[row])), file=out)
        elif row not in other:
            print(_("removed  {id}  {title}").format(id=row, title=_title(one[row])), file=out)
        else:
            print(_("changed  {id}  {keys}").format(id=row, keys=", ".join(_changed(one[row], other[row]))), file=out)
    if not changed:
        print(_("No row differs."), file=out)
    return OK


def _side(name: str) -> dict[str, tuple[Row, ...]]:
    """The rows of a file, or of the shipped law in force on a day, by id."""
    try:
        day = date.fromisoformat(name)
    except ValueError:
        placed = loading.read(Path(name)).rows
    else:
        placed = tuple(each for each in layers.shipped().rows if force_on(each.row.in_force, day) is not False)
    rows: dict[str, tuple[Row, ...]] = {}
    for each in placed:
        rows[each.row.id] = (*rows.get(each.row.id, ()), each.row)
    return rows


def _title(rows: tuple[Row, ...]) -> str:
    return rows[0].title.en if rows[0].title else ""


def _changed(one: tuple[Row, ...], other: tuple[Row, ...]) -> list[str]:
    if len(one) != len(other):
        return [_("number of rows")]
    pairs = list(zip(one, other, strict=True))
    return [field for field in Row.__struct_fields__ if any(getattr(a, field) != getattr(b, field) for a, b in pairs)]
