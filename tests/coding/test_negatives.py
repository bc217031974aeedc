"""Sport, weather, markets, the kitchen and the arts borrow the words of war and diplomacy; no event comes of them."""

from pathlib import Path

import pytest

TEXT = Path(__file__).with_name("negatives.txt").read_text(encoding="utf-8")
SENTENCES = [line for line in TEXT.splitlines() if line and line[0] not in "#["]

#: Politics in the same fields: each still gives an event of its type.
POLITICS = [
    ("Egypt banned two films and arrested their director.", "COERCE"),
    ("Iran condemned the Danish film as an insult to Islam.", "ACCUSE"),
    ("China boycotted the Olympics in Moscow.", "PROTEST"),
    ("North Korea and South Korea agreed to send a joint team to the Olympics.", "AGREE"),
    ("The president of France met the president of Brazil at the World Cup final.", "CONSULT"),
    ("Russian troops shelled a stadium in Kharkiv.", "ASSAULT"),
    ("Ukraine shot down a Russian drone over a football field.", "ASSAULT"),
    ("Police in Turkey arrested twenty football fans after the match.", "COERCE"),
    ("Protesters in Athens threw stones at police after the derby.", "PROTEST"),
    ("Turkey sent aid to Haiti after the hurricane.", "AID"),
    ("Iceland opened its embassy in Tokyo during a storm.", "SUPPORT"),
    ("Britain withdrew its soldiers from Helmand in a sandstorm.", "RETREAT"),
    ("The United Nations called for aid for flood victims in Pakistan.", "REQUEST"),
    ("Israel bombed a market in Gaza.", "ASSAULT"),
    ("The United States imposed sanctions on a Chinese bank.", "SANCTION"),
    ("The European Union agreed to buy vaccines from Pfizer.", "AGREE"),
    ("Syria's army seized a bakery in Idlib.", "COERCE"),
    ("Soldiers shot a poet in Myanmar.", "ASSAULT"),
    ("The Kremlin accused a British museum of spying.", "ACCUSE"),
    ("Germany sued Greece over a statue.", "ACCUSE"),
]


def test_at_most_two_percent_of_the_sentences_yield_an_event(code):
    fired = [
        f"{sentence}\n    {[(e.trace.frame, e.triggers[0].text) for e in events]}"
        for sentence in SENTENCES
        if (events := code(sentence).events)
    ]
    assert len(SENTENCES) == 300
    assert len(fired) <= 0.02 * len(SENTENCES), "\n".join([f"{len(fired)} of {len(SENTENCES)} fire:", *fired])


@pytest.mark.parametrize(("sentence", "kind"), POLITICS)
def test_politics_in_these_fields_is_still_coded(code, sentence, kind):
    assert kind in [event.type.value for event in code(sentence).events]


def test_an_article_on_sport_gives_no_event_where_a_sentence_has_no_word_of_sport(code):
    article = (
        "The midfielder scored twice before half-time.\n\n"
        "Peru attacked again and Chile surrendered.\n\n"
        "The goalkeeper saved a penalty kick."
    )
    assert code(article).events == ()
    assert code("Peru attacked again and Chile surrendered.").events
