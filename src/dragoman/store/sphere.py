"""Points of the earth as points of a sphere, so that a database without trigonometry can tell how far they are apart.

The straight line between two points of a sphere grows with the great circle between them, so one is compared for the
other. Exact also for points close together, at the poles and at the 180th meridian.
"""

from __future__ import annotations

from math import cos, pi, radians, sin

_EARTH_RADIUS_KM = 6371.0


def on_sphere(latitude: float, longitude: float) -> tuple[float, float, float]:
    """A point given in degrees on a sphere with radius 1.

    >>> [round(part, 3) for part in on_sphere(0, 90)]
    [0.0, 1.0, 0.0]
    """
    up, round_ = radians(latitude), radians(longitude)
    return cos(up) * cos(round_), cos(up) * sin(round_), sin(up)


def chord_squared(kilometres: float) -> float:
    """The square of the straight line between two points of that sphere that are so far apart on the earth.

    >>> chord_squared(6371.0 * pi)  # half around the earth
    4.0
    """
    return (2 * sin(min(kilometres / _EARTH_RADIUS_KM, pi) / 2)) ** 2
