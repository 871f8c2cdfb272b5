"""Violations that axe-core finds on every part of the page, in light and in dark."""

import os
from pathlib import Path
from typing import Any

import pytest
from browser.opened import Open, missing

VIEWS = {
    "foods": "",
    "words": "#q=cheese&per=portion",
    "doubtful": "#form=MK-7&group=Legumes and soya",
    "nothing": "#q=spinnach",
    "card": "#food=natto",
    "day": "#view=day&day=natto:40,tempeh:80&ref=us&sex=female&age=60",
    "warfarin": "#view=warfarin",
    "sources": "#view=sources",
}


def axe() -> str:
    """Return the script of axe-core."""
    path = os.environ.get("VITK2_AXE", "")
    if not path or not Path(path).is_file():
        missing("no axe-core: npm pack axe-core, and name its axe.min.js in VITK2_AXE")
    return Path(path).read_text(encoding="utf-8")


@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_no_serious_fault(
    scheme: str, width: int, open_page: Open, capsys: pytest.CaptureFixture[str]
) -> None:
    script = axe()
    page = open_page(viewport={"width": width, "height": 900}, color_scheme=scheme, bypass_csp=True)
    violations, passes = [], 0
    for name, fragment in VIEWS.items():
        page.go(fragment)
        page.tab.evaluate(script)
        found = page.tab.evaluate("axe.run()")
        passes += len(found["passes"])
        violations += [f"{name}: {in_a_line(one)}" for one in found["violations"]]
    with capsys.disabled():
        faults = "; ".join(violations) or "none"
        print(f"\naxe, {scheme}, {width} px, {len(VIEWS)} views: {passes} passes, faults: {faults}")
    assert [one for one in violations if "serious" in one or "critical" in one] == []
    page.faults.clear()  # axe itself logs what it may not read


def in_a_line(violation: dict[str, Any]) -> str:
    nodes = violation["nodes"]
    return f"{violation['impact']}: {violation['id']}: {nodes[0]['html']} and {len(nodes) - 1} more"
