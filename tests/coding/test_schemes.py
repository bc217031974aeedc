"""A scheme of one's own: what stands in docs/schemes.md comes out as it says there; CAMEO; faults."""

import re
from pathlib import Path

import pytest

from conftest import ids, only
from dragoman import explain, ontology
from dragoman.coding.lexicon import Lexicon
from dragoman.evaluate.examples import PUBLISHED
from dragoman.model.problems import KnowledgeFault
from dragoman.pipeline import Pipeline
from dragoman.reading import Overrides, read_text
from dragoman.scheme import Scheme, shipped

DOCS = Path(__file__).parents[2] / "docs" / "schemes.md"


def coder(scheme=None, **files):
    pipeline = Pipeline.load(scheme, **files)
    return lambda text: pipeline.code(read_text(text, overrides=Overrides(published=PUBLISHED)))


def written(folder, files):
    """The folder with some files in it."""
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def mine(tmp_path_factory):
    """The scheme of the documentation, as a folder."""
    blocks = re.findall(r"```yaml\n# talk/(\S+)\n(.*?)```", DOCS.read_text(encoding="utf-8"), re.DOTALL)
    return written(tmp_path_factory.mktemp("mine"), dict(blocks))


@pytest.fixture(scope="module")
def cameo():
    return coder("cameo")


def test_the_scheme_in_the_documentation_has_ten_lines(mine):
    lines = [line for file in mine.rglob("*.yaml") for line in file.read_text().splitlines()]
    assert len(lines) <= 10


def test_the_scheme_in_the_documentation_codes_as_it_says(mine):
    code = coder(mine)
    rows = re.findall(r"^\| (.+\.) \| (\S[^|]*) \| ([^|]*)\|$", DOCS.read_text(encoding="utf-8"), re.MULTILINE)
    assert len(rows) == 5
    for sentence, type, score in rows:
        found = [(event.type.value, f"{event.score:g}") for event in code(sentence).events]
        assert found == ([] if type == "left out" else [(type, score.strip())]), sentence


def test_a_record_says_which_scheme_it_is_written_in(mine):
    assert coder(mine)("Israel bombed Damascus.").scheme == "Talk and fight"
    assert coder()("Israel bombed Damascus.").scheme == "PLOVER"


def test_plover_events_have_the_score_of_their_mode(code):
    event = only(code("The Turkish president visited Baghdad."))
    assert (event.type.value, [m.value for m in event.modes], event.score) == ("CONSULT", ["visit"], 4.0)


@pytest.mark.parametrize(
    ("sentence", "code", "score"),
    [
        ("The Turkish president visited Baghdad.", "042", 1.9),
        ("Germany will visit France.", "036", 4.0),  # a codebook rule made it an agreement; it was a visit
        ("Germany agreed to meet France.", "036", 4.0),  # what is agreed is a meeting
        ("Turkey promised to help Syria.", "033", 5.2),
        ("Iran accused Israel of corruption.", "1121", -2.0),
        ("Norway gave weapons to Ukraine.", "072", 8.3),
        ("Police arrested two activists in Cairo.", "173", -5.0),
        ("Israeli drones struck Damascus.", "195", -10.0),
        ("Russia demanded that Ukraine withdraw its troops.", "105", -5.0),
        ("Russia urged Ukraine to withdraw its troops.", "0256", -0.3),
        ("Norway recognized Palestine as a state.", "054", 6.0),
    ],
)
def test_cameo_code_and_goldstein_score(cameo, sentence, code, score):
    assert [(event.type.value, event.score) for event in cameo(sentence).events] == [(code, score)]


def test_who_did_it_to_whom_stays_the_same(cameo, code):
    sentence = "Iran accused Israel of corruption."
    one, other = only(code(sentence)), only(cameo(sentence))
    assert (ids(one.actor), ids(one.recipient)) == (ids(other.actor), ids(other.recipient)) == (["IRN"], ["ISR"])


def test_explain_shows_how_a_code_was_come_by(cameo):
    record = cameo("The Turkish president visited Baghdad.")
    shown = explain.text(record, record.events[0].id)
    assert "042 Make a visit" in " ".join(shown.split())
    assert "CAMEO: CONSULT mode:visit is 042" in shown


def test_every_frame_that_cameo_names_is_in_the_lexicon():
    frames = [frame.id for frame in Lexicon.load().frames]
    named = [origin.frame for type in Scheme.load("cameo").ontology.types.values() for origin in type.origins]
    unknown = {
        name
        for name in filter(None, named)
        if name not in frames and not (name.endswith("*") and any(id.startswith(name[:-1]) for id in frames))
    }
    assert unknown == set()


def test_every_plover_event_has_a_cameo_code():
    """A type alone, without a mode or context, is enough."""
    plain = {
        origin.type
        for type in Scheme.load("cameo").ontology.types.values()
        for origin in type.origins
        if not (origin.modes or origin.contexts or origin.was or origin.frame)
    }
    assert plain == set(ontology.plover().types)


def test_a_frame_may_name_the_code_itself(tmp_path):
    frame = """\
- id: mine.parley
  code: CONSULT
  codes: {CAMEO: "0243"}
  verbs: [parley]
  yes:
    - text: "[Iran](actor) parleyed with [Iraq](recipient)."
"""
    code = coder("cameo", lexicon=written(tmp_path, {"mine.yaml": frame}))
    assert only(code("Iran parleyed with Iraq.")).type.value == "0243"


