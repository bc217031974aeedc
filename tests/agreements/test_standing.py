"""When and where an agreement was made, and how it stands."""

import pytest

DATES = [
    ("The US-Taliban deal was signed in Doha on Feb. 29, 2020.", "2020-02-29"),
    ("Greece defended the March 2016 accord with Turkey.", "2016-03"),
    ("Iraq kept the agreement of 10 March with Iran.", "2025-03-10"),
    ("Last year's deal between Turkey and Russia is dead.", "2024"),
    ("Japan and India signed a trade pact on Monday.", "2025-09-15"),
    ("The accord, reached in 1998 by Uganda and Sudan, is dead.", "1998"),
    ("Chad and Sudan hope to sign a truce on Friday.", None),
    ("Chad will sign the truce with Sudan next week.", None),
]


@pytest.mark.parametrize(("text", "date"), DATES)
def test_the_day_it_was_made(one, text, date):
    found = one(text)
    assert (found.date and found.date.value) == date


PLACES = [
    ("Estonia and Latvia signed a defence pact in Geneva on Monday.", "Geneva"),
    ("Greece and Egypt honour the Cairo accord.", "Cairo"),
    ("Chad and Sudan kept the truce in Goma.", None),
]


@pytest.mark.parametrize(("text", "place"), PLACES)
def test_where_it_was_made(code, text, place):
    record = code(text)
    (found,) = record.agreements
    names = {p.id: p.name for p in record.places}
    assert (names[found.place.value] if found.place else None) == place


STATUS = [
    ("Japan and India signed a trade pact.", "signed"),
    ("Japan and India have reached a trade agreement.", "signed"),
    ("Moldova ratified the association agreement with the EU.", "signed"),
    ("Japan and India hope to sign a trade pact.", "proposed"),
    ("Japan would sign a trade pact with India.", "proposed"),
    ("Japan and India are close to reaching a trade deal.", "proposed"),
    ("Japan is negotiating a trade pact with India.", "proposed"),
    ("Talks on a trade pact between Japan and India opened.", "proposed"),
    ("A draft agreement between Japan and India was leaked.", "proposed"),
    ("Japan rejected a fishing deal with Russia.", "rejected"),
    ("Japan refused to sign a fishing deal with Russia.", "rejected"),
    ("Israel accused Lebanon of violating the truce with Israel.", "violated"),
    ("Violations of the truce between Chad and Sudan went on.", "violated"),
    ("The truce between Chad and Sudan is holding.", "in force"),
    ("The truce between Chad and Sudan took effect at dawn.", "in force"),
    ("Chad and Sudan extended the truce by a week.", "in force"),
    ("Chad urged Sudan to comply with the truce between Chad and Sudan.", "in force"),
    ("The truce between Chad and Sudan collapsed.", "ended"),
    ("The gas treaty between Russia and Ukraine expired on Monday.", "ended"),
    ("Russia terminated the fisheries agreement with Japan.", "ended"),
    ("Russia withdrew from the fisheries agreement with Japan.", None),
    ("The truce between Chad and Sudan could collapse.", None),
    ("Greece and Turkey remembered the 1923 treaty.", "signed"),
]


@pytest.mark.parametrize(("text", "status"), STATUS)
def test_how_it_stands(one, text, status):
    found = one(text)
    assert (found.status and found.status.value) == status


def test_the_furthest_that_is_told_counts(one):
    found = one("Chad and Sudan signed a truce in May.\n\nThe truce collapsed on Friday.")
    assert found.status.value == "ended"
    assert found.status.evidence[0].text == "collapsed"
