"""The tables of other data sets: their columns, their codes, and nothing in them that nobody said."""

import csv

import pandas
import polars
import pytest

from dragoman.export import exporters
from dragoman.export.tabular.layouts import columns
from dragoman.model.events import Magnitude
from dragoman.store import Store
from export.written import rows, table, written
from store.builders import document, event, record, words

PUBLISHED = {
    "polecat": "polecat_columns",
    "icews": "icews_columns",
    "gdelt-events": "gdelt2_events_columns",
    "gdelt-mentions": "gdelt2_mentions_columns",
    "acled": "acled_columns",
    "ucdp-ged": "ucdp_ged_columns",
}


@pytest.mark.parametrize(("format", "file"), PUBLISHED.items())
def test_columns_are_the_published_ones(shared, made_up, format, file):
    with (shared / "spec" / "formats" / f"{file}.csv").open(encoding="utf-8") as lines:
        published = [row["column"] for row in csv.DictReader(lines)]
    assert list(columns(format)) == published
    first = written(made_up, format).decode().splitlines()[0]
    separator = "\t" if exporters()[format].suffix == ".tsv" else ","
    if format.startswith("gdelt"):  # whose files have no header
        assert len(first.split(separator)) == len(published)
    else:
        assert first.split(separator) == published


@pytest.mark.parametrize("format", PUBLISHED)
def test_pandas_and_polars_read_the_same(made_up, tmp_path, format):
    path = tmp_path / "out"
    path.write_bytes(written(made_up, format))
    separator = "\t" if exporters()[format].suffix == ".tsv" else ","
    header = None if format.startswith("gdelt") else 0
    one = pandas.read_csv(path, sep=separator, header=header)
    other = polars.read_csv(path, separator=separator, has_header=header == 0, infer_schema_length=None)
    assert one.shape == other.shape
    assert len(one) > 10


def test_gdelts_types_hold_for_every_cell(shared, made_up):
    for format in ("gdelt-events", "gdelt-mentions"):
        with (shared / "spec" / "formats" / f"{PUBLISHED[format]}.csv").open(encoding="utf-8") as lines:
            types = {row["column"]: row["type"] for row in csv.DictReader(lines)}
        for column, cells in table(made_up, format).items():
            for cell in filter(None, cells):
                if types[column] == "INTEGER":
                    assert abs(int(cell)) < 2**53
                elif types[column] == "FLOAT":
                    float(cell)


def test_a_row_of_gdelt(two):
    visit = rows(two, "gdelt-events", type=("CONSULT",), mode=("visit",))[0]
    expected = {
        "SQLDATE": "20250917", "MonthYear": "202509", "Year": "2025", "FractionDate": "2025.7863",
        "Actor1Code": "TUR", "Actor1Name": "İBRAHIM KALIN", "Actor1CountryCode": "TUR",
        "Actor2Code": "SYR", "Actor2Name": "SYRIA", "Actor2CountryCode": "SYR",
        "IsRootEvent": "1", "EventCode": "042", "EventBaseCode": "042", "EventRootCode": "04",
        "QuadClass": "1", "GoldsteinScale": "1.9", "NumMentions": "1", "NumSources": "1", "NumArticles": "1",
        "ActionGeo_Type": "4", "ActionGeo_FullName": "Damascus, Syria", "ActionGeo_CountryCode": "SY",
        "ActionGeo_Lat": "33.5", "ActionGeo_Long": "36.3", "SOURCEURL": "https://example.org/visit",
    }  # fmt: skip
    assert {column: cell for column, cell in visit.items() if column not in ("GLOBALEVENTID", "DATEADDED")} == expected
    assert len(visit["DATEADDED"]) == 14


def test_mentions_belong_to_events(made_up):
    events, mentions = table(made_up, "gdelt-events"), table(made_up, "gdelt-mentions")
    assert set(mentions["GLOBALEVENTID"]) == set(events["GLOBALEVENTID"])
    assert events["GLOBALEVENTID"].is_unique
    counted = mentions.groupby("GLOBALEVENTID").size().to_dict()
    assert counted == {row["GLOBALEVENTID"]: int(row["NumMentions"]) for _, row in events.iterrows()}
    assert max(counted.values()) > 1


