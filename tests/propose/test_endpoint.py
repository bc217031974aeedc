"""Endpoints that answer garbage, late, half or never: an article's proposal fails, and nothing else does."""

import json
import time

import pytest

from dragoman.model.problems import DragomanError
from dragoman.propose import Budget, Endpoint, NoAnswer, OutOfBudget

from .conftest import ARTICLE, answer, event
from .talker import Reply, completion

GOOD = answer(events=[event()])
ASKED = [{"role": "user", "content": "?"}]


@pytest.fixture
def endpoint(settings):
    def endpoint(**more):
        chosen = settings(**more)
        return Endpoint(chosen, Budget(chosen))

    return endpoint


# What the model writes


@pytest.mark.parametrize(
    "written",
    [
        "",
        "I cannot help with that.",
        "{",
        '{"events": [{"quote": "Hakan Fidan met',
        "[1, 2]",
        '{"answer": 42}',
        '{"events": "none"}',
        '{"events": {"0": {}}}',
        "{" * 100_000,
        '{"events": ' + "[" * 100_000,
        '{"events": [' + "9" * 10_000 + "]}",
        "{\u0000}",
    ],
)
def test_an_answer_that_is_no_proposal_gives_none_and_is_told(ask, written):
    made = ask(Reply(completion(written)))
    assert made.is_answered
    assert not made.record.events
    assert made.inquiry.refusals
    assert (made.inquiry.spent.calls, made.inquiry.spent.tokens_in) == (1, 1000)  # it is paid for all the same


@pytest.mark.parametrize(
    "around", ["```json\n{}\n```", "Here you are:\n{}\nAnything else?", "<think>{{...}}</think>{}"]
)
def test_prose_fences_and_thoughts_around_the_json_do_not_matter(ask, around):
    made = ask(around.replace("{}", json.dumps(GOOD)).replace("{{", "{").replace("...}}", "...}"))
    assert len(made.record.events) == 1


def test_an_answer_cut_off_at_its_limit_says_which_limit(ask):
    made = ask(Reply(completion('{"events": [{"quo', finish="length")))
    assert "raise answer_tokens" in made.inquiry.refusals[0].reason


def test_what_a_model_writes_cannot_steer_a_terminal(ask):
    (one,) = ask(answer(events=[event(type="\x1b[2JCONSULT\r\n" + "x" * 1000)])).inquiry.refusals
    assert one.given.isprintable()
    assert len(one.given) <= 120


def test_more_entries_than_an_article_can_have_are_not_looked_at(ask):
    made = ask(answer(events=[event(quote="nowhere")] * 5000))
    assert len(made.inquiry.refusals) == 101
    assert "only 100 are looked at" in made.inquiry.refusals[-1].reason


# What the server sends


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"<html>no</html>",
        b"\xff\xfe",
        b"[]",
        b'{"choices": []}',
        b'{"error": {"message": "no"}}',
        b"[" * 100_000,
        completion("\ud800"),
    ],
)
def test_a_body_that_is_no_completion_is_no_answer(endpoint, model, body):
    model.say(Reply(body))
    asked = endpoint()
    with pytest.raises(NoAnswer, match="not with a chat completion"):
        asked.ask(ASKED, {})
    assert (asked.budget.spent.calls, asked.budget.spent.failed) == (1, 1)


@pytest.mark.parametrize("status", [429, 500, 502, 503, 529])
def test_a_busy_server_is_asked_again(endpoint, model, status):
    model.say(Reply(b"busy", status), Reply(b"busy", status), Reply(completion("yes")))
    asked = endpoint()
    assert asked.ask(ASKED, {}).text == "yes"
    assert (asked.budget.spent.calls, asked.budget.spent.failed) == (3, 2)


def test_one_that_stays_busy_is_given_up(endpoint, model):
    model.say(Reply(b"slow down", 429))
    with pytest.raises(NoAnswer, match=r"429 Too Many Requests again and again; try later \(slow down\)"):
        endpoint(tries=4).ask(ASKED, {})
    assert len(model.seen) == 4


