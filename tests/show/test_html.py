"""A page of HTML that stands by itself and runs nothing."""

from dataclasses import replace
from html.parser import HTMLParser

from hypothesis import given
from hypothesis import strategies as st
from lxml import html as lxml_html

from dragoman.model.record import Record
from dragoman.show import html

from .conftest import TEXT, make_record

VOID = {"meta", "br"}


class Balanced(HTMLParser):
    """Fails on a tag that is not closed, or closed in the wrong place."""

    def __init__(self):
        super().__init__()
        self.open = []
        self.seen = []

    def handle_starttag(self, tag, attrs):
        self.seen.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag


def parsed(page):
    parser = Balanced()
    parser.feed(page)
    parser.close()
    assert parser.open == []
    return parser.seen


def tree(record):
    return lxml_html.document_fromstring(html(record).encode(), parser=lxml_html.HTMLParser(encoding="utf-8"))


def test_the_page_is_well_formed_and_every_id_stands_once(record):
    ids = [attrs["id"] for _, attrs in parsed(html(record)) if "id" in attrs]
    assert len(ids) == len(set(ids))
    assert {"e1", "e1-2", "e2", "s1", "s1-2", "a1", "c1", "c2"} <= set(ids)


def test_every_link_inside_the_page_has_a_place_to_go(record):
    seen = parsed(html(record))
    ids = {attrs.get("id") for _, attrs in seen}
    targets = [attrs["href"][1:] for tag, attrs in seen if tag == "a" and attrs["href"].startswith("#")]
    assert len(targets) >= 6
    assert set(targets) <= ids


def test_marks_hold_the_words_of_the_event(record):
    page = tree(record)
    assert page.get_element_by_id("e1").text_content() == "paid a visit"
    assert page.get_element_by_id("e1-2").text_content() == "in Doha for talks"


def test_the_article_is_there_word_for_word(record):
    article = tree(record).find(".//article")
    assert article.text_content().split() == TEXT.split()


def test_nothing_of_the_article_becomes_a_tag(record):
    nasty = "\"><script>alert(1)</script><img src=x onerror=alert(1)>' & </style>"
    actor = replace(record.actors[0], name=nasty)
    document = replace(
        record.document,
        title=replace(record.document.title, value=nasty),
        address="javascript:alert(1)" + nasty,
    )
    seen = parsed(html(replace(record, document=document, actors=(actor, *record.actors[1:]))))
    assert not {"script", "img"} & {tag for tag, _ in seen}
    assert not [attrs for _, attrs in seen if any(name.startswith("on") for name in attrs)]
    assert not [attrs for _, attrs in seen if "javascript" in (attrs.get("href") or "")]


def test_nothing_is_fetched_from_elsewhere(record):
    for tag, attrs in parsed(html(record)):
        assert tag not in {"script", "link", "img", "iframe"}
        assert "src" not in attrs


def test_a_record_without_events_says_so(record):
    assert "This article reports no event" in html(Record(document=record.document))


@given(st.data())
def test_crossing_marks_keep_the_page_whole(data):
    record = make_record()
    spans = data.draw(st.lists(st.tuples(st.integers(0, len(TEXT) - 1), st.integers(1, 200)), min_size=1, max_size=6))
    triggers = tuple(record.document.evidence(a, min(len(TEXT), a + n)) for a, n in spans)
    crossed = replace(record, events=(replace(record.events[0], triggers=triggers),))
    ids = [attrs["id"] for _, attrs in parsed(html(crossed)) if "id" in attrs]
    assert len(ids) == len(set(ids))
    assert tree(crossed).find(".//article").text_content().split() == TEXT.split()


def test_the_places_it_is_about_are_named(record):
    assert "<dt>about</dt><dd><bdi>Doha</bdi></dd>" in html(record)
