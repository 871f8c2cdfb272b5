"""What stands behind an answer: vitk2 itself, and the sources whose numbers are in it."""

from collections.abc import Iterable
from typing import NamedTuple

from vitk2 import __version__
from vitk2.catalog.catalog import Catalog, records
from vitk2.catalog.schema import SOURCES, Record
from vitk2.errors import FoodError
from vitk2.forms import Form, is_form
from vitk2.queries.citations import citation
from vitk2.queries.query import Query
from vitk2.queries.resolve import resolve
from vitk2.queries.search import select
from vitk2.text import count_of


class Cited(NamedTuple):
    """What to cite for an answer; `sources` are rows of sources.csv, vitk2 before them."""

    answer: str
    """What the sources stand behind, in words; '' when vitk2 alone was asked for."""
    sources: list[Record]

    def lines(self) -> list[str]:
        """A line a source, as a reader cites it."""
        return [citation(source) for source in self.sources]


def cite(catalog: Catalog, query: Query) -> Cited:
    """vitk2 and the sources whose votes give the values that answer `query`; none if nothing does.

    A text alone that names one food is that food, one that spells a form is that form; with forms,
    their values count alone.
    Raises FoodError, with near ones, for a text alone that finds nothing.
    """
    if query == Query():
        return Cited("", [itself(catalog)])
    if is_form(query.text):
        query = query._replace(text="", forms=(*query.forms, Form.parse(query.text)))
    if query == Query(text=query.text) and (food_id := _one_food(catalog, query)):
        (name,) = catalog.rows("SELECT name FROM foods WHERE food_id = ?", [food_id])[0]
        behind = _voting(catalog, [food_id])
        return Cited(str(name), [itself(catalog), *_of(catalog, behind)])
    found = [str(r["food_id"]) for r in select(catalog, query).records()]
    if not found:
        return Cited(f"Nothing found: {query.describe()}.", [])
    behind = _voting(catalog, found, query.forms) | set(query.sources)
    told = f"{count_of(len(found), 'food')}: {query.describe()}"
    return Cited(told, [itself(catalog), *_of(catalog, behind)])


def itself(catalog: Catalog) -> Record:
    """vitk2 as a source: the program with its version, and the version of its table."""
    row: Record = {c.name: None for c in SOURCES}
    return row | {
        "source_id": "vitk2",
        "study": "vitk2",
        "kind": "software",
        "authors": "The vitk2 authors",
        "year": catalog.data_version.partition(".")[0],
        "title": f"vitk2 {__version__}: vitamin K in foods by form, data {catalog.data_version}",
        "journal": "Computer program and table of foods",
        "licence": "MIT; numbers under the terms of their sources",
    }


def _one_food(catalog: Catalog, query: Query) -> str:
    """The food that a text names; '' when it names several and is a search."""
    try:
        return resolve(catalog, query.text)
    except FoodError:
        if select(catalog, query._replace(limit=1)).rows:
            return ""
        raise


def _voting(catalog: Catalog, food_ids: Iterable[str], forms: Iterable[Form] = ()) -> set[str]:
    """The sources whose votes give the values of foods, of some forms or of all."""
    foods, asked = set(food_ids), {form.value for form in forms}
    return {
        source_id
        for food_id, form, sources in catalog.rows("SELECT food_id, form, sources FROM amounts")
        if food_id in foods and (form in asked or not asked)
        for source_id in str(sources or "").split(";")
    }


def _of(catalog: Catalog, source_ids: set[str]) -> list[Record]:
    return [r for r in records(catalog, "sources") if r["source_id"] in source_ids]
