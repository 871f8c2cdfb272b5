"""`python -m vitk2` and the `vitk2` command."""

import gc
import io
import os
import sys

# A look-up is over before there is garbage worth looking for, while it is still being imported.
gc.set_threshold(7_000)

from vitk2.cli.main import cli  # noqa: E402  # the setting has to come first


def main() -> None:
    """Run the command line; pipes and files get UTF-8 whatever the system's habit."""
    _replace_closed_streams()
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            encoding = stream.encoding if stream.isatty() else "utf-8"
            stream.reconfigure(encoding=encoding, errors="replace")
    try:
        cli(prog_name="vitk2")
    finally:
        gc.freeze()  # at exit Python would look through everything once more, to free it anyway


def _replace_closed_streams() -> None:
    """Replace each closed standard stream, so that no file opened later gets its descriptor.

    Reading the input or writing the output then fails as on a bad device; messages are discarded.
    """
    for name, mode, access in (
        ("stdin", "r", os.O_WRONLY),
        ("stdout", "w", os.O_RDONLY),
        ("stderr", "w", os.O_WRONLY),
    ):
        if getattr(sys, name) is None:
            descriptor = os.open(os.devnull, access)
            setattr(sys, name, open(descriptor, mode, encoding="utf-8"))  # noqa: SIM115  # until the end


if __name__ == "__main__":
    main()
