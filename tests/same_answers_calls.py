"""The command lines that same_answers.py compares, and their input files."""

import subprocess
import sys
from pathlib import Path
from typing import Final, NamedTuple

TEXT_FORMATS: Final = ("table", "tsv", "csv", "json", "jsonl", "md", "html")
BINARY_FORMATS: Final = ("xlsx", "parquet", "sqlite")

LISTINGS: Final = (
    "search natto",
    "search spinach --form K1 --per portion",
    "search cheese --form MK-9 --sort MK-9 -n 7",
    "search --form K1 --max 10 --per portion --group Fruit -n 9",
    "search natoo",
    "top MK-7 -n 12",
    "top K2 --vegan",
    "top K1 --holding 70 -n 5",
    "top MK-7 --doubtful --per portion",
    "show natto",
    "show tempeh --all",
    "compare natto gouda-aged kale-raw",
    "intake 'natto:40 g' 'spinach, raw:1 cup' '2 eggs'",
    "intake --file diary.csv --skip-unknown --reference us --age 60 --sex female",
    "intake --file notes.txt --skip-unknown",
    "evidence fracture",
    "evidence warfarin",
    "forms",
    "forms MK-7",
    "groups",
    "sources",
    "sources kamao-2007",
    "cite natto",
    "--data ../own search home",
    "--data ../own show my-home-made-natto",
)
"""Answers that are compared in every format of text."""

EXPORTS: Final = (
    "export cheese",
    "export --form MK-7 --long",
    "export natto --measurements",
    "export --group Cheese --per portion --columns food_id,k2,portion_g",
)

SCREENS: Final = (
    *("natto", "spinach", "mk7", "cheese", "eliquis", "warfarin", "escarole", "chard", "納豆"),
    *(
        "Spinat",
        "k2 vegan",
        "vegan k2",
        "heart",
        "zorbarol",
        "spinnach",
        "serch natto",
        "fdc:172443",
    ),
    *("top", "top cheese", "top K1 --ascending -n 3", "top K2 --group Cheese --per portion"),
    *(
        "search",
        "search liver raw --per portion",
        "search roasting",
        "search --form K1 --form MK-4",
    ),
    *("search lettuce --sort K1 --ascending", "search uova", "search natto --source kamao-2007"),
    *("search --tier A --form MK-7", "search --no-mark 'studies disagree' --form K1 -n 3"),
    *("search --preparation raw kale", "search jarlsberg", "search mk7", "search --sort name -n 3"),
    *("show jarlsberg", "show 'gouda, aged' --all", "show ndb:11457", "show ciqual:12001"),
    *(
        "compare spinach kale",
        "compare 'egg-raw' 'egg-boiled' --csv",
        "compare natto brie feta edam",
    ),
    *(
        "intake 2eggs",
        "intake 'a handful of almonds' '2 large boiled eggs' --explain",
        "intake natto",
    ),
    *("intake '1 cup spinach'", "intake '2 eggs' --reference efsa --age 40 --sex male"),
    *("intake --file diary.csv", "intake --file diary.csv --explain", "intake --file notes.txt"),
    *("evidence", "evidence C24", "evidence zorbarol", "evidence aspirin", "evidence K2 heart"),
    *("cite", "cite cheese --form MK-9", "cite natto --bibtex", "sources --bibtex", "sources kam"),
    *("check ../own", "check bad", "check bad --json", "check bad -o out.csv", "check new --init"),
    *("completion bash", "completion zsh", "completion fish", "help", "help top", "--version"),
    *(
        "chart natto -o out.svg",
        "chart MK-7 -n 12 -o out.svg",
        "chart cheese --form MK-9 -o out.svg",
    ),
    *("chart natto gouda -o out.svg", "chart natto -o out.png", "chart natto -o out.pdf"),
    *("intake --file diary.csv --skip-unknown --chart out.svg", "chart mk11 -o out.svg"),
    *(
        "page -o out.html",
        "page --group Cheese -o out.html",
        "--data ../own page natto -o out.html",
    ),
    *(
        "page zorbarol -o out.html",
        "cohort cohort.csv -o out.csv",
        "cohort cohort.csv -o out.parquet",
    ),
    *("cohort cohort.csv --wide -o out.csv", "cohort cohort.csv --by person -o out.csv --json"),
    *("cohort cohort.csv --recipes recipes.csv -o out.csv", "cohort broken.csv -o out.csv"),
    *("cohort ndb.csv --codes ndb -o out.csv", "cohort missing.csv -o out.csv"),
    *(
        "cohort cohort.csv --codes blob -o out.csv",
        "cohort cohort.csv -o out.txt",
        "cohort cohort.csv",
    ),
)
"""Other command lines, each run once as in a pipe and once as on a screen of 80 columns."""

