"""The click types of paths on the command line."""

import os
from typing import TYPE_CHECKING, Any, ClassVar

import click

from vitk2.output.formats.registry import PICTURES, picture_of

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem


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
            self.fail("an empty name: is a variable not set?", param, ctx)
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
            self.fail(f"{path!r} does not end in one of {', '.join(PICTURES)}", param, ctx)
        return path
