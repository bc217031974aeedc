"""A digest tells what is new since the last one, each line with its source."""

from __future__ import annotations

import re
from email import message_from_bytes
from email.policy import default
from html.parser import HTMLParser

import pytest
from markdown_it import MarkdownIt

from .conftest import article


@pytest.fixture(scope="module")
def told(fresh, readings, save, run):
    """Digests after a reading, again at once, and after a second reading."""
    place = fresh()
    first, second = readings
    save(place, first)
    run(place, "follow", "levant", "--actor", "TUR", "--actor", "ISR", "--actor", "SYR")
    one = run(place, "digest", "levant").stdout
    again = run(place, "digest", "levant").stdout
    save(place, second)
    run(place, "digest", "levant", "--keep")
    two = run(place, "digest", "levant").stdout
    return {"place": place, "first": one, "again": again, "second": two}


def sections(markdown):
    """Headings without figures → their text."""
    parts = re.split(r"^## ", markdown, flags=re.MULTILINE)[1:]
    return {part.partition(":")[0]: part for part in parts}


def test_the_first_digest_tells_everything_that_was_read(told):
    found = sections(told["first"])
    assert "Israel (ISR) carried out an air attack on Syria (SYR) in Palmyra" in found["New events"]
    assert "Türkiye (Hakan Fidan) and Syria (Ahmed al-Sharaa) met" in found["New meetings"]
    assert "We will not leave Syria alone" in found["New statements"]
    assert "Azaz border agreement between Türkiye (TUR) and Syria (SYR)" in found["New agreements"]
    assert "send 200 tonnes of wheat to Syria" in found["New commitments"]
    assert not any(heading.startswith("Change") for heading in found)


def test_nothing_new_says_so(told):
    assert "Nothing new." in told["again"]
    assert "0 articles came in" in told["again"]
    assert not sections(told["again"])


def test_the_second_digest_tells_only_what_came_since(told):
    assert "Azaz deal" not in told["second"]
    assert "carried out an air attack" not in told["second"]  # the changed article tells it as before
    found = sections(told["second"])
    assert "refused a change of policy" in found["New events"]
    assert "New meetings" not in found
    assert "Turkey rejects the sanctions on Syria" in found["New statements"]
    assert "We will not leave Syria alone" not in told["second"]  # a known article quoted it
    assert "4 articles came in; what is new comes from 3 of them." in told["second"]


def test_another_number_is_told_as_a_change(told):
    changed = sections(told["second"])["Changed events"]
    assert "now 15 persons killed (Wire One, 2025-09-18); before 12 persons killed" in changed
    assert "(corrected)" in changed
    assert "killing 15 people" in changed


def test_a_further_article_on_a_known_meeting_is_a_change(told):
    assert "1 further article, 2 in all" in sections(told["second"])["Changed meetings"]


def test_a_change_of_position_says_what_it_was_before(told):
    found = sections(told["second"])["Changes of position"]
    assert "now opposes sanctions (before: supports)" in found


def test_a_promise_said_to_be_kept_names_who_says_so(told):
    found = sections(told["second"])["Commitments kept, broken or put off"]
    assert "fulfilled, says" in found
    assert "Turkey has delivered the 200 tonnes of wheat" in found


def test_an_agreement_told_again_is_no_new_one(told):
    found = sections(told["second"])
    assert "New agreements" not in found
    assert "1 further article, 2 in all" in found["Changed agreements"]


@pytest.mark.parametrize("which", ["first", "second"])
def test_every_line_has_a_quotation_and_a_link_to_its_article(told, which):
    lines = told[which].splitlines()
    sentences = [number for number, line in enumerate(lines) if line.startswith("- **")]
    assert sentences
    for number in sentences:
        under = next(line for line in lines[number + 1 :] if line.startswith("  - “"))
        assert re.search(r"“.+” \[.+\]\(<https://news\.example/[a-z-]+>\), .+, 2025-\d\d-\d\d", under), under


def test_a_statement_in_several_articles_is_told_once(told, run):
    everything = run(told["place"], "digest", "levant", "--all", "--keep").stdout
    assert everything.count("“We will not leave Syria alone”") == 1
    assert "and 1 further article" in sections(everything)["New statements"]


def test_a_list_that_is_cut_says_how_many_there_are(told, run):
    cut = run(told["place"], "digest", "levant", "--all", "--keep", "--limit", "2").stdout
    whole = run(told["place"], "digest", "levant", "--all", "--keep", "--limit", "0").stdout
    total = sections(whole)["New events"].count("- **")
    assert f"New events: 2 of {total}, from" in cut
    assert f"{total - 2} more: `dragoman digest levant --all --limit 0 --keep`" in cut
    assert "more:" not in whole


def test_events_and_articles_are_counted_apart(told):
    assert "New events: 5, from 3 articles" in told["first"]


def test_since_a_day_tells_what_was_stored_from_then_on(told, run):
    assert "Nothing new." in run(told["place"], "digest", "levant", "--since", "2999", "--keep").stdout
    since = run(told["place"], "digest", "levant", "--since", "2000-01", "--keep").stdout
    assert sections(since).keys() == sections(run(told["place"], "digest", "levant", "--all", "--keep").stdout).keys()


