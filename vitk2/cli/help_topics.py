"""The texts of `vitk2 help TOPIC`, from the vocabularies of the tables."""

from collections.abc import Callable, Sequence
from typing import Final

import click

from vitk2.catalog.schema import COLUMNS
from vitk2.catalog.vocabulary import MARKS, QUALIFIERS, TIERS
from vitk2.cli.base_command import COMMON, GroupedOption, write_options
from vitk2.errors import UsageError
from vitk2.output.formats.registry import FILE_WRITERS, PICTURES
from vitk2.text import tokenize

TABLES: Final = ("foods", "amounts", "measurements", "portions", "sources")
"""The tables that people export or write for their own foods; the topic lists them first."""

Write = Callable[[click.Context, click.HelpFormatter, str], None]
"""Writes a topic; the text is what was typed after its name."""


def write_topic(ctx: click.Context, typed: Sequence[str]) -> str:
    """Return the text of the topic that was typed after `vitk2 help`, wrapped for the terminal.

    Raises UsageError for words that are not a topic.
    """
    words = [word for word in tokenize(" ".join(typed)) if word not in _SMALL_WORDS]
    topic = next((_TOPICS_BY_WORD[word] for word in words if word in _TOPICS_BY_WORD), "")
    if not topic:
        raise _unknown_topic(" ".join(typed))
    formatter = ctx.make_formatter()
    _TOPICS[topic](ctx, formatter, words[-1])
    return formatter.getvalue().rstrip()


_SMALL_WORDS: Final = {"of", "the", "a", "for", "and", "in", "on"}


def _unknown_topic(typed: str) -> UsageError:
    """Return the error for a text that is not a topic; it may be a food, a form or a drug."""
    return UsageError(
        f"there is no help on {typed!r}: the topics are {', '.join(_TOPICS)}. "
        f"To look it up: vitk2 {typed}"
    )


def _write_limits(_: click.Context, formatter: click.HelpFormatter, __: str) -> None:
    formatter.write_text(
        "A laboratory cannot measure amounts below its limit of detection, and many laboratories "
        "measure only some forms. vitk2 keeps these cases apart. Missing is not zero."
    )
    with formatter.section("In place of a number, or before it"):
        signs = {"(nothing)": "never measured; — on a screen"}
        formatter.write_dl(list((signs | QUALIFIERS).items()))
    formatter.write_paragraph()
    formatter.write_text(
        "limit_ug_per_100g is the limit in µg per 100 g. A sum of forms with an unknown part is a "
        "lower bound: >= in a file, ≥ on a screen."
    )


def _write_grades(_: click.Context, formatter: click.HelpFormatter, __: str) -> None:
    formatter.write_text(
        "Every number has a grade, called tier in files. It says how the number reached vitk2, "
        "not how good the laboratory was."
    )
    with formatter.section("Grades"):
        formatter.write_dl(list(TIERS.items()))
    formatter.write_paragraph()
    formatter.write_text("To see only some grades: vitk2 top K2 --tier A --tier B")


def _write_marks(_: click.Context, formatter: click.HelpFormatter, __: str) -> None:
    formatter.write_text(
        "A mark is a remark on a value. Some marks continue with details, such as the forms that "
        "were measured."
    )
    with formatter.section("Marks"):
        formatter.write_dl(list(MARKS.items()))
    formatter.write_paragraph()
    formatter.write_text("To hide values with a mark: vitk2 top K2 --no-mark 'studies disagree'")


def _write_columns(_: click.Context, formatter: click.HelpFormatter, typed: str) -> None:
    """Write the columns of the table that was typed, else the names of all columns by table."""
    if typed in COLUMNS:
        with formatter.section(f"Columns of {typed}.csv"):
            formatter.write_dl([(c.name, c.meaning) for c in COLUMNS[typed]])
        return
    formatter.write_text("For the meaning of each column: vitk2 help columns TABLE")
    with formatter.section("Tables and their columns"):
        formatter.write_dl([(t, ", ".join(c.name for c in COLUMNS[t])) for t in TABLES])
    formatter.write_paragraph()
    others = ", ".join(table for table in COLUMNS if table not in TABLES)
    formatter.write_text(f"Other tables: {others}.")


_FORMATS: Final = {
    "table": "the screen; also -o FILE.txt",
    "tsv": "tab-separated values: the default in a pipe",
    "csv": "comma-separated values",
    "json": "a list of rows, or one object for a food, a comparison and a day",
    "jsonl": "one JSON object per line",
    "md": "a Markdown table with sources and caution",
    "html": "a document with sources and caution, to read or print offline",
    "xlsx": "a workbook with sheets for rows, sources, marks and notes",
    "parquet": "a Parquet file; to install: pip install 'vitk2[parquet]'",
    "sqlite": "a database with all tables of the foods found",
    ", ".join(PICTURES): "a picture, by chart and intake --chart; to install: pip install "
    "'vitk2[plot]'",
    "bib": "BibTeX, by cite, sources and export",
}


def _write_formats(_: click.Context, formatter: click.HelpFormatter, __: str) -> None:
    formatter.write_text(
        "The ending of -o FILE sets the format, or --format NAME. A file with amounts has "
        "FILE.sources.csv next to it, with the sources to credit."
    )
    with formatter.section("Formats"):
        formatter.write_dl(list(_FORMATS.items()))
    formatter.write_paragraph()
    formatter.write_text(f"Only as a file: {', '.join((*FILE_WRITERS, *PICTURES))}.")


def _write_output(ctx: click.Context, formatter: click.HelpFormatter, _: str) -> None:
    """Write the options that every command has, as one of the commands has them."""
    from vitk2.cli.groups import groups  # brings the catalogue along, which no other topic needs

    options = [p for p in groups.params if isinstance(p, GroupedOption)]
    common = [option for option in options if option.heading == COMMON]
    write_options(ctx, formatter, common)


_TOPICS: Final[dict[str, Write]] = {
    "limits": _write_limits,
    "grades": _write_grades,
    "marks": _write_marks,
    "columns": _write_columns,
    "formats": _write_formats,
    "output": _write_output,
}

_OTHER_WORDS: Final = {
    "limits": ("limit", "detection", "lod", "loq", "missing", "zero", "trace", "nd"),
    "grades": ("grade", "tier", "tiers"),
    "marks": ("mark", "remarks", "signs"),
    "columns": ("column", "fields", "tables"),
    "formats": ("format", "files", "csv", "json", "xlsx", "parquet", "sqlite"),
    "output": ("options", "option"),
}

_TOPICS_BY_WORD: Final = {
    word: topic for topic in _TOPICS for word in (topic, *_OTHER_WORDS.get(topic, ()))
}
