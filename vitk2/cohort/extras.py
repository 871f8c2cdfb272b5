"""The extra packages that the sums of a cohort need, and the messages if they are missing."""

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
    """Raise Vitk2Error, which names the extra, if an import of its packages fails inside."""
    try:
        yield
    except ModuleNotFoundError as error:
        if error.name not in _PACKAGES:
            raise
        raise Vitk2Error(NO_PACKAGES) from error


def first_line(error: Exception) -> str:
    """Return the first line of an engine's error that is not about the call that raised it."""
    lines = [line.removeprefix(": ") for line in str(error).strip().splitlines()]
    messages = [line for line in lines if not line.startswith("An error occurred while calling")]
    return next(iter([*messages, *lines]), type(error).__name__)
