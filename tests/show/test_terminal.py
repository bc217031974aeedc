"""What a person sees at a terminal."""

import io
import re
from dataclasses import replace

import pytest
from rich.cells import cell_len
from rich.console import Console

from dragoman.model.record import Record
from dragoman.show import EventRow, events_table, terminal


def shown(record, width=140, **options):
    out = io.StringIO()
    terminal(record, Console(file=out, width=width, **options))
    return out.getvalue()


def flat(text):
    return " ".join(text.split())


@pytest.mark.parametrize("width", [80, 140])
def test_everything_in_the_record_is_shown_within_the_width(record, width):
    text = shown(record, width)
    assert all(cell_len(line.rstrip()) <= width for line in text.splitlines())
    seen = flat(text)
    for part in (
        "Işıl Çağrı in Doha for talks",
        "2025-03-04 (inferred: published.after-last-day)",
        "The Daily <Sample>",
        "about Doha",
        "CONSULT",
        "2025-03-03",
        "hypothetical",
        "Işıl Çağrı (TUR) to Qatar (QAT), said: “We will send",
        "Lakeside accord, between Türkiye (TUR), Qatar (QAT), 2025-03, in force",
        "by 2025-12-31 (“before the end of the year”)",
        "on condition: if the river allows it",
        "pending, says Qatar (QAT)",
        "no deadline stated",
        "document.no-date no date was given",
    ):
        assert part in seen, part
    assert "not named" in seen
    assert "سلمى الهاشمي" in text
    assert "told 2" in seen


def test_actors_are_named_not_numbered(record):
    seen = shown(record)
    assert "cagri" not in seen
    assert "hashimi" not in seen


def test_the_trigger_is_marked_where_there_are_no_styles(record):
    assert "Çağrı «paid a visit» to" in flat(shown(record))


def test_the_trigger_is_underlined_where_there_are_styles(record):
    styled = shown(record, force_terminal=True, color_system="standard", no_color=True)
    assert "«" not in styled
    assert re.search(r"\x1b\[1;4mpaid a visit\x1b\[0m", styled)


def test_stated_numbers_stand_with_the_event(record):
    assert "at least 12 persons killed" in flat(shown(record, 200))


def titled(record, title):
    document = replace(record.document, title=replace(record.document.title, value=title))
    return replace(record, document=document)


def test_an_article_cannot_format_or_steer_the_terminal(record):
    seen = shown(titled(record, "[bold]x[/] \x1b[31mred \u202eback"))
    assert seen.startswith("[bold]x[/] [31mred back\n")


def test_a_record_without_events_says_so(record):
    seen = shown(Record(document=record.document))
    assert "This article reports no event" in seen
    assert "Statements" not in seen


def row(**changes):
    fields = {
        "id": "x7",
        "date": "2025-09-15/2025-09-17",
        "type": "AGREE",
        "modes": ("plan",),
        "actors": ("Türkiye (TUR)",),
        "recipients": ("Qatar (QAT)",),
        "place": "Doha",
        "status": "future",
        "title": "A title [b]",
        "quote": "will meet again",
    }
    return EventRow(**{**fields, **changes})


@pytest.mark.parametrize("width", [80, 140])
def test_a_query_shows_each_event_with_its_article(width):
    out = io.StringIO()
    events_table([row(), row(id="x8", actors=(), status="actual")], Console(file=out, width=width))
    seen = flat(out.getvalue())
    for part in ("x7", "AGREE plan", "future", "Türkiye (TUR) → Qatar (QAT)", "Doha", "A title [b]"):
        assert part in seen
    assert "“will meet again”" in seen
    assert "not named → Qatar (QAT)" in seen
    assert "actual" not in seen


def test_a_query_without_a_hit_says_so():
    out = io.StringIO()
    events_table([], Console(file=out))
    assert out.getvalue() == "No event fits.\n"


def test_only_words_somebody_spoke_stand_in_quotation_marks(record):
    assert "said: “We will send" in flat(shown(record))
    reported = replace(record.statements[0], kind="indirect")
    assert "said: We will send" in flat(shown(replace(record, statements=(reported,))))