def test_a_mention_points_into_the_text(two):
    mention = rows(two, "gdelt-mentions", type=("ASSAULT",))[0]
    assert mention["ActionCharOffset"] == str("Israel bombed Syria and killed 12.".index("bombed"))
    assert (mention["MentionType"], mention["MentionSourceName"]) == ("1", "example.org")
    assert mention["MentionDocLen"] == "34"


def test_a_month_gives_no_day(two):
    raid = rows(two, "gdelt-events", type=("ASSAULT",))[0]
    assert (raid.get("SQLDATE"), raid.get("FractionDate")) == (None, None)
    assert (raid["MonthYear"], raid["Year"], raid["QuadClass"], raid["EventRootCode"]) == ("202412", "2024", "4", "19")
    assert "Event Date" not in rows(two, "icews", type=("ASSAULT",))[0]


def test_what_did_not_take_place_is_in_no_data_set_without_a_status(two):
    for format in PUBLISHED:
        assert rows(two, format, status=("negated",)) == []


def test_several_sides_are_a_row_for_each_dyad(tmp_path):
    doc = document("x", "They met.", published="2025-09-18")
    met = event(doc, 1, "met", "CONSULT", actor=["TUR", "SYR", "ISR"], date="2025-09-17")
    with Store.open(tmp_path / "x.db", create=True) as store:
        store.save(record(doc, events=(met,)))
        for format, ids, one, other in (
            ("polecat", "Event ID", "Actor Name", "Recipient Name"),
            ("icews", "Event ID", "Source Name", "Target Name"),
            ("gdelt-events", "GLOBALEVENTID", "Actor1Name", "Actor2Name"),
        ):
            found = rows(store, format)
            dyads = [(row[one].title(), row[other].title()) for row in found]
            assert dyads == [("Türkiye", "Syria"), ("Türkiye", "Israel"), ("Syria", "Israel")]
            assert len({row[ids] for row in found}) == 3


def test_a_row_of_polecat(two):
    visit = rows(two, "polecat", mode=("visit",))[0]
    assert visit["Event ID"].endswith(":e1")
    del visit["Event ID"]
    assert visit == {
        "Event Date": "2025-09-17", "Event Type": "CONSULT", "Event Mode": "visit",
        "Quad Code": "VERBAL COOPERATION", "Contexts": "intelligence;military",
        "Actor Name": "İbrahim Kalın", "Actor Country": "TUR", "Actor COW": "640",
        "Recipient Name": "Syria", "Recipient Country": "SYR", "Recipient COW": "652",
        "Placename": "Damascus", "City": "Damascus", "Country": "Syria", "Latitude": "33.5", "Longitude": "36.3",
        "GeoNames ID": "170654", "Feature Type": "city", "Publication Date": "2025-09-18",
        "Story People": "İbrahim Kalın;Ahmad al-Sharaa;Farouk al-Sharaa", "Story Locations": "Damascus",
        "Language": "en", "Version": "1",
    }  # fmt: skip


def test_a_row_of_icews(two):
    visit = rows(two, "icews", mode=("visit",))[0]
    assert (visit["CAMEO Code"], visit["Event Text"], visit["Intensity"]) == ("042", "Make a visit", "1.9")
    assert (visit["Source Name"], visit["Source Country"]) == ("İbrahim Kalın", "Turkey")
    assert (visit["Target Name"], visit["City"], visit["Country"]) == ("Syria", "Damascus", "Syria")


