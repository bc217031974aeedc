from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.model.problems import UnreadableArticle
from dragoman.model.text import Document
from dragoman.reading import Overrides, read_all, read_text
from dragoman.reading.dates import iso_date

BODY = "The minister said that talks in Damascus and Ankara would go on, and that both sides had agreed on it."


def value(attested: object) -> str | None:
    return getattr(attested, "value", None)


def check_evidence(document: Document) -> None:
    for attested in (document.title, document.published, document.dateline, document.byline, document.source):
        for evidence in attested.evidence if attested else ():
            assert evidence.document == document.id
            assert document.text[evidence.start : evidence.end] == evidence.text != ""


@pytest.mark.parametrize(
    ("opening", "place", "day", "agency"),
    [
        ("GENEVA (Reuters) - ", "Geneva", None, "Reuters"),
        ("Geneva (Reuters) - ", "Geneva", None, "Reuters"),
        ("KYIV, March 3, 2022 (Interfax-Ukraine) — ", "Kyiv", "2022-03-03", "Interfax-Ukraine"),
        ("   LA PAZ, 4 FEB 90 (RADIO FIDES) -- [TEXT] ", "La Paz", "1990-02-04", "RADIO FIDES"),
        ("TEL AVIV (ISRAEL), 12 NOV 89 (RADIO) -- ", "Tel Aviv", "1989-11-12", "RADIO"),
        ("CLANDESTINE, 12 NOV 89 (RADIO) -- ", None, "1989-11-12", "RADIO"),
        ("BAGHDAD, Iraq (AP) — ", "Baghdad", None, "AP"),
        ("İZMİR — ", "İzmir", None, None),
        ("ISLAMABAD: ", "Islamabad", None, None),
        ("ANKARA/DAMASCUS — ", "Ankara", None, None),
        ("Kyiv, March 3 — ", "Kyiv", None, None),
        ("DAMASCUS\r\n", "Damascus", None, None),
        ("BREAKING: ", None, None, None),
        ("NATO - ", "Nato", None, None),
        ("President Assad (SANA is the agency) - ", None, None, None),
        ("Talks - the first since May - resumed. ", None, None, None),
        ("PEACE DEAL\n\n", None, None, None),
        ("ANNA: We met.\nBORIS: ", None, None, None),
    ],
)
def test_datelines(opening: str, place: str | None, day: str | None, agency: str | None) -> None:
    document = read_text(opening + BODY)
    assert (value(document.dateline), value(document.published), value(document.source)) == (place, day, agency)
    check_evidence(document)


def test_a_dateline_may_follow_headline_and_summary() -> None:
    document = read_text(f"Leaders meet in Vienna\n\n{BODY}\n\nVIENNA (AFP) - {BODY}")
    assert value(document.title) == "Leaders meet in Vienna"
    assert value(document.dateline) == "Vienna"


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("Friday, January 4, 2019\xa0", "2019-01-04"),
        ("Published: 17 September 2025", "2025-09-17"),
        ("2025-09-17", "2025-09-17"),
        ("Posted on Sept. 17, 2025 at 10:30 am GMT", "2025-09-17"),
        ("By Ada Day | 17th of September 2025", "2025-09-17"),
        ("17.09.2025 - 14:02", "2025-09-17"),
        ("Updated: 18 September 2025; published: 17 September 2025", "2025-09-17"),
        ("Updated: 18 September 2025", None),
        ("The summit of 17 September 2025", None),
        ("03/04/2025", None),
        ("30 February 2025", None),
    ],
)
def test_date_lines(line: str, day: str | None) -> None:
    document = read_text(f"{line}\n\n{BODY}")
    assert value(document.published) == day
    check_evidence(document)


def test_a_headline_told_three_times_has_three_pieces_of_evidence() -> None:
    document = read_text(f"Leaders meet\n\nLeaders meet\n\nDAMASCUS\nLeaders meet\n\n{BODY}")
    assert value(document.title) == "Leaders meet"
    assert document.title
    assert [evidence.text for evidence in document.title.evidence] == ["Leaders meet"] * 3
    assert value(document.dateline) == "Damascus"
    check_evidence(document)


