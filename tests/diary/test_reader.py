"""Diary files as people have them: their headings, delimiters, commas and dates; or notes."""

import contextlib
import io
import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vitk2.diary.dates import is_date_format, iso_date
from vitk2.diary.parser import DiaryLine, Heading, Ignored, Item, UnresolvedLine
from vitk2.diary.reader import read_diary
from vitk2.errors import DataError


def read(text: str, date_format: str | None = None) -> list[DiaryLine]:
    return list(read_diary(io.StringIO(text, newline=""), "day.csv", date_format))


def only(text: str, date_format: str | None = None) -> Item:
    (item,) = (line for line in read(text, date_format) if not isinstance(line, Ignored))
    assert isinstance(item, Item), item
    return item


@pytest.mark.parametrize(
    "header",
    [
        "Food,Amount,Unit,Date,Meal",
        "ITEM,qty,units,Day,meal type",
        "Lebensmittel;Menge;Einheit;Datum;Mahlzeit",
        "aliment\tquantité\tunité\tdate\trepas",
        "alimento;cantidad;unidad;fecha;meal",
        '"food";"amount";"unit";"date";"meal"',
        "\ufefffood,amount,unit,date,meal",
        "# my diary\n\nfood,amount,unit,date,meal",
        "sep=;\nfood;amount;unit;date;meal",
    ],
)
def test_headings_are_read_in_peoples_own_words(header: str) -> None:
    between = next(d for d in (";", "\t", ",") if d in header)
    row = between.join(("natto", "40", "g", "2026-11-22", "lunch"))
    item = only(f"{header}\r\n{row}\r\n")
    assert item[:6] == (
        f"day.csv:{header.count(chr(10)) + 2}",
        *("natto", 40, "g", "2026-11-22", "lunch"),
    )


@pytest.mark.parametrize(
    ("text", "amount", "unit"),
    [
        ("food;amount;unit\nnatto;2,5;g", 2.5, "g"),
        ('food,amount,unit\nnatto,"2,5",g', 2.5, "g"),
        ("food,amount\nnatto,40 g", 40, "g"),
        ("food,amount,unit\nnatto,40 g,g", 40, "g"),
        ("food,amount (g)\nnatto,40", 40, "g"),
        ("food,grams\nnatto,40", 40, "g"),
        ("Lebensmittel;Gewicht (g)\nnatto;40", 40, "g"),
        ("food,amount (g),unit\nnatto,2,packs", 2, "packs"),
        ("food,amount,unit\nnatto,half a,pack", 0.5, "pack"),
        ("food,amount,unit\nnatto,½,pack,,\n,,,\n", 0.5, "pack"),
        ("date,food\n,40 g natto", 40, ""),
        ("note,food,amount,unit\nnice,natto,40,g", 40, "g"),
        ("food\nnatto 40 g", 40, "g"),
        ('notes\n"natto, 40 g"', 40, "g"),
    ],
)
def test_an_amount_may_carry_its_unit(text: str, amount: float, unit: str) -> None:
    item = only(text)
    assert (item.amount, item.unit) == (amount, unit)
    assert "natto" in item.food


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("food,amount,unit\nnatto,2,5,g", "day.csv:2: 4 cells but 3 headings: put a decimal"),
        (
            "food,amount,unit\nnatto,40 g,ml",
            "amount: '40 g' contains a unit, and the column unit has 'ml'",
        ),
        ("food,amount,unit\nnatto,,g", "amount: '' is not a number"),
        ("food,amount,unit\nnatto,,", "'natto' has no amount"),
        ("food;amount;unit\nnatto;1,000;g", "amount: '1,000' may be 1000 or 1"),
        ("food,weight\nnatto,40", "'natto' has no amount"),  # of what unit?
        ("food,date\nnatto 1 g,3/2/2026", "date: '3/2/2026' may have the day or the month first"),
        ("food,date\nnatto 1 g,11/22/2026", "has the month first: add --date-format mdy"),
        ("food,date\nnatto 1 g,22/11/2026", "has the day first: add --date-format dmy"),
        ("food,date\nnatto 1 g,31.2.2026", "date: '31.2.2026' is not a date: there is no such day"),
        ("food,date\nnatto 1 g,soon", "'soon' is not a date like 2026-11-22 or 22.11.2026"),
    ],
)
def test_what_a_row_leaves_open_is_asked_back(text: str, message: str) -> None:
    (problem,) = read(text)
    assert isinstance(problem, UnresolvedLine)
    assert message in str(problem)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "day.csv:1: the file is empty"),
        ("# nothing yet\n\n", "is empty"),
        ("dish,amount\nnatto,1", "needs a column for the food (food, food name"),
        ("food,item,amount\na,b,1", "'food' and 'item' both mean food: rename one"),
        ("food,quantity,weight (g)\na,1,2", "'quantity' and 'weight (g)' both mean amount"),
    ],
)
def test_a_file_whose_header_is_unclear_is_refused(text: str, message: str) -> None:
    with pytest.raises(DataError, match=re.escape(message)):
        read(text)


