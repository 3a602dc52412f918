"""The fictional county: its agency keys, and a county file that names desks and offices, never a person."""

from __future__ import annotations

from dataclasses import dataclass

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from fieldapp import clock, places
from fieldapp.county import file
from fieldapp.county.model import County, Desk, IfFound, Letterhead, Line, Review, Setting
from fieldapp.vault import sealing


@dataclass(frozen=True, slots=True)
class Agency:
    """The fictional agency: its root key, its recovery key, and the county file signed by it."""

    root: Ed25519PrivateKey
    recovery: sealing.SealingKeys
    county_file: bytes


def new_agency() -> Agency:
    """A fresh agency with a signed county file."""
    root, recovery = Ed25519PrivateKey.generate(), sealing.new_keys()
    overlay = places.resource("policy", "county-example.toml").read_text(encoding="utf-8")
    county = County(
        version=1,
        county="Example County",
        practice=True,
        letterhead=Letterhead(
            agency="Example County Child and Family Services",
            office="Placement Unit, Example City office",
            address="1 Example Street, Example City",
            phone="555-0150",
            phone_24h="555-0151",
        ),
        directory=_directory(),
        root_public=root.public_key().public_bytes_raw().hex(),
        recovery_public=recovery.public.hex(),
        if_found=IfFound(
            bring_to="Example County receiving home, 2 Example Street, open day and night",
            phone_24h="555-0151",
            interpreter_line="555-0152",
        ),
        settings=_settings(),
        days_off=("2026-11-26", "2026-11-27", "2026-12-25"),
        overlay=overlay,
        expires_on=f"{clock.day(clock.now()).year + 1}-12-31",
        reviews=tuple(Review(rule=rule, initials="CC", on="2026-11-03") for rule in _REVIEWED),
    )
    return Agency(root, recovery, file.sign(county, root))


_REVIEWED = ("N-03", "N-04", "N-05", "N-10", "N-13", "N-20", "N-21", "N-24", "N-26", "N-28")
"""Rules that the fictional county's counsel has looked at; the others say so."""


def _phone(value: str, hours: str = "24 h") -> Line:
    return Line(kind="phone", value=value, hours=hours, after_hours=hours == "24 h")


def _directory() -> tuple[Desk, ...]:
    return (
        Desk(id="ncmec", recipient="ncmec", name="NCMEC (practice line)", lines=(_phone("555-0100"),)),
        Desk(
            id="police-city",
            recipient="police",
            name="Example City Police",
            county="Example County",
            lines=(_phone("555-0142"), Line(kind="fax", value="555-0143", hours="24 h", after_hours=True)),
            takes_fax=True,
        ),
        Desk(
            id="sheriff", recipient="police", name="Example County Sheriff", county="Example County", lines=(_phone("555-0144"),)
        ),
        Desk(id="tribal-police", recipient="tribal_police", name="Example Rancheria Police", lines=(_phone("555-0163"),)),
        Desk(
            id="tribe",
            recipient="tribe",
            name="Example Rancheria, ICWA desk",
            lines=(_phone("555-0161", "Mon-Fri 8-17"), Line(kind="email", value="icwa@example.test")),
            takes_email=True,
        ),
        Desk(
            id="court",
            recipient="court",
            name="Juvenile court, Department 4, clerk",
            lines=(Line(kind="email", value="dept4@example.test"), _phone("555-0170", "Mon-Fri 8-16")),
            takes_email=True,
            takes_fax=True,
        ),
        Desk(id="hotline", recipient="child_protection", name="Example County child abuse hotline", lines=(_phone("555-0101"),)),
        Desk(id="da", recipient="district_attorney", name="Example County District Attorney", lines=(_phone("555-0172"),)),
        Desk(id="otip", recipient="hhs_otip", name="HHS OTIP (practice line)", lines=(_phone("555-0173"),)),
        Desk(
            id="casa-office",
            recipient="casa",
            name="CASA of Example County",
            lines=(Line(kind="email", value="casa@example.test"),),
        ),
    )


def _settings() -> tuple[Setting, ...]:
    return (
        Setting(
            id="clock-starts",
            title_en="Whose knowledge starts the clock",
            title_es="El conocimiento de quién inicia el plazo",
            value="earliest receipt by the agency, hotline included",
            choices=("earliest receipt by the agency, hotline included", "receipt by the case-carrying worker"),
            initials="CC",
            initialed_on="2026-11-03",
        ),
        Setting(
            id="voicemail-counts",
            title_en="Does a voicemail count as told",
            title_es="Si un mensaje de voz cuenta como aviso",
            value="no",
            choices=("no", "yes"),
            initials="CC",
            initialed_on="2026-11-03",
        ),
        _shredding(),
        Setting(
            id="siblings",
            title_en="Which siblings are told",
            title_es="A qué hermanos se avisa",
            value="those entered as contacts",
        ),
        Setting(
            id="late-decide-again",
            title_en="After how many minutes it is decided again whether a late youth is missing",
            title_es="Tras cuántos minutos se vuelve a decidir si un joven que tarda está desaparecido",
            value="60",
            choices=("30", "60", "120"),
        ),
    )


def _shredding() -> Setting:
    return Setting(
        id="shred-days",
        title_en="Days until a copy of a paper is to be shredded",
        title_es="Días hasta que deba destruirse una copia de un documento",
        value="30",
        choices=("7", "30", "90"),
    )
