"""Numbers, amounts and marks as people read them. Rounding happens here and nowhere else."""

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING, Final

from vitk2.catalog.schema import Cell
from vitk2.forms import K2_PANEL, Form
from vitk2.text import digits

if TYPE_CHECKING:
    from vitk2.catalog.rows import AmountRow
    from vitk2.diary.totals import Total  # a screen of foods needs no diary

MISSING: Final = "—"
BAR_WIDTH: Final = 12
_EIGHTHS: Final = " ▏▎▍▌▋▊▉"


def number(value: Cell) -> str:
    """Write a number with three significant digits, whole from 100 up; missing is a dash.

    A number above zero never reads as 0, however small it is.
    """
    if value is None:
        return MISSING
    amount = float(value)
    return f"{amount:.0f}" if amount >= 100 else digits(amount)


def amount(value: Cell, qualifier: Cell, limit: Cell = None) -> str:
    """Write an amount for people: 930, ≥9.3, ≤438, <0.1, tr, nd, 0 (assumed) or a dash."""
    if qualifier == "<":
        return f"<{number(limit)}"
    if qualifier == "<=":
        return f"≤{number(limit)}"
    if qualifier in ("tr", "nd"):
        return str(qualifier)
    if qualifier == "assumed":
        return "0 (assumed)"
    if qualifier == ">=":
        return f"≥{number(value)}" if value else MISSING  # "at least nothing" says nothing
    return number(value)


def amount_with_doubt(
    value: Cell,
    qualifier: Cell,
    limit: Cell = None,
    *,
    doubtful: bool,
    differ: bool = False,
) -> str:
    """Write an amount and its doubt: 930?, or 930~ where laboratories or tables differ much.

    A doubtful amount without a number is a question mark alone: its number is withheld.
    """
    text = amount(value, qualifier, limit)
    if text == MISSING:
        return "?" if doubtful and value is None else text
    return text + ("?" if doubtful else "~" if differ else "")


def summed(total: "Total") -> str:
    """Write a sum; `≥0` is informative here, because the coverage is printed with it."""
    if total.foods_with_data and total.ug == 0 and total.qualifier == ">=":
        return "≥0"
    return amount(total.ug, total.qualifier)


def in_ug(text: str) -> str:
    """Return a written amount with its unit where it is a number: `930 µg`, `nd`."""
    written, _, rest = text.partition(" ")
    return f"{written} µg {rest}".rstrip() if any(map(str.isdigit, written)) else text


def span(low: Cell, high: Cell, qualifier: Cell = None) -> str:
    """Write a range for people; '' where there is nothing between the ends."""
    if qualifier == "<=":
        return f"up to {number(high)}"
    if low is None or high is None or low == high:
        return ""
    return f"{number(low)}–{number(high)}"