OWN = {
    "ontology.yaml": """\
name: Favours
roots:
  KIND: {gloss: What is kind}
types:
  FAVOUR:
    root: KIND
    gloss: Does a favour
    score: 2
    modes: {big: 5, small: 1}
    traits: [promise]
  PLEDGE: {}
contexts: [money]
""",
    "lexicon/favour.yaml": """\
- id: favour.befriend
  code: FAVOUR
  verbs: [befriend]
  modes: [big]
  yes:
    - text: "[Norway](actor) befriended [Sweden](recipient)."
""",
}


RULE = "{id: promised, when: {types: [FAVOUR], status: [future]}, then: {type: PLEDGE, status: actual}}"


def test_a_scheme_without_plover_codes_by_its_own_frames_alone(tmp_path):
    code = coder(written(tmp_path, OWN))
    event = only(code("Norway befriended Sweden and bombed Denmark."))
    assert (event.type.value, event.gloss, event.score) == ("FAVOUR", "Does a favour", 5.0)
    assert event.status.value == "actual"


def test_our_codebook_rules_do_not_apply_to_it_but_its_own_do(tmp_path):
    folder = written(tmp_path, OWN)
    assert only(coder(folder)("Norway will befriend Sweden.")).status.value == "future"
    contexts = "money: [bank]\n"
    written(tmp_path, {"coding/conventions.yaml": f"conventions: [{RULE}]\n", "coding/contexts.yaml": contexts})
    event = only(coder(folder)("Norway will befriend Sweden and its bank."))
    assert (event.type.value, event.trace.conventions) == ("PLEDGE", ("promised",))
    assert [context.value for context in event.contexts] == ["money"]


@pytest.mark.parametrize(
    ("files", "fault"),
    [
        ({"ontology.yaml": "name: X\ntypes:\n  A: {from: [CONSULTS]}\n"}, r"ontology.yaml:3: A: no type 'CONSULTS'"),
        ({"ontology.yaml": "types:\n  A:\n    from: [AID mode:visit]\n"}, r"yaml:3: A: AID has no mode 'visit'"),
        ({"ontology.yaml": "types:\n  A: {from: [AID place:x]}\n"}, r"ontology.yaml:2: 'place:x' after AID"),
        ({"ontology.yaml": "types:\n  A: {scoer: 3}\n"}, r"ontology.yaml:2: unknown key 'scoer'"),
        ({"ontology.yaml": "types:\n  A: {score: high}\n"}, r"ontology.yaml:2: the score 'high' is not a number"),
        ({"ontology.yaml": "types:\n  A: {traits: [friendly]}\n"}, r"ontology.yaml:2: unknown trait 'friendly'"),
        ({"ontology.yaml": "types: [A, B]\n"}, r"ontology.yaml:1: types"),
        ({"ontology.yaml": "name: X\n"}, r"ontology.yaml:1: there are no types"),
        ({"ontology.yaml": "types:\n  A: {}\n"}, r"nothing leads to these types"),
        ({"lexicon/x.yaml": ""}, r"holds no ontology.yaml"),
        (
            {**OWN, "coding/conventions.yaml": f"conventions:\n  - {RULE}\n".replace("FAVOUR", "NO")},
            r"conventions.yaml:2: promised: the type 'NO' is not in the ontology",
        ),
        ({**OWN, "coding/contexts.yaml": "war: [tank]\n"}, r"contexts.yaml:1: the context 'war' is not"),
        ({**OWN, "coding/modes.yaml": "FAVOUR:\n  huge: [very]\n"}, r"modes.yaml:\d: FAVOUR with huge"),
        ({**OWN, "coding/conventions.yaml": "conventions:\n  - x\n"}, r"conventions.yaml:2: a rule needs id"),
        ({**OWN, "coding/modes.yaml": "FAVOUR: huge\n"}, r"modes.yaml:1: FAVOUR holds a list of words"),
        ({**OWN, "coding/contexts.yaml": "[money]\n"}, r"contexts.yaml:1: the file is no list of `key: value`"),
        ({**OWN, "lexicon/words.yaml": "rivers: Nile\n"}, r"words.yaml: rivers is a list"),
    ],
)  # fmt: skip
def test_what_is_wrong_in_a_scheme_is_named_with_its_file(tmp_path, files, fault):
    with pytest.raises(KnowledgeFault, match=fault):
        Pipeline.load(written(tmp_path, files))


def test_an_unknown_scheme_names_those_there_are():
    with pytest.raises(KnowledgeFault, match=r"no scheme 'cameo2'.*plover, cameo"):
        Scheme.load("cameo2")
    assert shipped() == ["plover", "cameo"]


def test_an_edited_scheme_codes_stored_articles_anew(tmp_path):
    folder = written(tmp_path, OWN)
    before = Pipeline.load(folder).version
    assert Pipeline.load(folder).version == before
    (folder / "ontology.yaml").write_text(OWN["ontology.yaml"].replace("score: 2", "score: 3"))
    assert len({before, Pipeline.load(folder).version, Pipeline.load().version, Pipeline.load("cameo").version}) == 4
