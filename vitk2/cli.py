"""The commands: each parses, asks the library once, and hands the answer on."""

import sys
from collections.abc import Sequence
from typing import Any

import click

from vitk2 import __version__, lookup
from vitk2.catalog import Catalog
from vitk2.errors import UsageError, Vitk2Error
from vitk2.export import FILE_WRITERS, FORMATS, json_line, save
from vitk2.options import FoodType, FormType, file_format, output_options, query_options
from vitk2.output import Output, emit, emit_card, emit_records, report
from vitk2.query import Query
from vitk2.selection import select

TOP_ROWS = 20


class Commands(click.Group):
    """Turns our errors into click's, and speaks JSON where JSON was asked for."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except UsageError as error:
            raise click.UsageError(str(error), ctx) from error
        except Vitk2Error as error:
            raise click.ClickException(str(error)) from error

    def main(self, args: Sequence[str] | None = None, **extra: Any) -> Any:  # type: ignore[override]
        """Run a command; a refusal is one line on stderr and an exit code."""
        arguments = list(sys.argv[1:] if args is None else args)
        if not extra.pop("standalone_mode", True):
            return super().main(args=arguments, standalone_mode=False, **extra)
        try:
            code = super().main(args=arguments, standalone_mode=False, **extra)
        except click.exceptions.NoArgsIsHelpError as error:
            error.show()
            sys.exit(error.exit_code)
        except click.ClickException as error:
            click.echo(_error_line(error, as_json=_wants_json(arguments)), err=True)
            sys.exit(error.exit_code)
        except click.Abort:
            sys.exit(1)
        sys.exit(code if isinstance(code, int) else 0)


def _error_line(error: click.ClickException, *, as_json: bool) -> str:
    message = error.format_message()
    if as_json:
        return json_line({"error": message, "exit_code": error.exit_code})
    context = error.ctx if isinstance(error, click.UsageError) else None
    if context is None:
        return f"Error: {message}"
    path = " ".join(filter(None, (context.command_path, context.invoked_subcommand)))
    return f"Error: {message.rstrip('.')}. See {path} --help."


def _wants_json(arguments: list[str]) -> bool:
    pairs = zip(arguments, [*arguments[1:], ""], strict=True)
    return any(
        a in ("--json", "--format=json", "--format=jsonl")
        or (a == "--format" and following in ("json", "jsonl"))
        for a, following in pairs
    )


@click.group(
    cls=Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100}
)
@click.option(
    "--data",
    "own",
    type=click.Path(),
    multiple=True,
    envvar="VITK2_DATA",
    metavar="DIR",
    help="Add your own foods from DIR to every command; also VITK2_DATA. See vitk2 check.",
)
@click.version_option(__version__, "-V", "--version", prog_name="vitk2")
@click.pass_context
def cli(ctx: click.Context, /, **_: object) -> None:
    """Find foods by their vitamin K forms: K1, MK-4, MK-7 and the longer menaquinones.

    \b
    Examples:
      vitk2 top MK-7                    the richest sources of MK-7
      vitk2 search spinach              foods by name
      vitk2 show natto                  one food, and where each number stands
      vitk2 export --form K2 -o k2.csv  the filtered table as a file
    """


def _catalog(ctx: click.Context) -> Catalog:
    return ctx.with_resource(Catalog(own=ctx.find_root().params["own"]))


@cli.command()
@click.argument("text", nargs=-1)
@query_options(limit=20)
@output_options
@click.pass_context
def search(ctx: click.Context, query: Query, output: Output) -> None:
    """Find foods by the words of their name and by the forms they carry.

    Words may come in any order and be cut short; case and accents do not matter, and other names
    (courgette, zucchini) and food groups count too.

    \b
    Examples:
      vitk2 search natto
      vitk2 search cheese --form MK-9 --sort MK-9
      vitk2 search --form MK-7 --min 1 --group 'Fish and seafood'
      vitk2 search liver raw --per portion
    """
    emit(select(_catalog(ctx), query), output)


@cli.command()
@click.argument("form", type=FormType())
@query_options(forms=False, sort=False, limit=TOP_ROWS, limit_flags=("-n", "--limit"))
@output_options
@click.pass_context
def top(ctx: click.Context, query: Query, output: Output) -> None:
    """List the richest sources of FORM, with range, studies and marks.

    Foods that rest on doubtful readings alone come after the ranking. Numbers are medians over
    studies; where studies disagree, a mark says how far.

    \b
    Examples:
      vitk2 top MK-7
      vitk2 top K2 --group Cheese -n 10
      vitk2 top K1 --per portion
      vitk2 top mk4 --tier A --json
    """
    emit(select(_catalog(ctx), query), output)


@cli.command()
@click.argument("food", type=FoodType(), nargs=-1, required=True)
@output_options
@click.pass_context
def show(ctx: click.Context, food: tuple[str, ...], output: Output) -> None:
    """Show one food: every form, its range, portions, and where each published number stands.

    FOOD is an id, a name, or a code elsewhere: fdc:, ndb: or ciqual:.

    \b
    Examples:
      vitk2 show natto
      vitk2 show 'gouda, aged'
      vitk2 show fdc:172443 --json
    """
    emit_card(lookup.show(_catalog(ctx), " ".join(food)), output)


@cli.command()
@click.argument("text", nargs=-1)
@query_options(limit=0)
@click.option("--long", "shape", flag_value="long", help="One row a food and form.")
@click.option(
    "--measurements", "shape", flag_value="measurements", help="One row a published number."
)
@click.option(
    "-o",
    "--output",
    "path",
    type=click.Path(dir_okay=False),
    help="The file to write; its ending picks the format. Left out: stdout.",
)
@click.option(
    "--format",
    "format_",
    type=click.Choice(FORMATS),
    metavar="NAME",
    help=f"One of {', '.join(FORMATS)}; csv on stdout if left out.",
)
@click.option("--json", "format_", flag_value="json", help="Short for --format json.")
@click.option("--csv", "format_", flag_value="csv", help="Short for --format csv.")
@click.option("--force", is_flag=True, help="Replace files that exist.")
@click.option("--quiet", is_flag=True, help="No counts; the caution stays.")
@click.pass_context
def export(  # noqa: PLR0917  # click passes its options by name
    ctx: click.Context,
    query: Query,
    path: str | None,
    format_: str | None,
    force: bool,
    quiet: bool,
) -> None:
    """Write the filtered table, whole and unrounded, with the credits its rows need beside it.

    \b
    Examples:
      vitk2 export -o vitamin-k.csv
      vitk2 export --form MK-7 --long -o mk7.xlsx
      vitk2 export natto --measurements --json
      vitk2 export --group Cheese -o cheese.parquet --force
    """
    chosen = file_format(path, format_)
    if path is None and chosen in FILE_WRITERS:
        raise click.UsageError(f"{chosen} is a file: add -o FILE.{chosen}")
    catalog = _catalog(ctx)
    answer = select(catalog, query)
    if path is None:
        emit(answer, Output(chosen, quiet=quiet))
    else:
        written, credits = save(catalog, answer, path, chosen, force=force)
        report(f"{len(answer.rows)} rows in {written}, their credits in {credits}", quiet=quiet)


@cli.command()
@output_options
@click.pass_context
def forms(ctx: click.Context, output: Output) -> None:
    """List the forms of vitamin K, with how many foods carry each.

    \b
    Examples:
      vitk2 forms
      vitk2 forms --csv
    """
    emit_records(lookup.forms(_catalog(ctx)), output)


@cli.command()
@output_options
@click.pass_context
def groups(ctx: click.Context, output: Output) -> None:
    """List the food groups, with how many foods each has and how many carry K1, MK-4, MK-7, K2.

    \b
    Examples:
      vitk2 groups
      vitk2 groups --json
    """
    emit_records(lookup.groups(_catalog(ctx)), output)


@cli.command()
@click.argument("source_id", required=False)
@click.option("--bibtex", is_flag=True, help="Print BibTeX: of one source, or of all.")
@output_options
@click.pass_context
def sources(ctx: click.Context, source_id: str | None, bibtex: bool, output: Output) -> None:
    """List the sources behind the numbers, or print the citation of one.

    \b
    Examples:
      vitk2 sources
      vitk2 sources kamao-2007
      vitk2 sources kamao-2007 --bibtex
    """
    catalog = _catalog(ctx)
    if bibtex:
        chosen = (
            [lookup.source(catalog, source_id)] if source_id else lookup.records(catalog, "sources")
        )
        click.echo("\n".join(lookup.bibtex(s) for s in chosen))
    elif source_id and output.format_ in (None, "table"):
        click.echo(lookup.citation(lookup.source(catalog, source_id)))
    elif source_id:
        emit_records([lookup.source(catalog, source_id)], output)
    else:
        emit_records(lookup.sources(catalog), output)


@cli.command()
@click.argument("directory", type=click.Path(file_okay=False))
@click.option(
    "--init", is_flag=True, help="Write template files with an example row into DIRECTORY."
)
def check(directory: str, init: bool) -> None:
    """Check a directory of your own foods, listing every problem with file and line.

    Foods, amounts and sources are needed; measurements and portions may be there. The columns are
    those of the published table; --data DIRECTORY then adds the foods to every command, marked as
    your own.

    \b
    Examples:
      vitk2 check my-foods --init
      vitk2 check my-foods
      vitk2 --data my-foods search natto
    """
    from vitk2 import own  # a look-up does without

    if init:
        click.echo("\n".join(own.write_templates(directory)))
    else:
        counts = own.check(directory)
        rows = ", ".join(f"{count} {name}" for name, count in counts.items())
        click.echo(f"{directory}: no problems: {rows}")
