"""What a chart draws, told from its figure: signs by row, texts of an svg."""

import xml.etree.ElementTree as ET
from pathlib import Path
from typing import NamedTuple

import pytest
from matplotlib.lines import Line2D

from vitk2.charts.layout import Sheet

RANGES, TIPS, VALUES, NUMBERS = 2, 2.5, 3, 4
"""What lies over what in a panel."""

SVG = "{http://www.w3.org/2000/svg}"


class Drawn(NamedTuple):
    """A sheet as it was saved, with its title and what it says for who cannot see it."""

    sheet: Sheet
    title: str
    told: str

    def row(self, row: int, layer: float, panel: int = 0) -> list[Line2D]:
        """The signs of one layer at a row, in the order drawn."""
        places = self.sheet.places
        return [
            line
            for line in self.sheet.panels[panel].lines
            if line.get_zorder() == layer and _nearest(places, line.get_ydata()[0]) == row
        ]

    def ug(self, row: int, layer: float, panel: int = 0) -> list[float]:
        """Where these signs stand on the scale."""
        return [float(line.get_xdata()[0]) for line in self.row(row, layer, panel)]

    def label(self, panel: int = 0) -> str:
        """What the scale says it is."""
        return self.sheet.panels[panel].get_xlabel()


def _nearest(places: list[float], y: float) -> int:
    return min(range(len(places)), key=lambda row: abs(places[row] - y))


@pytest.fixture
def drawn(monkeypatch: pytest.MonkeyPatch) -> list[Drawn]:
    """Every sheet that was saved; the last one is what a test asks of."""
    found: list[Drawn] = []
    save = Sheet.save

    def keep(self: Sheet, file: object, title: str, told: str) -> None:
        found.append(Drawn(self, title, told))
        save(self, file, title, told)  # type: ignore[arg-type]  # as it is called

    monkeypatch.setattr(Sheet, "save", keep)
    return found


def texts(svg: Path) -> list[str]:
    """The texts of an svg, in the order drawn; raises where it is no XML."""
    tree = ET.parse(svg)  # noqa: S314  # our own file
    return ["".join(node.itertext()) for node in tree.iter(f"{SVG}text")]
