"""Say under which licences the packages stand that an installed vitk2 brings along.

Usage: licences.py PYTHON, the interpreter of an environment that holds vitk2 alone. Fails where one
is not among the permissive ones below, or not in SECURITY.md.
"""

import json
import subprocess
import sys
from pathlib import Path

PERMISSIVE = ("MIT", "BSD", "Apache", "PSF", "Python Software Foundation", "0BSD", "Zlib", "CC0")
IGNORED = ("vitk2", "pip", "setuptools", "wheel")


def main(python: str) -> None:
    """Exit with the first package that is not as SECURITY.md says."""
    command = [sys.executable, "-m", "piplicenses", "--python", python, "--format=json"]
    told = subprocess.run(
        [*command, "--ignore-packages", *IGNORED], capture_output=True, check=True
    )
    listed = Path("SECURITY.md").read_text(encoding="utf-8")
    packages = json.loads(told.stdout)
    for package in packages:
        name, licence = package["Name"], package["License"]
        parts = licence.replace(" AND ", ";").replace(" OR ", ";").split(";")
        if not all(any(known in part for known in PERMISSIVE) for part in parts):
            sys.exit(f"{name}: {licence} is none of the licences that SECURITY.md speaks of")
        if name.lower().replace("_", "-") not in listed.lower():
            sys.exit(f"{name}: not listed in SECURITY.md")
    print(f"{len(packages)} packages come with vitk2, each under a permissive licence")


if __name__ == "__main__":
    main(sys.argv[1])
