"""Why a bundle is not taken in: one short word for lists and scripts, one sentence for the person."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Literal

from fieldapp.errors import BundleRefused
from fieldapp.text import _

Reason = Literal[
    "out_of_reach",
    "unreadable",
    "cut",
    "altered",
    "ahead",
    "too_large",
    "newer_format",
    "not_for_us",
    "unknown_sender",
    "revoked",
    "expired",
    "newer_people",
    "unsigned_people",
    "older_people",
]

# Functions, so that each sentence is translated when it is said, not when this file is read.
_SENTENCES: Mapping[Reason, Callable[[], str]] = {
    "out_of_reach": lambda: _("The file is gone, or its stick was pulled out. Put it back, then read it again."),
    "unreadable": lambda: _("This file is no bundle of this app, or is damaged. Ask the sender to send it again."),
    "cut": lambda: _("The bundle was cut short on its way. Ask the sender to send it again."),
    "altered": lambda: _("The bundle is not what its sender made: it was changed or damaged on its way. Ask for it again."),
    "ahead": lambda: _(
        "The sender has records of this laptop that are not on it: an older copy of its store lies here, or a copy is in use"
        " somewhere else. Call them before you go on; what is missing may be in your newest backup."
    ),
    "too_large": lambda: _("The bundle is larger than any real one, or says so. It was not opened; tell your agency's IT."),
    "newer_format": lambda: _("The bundle was made by a newer version of this app. Update this one, then import it again."),
    "not_for_us": lambda: _(
        "The bundle is encrypted for somebody else. Only the device it was made for can open it. If it was meant for you, ask the"
        " sender to read the newest list of people, with this laptop on it, and to send it again."
    ),
    "unknown_sender": lambda: _("The sender's device is not enrolled here. Get the current list of people, then import again."),
    "revoked": lambda: _("The sender's device was revoked. Call the sender before you trust anything that comes from it."),
    "expired": lambda: _("The sender's enrollment is not valid today. Check this computer's date, then have it renewed."),
    "newer_people": lambda: _(
        "The sender goes by a newer list of people than the one here. Read that list first, then import this again."
    ),
    "unsigned_people": lambda: _("The list of people is not signed by your agency. Nothing of it was taken."),
    "older_people": lambda: _("The list of people is older than the one here, or another of the same number. It was not taken."),
}


def refused(reason: Reason) -> BundleRefused:
    """The refusal for a reason, with its sentence and what is safe."""
    return BundleRefused(reason, _SENTENCES[reason](), _("Nothing of it was taken in; the file was left where it is."))
