"""Events in schema.org's words, as RDF tools read them. Nothing is fetched."""

import pytest
from rdflib import RDF, Graph, Literal, Namespace

from dragoman import query
from dragoman.query import Filter

from .conftest import exported

SCHEMA = Namespace("https://schema.org/")


@pytest.fixture(scope="module")
def graph(corpus):
    written, count = exported("schema-org", corpus)
    graph = Graph().parse(data=written, format="json-ld")
    assert len(set(graph.subjects(RDF.type, SCHEMA.Event))) == count > 10
    return graph


def test_an_event_has_its_articles_with_their_words(corpus, graph):
    (row,) = query.events_told(corpus, Filter(place=("Ankara",), type=("CONSULT",))).rows
    found = graph.query(
        """
        SELECT ?url ?publisher ?words WHERE {
          ?event schema:identifier ?id ; schema:subjectOf ?article .
          ?article a schema:NewsArticle ; schema:url ?url ; schema:publisher/schema:name ?publisher ;
                   schema:hasPart [ a schema:Quotation ; schema:text ?words ] .
        }""",
        initNs={"schema": SCHEMA},
        initBindings={"id": Literal(row.id)},
    )
    told = {(str(url), str(publisher)) for url, publisher, _ in found}
    assert told == {
        ("https://one.example/ankara?q=a%20b", "one.example"),
        ("https://two.example/talks", "two.example"),
    }
    assert all("met" in words for *_, words in found)


def test_who_took_part_and_in_which_role(graph):
    found = graph.query(
        """
        SELECT ?role ?type ?name WHERE {
          ?event schema:about [ a schema:Role ; schema:roleName ?role ; schema:about ?actor ] .
          ?actor a ?type ; schema:name ?name .
        }""",
        initNs={"schema": SCHEMA},
    )
    told = {(str(role), type, str(name)) for role, type, name in found}
    assert ("actor", SCHEMA.Country, "Israel") in told
    assert ("recipient", SCHEMA.Country, "Syria") in told
    assert ("actor", SCHEMA.Person, "Ahmed al-Sharaa") in told


def test_people_the_news_only_happens_to_name_are_not_told_of(passing):
    graph = Graph().parse(data=exported("schema-org", passing)[0], format="json-ld")
    assert (None, RDF.type, SCHEMA.Event) in graph
    assert (None, RDF.type, SCHEMA.Country) in graph
    assert (None, RDF.type, SCHEMA.Person) not in graph


def test_what_did_not_take_place_is_no_event(corpus, graph):
    denied = [row.id for row in query.events_told(corpus, Filter(status=("negated",))).rows]
    assert denied
    assert not any((None, SCHEMA.identifier, Literal(id)) in graph for id in denied)
    assert exported("schema-org", corpus, Filter(status=("negated",)))[1] == 0


def test_nothing_is_claimed_to_be_checked(graph):
    assert (None, RDF.type, SCHEMA.ClaimReview) not in graph
    terms = {*graph.predicates(), *graph.objects(None, RDF.type)} - {RDF.type}
    assert all(term in SCHEMA for term in terms)
