from __future__ import annotations

import pytest

from dragoman.model.entities import ActorKind


def test_title_gives_office_country_and_employer(read):
    person = read("Syria's interim President Rami Darwish met reporters.").actor("Darwish")
    (office,) = person.offices
    assert (office.title, office.country, office.basis) == ("interim President", "SYR", "stated")
    assert (person.country.value, person.sectors[0].value, person.acts_for) == ("SYR", "GOV", "SYR")


def test_organization_before_a_title_with_its_acronym(read):
    person = read("National Transport Council (NTC) chief Tarkan Yelken paid a visit to Damascus.").actor("Yelken")
    assert person.offices[0].organization == "National Transport Council"


def test_surname_later_is_the_same_person(read):
    text = read("Turkish Trade Minister Tarkan Yelken arrived. Yelken met the press. Later Yelken left.")
    assert text.ids("Yelken", 1) == text.ids("Yelken", 2) == text.ids("Yelken", 3)


def test_title_after_the_name(read):
    text = read("Tarkan Yelken, the head of the Iraqi army, spoke.")
    assert text.actor("Yelken").country.value == "IRQ"
    assert text.actor("Yelken").sectors[0].value == "MIL"
    assert text.ids("head") == text.ids("Yelken")


def test_title_before_a_comma(read):
    person = read("The Iraqi oil minister, Tarkan Yelken, resigned.").actor("Yelken")
    assert person.country.value == "IRQ"


def test_title_over_its_complement(read):
    person = read("Iraqi Ambassador to Germany Tarkan Yelken was summoned.").actor("Yelken")
    assert person.country.value == "IRQ"


def test_commander_of_a_group_acts_for_the_group(read):
    person = read("SDF commander Tarkan Yelken rejected the plan.").actor("Yelken")
    assert (person.acts_for, person.country.value, person.sectors[0].value) == ("SDF", "SYR", "REB")


def test_former_officials_are_elites(read):
    assert read("Former Iraqi minister Tarkan Yelken was jailed.").actor("Yelken").sectors[0].value == "ELI"


def test_two_people_of_one_surname_stay_two(read):
    text = read("Iraqi Oil Minister Tarkan Yelken met Turkish Trade Minister Orhan Yelken.")
    assert text.ids("Tarkan Yelken") != text.ids("Orhan Yelken")


def test_private_person_is_not_named(read):
    text = read("Resident Perihan Yelken told reporters that her house was hit. Yelken wept.")
    assert text.actor("Yelken").kind is ActorKind.POPULATION
    for actor in text.found.actors:
        assert "Yelken" not in actor.name
        assert "yelken" not in actor.id
        assert all("Yelken" not in mention.evidence.text for mention in actor.mentions)


def test_office_alone_finds_the_holder_in_the_article(read):
    text = read(
        "Syrian Oil Minister Rami Darwish met Turkish Foreign Minister Tarkan Yelken. "
        "The Syrian minister praised the talks. The Turkish top diplomat left."
    )
    assert text.ids("The Syrian minister") == text.ids("Darwish")
    assert text.ids("diplomat") == text.ids("Yelken")


def test_office_in_a_quotation_belongs_to_the_speakers_country(read):
    text = read('Iraqi President Rami Darwish said, "The oil minister will resign."')
    minister = text.actor("oil minister")
    assert minister.country.value == "IRQ"
    assert minister.country.rule == "actor.country-of-speaker"


def test_counterpart_holds_the_same_office_elsewhere(read):
    text = read("Iraqi Interior Minister Rami Darwish met his Jordanian counterpart.")
    counterpart = text.actor("counterpart")
    assert counterpart.country.value == "JOR"
    assert counterpart.id != "rami-darwish"


def test_coordinated_officials_take_the_country(read):
    text = read("He met Syria's interim President Rami Darwish and other senior officials.")
    officials = text.actor("officials")
    assert (officials.id, officials.country.rule) == ("SYR-officials", "actor.country-of-coordinate")


def test_title_gives_away_a_name(read):
    assert read("First Minister of Scotland Nicola Quizzle spoke.").actor("Quizzle").kind is ActorKind.PERSON


def test_somebody_new_is_the_same_in_every_article_of_the_same_country(read):
    first = read("Foreign Minister Orhan Ornek of Turkey spoke.")
    second = read("Turkey's energy minister, Orhan Ornek, left. Ornek was tired.")
    assert "TUR:orhan-ornek" in first.actors
    assert second.ids("Ornek", 2) == {"TUR:orhan-ornek"}


