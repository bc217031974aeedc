"""Stances: what somebody's words say of a topic, in sentences as news has them."""

import pytest

CASES = [
    # Support
    ("Foreign Minister Hakan Fidan said Türkiye supports the ceasefire.", "ceasefire", "supports"),
    ("“We welcome the truce,” President Emmanuel Macron said.", "ceasefire", "supports"),
    ("Sergei Lavrov stressed the importance of Syria's sovereignty.", "territorial-integrity", "supports"),
    ("Wang Yi said that the territorial integrity of Ukraine was essential.", "territorial-integrity", "supports"),
    ("“The return of refugees is our priority,” Ahmed al-Sharaa said.", "refugee-return", "supports"),
    ("António Guterres said a two-state solution was the only way forward.", "two-state-solution", "supports"),
    ("“We stand for a negotiated settlement,” Wang Yi said.", "peace-talks", "supports"),
    ("President Erdoğan said his country respected the unity of Iraq.", "territorial-integrity", "supports"),
    ("“Elections would be an important step for the country,” Abdul Hamid Dbeibah said.", "elections", "supports"),
    ("Marco Rubio said Washington backed Sweden's bid to join NATO.", "alliance-membership", "supports"),
    ("Egypt supports the reconstruction of Gaza.", "reconstruction", "supports"),
    ("Germany welcomed the prisoner exchange.", "prisoners", "supports"),
    # Opposition
    ("Prime Minister Netanyahu said Israel opposes a Palestinian state.", "two-state-solution", "opposes"),
    ("“We reject any interference in our affairs,” Ebrahim Raisi said.", "foreign-interference", "opposes"),
    ("President Zelensky said the annexation of Crimea was unacceptable.", "occupation", "opposes"),
    ("“Lifting the sanctions would be a mistake,” Jake Sullivan said.", "sanctions-relief", "opposes"),
    ("Sergei Lavrov said NATO enlargement was a threat to Russia.", "alliance-membership", "opposes"),
    ("“The sanctions are illegal,” Nicolás Maduro said.", "sanctions", "opposes"),
    ("“The deployment of foreign troops is out of the question,” President Sisi said.", "troop-deployment", "opposes"),
    ("Hungary opposes a ban on Russian oil.", "energy", "supports"),
    ("Brazil condemned the blockade.", "sanctions", "opposes"),
    ("Iran rejected direct negotiations with the United States.", "peace-talks", "opposes"),
    ("“This illegal occupation has gone on for decades,” Mahmoud Abbas said.", "occupation", "opposes"),
    ("Pakistan denounced the missile test.", "missile-programme", "opposes"),
    # Demands
    ("President Zelensky said Russian troops must leave Ukraine.", "troop-withdrawal", "demands"),
    ("“The hostages must be released,” Olaf Scholz said.", "prisoners", "demands"),
    ("António Guterres said aid should be allowed into Gaza.", "humanitarian-access", "demands"),
    ("Türkiye called for a ceasefire.", "ceasefire", "demands"),
    ("President Ilham Aliyev urged Armenia to withdraw its forces.", "troop-withdrawal", "demands"),
    ("China demanded that the United States lift its sanctions.", "sanctions-relief", "demands"),
    ("“Elections need to be held this year,” Kyriakos Mitsotakis said.", "elections", "demands"),
    ("“We expect the militia to lay down its weapons,” Joseph Aoun said.", "disarmament", "demands"),
    ("“We want Israel to open the border crossing,” Ayman Safadi said.", "borders", "demands"),
    ("Emmanuel Macron called on both sides to lay down arms and return to talks.", "peace-talks", "demands"),
    ("Abbas Araghchi said the United States had to lift the sanctions.", "sanctions-relief", "demands"),
    # Offers
    ("“We are ready for talks,” Vladimir Putin said.", "peace-talks", "offers"),
    ("Masoud Pezeshkian said Iran was ready to return to negotiations.", "peace-talks", "offers"),
    ("“We will withdraw our troops,” President Ilham Aliyev said.", "troop-withdrawal", "offers"),
    ("Keir Starmer said Britain would recognise a Palestinian state.", "recognition", "offers"),
    ("President Erdoğan said Türkiye was willing to host peace talks.", "peace-talks", "offers"),
    ("Narendra Modi offered humanitarian aid to Myanmar.", "humanitarian-access", "offers"),
    ("“We will send tanks to Ukraine,” Olaf Scholz said.", "arms-deliveries", "offers"),
    ("Qatar expressed its readiness to fund the reconstruction.", "reconstruction", "offers"),
    # Warnings
    ("Foreign Minister Hakan Fidan warned against provocations.", "foreign-interference", "warns"),
    ("António Guterres warned of a ground offensive in Rafah.", "military-operation", "warns"),
    ("Josep Borrell warned that the ceasefire could collapse.", "ceasefire", "warns"),
    ("“If the aggression continues, we will respond,” Ali Khamenei said.", "aggression", "warns"),
    ("“The blockade threatens to starve thousands,” UN rights chief Volker Türk warned.", "sanctions", "warns"),
    ("Qatar warned against undermining the ceasefire.", "ceasefire", "supports"),
    # Negation
    ("“We do not support the sanctions,” Foreign Minister Hakan Fidan said.", "sanctions", "opposes"),
    ("“We will not recognise the annexation,” President Erdoğan said.", "occupation", "opposes"),
    ("Viktor Orbán said Hungary would not send weapons to Ukraine.", "arms-deliveries", "opposes"),
    ("“We will never accept the partition of Syria,” President Erdoğan said.", "partition", "opposes"),
    ("“We are not against negotiations,” Vladimir Putin said.", "peace-talks", "supports"),
    ("Alexander Lukashenko said he did not oppose talks.", "peace-talks", "supports"),
    ("“We are not ready to negotiate,” Sudanese rebel leader Mohamed Hamdan Dagalo said.", "peace-talks", "opposes"),
    ("“The sanctions must not be lifted,” President Zelensky said.", "sanctions-relief", "opposes"),
    ("“Nobody will divide Syria,” Ahmed al-Sharaa said.", "partition", "opposes"),
    ("“There will be no talks with the regime,” Prime Minister Netanyahu said.", "peace-talks", "opposes"),
    ("“There is no alternative to negotiations,” Chancellor Angela Merkel said.", "peace-talks", "supports"),
    ("Kim Jong Un said the nuclear programme was not up for discussion.", "nuclear-programme", "opposes"),
    # Ends, breaches and refusals turn a stance round
    ("“The blockade must end,” Ismail Haniyeh said.", "sanctions-relief", "demands"),
    ("Josep Borrell demanded an end to the occupation.", "occupation", "opposes"),
    ("Qatar condemned the violation of the ceasefire.", "ceasefire", "supports"),
    ("“We will not stop our military operation,” Vladimir Putin said.", "military-operation", "supports"),
    ("Pedro Sánchez accused Israel of blocking humanitarian aid.", "humanitarian-access", "supports"),
    ("Canada called on Russia to stop the bombardment.", "military-operation", "opposes"),
    ("“We support the fight against terrorism,” Foreign Minister Hakan Fidan said.", "counter-terrorism", "supports"),
    # Conditions
    ("“There will be no normalization before a Palestinian state is recognised,” Mohammed bin Salman said.",
     "diplomatic-relations", "opposes"),
    ("“There will be no normalization before a Palestinian state is recognised,” Mohammed bin Salman said.",
     "recognition", "demands"),
    ("“We will return to talks if the sanctions are lifted,” Abbas Araghchi said.", "sanctions-relief", "demands"),
    ("“We will return to talks if the sanctions are lifted,” Abbas Araghchi said.", "peace-talks", "offers"),
    ("“We will not withdraw our troops until the hostages are free,” Netanyahu said.", "prisoners", "demands"),
    ("Vladimir Putin said Russia was ready for a ceasefire if Ukraine left the city.", "ceasefire", "offers"),
    # Nothing shown
    ("Dmitry Peskov said the talks had lasted two hours.", "peace-talks", "neutral"),
    ("Foreign Minister Hakan Fidan said refugees had crossed the border in the morning.", "refugees", "neutral"),
    ("“The election took place in May,” Kaja Kallas said.", "elections", "neutral"),
    ("Ahmed al-Sharaa spoke after the ceasefire and said the roads were open.", "ceasefire", None),
]  # fmt: skip


