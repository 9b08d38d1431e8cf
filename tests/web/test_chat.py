from __future__ import annotations

import json
from typing import Any

import httpx

from tests.web.conftest import FACTS, ICPC, QUESTION, TODAY
from web.chat import pieces


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
