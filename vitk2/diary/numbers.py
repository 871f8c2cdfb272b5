"""The number an amount begins with, in figures or in words."""

import re
from typing import Final

MOST_GRAMS: Final = 5000
"""More than this of one food is a slip of the unit, or of a separator."""

_TO_TWELVE: Final = (
    *("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven"),
    "twelve",
)
_TENS: Final = (
    *("ten", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"),
)
ONES: Final = {
    **dict.fromkeys(("a", "an"), 1),
    **{word: n for n, word in enumerate(_TO_TWELVE, start=1)},
    "fifteen": 15,
    **{word: 10 * n for n, word in enumerate(_TENS, start=1)},
}
PARTS: Final = {
    **dict.fromkeys(("half", "halves"), 1 / 2),
    **dict.fromkeys(("third", "thirds"), 1 / 3),
    **dict.fromkeys(("quarter", "quarters"), 1 / 4),
}
SETS: Final = {"dozen": 12, "hundred": 100, "couple": 2, "pair": 2}
"""Words that multiply the number before them: a couple of, half a dozen."""

VAGUE: Final = ("few", "some", "several", "bit", "little", "lot", "lots")
"""Words in the position of an amount that name none."""

_FRACTIONS: Final = {
    "½": 1 / 2,
    "⅓": 1 / 3,
    "⅔": 2 / 3,
    "¼": 1 / 4,
    "¾": 3 / 4,
    "⅛": 1 / 8,
    "⅜": 3 / 8,
    "⅝": 5 / 8,
    "⅞": 7 / 8,
}
_SIGNS: Final = "".join(_FRACTIONS)
_AMOUNT: Final = re.compile(
    r"([-+]?(?:\d+(?:[.,]\d+)*|[.,]\d+))?"
    rf"(?:\s*[/⁄]\s*(\d+)|\s+(\d+)\s*[/⁄]\s*(\d+))?\s*([{_SIGNS}])?"
)
_ONE, _PART, _SET = ("|".join(words) for words in (ONES, PARTS, SETS))
_TAIL: Final = r"(?:\s+of)?(?:\s+(?:an?|the))?(?=\s|$)"
_AND_PART: Final = re.compile(rf"\s*(?:and|&|\+)\s+(?:(?:an?|one)\s+)?({_PART})\b{_TAIL}\s*", re.I)
_PART_LATER: Final = re.compile(rf"(\w+){_AND_PART.pattern}", re.I)
_MANY_PARTS: Final = re.compile(rf"(?:({_ONE})[\s-]+)?({_PART})\b{_TAIL}\s*", re.I)
_WHOLE: Final = re.compile(rf"({_ONE})(?:\s+|$)", re.I)
_TIMES: Final = re.compile(rf"({_SET})s?\b(?:\s+of)?(?:\s+|$)", re.I)
_OF: Final = re.compile(r"of\s+(?:(?:an?|the)\s+)?", re.I)
_RANGE: Final = re.compile(rf"(?:[-–]|to\b|or\b)\s*(?:\d|[{_SIGNS}]|(?:{_ONE})\s)", re.I)


def leading_number(text: str) -> tuple[float, str] | None:
    """The number a text begins with in figures, and what follows; None when it begins with none.

    Reads 2, 2.5, 2,5, 1/2, 1 1/2, ½, 1½, 2 and a half, 2 dozen and 2 x. Raises ValueError for a
    number that may be two.
    """
    match = _AMOUNT.match(text)
    if not match or not (match[1] or match[5]) or text[match.end() :].startswith("%"):
        return None
    whole, denominator, part_numerator, part_denominator, sign = match.groups()
    if not whole and (denominator or part_numerator):
        return None
    amount = number(whole) if whole else 0.0
    if (denominator and sign) or (
        (part_denominator or sign) and whole and not whole.lstrip("+-").isdigit()
    ):
        raise ValueError(f"{match[0].strip()!r} has two numbers: write one")
    if (
        denominator
        and (whole.startswith("0") or denominator.startswith("0"))
        and float(denominator)
    ):
        raise ValueError(f"{match[0].strip()!r} may be a date or a fraction: write e.g. 2/3")
    if denominator:
        amount = _divided(amount, denominator, match[0].strip())
    if part_denominator:
        amount += _divided(float(part_numerator), part_denominator, match[0].strip())
    amount += _FRACTIONS.get(sign or "", 0.0)
    rest = re.sub(r"^\s*[x×](?:\s+|(?=\d))", "", text[match.end() :])
    return _continued(text, amount, rest.strip())


def leading_number_word(text: str) -> tuple[float, str] | None:
    """The number a text begins with in words, and what follows it; None when it begins with none.

    Reads one, half an, three quarters of a, two and a half, a couple of, half a dozen. Raises
    ValueError for `one or two`.
    """
    if match := _MANY_PARTS.match(text):
        amount = ONES[(match[1] or "one").lower()] * PARTS[match[2].lower()]
    elif match := _TIMES.match(text):
        return float(SETS[match[1].lower()]), text[match.end() :].strip()
    elif match := _WHOLE.match(text):
        amount = float(ONES[match[1].lower()])
    else:
        return None
    return _continued(text, amount, text[match.end() :].strip())


def _continued(text: str, amount: float, rest: str) -> tuple[float, str]:
    """A number with what may follow it: `and a half`, `dozen`. Raises ValueError for a range."""
    if _RANGE.match(rest):
        raise ValueError(f"{text!r} has two numbers: write one")
    if match := _AND_PART.match(rest):
        return amount + PARTS[match[1].lower()], rest[match.end() :].strip()
    if match := _OF.match(rest):
        rest = rest[match.end() :]
    if match := _TIMES.match(rest):
        return amount * SETS[match[1].lower()], rest[match.end() :].strip()
    return amount, rest


def with_a_part(amount: float, rest: str) -> tuple[float, str]:
    """An amount whose half comes after its unit: `a cup and a half of kale`."""
    match = _PART_LATER.match(rest)
    if not match:
        return amount, rest
    return amount + PARTS[match[2].lower()], f"{match[1]} {rest[match.end() :]}".strip()


def number(text: str) -> float:
    """A number with a point or a comma. Raises ValueError when a separator may be either."""
    signs = [c for c in text if c in ".,"]
    groups = re.split("[.,]", text.lstrip("+-"))
    if not signs:
        return float(text)
    of_three = all(len(g) == 3 for g in groups[1:]) and 0 < len(groups[0]) <= 3
    if len(signs) == 1:
        if of_three and groups[0] != "0" and float("".join(groups)) <= MOST_GRAMS:
            joined, decimal = "".join(groups), f"{groups[0]}.{groups[1]}"
            raise ValueError(
                f"{text!r} may be {joined} or {float(decimal):g}: write one of these numbers"
            )
        return float(text.replace(",", "."))
    if len(set(signs)) == 1 and of_three:
        return float("".join(groups))
    thousands = set(signs[:-1]) == {signs[0]} and signs[-1] != signs[0]
    if thousands and all(len(g) == 3 for g in groups[1:-1]):
        return float(f"{''.join(groups[:-1])}.{groups[-1]}")
    raise ValueError(f"{text!r} is not a number")


def _divided(numerator: float, denominator: str, typed: str) -> float:
    if not float(denominator):
        raise ValueError(f"{typed!r} divides by zero")
    return numerator / float(denominator)
