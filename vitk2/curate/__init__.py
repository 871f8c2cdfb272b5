"""Builds data/*.csv from data/curation/*.csv; run it as `python -m vitk2.curate`."""
