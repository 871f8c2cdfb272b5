"""What a diary was taken as, drawn by rich: a row a line."""

from collections.abc import Sequence
from typing import IO, TYPE_CHECKING

from vitk2.diary.preview import Line
from vitk2.output.wording import MISSING, number
from vitk2.terminal.console import airy, cell_text, new_table, number_columns, open_console

if TYPE_CHECKING:
    from rich.console import RenderableType


def preview(lines: Sequence[Line], stream: IO[str], *, color: bool | None = None) -> None:
    """Print where each line stands, what was written, and what it was taken as or asks."""
    table = new_table("What was taken; nothing is summed yet")
    table.add_column("line", no_wrap=True)
    labels = [label for label in ("date", "meal") if any(getattr(x, label) for x in lines)]
    for label in labels:
        table.add_column(label.replace("date", "day"), no_wrap=label == "date")
    table.add_column("written", overflow="fold")
    table.add_column("taken as, or asked back", overflow="fold")
    number_columns(table, ["grams"])
    for x in lines:
        own = [cell_text(str(getattr(x, label) or "")) for label in labels]
        place = x.place.removeprefix("item ").rpartition(":")[2]
        grams = MISSING if x.grams is None else number(x.grams)
        table.add_row(place, *own, cell_text(x.written), _taken(x), grams)
    open_console(stream, color).print(airy(table))


def _taken(line: Line) -> "RenderableType":
    """The food, and how it was reached where that was not said outright; or the question."""
    if line.asks:
        return cell_text(f"? {line.asks}", "bold")
    if line.is_ignored:
        return cell_text(str(line.note), "dim")
    note = (line.note or "").partition(": ")[2] or line.note or ""
    told = note.removeprefix(f"taken as {line.name}").lstrip(", ")
    return cell_text(f"{line.name}{f' ({told})' if told else ''}")
