"""A point on the earth, as a filter names it: by its coordinates, or by a place of the gazetteer."""

from __future__ import annotations

import re
from functools import lru_cache

from dragoman.knowledge.gazetteer import Gazetteer
from dragoman.query.filters import Unaskable
from dragoman.store.sphere import on_sphere

_NUMBER = r"\s*(-?\d+(?:\.\d+)?)\s*"
_COORDINATES = re.compile(f"{_NUMBER},{_NUMBER}")


@lru_cache
def point(near: str) -> tuple[float, float, float]:
    """The point on a sphere with radius 1; of the places with a name, the one best known.

    Raises Unaskable if there is no such point or place.
    """
    found = _COORDINATES.fullmatch(near)
    if found is None:
        places = Gazetteer.load().named(near)
        if not places:
            raise Unaskable(f"no place {near!r} in the gazetteer; write latitude,longitude, e.g. 33.51,36.29")
        return on_sphere(places[0].latitude, places[0].longitude)
    latitude, longitude = float(found[1]), float(found[2])
    if abs(latitude) > 90 or abs(longitude) > 180:
        raise Unaskable(f"{near!r} is no point: latitude from -90 to 90, then longitude from -180 to 180")
    return on_sphere(latitude, longitude)
