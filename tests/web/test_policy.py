from __future__ import annotations

import httpx

from assistant.pack import Pack


def test_a_clause_by_its_id(client: httpx.Client, lancashire: Pack) -> None:
    clause = next(iter(lancashire.clauses.values()))
    assert client.get(f"/api/clauses/{clause.id}").json() == clause.model_dump(mode="json")


def test_the_number_of_a_split_paragraph_gives_its_parts(client: httpx.Client, lancashire: Pack) -> None:
    parts = [name for name in lancashire.clauses if name.startswith("transfer-policy-2025/5.2/4.")]
    found = client.get("/api/clauses/transfer-policy-2025/5.2/4").json()
    assert [part["id"] for part in found["parts"]] == parts
    assert found["text"] == "\n\n".join(lancashire.clauses[name].text for name in parts)


def test_search_gives_clauses_best_first(client: httpx.Client) -> None:
    found = client.get("/api/search", params={"q": "working days notice", "limit": 4}).json()
    scores = [hit["score"] for hit in found["results"]]
    assert len(scores) == 4
    assert scores == sorted(scores, reverse=True)
    assert found["results"][0].keys() >= {"id", "document", "section", "paragraph", "heading", "layer", "text"}
    assert found["partial"] is True


def test_search_takes_what_people_paste(client: httpx.Client) -> None:
    for words in (
        "\u202eright to left",
        "🙂 <b>[x](http://a.example)</b>",
        "Beth yw'r polisi? ŵ",
        "' OR 1=1 --",
        "*" * 2000,
    ):
        assert client.get("/api/search", params={"q": words}).status_code == 200


def test_the_facts_are_a_json_schema(client: httpx.Client, lancashire: Pack) -> None:
    schema = client.get("/api/facts").json()
    assert schema["additionalProperties"] is False
    assert schema["properties"].keys() == lancashire.facts.keys()
    assert schema["properties"]["age"]["type"] == "number"


def test_pathways_hold_every_route(client: httpx.Client, lancashire: Pack) -> None:
    text = client.get("/api/pathways").text
    assert all(f'"{route}"' in text for route in lancashire.routes)


def test_the_glossary_explains_terms(client: httpx.Client) -> None:
    glossary = client.get("/api/glossary").json()
    assert isinstance(glossary, list)
    assert all({"term", "label", "expansion", "meaning", "clauses"} <= entry.keys() for entry in glossary)
