"""Every format gives back what went into it: names, numbers whole, six kinds of no number apart."""

import os
import re
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from amounts import Amount, AmountsByFood, Listed, expected, foods, tables
from conftest import write_tables
from fuzzing import LOOK
from hypothesis import example, given
from readers import READERS, Read, Rows, number, of_sqlite, text
from views import view_of

from vitk2.catalog.catalog import Catalog
from vitk2.forms import TABLE_FORMS, Form
from vitk2.output import save
from vitk2.queries.query import Query
from vitk2.queries.search import select

pytestmark = pytest.mark.fuzz


def amounts_of_long(rows: Rows) -> AmountsByFood:
    return {
        (text(r["food_id"]), Form(text(r["form"]))): Amount(
            text(r["qualifier"]), number(r["ug_per_100g"]), number(r["limit_ug_per_100g"])
        )
        for r in rows
    }


def amounts_of_wide(rows: Rows) -> AmountsByFood:
    """Return the amounts of wide rows, where a limit is in the qualifier: `<0.1`, `<=437.55`."""
    found = {}
    for r in rows:
        for form in TABLE_FORMS:
            ug, qualifier = number(r[form.column("ug_per_100g")]), text(r[form.column("qualifier")])
            sign, limit = re.fullmatch(r"(<=?|\D*)(.*)", qualifier).groups()
            if ug is not None or qualifier:
                found[text(r["food_id"]), form] = Amount(sign, ug, float(limit) if limit else None)
    return found


VIEWS = {"long": "by_form", "wide": "shown"}


def written(catalog: Catalog, shape: str, directory: Path) -> Iterator[tuple[str, Rows]]:
    """Each format with the rows that its file gives back."""
    found = view_of(catalog, select(catalog, Query(shape=shape)))
    readers: dict[str, Read] = READERS | {"sqlite": lambda path: of_sqlite(path, VIEWS[shape])}
    for format_, read in readers.items():
        path = directory / f"{shape}.{format_}"
        save.save_view(found, str(path), format_)
        yield format_, read(path)


@LOOK
@given(listed=foods)
@example(listed=[("Food", {Form.MK7: Amount("<", limit=1000.875)})])
@example(listed=[("Food", {Form.MK7: Amount("<=", limit=437.551234)})])
@example(
    listed=[("Food A &amp; B", {}), ("Food `a` *b* _c_ [d](e) ~~f~~ <b>", {Form.K1: Amount("nd")})]
)
def test_every_format_gives_back_what_went_into_it(listed: Listed) -> None:
    with TemporaryDirectory() as made:
        directory = Path(made)
        write_tables(directory, tables(listed))
        with pytest.MonkeyPatch.context() as environment:
            environment.setenv("VITK2_CACHE", os.devnull)  # an index in memory
            with Catalog(made) as catalog:
                for shape, amounts_of in (("long", amounts_of_long), ("wide", amounts_of_wide)):
                    for format_, rows in written(catalog, shape, directory):
                        assert amounts_of(rows) == expected(listed), format_
                        found = {text(r["food_id"]): text(r["name"]) for r in rows}
                        names = {f"f{i}": name for i, (name, _) in enumerate(listed)}
                        assert found.items() <= names.items(), format_
