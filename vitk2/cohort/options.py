"""What is asked of a cohort's diary: its columns, its groups, its codes, its engine."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final, NamedTuple

from vitk2.catalog.schema import Column
from vitk2.cohort.codes import SYSTEMS
from vitk2.errors import UnknownNameError, UsageError
from vitk2.forms import TABLE_FORMS

ENGINES: Final = ("duckdb", "spark")

FOOD, GRAMS = "food", "grams"
"""The columns that every diary has, beside those it is grouped by."""

OURS: Final = "vitk2_"
"""What our own columns begin with while sums are made; no column of a diary may."""

OF_FORM: Final = (
    Column("ug", "number", "µg of the form in what was eaten, as far as it is known"),
    Column("low", "number", "the same by the lowest sound readings, µg"),
    Column("high", "number", "the same by the highest sound readings and the limits, µg"),
    Column("qualifier", "text", "'>=': a part is unknown; nd: looked for everywhere, not found"),
    Column("grams_known", "number", "grams of what was eaten that have a sound value of the form"),
    Column("coverage", "number", "grams_known / grams; empty where nothing was eaten"),
    Column("doubtful_grams", "number", "grams whose value of the form is doubtful, and not summed"),
)
"""What a group says of each form."""

OF_GROUP: Final = (
    Column("grams", "number", "grams eaten, of matched and unmatched lines"),
    Column("lines", "integer", "lines of the diary"),
)

LONG: Final = (
    Column("form", "text", "form of vitamin K"),
    *OF_FORM[:4],
    OF_GROUP[0],
    *OF_FORM[4:6],
    OF_GROUP[1],
    OF_FORM[6],
)
"""Columns of one row a group and form, after those of the group."""


WIDE: Final = (
    *OF_GROUP,
    *(c._replace(name=form.column(c.name)) for form in TABLE_FORMS for c in OF_FORM),
)
"""Columns of one row a group, after those of the group."""


class CohortOptions(NamedTuple):
    """How a diary is read and summed; `columns` says what it calls our columns."""

    by: tuple[str, ...] = ("person", "day")
    columns: Mapping[str, str] = MappingProxyType({})
    codes: str | None = None
    """A code system of SYSTEMS; None where foods are named by food_id."""
    recipes: str | None = None
    """A file of dishes."""
    wide: bool = False

    def called(self, name: str) -> str:
        """What the diary calls a column of ours."""
        return self.columns.get(name, name)

    def check(self) -> None:
        """Raise UsageError for what cannot be asked together."""
        if self.codes is not None and self.codes not in SYSTEMS:
            raise UnknownNameError("code system", self.codes, list(SYSTEMS))
        if not self.by or len({name.lower() for name in self.by}) < len(self.by):
            raise UsageError("name the columns to group by, each once, such as person,day")
        taken = {c.name.lower() for c in (*LONG, *WIDE)}
        for name in self.by:
            # DuckDB takes names that differ in case alone for one.
            if name.lower() in taken or name.lower().startswith(OURS):
                raise UsageError(f"a group cannot be called {name!r}, as a column of the answer is")
        if strangers := sorted(set(self.columns) - {*self.by, FOOD, GRAMS}):
            known = ", ".join(dict.fromkeys((*self.by, FOOD, GRAMS)))
            raise UsageError(f"{strangers[0]!r} is no column that is read: rename {known}")
