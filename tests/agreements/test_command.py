"""``dragoman agreements`` over several articles, and what explains one."""

import json

import pytest
from typer.testing import CliRunner

from dragoman.cli import app
from dragoman.reading import Overrides, read_text
from dragoman.store import Store

ARTICLES = [
    (
        "made",
        "2025-05-06",
        "Chad and Sudan signed the Abeche accord in Geneva on Monday, mediated by Qatar. Under the Abeche accord, "
        "Chad must reopen the border by June 1.",
    ),
    ("kept", "2025-06-02", "Chad and Sudan extended the Abeche accord."),
    ("dead", "2025-08-09", "The Abeche accord between Chad and Sudan collapsed on Friday, Sudan said."),
    ("other", "2025-08-10", "Iran says the JCPOA is useful. Japan hopes to sign a trade pact with India."),
    ("again", "2025-08-11", "Britain defended the Iran nuclear deal."),
]


@pytest.fixture(scope="module")
def path(fresh, pipeline):
    file = fresh()
    with Store.open(file, create=True) as store:
        for address, published, text in ARTICLES:
            given = Overrides(published=published, source=address.title())
            store.save(pipeline.code(read_text(text, address=f"https://example.org/{address}", overrides=given)))
    return file


@pytest.fixture(scope="module")
def call(path):
    def call(*words):
        result = CliRunner().invoke(app, [*words, "--db", str(path)], env={"COLUMNS": "200"})
        assert result.exit_code == 0, result.output
        return result.stdout

    return call


@pytest.fixture(scope="module")
def names(call):
    """Names of the agreements that an option leaves."""

    def names(*words):
        return [row["name"] for row in json.loads(call("agreements", "-f", "json", *words))]

    return names


def test_each_agreement_is_listed_once_the_latest_first(names):
    assert names() == ["Abeche accord", "Iran nuclear deal", "trade pact"]


def test_a_row_joins_its_articles_and_has_the_latest_status(call):
    row = json.loads(call("agreements", "-f", "json", "Abeche"))
    (agreement,) = [row["agreement"]]
    assert len(agreement["tellings"]) == 3
    assert (agreement["date"], agreement["place"]["name"]) == ("2025-05-05", "Geneva")
    assert {p["id"] for p in agreement["party"]} == {"TCD", "SDN"}
    assert [p["id"] for p in agreement["mediator"]] == ["QAT"]
    assert (agreement["status"], agreement["status_source"]) == ("ended", "Dead")


def test_one_entry_of_the_base_under_two_names_is_one(call):
    (row,) = [r for r in json.loads(call("agreements", "-f", "json")) if r["entry"] == "JCPOA"]
    assert {told["name"] for told in row["tellings"]} == {"JCPOA", "Iran nuclear deal"}


OPTIONS = [
    (["--actor", "TCD"], ["Abeche accord"]),
    (["--dyad", "SDN", "TCD"], ["Abeche accord"]),
    (["--dyad", "SDN", "JPN"], []),
    (["--mediator", "QAT"], ["Abeche accord"]),
    (["--status", "ended"], ["Abeche accord"]),
    (["--status", "signed"], []),
    (["--kind", "described"], ["trade pact"]),
    (["--since", "2025"], ["Abeche accord"]),
    (["--until", "2016"], ["Iran nuclear deal"]),
    (["--text", "useful"], ["Iran nuclear deal", "trade pact"]),
    (["--limit", "1"], ["Abeche accord"]),
]


@pytest.mark.parametrize(("options", "expected"), OPTIONS)
def test_options(names, options, expected):
    assert names(*options) == expected


def test_in_full_with_what_is_owed_and_who_tells_it(call):
    shown = call("agreements", "abeche accord")
    for words in ("Chad (TCD), Sudan (SDN)", "Qatar", "Geneva", "ended, says Dead", "reopen the border", "2025-06-01"):
        assert words in shown


def test_by_the_id_of_a_telling_and_of_an_entry(call):
    (row,) = [r for r in json.loads(call("agreements", "-f", "json")) if r["entry"] == "JCPOA"]
    assert json.loads(call("agreements", "-f", "json", row["id"]))["agreement"]["id"] == row["id"]
    assert json.loads(call("agreements", "-f", "json", "jcpoa"))["agreement"]["id"] == row["id"]


def test_in_a_csv_the_articles_are_ids(call):
    header, first, *_ = call("agreements", "-f", "csv").splitlines()
    assert header.endswith("tellings")
    assert first.split(",")[-1].count(";") == 2


def test_a_wrong_status_is_refused(path):
    result = CliRunner().invoke(app, ["agreements", "--status", "signd", "--db", str(path)])
    assert result.exit_code == 2
    assert "signed" in result.output


def test_explain_says_why(call):
    (row,) = json.loads(call("agreements", "-f", "json", "--mediator", "QAT"))
    shown = " ".join(call("explain", row["id"]).split())
    for words in ("party", "slot.subject", "mediator", "signed", "agreement.status-word", "“Monday”"):
        assert words in shown


def test_show_tells_what_only_the_base_knows_apart(call):
    (row,) = [r for r in json.loads(call("agreements", "-f", "json")) if r["entry"] == "JCPOA"]
    shown = " ".join(call("show", row["id"].partition(":")[0]).split())
    assert "no date" in shown
    assert "[known as JCPOA: between" in shown
    assert "2015-07-14" in shown