def test_a_note_a_line_needs_no_header() -> None:
    notes = """\
# my week
Monday 2026-11-23:
Breakfast:
- 2 eggs
* a slice of bread, buttered

Dinner:
200 g broccoli, boiled
24.11.26
natto 40 g
"""
    found = [(i.place, i.date, i.meal) for i in read(notes) if isinstance(i, Item)]
    assert found == [
        ("day.csv:4", "2026-11-23", "Breakfast"),
        ("day.csv:5", "2026-11-23", "Breakfast"),
        ("day.csv:8", "2026-11-23", "Dinner"),
        ("day.csv:10", "2026-11-24", ""),
    ]
    eggs, *_ = read("2 eggs, boiled\n1 apple\n")  # a comma makes no table
    assert eggs == Item("day.csv:1", "eggs, boiled", 2, "", typed="2 eggs, boiled")


def test_notes_under_a_day_that_is_unclear_have_no_day() -> None:
    first, second, third = read("2026-11-23\n02/03/2026\n2 eggs\nnatto 40 g\n")
    assert "may have the day or the month first" in str(first)
    assert (second.date, third.date) == ("", "")  # and not the day before
    assert only("02/03/2026\n2 eggs\n", "dmy").date == "2026-03-02"


@pytest.mark.parametrize(
    ("text", "date_format", "iso"),
    [
        ("2026-11-22", None, "2026-11-22"),
        ("2026/11/22", None, "2026-11-22"),
        ("2026-11-22T08:30", None, "2026-11-22"),
        ("22.11.2026", None, "2026-11-22"),
        ("2.3.26", None, "2026-03-02"),
        ("02/03/2026", "dmy", "2026-03-02"),
        ("02/03/2026", "mdy", "2026-02-03"),
        ("26-11-22", "ymd", "2026-11-22"),
        ("2026-11-22", "mdy", "2026-11-22"),
        ("22 Nov 2026", "%d %b %Y", "2026-11-22"),
        ("2026-22-11", "%Y-%d-%m", "2026-11-22"),
        ("2026-03-02", "%Y-%d-%m", "2026-02-03"),
        ("2026/03/02", "%Y/%d/%m", "2026-02-03"),
        ("02.03.2026", "%m.%d.%Y", "2026-02-03"),
    ],
)
def test_dates_are_read_as_said(text: str, date_format: str | None, iso: str) -> None:
    assert iso_date(text, date_format) == iso


@pytest.mark.parametrize("text", ["02/03/2026", "22/11/2026", "11/22/2026", "2-3-26", "1/2/26"])
def test_a_date_with_slashes_is_never_guessed(text: str) -> None:
    with pytest.raises(ValueError, match="add --date-format"):
        iso_date(text)


@pytest.mark.parametrize(
    ("text", "date_format"),
    [
        ("2026-11-22", "%Y-%d-%m"),
        ("2026-11-22", "%d %b %Y"),
        ("2026-11-22T08:30", "%Y-%m-%d"),
        ("22.11.2026", "%m.%d.%Y"),
        ("22.11.2026", "mdy"),
    ],
)
def test_a_date_that_does_not_fit_the_format_names_its_line(text: str, date_format: str) -> None:
    for diary in (f"food,date\nnatto 1 g,{text}\n", f"natto 1 g\n{text}\nnatto 1 g\n"):
        (problem,) = (x for x in read(diary, date_format) if isinstance(x, UnresolvedLine))
        assert str(problem).startswith("day.csv:2: date: ")
        assert text in problem.asks


@pytest.mark.parametrize(
    "text", ["23 November 2026", "November 23, 2026", "Monday, Nov. 23rd, 2026", "Mon 23 Nov 2026"]
)
def test_a_date_in_words_is_asked_about_and_begins_a_day_of_its_own(text: str) -> None:
    problem, item = read(f"2026-11-22\n{text}\nnatto 1 g\n")
    assert "add --date-format" in str(problem)
    assert item.date == ""
    if text == "Mon 23 Nov 2026":
        assert only(f"{text}\nnatto 1 g\n", "%d %b %Y").date == "2026-11-23"


@given(day=st.dates(min_value=date(2000, 1, 1)))
def test_a_day_is_the_same_in_every_order(day: date) -> None:
    for order, text in (("dmy", "%d/%m/%Y"), ("mdy", "%m/%d/%Y"), ("ymd", "%Y.%m.%d")):
        assert iso_date(day.strftime(text), order) == day.isoformat()


def test_a_format_has_a_day_a_month_and_a_year() -> None:
    assert is_date_format("%d %B %Y")
    assert not any(map(is_date_format, ("us", "%d %m", "d/m/y", "", "ydm")))


@given(text=st.text(alphabet=st.sampled_from('food,;\t\n"12./- natoegml:#½'), max_size=60))
def test_whatever_a_file_holds_is_read_asked_back_or_refused(text: str) -> None:
    with contextlib.suppress(DataError):
        lines = read(text)
        assert all(isinstance(x, Item | UnresolvedLine | Ignored | Heading) for x in lines)
        assert len(lines) <= text.count("\n") + 1
