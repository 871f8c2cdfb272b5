"""What a food holds, in a sentence."""

from collections.abc import Iterable
from typing import Final

from vitk2.catalog.schema import Record
from vitk2.forms import Form
from vitk2.output.wording import number
from vitk2.queries.amounts import amount_of

_COUNTS: Final = ("No", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine")


def in_short(amounts: Iterable[Record]) -> str:
    """A sentence on the form there is most of: how many laboratories, how far apart, which K2."""
    of_form = {str(a["form"]): (amount_of(a), a) for a in amounts}
    known = {form: pair for form, pair in of_form.items() if pair[0].known and pair[0].ug}
    single = [pair for form, pair in known.items() if form not in (Form.K2, Form.DK1)]
    if not (sound := single or list(known.values())):
        return "No sound number above zero is known of any form."
    most, row = max(sound, key=lambda pair: pair[0].ug or 0)
    found = f"{number(most.ug)} µg {most.form} per 100 g"
    if not row["studies"]:
        told = f"{found}, from a table: no laboratory's own figure was read"
    elif row["studies"] == 1:
        told = f"One laboratory: {found}"
    else:
        count = int(str(row["studies"]))
        laboratories = f"{_COUNTS[count] if count < len(_COUNTS) else count} laboratories"
        between = f", {number(most.low)} to {number(most.high)}" if most.low < most.high else ""
        told = f"{laboratories}: {found}{between}"
    k2 = of_form.get(Form.K2.value)
    if most.form not in (Form.K1, Form.K2) and k2 and k2[0].ug and 2 * (most.ug or 0) > k2[0].ug:
        measured = " that was measured" if k2[0].qualifier == ">=" else ""
        told += f"; most K2{measured} in it is {most.form}"
    return f"{told}."
