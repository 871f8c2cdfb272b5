"""Letters on a chart: fonts, the width of a text, line breaks, letters that no font here has.

This module and `layout` import matplotlib at their top: only whoever draws imports them.
"""

import re
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Final
from unicodedata import east_asian_width

import matplotlib as mpl
from matplotlib import font_manager
from matplotlib.font_manager import FontProperties
from matplotlib.textpath import text_to_path

from vitk2.text import escape_controls

LACKING: Final = "□"
"""The sign in png and pdf for a letter that no font here has."""

_FALLBACKS: Final = (
    *("Noto Sans CJK JP", "Noto Sans JP", "Hiragino Sans", "Yu Gothic", "Microsoft YaHei"),
    *("Droid Sans Fallback", "Noto Sans Thai", "Noto Sans Hebrew", "Noto Sans Arabic"),
    *("Noto Sans Devanagari", "Noto Sans", "Arial Unicode MS", "Segoe UI Symbol"),
)
"""Fonts that may have letters that matplotlib's own lacks, if they are installed."""

_JOINERS: Final = "\u200c\u200d"
"""Not printable by themselves, and part of names in some scripts."""

_POINTS_PER_INCH: Final = 72


@contextmanager
def drawing(format_: str, size: float) -> Iterator[None]:
    """Use matplotlib's defaults and no style of a user: `$` is not mathematics, svg text is text.

    Only png and pdf need fallback fonts; the viewer of an svg chooses its own.
    """
    installed = set() if format_ == "svg" else set(font_manager.get_font_names())
    fallbacks = [name for name in _FALLBACKS if name in installed]
    settings: Any = {  # its types name every setting of one version
        "font.family": ["DejaVu Sans", *fallbacks, "sans-serif"],
        "font.sans-serif": ["DejaVu Sans"],
        "font.size": size,
        "text.parse_math": False,
        "svg.fonttype": "none",
        "svg.hashsalt": "vitk2",  # else the ids within are random
        "pdf.fonttype": 42,  # text that can be searched and mended
        "axes.linewidth": 0.6,
        "hatch.linewidth": 0.6,
    }
    with mpl.rc_context(), warnings.catch_warnings():
        warnings.filterwarnings("ignore", "Glyph")  # legible() replaces letters that a font lacks
        mpl.rcdefaults()
        mpl.rcParams.update(settings)
        yield


def legible(text: str, format_: str) -> str:
    """Return a text as a picture can show it: controls as signs, □ for what no font here has.

    An svg keeps every letter, for whoever shows it may have the font.
    """
    printable = "".join(
        c if c.isprintable() or _has_no_look(c) else "\ufffd" for c in escape_controls(text)
    )
    if format_ == "svg":
        return printable
    return "".join(c if _has_no_look(c) or _has_glyph(c) else LACKING for c in printable)


def _has_no_look(letter: str) -> bool:
    """Return whether a letter is a space of any kind, or joins those beside it."""
    return letter.isspace() or letter in _JOINERS


def _has_glyph(letter: str) -> bool:
    properties = (FontProperties(family=[name]) for name in mpl.rcParams["font.family"])
    fonts = (font_manager.get_font(font_manager.findfont(each)) for each in properties)
    return any(font.get_char_index(ord(letter)) for font in fonts)


def width_of(text: str, size: float, *, bold: bool = False) -> float:
    """Return the width of a line in inches; an East Asian letter takes a square in any font."""
    square = [c for c in text if east_asian_width(c) in "WF"]
    others = "".join(c for c in text if east_asian_width(c) not in "WF")
    font = FontProperties(size=size, weight="bold" if bold else "normal")
    width, _, _ = text_to_path.get_text_width_height_descent(others, font, ismath=False)
    return (width + len(square) * size) / _POINTS_PER_INCH


def wrapped(text: str, width: float, size: float, *, bold: bool = False) -> list[str]:
    """Break a text into lines of at most `width` inches, between words; a word that is longer
    than a line is broken within."""
    lines, line = [], ""
    for word in re.split("[ \t\r\n]+", text.strip()):  # a number keeps its unit beside it
        longer = f"{line} {word}".lstrip()
        if line and width_of(longer, size, bold=bold) > width:
            lines.append(line)
            longer = word
        line = longer
        while len(line) > 1 and width_of(line, size, bold=bold) > width:
            fits = next(
                n
                for n in range(len(line) - 1, 0, -1)
                if n == 1 or width_of(line[:n], size, bold=bold) <= width
            )
            lines.append(line[:fits])
            line = line[fits:]
    return [*lines, line]
