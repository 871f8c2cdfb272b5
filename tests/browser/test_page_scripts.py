"""The page's script, file by file, compared with the same rules in Python."""

from collections.abc import Callable, Iterator
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from snowballstemmer.english_stemmer import EnglishStemmer

from vitk2.catalog.catalog import Catalog
from vitk2.diary.reference import percent, whole_months
from vitk2.output.wording import amount, number, span
from vitk2.page.build import ASSETS
from vitk2.queries.amounts import to_decimals
from vitk2.text import digits, fold, is_one_slip, singular, tokenize

Call = Callable[..., Any]
ENDINGS = ("ing", "ed", "s", "es", "ly", "ness", "ation", "ational", "edly", "fully", "ative", "y")
ENDINGS += ("ment", "er", "ability", "'s", "eed", "ion", "ism", "ance", "ogist", "al", "ize", "li")
ODD = ("dying", "tying", "succeed", "inning", "evening", "pasted", "added", "egged", "hopping")
ODD += ("youth", "gas", "gaps", "skies", "news", "communes", "universal", "organ", "apologist")


@pytest.fixture(scope="module")
def scripts(browser: Any) -> Iterator[Any]:
    """Return a tab with a server of its own that serves the script's files."""
    tab = browser.new_page()
    tab.route("http://script.test/*", lambda route: route.fulfill(**answer(route.request.url)))
    tab.goto("http://script.test/")
    yield tab
    tab.close()


def answer(url: str) -> dict[str, str]:
    name = url.rpartition("/")[2]
    body = (Path(ASSETS) / name).read_text(encoding="utf-8") if name else "<!doctype html>"
    return {"body": body, "content_type": "text/javascript" if name else "text/html"}


@pytest.fixture(scope="module")
def each(scripts: Any) -> Call:
    """Return a caller of a function of a file for each of many arguments."""

    def call(file: str, name: str, arguments: list[Any]) -> list[Any]:
        code = (
            "async ([file, name, list]) => { const found = await import(`/${file}`);"
            "return list.map(one => found[name](...[one].flat())); }"
        )
        return list(scripts.evaluate(code, [file, name, arguments]))

    return call


@pytest.fixture
def typed() -> list[str]:
    """Return every word of the table."""
    with Catalog() as catalog:
        return [str(w) for (w,) in catalog.rows("SELECT DISTINCT word FROM terms")]


def test_stems_are_those_that_the_words_of_the_index_were_given(
    each: Call, typed: list[str]
) -> None:
    inflected = [word + ending for word in typed if word.isascii() for ending in ENDINGS]
    every = [*typed, *inflected, *ODD]
    assert len(every) > 150_000
    stem = EnglishStemmer().stemWord
    assert each("stem.js", "stem", every) == [stem(word) for word in every]


def test_words_lose_their_plurals_alike(each: Call, typed: list[str]) -> None:
    every = [word + ending for word in typed for ending in ("", "s", "es", "ies", "oes")]
    assert each("text.js", "singular", every) == [singular(word) for word in every]


def test_texts_fall_into_the_same_words(each: Call) -> None:
    with Catalog() as catalog:
        names = catalog.rows("SELECT name FROM names UNION SELECT name FROM foods")
    every = [str(name) for (name,) in names]
    every += ["Straße", "ΣΟΦΌΣ", "İstanbul", "ﬁsh", "½ cup", "a_b 100%", "١٢", "ｶﾞ", "हिन्दी", ""]
    assert each("text.js", "words", every) == [tokenize(text) for text in every]
    assert each("text.js", "fold", every) == [fold(text) for text in every]


TIES = [
    0.0,
    0.00004,
    1e-6,
    9.996e-7,
    4e-7,
    1.5e-10,
    5e-324,
    100.5,
    101.5,
    2.125,
    14.25,
    99.95,
    99.949,
    1.005,
    0.00005,
    1e-7,
    123456.5,
    1e22,
]


@settings(max_examples=20, deadline=None)
@given(st.lists(st.floats(0, 1e7), min_size=1, max_size=400))
@example(TIES)
def test_numbers_are_written_alike(each: Call, found: list[float]) -> None:
    assert each("numbers.js", "number", found) == [number(x) for x in found]
    whole = [x for x in found if x < 1e6]
    assert each("numbers.js", "digits", whole) == [digits(x) for x in whole]
    shares = [min(x, 5000) for x in found]
    assert each("share.js", "percent", shares) == [percent(x) for x in shares]


@settings(max_examples=20, deadline=None)
@given(st.lists(st.floats(0, 120), min_size=1, max_size=200))
@example([0.96, 0.9999, 0.0833, 1 / 3, *(month / 12 for month in range(1441))])
def test_an_age_has_the_same_whole_months(each: Call, ages: list[float]) -> None:
    assert each("share.js", "wholeMonths", ages) == [whole_months(age) for age in ages]


def test_a_sum_is_rounded_alike_and_never_to_nothing(each: Call) -> None:
    every = [0.0, 4e-7, 1.23456e-7, 0.00004, 12.3456789, 0.5]
    assert each("numbers.js", "toDecimals", [[x, 6] for x in every]) == [*map(to_decimals, every)]


def test_amounts_and_ranges_are_written_alike(each: Call) -> None:
    qualifiers = [None, "<", "<=", "tr", "nd", "assumed", ">="]
    every = [
        [x, qualifier, 0.1] for x in (None, 0.0, 0.05, 9.31, 968.4) for qualifier in qualifiers
    ]
    assert each("numbers.js", "amount", every) == [amount(*one) for one in every]
    ends = [[None, 1.0], [1.0, None], [0.0, 4.4], [2.0, 2.0], [None, 610.41, "<="]]
    assert each("numbers.js", "span", ends) == [span(*one) for one in ends]


@settings(max_examples=30, deadline=None)
@given(st.lists(st.tuples(*[st.text("abci", min_size=1, max_size=5)] * 2), max_size=100))
def test_one_slip_is_the_same_in_the_page(each: Call, pairs: list[tuple[str, str]]) -> None:
    wanted = [is_one_slip(a, b) for a, b in pairs]
    assert each("guess.js", "isOneSlip", [list(pair) for pair in pairs]) == wanted


@settings(max_examples=30, deadline=None)
@given(st.lists(st.tuples(*[st.text("abcdeio", min_size=1, max_size=9)] * 2), max_size=100))
def test_words_are_as_alike_as_difflib_says(each: Call, pairs: list[tuple[str, str]]) -> None:
    wanted = [SequenceMatcher(None, a, b).ratio() for a, b in pairs]
    assert each("guess.js", "likeness", [list(pair) for pair in pairs]) == wanted
