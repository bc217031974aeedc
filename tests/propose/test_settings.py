"""The file with the settings: what is wrong in it is named with its line, and keys have no place in it."""

import pytest

from dragoman.model.problems import DragomanError
from dragoman.propose import Settings

GIVEN = {"endpoint": "http://127.0.0.1:8080/v1", "model": "m"}


@pytest.fixture
def load(tmp_path):
    def load(text, **over):
        path = tmp_path / "llm.toml"
        path.write_text(text)
        return Settings.load(path, over)

    return load


def test_what_is_given_besides_goes_before_the_file(load):
    settings = load(
        'endpoint = "https://llm.example.org/v1"\nmodel = "large"\ntimeout = 30\n', model="small", max_calls=None
    )
    assert (settings.endpoint, settings.model, settings.timeout) == ("https://llm.example.org/v1", "small", 30)
    assert settings.max_calls == 200


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ('model = "m"\ntimeout = -1', r"llm.toml:2: timeout: expected `float` > 0"),
        ('\n\nmodell = "m"', r"llm.toml:3: no setting 'modell'; there are endpoint, model"),
        ('api_key = "sk-1"', r"llm.toml:1: no setting 'api_key' \(a key is never kept in a file: .* key_env\)"),
        ("model = ", r"llm.toml: is not TOML: .*mend the line"),
        ('model = "a b"', r"llm.toml:1: model: expected `str` matching"),
        ("", "no endpoint is given; name it with --endpoint, DRAGOMAN_LLM_ENDPOINT"),
        ('endpoint = "http://h/v1"', "no model is given; name it with --model"),
        ('endpoint = "ftp://h/v1"\nmodel = "m"', "is no endpoint; write an address like http"),
        ('endpoint = "https://user:pass@h/v1"\nmodel = "m"', "more than host and path; put a key into the environment"),
        ('endpoint = "https://h/v1?key=sk-1"\nmodel = "m"', "more than host and path"),
    ],
)
def test_what_is_wrong_is_named_with_the_way_out(load, text, complaint):
    with pytest.raises(DragomanError, match=complaint) as told:
        load(text)
    assert "pass" not in str(told.value)
    assert "sk-1" not in str(told.value)


def test_a_file_there_is_not_is_told(tmp_path):
    with pytest.raises(DragomanError, match=r"does not exist; docs/large-models\.md"):
        Settings.load(tmp_path / "none.toml", GIVEN)


def test_wrong_values_of_the_command_line_are_told():
    with pytest.raises(DragomanError, match=r"^model: expected"):
        Settings.load(None, {**GIVEN, "model": "a@b"})


def test_the_cost_follows_from_the_prices():
    assert Settings.load(None, GIVEN).cost(1000, 1000) is None
    assert Settings.load(None, {**GIVEN, "price_out": 3.0}).cost(1_000_000, 2_000_000) == 6.0