class _Shown(HTMLParser):
    """The words a browser would show, and the tags and links of a page."""

    def __init__(self):
        super().__init__()
        self.words, self.tags, self.links, self.inside = [], set(), [], ""

    def handle_starttag(self, tag, attrs):
        self.tags.add(tag)
        self.inside = tag
        self.links += [value for name, value in attrs if name in ("href", "src")]
        assert not any(name.startswith("on") for name, _ in attrs)

    def handle_data(self, data):
        if self.inside != "style":
            self.words.append(data)


def shown(page):
    parser = _Shown()
    parser.feed(page)
    return parser


ATTACKS = [
    '"><script>alert(1)</script>',
    "<img src=x onerror=alert(1)>",
    "</bdi></li></ul><iframe src=https://evil.example>",
    "[click](javascript:alert(1)) `code` **bold** \x1b[31m \u202eevil",
]


@pytest.fixture(scope="module")
def attacked(fresh, pipeline, save, run):
    """A database with articles whose titles, outlets, words and addresses attack."""
    place = fresh()
    for number, attack in enumerate(ATTACKS):
        text = f"Turkey condemned {attack} Israel on Wednesday. Hakan Fidan said: “{attack} is wrong.”"
        save(place, [article(pipeline, f"{number}?q={attack}", "2025-09-18", attack, attack, text)])
    run(place, "follow", "bad", "--actor", "TUR")
    return place


def test_html_shows_attacks_as_words(attacked, run):
    page = run(attacked, "digest", "bad", "--all", "--keep", "--format", "html").stdout
    parser = shown(page)
    assert not parser.tags & {"script", "img", "iframe", "code", "svg", "object", "form", "base"}
    assert all(link.startswith("https://news.example/") for link in parser.links)
    assert "<script>alert(1)</script>" in "".join(parser.words)
    assert "default-src 'none'" in page
    assert "\x1b" not in page
    assert "\u202e" not in page


def test_markdown_shows_attacks_as_words(attacked, run):
    page = run(attacked, "digest", "bad", "--all", "--keep").stdout
    assert "\x1b" not in page
    parser = shown(MarkdownIt("commonmark").render(page))
    assert parser.tags <= {"h1", "h2", "p", "ul", "li", "strong", "a"}
    assert all(link.startswith("https://news.example/") for link in parser.links)
    for attack in ATTACKS[:3]:
        assert attack in "".join(parser.words)


def test_a_letter_shows_the_same_lines_in_both_parts(told, run, tmp_path):
    file = tmp_path / "digest.eml"
    run(
        told["place"],
        "digest",
        "levant",
        "--all",
        "--keep",
        "--format",
        "eml",
        "--out",
        file,
        "--to",
        "Desk <a@b.example>",
    )
    letter = message_from_bytes(file.read_bytes(), policy=default)
    assert letter.get_content_type() == "multipart/alternative"
    assert letter["To"].addresses[0].addr_spec == "a@b.example"
    assert letter["Date"].datetime is not None
    assert letter["Subject"].startswith("Dragoman: levant: new events 7")
    plain = letter.get_body(("plain",)).get_content()
    html = "".join(shown(letter.get_body(("html",)).get_content()).words)
    markdown = run(told["place"], "digest", "levant", "--all", "--keep").stdout
    sentences = [line[2:] for line in plain.splitlines() if line.startswith("* ")]
    assert len(sentences) == markdown.count("\n- **")
    assert all(sentence in html for sentence in sentences)
    assert "We will not leave Syria alone" in plain
    assert "https://news.example/raid" in plain


def test_a_letter_names_nobody_unless_told(told, run):
    content = run(told["place"], "digest", "levant", "--keep", "--format", "eml").stdout_bytes
    letter = message_from_bytes(content, policy=default)
    assert letter["To"] is None
    assert letter["Subject"] == "Dragoman: levant: nothing new"


RAID = "Israel killed {} people in an air strike on the Syrian town of Palmyra on Wednesday."


def test_further_reports_of_an_event_are_changes_where_they_tell_it_otherwise(fresh, pipeline, save, run):
    place = fresh()

    def comes(number, dead):
        day, text = f"2025-09-{18 + number}", RAID.format(dead)
        save(place, [article(pipeline, f"r{number}", day, f"Wire {number}", "Raid", text)])
        return run(place, "digest", "raids").stdout

    save(place, [])
    run(place, "follow", "raids", "--type", "ASSAULT")
    assert "New events: 1, from 1 article" in comes(0, 12)
    same = sections(comes(1, 12))
    assert same.keys() == {"Changed events"}
    assert "  - 1 further report, 2 in all" in same["Changed events"]
    assert "before" not in same["Changed events"]
    other = sections(comes(2, 15))["Changed events"]
    assert "now 15 persons killed (Wire 2, 2025-09-20); before 12 persons killed (Wire 0, 2025-09-18)" in other
    assert "1 further report, 3 in all" in other
    assert "Israel killed 15 people" in other  # the report that tells it otherwise is quoted
    assert "(12 to 15)" in other
    assert "New events: 1, from 3 articles" in run(place, "digest", "raids", "--all", "--keep").stdout
