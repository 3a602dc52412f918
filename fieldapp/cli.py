"""The commands that need no window: rules and scores, and a store's verify and rebuild, for scripts and drills."""

from __future__ import annotations

import argparse
import getpass
import json
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import NoReturn, TextIO, TypeVar

from fieldapp import __version__, clock, log, places
from fieldapp.desk import backups, checking, opening, transfer
from fieldapp.desk.access import Access
from fieldapp.desk.desk import Desk, run_through
from fieldapp.errors import BadInput, Bug, FieldError, Fixable, Trouble
from fieldapp.exchange.folder import FolderDestination
from fieldapp.identify import commands as identify
from fieldapp.places import make_folder
from fieldapp.policy import commands as policy
from fieldapp.text import _

OK, FOUND, MISUSE, COULD_NOT = 0, 1, 2, 3
R = TypeVar("R")
Command = Callable[[Sequence[str], TextIO, TextIO], int]


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; 0 all well, 1 something was found or refused, 2 wrong use, 3 could not run."""
    args = list(sys.argv[1:] if argv is None else argv)
    name = args.pop(0) if args else ""
    command = COMMANDS.get(name)
    if command is None:
        known = name in {"--help", "-h", "help", "--version"}
        print(f"fieldapp {__version__}" if name == "--version" else usage(), file=sys.stdout if known else sys.stderr)
        return OK if known else MISUSE
    try:
        return command(args, sys.stdout, sys.stderr)
    except Fixable as error:
        _say(error, error.action)
        return MISUSE if isinstance(error, BadInput) else COULD_NOT
    except (Trouble, Bug) as error:
        _say(error, getattr(error, "safe", ""))
        return COULD_NOT
    except KeyboardInterrupt:
        print(_("Stopped. What was done so far stays; the rest waits."), file=sys.stderr)
        return COULD_NOT
    except Exception as error:  # noqa: BLE001 - its text, and what stands in a trace of it, may name somebody
        log.fault("command", error)
        said = _("Something went wrong inside the app (code {code}).").format(code=type(error).__name__)
        _say(Bug(said), _("What you recorded before is safe."))
        return COULD_NOT


def _say(error: FieldError, more: str) -> None:
    print(" ".join(part for part in (error.sentence, more) if part), file=sys.stderr)
    for fault in getattr(error, "faults", ()):
        print(f"  {fault}", file=sys.stderr)


def usage() -> str:
    """What can be asked for."""
    return "\n".join(
        [_("fieldapp alone opens the window. Commands:"), *(f"  fieldapp {name}" for name in sorted(COMMANDS)), "  fieldapp demo"]
    )


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        raise BadInput("arguments", f"{self.prog}: {message}", self.format_usage().strip())


def store_parser(name: str, about: str) -> argparse.ArgumentParser:
    """The arguments that every command on a store takes."""
    parser = _Parser(prog=f"fieldapp {name}", description=about)
    parser.add_argument("--store", type=Path, default=places.default_store(), metavar="DIR")
    parser.add_argument(
        "--passphrase-file", type=Path, metavar="F", help=_("the passphrase is its first line; else it is asked for")
    )
    parser.add_argument("--json", action="store_true")
    return parser


def unlocked(args: argparse.Namespace, *, read_at_once: bool = False) -> Desk:
    """The store that was named, unlocked."""
    if not args.store.is_dir():
        raise Trouble(_("There is no store in {dir}.").format(dir=args.store), _("Nothing was changed."))
    return opening.unlock(args.store, passphrase_of(args), clock.now, read_at_once=read_at_once)


def passphrase_of(args: argparse.Namespace) -> str:
    """The passphrase, from the file that was named or from the person."""
    if args.passphrase_file is None:
        return getpass.getpass(_("Passphrase: "))
    try:
        return str(args.passphrase_file.read_text(encoding="utf-8").split("\n", 1)[0])
    except (OSError, UnicodeDecodeError):
        raise BadInput("passphrase-file", _("The passphrase file cannot be read."), _("Check its name.")) from None


def _verify(argv: Sequence[str], out: TextIO, err: TextIO) -> int:
    args = store_parser("verify", _("Check every page, entry and file of a store.")).parse_args(argv)
    desk = unlocked(args, read_at_once=True)  # a damaged store is looked at too, and left as it is
    try:
        checked = run_through(checking.verify(desk))
        if not checked.damaged:
            desk.note_access(Access(what="verified", count=len(checked.findings)))
        warning, unfit = desk.read_only, desk.anew is not None
    finally:
        desk.close()
    findings = [{"what": each.what, "where": each.where, "sentence": each.sentence} for each in checked.findings]
    findings += [{"what": "head", "where": "head", "sentence": warning}] if unfit else []
    if warning and not unfit:
        print(warning, file=err)  # of the disk; nothing is wrong with the store
    if args.json:
        json.dump({"entries": checked.entries, "findings": findings}, out, ensure_ascii=False)
        out.write("\n")
    else:
        for each in findings:
            print(f"{each['what']}: {each['sentence']} [{each['where']}]", file=out)
        print(_("{n} entries checked, {f} found wrong.").format(n=checked.entries, f=len(findings)), file=out)
    return FOUND if findings else OK


def _rebuild(argv: Sequence[str], out: TextIO, _err: TextIO) -> int:
    parser = store_parser("rebuild", _("Make the rows anew from the entries, and compare."))
    parser.add_argument(
        "--digest", action="store_true", help=_("print one line for the rows, by which two stores can be compared")
    )
    args = parser.parse_args(argv)
    desk = unlocked(args)
    try:
        made = run_through(checking.rebuild_rows(desk))
        desk.note_access(Access(what="rebuilt", count=int(made.before != made.after)))
    finally:
        desk.close()
    same = made.before == made.after
    if args.json:
        json.dump({"same": same, "digest": made.after}, out)
        out.write("\n")
    elif args.digest:
        print(made.after, file=out)
    else:
        print(_("The rows are as they were.") if same else _("The rows differed from the entries and were made anew."), file=out)
    return OK if same else FOUND


def _export(argv: Sequence[str], out: TextIO, _err: TextIO) -> int:
    parser = store_parser("export", _("Put what supervisors have not got into a folder."))
    parser.add_argument("--to", type=Path, required=True, metavar="DIR")
    args = parser.parse_args(argv)
    if args.to.parent.is_dir():  # a folder in a folder that is there; a mount point that is gone is not made up
        make_folder(args.to)
    desk = unlocked(args)
    try:
        made = run_through(desk.slices(transfer.posting, FolderDestination(args.to))).result
    finally:
        desk.close()
    if args.json:
        json.dump([{"file": each.name, "entries": each.entries, "to": each.to} for each in made], out)
        out.write("\n")
    else:
        for each in made:
            print(_("{name}: {n} entries").format(name=each.name, n=each.entries), file=out)
        print(_("Nothing new to send.") if not made else _("Waiting for receipts."), file=out)
    return OK


def _import(argv: Sequence[str], out: TextIO, _err: TextIO) -> int:
    parser = store_parser("import", _("Take in bundles."))
    parser.add_argument("paths", type=Path, nargs="+", metavar="PATH")
    args = parser.parse_args(argv)
    desk = unlocked(args)
    try:
        found = [file for path in args.paths for file in transfer.others_in(desk, path)]
        outcomes = run_through(desk.slices(transfer.receive, found)).result
    finally:
        desk.close()
    if args.json:
        rows = [{"file": e.file, "outcome": e.outcome, "reason": e.reason, "entries": e.entries} for e in outcomes]
        json.dump(rows, out, ensure_ascii=False)
        out.write("\n")
    else:
        for each in outcomes:
            print(f"{each.file}: {each.outcome} {each.reason} {each.sentence}".rstrip(), file=out)
        if not outcomes:
            print(_("No bundle of anybody else is there."), file=out)
    return FOUND if any(each.outcome in {"fork", "rollback", "set_aside"} for each in outcomes) else OK


def _backup(argv: Sequence[str], out: TextIO, _err: TextIO) -> int:
    parser = store_parser("backup", _("Put an encrypted copy of a store into a folder; the oldest copies there go."))
    parser.add_argument("--to", type=Path, required=True, metavar="DIR")
    parser.add_argument("--keep", type=int, default=0, metavar="N", help=_("so many stay there; else what the county sets"))
    args = parser.parse_args(argv)
    desk = unlocked(args)
    try:
        made = run_through(backups.back_up(desk, args.to, args.keep))
    finally:
        desk.close()
    if args.json:
        json.dump({"backup": made.name, "made": clock.iso(made.made), "records": made.records, "bytes": made.size}, out)
        out.write("\n")
    else:
        print(_("{name}: {n} records, {mb} MB").format(name=made.name, n=made.records, mb=f"{made.size / 1e6:.1f}"), file=out)
    return OK


def _restore(argv: Sequence[str], out: TextIO, _err: TextIO) -> int:
    parser = store_parser("restore", _("Make a store again from the newest backup in a folder, as a new device."))
    parser.add_argument("--from", type=Path, required=True, metavar="DIR", dest="source")
    args = parser.parse_args(argv)
    desk, used = backups.restore(args.source, args.store, passphrase_of(args), clock.now)
    device, (seq, _hash) = desk.me.device, desk.book.last(desk.me.device)
    desk.close()
    if args.json:
        json.dump({"backup": used.name, "made": clock.iso(used.made), "records": used.records, "device": device, "seq": seq}, out)
        out.write("\n")
    else:
        said = _("Restored from {name} as a new device, {device}.")
        print(said.format(name=used.name, device=device), file=out)
    return OK


COMMANDS: Mapping[str, Command] = {
    "duties": policy.duties,
    "rules": policy.rules,
    "score": identify.score,
    "verify": _verify,
    "rebuild": _rebuild,
    "export": _export,
    "import": _import,
    "backup": _backup,
    "restore": _restore,
}
