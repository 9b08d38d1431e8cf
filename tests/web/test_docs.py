from __future__ import annotations

import httpx

PUBLIC = {
    "/api/chat",
    "/api/resolve",
    "/api/facts",
    "/api/search",
    "/api/pathways",
    "/api/glossary",
    "/api/clauses/{document}/{section}/{paragraph}",
    "/healthz",
    "/readyz",
    "/metrics",
}


def test_the_document_holds_the_contract(client: httpx.Client) -> None:
    document = client.get("/openapi.json").json()
    assert document["paths"].keys() == PUBLIC
    schemas = document["components"]["schemas"]
    assert {"Answer", "Resolution", "ProblemDetails"} <= schemas.keys()
    assert "HTTPValidationError" not in str(document)
    for methods in document["paths"].values():
        for operation in methods.values():
            assert operation["summary"]
            for status, response in operation["responses"].items():
                assert status == "200" or "application/problem+json" in response["content"], operation["summary"]


def test_every_reference_leads_somewhere(client: httpx.Client) -> None:
    document = client.get("/openapi.json").json()
    references = set(_references(document))
    assert references <= {f"#/components/schemas/{name}" for name in document["components"]["schemas"]}


def test_docs_show_it_from_our_own_files(client: httpx.Client) -> None:
    page = client.get("/docs").text
    assert all(path in page for path in PUBLIC)
    assert "<script" not in page


def _references(part: object) -> list[str]:
    if isinstance(part, dict):
        own = [part["$ref"]] if isinstance(part.get("$ref"), str) else []
        return own + [each for value in part.values() for each in _references(value)]
    return [each for value in part for each in _references(value)] if isinstance(part, list) else []
