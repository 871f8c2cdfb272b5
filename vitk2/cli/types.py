"""The click types of arguments: forms, groups and foods in any spelling, paths of files."""

import os
import re
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, ClassVar, Final, NamedTuple

import click

from vitk2.catalog.vocabulary import GROUPS
from vitk2.errors import UnknownNameError, Vitk2Error
from vitk2.forms import Form
from vitk2.output.formats.registry import PICTURES, picture_of
from vitk2.text import alnum_key, escape_controls, fold, match_unique

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem


EMPTY: Final = "the text is empty: is a shell variable unset?"


class FormType(click.ParamType[Form]):
    """A form of vitamin K in any spelling: mk7, MK-7, menaquinone-7, "vitamin k2"."""

    name = "form"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Form:
        if isinstance(value, Form):
            return value
        if not value.strip():
            self.fail(EMPTY, param, ctx)
        if value.strip().startswith(("-", "+")):
            self.fail(f"{value!r} is not a form: use --ascending for the lowest first", param, ctx)
        try:
            return Form.parse(value)
        except UnknownNameError as error:
            self.fail(_advice(value, error), param, ctx)

    def shell_complete(
        self, ctx: click.Context, param: click.Parameter, incomplete: str
    ) -> "list[CompletionItem]":
        typed = alnum_key(incomplete)
        forms = [f for f in Form if alnum_key(f.value).startswith(typed)]
        return completions((re.sub(r"\W+", "-", f.value).strip("-"), f.value) for f in forms)


class Ranked(NamedTuple):
    """A food group given instead of a form, to be ranked by its K2."""

    typed: str
    group: str
    form: Form = Form.K2


class RankedType(click.ParamType[Form | Ranked]):
    """A form to rank by, or a food group, in any language of the table, ranked by its K2."""

    name = FormType.name
    shell_complete = FormType.shell_complete

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> Form | Ranked:
        try:
            return FormType().convert(value, param, ctx)
        except click.BadParameter:
            if ctx:
                from vitk2.catalog.catalog import Catalog  # a form needs none
                from vitk2.queries.search import group_named

                with Catalog(own=ctx.find_root().params.get("own") or ()) as catalog:
                    if group := group_named(catalog, value):
                        return Ranked(value, group)
            raise


def _advice(typed: str, error: UnknownNameError) -> str:
    """Return the error for a word that is not a form, with the ranking of a group or of foods."""
    if len(error.valid) < len(Form):
        return str(error)
    try:
        group = match_unique("food group", typed, GROUPS)
    except UnknownNameError:
        return f"{error}. For foods with this name: vitk2 search {typed} --sort K2"
    command_line = f"vitk2 top K2 --group '{group}'"
    return f"{typed!r} is a food group: use {command_line}, or a form such as MK-7 instead of K2"


class SortType(FormType):
    """`name`, `known`, or the form to sort by."""

    name = "name|known|form"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        return value if value in ("name", "known") else super().convert(value, param, ctx)


class GroupType(click.ParamType[str]):
    """A food group, whatever its case; a first word that fits one group alone will do."""

    name = "group"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        if not value.strip():
            self.fail(EMPTY, param, ctx)
        try:
            return match_unique("food group", value, GROUPS)
        except UnknownNameError as error:
            raise click.BadParameter(str(error), ctx, param) from error

    def shell_complete(
        self, ctx: click.Context, param: click.Parameter, incomplete: str
    ) -> "list[CompletionItem]":
        begun = (g for g in GROUPS if fold(g).startswith(fold(incomplete)))
        return completions((g.split()[0], g) for g in begun)


class FoodType(click.ParamType[str]):
    """A food by id, name, plain word or code; it is looked up by the command, not here."""

    name = "food"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        return str(value)

    def shell_complete(
        self, ctx: click.Context, param: click.Parameter, incomplete: str
    ) -> "list[CompletionItem]":
        from vitk2.catalog.catalog import Catalog  # only a completing shell needs it

        try:
            with Catalog(own=ctx.find_root().params.get("own") or ()) as catalog:
                rows: list[Any] = catalog.rows(
                    "SELECT food_id, name FROM foods WHERE substr(food_id, 1, ?) = ?",
                    [len(incomplete), incomplete.lower()],
                )
        except Vitk2Error:
            return []
        return completions(rows)


class TextType(click.ParamType[str]):
    """A text of the user's own that must not be blank, as it is where a variable is not set."""

    name = "text"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        if not str(value).strip():
            self.fail(EMPTY, param, ctx)
        return str(value)


class PathType(click.ParamType[str]):
    """A path that is not empty, as it is where a variable is not set.

    Its existence is checked on reading or writing. click.Path would look for a translation of its
    name when created, in every look-up.
    """

    name = "path"
    envvar_list_splitter: ClassVar[str] = os.path.pathsep

    def __init__(self, kind: str = "file") -> None:
        """Set the kind of path that a shell completes: file, or dir for directories alone."""
        self._kind = kind

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        path: str = os.fspath(value)
        if not path:
            self.fail("the name is empty: is a shell variable unset?", param, ctx)
        if self._kind == "dir" and os.path.isfile(path):
            self.fail(f"{path!r} is a file: name a directory", param, ctx)
        return path

    def shell_complete(
        self, ctx: click.Context, param: click.Parameter, incomplete: str
    ) -> "list[CompletionItem]":
        from click.shell_completion import CompletionItem  # only a completing shell needs it

        # A newline would begin a completion of its own: the scripts of click read one a line.
        typed = incomplete if incomplete.isprintable() else ""
        return [CompletionItem(typed, type=self._kind)]


class PictureType(PathType):
    """The path of a picture, whose ending names its format."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        if not picture_of(path := super().convert(value, param, ctx)):
            self.fail(f"the ending of {path!r} is not one of {', '.join(PICTURES)}", param, ctx)
        return path


_PLAIN_WORD: Final = r"[A-Za-z0-9][A-Za-z0-9._-]*"


def completions(pairs: Iterable[tuple[str, str]]) -> "list[CompletionItem]":
    """Return the completions, each value with its meaning; only values that are plain words.

    The scripts of click put a value into the command line as it is: bash splits it at blanks, and
    runs a `$(...)` in it when the user presses Enter.
    """
    from click.shell_completion import CompletionItem  # only a completing shell needs it

    return [
        CompletionItem(
            value, help=escape_controls(meaning).replace("\n", " ") if meaning != value else None
        )
        for value, meaning in pairs
        if re.fullmatch(_PLAIN_WORD, value)
    ]