@pytest.mark.parametrize(("text", "topic", "stance"), CASES)
def test_a_sentence_shows_a_stance(stances, text, topic, stance):
    taken = {shown for shown, _ in stances(text).get(topic, ())}
    assert taken == ({stance} if stance else set())


def test_who_condemns_a_refusal_is_on_the_other_side(stances):
    taken = stances("President Emmanuel Macron condemned Israel's refusal to accept a ceasefire.")["ceasefire"]
    assert sorted(taken) == [("opposes", ["ISR"]), ("supports", ["emmanuel-macron"])]


MANY_SENTENCES = """\
“The sanctions have lasted for ten years. We will never accept them. A political solution is the only way,” \
Foreign Minister Abbas Araghchi said. “Our troops stay where they are. We reject any interference.”"""


def test_a_quotation_of_several_sentences_takes_a_position_on_each_topic(stances):
    taken = {topic: [stance for stance, _ in found] for topic, found in stances(MANY_SENTENCES).items()}
    assert taken["sanctions"] == ["opposes"]
    assert taken["peace-talks"] == ["supports"]
    assert taken["foreign-interference"] == ["opposes"]


def test_what_stands_for_a_topic_in_the_next_sentence_shows_the_stance(code):
    text = "“They speak of a partition of the country. We reject this idea,” Syrian President Ahmed al-Sharaa said."
    (position,) = (p for p in code(text).positions if p.topic.value == "partition")
    assert position.stance.value == "opposes"
    assert [words.text for words in position.stance.evidence] == ["reject", "idea"]
    assert [part.text for part in position.content] == ["They speak of a partition of the country.",
                                                        "We reject this idea"]  # fmt: skip


