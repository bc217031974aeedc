"""FollowTheMoney: what its own library makes of our entities, and our events again from them."""

import json
import random
from collections import Counter

import pytest

from dragoman import query
from dragoman.export.linked.ftm import reading
from dragoman.export.linked.ftm.entity import id_of
from dragoman.model.problems import DragomanError
from dragoman.query import Filter

from .conftest import exported

followthemoney = pytest.importorskip(
    "followthemoney", reason="pip install --group ftm (its PyICU needs ICU and a compiler)"
)


@pytest.fixture(scope="module")
def lines(corpus):
    written, count = exported("ftm", corpus)
    lines = written.splitlines()
    assert len(lines) == count
    return lines


@pytest.fixture(scope="module")
def proxies(lines):
    return [followthemoney.model.get_proxy(json.loads(line)) for line in lines]


def test_its_library_reads_and_writes_every_entity_without_loss(lines, proxies):
    for line, proxy in zip(lines, proxies, strict=True):
        assert proxy.to_dict() == json.loads(line)
        proxy.schema.validate(proxy.to_dict())


def test_its_library_would_not_clean_anything(lines):
    for line in lines:
        entity = json.loads(line)
        cleaned = followthemoney.model.get_proxy(entity, cleaned=False).to_dict()
        for name, values in entity["properties"].items():
            assert cleaned["properties"].get(name) == values, (entity["schema"], name)


def test_links_lead_to_entities_of_the_right_kind(proxies):
    found = {proxy.id: proxy for proxy in proxies}
    assert len(found) == len(proxies)  # each once
    links = 0
    for proxy in proxies:
        for prop, value in proxy.itervalues():
            if prop.type.name == "entity":
                assert found[value].schema.is_a(prop.range), (proxy.schema.name, prop.name)
                links += 1
    assert links > 100


def test_what_becomes_an_entity(proxies):
    kinds = Counter(proxy.schema.name for proxy in proxies)
    for name in ("Event", "Article", "Documentation", "UnknownLink", "Mention", "Person", "PublicBody", "Organization"):
        assert kinds[name], name
    for name in ("Position", "Occupancy", "Representation", "Membership", "Address"):
        assert kinds[name], name


def test_a_country_has_no_point(proxies):
    syria = [one for one in proxies if one.schema.name == "Address" and one.caption == "Syria"]
    damascus = [one for one in proxies if one.schema.name == "Address" and one.caption == "Damascus"]
    assert syria
    assert damascus
    assert not syria[0].get("latitude")
    assert damascus[0].get("latitude")


def test_what_did_not_take_place_says_so_in_its_name(proxies):
    denied = [one for one in proxies if one.schema.name == "Event" and "status: negated" in one.get("keywords")]
    assert denied
    assert all("(negated)" in one.caption for one in denied)


def test_people_the_news_only_happens_to_name_are_no_entities(passing):
    written, _ = exported("ftm", passing)
    kinds = {json.loads(line)["schema"] for line in written.splitlines()}
    assert "Event" in kinds
    assert "PublicBody" in kinds
    assert "Person" not in kinds
    assert "İbrahim Kalın".encode() not in written


def test_our_events_come_back(corpus, lines, proxies):
    public = {proxy.id for proxy in proxies if proxy.schema.is_a("LegalEntity")}

    def parties(row):
        bodies = [(one.id, one.name, one.kind) for one in row if id_of("actor", one.id) in public]
        return (*bodies, *((one.id, one.name, one.kind) for one in row if one.kind == "population"))

    expected = [
        reading.Event(
            id=row.id,
            type=row.type,
            modes=row.modes,
            contexts=row.contexts,
            status=row.status,
            date=row.date,
            place=row.place and row.place.id,
            place_name=row.place and row.place.name,
            actor=parties(row.actor),
            recipient=parties(row.recipient),
            quote=" ".join(row.quote.split()),
            reports=tuple(
                reading.Report(
                    id=report.id,
                    quote=" ".join(report.quote.split()),
                    title=report.title,
                    source=report.source,
                    published=report.published,
                    address=report.address,
                )
                for report in reports
            ),
        )
        for row, reports in query.with_reports(corpus, Filter())
    ]
    assert reading.read(lines) == expected
    written_by_the_library = [json.dumps(proxy.to_dict()) for proxy in proxies]
    assert reading.read(written_by_the_library) == expected
    parts = [party for row in expected for party in (*row.actor, *row.recipient)]
    assert len(parts) > 40
    assert "population" in {kind for *_, kind in parts}
    everybody = [one for row in query.events_told(corpus, Filter()).rows for one in (*row.actor, *row.recipient)]
    assert len(parts) == len(everybody)


def test_the_order_of_lines_does_not_matter(lines):
    mixed = random.Random(0).sample(lines, len(lines))

    def told(lines):
        return {
            (event.id, event.type, event.date, frozenset(event.actor), frozenset(event.reports))
            for event in reading.read(lines)
        }

    assert told(mixed) == told(lines)


@pytest.mark.parametrize(
    ("lines", "says"),
    [
        ([b"{"], "line 1 is no entity"),
        ([b'{"id":"x","schema":"Event","properties":{"name":["x"]}}'], "Event x has no recordId"),
        ([b'{"id":"x","schema":"Event","properties":{"recordId":["x"]}}'], "is not Dragoman's"),
    ],
)
def test_a_file_that_is_not_ours_is_refused(lines, says):
    with pytest.raises(DragomanError, match=says):
        reading.read(lines)
