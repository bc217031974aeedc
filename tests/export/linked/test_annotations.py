"""Web Annotations as a JSON-LD processor and a reader of quotations get them. Nothing is fetched."""

import json
from pathlib import Path

import pytest
from pyld import jsonld

from dragoman import query
from dragoman.query import Filter

from .conftest import ARTICLES, exported

OA = "http://www.w3.org/ns/oa#"
CONTEXT = json.loads(Path(__file__).with_name("anno.jsonld").read_text(encoding="utf-8"))


def local(url, options):
    assert url == "http://www.w3.org/ns/anno.jsonld", f"fetches {url}"
    return {"contentType": "application/ld+json", "contextUrl": None, "documentUrl": url, "document": CONTEXT}


@pytest.fixture(scope="module")
def written(corpus):
    written, count = exported("web-annotation", corpus)
    collection = json.loads(written)
    assert len(collection["first"]["items"]) == count > 100
    return collection


def targets(annotation):
    target = annotation["target"]
    return target if isinstance(target, list) else [target]


def test_every_quotation_stands_where_it_says(corpus, written):
    texts = {row.id: corpus.load(row.id).document.text for row in query.documents(corpus).rows}
    for annotation in written["first"]["items"]:
        text = texts[annotation["dragoman:entry"].partition(":")[0]]
        for target in targets(annotation):
            quote, position = target["selector"]
            before, exact, after = (quote.get(name, "") for name in ("prefix", "exact", "suffix"))
            assert text[position["start"] : position["end"]] == exact
            assert before + exact + after in text


def test_positions_count_code_points(written):
    bombed = [
        target["selector"]
        for annotation in written["first"]["items"]
        for target in targets(annotation)
        if target["selector"][0]["exact"] == "Israel" and target["selector"][1]["start"] == 2
    ]
    assert bombed  # after one emoji and a space: 3 in UTF-16, 5 in UTF-8


def test_web_addresses_are_targets_and_paths_of_the_machine_are_not(written):
    sources = {target["source"] for one in written["first"]["items"] for target in targets(one)}
    assert "https://two.example/talks" in sources
    assert "https://one.example/ankara?q=a%20b" in sources
    assert not any("file:" in source for source in sources)
    assert sum(source.startswith("urn:x-dragoman:document:") for source in sources) == 2
    assert len(sources) == 2 + len(ARTICLES)


def test_every_field_with_words_is_annotated(corpus, written):
    told = {(one["dragoman:entry"], one["dragoman:field"]) for one in written["first"]["items"]}
    for row in query.events(corpus, Filter()).rows:
        assert (row.id, "type") in told
        assert (row.id, "triggers") in told
    assert any(field == "content" for _, field in told)  # of statements
    assert any(field == "deadline" for _, field in told)  # of commitments


def test_a_processor_understands_all_of_it(written):
    expanded = jsonld.expand(written, {"documentLoader": local})
    (page,) = expanded[0]["http://www.w3.org/ns/activitystreams#first"]
    (items,) = page["http://www.w3.org/ns/activitystreams#items"]
    assert len(items["@list"]) == len(written["first"]["items"])
    for annotation in items["@list"]:
        assert annotation["@type"] == [f"{OA}Annotation"]
        assert annotation[f"{OA}motivatedBy"][0]["@id"].startswith(OA)
        assert annotation["urn:x-dragoman:term:field"]
        for target in annotation[f"{OA}hasTarget"]:
            kinds = {one["@type"][0] for one in target[f"{OA}hasSelector"]}
            assert kinds == {f"{OA}TextQuoteSelector", f"{OA}TextPositionSelector"}


def test_a_filter_of_events_leaves_statements_out(corpus):
    written, _ = exported("web-annotation", corpus, Filter(type=("ASSAULT",)))
    fields = {one["dragoman:field"] for one in json.loads(written)["first"]["items"]}
    assert "triggers" in fields
    assert "content" not in fields