def test_two_new_people_of_one_name_are_two(read):
    assert "GRC:ali-ornek" in read("Greek minister Ali Ornek spoke.").actors
    assert "TUR:ali-ornek" in read("Turkish minister Ali Ornek spoke.").actors
    assert "commander:ali-ornek" in read("Commander Ali Ornek spoke.").actors


def test_a_title_in_apposition_is_the_nearest_name_s(read):
    text = read("Mazloum Abdi of the SDF and Jens Stoltenberg, NATO's secretary general, spoke.", "2023-05-05")
    offices = {office.title for office in text.actors["mazloum-abdi"].offices}
    assert "secretary general" not in offices
    assert "secretary general" in {office.title for office in text.actors["jens-stoltenberg"].offices}


def test_who_holds_office_in_a_body_is_a_member_of_it(read):
    found = read("Mohamed Hamdan Dagalo, commander of the RSF, left.", "2023-05-05").found
    (relation,) = [relation for relation in found.relations if relation.kind == "member_of"]
    assert (relation.child, relation.parent) == ("mohamed-hamdan-dagalo", "SDN-RSF")
    assert [evidence.text for evidence in relation.evidence] == ["commander", "RSF"]


def test_a_spokesman_is_known_by_the_name_that_follows(read):
    text = read("The RSF attacked. A spokesman for the group, Alfatih Ornek, said it had won.", "2025-05-07")
    assert "spokesperson:alfatih-ornek" in text.actors
    assert text.ids("the group") <= {"SDN-RSF"}


def test_a_namesake_of_a_leader_is_not_the_leader(read):
    """A surname alone needs the country, the office or the full name."""
    for sentence in (
        "Richards scored twice.",
        "Adam and Christine left.",
        "The Power lost the game.",
        "Dominic Abbott sang.",
    ):
        assert not [a for a in read(sentence, "2007-09-28").actors.values() if a.known and a.kind == "person"]
    assert "vladimir-putin" in read("Putin said so on Monday.", "2022-09-28").actors
    assert "ibrahim-kalin" in read("Kalın met Sharaa in Damascus.", "2025-09-17").actors


@pytest.mark.parametrize(
    "text",
    [
        "He served as President of India for five years.",
        "She ran for vice president of the United States.",
        "The president of the Tunisian League for Human Rights spoke.",
        "He was Barack Obama's vice president.",
        "The first lady of the United States spoke.",
        "Poland's captain apologised.",
        "An American vice president may do that.",
    ],
)
def test_a_title_that_means_no_holder_of_the_day_names_none(read, text):
    known = {actor.id for actor in read(text, "2019-07-08").actors.values() if actor.known and actor.kind == "person"}
    assert known <= {"barack-obama"}


@pytest.mark.parametrize(
    ("text", "holder"),
    [
        ("The president of India spoke.", "ram-nath-kovind"),
        ("The U.S. vice president left.", "mike-pence"),
        ("Turkey's spy chief left.", "hakan-fidan"),
        ("The British leader spoke.", "theresa-may"),
        ("The Syrian leader spoke.", "bashar-al-assad"),
        ("The Israeli army chief left.", "aviv-kochavi"),
    ],
)
def test_an_office_names_its_holder_of_the_day(read, text, holder):
    assert holder in read(text, "2019-07-08").actors


def test_the_first_of_two_surnames_is_the_person_named_in_full(code):
    text = "Puerto Rico Governor Ricardo Rosselló Nevares resigned. Rosselló said he would not run again."
    (person,) = [actor for actor in code(text, "2019-07-28").actors if actor.kind == "person"]
    assert {mention.evidence.text for mention in person.mentions} >= {"Ricardo Rosselló Nevares", "Rosselló"}


def test_a_given_name_alone_is_the_man_named_in_full_before(read):
    text = read("Anwar Ibrahim spoke on Monday. Anwar told reporters that he would stay.")
    assert text.ids("Anwar", 2) == text.ids("he") == {"anwar-ibrahim"}


def test_a_surname_is_known_as_the_article_spells_it(read):
    text = read("Iranian Foreign Minister Abbas Araqchi arrived. Araqchi warned of war.")
    assert text.ids("Araqchi", 2) == {"abbas-araghchi"}


def test_a_title_before_a_row_is_only_the_next_name_s(read):
    text = read("He met Thailand's minister Maris Sangiampongsa and Cambodian Prime Minister Hun Manet.")
    assert text.actor("Hun Manet").country.value == "KHM"


def test_a_surname_after_near_is_a_place(read):
    assert "salou-djibo" not in read("The army killed 40 fighters near Djibo.").ids("Djibo")
