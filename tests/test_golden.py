"""Every answer in every format, whole: what a user or a program reads, byte by byte.

`python -m pytest tests/test_golden.py --renew` writes the files anew; `git diff tests/golden` then
shows what a change does to them. The catalogue behind them is the tiny one, so data leaves them.
"""

import shlex
from pathlib import Path

import pytest
from click.testing import CliRunner

from vitk2.cli.main import cli

GOLDEN = Path(__file__).parent / "golden"
FORMATS = ("table", "tsv", "csv", "json", "jsonl", "md")

DIARY = """\
food,amount,unit,date,meal
natto,50,g,2026-01-01,breakfast
spinach-raw,100,g,2026-01-01,dinner
tempeh,80,g,2026-01-02,lunch
potato-raw,200,g,2026-01-02,dinner
blorb,10,g,2026-01-02,dinner
gouda-aged,1,oz,,
"""

IN_EVERY_FORMAT = {
    "search": "search",
    "search-words": "search spinach",
    "search-form-portion": "search --form MK-7 --sort MK-7 --per portion",
    "search-nothing": "search natoo",
    "search-max": "search --form K1 --max 10",
    "top": "top MK-7",
    "top-portion": "top MK-7 --per portion",
    "top-doubtful": "top MK-7 --doubtful -n 2",
    "top-holding": "top K1 --holding 70",
    "top-k2": "top K2",
    "show": "show natto",
    "show-doubtful": "show tempeh",
    "compare": "compare natto gouda-aged spinach-raw",
    "intake": "intake 'natto:40 g' '30 g gouda-aged' 'tempeh:10 g'",
    "intake-days": "intake --file DIR/diary.csv --skip-unknown --reference us --age 30 --pregnant",
    "evidence": "evidence",
    "evidence-drug": "evidence warfarin",
    "forms": "forms",
    "form-card": "forms MK-7",
    "groups": "groups",
    "sources": "sources",
    "source": "sources lab-a",
    "own": "--data DIR/own search",
    "own-show": "--data DIR/own show my-natto",
}

TEXT_FORMATS = FORMATS[1:]

EXPORTS = {
    "export": "export",
    "export-long": "export --form MK-7 --long",
    "export-measurements": "export natto --measurements",
    "export-portion": "export --per portion",
}

ONCE = {
    "bibtex": "sources --bibtex",
    "export-file": "export --form MK-7 -o DIR/out.csv",
    "show-file": "show natto -o DIR/out.json",
    "top-file": "top MK-7 -o DIR/out.md --quiet",
    "intake-file": "intake natto:1oz -o DIR/out.txt",
    "groups-file": "groups -o DIR/out.tsv",
    "check": "check DIR/own",
    "check-json": "check DIR/own --json",
    "check-file": "check DIR/own -o DIR/out.csv",
    "check-bad": "check DIR/bad",
    "check-init": "check DIR/new --init",
    "error-form": "top MK-77",
    "error-form-json": "top MK-77 --json",
    "error-food": "show 'natto gouda'",
    "error-food-json": "show nato --format json",
    "error-intake": "intake natto 'blorb:3 g' '1,000 g natto' 'natto:1 blob'",
    "error-bounds": "search --min 3",
    "error-option": "search --blob",
    "error-data": "--data DIR/bad search",
    "error-format": "export -o DIR/out.pdf",
    "error-text-xlsx": "evidence warfarin -o DIR/out.xlsx",
    "error-xlsx-on-stdout": "top MK-7 --format xlsx",
    "error-twice": "export -o DIR/diary.csv",
    "quiet": "search spinach --format table --quiet",
    "supplement": "intake multivitamin",
}

CALLS = (
    {f"{n}.{f}": f"{c} --format {f}" for n, c in IN_EVERY_FORMAT.items() for f in FORMATS}
    | {f"{n}.{f}": f"{c} --format {f}" for n, c in EXPORTS.items() for f in TEXT_FORMATS}
    | ONCE
)


@pytest.fixture
def ground(tmp_path: Path, tiny_dir: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A directory with a diary, foods of one's own, and some that are wrong."""
    monkeypatch.setattr("vitk2.catalog.paths.data_dir", lambda: str(tiny_dir))
    monkeypatch.setenv("COLUMNS", "80")
    (tmp_path / "diary.csv").write_text(DIARY, encoding="utf-8")
    CliRunner().invoke(cli, ["check", str(tmp_path / "own"), "--init"])
    (tmp_path / "bad").mkdir()
    (tmp_path / "bad" / "foods.csv").write_text("food_id,name,group\n,x,Blob\n", encoding="utf-8")
    return tmp_path


def written(call: str, ground: Path) -> str:
    """A call with its exit code and all it printed, with no path of this machine."""
    arguments = shlex.split(call.replace("DIR", str(ground)))
    result = CliRunner().invoke(cli, arguments, prog_name="vitk2")
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    transcript = f"$ vitk2 {call}\nexit {result.exit_code}\n"
    for name, text in (("stdout", result.stdout), ("stderr", result.stderr)):
        transcript += f"--- {name}\n{text}{'' if text.endswith(chr(10)) or not text else chr(10)}"
    for path in sorted(ground.glob("out*")):
        transcript += f"--- {path.name}\n{path.read_text(encoding='utf-8')}"
    return transcript.replace(str(ground), "DIR")


@pytest.mark.parametrize("name", CALLS)
def test_an_answer_is_what_it_was(name: str, ground: Path, request: pytest.FixtureRequest) -> None:
    path, found = GOLDEN / f"{name}.txt", written(CALLS[name], ground)
    if request.config.getoption("--renew"):
        path.parent.mkdir(exist_ok=True)
        path.write_text(found, encoding="utf-8", newline="")
    assert found == path.read_text(encoding="utf-8")


def test_no_golden_file_is_left_of_a_call_that_is_gone() -> None:
    assert {p.stem for p in GOLDEN.glob("*.txt")} == set(CALLS)