def test_a_row_of_ucdp(two):
    (raid,) = rows(two, "ucdp-ged")
    assert raid["relid"].endswith(":e1")
    expected = {
        "year": "2024", "type_of_violence": "1", "side_a": "Israel", "side_b": "Syria", "dyad_name": "Israel - Syria",
        "date_start": "2024-12-01", "date_end": "2024-12-31", "date_prec": "4",
        "best": "12", "low": "12", "high": "12", "deaths_unknown": "12", "gwnoa": "666", "gwnob": "652",
        "number_of_sources": "1", "source_headline": "Raid on Syria", "source_article": "https://example.org/raid",
    }  # fmt: skip
    assert {column: cell for column, cell in raid.items() if column not in ("id", "relid")} == expected


def deed(tmp_path, text, trigger, type, actor, recipient, dead=None, **more):
    """A store with one event."""
    doc = document("https://example.org/1", text, published="2025-09-18")
    numbers = ()
    if dead:
        numbers = (
            Magnitude(kind="killed", value=float(dead), unit="persons", bound="exact", evidence=words(doc, dead)),
        )
    one = event(doc, 1, trigger, type, actor=actor, recipient=recipient, date="2025-09-17", magnitudes=numbers, **more)
    store = Store.open(tmp_path / "one.db", create=True)
    store.save(record(doc, events=(one,)))
    return store


@pytest.mark.parametrize(
    ("type", "modes", "recipient", "expected"),
    [
        ("ASSAULT", ["drone"], ["SYR"], ("Explosions/Remote violence", "Air/drone strike")),
        ("ASSAULT", [], ["SYR"], ("Battles", "Armed clash")),
        ("ASSAULT", [], ["protesters"], ("Violence against civilians", "Attack")),
        ("ASSAULT", ["abduct"], ["protesters"], ("Violence against civilians", "Abduction/forced disappearance")),
        ("PROTEST", ["riot"], [], ("Riots", "Violent demonstration")),
        ("COERCE", ["arrest"], ["kalin"], ("Strategic developments", "Arrests")),
        ("CONSULT", ["visit"], ["SYR"], None),
        ("ASSAULT", [], [], None),  # nobody says who was attacked
    ],
)
def test_acled_holds_what_its_rules_name(tmp_path, type, modes, recipient, expected):
    store = deed(tmp_path, "They did it.", "did", type, ["ISR"], recipient, modes=modes, place="geonames:170654")
    with store:
        found = rows(store, "acled")
        assert [(row["event_type"], row["sub_event_type"]) for row in found] == ([expected] if expected else [])
        for row in found:
            assert (row["country"], row["iso"], row["location"], row["geo_precision"]) == (
                "Syria",
                "760",
                "Damascus",
                "1",
            )
            assert (row["event_date"], row["time_precision"], row["year"]) == ("2025-09-17", "1", "2025")
            assert "fatalities" not in row


def test_acled_counts_the_dead_that_are_told(tmp_path):
    with deed(tmp_path, "Israel bombed it; 7 died.", "bombed", "ASSAULT", ["ISR"], ["protesters"], dead="7") as store:
        (row,) = rows(store, "acled")
        assert (row["fatalities"], row["civilian_targeting"], row["inter2"]) == ("7", "Civilian targeting", "Civilians")
        (row,) = rows(store, "ucdp-ged")
        assert (row["type_of_violence"], row["best"]) == ("3", "7")


def test_nothing_is_invented(made_up):
    """Columns for which the record has nothing are empty in every row."""
    for format, empty in {
        "gdelt-events": ["AvgTone", "Actor1Geo_Type", "Actor1EthnicCode", "ActionGeo_ADM1Code", "ActionGeo_FeatureID"],
        "gdelt-mentions": ["MentionDocTone", "SentenceID"],
        "icews": ["Sentence Number", "Source Country"][:1],
        "polecat": ["Wikipedia Actor ID", "District"],
        "acled": ["admin2", "region", "tags", "source_scale"],
        "ucdp-ged": ["conflict_name", "deaths_a", "deaths_civilians", "event_clarity", "adm_2"],
    }.items():
        found = table(made_up, format)
        assert {column: set(found[column]) for column in empty} == {column: {""} for column in empty}
