"""One food as people read it: what it holds, where each number stands, what the words mean."""

from typing import IO, TYPE_CHECKING

from vitk2.answers.amounts import amount_of
from vitk2.answers.foods import FoodCard
from vitk2.render.numbers import amount, number, span
from vitk2.render.result_tables import measurement_table, spaced
from vitk2.render.terminal import airy, cell_text, new_table, number_columns, open_console
from vitk2.tables.columns import FOODS
from vitk2.tables.vocabulary import MARKS, QUALIFIERS, STATUSES

if TYPE_CHECKING:
    from rich.console import RenderableType
    from rich.table import Table


def food_card(food: FoodCard, stream: IO[str], *, color: bool | None = None) -> None:
    """Print all that is known of one food, and what the words in it mean."""
    from rich.console import Group

    numbers = measurement_table(food.measurements, "\nWhere each number stands", with_food=False)
    parts: list[RenderableType] = [_heading(food), _card_amounts(food), numbers]
    statuses = dict.fromkeys(str(m["status"]) for m in food.measurements)
    qualifiers = dict.fromkeys(str(a["qualifier"]) for a in food.amounts if a["qualifier"])
    meanings = [f"{s}: {STATUSES[s]}" for s in statuses]
    meanings += [f"{'≥' if q == '>=' else q}: {QUALIFIERS[q]}" for q in qualifiers]
    marks = [m for a in food.amounts for m in str(a["marks"] or "").split(";") if m]
    meanings += [
        f"{mark}: {meaning}"
        for mark, meaning in MARKS.items()
        if any(m.startswith(mark) for m in marks)
    ]
    open_console(stream, color).print(Group(*parts, cell_text("\n".join(meanings), "dim")))


def _heading(food: FoodCard) -> "RenderableType":
    from rich.text import Text

    f = food.food
    text = Text(str(f["name"]), style="bold")
    text.append(f"  {f['food_id']}\n", style="not bold dim")
    facts = [("group", f["group"]), ("preparation", f["preparation"]), ("also", f["aliases"])]
    facts.append(
        ("portion", f"{f['portion']} = {number(f['portion_g'])} g" if f["portion"] else None)
    )
    facts += [(c.name.split("_")[0], f[c.name]) for c in FOODS[-3:]]
    lines = [f"{label}: {str(value).replace(';', ', ')}" for label, value in facts if value]
    text.append("\n".join(lines), style="not bold")
    return text


def _card_amounts(food: FoodCard) -> "Table":
    grams = food.food["portion_g"]
    table = new_table("\nWhat it holds")
    table.add_column("form", no_wrap=True)
    number_columns(table, ["µg/100 g", "range"])
    number_columns(table, ["µg/portion"] if grams else [])
    number_columns(table, ["studies"])
    table.add_column("tier", no_wrap=True)
    table.add_column("marks", overflow="fold")
    for a in food.amounts:
        held = amount_of(a).times(float(grams or 0))
        portion = [amount(held.ug, held.qualifier, held.limit)] if grams else []
        table.add_row(
            str(a["form"]),
            amount(a["ug_per_100g"], a["qualifier"], a["limit_ug_per_100g"]),
            span(a["low"], a["high"]),
            *portion,
            str(a["studies"]),
            str(a["tier"]),
            cell_text(spaced(a["marks"])),
        )
    return airy(table)