def test_it_waits_longer_each_time_or_as_long_as_the_server_asks(endpoint, model):
    model.say(Reply(status=503), Reply(status=503), Reply(completion("yes")))
    begun = time.monotonic()
    endpoint(wait=0.2).ask(ASKED, {})
    assert 0.6 <= time.monotonic() - begun < 2
    model.replies[:] = [Reply(status=429, headers={"Retry-After": "1"}), Reply(completion("yes"))]
    begun = time.monotonic()
    endpoint(wait=0.0001).ask(ASKED, {})
    assert time.monotonic() - begun >= 1


@pytest.mark.parametrize(
    ("status", "way_out"), [(401, "check the key"), (403, "check the key"), (302, "leads elsewhere")]
)
def test_what_will_not_change_is_asked_once(endpoint, model, status, way_out):
    model.say(Reply(b"no", status, {"Location": "http://127.0.0.1:1/v1"}))
    with pytest.raises(NoAnswer, match=way_out):
        endpoint().ask(ASKED, {})
    assert len(model.seen) == 1


@pytest.mark.parametrize(
    "reply",
    [
        Reply(completion("late"), wait=5),
        Reply(completion("drop by drop"), drip=0.05),
        Reply(completion("no end of head"), drip_head=0.05),
    ],
    ids=["late", "dripping body", "dripping head"],
)
def test_an_answer_has_its_time_and_no_more_however_it_drips(endpoint, model, reply):
    model.say(reply)
    begun = time.monotonic()
    with pytest.raises(NoAnswer, match=r"no answer within 0.4 s; raise timeout"):
        endpoint(timeout=0.4, tries=2).ask(ASKED, {})
    assert time.monotonic() - begun < 2
    assert len(model.seen) == 2


def test_half_an_answer_is_none(endpoint, model):
    model.say(Reply(completion("half"), cut=True), Reply(completion("whole")))
    asked = endpoint()
    assert asked.ask(ASKED, {}).text == "whole"
    assert asked.budget.spent.failed == 1


def test_an_answer_without_end_is_not_read_to_its_end(endpoint, model):
    model.say(Reply(b" " * 5_000_000))
    with pytest.raises(NoAnswer, match="more than 2,000,000 bytes"):
        endpoint(tries=1, timeout=20).ask(ASKED, {})


def test_where_nobody_listens_the_address_is_named(settings):
    chosen = settings(endpoint="http://127.0.0.1:9/v1", tries=1)
    with pytest.raises(NoAnswer, match=r"http://127.0.0.1:9/v1: no answer: .*check the address"):
        Endpoint(chosen, Budget(chosen)).ask(ASKED, {})


# The schema


def test_the_schema_goes_along_and_servers_that_do_not_know_it_are_asked_without(ask, model):
    made = ask(Reply(b"unknown field response_format", 400), GOOD)
    assert ["response_format" in body for body in model.seen] == [True, False]
    form = model.seen[0]["response_format"]["json_schema"]
    assert form["strict"]
    assert "CONSULT" in form["schema"]["$defs"]["ProposedEvent"]["properties"]["type"]["enum"]
    assert made.inquiry.spent.calls == 2


def test_the_schema_fits_what_holds_and_refuses_what_does_not(ask, model):
    import jsonschema

    ask(GOOD)
    schema = model.seen[0]["response_format"]["json_schema"]["schema"]
    jsonschema.validate(GOOD, schema)
    for wrong in (answer(events=[event(type="MEETING")]), {"events": []}, {**GOOD, "tools": []}):
        with pytest.raises(jsonschema.ValidationError):
            jsonschema.validate(wrong, schema)


