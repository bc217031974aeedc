"""What a user of GeoJSON gets: points where places are points, and no dot where only a country is known."""

import geojson
import pytest
from shapely.geometry import box, shape

from dragoman import query
from dragoman.query import Filter

from .conftest import exported


@pytest.fixture(scope="module")
def features(corpus):
    written, count = exported("geojson", corpus)
    collection = geojson.loads(written)
    assert collection.is_valid, collection.errors()
    assert len(collection.features) == count
    return collection.features


def test_every_event_that_took_place_is_a_feature(corpus, features):
    done = {"actual", "ongoing", "historical"}
    assert [one.id for one in features] == [
        row.id for row in query.events_told(corpus, Filter()).rows if row.status in done
    ]


def test_others_are_there_if_asked_for(corpus):
    written, count = exported("geojson", corpus, Filter(status=("negated",)))
    assert count > 0
    assert {one.properties["status"] for one in geojson.loads(written).features} == {"negated"}


def test_a_city_is_a_point_within_its_country(features):
    ankara = [one for one in features if one.properties["place"] == "Ankara"]
    assert ankara
    for one in ankara:
        assert shape(one.geometry).within(box(26, 36, 45, 42))  # longitude first
        assert one.properties["known_by"] == "point"


def test_what_is_known_by_country_or_region_has_no_point(features):
    for kind in ("country", "region"):
        wide = [one for one in features if one.properties["place_kind"] == kind]
        assert wide, kind
        assert all(one.geometry is None and one.properties["known_by"] == kind for one in wide)


def test_where_no_place_is_told_it_says_so(features):
    placeless = [one for one in features if one.properties["place"] is None]
    assert placeless
    assert all(one.geometry is None and one.properties["known_by"] == "nothing" for one in placeless)


def test_a_filter_holds(corpus):
    written, count = exported("geojson", corpus, Filter(place=("Ankara",), type=("CONSULT",)))
    (meeting,) = geojson.loads(written).features
    assert count == 1
    assert meeting.properties["articles"] == 2
    assert set(meeting.properties["actor"] + meeting.properties["recipient"]) == {
        "Ahmed al-Sharaa",
        "Recep Tayyip Erdoğan",
    }