@pytest.mark.parametrize(
    "text",
    [
        f"Leaders met on Monday.\n\n{BODY}",
        "Leaders of both sides met on Monday in the old town of Geneva and\nagreed on a plan.",
        "Leaders meet",
        f"17 September 2025\n\n{BODY}",
        f"By Ada Day\n\n{BODY}",
    ],
)
def test_a_first_line_that_is_no_headline_is_no_title(text: str) -> None:
    assert read_text(text).title is None


def test_a_byline_names_the_writers() -> None:
    document = read_text(f"Leaders meet\nBy Ada Day and Bo Li\n\n{BODY}")
    assert value(document.byline) == "Ada Day and Bo Li"
    check_evidence(document)


def test_what_the_user_says_outranks_the_text() -> None:
    text = f"Leaders meet\n\nGENEVA, 17 September 2025 (Reuters) - {BODY}"
    document = read_text(text, overrides=Overrides(published="1 May 2024", source="Own", title="Leaders meet"))
    assert document.published
    assert (document.published.value, document.published.rule) == ("2024-05-01", "given.option")
    assert value(document.source) == "Own"
    assert document.title
    assert (document.title.rule, document.title.evidence[0].text) == ("given.option", "Leaders meet")


def test_identity_follows_address_text_and_metadata() -> None:
    one = read_text(BODY, address="a")
    assert read_text(BODY, address="a") == one
    others = [
        read_text(BODY, address="b"),
        read_text(BODY + " ", address="a"),
        read_text(BODY, address="a", overrides=Overrides(published="2025-09-17")),
    ]
    assert len({one.id, *(other.id for other in others)}) == 4
    assert len(one.id) == 16


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_any_text_stays_as_it_is_and_evidence_is_its_words(text: str) -> None:
    try:
        document = read_text(text)
    except UnreadableArticle:
        assert not any(character.isalnum() for character in text)
        return
    assert document.text == text
    check_evidence(document)


HEADS = [
    "LA PAZ, 4 FEB 90 (EFE) -- ",
    "DİYARBAKIR (AA) — ",
    "By Öykü Şahin",
    "Görüşme 🇹🇷🤝🇸🇾 Şam’da",
    "17 Sept. 2025",
    "e\u0301tat\u0323",
]


@given(
    st.lists(st.sampled_from([*HEADS, BODY, "", "\t", "İ" * 30]), min_size=1), st.sampled_from(["\n", "\r\n", "\n\n"])
)
def test_any_mix_of_heads_keeps_its_offsets(lines: list[str], end: str) -> None:
    text = end.join([*lines, BODY])
    document = read_text(text)
    assert document.text == text
    check_evidence(document)


@given(st.dates())
def test_every_date_is_read_back_from_the_forms_it_is_written_in(day: object) -> None:
    iso = day.isoformat()  # type: ignore[attr-defined]
    assert iso_date(iso) == iso
    assert iso_date(f"{iso}T23:59:59.123+03:00") == iso
    assert iso_date(f"{day:%A}, {day:%d} {day:%B} {iso[:4]}") == iso
    assert iso_date(f"{day:%b} {day:%d}, {iso[:4]} 10:30 pm") == iso


def test_a_file_keeps_its_line_ends_and_loses_its_byte_order_mark(tmp_path: Path) -> None:
    text = f"Kalın Şam’da 🇹🇷\r\n\r\nŞAM\r\n{BODY}\r"
    for encoding in ("utf-8", "utf-8-sig", "utf-16", "utf-32"):
        path = tmp_path / f"{encoding}.txt"
        path.write_bytes(text.encode(encoding))
        (document,) = read_all([str(path)])
        assert isinstance(document, Document)
        assert document.text == text
        assert document.address == path.as_uri()
        check_evidence(document)


def test_the_seed_article() -> None:
    shared = Path(os.environ.get("DRAGOMAN_SHARED", Path(__file__).parents[3] / "shared"))
    seed = shared / "inputs" / "seed.txt"
    if not seed.exists():
        pytest.skip("the seed article is not here; set DRAGOMAN_SHARED")
    (document,) = read_all([str(seed)])
    assert isinstance(document, Document)
    assert value(document.dateline) == "Damascus"
    assert document.title
    assert len(document.title.evidence) == 3
    assert document.published is None
    assert document.language == "en"
    check_evidence(document)
