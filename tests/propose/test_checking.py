"""What of an answer holds: words of the text, codes of the ontology, actors, dates and places as the coder has them."""

import pytest

from dragoman.model.events import Status
from dragoman.show.proposals import refused

from .conftest import answer, commitment, event, statement


def reasons(made):
    return [(one.field, one.reason, one.whole) for one in made.inquiry.refusals]


def test_an_entry_that_holds_is_coded_with_the_words_it_was_read_from(ask):
    made = ask(answer(events=[event()]))
    (one,) = made.record.events
    text = made.record.document.text
    assert (one.type.value, one.score, [mode.value for mode in one.modes]) == ("CONSULT", 4.0, ["visit"])
    assert [words.text for words in one.triggers] == ["met"]
    assert [(a.value, a.evidence[0].text) for a in one.actor] == [("hakan-fidan", "Hakan Fidan")]
    assert [a.evidence[0].text for a in one.recipient] == ["Ahmad al-Sharaa"]
    assert one.date is not None
    assert one.date.value == "2025-09-17"
    assert one.place is not None
    for words in (*one.triggers, *one.actor[0].evidence, *one.recipient[0].evidence, *one.date.evidence):
        assert text[words.start : words.end] == words.text
    assert not made.inquiry.refusals


def test_who_is_meant_is_what_the_built_in_coder_makes_of_the_same_words(ask, code):
    made = ask(answer(events=[event()]))
    ours = code(made.record.document.text)
    meeting = next(one for one in ours.events if one.type.value == "CONSULT")
    (one,) = made.record.events
    assert {a.value for a in (*one.actor, *one.recipient)} == {a.value for a in (*meeting.actor, *meeting.recipient)}
    assert one.place is not None
    assert meeting.place is not None
    assert one.place.value == meeting.place.value


def test_every_entry_says_which_model_proposed_it(ask):
    made = ask(answer(events=[event()], statements=[statement()], commitments=[commitment()]))
    record = made.record
    assert record.version.startswith("llm:test-1@")
    assert record.events[0].type.rule == record.events[0].trace.frame == "proposed.test-1"
    assert record.statements[0].rule == record.commitments[0].rule == "proposed.test-1"
    assert all(one.rule.startswith("proposed.test-1") for one in (*record.events[0].actor, record.events[0].date))


def test_a_statement_is_direct_where_it_stands_in_quotation_marks(ask):
    indirect = statement(quote="the border would stay closed", speaker=["Fidan"], cue="added")
    made = ask(answer(statements=[statement(quote='"We will not accept a divided Syria,"'), indirect]))
    assert [one.kind for one in made.record.statements] == ["direct", "indirect"]
    assert made.record.statements[0].content[0].text == "We will not accept a divided Syria,"


def test_a_deadline_is_read_from_its_words(ask):
    (one,) = ask(answer(commitments=[commitment()])).record.commitments
    assert one.deadline is not None
    assert one.deadline.value.endswith("2025-12-31")
    assert one.term is not None
    assert one.term.words.text == "by the end of 2025"


@pytest.mark.parametrize(
    ("fields", "field", "reason"),
    [
        ({"quote": "Hakan Fidan met President al-Sharaa"}, "quote", "is not in the text"),
        ({"quote": "…"}, "quote", "is not in the text"),
        ({"quote": "akan Fidan met"}, "quote", "is not in the text"),  # cuts a word
        ({"trigger": "struck"}, "trigger", "is not in the quotation"),
        ({"actor": ["Vladimir Putin"]}, "actor", "is not in the text"),
        ({"actor": ["Hakan Fidan", "NATO"]}, "actor", "is not in the text"),
        ({"actor": ["border"]}, "actor", "is in the text, but no actor there"),
        ({"actor": [], "recipient": []}, "actor", "nobody is named in it"),
        ({"type": "ASSAULT", "recipient": []}, None, None),  # may be without
        ({"type": "AID", "recipient": [], "modes": []}, "recipient", "AID needs a recipient"),
        ({"recipient": ["Fidan"]}, "recipient", "is on both sides"),
        ({"type": "MEETING"}, "type", "is no type of PLOVER"),
        ({"status": "certain"}, "status", "is no status of PLOVER"),
    ],
)
def test_an_entry_that_does_not_hold_is_refused_and_the_reason_told(ask, fields, field, reason):
    made = ask(answer(events=[event(**fields), event(trigger="Damascus")]))
    if field is None:
        assert len(made.record.events) == 2
        return
    assert len(made.record.events) == 1  # the other one is not touched by it
    assert reasons(made) == [(field, reason, True)]
    assert made.inquiry.refusals[0].number == 1


