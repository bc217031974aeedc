"""Whatever an article is called and says, every export opens in its reader."""

import json
import tempfile
from datetime import timedelta
from io import BytesIO
from pathlib import Path

import geojson
import networkx
from hypothesis import HealthCheck, Phase, given, settings
from icalendar import Calendar
from pyld import jsonld
from rdflib import Graph

from dragoman import query
from dragoman.export.linked.ftm import reading
from dragoman.model.events import HAPPENED
from dragoman.query import Filter
from dragoman.store import Store
from store.strategies import records

from .conftest import exported
from .test_annotations import local


@given(records())
@settings(
    max_examples=20,
    phases=(Phase.explicit, Phase.reuse, Phase.generate),  # to make a record smaller takes minutes
    deadline=timedelta(seconds=20),
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
def test_any_record_opens_in_every_reader(record):
    with tempfile.TemporaryDirectory() as folder, Store.open(Path(folder, "any.db"), create=True) as store:
        store.save(record)
        events = list(query.events_told(store, Filter()).rows)

        features = geojson.loads(exported("geojson", store)[0])
        assert features.is_valid
        assert len(features.features) == sum(one.status in HAPPENED for one in events)

        written, count = exported("icalendar", store)
        assert len(Calendar.from_ical(written).walk("VEVENT")) == count

        told = reading.read(exported("ftm", store)[0].splitlines())
        assert [one.id for one in told] == [one.id for one in events]

        annotations = json.loads(exported("web-annotation", store)[0])
        for one in annotations["first"]["items"]:
            for target in one["target"] if isinstance(one["target"], list) else [one["target"]]:
                quote, position = target["selector"]
                assert record.document.text[position["start"] : position["end"]] == quote["exact"]
        jsonld.expand(annotations, {"documentLoader": local})

        for name, read in (("graphml", networkx.read_graphml), ("gexf", networkx.read_gexf)):
            written, count = exported(name, store)
            graph = read(BytesIO(written))
            assert graph.number_of_nodes() + graph.number_of_edges() == count

        written, count = exported("schema-org", store)
        assert len(json.loads(written)["@graph"]) == count
        Graph().parse(data=written, format="json-ld")
