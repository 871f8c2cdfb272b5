"""Files around the program agree with it: the citation file, the issue form, the workflow.

Their schemas are checked by `make lint`; here is what no schema knows.
"""

import re
import tomllib
from typing import Any

import yaml
from conftest import ROOT

import vitk2
from vitk2.catalog.catalog import Catalog
from vitk2.forms import Form
from vitk2.queries.citations import itself
from vitk2.safety import CAUTION

GITHUB = ROOT / ".github"
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]


def loaded(*parts: str) -> dict[str, Any]:
    found = yaml.safe_load(ROOT.joinpath(*parts).read_text(encoding="utf-8"))
    assert isinstance(found, dict)
    return found


def test_the_citation_file_cites_what_vitk2_cite_does(shipped: Catalog) -> None:
    cited, file = itself(shipped), loaded("CITATION.cff")
    preferred = file["preferred-citation"]
    for part in (file, preferred):
        assert (part["title"], part["version"]) == (cited["title"], vitk2.__version__)
        assert part["authors"] == [{"name": cited["authors"]}]
        assert part["license"] == PROJECT["license"]
        assert str(cited["licence"]).startswith(part["license"])
    assert str(preferred["year"]) == cited["year"]
    assert file["keywords"] == PROJECT["keywords"]


def test_the_citation_file_has_a_date_once_the_version_is_out() -> None:
    changelog = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    released = re.search(rf"^## {re.escape(vitk2.__version__)}.*", changelog, re.MULTILINE)
    date = loaded("CITATION.cff").get("date-released")
    assert (date is None) == (released is None)
    assert date is None or str(date) in released[0]


def test_a_wrong_number_is_reported_by_food_form_number_and_place() -> None:
    body = loaded(".github", "ISSUE_TEMPLATE", "wrong-number.yml")["body"]
    fields = {part["id"]: part for part in body if "id" in part}
    assert {"food", "form", "shown", "stated", "place"} <= {*fields}
    assert all(part["validations"]["required"] for part in fields.values())
    assert fields["form"]["attributes"]["options"] == [form.value for form in Form]


def test_whoever_reports_is_told_that_it_is_no_place_for_medical_questions() -> None:
    first = loaded(".github", "ISSUE_TEMPLATE", "wrong-number.yml")["body"][0]
    assert "no place for medical questions" in first["attributes"]["value"]
    assert CAUTION in " ".join(first["attributes"]["value"].split())


def test_the_workflow_is_one_call_of_the_run_with_every_python_claimed() -> None:
    (job,) = loaded(".github", "workflows", "ci.yml")["jobs"].values()
    assert [step["run"] for step in job["steps"] if "run" in step] == [".ci/run"]
    (pythons,) = (s["with"]["python-version"] for s in job["steps"] if "python" in str(s))
    claimed = re.findall(r"Python :: (3\.\d+)", " ".join(PROJECT["classifiers"]))
    assert sorted(pythons.split()) == sorted(claimed)
