"""Any command line ends with 0, 1 or 2, never in a traceback, and in JSON if requested."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from conftest import Run
from fuzzing import LOOK, typed
from hypothesis import example, given
from hypothesis import strategies as st

from vitk2.catalog.vocabulary import GROUPS, MARKS, PREPARATIONS, REFERENCES
from vitk2.cli.main import cli
from vitk2.forms import Form

pytestmark = pytest.mark.fuzz

COMMANDS = cli.every()
OPTIONS = sorted({o for c in COMMANDS.values() for p in c.params for o in p.opts if o[0] == "-"})
NOT_JSON = ("--help", "-h", "--version", "-V", "--bibtex", "completion", "-o", "--output")
"""Options and commands that print something else than an answer, or print it elsewhere."""

WORDS = (
    *("natto", "gouda-aged", "spinach", "raw", "2 eggs", "natto:40 g", "½ cup", "1,000 g natto"),
    *("warfarin", "fracture", "C20", "lab-a", "kamao", "vegan", "help", "top", "-", "--", ""),
    *("0", "1", "-1", "1e400", "nan", "inf", "99999999999999999999", "0x10", "fdc:172443", "MK-77"),
    *("name", "food_id", "k1_ug_per_100g,name", "us", "female", "portion", "json", "csv", "table"),
    *("own", "bad", "missing", "diary.csv", "out.csv", "out.json", "out.txt", "out.pdf", "."),
    *(form.value for form in Form),
    *GROUPS[:3],
    *PREPARATIONS[:3],
    *REFERENCES[:2],
    *list(MARKS)[:3],
)
SOUND = (
    *("", "natto", "spinach", "MK-7", "2 eggs", "--form MK-7", "--form K1 --max 50", "-n 3"),
    *("--group Cheese", "--preparation raw", "--source kamao-2007", "--tier A", "--exclude soup"),
    *("--vegan", "--doubtful", "--per portion", "--ascending", "--sort K2", "--sort name", "--all"),
    *("--long", "--measurements", "--codes", "--columns name,food_id", "--holding 70", "--quiet"),
    *("--no-mark doubtful", "--file diary.csv --skip-unknown", "--data own", "--color", "--force"),
    *("--reference us --age 40 --sex male", "-o out.csv", "-o out.json", "--init", "--no-header"),
)
"""Arguments that some command accepts, so that not every line is refused."""

word = st.sampled_from(WORDS) | typed.filter(lambda text: not set("/~") & set(text))
option = st.sampled_from(OPTIONS) | st.builds("{}={}".format, st.sampled_from(OPTIONS), word)
lines = st.builds(
    lambda command, sound, odd: [*command, *" ".join(sound).split(), *odd],
    st.sampled_from([*([name] for name in COMMANDS), []]),
    st.lists(st.sampled_from(SOUND), max_size=3),
    st.just([]) | st.lists(word | option, max_size=4),
)
DIARY = "food,amount,unit,date,meal\nnatto,50,g,2026-01-01,\nblorb,1,g,,\n"


@pytest.fixture
def ground(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A directory to be in, with a diary, foods of one's own, and some that are wrong."""
    monkeypatch.chdir(tmp_path)
    Path("diary.csv").write_text(DIARY, encoding="utf-8")
    run("check", "own", "--init")
    Path("bad").mkdir()
    Path("bad", "foods.csv").write_text("food_id,name,group\n,x,Blob\n", encoding="utf-8")
    return tmp_path


def ran(line: list[str]) -> Result:
    result = CliRunner().invoke(cli, line, prog_name="vitk2", input=DIARY)
    assert isinstance(result.exception, SystemExit | None), result.exception
    assert result.exit_code in (0, 1, 2), line
    for text in (result.stdout, result.stderr):
        assert "Traceback" not in text
        text.encode("utf-8", "replace")
    return result


@LOOK
@given(line=lines)
@example(line=["search", "natto", "--json"])
def test_a_command_line_ends_as_promised(ground: Path, line: list[str]) -> None:
    result = ran(line)
    if result.exit_code:
        assert result.stderr.startswith("Error: ") or "{" in result.stderr or not line


@LOOK
@given(line=lines.filter(lambda line: "--" not in line), format_=st.sampled_from(["json", "jsonl"]))
def test_json_is_json_whatever_the_rest_of_the_line(
    ground: Path, line: list[str], format_: str
) -> None:
    format_option = ["--json"] if format_ == "json" else ["--format", format_]
    others = [w for w in line if w.partition("=")[0] not in ("--format", "--csv", "--json")]
    first = others[:1] if others[:1] and others[0] in COMMANDS else []
    if any(w.partition("=")[0] in NOT_JSON or w.startswith("-o") for w in others):
        return
    result = ran([*(first or ["search"]), *format_option, *others[len(first) :]])
    if result.exit_code:
        refused = json.loads(result.stderr.splitlines()[-1])
        assert refused["error"]
        assert refused["exit_code"] == result.exit_code
    else:
        for text in [result.stdout] if format_ == "json" else result.stdout.splitlines():
            json.loads(text)
