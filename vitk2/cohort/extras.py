"""What the sums of a cohort need beside vitk2, and what is said where it is not there."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from vitk2.errors import Vitk2Error

_PACKAGES: Final = ("ibis", "duckdb", "pyarrow")

NO_PACKAGES: Final = "a cohort needs extra packages: pip install 'vitk2[cohort]'"
NO_SPARK: Final = "Spark needs an extra package: pip install 'vitk2[spark]'"
NO_JAVA: Final = (
    "Spark needs Java 17 or newer, and none was found: install it (apt-get install "
    "openjdk-17-jre-headless), set JAVA_HOME, or leave out --engine spark"
)


@contextmanager
def needing_packages() -> Iterator[None]:
    """Imports within that fail for a package of the extra raise Vitk2Error, which names it."""
    try:
        yield
    except ModuleNotFoundError as error:
        if error.name not in _PACKAGES:
            raise
        raise Vitk2Error(NO_PACKAGES) from error


def first_line(error: Exception) -> str:
    """The first line of what an engine says of an error, and not of the call that met it."""
    lines = [line.removeprefix(": ") for line in str(error).strip().splitlines()]
    said = [line for line in lines if not line.startswith("An error occurred while calling")]
    return next(iter([*said, *lines]), type(error).__name__)
