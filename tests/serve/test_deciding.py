"""Decisions through the API: corrections in their maker's name, the queue, follows, settings, and the log of it all."""

from dragoman.store.roles import Role


def reports(client, **asked):
    return client.get("/reports", params=asked).raise_for_status().json()["rows"]


def test_a_decision_is_made_in_the_name_of_the_token_and_can_be_undone(served):
    with served.client(Role.EDITOR) as editor:
        entry = reports(editor, type="ASSAULT", limit=1)[0]["id"]
        body = {"kind": "edit", "entry": entry, "fields": {"type": ["ACCUSE"]}, "reason": "only said"}
        made = editor.post("/corrections", json=body)
        assert made.status_code == 201, made.text
        assert made.json()["author"] == served.names[Role.EDITOR]
        assert editor.get(made.headers["location"].removeprefix("/api/v1")).json() == made.json()
        assert entry in [row["id"] for row in reports(editor, type="ACCUSE")]
        undo = editor.post("/corrections", json={"kind": "undo", "correction": made.json()["id"]})
        assert undo.status_code == 201
        assert entry not in [row["id"] for row in reports(editor, type="ACCUSE")]
        states = {row["id"]: row["state"] for row in editor.get("/corrections").json()["rows"]}
        assert states[made.json()["id"]] == "undone"


def test_wrong_decisions_say_the_way_out_and_leave_no_trace(served):
    with served.client(Role.EDITOR) as editor, served.client(Role.ADMIN) as admin:
        entry = reports(editor, limit=1)[0]["id"]
        before = admin.get("/audit").json()["total"]
        for body, said in [
            ({"kind": "edit", "entry": entry, "fields": {"type": ["ACCUZE"]}}, "ACCUSE"),
            ({"kind": "edit", "entry": entry, "fields": {"colour": ["red"]}}, "colour"),
            ({"kind": "undo", "correction": "r99999"}, "r99999"),
            ({"kind": "confirm", "entry": entry.split(":")[0] + ":e99"}, "e99"),
            ({"kind": "praise", "entry": entry}, "praise"),
        ]:
            answer = editor.post("/corrections", json=body)
            assert answer.status_code == 422, answer.text
            assert said in answer.json()["detail"]
        assert admin.get("/audit").json()["total"] == before


def test_the_queue_grows_shorter_with_each_decision(served):
    with served.client(Role.EDITOR) as editor:
        first = editor.get("/review", params={"limit": 3}).json()
        for row, kind in zip(first["rows"], ("confirm", "reject", "swap"), strict=True):
            assert editor.post("/corrections", json={"kind": kind, "entry": row["id"]}).status_code == 201
        now = editor.get("/review", params={"limit": 3}).json()
        assert not {row["id"] for row in first["rows"]} & {row["id"] for row in now["rows"]}
        assert now["judged"] >= first["judged"] + 2
        with served.client() as anyone:
            assert anyone.get("/review").json()["judged"] == 0


def test_reports_are_merged_and_split_and_entries_added(served):
    with served.client(Role.EDITOR) as editor:
        one, other = (row["id"] for row in reports(editor, type="CONSULT", limit=2))
        assert editor.post("/corrections", json={"kind": "merge", "entry": one, "others": [other]}).status_code == 201
        assert {row["report"]["id"] for row in editor.get(f"/events/{one}").json()["reports"]} == {one, other}
        assert editor.post("/corrections", json={"kind": "split", "entry": one, "others": [other]}).status_code == 201
        assert len(editor.get(f"/events/{one}").json()["reports"]) == 1
        added = {
            "kind": "add",
            "of": "statement",
            "article": one.split(":")[0],
            "words": "Kalın said",
            "fields": {"speaker": ["kalin"]},
        }
        assert editor.post("/corrections", json=added).status_code == 201


def test_a_query_is_followed_told_and_forgotten(served):
    with served.client(Role.EDITOR) as editor:
        body = {"name": "raids", "filter": {"actor": ["ISR"], "type": ["ASSAULT"]}, "what": ["events"]}
        assert editor.post("/follows", json=body).status_code == 201
        assert editor.post("/follows", json=body).status_code == 422
        digest = editor.get("/follows/raids/digest").raise_for_status().json()
        assert digest["sections"][0]["total"] > 0
        told = editor.post("/follows/raids/told", json=digest["mark"])
        assert told.json()["mark"] == digest["mark"]
        assert editor.get("/follows/raids/digest").json()["sections"] == []
        assert editor.delete("/follows/raids").status_code == 204
        assert editor.get("/follows/raids").status_code == 404
        wrong = editor.post("/follows", json={"name": "x", "filter": {"type": ["RAID"]}})
        assert (wrong.status_code, wrong.json()["parameter"]) == (422, "type")


def test_all_that_is_written_is_in_the_log_with_who_did_it(served):
    with served.client(Role.ADMIN) as admin:
        name = admin.get("/settings").json()["rows"][0]
        assert admin.put(f"/settings/{name['name']}", json={"value": name["allowed"][-1]}).status_code == 200
        assert admin.get("/settings").json()["rows"][0]["value"] == name["allowed"][-1]
        assert admin.put(f"/settings/{name['name']}", json={"value": "nonsense"}).status_code == 422
        last = admin.get("/audit", params={"limit": 1}).json()["rows"][0]
        assert (last["author"], last["operation"], last["subject"]) == (
            served.names[Role.ADMIN],
            "setting",
            name["name"],
        )


def test_corrections_of_one_article_and_no_other(served):
    with served.client(Role.EDITOR) as editor:
        by_article = {row["id"].split(":")[0]: row["id"] for row in reports(editor, limit=100)}
        one, other = list(by_article.values())[:2]
        for entry in (one, other):
            assert editor.post("/corrections", json={"kind": "confirm", "entry": entry}).status_code == 201
        rows = editor.get("/corrections", params={"article": one.split(":")[0]}).json()["rows"]
        assert one in [row["entry"] for row in rows]
        assert {row["entry"].split(":")[0] for row in rows} == {one.split(":")[0]}
        assert editor.get("/corrections", params={"article": "nothing"}).json()["rows"] == []


def test_words_that_stand_twice_are_taken_where_they_were_chosen(served):
    with served.client(Role.EDITOR) as editor:
        entry = reports(editor, limit=1)[0]["id"]
        document, event = entry.split(":")
        text = editor.get(f"/articles/{document}").json()["document"]["text"]
        last = text.rindex("e")
        assert text.index("e") != last
        body = {"kind": "edit", "entry": entry, "fields": {"trigger": ["e"]}, "near": last}
        made = editor.post("/corrections", json=body)
        assert made.status_code == 201, made.text
        events = editor.get(f"/articles/{document}").json()["events"]
        assert [words["start"] for words in next(one for one in events if one["id"] == event)["triggers"]] == [last]
        assert editor.post("/corrections", json={"kind": "undo", "correction": made.json()["id"]}).status_code == 201
        assert editor.post("/corrections", json=body | {"near": -1}).status_code == 422
