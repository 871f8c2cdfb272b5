"""Whether foods that share a name differ so much in K1 that none may stand for the others."""

from collections.abc import Iterable
from typing import Final

from vitk2.catalog.catalog import Catalog
from vitk2.forms import Form

FAR_TIMES: Final = 3
FAR_UG_PER_100G: Final = 25
"""Foods differ by more than both: seed and leaf of a plant, a herb that is dried or fresh."""


def differ_in_k1(catalog: Catalog, food_ids: Iterable[str]) -> bool:
    """Return whether the least and the most K1 of these foods are far apart, as far as known."""
    known = [ug for food_id in food_ids for ug in _k1(catalog, food_id)]
    least, most = min(known, default=0.0), max(known, default=0.0)
    return most - least > FAR_UG_PER_100G and most > FAR_TIMES * least


def _k1(catalog: Catalog, food_id: str) -> list[float]:
    """Return the K1 of a food in µg per 100 g, nothing where it is unknown or in doubt."""
    sql = (
        "SELECT ug_per_100g FROM amounts "
        "WHERE food_id = ? AND form = ? AND NOT doubtful AND ug_per_100g IS NOT NULL"
    )
    return [float(str(ug)) for (ug,) in catalog.rows(sql, [food_id, Form.K1.value])]
