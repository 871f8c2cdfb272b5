"""`python -m vitk2` and the `vitk2` command."""

from vitk2.cli import cli


def main() -> None:
    """Run the command line."""
    cli(prog_name="vitk2")


if __name__ == "__main__":
    main()
