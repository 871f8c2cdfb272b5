"""The contents of saved charts, read from their figures: signs by row, texts of an svg."""

import xml.etree.ElementTree as ET
from pathlib import Path
from typing import NamedTuple

import pytest
from matplotlib.lines import Line2D

from vitk2.charts.layout import ChartFigure

RANGES, TIPS, VALUES, NUMBERS = 2, 2.5, 3, 4
"""The zorder of each layer of a panel."""

SVG = "{http://www.w3.org/2000/svg}"


class SavedChart(NamedTuple):
    """A figure as it was saved, with its title and its description."""

    figure: ChartFigure
    title: str
    description: str

    def row(self, row: int, layer: float, panel: int = 0) -> list[Line2D]:
        """Return the signs of one layer at a row, in the order drawn."""
        positions = self.figure.row_positions
        return [
            line
            for line in self.figure.panels[panel].lines
            if line.get_zorder() == layer and _nearest(positions, line.get_ydata()[0]) == row
        ]

    def ug(self, row: int, layer: float, panel: int = 0) -> list[float]:
        """Return the positions of these signs on the scale."""
        return [float(line.get_xdata()[0]) for line in self.row(row, layer, panel)]

    def label(self, panel: int = 0) -> str:
        """Return the label of the scale."""
        return self.figure.panels[panel].get_xlabel()


def _nearest(positions: list[float], y: float) -> int:
    return min(range(len(positions)), key=lambda row: abs(positions[row] - y))


@pytest.fixture
def charts(monkeypatch: pytest.MonkeyPatch) -> list[SavedChart]:
    """Return the list to which every saved figure is added."""
    found: list[SavedChart] = []
    save = ChartFigure.save

    def save_and_record(self: ChartFigure, file: object, title: str, description: str) -> None:
        found.append(SavedChart(self, title, description))
        save(self, file, title, description)  # type: ignore[arg-type]  # as it is called

    monkeypatch.setattr(ChartFigure, "save", save_and_record)
    return found


def texts(svg: Path) -> list[str]:
    """Return the texts of an svg, in the order drawn; raises where it is not XML."""
    tree = ET.parse(svg)  # noqa: S314  # our own file
    return ["".join(node.itertext()) for node in tree.iter(f"{SVG}text")]
