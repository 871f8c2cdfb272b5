"""Readings made for a test."""

from decimal import Decimal as D
from typing import Any

from curate.consensus import settle
from curate.measurement import COMPILED, Reading


def reading(study: str, value: str | None = None, **more: Any) -> Reading:
    more.setdefault("reading_id", f"{study}:{value}:{len(more)}:{more.get('limit', '')}")
    more.setdefault("source_id", study)
    more.setdefault("tier", "A")
    return Reading(study=study, value=None if value is None else D(value), **more)


def below(study: str, limit: str) -> Reading:
    return reading(study, qualifier="<", limit=D(limit))


def usda(release: str, value: str, tier: str, ndb: str = "11233", **more: Any) -> Reading:
    return reading(
        "usda",
        value,
        source_id=f"usda-{release}",
        tier=tier,
        source_food=ndb,
        reading_id=f"{release}:{ndb}:{value}",
        **more,
    )


def table(source: str, value: str, **more: Any) -> Reading:
    """Return a number of a table that states no derivation."""
    return reading(source, value, tier="C", marks=(COMPILED,), **more)


def statuses(readings: list[Reading]) -> dict[str, str]:
    return {r.reading_id: r.status for r in settle(readings)[1]}
