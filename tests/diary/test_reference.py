"""Whom a reference intake is for: what cannot be is refused with what can."""

from typing import Any

import pytest
from plates import WOMAN, eaten

from vitk2.diary.intake import intake
from vitk2.diary.reference import Person, person, person_for
from vitk2.errors import UsageError
from vitk2.tables.catalog import Catalog


def test_a_reference_needs_a_person_that_does_not_contradict_itself(tiny: Catalog) -> None:
    with pytest.raises(UsageError):
        intake(tiny, eaten(("natto", 1, "")), "us")
    with pytest.raises(UsageError, match="'usa' is not a reference: use us, efsa"):
        intake(tiny, eaten(("natto", 1, "")), "usa", WOMAN)
    with pytest.raises(UsageError, match="pregnant is for the sex female, not male"):
        person("male", 30, "pregnant")
    assert person(None, 30, "pregnant") == Person("female", 360, "pregnant")


@pytest.mark.parametrize(
    ("described", "message"),
    [
        (("usa", "female", 30, None), "'usa' is not a reference: use us, efsa"),
        (("us", "f", 30, None), "'f' is not a sex: use female or male"),
        ((None, "f", None, None), "'f' is not a sex: use female or male"),
        (("us", None, 30, "pregnent"), "'pregnent' is not a state: use pregnant or lactating"),
        (("us", "male", float("nan"), None), "nan is not an age: use years from 0 to 120"),
        (("us", "male", -3, None), "-3 is not an age"),
        (("us", "male", 150, None), "150 is not an age"),
        (("us", "male", "30", None), "'30' is not an age"),
        (("us", "male", None, None), "a reference needs an age"),
        ((None, None, 30, None), "count for a reference intake only"),
    ],
)
def test_a_person_that_cannot_be_is_refused(described: tuple[Any, ...], message: str) -> None:
    with pytest.raises(UsageError, match=message):
        person_for(*described)


def test_where_no_reference_is_asked_for_there_is_no_person() -> None:
    assert person_for(None, None, None, None) is None
    assert person_for("us", "female", 0.5, None) == Person("female", 6)
