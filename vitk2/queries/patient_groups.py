"""The groups of people who ask a clinician first, by the words they type."""

from typing import Final

from vitk2.text import singular, tokenize

PATIENT_GROUPS: Final = {
    "newborns and infants": (
        *("newborn", "neonate", "neonatal", "infant", "baby", "babies"),
        *("Neugeborenes", "Neugeborene", "Neugeborenen", "Säugling", "Säuglinge", "Babys"),
        *("nouveau-né", "nouveau-nés", "nourrisson", "bébé"),
        *("recién nacido", "recién nacidos", "bebé", "lactante"),
    ),
    "pregnancy": (
        *("pregnancy", "pregnant", "schwanger", "Schwangere", "Schwangerschaft"),
        *("grossesse", "enceinte", "embarazo", "embarazada"),
    ),
    "fat malabsorption": ("malabsorption", "Fettmalabsorption", "malabsorción"),
    "cystic fibrosis": (
        *("cystic fibrosis", "Mukoviszidose", "zystische Fibrose"),
        *("mucoviscidose", "fibrose kystique", "fibrosis quística"),
    ),
    "kidney disease and dialysis": (
        *("kidney", "renal", "CKD", "dialysis", "haemodialysis", "hemodialysis"),
        *("Niere", "Nieren", "Nierenkrankheit", "Nierenerkrankung", "Niereninsuffizienz"),
        *("nierenkrank", "Dialyse", "Hämodialyse", "hémodialyse"),
        *("maladie rénale", "insuffisance rénale", "reins"),
        *("riñón", "riñones", "diálisis", "hemodiálisis"),
    ),
    "antibiotics": (
        *("antibiotic", "cephalosporin", "Antibiotikum", "Antibiotika", "Cephalosporin"),
        *("Cephalosporine", "antibiotique", "céphalosporine", "antibiótico", "cefalosporina"),
    ),
    "orlistat": ("orlistat",),
    "bile acid sequestrants": (
        *("bile acid sequestrant", "cholestyramine", "colestyramine", "colestipol", "colesevelam"),
        *("Cholestyramin", "Colestyramin", "colestiramina"),
    ),
    "phenytoin": ("phenytoin", "phénytoïne", "fenitoína"),
}
"""English, German, French and Spanish words for each group, and for the medicines of some."""


def _in_one_spelling(text: str) -> list[str]:
    return [singular(word) for word in tokenize(text)]


_GROUP_BY_WORDS: Final = {
    " ".join(_in_one_spelling(name)): group
    for group, names in PATIENT_GROUPS.items()
    for name in names
}


def patient_group_named(text: str) -> str:
    """Return the group that a whole text names, or '': a kidney pie is a food."""
    return _GROUP_BY_WORDS.get(" ".join(_in_one_spelling(text)), "")


def patient_groups_in(text: str) -> list[str]:
    """Return the groups whose words are in a text, in the order of PATIENT_GROUPS."""
    typed = f" {' '.join(_in_one_spelling(text))} "
    found = {group for words, group in _GROUP_BY_WORDS.items() if f" {words} " in typed}
    return [group for group in PATIENT_GROUPS if group in found]


def words_of_patient_groups() -> set[str]:
    """Return every word of PATIENT_GROUPS, for the spelling of a mistyped one."""
    return {word for names in PATIENT_GROUPS.values() for name in names for word in tokenize(name)}