def bar(value: float, highest: float) -> str:
    """Return a bar in eighths of a cell; anything above zero has at least one eighth."""
    eighths = round(value / highest * BAR_WIDTH * 8) if highest else 0
    if value > 0:
        eighths = max(eighths, 1)
    return ("█" * (eighths // 8) + _EIGHTHS[eighths % 8]).rstrip()


def percent(share: float) -> str:
    """Write a share in percent, where only none is 0 and only all is 100."""
    if 0 < share < 0.01:
        return "<1 %"
    return ">99 %" if 0.99 < share < 1 else f"{share:.0%}".replace("%", " %")


_FACTOR: Final = r"x([\d.]+)$"
_PANEL: Final = r"\(panel: ([^)]*)\)"

_IN_WORDS: Final = {
    "studies disagree": "labs differ",
    "tables disagree": "tables differ",
    "panels differ": "laboratories measured different forms",
    "imputed": "calculated",
    "compiled": "from a table",
    "borrowed": "copied from another table",
    "survey named": "from a table",
    "total": "total vitamin K, assumed to be K1",
    "highest of a survey": "the highest of many products",
    "forms not stated": "forms not stated",
    "1 sample": "1 sample",
    "abstract only": "from an abstract, not the full paper",
    "positives only": "from a table that prints 0 for a blank",
    "like foods differ": "similar foods differ",
    "older than 2018": "from before 2018",
    "stated total": "the high end is another laboratory's total",
    "US dairy method": "US method, which gives high MK-9",
    "converted": "unit converted",
    "own": "your own value",
    "midpoint": "middle of a range",
}
"""Marks in plain words, where they contain no detail of their own."""

DISAGREE: Final = ("studies disagree", "tables disagree")
"""Marks of a value that is one of several which differ much."""

_MOST_TELLING: Final = (
    "own",
    "no sound figure",
    "doubtful",
    "studies",
    "tables",
    "highest",
    "US dairy",
)
"""The starts of marks in order of importance, for where space is short."""

_LEAST_TELLING: Final = ("abstract only", "1 sample", "converted", "midpoint")
"""The starts of marks that are shown only where no other mark is more important."""

_SAID_BY_SIGNS: Final = ("lower bound", "panels differ", "forms not stated", "mainly")
"""The starts of marks that say no more than the sign ≥ or ≤."""

_SAID_BY_LABS: Final = ("compiled", "survey named")
"""The starts of marks that say no more than the 0 in the column `labs`."""


def remarks(marks: Cell, *, with_bound: bool = True) -> list[str]:
    """Return the important marks of an amount in plain words, the most important first.

    The least important ones are omitted beside others, and of several there is one. A value from a
    table needs no words, because the column `labs` is printed beside them.
    `with_bound`: false omits bounds, where the signs ≥ and ≤ are printed and explained.
    """
    every = [m for m in str(marks or "").split(";") if m and not m.startswith(_SAID_BY_LABS)]
    if not with_bound:
        every = [m for m in every if not m.startswith(_SAID_BY_SIGNS)]
    every.sort(key=_importance)
    important = [m for m in every if not m.startswith(_LEAST_TELLING)]
    return [_plain(mark) for mark in important or every[:1]]


def _importance(mark: str) -> int:
    """Return the rank of a mark, the most important lowest; marks in neither list are 0."""
    for i, start in enumerate(_MOST_TELLING):
        if mark.startswith(start):
            return i - len(_MOST_TELLING)
    return 1 + next((i for i, start in enumerate(_LEAST_TELLING) if mark.startswith(start)), -1)


def _plain(mark: str) -> str:
    if mark.startswith("lower bound"):
        panel = re.search(_PANEL, mark)
        looked_for = panel[1].split(", ") if panel else []
        missing = [f.value for f in K2_PANEL if f.value not in looked_for]
        return f"at least: {', '.join(missing) or 'a longer form'} not measured"
    words = next((w for m, w in _IN_WORDS.items() if mark.startswith(m)), mark)
    if factor := re.search(_FACTOR, mark):
        return f"{words} {float(factor[1]):.0f}-fold"
    return words


LABS: Final = "labs"
"""The heading of the number of laboratories that an amount rests on."""

LABS_MEAN: Final = {
    "1": "one laboratory, not confirmed by a second",
    "0": "from a food table; vitk2 has no laboratory value",
}
"""The meanings of the numbers of laboratories that need one."""


def labs(studies: Cell) -> str:
    """Write the number of laboratories that an amount rests on; '' where there is no amount."""
    return "" if studies is None else str(studies)


def labs_legend(cells: Iterable[str]) -> str:
    """Return the meanings of these numbers of laboratories; '' where none needs one."""
    found = set(cells)
    return "; ".join(f"{LABS} {n}: {meaning}" for n, meaning in LABS_MEAN.items() if n in found)


SIGNS: Final = {
    "—": "never measured",
    "nd": "looked for, not found",
    "tr": "a trace",
    "<": "below this limit",
    "≥": "at least: a main form was not measured, or the source does not name the forms",
    "≤": "at most: a total that is mainly this form",
    "?": "doubtful (reason: vitk2 show FOOD)",
    "~": "laboratories or tables differ much (range: vitk2 show FOOD)",
    "0 (assumed)": "a zero in a table; no measurement is known",
}


def legend(cells: Iterable[str]) -> str:
    """Return the meanings of the signs in these cells; '' where there are none."""
    every = list(cells)
    found = [
        f"{sign} {meaning}"
        for sign, meaning in SIGNS.items()
        if any(cell.startswith(sign) or (sign in "?~" and cell.endswith(sign)) for cell in every)
    ]
    return "; ".join(found)


_COUNTS: Final = ("No", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine")


def in_short(amounts: "Iterable[AmountRow]") -> str:
    """Return a sentence on the most abundant form: laboratories, their range, and most of K2."""
    from vitk2.queries.amounts import amount_of  # only a card has this sentence

    of_form = {a["form"]: (amount_of(a), a) for a in amounts}
    with_amounts = {form: pair for form, pair in of_form.items() if pair[0].known and pair[0].ug}
    single = [pair for form, pair in with_amounts.items() if form not in (Form.K2, Form.DK1)]
    if not (sound := single or list(with_amounts.values())):
        return "No reliable number above zero is known for any form."
    most, row = max(sound, key=lambda pair: pair[0].ug or 0)
    found = f"{number(most.ug)} µg {most.form} per 100 g"
    if not row["studies"]:
        sentence = f"{found}, from a food table; vitk2 has no laboratory value"
    elif row["studies"] == 1:
        sentence = f"One laboratory: {found}"
    else:
        count = row["studies"]
        laboratories = f"{_COUNTS[count] if count < len(_COUNTS) else count} laboratories"
        between = f", {number(most.low)} to {number(most.high)}" if most.low < most.high else ""
        sentence = f"{laboratories}: {found}{between}"
    k2 = of_form.get(Form.K2.value)
    if most.form not in (Form.K1, Form.K2) and k2 and k2[0].ug and 2 * (most.ug or 0) > k2[0].ug:
        measured = " that was measured" if k2[0].qualifier == ">=" else ""
        sentence += f"; most of the K2{measured} is {most.form}"
    return f"{sentence}."
