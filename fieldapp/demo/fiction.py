"""Everybody in the demo: plainly fictional people, numbers from the 555-01xx range, a county that is on no map."""

from __future__ import annotations

from dataclasses import dataclass

from fieldapp.report.tablefile import workbook

WORKER, OFFICER, SUPERVISOR = "Dana Demo-Worker", "Lee Mock-Officer", "Pat Template-Lead"
PASSPHRASES = {
    "worker": "paper lantern drifts over seven quiet hills",
    "officer": "copper kettle sings beside the wooden gate",
    "supervisor": "nine violet kites above a sleeping harbor",
}
OFFICE_PASSPHRASE = "amber ladders lean against the painted barn"  # noqa: S105 - fictional


@dataclass(frozen=True, slots=True)
class Fictional:
    """One youth of the caseload sheet. age: whole years at the demo's now."""

    given: str
    family: str
    age: int
    status: str
    placement: str

    @property
    def name(self) -> str:
        """As the sheet has it."""
        return f"{self.given} {self.family}"


_HOMES = ("Example Home A", "Example Home B", "Sample Group Home", "Template Resource Family", "Pattern House")
_GIVEN = (
    "Mika", "Kai", "Alex", "Jo", "Noa", "Sam", "Robin", "Tony", "Casey", "Luz", "María José", "Iñaki", "Chris", "Dee", "Eli",
    "Fran", "Gale", "Harper", "Indy", "Jules", "Kit", "Lane", "Max", "Nico", "Oli", "Parker", "Quinn", "Remy", "Sky", "Tai",
    "Uma", "Val", "Wren", "Xan", "Yael", "Zuri", "Ángel", "Bao", "Citlali", "Dominga",
)  # fmt: skip
_FAMILY = (
    "Sample", "Pattern", "Placeholder", "Specimen", "Ejemplo Ficticio", "Fictional", "Notareal", "Exampleton", "Mockingham",
    "Templateson",
)  # fmt: skip
_STATUS = ("dependent", "dependent", "dependent", "ward", "voluntary")

MISSING = "Mika Sample"  # missing now, reason to know of a tribe, a parent who must not be told
DUAL = "Kai Pattern"  # dual status, told late
ADULT = "Alex Placeholder"  # 18, a nonminor dependent
BACK = "Jo Specimen"  # back since yesterday
LATE = "Tony Notareal"  # late tonight, not yet missing
CONCERN = "Luz Mockingham"  # what is held is stated, and steps follow
WARDS = ("Terry Pretend", "Ray Makebelieve")  # the officer's
FRIEND = "Ari Madeup"


def youths() -> tuple[Fictional, ...]:
    """About forty youths; the first four carry the story."""
    story = (
        Fictional("Mika", "Sample", 15, "dependent", _HOMES[0]),
        Fictional("Kai", "Pattern", 16, "dual status", _HOMES[2]),
        Fictional("Alex", "Placeholder", 18, "dependent", _HOMES[3]),
        Fictional("Jo", "Specimen", 14, "dependent", _HOMES[1]),
    )
    rest = tuple(
        Fictional(given, _FAMILY[(place + 3) % len(_FAMILY)], 11 + place % 7, _STATUS[place % 5], _HOMES[place % 5])
        for place, given in enumerate(_GIVEN[4:])
    )
    return story + rest


def caseload(year: int, month: int) -> bytes:
    """The caseload as an Excel sheet, one row a youth, as a county's system would export it."""
    heads = ["First name", "Last name", "Date of birth", "Status", "Client ID", "Court number", "Placement", "Court county"]
    rows = [heads]
    for place, youth in enumerate(youths(), 1):
        day = 1 + place % 27
        born_month = 1 + (month + place) % 12
        born_year = year - youth.age - (1 if (born_month, day) > (month, 1) else 0)
        row = [
            youth.given,
            youth.family,
            f"{born_year}-{born_month:02d}-{day:02d}",
            youth.status,
            client_id(place),
            court_number(place),
        ]
        rows.append([*row, youth.placement, "Example County"])
    rows.append(["", "", "2012-01-01", "dependent", "", "", "", ""])
    return workbook(rows, "Caseload")


def client_id(place: int) -> str:
    """A fictional CWS/CMS client id."""
    return f"DEMO-CWS-{place:04d}"


def court_number(place: int) -> str:
    """A fictional court number."""
    return f"DEMO-JV-{place:05d}"


def marks() -> tuple[str, ...]:
    """Every full name, number and passphrase that must never be found outside papers and pictures."""
    people = (WORKER, OFFICER, SUPERVISOR, *PASSPHRASES.values(), OFFICE_PASSPHRASE, *CONTACTS)
    numbers = [text for place in range(1, len(youths()) + 1) for text in (client_id(place), court_number(place))]
    return (*people, *WARDS, *(youth.name for youth in youths()), *numbers)


MOTHER, FATHER, ATTORNEY, CASA, SIBLING, LURING = (
    "Rosa Sample-Fiction", "Victor Sample-Fiction", "Lou Letrado-Mock", "Casey Example-Casa", "Noa Sample-Fiction",
    "Unknown Mister Fiction",
)  # fmt: skip
KAIS_MOTHER, KAIS_ATTORNEY, KAIS_MOTHERS_ATTORNEY = "Paula Pattern-Fiction", "Abel Abogado-Mock", "Cleo Counsel-Mock"
JOS_FATHER, JOS_ATTORNEY, JOS_FATHERS_ATTORNEY = "Jorge Specimen-Fiction", "Ina Advocate-Mock", "Bram Barrister-Mock"
CONTACTS = (
    MOTHER, FATHER, ATTORNEY, CASA, SIBLING, LURING, FRIEND, KAIS_MOTHER, KAIS_ATTORNEY, KAIS_MOTHERS_ATTORNEY, JOS_FATHER,
    JOS_ATTORNEY, JOS_FATHERS_ATTORNEY,
)  # fmt: skip
