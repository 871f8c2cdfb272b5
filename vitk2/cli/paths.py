"""What a path on the command line must be."""

import os
from typing import Any

import click

from vitk2.render.writers import PICTURES, picture_of


class PathType(click.Path):
    """A path that names something: an empty one comes of a variable that is not set."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        if not os.fspath(value):
            self.fail("an empty name: is a variable not set?", param, ctx)
        return super().convert(value, param, ctx)


class PictureType(PathType):
    """A file for a picture, whose ending says of what kind."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        if not picture_of(path := str(super().convert(value, param, ctx))):
            self.fail(f"{path!r} does not end in one of {', '.join(PICTURES)}", param, ctx)
        return path
