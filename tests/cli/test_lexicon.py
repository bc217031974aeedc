"""``lexicon check``, ``try`` and ``import-petrarch``, and frames and actors of one's own in ``code``."""

import json

import pytest
import yaml

GOOD = """\
- id: consult.hobnob
  code: CONSULT
  verbs: [hobnob]
  roles: {with: recipient}
  yes:
    - text: "[Iran](actor) hobnobbed with [Iraq](recipient)."
"""

FAULTS = """\
- id: consult.greet
  code: CONSULT
  verbs: [greet]
  modes: [embrace]
  contexts: [friendship]
  colour: red
  roles: {objekt: recipient, with: friend}
  when:
    object: [$guests, "kind:robot",
             "sector:XYZ", "type:HUG"]
    nowhere: [any]
  needs: [helper]
  reciprocal: maybe
  status: soon
  yes:
    - text: "[Iran](actor) greeted [Iraq(recipient)."
    - text: "[Iran](boss) greeted Iraq."
      code: GREETING
    - because: nothing
- id: consult.greet
  code: CONSULT
  verbs: {greet: yes}
  no: "Iran greets."
  yes:
    - text: "Iran greeted Iraq."
- just words
"""


@pytest.fixture
def mine(tmp_path):
    """Write a lexicon file and give its folder."""
    folder = tmp_path / "mine"
    folder.mkdir()

    def mine(text):
        (folder / "mine.yaml").write_text(text, encoding="utf-8")
        return folder

    return mine


def test_a_lexicon_in_order_is_said_to_be_so(mine, run):
    result = run("lexicon", "check", mine(GOOD))
    assert (result.exit_code, result.stdout) == (0, "")
    assert result.stderr == "dragoman: 1 frames with 1 examples: 0 faults\n"


def test_one_file_can_be_checked_by_itself(mine, run):
    folder = mine(GOOD)
    (folder / "other.yaml").write_text("- nonsense")
    assert run("lexicon", "check", folder / "mine.yaml").exit_code == 0


@pytest.mark.parametrize(
    ("line", "what", "way_out"),
    [
        (4, "CONSULT has no mode 'embrace'", "visit"),
        (5, "no context 'friendship'", "diplomatic"),
        (6, "unknown key 'colour'", "known keys are id"),
        (7, "no slot 'objekt'", "object"),
        (7, "the role 'friend'", "recipient"),
        (9, "the word set $guests", "words.yaml"),
        (9, "no kind 'robot'", "person"),
        (9, "no sector 'XYZ'", "MIL"),
        (9, "no type 'HUG'", "CONSULT"),
        (11, "no slot 'nowhere'", "preposition"),
        (12, "no role 'helper'", "recipient"),
        (13, "reciprocal is yes or no", "yes or no"),
        (14, "no status 'soon'", "ongoing"),
        (16, "a mark is not closed", "[words](role)"),
        (17, "the mark (boss) is no role", "recipient"),
        (17, "the code 'GREETING' of an example", "CONSULT"),
        (19, "an example under 'yes' needs a sentence", "text:"),
        (20, "the id 'consult.greet' is already at mine.yaml:1", "choose another"),
        (22, "verbs is a list of words", "[one, two]"),
        (23, "no is a list of sentences", "hyphen"),
        (26, "a frame is written as `key: value`", "README.md"),
    ],
)
def test_every_fault_has_its_line_and_the_way_out(mine, run, line, what, way_out):
    result = run("lexicon", "check", mine(FAULTS))
    assert result.exit_code == 3
    (told,) = [told for told in result.stdout.splitlines() if told.startswith(f"mine.yaml:{line}: ") and what in told]
    assert way_out in told


def test_a_file_that_is_no_yaml_does_not_hide_the_faults_of_others(mine, run):
    folder = mine(FAULTS)
    (folder / "broken.yaml").write_text("- id: a.b\n  verbs: [help\n")
    out = run("lexicon", "check", folder).stdout
    assert "broken.yaml:3: " in out
    assert "unknown key 'colour'" in out


@pytest.mark.parametrize("text", ["just words", "id: a.b\n", "- [a, b]\n", "- 1\n- id: {a: b}\n", "- ? [a]\n  : b\n"])
def test_whatever_stands_in_a_file_is_a_fault_and_no_crash(mine, run, text):
    result = run("lexicon", "check", mine(text))
    assert result.exit_code == 3
    assert "mine.yaml:" in result.stdout


def test_examples_that_come_out_otherwise_are_named_with_what_came_out(mine, run):
    wrong = GOOD + '    - text: "[Iraq](actor) hobnobbed with [Iran](recipient) about [Oman](recipient)."\n'
    wrong += '  no:\n    - "Iran hobnobbed with Iraq."\n'
    result = run("lexicon", "check", mine(wrong))
    assert result.exit_code == 1
    first, second = result.stdout.splitlines()
    assert first.startswith("mine.yaml:7: consult.hobnob: 'Iraq hobnobbed with Iran about Oman.': recipient ['Iran']")
    assert "expected 'Oman'" in first
    assert "the frame fired on 'hobnobbed'" in second


