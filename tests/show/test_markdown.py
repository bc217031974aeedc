"""Markdown that shows an article's words as they were written."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from dragoman.model.record import Record
from dragoman.show import markdown

from .conftest import make_record

RENDER = MarkdownIt("commonmark").enable("table").render


def test_the_tables_have_a_row_for_each_entry(record):
    page = RENDER(markdown(record))
    assert page.count("<table>") == 2
    assert page.count("<tr>") == 2 + len(record.events) + len(record.actors)
    assert "<strong>paid a visit</strong> to Doha" in page
    assert "by 2025-12-31 (“before the end of the year”)" in page


def test_the_places_it_is_about_are_named(record):
    assert "<li>about: Doha</li>" in RENDER(markdown(record))


def test_no_html_of_the_article_comes_through(record):
    page = RENDER(markdown(record))
    assert "<script" not in page
    assert "&lt;script&gt;alert('tea')&lt;/script&gt; &amp; 200 tonnes" in page
    assert "It is | little" in page


def test_a_record_without_events_says_so(record):
    assert "This article reports no event" in markdown(Record(document=record.document))


@given(st.text(alphabet="ab|*_`[]()<>&#\\!~\n ", min_size=1, max_size=30).filter(str.strip))
def test_a_name_can_say_anything_and_the_table_stays_whole(name):
    record = make_record()
    first, *others = record.actors
    page = RENDER(markdown(replace(record, actors=(replace(first, name=name), *others))))
    assert page.count("<tr>") == 2 + len(record.events) + len(record.actors)
    assert page.count("<td>") == 6 * (len(record.events) + len(record.actors))
