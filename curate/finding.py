"""Findings of the plausibility report: numbers that lie further apart than a rule explains."""

from typing import Final, NamedTuple

KINDS: Final = {
    "cooked against raw": "one food cooked and raw: cooking takes little K and some water",
    "dried against fresh": "one food dried and fresh: the loss of water explains the difference",
    "cooked against dried": "one food cooked and dried: pulses soak up 1.4 times their weight",
    "one name": "two foods of one name in the same state",
    "less fat": "a skimmed or low-fat food and the whole one: vitamin K goes with the fat",
    "like foods": "the lowest and the highest of the foods of a family",
    "measured against tables": "what was measured and the median of the tables of the same food",
    "tables apart": "the tables of one food, where nothing was measured",
}
"""The kinds of comparison, and what each compares."""


class Finding(NamedTuple):
    """Two foods, or the numbers of one food, that lie too far apart; in µg per 100 g."""

    kind: str
    form: str
    food_id: str
    other_id: str
    """The food compared with; '' where the numbers are of one food."""
    numbers: str

    @property
    def key(self) -> tuple[str, str, str, str]:
        """The identity of a finding, by which its verdict is found again."""
        return self.kind, self.form, self.food_id, self.other_id

    def __str__(self) -> str:
        return f"{self.kind}: {self.form}: {self.numbers}"
