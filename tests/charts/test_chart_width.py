"""A chart fits the width of a page of two columns; more than two panels make it wider."""

import xml.etree.ElementTree as ET
from pathlib import Path

import pytest
from conftest import Run

POINTS_PER_INCH = 72


@pytest.mark.parametrize(
    ("forms", "inches"),
    [
        (("K1",), 7.2),
        (("K1", "MK-4"), 7.2),
        (("K1", "MK-4", "K2"), 8.7),
        (("K1", "MK-4", "MK-9", "K2"), 10.2),
    ],
)
def test_a_chart_is_as_wide_as_its_panels_need(
    run: Run, tmp_path: Path, forms: tuple[str, ...], inches: float
) -> None:
    path = tmp_path / "k.svg"
    options = [word for form in forms for word in ("--form", form)]
    run("chart", "cheese", *options, "-o", str(path))
    width = ET.parse(path).getroot().get("width")  # noqa: S314  # written a line above
    assert width == f"{inches * POINTS_PER_INCH:g}pt"
