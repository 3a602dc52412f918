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
from fieldapp.policy import changes, layers, loading
from fieldapp.policy import facts as facts_file
from fieldapp.policy.planning import Due, Said, plan
from fieldapp.policy.schema import Cite
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
        sheet = json.loads(path.read_text(encoding="utf-8"), object_pairs_hook=_once)
    except (ValueError, RecursionError):
        raise BadInput("facts", _("{name} is no JSON.").format(name=path.name), _("Look at the file.")) from None
    if not isinstance(sheet, dict):
        raise BadInput("facts", _("{name} holds no facts.").format(name=path.name), _("A facts file is one object of keys."))
    return sheet


def _once(pairs: list[tuple[str, object]]) -> dict[str, object]:
    """An object whose keys stand once: of two answers to one question neither is the right one."""
    sheet = dict(pairs)
    if len(sheet) < len(pairs):
        twice = next(key for number, (key, _value) in enumerate(pairs) if key in dict(pairs[:number]))
        raise BadInput(twice, _("{key} stands twice in the facts file.").format(key=twice), _("Keep one of the two."))
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
    between = _("or") if each.one_of else _("and")
    told = f" {between} ".join(each.tell)
    parts = [
        (_("also"), ", ".join(each.also)),
        (_("tell"), told),
        (_("do"), each.do.en if each.do else ""),
        (_("owed by"), each.by),
        *_times(each, at),
        (_("not known whether it applies"), "" if each.applies else " "),
        (_("because"), "; ".join(said.words.en for said in each.because)),
        *((_("find out"), said.words.en) for said in each.ask),
        (_("remark"), each.remark.en if each.remark else ""),
        *((_("source"), f"{cite.law} [{cite.confidence}] {cite.url}") for cite in each.cite),
    ]
    lines = [f"  {label}: {value}".removesuffix(":  ") for label, value in parts if value]
    return "\n".join([f"{each.id}  {each.title.en}{_mark(each)}", *lines]) + "\n\n"


def _mark(each: Due) -> str:
    """What kind of row it is, where it is no plain required contact or step of law."""
    marks = {"note": _("note"), "slot": _("not read yet")}
    words = (
        marks.get(each.kind, ""),
        _("offered") if each.offered else "",
        _("may") if each.may else "",
        _("no law") if not each.law and each.kind != "slot" else "",
    )
    said = ", ".join(word for word in words if word)
    return f"  ({said})" if said else ""


def _times(each: Due, at: int) -> list[tuple[str, str]]:
    told: list[tuple[str, str]] = []
    if each.due is not None:
        state = _("{span} left") if each.due >= at else _("{span} late")
        told.append((_("due"), f"{long_moment(each.due)} ({state.format(span=span(each.due - at))})"))
    elif each.start is not None:
        label = _("ongoing") if each.ongoing else _("immediately; no outer limit was read")
        told.append((label, _("{span} since {start}").format(span=span(at - each.start), start=long_moment(each.start))))
    if each.written_due is not None:
        told.append((_("in writing by"), long_moment(each.written_due)))
    return told


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
    found = changes.changes(_side(a), _side(b))
    if not found:
        print(_("No row differs."), file=out)
    words = {"added": _("added"), "removed": _("removed"), "changed": _("changed")}
    for each in found:
        print(f"{words[each.what]:<9}{each.row}  {each.title}".rstrip(), file=out)
        for key, before, after in each.keys:
            print(f"         {key}: {before} → {after}", file=out)
    return OK


def _side(name: str) -> changes.Side:
    """A file, or the shipped law as it stands on a day."""
    try:
        day = date.fromisoformat(name)
    except ValueError:
        return changes.of_file(loading.read(Path(name)))
    return changes.of_day(layers.shipped(), day)
