"""A brief: every sentence is borne out by the words it refers to; it reads, it is escaped, it fills two pages."""

from __future__ import annotations

import re
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader
from typer.testing import CliRunner

from dragoman import brief
from dragoman.cli import app
from dragoman.model.entities import MentionForm
from dragoman.model.problems import DragomanError
from dragoman.ontology import plover
from dragoman.reading import Overrides, read_all, read_text
from dragoman.show import briefs
from dragoman.show.brief_pdf import pdf
from dragoman.store import Store

SAMPLES = Path(__file__).parents[2] / "samples"
OWN = [
    (
        "raid",
        "Wire One",
        "Raid on <b>Palmyra</b>",
        "Israel carried out an air strike on the Syrian town of Palmyra on Wednesday, killing 12 people.",
    ),
    (
        "raid-too",
        "Daily Two",
        "Palmyra hit",
        "Israel carried out an air strike on the Syrian town of Palmyra on Wednesday, killing 15 people.",
    ),
    (
        "visit",
        "Daily <script>alert(1)</script>",
        "زيارة *Fidan* #brief",
        "Turkish Foreign Minister Hakan Fidan visited Damascus on Tuesday and met Syrian President Ahmed al-Sharaa. "
        '"We will not leave Syria alone," Fidan said. Turkey will send 200 tonnes of wheat to Syria by October 1.',
    ),
    (
        "before",
        "Old Courier",
        "Kalin in Damascus",
        "Turkish intelligence chief İbrahim Kalın visited Damascus on August 20, 2025 and met Syrian President "
        "Ahmed al-Sharaa.",
    ),
]
TODAY = date(2025, 11, 1)


@pytest.fixture(scope="module")
def path(tmp_path_factory):
    return tmp_path_factory.mktemp("brief") / "dragoman.db"


@pytest.fixture(scope="module")
def store(pipeline, path):
    with Store.open(path, create=True) as store:
        for address, source, title, text in OWN:
            given = Overrides(published="2025-09-18", source=source, title=title)
            store.save(pipeline.code(read_text(text, address=address, overrides=given)))
        yield store


@pytest.fixture(scope="module")
def made(store):
    return brief.make(store, ("TUR", "SYR"), plover(), since="2025-09-01", until="2025-09-30", today=TODAY)


def section(made, heading):
    return [one.text for part in made.sections if part.heading == heading for one in part.sentences]


def check(store, made):
    """Every sentence has numbered references; their words are those of the article, name its actors, hold its cue."""
    numbered = {one.number: one.support for one in made.references}
    sentences = [one for part in made.sections for one in part.sentences]
    assert sentences
    for one in sentences:
        assert one.references, one.text
        mentioned = set()
        for support in (numbered[number] for number in one.references):
            record = store.load(support.entry.rpartition(":")[0])
            spans = [words.span for words in support.words]
            for words in support.words:
                assert record.document.text[words.start : words.end] == words.text, one.text
            assert support.cues, one.text
            assert all(any(span.contains(cue.span) for span in spans) for cue in support.cues), one.text
            for actor in record.actors:
                shown = (m for m in actor.mentions if any(span.contains(m.evidence.span) for span in spans))
                forms = {mention.form for mention in shown}
                bare = {MentionForm.PRONOUN, MentionForm.SET, MentionForm.NOMINAL}
                if forms - bare or (forms and all(mention.form in bare for mention in actor.mentions)):
                    mentioned.add(actor.id)
        assert one.actors <= mentioned, (one.text, one.actors - mentioned)


def held(tmp_path, pipeline, paths):
    store = Store.open(tmp_path / "dragoman.db", create=True)
    for document in read_all([str(path) for path in paths]):
        store.save(pipeline.code(document))
    return store


@pytest.mark.parametrize("sides", [("TUR", "SYR"), ("SYR",), ("RUS", "UKR"), ("UKR",), ("USA",), ("QAT",)])
def test_every_sentence_on_the_samples_is_supported_by_its_source(pipeline, samples, sides):
    check(samples, brief.make(samples, sides, plover(), today=TODAY))


