from __future__ import annotations

import re

import httpx

from assistant.pack import Pack

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
    sources = re.findall(r"<(?:script|link)[^>]*(?:src|href)=\"([^\"]*)\"", page)
    assert sources
    assert all(each.startswith("/static/") for each in sources)
    assert not re.search(r"<script(?![^>]*src)", page)


def _references(part: object) -> list[str]:
    if isinstance(part, dict):
        own = [part["$ref"]] if isinstance(part.get("$ref"), str) else []
        return own + [each for value in part.values() for each in _references(value)]
    return [each for value in part for each in _references(value)] if isinstance(part, list) else []


def test_what_the_door_and_the_limits_answer_is_declared(client: httpx.Client) -> None:
    document = client.get("/openapi.json").json()
    for path, methods in document["paths"].items():
        for operation in methods.values():
            declared = operation["responses"]
            assert {"400", "500"} <= declared.keys()
            if path not in ("/healthz", "/readyz"):
                assert {"401", "403", "429", "503"} <= declared.keys(), path
                assert "Retry-After" in declared["429"]["headers"]
    assert "securitySchemes" not in document["components"]  # nobody signs in here


def test_the_facts_of_the_pack_are_in_the_document(client: httpx.Client, lancashire: Pack) -> None:
    shapes = client.get("/openapi.json").json()["components"]["schemas"]
    assert shapes["Facts"]["properties"].keys() == lancashire.facts.keys()
    assert shapes["Facts"]["additionalProperties"] is False
    assert shapes["ResolveBody"]["properties"]["facts"]["$ref"].endswith("/Facts")


def test_links_name_operations_that_there_are(client: httpx.Client) -> None:
    paths = client.get("/openapi.json").json()["paths"]
    operations = [operation for methods in paths.values() for operation in methods.values()]
    links = [link for each in operations for link in each["responses"]["200"].get("links", {}).values()]
    assert len(links) == 2
    assert {link["operationId"] for link in links} <= {each["operationId"] for each in operations}
