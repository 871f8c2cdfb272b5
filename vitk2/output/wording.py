"""How numbers are written for people. Rounding happens here and nowhere else."""

from typing import Final

from vitk2.catalog.schema import Cell
from vitk2.diary.totals import Total
from vitk2.text import digits

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
    """An amount as people read it: 930, ≥9.3, <0.1, tr, nd, 0 (assumed) or a dash."""
    if qualifier == "<":
        return f"<{number(limit)}"
    if qualifier in ("tr", "nd"):
        return str(qualifier)
    if qualifier == "assumed":
        return "0 (assumed)"
    if qualifier == ">=":
        return f"≥{number(value)}" if value else MISSING  # "at least nothing" says nothing
    return number(value)


def summed(total: Total) -> str:
    """A sum; of a sum the coverage says who had none, so `≥0` says something."""
    if total.known and total.ug == 0 and total.qualifier == ">=":
        return "≥0"
    return amount(total.ug, total.qualifier)


def in_ug(shown: str) -> str:
    """An amount as it is written, with its unit where it is a number: `930 µg`, `nd`."""
    written, _, rest = shown.partition(" ")
    return f"{written} µg {rest}".rstrip() if any(map(str.isdigit, written)) else shown


def span(low: Cell, high: Cell) -> str:
    """A range as people read it; none where there is nothing between the ends."""
    if low is None or high is None or low == high:
        return ""
    return f"{number(low)}–{number(high)}"


def bar(value: float, highest: float) -> str:
    """A bar in eighths of a cell; anything above zero shows at least a sliver."""
    eighths = round(value / highest * BAR_WIDTH * 8) if highest else 0
    if value > 0:
        eighths = max(eighths, 1)
    return ("█" * (eighths // 8) + _EIGHTHS[eighths % 8]).rstrip()


def percent(share: float) -> str:
    """A share in percent that says 0 and 100 only of none and all."""
    if 0 < share < 0.01:
        return "<1 %"
    return ">99 %" if 0.99 < share < 1 else f"{share:.0%}".replace("%", " %")