def test_the_model_is_given_no_tools_and_no_stream(ask, model):
    ask(GOOD)
    assert model.paths == ["/v1/chat/completions"]
    assert model.seen[0].keys() == {"model", "messages", "stream", "max_tokens", "temperature", "response_format"}
    assert model.seen[0]["stream"] is False


# What it costs


def test_calls_tokens_and_cost_are_counted_from_the_answers(ask):
    made = ask(GOOD, price_in=2.0, price_out=10.0, currency="EUR")
    spent = made.inquiry.spent
    assert (spent.calls, spent.failed, spent.tokens_in, spent.tokens_out) == (1, 0, 1000, 200)
    assert spent.cost == pytest.approx(0.004)
    assert (spent.currency, spent.estimated) == ("EUR", False)


@pytest.mark.parametrize(
    "usage",
    [None, "many", {}, {"prompt_tokens": -5, "completion_tokens": 1}, {"prompt_tokens": 1e99, "completion_tokens": 1}],
)
def test_tokens_that_nobody_counted_are_estimated_and_called_so(ask, usage):
    spent = ask(Reply(completion(json.dumps(GOOD), usage=usage))).inquiry.spent
    assert spent.estimated
    assert spent.tokens_in > 1000
    assert spent.tokens_out > 50


def test_no_more_calls_than_allowed(ask, model):
    text = "\n\n".join(ARTICLE for _ in range(10))
    made = ask(answer(), text=text, piece=1000, max_calls=2)
    assert len(model.seen) == 2
    assert len(made.inquiry.unanswered) == made.inquiry.pieces - 2
    assert "limit of 2 calls" in made.inquiry.unanswered[0]


def test_no_more_tokens_than_allowed(ask, model):
    with pytest.raises(OutOfBudget, match="limit of 2,500 tokens would be passed"):
        ask(GOOD, max_tokens=2500)
    assert not model.seen  # what might pass the limit is not sent


def test_one_limit_holds_for_all_articles_of_a_run(endpoint, model):
    asked = endpoint(max_calls=3)
    model.say(Reply(completion("yes")))
    for _ in range(3):
        asked.ask(ASKED, {})
    with pytest.raises(OutOfBudget, match="limit of 3 calls"):
        asked.ask(ASKED, {})
    assert len(model.seen) == 3


# The key


@pytest.fixture
def keyed(monkeypatch, endpoint):
    monkeypatch.setenv("TEST_KEY", "sk-secret-123")
    return lambda **more: endpoint(key_env="TEST_KEY", **more)


def test_the_key_goes_into_the_head_of_the_request_alone(keyed, model):
    model.say(Reply(completion("yes")))
    keyed().ask(ASKED, {})
    assert model.heads[0]["authorization"] == "Bearer sk-secret-123"
    assert "sk-secret" not in str(model.seen)


def test_a_key_that_a_server_sends_back_goes_no_further(keyed, model):
    model.say(Reply(b"bad key sk-secret-123", 401))
    with pytest.raises(NoAnswer, match=r"bad key \*\*\*"):
        keyed().ask(ASKED, {})
    model.replies[:] = [Reply(completion("your key is sk-secret-123"))]
    assert "sk-secret" not in keyed().ask(ASKED, {}).text


def test_a_key_is_not_carried_where_a_server_leads(keyed, model, settings):
    model.say(Reply(b"", 307, {"Location": model.url + "/elsewhere"}))
    with pytest.raises(NoAnswer):
        keyed().ask(ASKED, {})
    assert len(model.heads) == 1


def test_without_the_key_that_is_named_nothing_is_sent(endpoint, monkeypatch):
    monkeypatch.delenv("TEST_KEY", raising=False)
    with pytest.raises(DragomanError, match="environment variable TEST_KEY is not set"):
        endpoint(key_env="TEST_KEY")


def test_a_key_is_not_sent_unencrypted_to_another_machine(keyed):
    with pytest.raises(DragomanError, match="a key is not sent over http; use https"):
        keyed(endpoint="http://llm.example.org/v1")
