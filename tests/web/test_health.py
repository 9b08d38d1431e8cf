from __future__ import annotations

import re

import httpx

from assistant.pack import Pack
from tests.web.conftest import QUESTION
from web.metrics import BUCKETS, Metrics


def test_it_lives(client: httpx.Client) -> None:
    assert client.get("/healthz").json() == {"status": "ok"}


def test_ready_tells_what_it_cannot_do_yet(client: httpx.Client, lancashire: Pack) -> None:
    ready = client.get("/readyz")
    assert ready.status_code == 200
    assert ready.json()["status"] == "partial"
    assert ready.json()["policy_revision"] == lancashire.revision


def test_metrics_count_routes_and_kinds_and_hold_no_words(client: httpx.Client) -> None:
    client.post("/api/chat", json={"message": QUESTION})
    client.get("/api/clauses/Xanthippe/1/2")
    text = client.get("/metrics").text
    assert 'assistant_answers_total{kind="needs_facts",rule=""}' in text
    assert 'route="/api/clauses/{document}/{section}/{paragraph}",status="404"' in text
    assert "Xanthippe" not in text
    assert "duty" not in re.sub(r'rule="[^"]*"', "", text)


def test_buckets_add_up() -> None:
    metrics = Metrics()
    for seconds in (0.001, 0.005, 0.2, 99):
        metrics.request("GET", "/x", 200, seconds)
    text = metrics.text(index_ready=False)
    assert 'assistant_request_seconds_bucket{route="/x",le="0.005"} 2' in text
    assert f'le="{BUCKETS[-1]}"}} 3' in text
    assert 'le="+Inf"} 4' in text
    assert 'assistant_request_seconds_count{route="/x"} 4' in text
    assert "assistant_index_ready 0" in text
    assert "assistant_index_ready 1" in metrics.text(index_ready=True)
