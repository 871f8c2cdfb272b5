"""Screens: numbers as people read them, names whole, nothing interpreted as markup."""

import io

import pytest
from views import view_of

from vitk2.catalog.catalog import Catalog
from vitk2.forms import Form
from vitk2.output.wording import amount, number
from vitk2.queries import listings
from vitk2.queries.food import FoodMatch
from vitk2.queries.interpret import show
from vitk2.queries.query import Query
from vitk2.queries.search import select
from vitk2.terminal.food import FoodView
from vitk2.terminal.records import CountsView


class Terminal(io.StringIO):
    """A text stream that reports being a terminal."""

    def isatty(self) -> bool:
        return True


def screen(catalog: Catalog, query: Query, monkeypatch: pytest.MonkeyPatch, width: int) -> str:
    monkeypatch.setenv("COLUMNS", str(width))
    stream = Terminal()
    view_of(catalog, select(catalog, query)).draw(stream, False)
    return "\n".join(line.rstrip() for line in stream.getvalue().splitlines())


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, "—"),
        (0, "0"),
        (930, "930"),
        (1034.4, "1034"),
        (3997.57, "3998"),
        (99.96, "100"),
        (40.25, "40.2"),
        (0.1, "0.1"),
        (0.00012, "0.00012"),
        (0.012, "0.012"),
        (5.0, "5"),
    ],
)
def test_numbers_have_three_digits_and_no_more(value: float | None, text: str) -> None:
    assert number(value) == text


@pytest.mark.parametrize(
    ("value", "qualifier", "limit", "text"),
    [
        (9.3, ">=", None, "≥9.3"),
        (None, "<", 0.1, "<0.1"),
        (None, "nd", None, "nd"),
        (None, "tr", None, "tr"),
        (0, "assumed", None, "0 (assumed)"),
        (0, None, None, "0"),
        (None, None, None, "—"),
    ],
)
def test_missing_zero_and_below_a_limit_read_differently(
    value: float | None, qualifier: str | None, limit: float | None, text: str
) -> None:
    assert amount(value, qualifier, limit) == text


GOLDEN = {
    (60, "top"): """
   MK-7, richest first  µg/100 g  labs    range
───────────────────────────────────────────────
 1 Natto                     930     3  81–1034
 2 Gouda, aged               1.6     1
 3 Spinach, raw             <0.5     1    0–0.5
 4 Potato, raw                nd     1
labs 1: one laboratory, not confirmed by a second
Doubtful, not ranked: Tempeh 111. --doubtful ranks them and
gives the reasons.
nd looked for, not found; < below this limit
""",
    (100, "top"): """
   MK-7, richest first  µg/100 g  labs                 range
────────────────────────────────────────────────────────────────────────────────
 1 Natto                     930     3 ████████████  81–1034 labs differ 12-fold
 2 Gouda, aged               1.6     1 ▏
 3 Spinach, raw             <0.5     1                 0–0.5
 4 Potato, raw                nd     1
labs 1: one laboratory, not confirmed by a second
Doubtful, not ranked: Tempeh 111. --doubtful ranks them and gives the reasons.
nd looked for, not found; < below this limit
""",
    (100, "search"): """
Matching 'raw', µg/100 g
food           K1         MK-4  MK-7  K2
────────────────────────────────────────
Spinach, raw  480            —  <0.5   —
Potato, raw     2  0 (assumed)    nd   —
— never measured; nd looked for, not found; < below this limit; 0 (assumed) a zero in a table; no
measurement is known
""",
}
QUERIES = {"top": Query(forms=(Form.MK7,), shape="top"), "search": Query(text="raw")}


@pytest.mark.parametrize(("width", "kind"), list(GOLDEN))
def test_tables_look_as_they_should(
    tiny: Catalog, monkeypatch: pytest.MonkeyPatch, width: int, kind: str
) -> None:
    assert screen(tiny, QUERIES[kind], monkeypatch, width) == GOLDEN[width, kind].strip("\n")


