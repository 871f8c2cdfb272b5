"""The errors of the package, each with a message that names the problem and a remedy."""

from collections.abc import Mapping


class Vitk2Error(Exception):
    """Base of every error this package raises on purpose; its text is one line for a person."""


class UsageError(Vitk2Error):
    """The question itself is malformed, e.g. a minimum above the maximum."""


class UnknownNameError(UsageError):
    """A form, group, source, ... that does not exist; `valid` are those that do, or the nearest."""

    def __init__(self, kind: str, name: str, valid: list[str]) -> None:
        self.valid = valid
        listed = " or ".join(filter(None, (", ".join(valid[:-1]), *valid[-1:])))
        super().__init__(f"{name!r} is not a {kind}: use {listed}")


class FoodError(Vitk2Error):
    """No food, or more than one, matches the text.

    `candidates` are the names of the foods that may match, by food_id.
    """

    def __init__(self, message: str, candidates: Mapping[str, str] | None = None) -> None:
        self.candidates = dict(candidates or {})
        super().__init__(message)


class ClaimError(Vitk2Error):
    """No claim of the evidence matches the text."""


class ExportError(Vitk2Error):
    """A file could not be written; what was there before is still there."""


class DataError(Vitk2Error):
    """The data cannot be used; `problems` lists each one as 'file:line: column: what'."""

    def __init__(self, problems: list[str]) -> None:
        self.problems = problems
        super().__init__("\n".join(problems))
