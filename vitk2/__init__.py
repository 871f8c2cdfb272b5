"""Foods by their vitamin K forms: K1, MK-4, MK-7 and the longer menaquinones, each number sourced.

    >>> from vitk2 import Catalog, Form, Query, select
    >>> with Catalog() as catalog:
    ...     richest = select(catalog, Query(forms=(Form.MK7,), shape="top", limit=1))
    >>> next(richest.records())["name"]
    'Natto'

Amounts are µg per 100 g of food. Nothing heavy is imported until `to_frame` needs pandas.
"""

from typing import TYPE_CHECKING, Any

from vitk2._version import __version__ as __version__

if TYPE_CHECKING:
    from vitk2.api import compare, intake, search, show, top
    from vitk2.catalog.catalog import Catalog
    from vitk2.cohort.api import cohort_intake
    from vitk2.diary.intake import Intake
    from vitk2.errors import DataError, FoodError, UnknownNameError, UsageError, Vitk2Error
    from vitk2.forms import Form
    from vitk2.output.formats.dataframe import to_frame
    from vitk2.queries.compare import Comparison
    from vitk2.queries.food import FoodDetails
    from vitk2.queries.query import Query, Result
    from vitk2.queries.search import select

_HOMES = {
    "queries.compare": ("Comparison",),
    "queries.food": ("FoodDetails",),
    "queries.query": ("Query", "Result"),
    "queries.search": ("select",),
    "api": ("compare", "intake", "search", "show", "top"),
    "cohort.api": ("cohort_intake",),
    "diary.intake": ("Intake",),
    "errors": ("DataError", "FoodError", "UnknownNameError", "UsageError", "Vitk2Error"),
    "forms": ("Form",),
    "output.formats.dataframe": ("to_frame",),
    "catalog.catalog": ("Catalog",),
}

# Type checkers read a literal list only; a test compares it with _HOMES.
__all__ = [
    "Catalog",
    "Comparison",
    "DataError",
    "FoodDetails",
    "FoodError",
    "Form",
    "Intake",
    "Query",
    "Result",
    "UnknownNameError",
    "UsageError",
    "Vitk2Error",
    "cohort_intake",
    "compare",
    "intake",
    "search",
    "select",
    "show",
    "to_frame",
    "top",
]


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})


if not TYPE_CHECKING:  # to a type checker every name would exist

    def __getattr__(name: str) -> Any:
        """Import a public name on first use: the command line needs only some."""
        for module, names in _HOMES.items():
            if name in names:
                from importlib import import_module

                return getattr(import_module(f"vitk2.{module}"), name)
        raise AttributeError(f"module 'vitk2' has no attribute {name!r}")
