"""The headings of a diary file, in the words and languages people use."""

import re
from collections.abc import Iterable, Sequence
from typing import Final, NamedTuple

from vitk2.diary.units import volume_ml, weight_g
from vitk2.text import tokenize

HEADINGS: Final = {
    "food": (
        *("food", "food name", "food item", "item", "ingredient", "Lebensmittel", "Nahrungsmittel"),
        *("Speise", "Zutat", "aliment", "alimento", "comida", "cibo", "voedingsmiddel", "voedsel"),
    ),
    "amount": (
        *("amount", "quantity", "qty", "how much", "Menge", "Anzahl", "quantité", "cantidad"),
        *(
            "quantità",
            "hoeveelheid",
            "aantal",
            "quantidade",
            "portion",
            "portion size",
            "serving size",
        ),
    ),
    "unit": (
        *("unit", "units", "measure", "Einheit", "unité", "unidad", "unità", "eenheid", "unidade"),
    ),
    "date": ("date", "day", "Datum", "Tag", "jour", "fecha", "día", "data", "giorno", "dia", "dag"),
    "deleted": (
        *("deleted", "is deleted", "is_deleted", "isDeleted", "deleted at", "deleted_at"),
        *("deletedAt", "removed", "is removed", "gelöscht", "supprimé", "eliminado"),
    ),
    "meal": (
        *("meal", "meals", "meal type", "meal name", "Mahlzeit", "repas", "pasto", "maaltijd"),
        *("refeição",),
    ),
}
"""The columns of a diary, and the headings each is known by; case and accents do not matter."""

MEALS: Final = {
    *("breakfast", "second breakfast", "brunch", "elevenses", "lunch", "dinner", "supper", "tea"),
    *("snack", "snacks", "dessert", "drinks", "beverages", "soup", "other", "morning", "afternoon"),
    *("evening", "night", "fruhstuck", "mittag", "mittagessen", "abend", "abendessen", "abendbrot"),
    *("zwischenmahlzeit", "getranke", "petit dejeuner", "dejeuner", "diner", "gouter", "collation"),
    *("desayuno", "almuerzo", "comida", "cena", "merienda", "colazione", "pranzo", "spuntino"),
    *("ontbijt", "middageten", "avondeten", "tussendoor", "cafe da manha", "almoco", "jantar"),
}
"""Names of meals, folded, that need no colon after a # and may have no lines below."""

WEEKDAYS: Final = {
    *("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"),
    *("montag", "dienstag", "mittwoch", "donnerstag", "freitag", "samstag", "sonntag"),
    *("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"),
    *("lunes", "martes", "miercoles", "jueves", "viernes", "sabado", "domingo"),
    *("lunedi", "martedi", "mercoledi", "giovedi", "venerdi", "domenica"),
    *("maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag"),
}
"""Names of weekdays, folded; without a date they are headings and no days."""

ELSE_FOOD: Final = ("name", "what", "product", "note", "notes", "entry", "Produkt", "produit")
"""Headings of the food where no other one is."""

WEIGHED: Final = ("weight", "Gewicht", "poids", "peso")
"""Headings of the amount where they name a unit: `Weight (g)`."""

GRAMS: Final = ("grams", "gram", "grammes", "Gramm", "gramos", "grammi", "gramas", "g")
"""Headings of an amount that is in grams."""


def _folded(headings: Iterable[str]) -> set[str]:
    return {" ".join(tokenize(h)) for h in headings}


_COLUMNS: Final = {column: _folded(headings) for column, headings in HEADINGS.items()}
_ELSE_FOOD, _WEIGHED, _GRAMS = _folded(ELSE_FOOD), _folded(WEIGHED), _folded(GRAMS)


class Header(NamedTuple):
    """Positions of the columns of a diary, and the unit that the amount's heading names."""

    at: dict[str, int]
    unit: str
    width: int

    def cells(self, row: Sequence[str]) -> dict[str, str]:
        """A row's cells by column; what is missing is empty."""
        present = {c: row[i].strip() if i < len(row) else "" for c, i in self.at.items()}
        return dict.fromkeys(HEADINGS, "") | present


def header_of(cells: Sequence[str]) -> Header | None:
    """The header that these cells are; None when no column of them is the food.

    Raises ValueError where two headings mean the same column.
    """
    at: dict[str, int] = {}
    unit = ""
    for i, cell in enumerate(cells):
        column, of_unit = _column(cell)
        if column in at:
            raise ValueError(f"{cells[at[column]]!r} and {cell!r} both mean {column}: rename one")
        if column:
            at[column] = i
            unit = of_unit or unit
    for i, cell in enumerate(cells):
        if "food" not in at and " ".join(tokenize(cell)) in _ELSE_FOOD:
            at["food"] = i
    return Header(at, unit, len(cells)) if "food" in at else None


def _column(heading: str) -> tuple[str, str]:
    """The column of a heading, '' when it is none, and the unit it names: `Amount (g)`."""
    bare, _, unit = re.sub(r"[)\]]\s*$", "", heading.strip()).partition("(")
    folded, unit = " ".join(tokenize(bare)), unit.strip()
    if folded in _GRAMS:
        return "amount", "g"
    if not (weight_g(unit) or volume_ml(unit)):
        unit = ""
    if folded in _WEIGHED and unit:
        return "amount", unit
    return next((c for c, headings in _COLUMNS.items() if folded in headings), ""), unit
