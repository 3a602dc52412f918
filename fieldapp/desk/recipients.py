"""Recipients as people say them, and as they stand in lists (P26); which of them are called at once (P10)."""

from __future__ import annotations

from fieldapp.policy.schema import Text
from fieldapp.text import _, language

BY_PHONE = frozenset({"police", "ncmec", "tribe", "tribal_police", "child_protection", "hhs_otip"})
"""Who is called at once; everybody else is written to (P10)."""


def recipient_words(word: str) -> Text:
    """A recipient's word as people say it."""
    known = {
        "police": Text(_("Police"), "Policía"),
        "tribal_police": Text(_("Tribal police"), "Policía tribal"),
        "ncmec": Text("NCMEC", "NCMEC"),
        "parents": Text(_("Parents"), "Padres"),
        "guardians": Text(_("Guardians"), "Tutores"),
        "parents_attorney": Text(_("Parents' attorney"), "Abogado de los padres"),
        "youth_attorney": Text(_("Youth's attorney"), "Abogado del joven"),
        "court": Text(_("Juvenile court"), "Tribunal de menores"),
        "casa": Text("CASA", "CASA"),
        "siblings": Text(_("Siblings"), "Hermanos"),
        "tribe": Text(_("Tribe"), "Tribu"),
        "indian_custodian": Text(_("Indian custodian"), "Custodio indígena"),
        "child_protection": Text(_("Child protection hotline"), "Línea de protección infantil"),
        "district_attorney": Text(_("District attorney"), "Fiscal de distrito"),
        "hhs_otip": Text("HHS OTIP", "HHS OTIP"),
        "court_liaison": Text(_("Court liaison"), "Enlace con el tribunal"),
        "juvenile_hall": Text(_("Juvenile hall"), "Centro de detención de menores"),
        "legal_clerk": Text(_("Legal clerk"), "Auxiliar legal"),
        "supervisor": Text(_("Supervisor"), "Supervisión"),
        "caregiver": Text(_("Caregiver"), "Cuidador"),
        "everyone_told": Text(_("Everybody who was told"), "Todos los que fueron avisados"),
    }
    plain = word.replace("_", " ").capitalize()  # of a plan that a newer version made
    return known.get(word, Text(plain, plain))


_TELLING = frozenset({"hhs_otip"})
"""Recipients whose very name says why they are told."""


def is_telling(word: str) -> bool:
    """Whether the recipient's own name says more than an open page may."""
    return word in _TELLING


def who_words(word: str) -> str:
    """A recipient as it stands in a list, where no word may say what a youth's status is; "" for none."""
    if not word:
        return ""
    if word in _TELLING:
        return _("Federal office")
    words = recipient_words(word)
    return words.es if language() == "es" else words.en
