"""What a few words ask to see: the ranking of a form, that of a group, one food, or a search."""

from vitk2.catalog.catalog import Catalog
from vitk2.errors import FoodError
from vitk2.forms import Form, leading_form
from vitk2.queries.food import FoodCard, show
from vitk2.queries.meanings import group_meant
from vitk2.queries.query import Query, Result
from vitk2.queries.search import select


def answer(catalog: Catalog, query: Query) -> Result | FoodCard:
    """A ranking where `query` is about one form, one food where its text is a name, else a search.

    The text may begin with a form and may be a food group, which is ranked by K2 unless forms are
    named. Only a text alone is taken for one food. Raises what select() raises.
    """
    query = _parted(catalog, query)
    if query == Query(text=query.text, per=query.per, limit=query.limit) and query.text:
        try:
            return show(catalog, query.text)
        except FoodError:
            pass  # no name of one food: what the words find, side by side
    if len(query.forms) == 1:
        return select(catalog, query._replace(shape="top"))
    order = query.forms[0] if query.forms else None if query.text else "known"
    return select(catalog, query._replace(sort=order))


def _parted(catalog: Catalog, query: Query) -> Query:
    """The query with the form or group that its text names where they belong."""
    form, after = leading_form(query.text.split())
    if form:
        forms = dict.fromkeys((Form.parse(form), *query.forms))
        query = query._replace(forms=tuple(forms), text=" ".join(after))
    if group := group_meant(catalog, query.text):
        groups = (*query.groups, group)
        query = query._replace(text="", groups=groups, forms=query.forms or (Form.K2,))
    return query
