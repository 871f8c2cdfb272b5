"""`python -m vitk2` and the `vitk2` command."""

import gc
import io
import sys

# A look-up is over before there is garbage worth looking for, while it is still being imported.
gc.set_threshold(20_000)

from vitk2.cli.main import cli  # noqa: E402  # the setting has to come first


def main() -> None:
    """Run the command line; pipes and files get UTF-8 whatever the system's habit."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            encoding = stream.encoding if stream.isatty() else "utf-8"
            stream.reconfigure(encoding=encoding, errors="replace")
    try:
        cli(prog_name="vitk2")
    finally:
        gc.freeze()  # at exit Python would look through everything once more, to free it anyway


if __name__ == "__main__":
    main()
