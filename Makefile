PYTHON ?= .venv/bin/python

DOCS = README.md data/README.md docs/cli.md

.PHONY: help test browser lint docs docs-check picture data data-report package bench wheel versions fuzz

help:  ## list these tasks
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | sort

test:  ## run the tests with coverage, those in a browser apart
	$(PYTHON) -m pytest -m "not browser" --cov=vitk2 --cov-report=term-missing:skip-covered --cov-fail-under=95

browser:  ## run the tests in a browser, and fetch what they need
	.ci/browser $(PYTHON)

lint:  ## ruff and mypy --strict
	$(PYTHON) -m ruff check .
	$(PYTHON) -m mypy

docs:  ## bring the generated parts of the documents up to date
	$(PYTHON) -m cogapp -I docs -r $(DOCS)

docs-check:  ## say whether they are
	$(PYTHON) -m cogapp -I docs --check $(DOCS)

picture:  ## draw the picture of the README anew, from what the program prints
	$(PYTHON) docs/picture.py

data:  ## rebuild the published tables from data/curation
	$(PYTHON) -m vitk2.curate

data-report:  ## foods of one name that differ too much; what changed since OLD: make data-report OLD=v0.1.0
	@$(PYTHON) -m vitk2.curate --likeness
	@test -z "$(OLD)" || { old=$$(mktemp -d) && git archive $(OLD) data/foods.csv data/amounts.csv | tar -x -C $$old && \
	$(PYTHON) -m vitk2.curate --report $$old/data; rm -r $$old; }

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
