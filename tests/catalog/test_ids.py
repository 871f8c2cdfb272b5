"""Ids of foods and sources are plain words, unique in any case; a legal one is proposed."""

import csv
import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import ROOT, Run

import vitk2
from vitk2.catalog import user_data
from vitk2.catalog.ids import proposed
from vitk2.catalog.schema import COLUMNS, FOOD_ID, SOURCE_ID
from vitk2.errors import DataError

ILLEGAL = ("Natto", "my natto", "natto;tofu", "$(touch f)", "-natto", ".natto", "näto", "納豆")
ILLEGAL += ("a" * 101, "natto:1", "natto/1", "`id`", "natto\\", "natto,b", "'natto'")


@pytest.fixture
def mine(tmp_path: Path) -> Path:
    """A directory made from the templates."""
    directory = tmp_path / "mine"
    user_data.write_templates(str(directory))
    return directory


def write(path: Path, change: Callable[[list[dict[str, str]]], object]) -> None:
    """Write a table again after a change of its rows."""
    with path.open(newline="", encoding="utf-8") as stream:
        rows = list(csv.DictReader(stream))
    change(rows)
    with path.open("w", newline="", encoding="utf-8") as stream:
        writer = csv.DictWriter(stream, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def rename(directory: Path, old: str, new: str) -> None:
    """Give a food or a source another id in every table."""
    for path in directory.glob("*.csv"):
        write(
            path,
            lambda rows: [r.update({c: new}) for r in rows for c, v in r.items() if v == old],
        )


@pytest.mark.parametrize(
    ("column", "illegal"),
    [*(("food_id", i) for i in ILLEGAL), *(("source_id", i) for i in ILLEGAL[1:])],
)
def test_an_illegal_id_is_named_by_its_cell_and_the_id_proposed_passes(
    tiny_run: Run, mine: Path, column: str, illegal: str
) -> None:
    table, old = {
        "food_id": ("foods", "my-home-made-natto"),
        "source_id": ("sources", "my-laboratory"),
    }[column]
    rename(mine, old, illegal)
    errors = tiny_run("check", str(mine), code=1).stderr
    assert f"{mine}/{table}.csv:2: {column}: " in errors
    assert "None" not in errors
    cell_error = next(line for line in errors.splitlines() if f"/{table}.csv:2: {column}: " in line)
    legal = cell_error.rpartition("such as ")[2].strip("'")
    rename(mine, illegal, legal)
    assert "no problems" in tiny_run("check", str(mine)).stdout


def test_every_cell_of_an_illegal_id_is_named_and_commands_refuse_the_directory(
    tiny_run: Run, mine: Path
) -> None:
    rename(mine, "my-home-made-natto", "My;natto")
    errors = tiny_run("check", str(mine), code=1).stderr
    for table in ("foods", "amounts", "portions", "measurements"):
        assert f"{mine}/{table}.csv:2: food_id: 'My;natto' is not a legal id" in errors
    assert tiny_run("--data", str(mine), "show", "natto", code=1).stderr == errors
    with pytest.raises(DataError, match="food_id: 'My;natto'"):
        vitk2.search("natto", own=mine)


def test_several_illegal_ids_are_no_repeated_ids(tiny_run: Run, mine: Path) -> None:
    write(
        mine / "sources.csv",
        lambda rows: rows.extend(rows[0] | {"source_id": i} for i in ("a b", "c d")),
    )
    errors = tiny_run("check", str(mine), code=1).stderr
    assert len(errors.splitlines()) == 2
    assert "also at" not in errors


def test_each_id_of_a_list_is_checked(tiny_run: Run, mine: Path) -> None:
    other = {"source_id": "my lab", "study": "s", "kind": "paper"}
    write(mine / "sources.csv", lambda rows: rows.append(rows[0] | other))
    write(mine / "amounts.csv", lambda rows: rows[0].update(sources="my-laboratory;my lab"))
    errors = tiny_run("check", str(mine), code=1).stderr
    assert f"{mine}/amounts.csv:2: sources: 'my lab' is not a legal id: write 'my-lab'" in errors
    write(mine / "amounts.csv", lambda rows: rows[0].update(sources="my-laboratory;"))
    assert "has an empty part" in tiny_run("check", str(mine), code=1).stderr


@pytest.mark.parametrize("other", ["MY-LABORATORY", "My-laboratory", "LAB-A"])
def test_sources_that_differ_in_case_alone_are_one(tiny_run: Run, mine: Path, other: str) -> None:
    write(mine / "sources.csv", lambda rows: rows.append(rows[0] | {"source_id": other}))
    errors = tiny_run("check", str(mine), code=1).stderr
    assert f"{mine}/sources.csv:3: source_id: {other!r} differs only in case" in errors
    legal = errors.strip().rpartition("such as ")[2].strip("'")
    write(mine / "sources.csv", lambda rows: rows[1].update(source_id=legal))
    assert "no problems" in tiny_run("check", str(mine)).stdout


def test_portions_that_differ_in_case_alone_are_one(tiny_run: Run, mine: Path) -> None:
    """A diary finds them by words without case, and they may weigh differently."""
    heavy = {"portion": "1 Bowl", "portion_g": "400"}
    write(mine / "portions.csv", lambda rows: rows.append(rows[0] | heavy))
    errors = tiny_run("check", str(mine), code=1).stderr
    assert f"{mine}/portions.csv:3: portion: '1 Bowl' differs only in case" in errors
    write(mine / "portions.csv", lambda rows: rows[1].update(portion="1 large bowl"))
    assert "no problems" in tiny_run("check", str(mine)).stdout


@pytest.mark.parametrize("pattern", [FOOD_ID, SOURCE_ID])
@pytest.mark.parametrize("text", ILLEGAL)
def test_what_is_proposed_is_legal_and_stays_as_it_is(pattern: str, text: str) -> None:
    legal = proposed(pattern, text)
    assert re.fullmatch(pattern, legal)
    assert proposed(pattern, legal) == legal


def test_a_reference_has_the_pattern_of_the_id_it_refers_to() -> None:
    patterns = {"foods.food_id": FOOD_ID, "sources.source_id": SOURCE_ID, "": None}
    for columns in COLUMNS.values():
        for column in columns:
            if column.refers:
                assert column.pattern == patterns[column.refers]


def test_the_descriptor_states_the_pattern_and_a_validator_reads_it(tiny_dir: Path) -> None:
    frictionless = pytest.importorskip("frictionless", reason="it comes with the extra dev")

    package = json.loads((ROOT / "data" / "datapackage.json").read_text(encoding="utf-8"))
    for resource in package["resources"]:
        resource["foreignKeys"] = resource["schema"].pop("foreignKeys", [])
    package["resources"] = [r for r in package["resources"] if r["name"] in ("foods", "amounts")]
    (tiny_dir / "datapackage.json").write_text(json.dumps(package))
    path = str(tiny_dir / "datapackage.json")
    assert frictionless.validate(path).valid
    for table, old, new in (("foods", "natto,", "Natto,"), ("amounts", "lab-a;", "lab a;")):
        text = (tiny_dir / f"{table}.csv").read_text(encoding="utf-8")
        (tiny_dir / f"{table}.csv").write_text(text.replace(old, new, 1), encoding="utf-8")
        problems = frictionless.validate(path).flatten(["type", "note"])
        assert any(kind == "constraint-error" and "pattern" in note for kind, note in problems)
        (tiny_dir / f"{table}.csv").write_text(text, encoding="utf-8")
