"""The food that a text names by id, code, name, other name or plain word, or the candidates."""

from collections.abc import Iterable, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any, Final

from vitk2.catalog.catalog import Catalog
from vitk2.catalog.schema import WIDE, Row
from vitk2.catalog.vocabulary import (
    ALIAS,
    CODE_COLUMNS,
    FOREIGN_WHOLE,
    HEAD,
    NOUN,
    RAW_OR_COOKED,
    SEVERAL,
    SOURCE_NAME,
    WHOLE,
    is_known,
    split_qualifier,
)
from vitk2.errors import FoodError
from vitk2.forms import Form
from vitk2.queries.generic_words import (
    GenericWord,
    code_of,
    differ_in_k1,
    generic_word,
    like_enough,
    suggest,
    which_food,
)
from vitk2.queries.query import Query
from vitk2.queries.search import select
from vitk2.text import digits, singular, tokenize

if TYPE_CHECKING:
    from vitk2.catalog.rows import FoodRow, WideRow
    from vitk2.queries.states import FoodsInState


def resolve_by_name(catalog: Catalog, text: str, *, by_sources: bool = True) -> str:
    """Return the food_id with `text` as name, other name, plain word, id or code, in any order.

    The names that sources give foods count too, unless not `by_sources`. A scatter of words that
    one food happens to have is not a name. Raises FoodError, with names and µg of the foods nearest
    to it.
    """
    if food_id := named(catalog, text, by_sources=by_sources):
        return food_id
    words = " ".join(singular(word) for word in tokenize(text))
    found = _wide_rows(select(catalog, Query(text=words)).rows) if words else []
    if not found and (question := _state_question(catalog, text, _in_state(catalog, text))):
        raise question
    word_set = set(words.split())
    exact = _foods_named(catalog, word_set, found)
    near = (exact or found)[:MOST_NAMED]
    if not near:
        raise FoodError(no_food(text, list(suggested(catalog, text))))
    more = len(found) - len(near)
    if any(word_set <= _word_set(r["name"]) for r in near):
        raise FoodError(which_food(text, _with_more(near, more)), _names_of(near))
    raise _no_such_food(text, near, more)


def _no_such_food(text: str, near: "Sequence[WideRow]", more: int = 0) -> FoodError:
    """Return the error that no food has these words as its name, with foods that have the words."""
    message = f"There is no food {text!r}. Name its ingredients, or a food with these words: "
    return FoodError(message + _with_more(near, more), _names_of(near))


def _with_more(rows: "Iterable[WideRow]", more: int) -> str:
    """Return names with their amounts, and the number of foods that are not named."""
    listed = ", ".join(with_amounts(r) for r in rows)
    return f"{listed} µg/100 g" + (f" or {more} more" if more > 0 else "")


def _names_of(rows: "Iterable[WideRow]") -> dict[str, str]:
    return {r["food_id"]: r["name"] for r in rows}


MOST_NAMED: Final = 5
"""The most foods that a message names as candidates."""


def named(catalog: Catalog, text: str, *, by_sources: bool = True) -> str:
    """Return the id of the food that `text` names by id, code or any of its names, else ''.

    Names come in this order: its own, plain words, other names in English and in other languages,
    then names in another order of the words, and unless not `by_sources` those that sources give.
    Case and accents do not matter.

    It is none where several have another name, nor where the name is that of another food in
    another language whose K1 is far from it: Allium cepa is the onion and the young onion with its
    leaves. Raises FoodError where any other name or the code means several foods, and for a plain
    word with the reason why there is no such food.

    A text that none of these has may say a state in another language, or begin with an article:
    espinacas hervidas, les épinards. Then it is the one food of that state, never of another.
    """
    if food_id := _named_as_written(catalog, text, by_sources=by_sources):
        return food_id
    found = _in_state(catalog, text)
    return found.clear if found else ""


