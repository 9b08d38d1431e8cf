"""/docs: the OpenAPI document as a plain page. FastAPI's own pages load from another site, with inline script."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Request, Response

from web.shown import pages

router = APIRouter(include_in_schema=False)


@router.get("/docs")
def docs(request: Request) -> Response:
    document: dict[str, Any] = request.app.openapi()
    operations = [
        {"method": method.upper(), "path": path, **operation}
        for path, methods in document["paths"].items()
        for method, operation in methods.items()
    ]
    return pages.render("docs.html", document=document, operations=operations, name=schema_name)


def schema_name(schema: dict[str, Any]) -> str:
    """A schema in a word or two, for the page."""
    if "$ref" in schema:
        return str(schema["$ref"]).rpartition("/")[2]
    if "anyOf" in schema:
        return " or ".join(schema_name(each) for each in schema["anyOf"])
    kind = str(schema.get("type", "anything"))
    if kind == "array":
        return f"list of {schema_name(schema.get('items', {}))}"
    return f"{kind} ({schema['format']})" if "format" in schema else kind
