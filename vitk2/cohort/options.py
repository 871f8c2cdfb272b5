"""The options of a cohort's sums: columns, groups, codes and engines; the columns of the result."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final, NamedTuple

from vitk2.catalog.schema import Column
from vitk2.catalog.vocabulary import CODE_SYSTEMS
from vitk2.errors import UnknownNameError, UsageError
from vitk2.forms import TABLE_FORMS

ENGINES: Final = ("duckdb", "spark")

FOOD, GRAMS = "food", "grams"
"""The columns that every diary has, besides those it is grouped by."""

OURS: Final = "vitk2_"
"""The prefix of the internal columns of the sums; no column of a diary may begin with it."""

OF_FORM: Final = (
    Column("ug", "number", "µg of the form in what was eaten, as far as it is known"),
    Column("low", "number", "the same by the lowest sound readings, µg"),
    Column("high", "number", "the same by the highest sound readings and the limits, µg"),
    Column("qualifier", "text", "'>=': a part is unknown; nd: looked for everywhere, not found"),
    Column("grams_known", "number", "grams of what was eaten that have a sound value of the form"),
    Column("coverage", "number", "grams_known / grams; empty where nothing was eaten"),
    Column("doubtful_grams", "number", "grams whose value of the form is doubtful, and not summed"),
)
"""The columns of each form in a group."""

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
"""The columns of a row per group and form, after those of the group."""


WIDE: Final = (
    *OF_GROUP,
    *(c._replace(name=form.column(c.name)) for form in TABLE_FORMS for c in OF_FORM),
)
"""The columns of a row per group, after those of the group."""


class CohortOptions(NamedTuple):
    """The options for reading and summing a diary; `columns` maps our names to the diary's."""

    by: tuple[str, ...] = ("person", "day")
    columns: Mapping[str, str] = MappingProxyType({})
    codes: str | None = None
    """A code system of CODE_SYSTEMS; None if foods are named by food_id."""
    recipes: str | None = None
    """A file of dishes."""
    wide: bool = False

    def called(self, name: str) -> str:
        """Return the diary's name of one of our columns."""
        return self.columns.get(name, name)

    def check(self) -> None:
        """Raise UsageError for an unknown code system, or names that cannot be used together."""
        if self.codes is not None and self.codes not in CODE_SYSTEMS:
            raise UnknownNameError("code system", self.codes, list(CODE_SYSTEMS))
        if not self.by or len({name.lower() for name in self.by}) < len(self.by):
            raise UsageError("name the columns to group by, each once, such as person,day")
        reserved = {c.name.lower() for c in (*LONG, *WIDE)}
        for name in self.by:
            # DuckDB treats names that differ only in case as the same.
            if name.lower() in reserved or name.lower().startswith(OURS):
                raise UsageError(f"a group cannot be called {name!r}, as a column of the answer is")
        if unknown := sorted(set(self.columns) - {*self.by, FOOD, GRAMS}):
            allowed = ", ".join(dict.fromkeys((*self.by, FOOD, GRAMS)))
            raise UsageError(f"{unknown[0]!r} is no column that is read: rename {allowed}")