def _named_as_written(catalog: Catalog, text: str, *, by_sources: bool = True) -> str:
    """Return the food that has all of a text as its name, as `named`."""
    prefix, colon, code = (code_of(catalog, text) or text).partition(":")
    if colon and prefix.strip().lower() in CODE_COLUMNS:
        return _only(catalog, text, _by_code(catalog, prefix.strip().lower(), code.strip()))
    if by_id := catalog.texts("SELECT food_id FROM foods WHERE food_id = ?", [text.strip()]):
        return by_id[0]
    if found := _wholes(catalog, text, WHOLE):
        food_id = _only(catalog, text, found)
        return _as_written(catalog, text, food_id) if "," in text else food_id
    if word := generic_word(catalog, text):
        raise FoodError(explain_word(catalog, word), _names(catalog, word.foods))
    other, foreign = (_wholes(catalog, text, rank) for rank in (ALIAS, FOREIGN_WHOLE))
    if found := other or foreign:
        is_clear = len(found) == 1 and not (foreign and differ_in_k1(catalog, {*other, *foreign}))
        return _as_written(catalog, text, found[0]) if is_clear else ""
    return _in_any_order(catalog, text, by_sources=by_sources)


_RankedFoods = dict[str, int]
"""Foods in order, each with the match rank of the name that a text matches."""


def _names_with_words(
    catalog: Catalog, text: str, *, by_sources: bool = True
) -> tuple[_RankedFoods, _RankedFoods, _RankedFoods]:
    """Return the foods with a name of the words of a text in any order, best known first.

    The first are those whose name has the same head: it is the name that was typed. In the names of
    the second another noun says what the food is; in those of the third another word follows a
    number, or a word such as without.
    """
    from vitk2.catalog.name_key import name_key  # most texts are a name as they are typed

    words, pairs, head = name_key(text)
    rows: list[Any] = catalog.rows(_NAMES_WITH_WORDS, [words]) if words else []
    as_written: _RankedFoods = {}
    reordered: _RankedFoods = {}
    paired_otherwise: _RankedFoods = {}
    for pairs_of_name, head_of_name, food_id, match_rank in rows:
        if match_rank == SOURCE_NAME and not by_sources:
            continue
        alike = as_written if head_of_name == head else reordered
        (alike if pairs_of_name == pairs else paired_otherwise)[food_id] = match_rank
    return as_written, reordered, paired_otherwise


_NAMES_WITH_WORDS: Final = """
    SELECT pairs, head, food_id, match_rank FROM name_keys JOIN foods USING (food_id)
    WHERE words = ? ORDER BY food_rank, match_rank DESC"""
"""The best of the names of a food comes last."""


def _as_written(catalog: Catalog, text: str, food_id: str) -> str:
    """Return the food that a text names as it is written, where `food_id` has its words in a row.

    A comma turns them round: `Chocolate, milk` is milk chocolate, not chocolate milk. Raises
    FoodError where it may be either.
    """
    foods, _, _ = _names_with_words(catalog, text)
    if not foods or food_id in foods:
        return food_id
    if list(foods.values()) == [WHOLE]:
        return next(iter(foods))
    return _only(catalog, text, [food_id, *foods])


def _in_any_order(catalog: Catalog, text: str, *, by_sources: bool) -> str:
    """Return the food of which a text is a name in another order or of a source, '' if none.

    Raises FoodError where several foods are called so, or where the order may make it another food:
    a spinach salad is not the leaf called salad spinach.
    """
    names = _names_with_words(catalog, text, by_sources=by_sources)
    as_written, reordered, paired_otherwise = names
    if alike := as_written or ({} if _may_be_reversed(catalog, text) else reordered):
        return _only(catalog, text, list(alike))
    if others := reordered | paired_otherwise:
        rows = [_wide_row(catalog, food_id) for food_id in others]
        raise _no_such_food(text, rows[:MOST_NAMED], len(rows) - MOST_NAMED)
    return ""


FEW_WORDS: Final = 3
"""Names of more words mean the same in any order."""


def _may_be_reversed(catalog: Catalog, text: str) -> bool:
    """Return whether a text is short, and a noun in it says what the food is: salad, milk."""
    from vitk2.catalog.name_key import STATES, name_key  # most texts are a name as they are typed

    words, _, head = name_key(text)
    if len(set(words.split()) - STATES) > FEW_WORDS:
        return False
    sql = f"SELECT 1 FROM terms WHERE word = ? AND match_rank IN ({HEAD}, {NOUN}) LIMIT 1"
    return bool(catalog.rows(sql, [head]))


