"""What a county sets, in values; it names desks and agencies, never a person (P9, P47)."""

from __future__ import annotations

from typing import Literal

import msgspec

Answer = Literal["counsel", "default"]


class Line(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One way to reach a desk, with its hours ("24 h", "Mon-Fri 8-17")."""

    kind: Literal["phone", "email", "fax", "web", "post"]
    value: str
    hours: str = ""
    after_hours: bool = False


class Desk(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A row of the directory: whom the rules call by `recipient`, in which county, and how to reach them at any hour."""

    id: str
    recipient: str
    name: str
    county: str = ""
    lines: tuple[Line, ...] = ()
    takes_email: bool = False
    takes_fax: bool = False
    note: str = ""


class Letterhead(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What stands at the head of papers: agency, office and a number that is answered day and night."""

    agency: str
    office: str
    address: str = ""
    phone: str = ""
    phone_24h: str = ""


class Setting(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One interpretation choice (P47): what was chosen, and counsel's initials and day where counsel has looked at it."""

    id: str
    title_en: str
    title_es: str
    value: str
    choices: tuple[str, ...] = ()
    initials: str = ""
    initialed_on: str = ""


class Review(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """County counsel has looked at a rule. rule: its id · on: ISO date."""

    rule: str
    initials: str
    on: str


class IfFound(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Where to bring a youth at any hour, and the number that is answered (P14)."""

    bring_to: str = ""
    phone_24h: str = ""
    interpreter_line: str = ""


class BackupPlan(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Where backups of every store go, and how many of each stay there; "" and 0 leave it to the person at the laptop."""

    to: str = ""
    keep: int = 0


class County(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """Everything in one county file. Keys are hex; overlay: the county's rules as TOML; days_off: ISO dates.

    limits_en, limits_es: counsel's text on what a probation officer can keep confidential, read before asking (P30).
    """

    version: int
    county: str
    practice: bool = False
    letterhead: Letterhead
    directory: tuple[Desk, ...] = ()
    root_public: str
    recovery_public: str
    if_found: IfFound = IfFound()
    settings: tuple[Setting, ...] = ()
    days_off: tuple[str, ...] = ()
    overlay: str = ""
    limits_en: str = ""
    limits_es: str = ""
    expires_on: str = ""
    reviews: tuple[Review, ...] = ()
    backups: BackupPlan = BackupPlan()

    @property
    def signed_by(self) -> str:
        """The beginning of the agency's key, for people to compare."""
        return " ".join(self.root_public[at : at + 4] for at in range(0, 16, 4))

    def desks(self, recipient: str) -> tuple[Desk, ...]:
        """The desks that the rules call by this word."""
        return tuple(desk for desk in self.directory if desk.recipient == recipient)

    def setting(self, name: str, default: str = "") -> str:
        """What the county chose for a setting."""
        return next((each.value for each in self.settings if each.id == name), default)
