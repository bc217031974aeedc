"""Stances: what somebody's words say of a topic, in sentences as news has them."""

import pytest

CASES = [
    # Support
    ("Fidan said Türkiye supports the ceasefire.", "ceasefire", "supports"),
    ("“We welcome the truce,” Macron said.", "ceasefire", "supports"),
    ("Lavrov stressed the importance of Syria's sovereignty.", "territorial-integrity", "supports"),
    ("Blinken said that the territorial integrity of Ukraine was essential.", "territorial-integrity", "supports"),
    ("“The return of refugees is our priority,” Sharaa said.", "refugee-return", "supports"),
    ("Guterres said a two-state solution was the only way forward.", "two-state-solution", "supports"),
    ("“We stand for a negotiated settlement,” Wang said.", "peace-talks", "supports"),
    ("Erdoğan said his country respected the unity of Iraq.", "territorial-integrity", "supports"),
    ("“Elections would be an important step for the country,” Dbeibah said.", "elections", "supports"),
    ("“We back Sweden's bid to join NATO,” Biden said.", "alliance-membership", "supports"),
    ("Egypt supports the reconstruction of Gaza.", "reconstruction", "supports"),
    ("Germany welcomed the prisoner exchange.", "prisoners", "supports"),
    # Opposition
    ("Netanyahu said Israel opposes a Palestinian state.", "two-state-solution", "opposes"),
    ("“We reject any interference in our affairs,” Raisi said.", "foreign-interference", "opposes"),
    ("Zelensky said the annexation of Crimea was unacceptable.", "occupation", "opposes"),
    ("“Lifting the sanctions would be a mistake,” Sullivan said.", "sanctions-relief", "opposes"),
    ("Lavrov said NATO enlargement was a threat to Russia.", "alliance-membership", "opposes"),
    ("“The sanctions are illegal,” Maduro said.", "sanctions", "opposes"),
    ("“The deployment of foreign troops is out of the question,” Sisi said.", "troop-deployment", "opposes"),
    ("Hungary opposes a ban on Russian oil.", "energy", "supports"),
    ("Brazil condemned the blockade.", "sanctions", "opposes"),
    ("Iran rejected direct negotiations with the United States.", "peace-talks", "opposes"),
    ("“This illegal occupation has gone on for decades,” Abbas said.", "occupation", "opposes"),
    ("Pakistan denounced the missile test.", "missile-programme", "opposes"),
    # Demands
    ("Zelensky said Russian troops must leave Ukraine.", "troop-withdrawal", "demands"),
    ("“The hostages must be released,” Scholz said.", "prisoners", "demands"),
    ("Guterres said aid should be allowed into Gaza.", "humanitarian-access", "demands"),
    ("Türkiye called for a ceasefire.", "ceasefire", "demands"),
    ("Aliyev urged Armenia to withdraw its forces.", "troop-withdrawal", "demands"),
    ("China demanded that the United States lift its sanctions.", "sanctions-relief", "demands"),
    ("“Elections need to be held this year,” Mitsotakis said.", "elections", "demands"),
    ("“We expect the militia to lay down its weapons,” Aoun said.", "disarmament", "demands"),
    ("“We want Israel to open the border crossing,” Safadi said.", "borders", "demands"),
    ("Macron called on both sides to stop the fighting and return to talks.", "peace-talks", "demands"),
    ("Araghchi said the United States had to lift the sanctions.", "sanctions-relief", "demands"),
    # Offers
    ("“We are ready for talks,” Putin said.", "peace-talks", "offers"),
    ("Pezeshkian said Iran was ready to return to negotiations.", "peace-talks", "offers"),
    ("“We will withdraw our troops,” Aliyev said.", "troop-withdrawal", "offers"),
    ("Starmer said Britain would recognise a Palestinian state.", "recognition", "offers"),
    ("Erdoğan said Türkiye was willing to host peace talks.", "peace-talks", "offers"),
    ("Modi offered humanitarian aid to Myanmar.", "humanitarian-access", "offers"),
    ("“We will send tanks to Ukraine,” Scholz said.", "arms-deliveries", "offers"),
    ("Qatar expressed its readiness to fund the reconstruction.", "reconstruction", "offers"),
    # Warnings
    ("Fidan warned against provocations.", "foreign-interference", "warns"),
    ("Guterres warned of a ground offensive in Rafah.", "military-operation", "warns"),
    ("Borrell warned that the ceasefire could collapse.", "ceasefire", "warns"),
    ("“If the aggression continues, we will respond,” Khamenei said.", "aggression", "warns"),
    ("“The blockade threatens to starve thousands,” Türk warned.", "sanctions", "warns"),
    # Negation
    ("“We do not support the sanctions,” Fidan said.", "sanctions", "opposes"),
    ("“We will not recognise the annexation,” Erdoğan said.", "occupation", "opposes"),
    ("Orbán said Hungary would not send weapons to Ukraine.", "arms-deliveries", "opposes"),
    ("“We will never accept the partition of Syria,” Erdoğan said.", "partition", "opposes"),
    ("“We are not against negotiations,” Putin said.", "peace-talks", "supports"),
    ("Lukashenko said he did not oppose talks.", "peace-talks", "supports"),
    ("“We are not ready to negotiate,” Hemedti said.", "peace-talks", "opposes"),
    ("“The sanctions must not be lifted,” Zelensky said.", "sanctions-relief", "opposes"),
    ("“Nobody will divide Syria,” Sharaa said.", "partition", "opposes"),
    ("“There will be no talks with the regime,” Netanyahu said.", "peace-talks", "opposes"),
    ("“There is no alternative to negotiations,” Merkel said.", "peace-talks", "supports"),
    ("Kim said the nuclear programme was not up for discussion.", "nuclear-programme", "opposes"),
    # Ends, breaches and refusals turn a stance round
    ("“The blockade must end,” Haniyeh said.", "sanctions", "opposes"),
    ("Borrell demanded an end to the occupation.", "occupation", "opposes"),
    ("Qatar condemned the violation of the ceasefire.", "ceasefire", "supports"),
    ("“We will not stop our military operation,” Putin said.", "military-operation", "supports"),
    ("Macron condemned Israel's refusal to accept a ceasefire.", "ceasefire", "supports"),
    ("Sánchez accused Israel of blocking humanitarian aid.", "humanitarian-access", "supports"),
    ("Canada called on Russia to stop the bombardment.", "military-operation", "opposes"),
    ("“We support the fight against terrorism,” Fidan said.", "counter-terrorism", "supports"),
    # Conditions
    ("“There will be no normalization before a Palestinian state is recognised,” bin Salman said.",
     "diplomatic-relations", "opposes"),
    ("“There will be no normalization before a Palestinian state is recognised,” bin Salman said.",
     "recognition", "demands"),
    ("“We will return to talks if the sanctions are lifted,” Araghchi said.", "sanctions-relief", "demands"),
    ("“We will return to talks if the sanctions are lifted,” Araghchi said.", "peace-talks", "offers"),
    ("“We will not withdraw our troops until the hostages are released,” Netanyahu said.", "prisoners", "demands"),
    ("Putin said Russia was ready for a ceasefire if Ukraine gave up its bid to join NATO.", "ceasefire", "offers"),
    # Nothing shown
    ("Peskov said the talks had lasted two hours.", "peace-talks", "neutral"),
    ("Fidan said refugees had crossed the border in the morning.", "refugee-hosting", "neutral"),
    ("“The election took place in May,” Kallas said.", "elections", "neutral"),
    ("Sharaa spoke after the ceasefire and said the roads were open.", "ceasefire", None),
]  # fmt: skip


@pytest.mark.parametrize(("text", "topic", "stance"), CASES)
def test_a_sentence_shows_a_stance(stances, text, topic, stance):
    taken = {shown for shown, _ in stances(text).get(topic, ())}
    assert taken == ({stance} if stance else set())