@pytest.fixture(scope="module")
def samples(pipeline, tmp_path_factory):
    paths = sorted(path for path in SAMPLES.iterdir() if path.suffix)
    with held(tmp_path_factory.mktemp("samples"), pipeline, paths) as store:
        yield store


@pytest.mark.parametrize("sides", [("TUR", "SYR"), ("SYR",), ("ISR",)])
def test_every_sentence_on_the_seed_is_supported_by_its_source(pipeline, shared, tmp_path, sides):
    with held(tmp_path, pipeline, [shared / "inputs" / "seed.txt"]) as store:
        check(store, brief.make(store, sides, plover(), today=TODAY))


def test_every_sentence_on_a_dyad_is_supported(store, made):
    check(store, made)


def test_a_sentence_whose_words_lack_an_actor_would_be_found(store, made):
    from dataclasses import replace

    part = made.sections[0]
    false = replace(part.sentences[0], actors=frozenset({"FRA"}))
    with pytest.raises(AssertionError, match="FRA"):
        check(store, replace(made, sections=(replace(part, sentences=(false,)),)))


def test_it_tells_who_met_what_was_said_and_what_is_due(made):
    assert any(
        "Hakan Fidan" in one and "Ahmed al-Sharaa" in one and "16 September 2025" in one
        for one in section(made, "Who met")
    )
    assert any(
        "Hakan Fidan" in one and "“We will not leave Syria alone,”" in one.replace("alone”", "alone,”")
        for one in section(made, "What was said")
    )
    (due,) = [one for one in section(made, "What is due") if "wheat" in one]
    assert "by 1 October 2025" in due
    assert "no article stored says that it was done" in due


def test_the_same_deed_is_told_once_and_numbers_that_differ_side_by_side(store):
    made = brief.make(store, ("ISR", "SYR"), plover(), since="2025-09-01", today=TODAY)
    raids = section(made, "What happened")
    assert len([one for one in raids if "air attack" in one]) == 1
    (differs,) = section(made, "Where sources differ")
    assert "12 persons (Wire One); 15 persons (Daily Two)" in differs
    assert any("12 to 15 persons killed" in one for one in raids)


def test_it_is_held_against_the_period_before(made):
    assert made.before is not None
    assert made.before.articles == 1
    assert made.silent == ("Old Courier",)
    assert sum(made.now.quads.values()) == sum(sum(one.quads.values()) for one in made.series)


def test_how_it_was_chosen_and_how_much_is_shown_is_said(made):
    assert any("independent source" in note for note in made.notes)
    assert any("who met 1 of 1" in note for note in made.notes)


def test_nothing_stored_is_an_error_with_a_way_out(store):
    with pytest.raises(DragomanError, match="nothing on FRA"):
        brief.make(store, ("FRA",), plover(), today=TODAY)


def test_text_of_articles_is_escaped(made):
    html, markdown = briefs.html(made), briefs.markdown(made)
    assert "<script" not in html
    assert "&lt;script&gt;" in html
    assert "زيارة" in html
    assert "<script" not in markdown
    assert r"\*Fidan\* \#brief" in markdown


def test_the_page_needs_nothing_from_outside(made):
    html = briefs.html(made)
    assert "<svg" in html
    assert not re.findall(r'(?:src|href)="(?!#)', html)
    for number in re.findall(r'href="#r(\d+)"', html):
        assert f'id="r{number}"' in html


def test_a_pdf_of_two_pages_at_most_with_letters_of_all_names(samples, made):
    paper = PdfReader(BytesIO(pdf(made)))
    text = "".join(page.extract_text() for page in paper.pages)
    assert "İbrahim" in text or "Hakan Fidan" in text
    assert re.search("[\u0600-\u06ff\ufb50-\ufeff]{4}", text)
    assert "<script>" in text
    assert len(PdfReader(BytesIO(pdf(brief.make(samples, ("SYR",), plover(), today=TODAY)))).pages) <= 2


