PYTHON ?= .venv/bin/python

DOCS = README.md data/README.md docs/cli.md docs/day.md docs/numbers.md
SCHEMA = $(PYTHON) -m check_jsonschema --builtin-schema
OLD_TABLES = old=$$(mktemp -d) && git archive $(OLD) data | tar -x -C $$old

.PHONY: help test browser lint docs docs-check picture page-picture data data-report changed-values package bench wheel versions fuzz

help:  ## list these tasks
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | sort

test:  ## run the tests with coverage, those in a browser and the slow ones apart
	$(PYTHON) -m pytest -n auto -m "not browser and not slow" --cov=vitk2 --cov=curate --cov-report=term-missing:skip-covered --cov-fail-under=95

browser:  ## run the tests in a browser, and fetch what they need
	.ci/browser $(PYTHON)

lint:  ## ruff, mypy --strict, and the schemas of what is YAML
	$(PYTHON) -m ruff check .
	$(PYTHON) -m mypy
	$(PYTHON) -m mypy --strict bench docs
	$(SCHEMA) vendor.citation-file-format CITATION.cff
	$(SCHEMA) vendor.github-issue-forms .github/ISSUE_TEMPLATE/wrong-number.yml
	$(SCHEMA) vendor.github-issue-config .github/ISSUE_TEMPLATE/config.yml
	$(SCHEMA) vendor.github-workflows .github/workflows/ci.yml

docs:  ## bring the generated parts of the documents up to date, and the types of rows
	$(PYTHON) docs/rows.py
	$(PYTHON) -m cogapp -I docs -r $(DOCS)

docs-check:  ## say whether they are
	$(PYTHON) -m cogapp -I docs --check $(DOCS)

picture:  ## draw the pictures of the README anew, by the program itself
	$(PYTHON) docs/picture.py

page-picture:  ## photograph the page of the README anew, in Chromium
	$(PYTHON) docs/page_picture.py

data:  ## rebuild the published tables from data/curation
	$(PYTHON) -m curate

data-report:  ## numbers that contradict each other, with verdicts; before it what changed since OLD: make data-report OLD=v0.1.0
	@test -z "$(OLD)" || { $(OLD_TABLES) && $(PYTHON) -m curate --report $$old/data; rm -r $$old; }
	@$(PYTHON) -m curate --likeness

changed-values:  ## write data/changed_values.csv, the values shown that changed since OLD: make changed-values OLD=v0.1.0
	@$(OLD_TABLES) && $(PYTHON) -m curate --changed $$old/data; code=$$?; rm -r $$old; exit $$code

bench:  ## measure start-up, look-ups and memory, side by side
	$(PYTHON) bench/run.py

package:  ## validate data/datapackage.json and every CSV with frictionless
	$(PYTHON) -m frictionless validate data/datapackage.json

wheel:  ## build the wheel and try it in bare environments
	.ci/wheel $(PYTHON)

versions:  ## run the tests with the oldest versions allowed, and with the newest
	.ci/versions $(PYTHON)

fuzz:  ## look for MINUTES, 10 if left out, in each of five places: make fuzz MINUTES=1
	$(PYTHON) -m pytest tests/fuzz --fuzz $(or $(MINUTES),10)
