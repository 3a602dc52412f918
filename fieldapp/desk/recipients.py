"""Recipients as people say them, and which of them are called at once (P10)."""

from __future__ import annotations

from fieldapp.policy.schema import Text
from fieldapp.text import _

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
