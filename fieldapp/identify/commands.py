"""`fieldapp score`: what answers to an instrument come to, without a window and without a store."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NoReturn, TextIO

from fieldapp.errors import BadInput, FileRefused
from fieldapp.identify import loading
from fieldapp.identify.instrument import Instrument
from fieldapp.identify.model import Because, Reason, Result, Step
from fieldapp.identify.scoring import score as score_of
from fieldapp.identify.sight import AGE
from fieldapp.text import _, ngettext

OK, MISUSE = 0, 2


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        raise BadInput("arguments", f"{self.prog}: {message}", self.format_usage().strip())


def score(argv: Sequence[str], out: TextIO, err: TextIO) -> int:
    """Print the band or bands, the score, what is not known and why; 2 with a sentence for what cannot be taken."""
    try:
        args = _parser().parse_args(argv)
        form = _instrument(args.instrument)
        answers, age = _sheet(args.answers)
        found = score_of(form, answers, age)
    except (BadInput, FileRefused) as error:
        print(" ".join(part for part in (error.sentence, error.action) if part), file=err)
        for fault in getattr(error, "faults", ()):
            print(f"  {fault}", file=err)
        return MISUSE
    if args.json:
        json.dump(as_json(found), out, ensure_ascii=False, indent=2)
        out.write("\n")
    else:
        out.writelines(f"{line}\n" for line in _lines(form, found))
    return OK


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(prog="fieldapp score", description=_("What answers to a form come to."))
    parser.add_argument("instrument", metavar="INSTRUMENT|PATH", help=_("a form that comes with the app, or a file"))
    parser.add_argument("--answers", type=Path, required=True, metavar="FILE.json")
    parser.add_argument("--json", action="store_true")
    return parser


def _instrument(name: str) -> Instrument:
    known = loading.shipped()
    if name in known:
        return known[name]
    path = Path(name)
    if not path.is_file():
        sentence = _("There is no form {name}, and no such file.").format(name=name)
        raise BadInput("instrument", sentence, _("Forms are: {names}.").format(names=", ".join(known)))
    return loading.read(path)


# -- the answers


def _sheet(path: Path) -> tuple[dict[str, str], int | None]:
    """Answers and age; null is the same as not there, a whole number the same as its digits."""
    try:
        sheet = json.loads(path.read_text(encoding="utf-8"), object_pairs_hook=_once)
    except OSError as error:
        sentence = _("{name} cannot be read ({why}).").format(name=path.name, why=error.strerror or error)
        raise BadInput("answers", sentence, _("Check its name.")) from None
    except (ValueError, RecursionError):
        raise BadInput("answers", _("{name} is no JSON.").format(name=path.name), _("Look at the file.")) from None
    if not isinstance(sheet, dict):
        sentence = _("{name} holds no answers.").format(name=path.name)
        raise BadInput("answers", sentence, _("Answers are one object: each item with the code of its answer."))
    age = sheet.pop(AGE, None)
    if age is not None and (isinstance(age, bool) or not isinstance(age, int)):
        raise BadInput(AGE, _("{n} is no age.").format(n=age), _("Write it in whole years."))
    return {name: _code(name, value) for name, value in sheet.items() if value is not None}, age


def _once(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found = dict(pairs)
    if len(found) < len(pairs):
        name = next(name for n, (name, _value) in enumerate(pairs) if name in dict(pairs[:n]))
        sentence = _("{item} is answered twice.").format(item=name)
        raise BadInput(name, sentence, _("Keep one answer."))
    return found


def _code(name: str, value: object) -> str:
    if isinstance(value, str) and value:
        return value
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    sentence = _("{item}: {value} is no code of an answer.").format(item=name, value=json.dumps(value, ensure_ascii=False))
    raise BadInput(name, sentence, _("Write the code in quotes."))


# -- what it comes to


def as_json(found: Result) -> dict[str, object]:
    """A result as DESIGN 8 has it."""
    settled = found.band
    band: dict[str, object] = {"band": settled.id} if settled else {"bands": [each.id for each in found.bands]}
    return {
        "instrument": found.instrument,
        "version": found.version,
        "hash": found.hash,
        **(band if found.bands else {"band": None}),
        "low": found.low,
        "high": found.high,
        **({"proposed": True} if found.proposed else {}),
        "unknown": [{"item": each.item, "reason": each.reason} for each in found.unknown],
        "trace": [_step(each) for each in found.trace],
    }


def _step(step: Step) -> dict[str, object]:
    return {"rule": step.rule, "holds": step.holds, "because": [_answer(each) for each in step.because]}


def _answer(each: Because) -> dict[str, object]:
    told: dict[str, object] = {"item": each.item, "code": each.code or None}
    told |= {"reason": each.reason} if each.reason else {}
    return told | ({"low": each.low, "high": each.high} if each.low is not None else {})


def _lines(form: Instrument, found: Result) -> Iterator[str]:
    """A result as a person reads it."""
    yield f"{form.head.title.en} ({found.version})"
    if found.band is not None:
        yield _("Result: {band}").format(band=found.band.title.en)
    elif found.bands:
        titles = _(" or ").join(each.title.en for each in found.bands)
        count = len(found.unknown)
        open_ones = ngettext("{n} item not yet known", "{n} items not yet known", count).format(n=count)
        yield _("Could be {bands}: {unknown}").format(bands=titles, unknown=open_ones)
    else:
        yield _("This form has no result: its items are prompts.")
    yield from (f"  {each.title.en}: {each.says.en}" for each in found.bands if each.says)
    if found.low is not None:
        whole = str(found.low) if found.low == found.high else f"{found.low}–{found.high}"
        proposed = _("proposed, not in the form")
        note = f" ({proposed})" if found.proposed else ""
        yield _("Score: {n}").format(n=whole) + note
    yield from (_("Not known: {item}: {why}").format(item=each.item, why=why(each.reason)) for each in found.unknown)
    yield from (_trace_line(step) for step in found.trace)
    yield form.head.validity.text.en


def _trace_line(step: Step) -> str:
    state = {True: _("yes"), False: _("no"), None: _("not known")}[step.holds]
    answers = ", ".join(f"{each.item} = {each.code or (why(each.reason) if each.reason else '')}" for each in step.because)
    return f"  {step.rule}: {state}" + (f" [{answers}]" if answers else "")


def why(reason: Reason) -> str:
    """The words for why there is no answer."""
    words: dict[Reason, str] = {
        "not_asked": _("not asked"),
        "declined": _("declined"),
        "doesnt_know": _("doesn't know"),
        "not_collected": _("not collected"),
        "does_not_apply": _("does not apply"),
        "sources_differ": _("sources differ"),
    }
    return words[reason]
