"""One agreement under several names is one; two are two."""

import pytest

SAME = [
    "Iran kept the Joint Comprehensive Plan of Action (JCPOA). Britain defended the JCPOA and the nuclear deal.",
    "Chad and Sudan signed a truce. The truce between Chad and Sudan holds. Mali praised the truce.",
    "Greece and Egypt signed the Cairo accord. The pact between Greece and Egypt covers the sea bed.",
    "Japan and India signed a Free Trade Agreement (FTA). The FTA helps farmers.",
    "Iran met Iraq about the March 10 agreement. The agreement of March 10 binds Iraq.",
    "Syria obeys UN Security Council Resolution 2254. Resolution 2254 calls for elections.",
]


@pytest.mark.parametrize("text", SAME)
def test_one_agreement_is_one(one, text):
    assert len(one(text).mentions) > 1


DIFFERENT = [
    ("Iraq accepts resolution 687 and resolution 688.", 2),
    ("Last year's deal between Turkey and Russia expired, and a new deal was signed by the two countries.", 2),
    ("Japan and India signed a trade deal. Japan and India signed a defence deal.", 2),
    ("The Minsk agreements failed. The Dayton Agreement did not.", 2),
    ("Chad and Sudan signed a truce. Kenya and Uganda signed a trade pact.", 2),
]


@pytest.mark.parametrize(("text", "count"), DIFFERENT)
def test_different_ones_stay_apart(agreed, text, count):
    assert len(agreed(text)) == count


def test_what_points_back_to_an_agreement_that_nothing_identifies_joins_no_other(agreed):
    found = agreed("The Dayton Agreement held. An agreement on pay was reached. The agreement pleased the nurses.")
    assert [len(a.mentions) for a in found] == [1]
