"""Who held an office on a day: right or unknown, never wrong."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from dragoman.annotate.actors import roles
from dragoman.annotate.actors.incumbents import Incumbents
from dragoman.knowledge import files, lookup
from dragoman.knowledge.base import Knowledge
from dragoman.knowledge.entries import Body, Country
from dragoman.knowledge.spelling import fold

PEOPLE = "person_id,name,aliases,country\n"
OFFICES = "person_id,title,organization,country,sector,start,end,source,as_of\n"


def questions() -> list[dict[str, str]]:
    text = Path(__file__).with_name("office_questions.csv").read_text(encoding="utf-8")
    return list(csv.DictReader(line for line in text.splitlines() if not line.startswith("#")))


@pytest.fixture(scope="module")
def incumbents() -> Incumbents:
    return Incumbents(Knowledge.load(), roles.load())


def test_there_are_at_least_two_hundred_questions():
    assert len(questions()) >= 200


@pytest.mark.parametrize("asked", questions(), ids=lambda asked: f"{asked['owner']}-{asked['office']}-{asked['day']}")
def test_office_question(incumbents: Incumbents, asked: dict[str, str]):
    named = lookup.named(incumbents.knowledge, asked["owner"])
    owner = next(one.id for one in named if isinstance(one, Country | Body))
    answer = incumbents.who(owner, asked["office"], asked["day"])
    names = [answer.holder.name, *answer.holder.aliases] if answer.holder else ["unknown"]
    assert fold(asked["holder"]) in map(fold, names), answer.reason


@pytest.fixture
def who(tmp_path: Path):
    """Answers from rows of one's own: (day) -> name or None."""

    def ask(rows: str, day: str, office: str = "Regent") -> str | None:
        (tmp_path / "people.csv").write_text(PEOPLE + "ann,Ann Example,,LUX\nbob,Bob Example,,LUX\n", encoding="utf-8")
        (tmp_path / "offices.csv").write_text(OFFICES + rows, encoding="utf-8")
        (tmp_path / "countries.yaml").write_text("- {code: LUX, name: Luxembourg}\n", encoding="utf-8")
        knowledge = Knowledge.of_files(files.Tables.read(tmp_path))
        holder = Incumbents(knowledge, roles.load()).who("LUX", office, day).holder
        return holder.name if holder else None

    return ask


@pytest.mark.parametrize(
    ("start", "end", "as_of", "day", "known"),
    [
        ("1904-05-02", "1905-01-31", "1910", "1904-05-02", True),
        ("1904-05-02", "1905-01-31", "1910", "1905-01-31", True),
        ("1904-05-02", "1905-01-31", "1910", "1904-05-01", False),
        ("1904-05", "1905-01", "1910", "1904-05-20", False),  # some day of May is all that is known
        ("1904-05", "1905-01", "1910", "1904-06-01", True),
        ("1904", "1905", "1910", "1904-12-31", False),
        ("", "1905-01-31", "1910", "1905-01-01", False),  # nobody knows since when
        ("1904", "", "1906-03", "1906-02-28", True),
        ("1904", "", "1906-03", "1906-03-15", False),  # known up to some day of March
        ("1904", "", "1906-03", "1907-01-01", False),
    ],
)
def test_doubt_is_no_answer(who, start: str, end: str, as_of: str, day: str, known: bool):
    assert who(f"ann,Regent,,LUX,GOV,{start},{end},a list,{as_of}\n", day) == ("Ann Example" if known else None)


def test_on_the_day_of_a_change_it_is_the_successor(who):
    rows = "ann,Regent,,LUX,GOV,1904-01-01,1905-03-04,a list,1910\nbob,Regent,,LUX,GOV,1905-03-04,1906,a list,1910\n"
    assert who(rows, "1905-03-04") == "Bob Example"


def test_who_holds_an_office_comes_before_who_acts(who):
    rows = (
        "ann,Foreign Minister,,LUX,GOV,1904,1908,a list,1910\nbob,acting Foreign Minister,,LUX,GOV,1904,1908,a,1910\n"
    )
    assert who(rows, "1906-01-01", "foreign minister") == "Ann Example"
    assert who(rows.splitlines(keepends=True)[1], "1906-01-01", "foreign minister") == "Bob Example"


def test_two_holders_are_no_answer(who):
    rows = "ann,co-Regent,,LUX,GOV,1904,1908,a list,1910\nbob,co-Regent,,LUX,GOV,1904,1908,a list,1910\n"
    assert who(rows, "1906-01-01", "co-Regent") is None


def test_a_deputy_is_not_the_holder(who):
    deputy = "ann,Deputy Prime Minister,,LUX,GOV,1904,1908,a list,1910\n"
    chief = "bob,Prime Minister,,LUX,GOV,1907,1908,a list,1910\n"
    assert who(deputy + chief, "1906-01-01", "prime minister") is None