def test_two_frames_with_the_same_words_and_conditions_are_in_conflict(mine, run):
    other = GOOD.replace("consult.hobnob", "aid.hobnob").replace("CONSULT", "AID")
    result = run("lexicon", "check", mine(GOOD + other))
    assert result.exit_code == 1
    assert "mine.yaml:7: aid.hobnob cannot win with 'hobnob': consult.hobnob (mine.yaml:1)" in result.stdout


def test_try_shows_the_frame_its_roles_and_what_lost(run):
    result = run("lexicon", "try", "Germany agreed to send Ukraine tanks, and Iran met the deadline.")
    out = result.stdout
    assert result.exit_code == 0
    assert "frame agree.agree-to-do  agree.yaml:" in out
    assert "Germany [DEU]" in out
    assert "content     “send” 18-22  slot.to-do" in out
    assert "no event  “met” 47-50" in out
    assert "not         CONSULT (consult.meet): an exception holds" in out


def test_try_says_when_no_word_evokes_a_frame(run):
    assert run("lexicon", "try", "The cat slept.").stdout == "No word here evokes a frame.\n"


def test_frames_of_ones_own_are_laid_over_ours(mine, run):
    sentence = "Iran hobnobbed with Iraq and bombed Oman."
    assert "consult.hobnob" not in run("lexicon", "try", sentence).stdout
    out = run("lexicon", "try", sentence, "--lexicon", mine(GOOD)).stdout
    assert "frame consult.hobnob  mine.yaml:1" in out
    assert "frame assault.bomb " in out


def test_a_frame_with_the_id_of_one_of_ours_replaces_it(mine, run):
    frame = GOOD.replace("consult.hobnob", "assault.bomb")
    folder = mine(frame)
    assert "frame assault.bomb  mine.yaml:1" in run("lexicon", "try", "Iran hobnobbed.", "--lexicon", folder).stdout
    assert "assault.bomb " not in run("lexicon", "try", "Iran bombed Oman.", "--lexicon", folder).stdout


def test_code_takes_a_scheme_and_names_a_fault_of_a_lexicon(mine, run):
    line = json.dumps({"id": "a", "text": "The Turkish president visited Baghdad."})
    result = run("code", "--scheme", "cameo", given=line)
    assert [event["type"]["value"] for event in json.loads(result.stdout)["events"]] == ["042"]
    faulty = run("code", "--lexicon", mine(FAULTS), given=line)
    assert faulty.exit_code == 3
    assert "mine.yaml:6: unknown key 'colour'" in faulty.stderr


def test_events_are_found_by_code_and_root_of_a_scheme(tmp_path, database, run):
    article = tmp_path / "visit.txt"
    article.write_text("The Turkish president visited Baghdad. Iran accused Israel of corruption.")
    shown = run("read", article, "--scheme", "cameo").stdout
    assert "042 Make a visit" in shown
    assert "(+1.9)" in shown

    def types(*words):
        return [row["type"] for row in json.loads(run("events", "--scheme", "cameo", "-f", "json", *words).stdout)]

    assert types("--type", "04") == types("--type", "042") == ["042"]
    assert sorted(types("--type", "04", "--type", "11")) == ["042", "1121"]
    refused = run("events", "--type", "04")
    assert refused.exit_code == 2
    assert "CONSULT" in refused.stderr


# Dictionaries in PETRARCH format, invented for these tests.

VERBS = """\
<!-- Invented,
     over two lines -->
&PARCEL
+BLANKET
+FIELD KITCHEN
+ENVELOPE_

--- SNUB [120] ---
SNUB {SNUBS SNUBBED SNUBBING}   # a comment
SPURN ; another
COLD_+SHOULDER
- * ENVOY [125]
- * WITH % [046]
- NEVER * [050]
- * COMPLAINTS [---]

--- FERRY [070] ---
FERRY
SHUTTLE [030:030]
- * &PARCEL TO + [073]
- * &UNKNOWN [073]
- * OFF SOLDIERS [0874]
- + * FROM $ [174]
- * GOODS [999]

--- MUSE [010] ---
MUSE

~ SNUB (a b FERRY) = a b 120
"""

ACTORS = """\
# Invented
RURITANIAN_RIVER_GUARD_ [SRBMIL]
+RIVER_GUARD_
ORLA_TESSENDORF_ ; invented
+FRAU_TESSENDORF_
\t[DEUGOV 050101-091231]
\t[DEUELI >091231]
SERBIA_ [SRB]
BLUE_SHORE_LEAGUE_ [XQZREBOPP]
GREY_MARSHAL_
\t[SRBGOV sometime]
"""


