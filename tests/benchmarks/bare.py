"""A bare FastAPI endpoint, run beside the assistant: how far off the limit of the machine and the framework is."""

from __future__ import annotations

from typing import Any

from fastapi import FastAPI

app = FastAPI(openapi_url=None)


@app.post("/")
async def echo(body: dict[str, Any]) -> dict[str, Any]:
    return body
