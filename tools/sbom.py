"""What comes with Dragoman: a bill of materials (CycloneDX 1.6, JSON) and a table of licences.

``python tools/sbom.py FOLDER [EXTRA...]`` writes ``sbom.json`` and ``licences.csv``: of the installed packages what
Dragoman needs (with these extras), not the tools of development beside it.
"""

from __future__ import annotations

import json
import subprocess
import sys
from importlib.metadata import PackageNotFoundError, requires, version
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name


def needed(package: str, extras: frozenset[str]) -> dict[str, str]:
    """Name and version of a package and all that it needs here, by their canonical names."""
    found: dict[str, str] = {}
    waiting = [(package, extras)]
    seen: set[tuple[str, frozenset[str]]] = set()
    while waiting:
        name, wanted = waiting.pop()
        if (name, wanted) in seen:
            continue
        seen.add((name, wanted))
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            continue  # for another system, or an extra that is not installed
        for line in requires(name) or []:
            one = Requirement(line)
            if one.marker is None or any(one.marker.evaluate({"extra": extra}) for extra in ("", *wanted)):
                waiting.append((canonicalize_name(one.name), frozenset(one.extras)))
    return found


def write(folder: Path, extras: frozenset[str]) -> None:
    """Write both files."""
    folder.mkdir(parents=True, exist_ok=True)
    names = needed("dragoman", extras)
    bill = folder / "sbom.json"
    here = [sys.executable, "-m"]
    subprocess.run(
        [
            *here,
            "cyclonedx_py",
            "environment",
            "--spec-version",
            "1.6",
            "--output-reproducible",
            "-o",
            bill,
            sys.prefix,
        ],
        check=True,
        capture_output=True,
    )
    whole = json.loads(bill.read_text(encoding="utf-8"))
    ours = [one for one in whole["components"] if canonicalize_name(one["name"]) in names]
    references = {one["bom-ref"] for one in ours}
    whole["components"] = ours
    whole["dependencies"] = [
        one | ({"dependsOn": [ref for ref in one["dependsOn"] if ref in references]} if "dependsOn" in one else {})
        for one in whole.get("dependencies", [])
        if one["ref"] in references
    ]
    bill.write_text(json.dumps(whole, indent=1) + "\n", encoding="utf-8")
    licences = ["piplicenses", "--format=csv", "--with-urls", "--packages", *sorted(names)]
    done = subprocess.run([*here, *licences], check=True, capture_output=True, text=True)
    (folder / "licences.csv").write_text(done.stdout, encoding="utf-8")


if __name__ == "__main__":
    write(Path(sys.argv[1]), frozenset(sys.argv[2:] or ["web", "postgres", "export"]))
