"""datapackage.json of the published table: a hand-written head, then every table."""

import json
from pathlib import Path

from vitk2.catalog.datapackage import resources
from vitk2.catalog.schema import COLUMNS


def write_descriptor(data: Path) -> None:
    """Write datapackage.json: the hand-written part from curation, the schemas from COLUMNS."""
    head = json.loads((data / "curation" / "package.json").read_text(encoding="utf-8"))
    head["resources"] = resources(COLUMNS)
    text = json.dumps(head, indent=2, ensure_ascii=False)
    (data / "datapackage.json").write_text(text + "\n", encoding="utf-8")
