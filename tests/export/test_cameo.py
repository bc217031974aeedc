"""CAMEO in exports: roots, quad classes and scores by the published tables."""

import csv
from dataclasses import replace

import pytest

from dragoman.export.tabular.cameo import Cameo, Code, actor_codes
from dragoman.export.tabular.sides import Side
from dragoman.model.entities import Actor, ActorKind
from dragoman.model.problems import DragomanError
from dragoman.query import Party
from dragoman.scheme import Scheme
from store.builders import raid, stated


@pytest.fixture(scope="module")
def published(shared):
    with (shared / "spec" / "formats" / "cameo_codes_goldstein.csv").open(encoding="utf-8") as lines:
        return list(csv.DictReader(lines))


def test_roots_quad_classes_and_scores_are_the_published_ones(published):
    for row in published:
        code = Code(row["code"], "")
        assert code.root == row["root"]
        assert code.quad_class == int(row["gdelt_quadclass_observed"]), row
        for data_set, column in (("gdelt", "goldstein_gdelt_lookup_2013"), ("icews", "goldstein_icews")):
            score = code.score(data_set)
            assert score == (float(row[column]) if row[column] else None), row


def test_every_code_of_the_scheme_is_in_the_table(published):
    assert set(Scheme.load("cameo").ontology.types) <= {row["code"] for row in published}


def test_base_codes():
    assert [(Code(code, "").base, Code(code, "").root) for code in ("0251", "042", "190")] == [
        ("025", "02"),
        ("042", "04"),
        ("190", "19"),
    ]


def test_the_type_taken_for_true_decides():
    cameo, (event,) = Cameo(), raid().events
    assert cameo.code(raid(), event, type="ASSAULT", modes=["aerial"], contexts=[]).code == "195"
    assert cameo.code(raid(), event, type="CONSULT", modes=["visit"], contexts=[]).code == "042"


def test_a_record_in_cameo_keeps_its_code_and_another_scheme_is_refused():
    cameo, (event,) = Cameo(), raid().events
    found = cameo.code(replace(raid(), scheme="CAMEO"), event, type="195", modes=[], contexts=[])
    assert (found.code, found.root, found.quad_class) == ("195", "19", 4)
    with pytest.raises(DragomanError, match="coded in Mine"):
        cameo.code(replace(raid(), scheme="Mine"), event, type="FIGHT", modes=[], contexts=[])


@pytest.mark.parametrize(
    ("kind", "country", "sectors", "expected"),
    [
        ("state", "TUR", ["GOV"], "TUR"),
        ("person", "SYR", ["GOV"], "SYRGOV"),
        ("armed_group", "SYR", ["REB"], "SYRREB"),
        ("media", "USA", ["JRN"], "USAMED"),
        ("igo", "UNO", [], "IGOUNO"),
        ("government", "ROU", ["GOV"], "ROMGOV"),
        ("population", None, ["REF"], "REF"),
    ],
)
def test_actors_in_cameo(kind, country, sectors, expected):
    actor = Actor(
        id="x", name="X", kind=ActorKind(kind), country=country and stated(country), sectors=tuple(map(stated, sectors))
    )
    side = Side(party=Party(id="x", name="X", kind=kind, country=country), actor=actor, words=None, start=None)
    assert "".join(part for part in actor_codes(side).values() if part) == expected