@pytest.mark.parametrize(
    ("fields", "field", "reason"),
    [
        ({"date": "last Friday"}, "date", "is not in the text"),
        ({"date": "2025-09-17"}, "date", "is not in the text"),
        ({"date": "met"}, "date", "is in the text, but no date that can be settled"),
        ({"place": "Moscow"}, "place", "is not in the text"),
        ({"place": "border"}, "place", "is in the text, but no place there"),
        ({"modes": ["aerial"]}, "modes", "is no mode of CONSULT"),
        ({"contexts": ["weather"]}, "contexts", "is no context"),
    ],
)
def test_a_field_that_does_not_hold_is_left_out_and_the_entry_stands(ask, fields, field, reason):
    made = ask(answer(events=[event(**fields)]))
    (one,) = made.record.events
    assert not getattr(one, field)
    assert reasons(made) == [(field, reason, False)]
    assert refused(made.inquiry) == "1 field"


def test_white_space_quotation_marks_and_dashes_may_differ_and_the_span_is_the_texts_own(ask):
    text = "Turkey said:\n“It’s a red\u00a0line — for Ankara.” Iran condemned it."
    made = ask(answer(statements=[statement(quote="It's a red  line - for Ankara.", speaker=["Turkey"])]), text=text)
    (one,) = made.record.statements
    assert one.content[0].text == "It’s a red\u00a0line — for Ankara."


def test_of_words_that_stand_in_the_text_twice_those_near_the_other_words_are_meant(ask):
    text = "Iran rejected the plan. Nothing else was heard for days. Israel rejected the plan."
    second = event(
        quote="rejected the plan", trigger="rejected", type="REJECT", modes=[], contexts=[], actor=["Israel"],
        recipient=[], date=None, place=None,
    )  # fmt: skip
    (one,) = ask(answer(events=[second]), text=text).record.events
    assert one.triggers[0].start == text.rindex("rejected")


def test_what_took_place_long_before_the_article_is_history(ask):
    text = "In May 2021, Iran condemned Israel."
    old = event(
        quote="Iran condemned Israel", trigger="condemned", type="ACCUSE", modes=[], contexts=[], actor=["Iran"],
        recipient=["Israel"], date="In May 2021", place=None,
    )  # fmt: skip
    made = ask(answer(events=[old]), text=text)
    assert made.record.events[0].status.value is Status.HISTORICAL


def test_what_is_given_twice_counts_once(ask):
    made = ask(answer(events=[event(), event()]))
    assert len(made.record.events) == 1
    assert reasons(made) == [("quote", "is given twice", True)]


def test_codes_may_be_written_small(ask):
    assert ask(answer(events=[event(type="consult", status="Actual")])).record.events[0].type.value == "CONSULT"


def test_an_entry_of_another_form_is_refused_by_itself(ask):
    made = ask({"events": [{"type": "CONSULT"}, "met", event()], "statements": [statement(speaker="Fidan")]})
    assert len(made.record.events) == 1
    assert [(one.part, one.number) for one in made.inquiry.refusals] == [("event", 1), ("event", 2), ("statement", 1)]
    assert all(one.reason.startswith("does not fit the schema") for one in made.inquiry.refusals)
    assert refused(made.inquiry) == "2 events, 1 statement"


def test_an_article_without_anything_to_propose_is_an_answer_too(ask):
    made = ask(answer())
    assert made.is_answered
    assert not made.record.events
    assert not made.inquiry.refusals


def test_a_long_article_goes_out_in_pieces_of_whole_paragraphs(ask, model):
    text = "\n\n".join(f"Iran condemned Israel for the strike of day {n}, officials said on Friday." for n in range(30))
    quote = "Iran condemned Israel for the strike of day 29"
    late = event(
        quote=quote, trigger="condemned", type="ACCUSE", modes=[], contexts=[], actor=["Iran"], recipient=["Israel"],
        date=None, place=None,
    )  # fmt: skip
    made = ask(answer(), answer(), answer(), answer(events=[late]), text=text, piece=700)
    assert made.inquiry.pieces == len(model.seen) == made.inquiry.spent.calls == 4
    sent = [body["messages"][1]["content"] for body in model.seen]
    assert all(any(f"day {n}," in piece for piece in sent) for n in range(30))
    assert made.record.events[0].triggers[0].start > text.index("day 28")


def test_a_piece_answers_for_its_own_words_only(ask):
    text = "\n\n".join(f"Iran condemned Israel for the strike of day {n}, officials said on Friday." for n in range(30))
    early = event(quote="for the strike of day 0", trigger="strike", date=None, place=None)
    made = ask(answer(), answer(events=[early]), text=text, piece=1500)
    assert ("quote", "is not in the text", True) in reasons(made)
