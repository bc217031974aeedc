"""The network of actors as networkx reads it, held against the events it was made of."""

from io import BytesIO

import networkx
import pytest

from dragoman import query
from dragoman.model.events import HAPPENED
from dragoman.query import Filter

from .conftest import exported

READERS = {"graphml": networkx.read_graphml, "gexf": networkx.read_gexf}


@pytest.fixture(scope="module", params=READERS)
def graph(corpus, request):
    written, count = exported(request.param, corpus)
    graph = READERS[request.param](BytesIO(written))
    assert count == graph.number_of_nodes() + graph.number_of_edges()
    return graph


def test_nodes_say_who_they_are(graph):
    assert graph.is_directed()
    israel = graph.nodes["ISR"]
    assert {name: israel[name] for name in ("label", "kind", "country", "sector")} == {
        "label": "Israel",
        "kind": "state",
        "country": "ISR",
        "sector": "GOV",
    }


def test_edges_count_events_and_articles_apart(corpus, graph):
    edge = graph.edges["ISR", "SYR"]
    wanted = Filter(actor=("ISR",), recipient=("SYR",), status=tuple(HAPPENED))
    told = [
        (row.id, report.id.partition(":")[0])
        for row, reports in query.with_reports(corpus, wanted)
        if "ISR" in {one.id for one in row.actor} and "SYR" in {one.id for one in row.recipient}
        for report in reports
    ]
    assert edge["events"] == len({event for event, _ in told}) > 1
    assert edge["articles"] == len({article for _, article in told}) > 1
    assert edge["material_conflict"] == edge["conflictual_events"] == edge["events"]
    assert edge["cooperative_events"] == 0
    assert edge["weight"] == edge["events"]
    assert edge["score_sum"] < 0
    assert edge["score_mean"] == pytest.approx(edge["score_sum"] / edge["scored_events"])


def test_a_deed_of_both_is_an_edge_each_way(graph):
    for edge in (("ahmed-al-sharaa", "recep-tayyip-erdogan"), ("recep-tayyip-erdogan", "ahmed-al-sharaa")):
        assert graph.edges[edge]["joint_events"] == 1
        assert graph.edges[edge]["articles"] == 2
        assert graph.edges[edge]["verbal_cooperation"] == 1


def test_what_did_not_take_place_is_no_edge_unless_asked_for(corpus, graph):
    assert not graph.has_edge("ISR", "LBN")
    written, _ = exported("graphml", corpus, Filter(status=("negated",)))
    assert networkx.read_graphml(BytesIO(written)).has_edge("ISR", "LBN")


def test_every_pair_of_the_events_is_there(corpus, graph):
    rows = query.events_told(corpus, Filter(status=tuple(HAPPENED))).rows
    pairs = {(a.id, b.id) for row in rows for a in row.actor for b in row.recipient if a.id != b.id}
    assert pairs
    assert pairs <= set(graph.edges)