def test_both_sides_take_a_position_together(code):
    text = "Türkiye and Syria stressed the importance of border security."
    (position,) = (p for p in code(text).positions if p.topic.value == "borders")
    assert {holder.value for holder in position.holder} == {"TUR", "SYR"}
    assert [side.value for side in position.represents] == [holder.value for holder in position.holder]


def test_what_others_want_is_no_position_of_the_speaker(stances):
    text = "Iranian President Masoud Pezeshkian said Israel opposed the talks."
    assert stances(text)["peace-talks"] == [("neutral", ["masoud-pezeshkian"])]


def test_we_are_the_speakers_state(code):
    text = "Türkiye is watching. “We oppose the sanctions,” Turkish Foreign Minister Hakan Fidan said on Tuesday."
    (position,) = (p for p in code(text).positions if p.topic.value == "sanctions")
    assert [holder.value for holder in position.holder] == ["hakan-fidan"]
    assert [side.value for side in position.represents] == ["TUR"]
    assert position.stance.value == "opposes"
    assert [words.text for words in position.stance.evidence] == ["oppose"]
    assert [words.text for words in position.topic.evidence] == ["sanctions"]


def test_a_group_speaks_for_itself(code):
    text = "Hamas said it was ready for a ceasefire."
    (position,) = (p for p in code(text).positions if p.topic.value == "ceasefire")
    assert [side.value for side in position.represents] == [holder.value for holder in position.holder] == ["HAMAS"]


def test_what_is_denied_is_opposed(stances):
    text = "Iran denied that it supported the sanctions."
    assert [stance for stance, _ in stances(text)["sanctions"]] == ["opposes"]


def test_a_position_is_taken_on_the_day_of_the_words_or_else_of_the_article(code):
    dated = code("On Sept. 3, Türkiye rejected the sanctions.", published="2025-09-20")
    plain = code("Türkiye supports the ceasefire.", published="2025-09-20")
    assert [p.date.value for p in dated.positions] == ["2025-09-03"]
    assert [(p.date.value, p.date.rule) for p in plain.positions] == [("2025-09-20", plain.document.published.rule)]


def test_a_wider_topic_is_left_out_where_a_closer_one_is_named(stances):
    found = stances("Türkiye supports the safe return of refugees.")
    assert "refugee-return" in found
    assert found.keys().isdisjoint({"migration", "refugees", "refugee-hosting"})


def test_all_words_of_a_position_are_in_the_text(code):
    record = code(MANY_SENTENCES)
    for position in record.positions:
        for words in (*position.topic.evidence, *position.stance.evidence, *position.content):
            assert record.document.text[words.start : words.end] == words.text
