"""The commands, in rooms that are imported when one of theirs is asked for."""

import click

from vitk2.catalog import Catalog


def catalog_of(ctx: click.Context) -> Catalog:
    """The catalogue a command answers from: the published one, with the user's own foods."""
    return ctx.with_resource(Catalog(own=ctx.find_root().params["own"]))
