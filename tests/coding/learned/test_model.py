"""What the learned model says of sentences written for it, with the weights that are shipped."""

import pytest

from dragoman import explain
from dragoman.coding.confidence import confidence
from dragoman.coding.learned.candidate import Candidate, evoked
from dragoman.coding.learned.model import NO_EVENT, EventTypeModel
from dragoman.coding.match import Matcher
from dragoman.evaluate import plv
from dragoman.model.problems import KnowledgeFault
from dragoman.reading import read_text


@pytest.fixture(scope="module")
def model():
    return EventTypeModel.load()


@pytest.fixture(scope="module")
def candidate(pipeline):
    def make(marked):
        text, actor, recipient = plv.spans(marked)
        annotation = pipeline.annotate(read_text(text))
        coded = pipeline.events.code(annotation, pipeline.statements.code(annotation))
        sights = evoked(Matcher(pipeline.events.lexicon, annotation), zip(coded.events, coded.chosen, strict=True))
        return Candidate(annotation.parse, actor, recipient, sights)

    return make


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        ("<s>Norway</s> condemned <t>Belarus</t> on Friday.", "ACCUSE"),
        ("<s>Kenya</s> called on <t>Somalia</t> to open the road.", "REQUEST"),
        ("<s>Rebels</s> shelled <t>an army base</t> near Goma.", "ASSAULT"),
        ("<s>Peru</s> cut diplomatic ties with <t>Bolivia</t>.", "SANCTION"),
        pytest.param(
            "<s>Peru</s> imposed sanctions on <t>Bolivia</t>.",
            "SANCTION",
            marks=pytest.mark.xfail(strict=True, reason="the corpus it learned from codes new sanctions as COERCE"),
        ),
        ("<s>Spanish police</s> arrested <t>two Moroccan men</t>.", "COERCE"),
        ("<s>The foreign minister of Chile</s> met <t>his Cuban colleague</t> in Lima.", "CONSULT"),
        ("<s>Japan</s> sent food to <t>Nepal</t> after the earthquake.", "AID"),
        ("<s>Ghana</s> freed <t>three prisoners from Togo</t>.", "RETREAT"),
        ("<s>Iceland</s> rejected <t>a British</t> proposal.", "REJECT"),
    ],
)
def test_a_clear_sentence_gets_its_type(model, candidate, marked, expected):
    shares = model.given_event(candidate(marked))
    assert max(shares, key=lambda name: shares[name]) == expected


def test_probabilities_name_every_type_and_sum_to_one(model, candidate, pipeline):
    shares = model.probabilities(candidate("<s>Norway</s> condemned <t>Belarus</t>."))
    assert len(shares) == 17
    assert NO_EVENT in shares
    assert sum(shares.values()) == pytest.approx(1, abs=1e-5)
    assert all(0 <= share <= 1 for share in shares.values())


def test_who_does_it_matters(model, candidate):
    forward = model.probabilities(candidate("<s>Norway</s> condemned <t>Belarus</t>."))
    turned = model.probabilities(candidate("<t>Norway</t> condemned <s>Belarus</s>."))
    assert forward[NO_EVENT] < 0.5 < turned[NO_EVENT]


def test_reasons_name_the_words_of_the_deed(model, candidate):
    reasons = model.why(candidate("<s>Norway</s> condemned <t>Belarus</t> on Friday."), "ACCUSE")
    assert any("condemned" in reason.words for reason in reasons)
    assert "condemned" in str(reasons[0])
    assert [r.weight for r in reasons] == sorted((r.weight for r in reasons), reverse=True)


@pytest.mark.xfail(strict=True, reason="few protests without a recipient to learn from: ACCUSE comes out first")
def test_a_recipient_may_be_missing(model, candidate):
    shares = model.given_event(candidate("<s>Thousands of students</s> protested in the capital."))
    assert max(shares, key=lambda name: shares[name]) == "PROTEST"


def test_missing_weights_are_told_with_the_way_out(tmp_path):
    with pytest.raises(KnowledgeFault, match="make train"):
        EventTypeModel.load(tmp_path / "none.npz")


def test_an_event_has_a_confidence_that_explain_tells(code):
    record = code("Norway condemned Belarus on Friday.")
    (event,) = record.events
    assert event.confidence > 0.8
    assert "condemned" in explain.text(record, event.id)
    assert event.trace.model.startswith("ACCUSE")


def test_what_no_frame_sees_is_found_by_the_model_and_says_so(code):
    (event,) = code("Malaysian soldiers remained on high alert along the border with Thailand.").events
    assert (event.type.value, event.type.rule) == ("MOBILIZE", "model.mobilize")
    assert event.trace.location.startswith("event-types.npz")


def test_confidence_grows_with_what_the_model_says(code):
    (event,) = code("Norway condemned Belarus on Friday.").events
    assert confidence(event, {"ACCUSE": 0.9, "AID": 0.1}) > confidence(event, {"ACCUSE": 0.1, "AID": 0.9})