def _in_state(catalog: Catalog, text: str) -> "FoodsInState | None":
    """Return the foods of a text with a state or an article of another language, else None."""
    from vitk2.queries.states import (  # most texts are a name as they are typed
        foods_in_state,
        split_foreign,
    )

    phrase = split_foreign(catalog, text)
    named_so = partial(_named_as_written, catalog)
    return foods_in_state(catalog, phrase, named_so) if phrase else None


def _state_question(catalog: Catalog, text: str, found: "FoodsInState | None") -> FoodError | None:
    """Return the error for a state that several foods or none have, None where there is none."""
    if not found or found.clear or not (offered := found.in_state or found.in_other_states):
        return None
    rows = [_wide_row(catalog, food_id) for food_id in offered[:MOST_NAMED]]
    listed = _with_more(rows, len(offered) - len(rows))
    asks = which_food(text, listed)
    if not found.in_state:
        asks = f"No food matches {text!r} in that state. In other states: {listed}"
    return FoodError(asks, _names_of(rows))


def is_name_of_food(catalog: Catalog, text: str) -> bool:
    """Return whether a text is a whole name of any food, or a plain word."""
    match_ranks = (WHOLE, SEVERAL, ALIAS, FOREIGN_WHOLE)
    return (
        any(_wholes(catalog, text, match_rank) for match_rank in match_ranks)
        or bool(generic_word(catalog, text))
        or any(_names_with_words(catalog, text))
    )


def with_words(catalog: Catalog, text: str) -> str:
    """Return the only food that has the words of `text`, '' if none does.

    Raises FoodError with the candidates where several do, and where the text says a state that no
    food of this name has.
    """
    found = select(catalog, Query(text=text)).food_ids if tokenize(text) else ()
    found = like_enough(catalog, text, found)
    if in_state := _in_state(catalog, text):
        from vitk2.queries.states import by_words_in_state  # as in _in_state

        in_state = by_words_in_state(catalog, text, in_state, found)
        if question := _state_question(catalog, text, in_state):
            raise question
        if in_state.clear:
            return in_state.clear
    return _only(catalog, text, found) if found else ""


def _wholes(catalog: Catalog, text: str, match_rank: int) -> list[str]:
    """Return the ids of foods that a text names whole as it is typed, else without its plurals."""
    for folded in _spellings(text):
        sql = "SELECT food_id FROM wholes WHERE word = ? AND match_rank = ?"
        if found := catalog.texts(sql, [folded, match_rank]):
            return found
    return []


def explain_word(catalog: Catalog, word: GenericWord) -> str:
    """Return the answer to a word for no single food, with the names and µg of the candidates."""
    rows = [_wide_row(catalog, food_id) for food_id in word.foods]
    return word.tell(", ".join(with_amounts(r) for r in rows) + (" µg/100 g" if rows else ""))


def prepared_otherwise(catalog: Catalog, food: "FoodRow") -> list[str]:
    """Return the raw or cooked foods of the same name, best known first, with their K1 and K2."""
    plain = plain_names(food["name"].split(",")[0], RAW_OR_COOKED)
    food_ids = catalog.texts(
        f"SELECT food_id FROM foods WHERE name IN ({', '.join('?' * len(plain))}) "
        "AND food_id <> ? ORDER BY popularity DESC",
        [*plain, food["food_id"]],
    )
    return [with_amounts(_wide_row(catalog, food_id)) for food_id in food_ids[:MOST_NAMED]]


def plain_names(stem: str, preparations: Iterable[str]) -> list[str]:
    """Return the names of a food that differs in its preparation alone: `Spinach, boiled`."""
    return [f"{stem}, {preparation}" for preparation in preparations]


def _wide_row(catalog: Catalog, food_id: str) -> "WideRow":
    """Return one food with the values of its forms side by side."""
    selected = ", ".join(f'"{c}"' for c in WIDE)
    found = catalog.rows(f"SELECT {selected} FROM wide WHERE food_id = ?", [food_id])
    (row,) = _wide_rows(found)
    return row


def _wide_rows(rows: Iterable[Row]) -> "list[WideRow]":
    """Return the cells of wide rows by their columns, of a query without columns of its own."""
    found: list[Any] = [dict(zip(WIDE, row, strict=True)) for row in rows]
    return found


