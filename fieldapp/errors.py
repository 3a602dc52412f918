"""Errors are for somebody: what happened, in a sentence, and what to do.

FieldError
├── Fixable                 the person can mend it: a sentence and an action
│   ├── BadInput            a field's value cannot be taken
│   ├── NotAllowed          the role may not do this
│   ├── WrongPassphrase     no slot opened with what was typed
│   │   └── LockedOut       too many wrong ones: only a recovery slot opens it
│   ├── TooSoon             a wrong passphrase makes the next try wait
│   ├── StoreInUse          another window has the store open
│   ├── UnsuitableFolder    a network, synced or occupied folder
│   ├── RulesRefused        a rules file that cannot be read as written
│   ├── InstrumentRefused   an instrument that cannot be read as written
│   ├── CaseloadRefused     a caseload sheet that cannot be read
│   └── CountyFileRefused   a county file that is not signed or not whole
├── Trouble                 disk, file or key: a sentence and the state things are safe in
│   ├── StoreDamaged        the store is not what it was when it was closed
│   ├── StoreNewer          written by a newer version of this app
│   ├── DestinationTrouble  a folder that is full, read-only or gone
│   └── BundleRefused       a bundle that is kept aside, with its reason
└── Bug                     ours: save what can be saved, show a code
"""

from __future__ import annotations

from dataclasses import dataclass


class FieldError(Exception):
    """Root of every error that this app raises on purpose."""

    sentence: str

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


class Fixable(FieldError):
    """Something that the person at the desk can put right: what happened, and what to do."""

    def __init__(self, sentence: str, action: str = "") -> None:
        super().__init__(sentence)
        self.action = action


class BadInput(Fixable):
    """A value that cannot be taken; `field` names the control it was typed into."""

    def __init__(self, field: str, sentence: str, action: str = "") -> None:
        super().__init__(sentence, action)
        self.field = field


class NotAllowed(Fixable):
    """The role of the person at the desk does not carry this act."""


class WrongPassphrase(Fixable):
    """No slot opened: says nothing about which, or why."""


class LockedOut(WrongPassphrase):
    """Five wrong passphrases: the store opens by its recovery words or by its agency only."""


class TooSoon(Fixable):
    """A try before the delay was over. `wait`: milliseconds that are left of it."""

    def __init__(self, sentence: str, wait: int) -> None:
        super().__init__(sentence)
        self.wait = wait


class StoreInUse(Fixable):
    """The store is open in another process."""


class UnsuitableFolder(Fixable):
    """A folder that a store must not live in (network, synced, not empty)."""


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong in a file of data: where it stands and what it should be."""

    file: str
    row: str
    key: str
    sentence: str

    def __str__(self) -> str:
        return f"{self.file}: {self.row}: {self.key}: {self.sentence}"


class FileRefused(Fixable):
    """A file of data with faults; all that were found, in the order of the file."""

    def __init__(self, sentence: str, action: str = "", faults: tuple[Fault, ...] = ()) -> None:
        super().__init__(sentence, action)
        self.faults = faults


class RulesRefused(FileRefused):
    """Rules that cannot be read as written."""


class InstrumentRefused(FileRefused):
    """An instrument that cannot be read as written."""


class CaseloadRefused(FileRefused):
    """A caseload sheet that cannot be read at all."""


class CountyFileRefused(FileRefused):
    """A county file that is not signed by its agency, or not whole."""


class Trouble(FieldError):
    """Disk, file or key: what happened, and what is safe."""

    def __init__(self, sentence: str, safe: str = "") -> None:
        super().__init__(sentence)
        self.safe = safe


class StoreDamaged(Trouble):
    """A page, slot, head or entry is not what was written; the files are left as they are."""


class StoreNewer(Trouble):
    """The store was written by a newer version of the app."""


class DestinationTrouble(Trouble):
    """A destination is full, read-only or out of reach; nothing half-written stays there."""


class BundleRefused(Trouble):
    """A bundle that was not taken in. `reason` is one short word for lists and scripts."""

    def __init__(self, reason: str, sentence: str, safe: str = "") -> None:
        super().__init__(sentence, safe)
        self.reason = reason


class Bug(FieldError):
    """Our fault; the code finds the place, and names nobody."""

    def __init__(self, sentence: str, code: str = "") -> None:
        super().__init__(sentence)
        self.code = code