def test_doubtful_foods_stand_apart_and_their_reasons_are_a_flag_away(
    tiny: Catalog, monkeypatch: pytest.MonkeyPatch
) -> None:
    query = Query(forms=(Form.MK7,), shape="top")
    ranked, doubtful = screen(tiny, query, monkeypatch, 80).split("Doubtful, not ranked")
    assert "Tempeh" not in ranked
    assert doubtful.startswith(": Tempeh 111. --doubtful ranks them")
    with_doubts = screen(tiny, query._replace(doubtful=True), monkeypatch, 80)
    assert "others found 2 to 10" in " ".join(with_doubts.split())
    searched = screen(tiny, Query(text="tempeh"), monkeypatch, 80)
    assert "111?" in searched


def test_per_portion_shows_grams_and_a_dash_where_no_portion_is_known(
    tiny: Catalog, monkeypatch: pytest.MonkeyPatch
) -> None:
    output = screen(tiny, Query(forms=(Form.K1,), shape="top", per="portion"), monkeypatch, 90)
    assert "µg/portion" in output
    assert "180 g" in output
    natto = next(line for line in output.splitlines() if "Natto" in line)
    assert natto.split().count("—") == 2
    wide = screen(tiny, Query(text="spinach raw", per="portion", forms=()), monkeypatch, 100)
    assert "144" in wide
    assert "<0.15" in wide


@pytest.mark.parametrize("shape", ["long", "measurements"])
def test_the_other_shapes_have_tables_too(
    tiny: Catalog, monkeypatch: pytest.MonkeyPatch, shape: str
) -> None:
    assert "Gouda" in screen(tiny, Query(text="gouda", shape=shape), monkeypatch, 120).title()


def test_a_card_says_where_each_number_stands_and_what_words_mean(tiny: Catalog) -> None:
    stream = io.StringIO()
    FoodView(tiny, FoodMatch(show(tiny, "spinach")), every=True).draw(stream, False)
    text = stream.getvalue()
    for part in (
        "Spinach, raw",
        "1 cup = 30 g",
        "ciqual:20059",
        "Two laboratories: 480 µg K1 per 100 g, 387 to 520.",
        "144",
        "lab-a",
        "counted: ",
    ):
        assert part in text
    assert "below a limit or a trace: MK-7 <0.5" in text


def test_a_pipe_gets_whole_names_on_one_line(tiny: Catalog) -> None:
    stream = io.StringIO()
    view_of(tiny, select(tiny, Query(text="tempeh", shape="measurements"))).draw(stream, False)
    assert "others found 2 to 10" in stream.getvalue()


def test_colour_is_written_only_when_asked_for(tiny: Catalog) -> None:
    for color, escaped in ((True, True), (False, False), (None, False)):
        stream = io.StringIO()
        view_of(tiny, select(tiny, Query(forms=(Form.K1,), shape="top"))).draw(stream, color)
        assert ("\x1b[" in stream.getvalue()) is escaped


def test_names_are_never_taken_for_markup(tmp_path_factory: pytest.TempPathFactory) -> None:
    import copy

    from conftest import TINY, write_tables

    tables = copy.deepcopy(TINY)
    tables["foods"][0]["name"] = "Natto [/b] :smile: [red]納豆[/red]"
    with Catalog(str(write_tables(tmp_path_factory.mktemp("markup"), tables))) as catalog:
        stream = io.StringIO()
        view_of(catalog, select(catalog, Query(text="natto"))).draw(stream, True)
        assert "[/b] :smile: [red]納豆[/red]" in stream.getvalue()


def test_counts_align_numbers_to_the_right(tiny: Catalog) -> None:
    stream = io.StringIO()
    CountsView(listings.groups(tiny)).draw(stream, False)
    lines = stream.getvalue().splitlines()
    assert lines[0].split() == ["group", "foods", "K1", "MK-4", "MK-7", "K2"]
    assert len({len(line.rstrip()) for line in lines if line[0].isalpha()}) == 1
