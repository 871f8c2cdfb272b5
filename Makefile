PYTHON ?= .venv/bin/python

.PHONY: help test lint docs data bench wheel

help:  ## list these tasks
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | sort

test:  ## run the tests with coverage
	$(PYTHON) -m pytest --cov=vitk2 --cov-report=term-missing:skip-covered --cov-fail-under=95

lint:  ## ruff and mypy --strict
	$(PYTHON) -m ruff check .
	$(PYTHON) -m mypy

docs:  ## bring the generated parts of README and data/README up to date
	$(PYTHON) -m cogapp -r README.md data/README.md

data:  ## rebuild the published tables from data/curation
	$(PYTHON) -m vitk2.curate

bench:  ## measure start-up, look-ups and memory, side by side
	$(PYTHON) bench/run.py

wheel:  ## build the wheel and try it in bare environments
	.ci/wheel $(PYTHON)