@pytest.fixture
def imported(tmp_path, run):
    def imported(text):
        dictionary = tmp_path / "mini.txt"
        dictionary.write_text(text, encoding="utf-8")
        return run("lexicon", "import-petrarch", dictionary, "--out", tmp_path / "out"), tmp_path / "out"

    return imported


def test_verb_patterns_become_frames_whose_examples_come_out(imported, run):
    result, out = imported(VERBS)
    frames = {frame["gloss"]: frame for frame in yaml.safe_load((out / "mini.yaml").read_text())}
    assert len(frames) == 8
    parcel = frames["mini.txt, line 20: - * &PARCEL TO + [073]"]
    assert (parcel["code"], parcel["codes"], parcel["verbs"]) == ("AID", {"CAMEO": "073"}, ["ferry", "shuttle"])
    assert parcel["roles"] == {"to": "recipient"}
    assert parcel["when"]["object"] == ["blanket", "blankets", "kitchen", "kitchens", "envelope"]
    checked = run("lexicon", "check", out)
    assert (checked.exit_code, checked.stdout) == (0, "")
    assert result.exit_code == 1  # some lines were skipped


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        (11, "skipped: the main verb is not the first word"),
        (14, "skipped: words before the verb (NEVER)"),
        (15, "skipped: it says what is no event"),
        (21, "skipped: the synonym set &UNKNOWN is not defined"),
        (24, "skipped: the code [999] is not in CAMEO"),
        (27, "skipped: statements (01) are no events"),
        (29, "skipped: transformations of several verbs"),
        (19, "changed: only the first of its two codes is kept"),
        (20, "changed: of the phrases in &PARCEL only the last word is asked for"),
    ],
)
def test_what_verbs_cannot_keep_is_named_with_its_line(imported, line, reason):
    result, _ = imported(VERBS)
    assert f"mini.txt:{line}: {reason}" in result.stdout


def test_nothing_else_is_skipped(imported):
    result, _ = imported(VERBS)
    assert "7 lines skipped, 2 changed" in result.stderr


def test_imported_frames_give_their_cameo_code_back(imported, run):
    _, out = imported(VERBS)
    line = json.dumps({"id": "a", "text": "Germany ferried blankets to France. Norway spurned Sweden."})
    record = json.loads(run("code", "--lexicon", out, "--scheme", "cameo", given=line).stdout)
    assert [event["type"]["value"] for event in record["events"]] == ["073", "120"]


def test_phrases_marked_as_petrarch2_does_may_stand_before_the_verb(imported, run):
    _, out = imported("--- JOLT [190] ---\nJOLT\n- MILITIAS * {OLD BRIDGE} (IN VALLEY) [1712]\n")
    (_, frame) = yaml.safe_load((out / "mini.yaml").read_text())
    assert frame["when"] == {"subject": ["militias"], "anything": ["old"], "object": ["bridge"], "in": ["valley"]}


def test_actors_are_found_in_articles_with_their_codes(imported, run):
    _, out = imported(ACTORS)
    text = "Orla Tessendorf met the River Guard in Belgrade on Monday."

    def actors(published):
        line = json.dumps({"id": "a", "text": text, "published": published})
        found = json.loads(run("code", "--knowledge", out, given=line).stdout)["actors"]
        return {a["name"]: (a["kind"], a["country"]["value"], [s["value"] for s in a["sectors"]]) for a in found}

    assert actors("2008-01-02")["Ruritanian River Guard"] == ("organization", "SRB", ["MIL"])
    assert actors("2008-01-02")["Orla Tessendorf"] == ("person", "DEU", ["GOV"])
    assert actors("2015-01-02")["Orla Tessendorf"] == ("person", "DEU", ["ELI"])


def test_what_actors_cannot_keep_is_named_with_its_line(imported):
    result, _ = imported(ACTORS)
    assert [line.partition("mini.txt:")[2] for line in result.stdout.splitlines()] == [
        "8: skipped: known already as SRB; its entry is left as it is",
        "10: skipped: it has no code",
        "11: skipped: the dates 'sometime' are not <date, >date or date-date",
        "9: changed: the country XQZ of [XQZREBOPP] is not known; of [XQZREBOPP] only the first role is kept",
    ]


def test_an_import_never_overwrites(imported):
    imported(VERBS)
    again, out = imported(VERBS.replace("SNUB", "SNAB"))
    assert again.exit_code == 3
    assert "mini.yaml is there already" in again.stderr
    assert "SNAB" not in (out / "mini.yaml").read_text()


def test_a_file_that_is_no_dictionary_is_refused(imported):
    result, out = imported("Dear diary,\nnothing happened.\n")
    assert result.exit_code == 3
    assert "neither verbs" in result.stderr
    assert not out.exists()
