import pytest


@pytest.fixture(scope="session")
def agreed(code):
    """The agreements of a text, by their order."""

    def agreed(text, **more):
        return code(text, **more).agreements

    return agreed


@pytest.fixture(scope="session")
def one(agreed):
    """The only agreement of a text."""

    def one(text, **more):
        found = agreed(text, **more)
        assert len(found) == 1, [a.name.value for a in found]
        return found[0]

    return one