@pytest.mark.parametrize("format", ["terminal", "markdown", "html", "pdf"])
def test_the_command_writes_each_format(store, path, tmp_path, format):
    out = tmp_path / "brief"
    given = ["brief", "TUR", "SYR", "--since", "2025-09", "--format", format, "--out", str(out), "--db", str(path)]
    result = CliRunner().invoke(app, given)
    assert result.exit_code == 0, result.output
    begins = {"pdf": "%PDF", "html": "<!DOCTYPE", "markdown": "# Türkiye and Syria", "terminal": "Türkiye and Syria"}
    assert out.read_bytes().startswith(begins[format].encode())


def test_an_actor_that_is_not_there_ends_with_one_line(path, store):
    result = CliRunner().invoke(app, ["brief", "FRA", "--db", str(path)])
    assert result.exit_code == 3
    assert "nothing on FRA" in result.output


CLAIMS = [
    (
        "Wire One",
        "2025-09-18",
        "Turkey will send 200 tonnes of wheat to Syria by October 1. Turkey and Syria will sign a border agreement in "
        "Damascus on September 25. Syrian officials accused Turkey of an attack on Afrin. "
        "Turkey did not attack Syria.",
    ),
    (
        "Daily Two",
        "2025-09-29",
        "Turkey has delivered the 200 tonnes of wheat it had promised to Syria, the Syrian minister said. "
        "Turkey attacked Syria on Sunday, Russia said.",
    ),
]


@pytest.fixture(scope="module")
def claimed(pipeline, tmp_path_factory):
    with Store.open(tmp_path_factory.mktemp("claims") / "dragoman.db", create=True) as store:
        for source, day, text in CLAIMS:
            given = Overrides(published=day, source=source, title=source)
            store.save(pipeline.code(read_text(text, address=source, overrides=given)))
        yield store


def test_what_is_claimed_planned_or_denied_is_told_as_such(claimed):
    made = brief.make(claimed, ("TUR", "SYR"), plover(), today=TODAY)
    check(claimed, made)
    (wheat,) = [one for one in section(made, "What is due") if "wheat" in one]
    assert "minister says that it is fulfilled" in wheat
    assert "no article stored" not in wheat
    happened = section(made, "What happened")
    assert any("are to " in one or "is to " in one for one in happened)
    assert any("did not" in one for one in happened)
    assert any(one.startswith("According to Russia, ") for one in happened)
    assert not any(re.match("(Turkey|Türkiye) carried out", one) for one in happened)


def test_of_much_it_tells_the_most_important_on_two_pages(pipeline, tmp_path):
    towns = ["Palmyra", "Homs", "Hama", "Latakia", "Aleppo", "Idlib", "Raqqa", "Tartus"]
    with Store.open(tmp_path / "dragoman.db", create=True) as store:
        for at in range(48):
            town, number = towns[at % 8], at // 8 + 1
            text = (
                f"Israel carried out an air strike on the Syrian town of {town} on September {number * 3}, killing "
                f'{at + 2} people. "We will not be silent about {town} in month {at}," Syrian President Ahmed '
                f"al-Sharaa said. Israeli Prime Minister Benjamin Netanyahu met Ahmed al-Sharaa in {town} on September "
                f"{number * 3 + 1}. Israel will pay {at + 3} million dollars to Syria by December {number}."
            )
            given = Overrides(published="2025-09-28", source=f"Outlet {at % 7}", title=f"On {town}")
            store.save(pipeline.code(read_text(text, address=f"https://news.example/{at}", overrides=given)))
        made = brief.make(store, ("ISR", "SYR"), plover(), since="2025-09", until="2025-09", today=TODAY)
        check(store, made)
    happened = next(part for part in made.sections if part.heading == "What happened")
    assert len(happened.sentences) < happened.total
    assert len(PdfReader(BytesIO(pdf(made))).pages) == 2
