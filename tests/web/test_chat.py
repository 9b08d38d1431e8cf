from __future__ import annotations

import json
import re
from typing import Any

import httpx

from tests.web.conftest import FACTS, ICPC, QUESTION, TODAY, unglossed
from web.routes.chat import pieces


def ask(client: httpx.Client, message: str = QUESTION, **body: Any) -> dict[str, Any]:
    response = client.post("/api/chat", json={"message": message, "today": TODAY, **body})
    assert response.status_code == 200, response.text
    answer: dict[str, Any] = response.json()
    return answer


def test_asks_what_decides_and_says_what_is_settled(client: httpx.Client) -> None:
    answer = ask(client)
    assert answer["kind"] == "needs_facts"
    assert answer["questions"][0]["fact"] == "primary_need"
    assert answer["resolution"]["receiving_team"] is None
    assert set(answer["resolution"]["candidates"]) == {"cin_cp_court", "empower"}
    assert answer["resolution"]["transfer_point"]["date"] == "2026-04-08"


def test_the_state_goes_back_as_it_was(client: httpx.Client) -> None:
    first = ask(client)
    second = ask(client, "answer", state=first["state"], facts={"primary_need": "outside_home"})
    assert second["resolution"]["receiving_team"] == "empower"
    assert second["facts"]["age"]["value"] == 15


def test_a_correction_moves_the_dates_and_null_forgets(client: httpx.Client) -> None:
    first = ask(client)
    moved = ask(client, "corrected", state=first["state"], facts={ICPC: "2026-04-15"})
    assert moved["resolution"]["transfer_point"]["date"] == "2026-04-15"
    forgotten = ask(client, "corrected", state=first["state"], facts={"age": None})
    assert "age" not in forgotten["facts"]


def test_every_marker_resolves(client: httpx.Client) -> None:
    answer = ask(client)
    markers = {citation["marker"] for citation in answer["citations"]}
    assert markers == set(range(1, len(markers) + 1))
    assert answer["citations"][0].keys() >= {"clause", "document", "section", "paragraph", "layer", "wording", "origin"}


def test_today_is_the_day_where_the_council_is_unless_given(client: httpx.Client) -> None:
    answer = client.post("/api/chat", json={"message": QUESTION}).json()
    assert answer["resolution"]["transfer_point"]["date"]


def test_streams_the_decision_then_pieces_then_the_whole(client: httpx.Client) -> None:
    whole = ask(client)
    events = stream(client, {"message": QUESTION, "today": TODAY})
    names = [name for name, _ in events]
    assert names[0] == "resolution"
    assert names[-1] == "answer"
    assert set(names[1:-1]) == {"token"}
    assert "".join(data["text"] for name, data in events if name == "token") == whole["text"]
    assert events[0][1]["resolution"] == whole["resolution"]
    assert events[-1][1] == whole


def test_a_wrong_question_is_a_problem_not_a_stream(client: httpx.Client) -> None:
    response = client.post("/api/chat", json={"message": ""}, headers={"Accept": "text/event-stream"})
    assert response.status_code == 422
    assert response.headers["content-type"] == "application/problem+json"


def test_pieces_make_up_the_text() -> None:
    text = "**Moves.** [1][2]\n\n- At 5.2 the team, on Monday. [3]\n- Then?\n\nNo end"
    assert "".join(pieces(text)) == text
    assert len(pieces(text)) > 3


def test_resolved_at_once_when_all_is_known(client: httpx.Client) -> None:
    answer = ask(client, "when does it move?", facts=FACTS)
    assert answer["kind"] == "resolved"
    assert answer["facts"]["age"] == {"value": 6, "said": None, "turn": 1, "label": "Age", "value_label": "6"}


def stream(client: httpx.Client, body: dict[str, Any]) -> list[tuple[str, Any]]:
    with client.stream("POST", "/api/chat", json=body, headers={"Accept": "text/event-stream"}) as response:
        assert response.headers["content-type"].startswith("text/event-stream")
        text = response.read().decode()
    events = []
    for block in text.strip().split("\n\n"):
        fields = dict(line.split(": ", 1) for line in block.splitlines())
        events.append((fields["event"], json.loads(fields["data"])))
    return events


SIBLINGS = "siblings 14 and 6, both CP, the 14yo's main need is outside the home, ICPC 12 May, with duty"


def test_several_children_are_resolved_each_in_one_answer(client: httpx.Client) -> None:
    answer = ask(client, SIBLINGS)
    assert answer["kind"] == "resolved"
    assert answer["resolution"] is None
    assert [each["child"] for each in answer["resolutions"]] == ["the 14-year-old", "the 6-year-old"]
    assert [each["resolution"]["receiving_team"] for each in answer["resolutions"]] == ["empower", "cin_cp_court"]
    assert answer["resolutions"][0]["facts"]["primary_need"]["said"] == "main need is outside the home"
    assert "age" not in answer["facts"]
    assert answer["facts"]["plan"]["value"] == "cp"


def test_one_child_has_no_list_of_resolutions(client: httpx.Client) -> None:
    assert "resolutions" not in ask(client)


def test_the_state_of_several_children_goes_back_as_it_was(client: httpx.Client) -> None:
    first = ask(client, SIBLINGS)
    second = ask(client, "the 6 year old is severely disabled", state=first["state"])
    assert [each["resolution"]["receiving_team"] for each in second["resolutions"]] == [
        "empower",
        "children_with_disabilities",
    ]
    third = ask(client, "corrected", state=second["state"], facts={ICPC: "2026-05-19"})
    assert third["resolutions"][0]["resolution"]["transfer_point"]["date"] == "2026-05-19"


def test_names_of_children_are_in_no_label(client: httpx.Client) -> None:
    text = client.post("/api/chat", json={"message": "Maya 14 and her brother Tom 6, CP, duty", "today": TODAY}).text
    assert "the 14-year-old" in text
    assert "Maya" not in text
    assert "Tom" not in text


def test_the_page_shows_a_card_for_each_child(client: httpx.Client) -> None:
    page = unglossed(client.post("/answers", data={"message": SIBLINGS, "today": TODAY}).text)
    page = re.sub(r"<details class=\"more picture\">.*?</details>", "", page, flags=re.DOTALL)
    assert page.count('class="decision"') == 2
    assert page.count("Last day to give the receiving team notice") == 2  # in the list, and in the text for a note
    for words in ("The 14-year-old", "Moves to EmPower", "The 6-year-old", "For both", "For the 14-year-old only"):
        assert words in page
    assert "Add the dates of the 6-year-old to a calendar" in page


def test_children_streamed_are_decided_first(client: httpx.Client) -> None:
    name, decided = stream(client, {"message": SIBLINGS, "today": TODAY})[0]
    assert name == "resolution"
    assert len(decided["resolutions"]) == 2
