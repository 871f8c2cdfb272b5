"""Amounts of one form in one food, per 100 g and in so many grams."""

from typing import TYPE_CHECKING, NamedTuple

from vitk2.catalog.vocabulary import FORMS_NOT_STATED, NO_SOUND_FIGURE, is_known
from vitk2.forms import Form

if TYPE_CHECKING:
    from vitk2.catalog.rows import AmountRow


def to_decimals(value: float, decimals: int = 6) -> float:
    """Round to so many decimals; a number above zero that would become 0 keeps three digits."""
    return round(value, decimals) or float(f"{value:.3g}")


class Amount(NamedTuple):
    """The value of a form in a food, µg per 100 g; after `times`, µg in so many grams."""

    form: Form
    ug: float | None
    low: float
    high: float
    qualifier: str = ""
    limit: float | None = None
    doubtful: bool = False
    why: str = ""
    """The reason for the doubt."""
    forms_stated: bool = True
    """Whether the forms of a total are known; where they are not, it is K2 and a lower bound."""

    @property
    def known(self) -> bool:
        """Whether a sum may count it; the index has the same in its column `known`."""
        return is_known(self.qualifier, self.ug, doubtful=self.doubtful)

    @property
    def lacks_parts(self) -> bool:
        """Whether it is a sum of which parts are unknown, so that a sum over foods is one too."""
        return self.qualifier == ">=" and self.forms_stated

    @property
    def upper_end_only(self) -> bool:
        """Whether a total is stated of which this form is the main part, and no number of it."""
        return self.qualifier == "<=" and not self.doubtful

    def times(self, grams: float) -> "Amount":
        """Return the amount in so many grams, µg."""
        factor = grams / 100
        ug, limit = (None if x is None else to_decimals(x * factor) for x in (self.ug, self.limit))
        return self._replace(ug=ug, limit=limit, low=self.low * factor, high=self.high * factor)


def amount_of(row: "AmountRow") -> Amount:
    """Return the amount in a row of amounts.csv; its range ends at its limit."""
    ug, limit = row["ug_per_100g"], row["limit_ug_per_100g"]
    low, high = row["low"], row["high"]
    marks = (row["marks"] or "").split(";")
    withheld = [m for m in marks if m.startswith(NO_SOUND_FIGURE)]
    doubts = withheld or [m for m in marks if m.startswith("doubtful")]
    return Amount(
        form=Form(row["form"]),
        ug=ug,
        low=low if low is not None else ug or 0.0,
        high=max(high if high is not None else ug or 0.0, limit or 0.0),
        qualifier=row["qualifier"] or "",
        limit=limit,
        doubtful=bool(row["doubtful"]),
        why="; ".join(d.removeprefix("doubtful: ") for d in doubts) or "doubtful",
        forms_stated=FORMS_NOT_STATED not in marks,
    )
