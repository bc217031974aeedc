"""The lexicon: its examples come out as they say, and its faults name file and line."""

import pytest

from dragoman.coding.lexicon import Lexicon
from dragoman.evaluate.examples import run
from dragoman.model.problems import KnowledgeFault


@pytest.fixture(scope="module")
def lexicon():
    return Lexicon.load()


def test_every_example_comes_out_as_it_says(lexicon, code):
    faults = [f"{o.location} {o.frame}: {o.text!r}: {o.fault}" for o in run(lexicon, code) if o.fault]
    assert not faults, "\n".join(faults)


def test_all_sixteen_types_and_at_least_400_frames(lexicon):
    assert len({frame.code for frame in lexicon.frames}) == 16
    assert len(lexicon.frames) >= 400


def test_every_frame_has_a_positive_example(lexicon):
    assert [frame.id for frame in lexicon.frames if not frame.positive] == []


def _folder(tmp_path, frames):
    from dragoman import data

    for name in ("words.yaml", "defaults.yaml"):
        (tmp_path / name).write_text(data.path("lexicon", name).read_text(encoding="utf-8"), encoding="utf-8")
    (tmp_path / "mine.yaml").write_text(frames, encoding="utf-8")
    return tmp_path


def test_all_faults_are_told_at_once_with_their_lines(tmp_path):
    frames = """\
- id: consult.greet
  code: CONSULTS
  verbs: [greet]
  yes:
    - text: "[Iran](actor) greeted Iraq."
- id: nofamily
  code: AID
  modes: [visit]
  verbs: [help]
  roles: {object: receiver}
"""
    with pytest.raises(KnowledgeFault) as caught:
        Lexicon.load(_folder(tmp_path, frames))
    lines = str(caught.value).splitlines()
    assert any(line.startswith("mine.yaml:2:") and "CONSULTS" in line for line in lines)
    assert any(line.startswith("mine.yaml:6:") and "nofamily" in line for line in lines)
    assert any("AID has no mode 'visit'" in line for line in lines)
    assert any("'receiver'" in line for line in lines)
    assert any("at least one example" in line for line in lines)


def test_the_same_id_twice_is_a_fault_that_names_the_first(tmp_path):
    frame = '- id: a.b\n  code: AID\n  verbs: [help]\n  yes:\n    - text: "[Iran](actor) helped [Iraq](recipient)."\n'
    with pytest.raises(KnowledgeFault, match=r"mine.yaml:6: the id 'a.b' is already at mine.yaml:1"):
        Lexicon.load(_folder(tmp_path, frame + frame))


def test_broken_yaml_names_the_line(tmp_path):
    with pytest.raises(KnowledgeFault, match=r"mine.yaml:[23]: "):
        Lexicon.load(_folder(tmp_path, "- id: a.b\n  verbs: [help\n"))


def test_a_repeated_key_is_a_fault(tmp_path):
    with pytest.raises(KnowledgeFault, match="stands twice"):
        Lexicon.load(_folder(tmp_path, "- id: a.b\n  code: AID\n  code: SUPPORT\n"))


def test_norway_stays_norway(tmp_path):
    """YAML readers that guess turn NO into false."""
    frame = '- id: a.b\n  code: AID\n  verbs: [help]\n  when: {object: [NO]}\n  yes:\n    - text: "Iran helped NO."\n'
    (condition,) = Lexicon.load(_folder(tmp_path, frame)).frames[0].when
    assert condition.lemmas == {"NO"}


def test_a_frame_is_a_candidate_only_where_its_fixed_word_may_stand(lexicon):
    def tried(*around):
        return {pattern.text for pattern, _ in lexicon.candidates("verb", "lay", set(around))}

    assert "lay down arm" in tried("lay", "down", "arm")
    assert "lay down arm" not in tried("lay", "egg")
