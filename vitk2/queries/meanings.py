"""Words of other languages, taken for the English word that a search means by them."""

from vitk2.catalog.catalog import Catalog
from vitk2.catalog.places import FOREIGN
from vitk2.catalog.vocabulary import GROUPS
from vitk2.text import fold, singular, words


def meaning(catalog: Catalog, text: str, *, beside_names: bool = False) -> str:
    """The English word that a text of another language stands for; '' where there is none.

    A word that stands in English names means itself, unless asked for `beside_names`: queso.
    """
    folded = " ".join(words(text))
    sql = "SELECT english FROM meanings WHERE word = :word"
    if not beside_names:
        sql += f" AND NOT EXISTS (SELECT 1 FROM terms WHERE word = :word AND place < {FOREIGN})"
    found = catalog.rows(sql, {"word": folded}) if folded else []
    return str(found[0][0]) if len(found) == 1 else ""


def group_meant(catalog: Catalog, text: str) -> str:
    """The food group that a text names whole, itself or as its English word; '' if none."""
    meant = meaning(catalog, text, beside_names=True) or text
    spelt = {fold(g): g for g in GROUPS} | {singular(fold(g)): g for g in GROUPS}
    return spelt.get(fold(meant)) or spelt.get(singular(fold(meant)), "")
