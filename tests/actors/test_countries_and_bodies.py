from __future__ import annotations

import pytest

from dragoman.model.entities import ActorKind, MentionForm


@pytest.mark.parametrize(
    ("text", "words", "ids"),
    [
        ("Turkey condemned the attack.", "Turkey", {"TUR"}),
        ("Türkiye condemned the attack.", "Türkiye", {"TUR"}),
        ("They denounced the Israeli aggression against Qatar.", "Israeli", {"ISR"}),
        ("Libyans marched through the city.", "Libyans", {"LBY"}),
        ("The United States and Jordan signed a pact.", "States", {"USA"}),
        ("The United States and Jordan signed a pact.", "Jordan", {"JOR"}),
        ("The Syrian government rejected the offer.", "government", {"SYR"}),
        ("The Damascus administration rejected the offer.", "administration", {"SYR"}),
        ("Turkey backs the new administration in Syria.", "administration", {"SYR"}),
        ("The Turkish side raised the matter.", "side", {"TUR"}),
        ("The Syrian army entered the town.", "army", {"SYR-MIL"}),
        ("Israeli troops entered the town.", "troops", {"ISR-MIL"}),
        ("Iraqi police arrested four men.", "police", {"IRQ-COP"}),
        ("Syrian refugees returned home.", "refugees", {"SYR-refugees"}),
        ("Israeli settlers attacked the village.", "settlers", {"ISR-civilians"}),
        ("Hungarian and Romanian officials agreed on Wednesday.", "officials", {"HUN-officials", "ROU-officials"}),
        ("The governments of Iraq and Jordan agreed.", "governments", {"IRQ", "JOR"}),
        ("Kurdish rebels attacked a post in Turkey.", "rebels", {"TUR-KURDS-REB"}),
        ("Iraqi Kurds sought refuge abroad.", "Kurds", {"IRQ-KURDS"}),
    ],
)
def test_who_is_meant(read, text, words, ids):
    assert read(text).ids(words) == ids


@pytest.mark.parametrize(
    ("text", "words", "rule"),
    [
        ("Damascus rejected the offer.", "Damascus", "actor.capital-as-government"),
        ("Talks between Ankara and Moscow began.", "Moscow", "actor.capital-as-government"),
        ("Washington called on Tehran to stop.", "Tehran", "actor.capital-as-government"),
        ("The ministers met in Damascus.", "Damascus", "actor.place-as-host"),
        ("He paid a visit to Damascus.", "Damascus", "actor.place-as-host"),
        ("The minister arrived in Baghdad.", "Baghdad", "actor.place-as-host"),
        ("Fighting went on in Syria.", "Syria", "actor.place-as-host"),
        ("The convoy reached the outskirts of Tripoli.", "Tripoli", "actor.place-as-host"),
        ("Shells hit Aleppo.", "Aleppo", "actor.city"),
    ],
)
def test_places_are_told_from_governments(read, text, words, rule):
    assert read(text).reference(words).rule == rule


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Pro-Russian separatists took the airport.", "Russian"),
        ("Iranian-backed militias fired rockets.", "Iranian"),
        ("Michael Jordan opened a shop.", "Jordan"),
        ("They ate turkey on Thursday.", "turkey"),
        ("The reporter asked us about it.", "us"),
        ("The European Community met, officials of the state-owned firm said.", "state"),
    ],
)
def test_what_is_no_country(read, finder, text, words):
    assert not read(text).ids(words) & set(finder.knowledge.countries)


def test_backed_militias_belong_to_no_backer(read):
    militias = read("Iranian-backed militias fired rockets.").actor("militias")
    assert militias.kind is ActorKind.ARMED_GROUP
    assert militias.country is None


def test_acronym_in_brackets_is_the_same_actor(read):
    text = read("The Homs Liberation Front (HLF) advanced. The HLF took two villages.")
    assert text.ids("Front") == text.ids("HLF", 1) == text.ids("HLF", 2)
    assert text.reference("HLF", 2).form is MentionForm.ACRONYM


def test_class_noun_with_a_name_is_the_name(read):
    text = read("They discussed cooperation against the ISIL terrorist organization.")
    assert text.ids("organization") == text.ids("ISIL") == {"ISIL"}


def test_group_members_are_the_group(read):
    assert read("SDF fighters withdrew from the town.").ids("fighters") == {"SDF"}


def test_part_of_relation_names_both_groups(read):
    text = read("Turkey sees the YPG, the backbone of the Syrian Democratic Forces, as a threat.")
    (relation,) = [r for r in text.found.relations if r.child == "YPG"]
    assert (relation.kind, relation.parent) == ("part_of", "SDF")
    assert relation.evidence[0].text == "YPG, the backbone of the Syrian Democratic Forces"


def test_unnamed_police_take_the_country_of_the_place(read):
    text = read("Police clashed with protesters in Athens.")
    assert text.actor("Police").country.value == "GRC"
    assert text.actor("Police").country.rule == "actor.country-of-place"
    assert not text.reference("Police").certain


def test_possessed_body_belongs_to_the_possessor(read):
    assert read("Iran said its army was ready.").ids("army") == {"IRN-MIL"}


def test_fallen_regime_is_an_actor_of_its_own(read):
    text = read("Turkey backed Syria after the fall of the Assad regime.")
    regime = text.actor("regime")
    assert (regime.kind, regime.country.value) == (ActorKind.GOVERNMENT, "SYR")
    assert regime.sectors[0].value == "ELI"
