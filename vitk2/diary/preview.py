"""How each line of a diary was read, before anything is summed."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from vitk2.catalog.catalog import Catalog
from vitk2.diary.parser import DiaryLine, Ignored, Item, Problem
from vitk2.diary.resolver import Read, Scales, Weighed


class Line(NamedTuple):
    """One line of a diary: its food and grams, what is asked about it, or why it is ignored."""

    place: str
    date: str | None
    meal: str | None
    written: str
    food_id: str | None = None
    name: str | None = None
    grams: float | None = None
    note: str | None = None
    asks: str | None = None

    @property
    def is_ignored(self) -> bool:
        """Whether the line is neither counted nor asked about; `note` says why."""
        return self.food_id is None and self.asks is None


def preview(catalog: Catalog, lines: Iterable[DiaryLine]) -> Iterator[Line]:
    """Resolve each line, in the order written; headings that were understood are left out."""
    scales = Scales(catalog)
    for written in lines:
        taken = scales.read(written)
        if taken is None:
            continue
        line = _as_written(written, taken)
        if isinstance(taken, Problem):
            yield line._replace(asks=taken.asks)
        elif isinstance(taken, Ignored):
            yield line._replace(note=f"ignored: {taken.why}")
        else:
            yield line._replace(
                food_id=taken.food_id, name=taken.name, grams=taken.grams, note=taken.note or None
            )


def _as_written(line: DiaryLine, taken: Read) -> Line:
    """A line with what was written, before it is said what it was taken as."""
    if isinstance(line, Item):
        written, meal = line.typed or line.written, line.meal
    else:
        written, meal = "" if isinstance(taken, Weighed) else taken.written, ""
    return Line(line.place, line.date or None, meal or None, written)