REFUSALS: Final = (
    *("top MK-77", "top kale", "search --min 3", "search --blob", "search --form blob", "show"),
    *("show nato", "show 'natto gouda'", "export -o out.doc", "export -o out.txt --form MK-7"),
    *(
        "export -o diary.csv",
        "top MK-7 --format xlsx",
        "evidence warfarin -o out.xlsx",
        "compare natto",
    ),
    *("search --group Chese", "search --source zzz", "search --no-mark zzz", "search -n -1"),
    *("intake", "intake 'natto:1 blob'", "intake multivitamin", "intake '1,000 g natto'"),
    *("intake natto:1oz --reference us", "intake natto:1oz --age 3", "intake --file none.csv"),
    *("--data bad search natto", "--data none search natto", "search natto -o /nowhere/out.csv"),
    *(
        "cohort --blob",
        "chart natto",
        "chart natto -o out.gif",
        "page",
        "forms MK-77",
        "groups blob",
    ),
    *(
        "search natto --sort=-K1",
        "search --min 5 --max 3 --form K1",
        "sources zzz",
        "cite zorbarol",
    ),
)
"""Command lines that are refused, each run with errors as text and as JSON."""

COMPLETIONS: Final = (
    *(
        "",
        "se",
        "top ",
        "top MK-",
        "show nat",
        "search --group Ch",
        "search --sort n",
        "intake --re",
    ),
    *(
        "export --form ",
        "cohort --codes ",
        "evidence ",
        "search --preparation r",
        "--data ../own show my",
    ),
)

DIARY: Final = """\
food,amount,unit,date,meal
natto,50,g,2026-01-01,breakfast
"spinach, raw",100,g,2026-01-01,dinner
tempeh,80,g,2026-01-02,lunch
blorb,10,g,2026-01-02,dinner
gouda-aged,1,oz,,
"""
NOTES: Final = """\
2026-01-01
Breakfast:
- 2 eggs
- natto 40 g

2026-01-02
1 cup raw kale
half an avocado
blob
"""
COHORT: Final = """\
person,day,food,grams
A,1,natto,40
A,1,spinach-raw,100
A,2,soup,250
B,1,gouda-aged,30
B,1,nothing-known,10
B,2,tempeh,80
"""
RECIPES: Final = """\
dish,food,grams,yield
soup,spinach-raw,200,500
soup,potato-raw,300,500
soup,water-of-life,10,500
"""


class Call(NamedTuple):
    """One command line, and where its output goes."""

    line: str
    on_screen: bool = False
    completes: bool = False

    @property
    def name(self) -> str:
        kind = "complete" if self.completes else "screen" if self.on_screen else "pipe"
        return f"{kind}: vitk2 {self.line}"


def calls() -> list[Call]:
    """Return every command line that is compared."""
    every = [Call(f"{line} --format {f}") for line in LISTINGS for f in TEXT_FORMATS]
    every += [Call(f"{line} --format {f}") for line in EXPORTS for f in TEXT_FORMATS[1:]]
    every += [Call(f"{line} -o out.{f}") for line in EXPORTS for f in (*BINARY_FORMATS, "csv")]
    every += [
        Call(f"{line} -o out.{f}") for line in LISTINGS[:13:3] for f in ("xlsx", "md", "json")
    ]
    every += [Call(line, on_screen) for line in SCREENS for on_screen in (False, True)]
    every += [Call(line) for line in REFUSALS] + [Call(f"{line} --json") for line in REFUSALS]
    every += [Call(line, completes=True) for line in COMPLETIONS]
    every += [Call(line, on_screen=True) for line in LISTINGS]
    commands = subprocess.run(
        [sys.executable, "-c", "from vitk2.cli.main import cli; print(*cli.every())"],
        capture_output=True,
        text=True,
        check=True,
        cwd=Path(__file__).parent.parent,
    ).stdout.split()
    return every + [Call(f"{command} --help") for command in ("", *commands)]


def write_inputs(directory: Path) -> None:
    """Write the input files of the command lines: diaries, notes, recipes, a faulty table."""
    texts = {
        "diary.csv": DIARY,
        "notes.txt": NOTES,
        "cohort.csv": COHORT,
        "recipes.csv": RECIPES,
        "broken.csv": "person,day,food,grams\nA,1,natto,much\n,2,natto,-4\n",
        "ndb.csv": "person,day,food,grams\nA,1,11457,100\nB,1,99999,5\nC,1,9037,50\n",
        "bad/foods.csv": "food_id,name,group\n,x,Blob\n",
    }
    for name, text in texts.items():
        (directory / name).parent.mkdir(exist_ok=True)
        (directory / name).write_text(text, encoding="utf-8")
