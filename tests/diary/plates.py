"""Plates to sum: what was eaten on which day, and whom for."""

from vitk2.diary.intake import Intake
from vitk2.diary.parser import UnresolvedLine
from vitk2.diary.reference import Person
from vitk2.diary.resolver import EatenFood
from vitk2.diary.totals import Total


def eaten(*pairs: tuple[str, float, str]) -> list[EatenFood]:
    return [EatenFood(food, food, grams, "", day) for food, grams, day in pairs]


def skipped(written: str, day: str = "") -> UnresolvedLine:
    return UnresolvedLine("item 9", "there is no such food", written, day)


def totals(answer: Intake) -> dict[str, Total]:
    return {t.form: t for t in answer.totals}


WOMAN = Person("female", 720)
DAYS = ("2026-01-01", "2026-01-02", "2026-01-03")
