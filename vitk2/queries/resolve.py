"""Which food a text names: by id, code, name, other name or plain word; or what to choose from."""

from collections.abc import Iterable, Sequence
from typing import Final

from vitk2.catalog.catalog import Catalog
from vitk2.catalog.match_rank import ALIAS, FOREIGN_WHOLE, SEVERAL, WHOLE
from vitk2.catalog.schema import WIDE, Record, Row
from vitk2.catalog.vocabulary import RAW_OR_COOKED, is_known
from vitk2.errors import FoodError
from vitk2.forms import Form
from vitk2.queries.generic_words import (
    CODES,
    GenericWord,
    code_of,
    differ_in_k1,
    generic_word,
    suggest,
)
from vitk2.queries.query import Query
from vitk2.queries.search import select
from vitk2.safety import IF_A_MEDICINE
from vitk2.text import digits, singular, tokenize


def resolve(catalog: Catalog, text: str) -> str:
    """Return the food_id that `text` names, or that of the only food that holds its words.

    Raises FoodError with the candidates.
    """
    if found := named(catalog, text) or with_words(catalog, text):
        return found
    near = suggested(catalog, text)
    raise FoodError(f"{no_food(text, list(near))} {IF_A_MEDICINE}", near)


def resolve_by_name(catalog: Catalog, text: str) -> str:
    """The food_id whose name, other name, plain word, id or code `text` is, in any word order.

    A scatter of words that one food happens to hold is no name. Raises FoodError, with names and µg
    of the foods nearest to it.
    """
    if food_id := named(catalog, text):
        return food_id
    asked = " ".join(singular(word) for word in tokenize(text))
    found = list(select(catalog, Query(text=asked)).records()) if asked else []
    asked_words = set(asked.split())
    same = _named_so(catalog, asked_words, found)
    if len(same) == 1:
        return str(same[0]["food_id"])
    near = (same or found)[:MOST_NAMED]
    if not near:
        raise FoodError(no_food(text, list(suggested(catalog, text))))
    listed = ", ".join(with_amounts(r) for r in near) + " µg/100 g"
    more = f" or {len(found) - len(near)} more" if len(found) > len(near) else ""
    asks = f"{text!r} is not the name of one food: name one, such as {listed}{more}"
    if not any(asked_words <= _word_set(str(r["name"])) for r in near):
        asks = (
            f"There is no food {text!r}: name its parts, or a food with its words, {listed}{more}"
        )
    raise FoodError(asks, {str(r["food_id"]): str(r["name"]) for r in near})


MOST_NAMED: Final = 5
"""So many foods are named when one is asked back."""


def named(catalog: Catalog, text: str) -> str:
    """Return the id of the food that `text` names by id, code or any of its names, else ''.

    Case and accents do not matter. Raises FoodError where the word or code means several foods, and
    for a plain word that says why there is no such food.
    """
    prefix, colon, code = (code_of(catalog, text) or text).partition(":")
    if colon and prefix.strip().lower() in CODES:
        return _only(catalog, text, _by_code(catalog, prefix.strip().lower(), code.strip()))
    by_id = catalog.rows("SELECT food_id FROM foods WHERE food_id = ?", [text.strip()])
    if found := by_id or _wholes(catalog, text, WHOLE):
        return _only(catalog, text, [str(r[0]) for r in found])
    if word := generic_word(catalog, text):
        raise FoodError(explain_word(catalog, word), _names(catalog, word.foods))
    return _by_other_name(catalog, text)


def _by_other_name(catalog: Catalog, text: str) -> str:
    """Return the food that has a text as another name, in English before other languages.

    It is none where several have it, nor where the name is that of another food in another language
    whose K1 is far from it: Allium cepa is the onion and the young onion with its leaves.
    """
    other = [str(row[0]) for row in _wholes(catalog, text, ALIAS)]
    foreign = [str(row[0]) for row in _wholes(catalog, text, FOREIGN_WHOLE)]
    found = other or foreign
    is_clear = len(found) == 1 and not (foreign and differ_in_k1(catalog, {*other, *foreign}))
    return found[0] if is_clear else ""


def is_name_of_food(catalog: Catalog, text: str) -> bool:
    """Return whether a text is a whole name of any food, or a plain word."""
    places = (WHOLE, SEVERAL, ALIAS, FOREIGN_WHOLE)
    return any(_wholes(catalog, text, at) for at in places) or bool(generic_word(catalog, text))


def with_words(catalog: Catalog, text: str) -> str:
    """Return the only food that holds the words of `text`, '' if none does.

    Raises FoodError with the candidates where several do.
    """
    found = select(catalog, Query(text=text)).rows if tokenize(text) else []
    return _only(catalog, text, [str(row[0]) for row in found]) if found else ""


def _wholes(catalog: Catalog, text: str, match_rank: int) -> list[Row]:
    """The foods that a text names whole as it is typed, else without its plurals."""
    for folded in _spellings(text):
        sql = "SELECT food_id FROM wholes WHERE word = ? AND match_rank = ?"
        if found := catalog.rows(sql, [folded, match_rank]):
            return found
    return []


def explain_word(catalog: Catalog, word: GenericWord) -> str:
    """What to answer to a word that names no single food, with the names and µg of those it may."""
    rows = [_wide_row(catalog, food_id) for food_id in word.foods]
    return word.tell(", ".join(with_amounts(r) for r in rows) + (" µg/100 g" if rows else ""))


