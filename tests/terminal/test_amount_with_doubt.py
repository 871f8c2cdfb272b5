"""One formatter writes every amount with its doubt."""

import pytest

from vitk2.output.wording import amount_with_doubt


@pytest.mark.parametrize(
    ("ug", "qualifier", "limit", "written"),
    [
        (930.4, None, None, "930"),
        (9.3, ">=", None, "≥9.3"),
        (None, "<", 0.1, "<0.1"),
        (None, "<=", 437.55, "≤438"),
        (None, "nd", None, "nd"),
        (0.0, "assumed", None, "0 (assumed)"),
    ],
)
def test_a_sign_follows_the_amount_and_doubt_comes_first(
    ug: float | None, qualifier: str | None, limit: float | None, written: str
) -> None:
    cells = (ug, qualifier, limit)
    assert amount_with_doubt(*cells, doubtful=False) == written
    assert amount_with_doubt(*cells, doubtful=True) == f"{written}?"
    assert amount_with_doubt(*cells, doubtful=False, differ=True) == f"{written}~"
    assert amount_with_doubt(*cells, doubtful=True, differ=True) == f"{written}?"


def test_a_dash_has_no_sign() -> None:
    assert amount_with_doubt(0.0, ">=", doubtful=True, differ=True) == "—"
    assert amount_with_doubt(None, None, doubtful=False, differ=True) == "—"


def test_a_number_that_is_withheld_for_its_doubt_is_not_written_as_never_measured() -> None:
    assert amount_with_doubt(None, None, doubtful=True) == "?"
