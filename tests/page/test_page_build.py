"""The page as a file: what is in it, what may run in it, that nothing breaks out of it."""

import base64
import hashlib
import json
import re
import zlib
from html import unescape
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from conftest import write_tables

from vitk2.catalog.catalog import Catalog, records
from vitk2.forms import Form
from vitk2.output.wording import remarks
from vitk2.page.build import ASSETS, MODULES, bundled, page
from vitk2.page.data import list_data, opening_form
from vitk2.queries.catalog_snapshot import snapshot
from vitk2.queries.citations import itself
from vitk2.queries.query import Query
from vitk2.safety import CAUTION, WARFARIN

LONGEST_FILE = 250
MOST_BYTES = 1_500_000
FETCHING = ("src", "srcset", "data", "poster", "action", "formaction", "background", "style")


def written(catalog: Catalog, query: Query | None = None) -> str:
    return page(snapshot(catalog, query or Query()), itself(catalog))


def part(text: str, name: str) -> Any:
    packed = re.search(rf'id="{name}">([^<]*)</script>', text)
    assert packed
    return json.loads(zlib.decompress(base64.b64decode(packed[1])))


class Parsed(HTMLParser):
    """The elements of a page in document order, and the text of its scripts and style."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.raw: dict[str, str] = {}
        self.inside = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        self.inside = dict(attrs).get("type") or tag

    def handle_endtag(self, tag: str) -> None:
        self.inside = ""

    def handle_data(self, data: str) -> None:
        self.raw[self.inside] = self.raw.get(self.inside, "") + data


def test_the_shipped_page_is_small_and_the_same_bytes_twice(shipped: Catalog) -> None:
    text = written(shipped)
    assert len(text.encode()) < MOST_BYTES
    assert text == written(shipped)


def test_every_published_number_is_in_it_with_its_source_and_doi(shipped: Catalog) -> None:
    text = written(shipped)
    first, second = part(text, "first"), part(text, "second")
    numbers = records(shipped, "measurements")
    stated = second["measurements"]["ug_per_100g"]
    assert sorted(x for x in stated if x is not None) == sorted(
        m["ug_per_100g"] for m in numbers if m["ug_per_100g"] is not None
    )
    assert sum(second["measurements_of_food"]) == len(numbers) == len(stated)
    assert len(first["foods"]["food_id"]) == len(records(shipped, "foods"))
    dois = {s["source_id"]: s["doi"] for s in second["sources"]}
    for source in records(shipped, "sources"):
        assert dois.get(str(source["source_id"]), source["doi"]) == source["doi"]
    assert {str(m["source_id"]) for m in numbers} <= set(dois)


def test_missing_zero_assumed_limit_and_not_found_stay_apart(tiny: Catalog) -> None:
    first = part(written(tiny), "first")
    rows = zip(
        *(
            unpacked(first["amounts"][c])
            for c in ("form", "ug_per_100g", "qualifier", "limit_ug_per_100g")
        ),
        strict=True,
    )
    found = set(rows)
    assert ("MK-7", None, "<", 0.5) in found
    assert ("MK-4", 0, "assumed", None) in found
    assert ("MK-7", None, "nd", None) in found
    assert ("K2", 930, ">=", None) in found


def unpacked(column: Any) -> list[Any]:
    if isinstance(column, list):
        return column
    return [None if at is None else column["texts"][at] for at in column["at"]]


def test_the_policy_lets_only_this_script_and_this_style_run(tiny: Catalog) -> None:
    found = Parsed(written(tiny))
    (policy,) = [
        str(a["content"])
        for t, a in found.elements
        if a.get("http-equiv") == "Content-Security-Policy"
    ]
    assert policy.startswith("default-src 'none'; ")
    assert "unsafe" not in policy
    for kind, source in (("module", "script-src"), ("style", "style-src")):
        digest = base64.b64encode(hashlib.sha256(found.raw[kind].encode()).digest()).decode()
        assert f"{source} 'sha256-{digest}';" in policy


def test_nothing_is_fetched_or_written_as_markup(tiny: Catalog) -> None:
    for tag, attributes in Parsed(written(tiny)).elements:
        assert not set(attributes) & set(FETCHING), tag
        assert not [name for name in attributes if name.startswith("on")], tag
        assert not (attributes.get("href") or "#").startswith(("http", "//", "/")), tag
    script = bundled()
    for way in (
        "innerHTML",
        "outerHTML",
        "insertAdjacentHTML",
        "document.write",
        "eval(",
        "fetch(",
    ):
        assert way not in script


def test_a_name_of_ones_own_cannot_end_its_element(tmp_path: Path, tiny_dir: Path) -> None:
    own = tmp_path / "own"
    own.mkdir()
    name = "</script><script>alert(1)</script><!-- {{cite}} &amp;"
    food = {"food_id": "mine", "name": name, "group": "Cheese"}
    amount = {"food_id": "mine", "form": "K1", "ug_per_100g": "1", "studies": "1", "tier": "C"}
    source = {"source_id": "me", "study": "me", "kind": "paper", "title": name, "licence": name}
    write_tables(
        own, {"foods": [food], "amounts": [amount | {"sources": "me"}], "sources": [source]}
    )
    with Catalog(tiny_dir, own) as catalog:
        plain, text = written(catalog, Query(text="natto")), written(catalog, Query(text="mine"))
        every = written(catalog)
    assert [t for t, _ in Parsed(every).elements] == [t for t, _ in Parsed(plain).elements]
    assert name in part(every, "first")["foods"]["name"]
    assert text.count("</script>") == every.count("</script>") == 3


def test_what_was_asked_for_stands_in_it_as_text(tiny: Catalog) -> None:
    text = written(tiny, Query(text="natto </p><b>"))
    assert "<b>" not in text
    assert "matching 'natto </p><b>'" in unescape(text)


def test_it_carries_the_caution_its_versions_and_how_to_cite_it(tiny: Catalog) -> None:
    text = unescape(written(tiny))
    assert CAUTION in text
    assert all(paragraph in text for paragraph in WARFARIN)
    assert "data 9.9" in text
    assert "@misc{vitk2," in text


def test_it_opens_with_the_form_asked_for_else_k2_else_what_most_foods_hold(tiny: Catalog) -> None:
    def opening(query: Query) -> str:
        return opening_form(snapshot(tiny, query))

    assert opening(Query()) == "K2"
    assert opening(Query(forms=(Form.MK9,))) == "MK-9"
    assert opening(Query(text="spinach")) == "K1"


def test_the_files_of_the_script_are_small_and_each_stands_after_what_it_imports() -> None:
    files = {p.stem: p.read_text(encoding="utf-8") for p in Path(ASSETS).glob("*.js")}
    assert set(files) == set(MODULES)
    exported: list[str] = []
    before: set[str] = set()
    for name in MODULES:
        imported = re.findall(r'from "\./(\w+)\.js"', files[name])
        assert set(imported) <= before, name
        before.add(name)
        exported += re.findall(r"^export (?:async )?(?:function|const) (\w+)", files[name], re.M)
    assert len(exported) == len(set(exported))
    assert not re.search(r"^(?:import|export) ", bundled(), re.MULTILINE)
    for path in Path(ASSETS).iterdir():
        assert len(path.read_text(encoding="utf-8").splitlines()) <= LONGEST_FILE, path.name


def test_what_one_file_imports_another_exports() -> None:
    files = {p.stem: p.read_text(encoding="utf-8") for p in Path(ASSETS).glob("*.js")}
    for name, code in files.items():
        for names, other in re.findall(r'^import \{([^}]*)\} from "\./(\w+)\.js";', code, re.M):
            for one in names.split(","):
                pattern = rf"^export (?:async )?(?:function|const) {one.strip()}\b"
                assert re.search(pattern, files[other], re.MULTILINE), (name, one)
                assert len(re.findall(rf"\b{one.strip()}\b", code)) > 1, (
                    f"{name} does not use {one}"
                )


@pytest.mark.parametrize("sign", ["≥", "nd", "—"])
def test_the_signs_of_a_screen_are_those_of_the_page(sign: str, tiny: Catalog) -> None:
    signs = part(written(tiny), "first")["signs"]
    assert sign in signs
    assert "vitk2 show" not in str(signs)


def test_each_combination_of_marks_has_its_remarks(tiny: Catalog) -> None:
    contents = snapshot(tiny, Query())
    marks = {a["marks"] for of_food in contents.amounts for a in of_food if a["marks"]}
    found = list_data(contents)["remarks_of_marks"]
    assert marks
    assert found.keys() == marks
    assert all(found[m] == [remarks(m), remarks(m, with_bound=False)] for m in marks)