def prepared_otherwise(catalog: Catalog, food: Record) -> list[str]:
    """The raw or cooked foods of the same name, well-known ones first, with their K1 and K2."""
    plain = plain_names(str(food["name"]).split(",")[0], RAW_OR_COOKED)
    rows = catalog.rows(
        f"SELECT food_id FROM foods WHERE name IN ({', '.join('?' * len(plain))}) "
        "AND food_id <> ? ORDER BY popularity DESC",
        [*plain, food["food_id"]],
    )
    return [with_amounts(_wide_row(catalog, str(i))) for (i,) in rows[:MOST_NAMED]]


def plain_names(stem: str, preparations: Iterable[str]) -> list[str]:
    """The names of a food that is nothing but prepared so: `Spinach, boiled`."""
    return [f"{stem}, {preparation}" for preparation in preparations]


def _wide_row(catalog: Catalog, food_id: str) -> Record:
    """One food with each form's value beside each other."""
    selected = ", ".join(f'"{c}"' for c in WIDE)
    (row,) = catalog.rows(f"SELECT {selected} FROM wide WHERE food_id = ?", [food_id])
    return dict(zip(WIDE, row, strict=True))


def _spellings(text: str) -> list[str]:
    """A text folded, as typed and without plurals."""
    found = tokenize(text)
    return list(dict.fromkeys([" ".join(found), " ".join(map(singular, found))])) if found else []


def _named_so(catalog: Catalog, asked: set[str], found: list[Record]) -> list[Record]:
    """The foods whose name, or one of whose other names, is made of the words asked for."""
    rows = catalog.rows("SELECT food_id, aliases FROM foods") if found else []
    aliases = {food_id: str(others or "").split(";") for food_id, others in rows}

    def names(row: Record) -> list[str]:
        return [str(row["name"]), *aliases[row["food_id"]]]

    return [r for r in found if any(_word_set(name) == asked for name in names(r))]


def _word_set(name: str) -> set[str]:
    return {singular(w) for w in tokenize(name)}


def with_amounts(row: Record) -> str:
    """A food's name and what it shows of K1 and K2; at least nothing is not said."""
    qualifiers = dict(q.split(":", 1) for q in str(row["qualifiers"] or "").split(";") if q)
    doubtful = str(row["doubtful"] or "").split(";")
    parts = []
    for form in (Form.K1, Form.K2):
        ug, qualifier = row[f"{form.key}_ug_per_100g"], qualifiers.get(form.key, "")
        if ug is not None and is_known(qualifier, ug, doubtful=False):
            doubt = "?" if form.key in doubtful else ""
            parts.append(f"{form} {'≥' if qualifier == '>=' else ''}{digits(float(ug))}{doubt}")
    return f"{row['name']} ({', '.join(parts) or 'no K1 or K2 data'})"


def suggested(catalog: Catalog, text: str) -> dict[str, str]:
    """Return the first foods that hold a word near to one of `text`: names by food_id."""
    found: dict[str, str] = {}
    for word in suggest(catalog, text):
        found |= first_with(catalog, word)
    return found


def first_with(catalog: Catalog, word: str) -> dict[str, str]:
    """Return the three foods that a word finds first: names by food_id."""
    rows = select(catalog, Query(text=word, limit=3)).records()
    return {str(row["food_id"]): str(row["name"]) for row in rows}


def no_food(text: str, near: Sequence[str]) -> str:
    """Say that nothing is called `text`, and what may be meant instead."""
    hint = f"Did you mean {_listed(near)}?" if near else "Try: vitk2 search WORD."
    return f"There is no food {text!r}. {hint}"


def _by_code(catalog: Catalog, prefix: str, code: str) -> list[str]:
    code = code.zfill(5) if prefix == "ndb" else code
    column = CODES[prefix]
    sql = f"SELECT food_id FROM foods WHERE instr(';' || {column} || ';', ';' || ? || ';')"
    return [str(r[0]) for r in catalog.rows(sql, [code])]


def _only(catalog: Catalog, text: str, candidates: list[str]) -> str:
    if len(candidates) == 1:
        return candidates[0]
    if not candidates:
        raise FoodError(f"No food here has the code {text!r}. Try: vitk2 search WORD")
    which = f"{text!r} may be {_told(catalog, candidates)}: name one of them."
    raise FoodError(which, _names(catalog, candidates))


def _names(catalog: Catalog, food_ids: Iterable[str]) -> dict[str, str]:
    """Return the name of each of these foods by its food_id."""
    sql = "SELECT name FROM foods WHERE food_id = ?"
    return {food_id: str(catalog.rows(sql, [food_id])[0][0]) for food_id in food_ids}


def _told(catalog: Catalog, candidates: list[str]) -> str:
    """Foods by id, each with its K1 and K2, so that one can be told from the other."""
    shown = [with_amounts(_wide_row(catalog, i) | {"name": i}) for i in candidates[:MOST_NAMED]]
    more = len(candidates) - len(shown)
    return f"{', '.join(shown)} µg/100 g" + (f" or {more} more" if more else "")


def _listed(candidates: Sequence[str]) -> str:
    more = f" or {len(candidates) - 8} more" if len(candidates) > 8 else ""
    return ", ".join(candidates[:8]) + more