def _spellings(text: str) -> list[str]:
    """Return a text folded, as typed and without plurals."""
    found = tokenize(text)
    return list(dict.fromkeys([" ".join(found), " ".join(map(singular, found))])) if found else []


def _foods_named(catalog: Catalog, words: set[str], found: "list[WideRow]") -> "list[WideRow]":
    """Return the foods whose name, or one of whose other names, consists of these words."""
    rows: list[Any] = catalog.rows("SELECT food_id, aliases FROM foods") if found else []
    aliases = {food_id: (others or "").split(";") for food_id, others in rows}

    def names(row: "WideRow") -> list[str]:
        return [row["name"], *aliases[row["food_id"]]]

    return [r for r in found if any(_word_set(name) == words for name in names(r))]


def _word_set(name: str) -> set[str]:
    return {singular(w) for w in tokenize(name)}


def with_amounts(row: "WideRow") -> str:
    """Return a food's name with its K1 and K2; a lower bound of 0 is omitted."""
    doubtful = (row["doubtful"] or "").split(";")
    parts = []
    for form, ug, with_limit in (
        (Form.K1, row["k1_ug_per_100g"], row["k1_qualifier"]),
        (Form.K2, row["k2_ug_per_100g"], row["k2_qualifier"]),
    ):
        qualifier, _ = split_qualifier(with_limit or "")
        if ug is not None and is_known(qualifier, ug, doubtful=False):
            doubt = "?" if form.key in doubtful else ""
            parts.append(f"{form} {'≥' if qualifier == '>=' else ''}{digits(ug)}{doubt}")
    return f"{row['name']} ({', '.join(parts) or 'no K1 or K2 data'})"


def suggested(catalog: Catalog, text: str) -> dict[str, str]:
    """Return the first foods that have a word near to one of `text`: names by food_id."""
    found: dict[str, str] = {}
    for word in suggest(catalog, text):
        found |= first_with(catalog, word)
    return found


def first_with(catalog: Catalog, word: str) -> dict[str, str]:
    """Return the three foods that a word finds first: names by food_id."""
    rows = _wide_rows(select(catalog, Query(text=word, limit=3)).rows)
    return {row["food_id"]: row["name"] for row in rows}


def no_food(text: str, near: Sequence[str]) -> str:
    """Return the message that nothing is called `text`, with what may be meant instead."""
    hint = f"Did you mean {_listed(near)}?" if near else "Try: vitk2 search WORD."
    return f"There is no food {text!r}. {hint}"


def _by_code(catalog: Catalog, prefix: str, code: str) -> list[str]:
    code = code.zfill(5) if prefix == "ndb" else code
    column = CODE_COLUMNS[prefix]
    sql = f"SELECT food_id FROM foods WHERE instr(';' || {column} || ';', ';' || ? || ';')"
    return catalog.texts(sql, [code])


def _only(catalog: Catalog, text: str, candidates: Sequence[str]) -> str:
    if len(candidates) == 1:
        return candidates[0]
    if not candidates:
        raise FoodError(f"No food has the code {text!r}. Try: vitk2 search WORD")
    message = which_food(text, _listed_with_amounts(catalog, candidates))
    raise FoodError(message, _names(catalog, candidates))


def _names(catalog: Catalog, food_ids: Iterable[str]) -> dict[str, str]:
    """Return the name of each of these foods by its food_id."""
    sql = "SELECT name FROM foods WHERE food_id = ?"
    return {food_id: catalog.texts(sql, [food_id])[0] for food_id in food_ids}


def _listed_with_amounts(catalog: Catalog, candidates: Sequence[str]) -> str:
    """Return foods by id, each with its K1 and K2 to distinguish them."""
    rows = [_wide_row(catalog, food_id) for food_id in candidates[:MOST_NAMED]]
    listed = [with_amounts({**row, "name": row["food_id"]}) for row in rows]
    more = len(candidates) - len(listed)
    return f"{', '.join(listed)} µg/100 g" + (f" or {more} more" if more else "")


def _listed(candidates: Sequence[str]) -> str:
    more = f" or {len(candidates) - 8} more" if len(candidates) > 8 else ""
    return ", ".join(candidates[:8]) + more
