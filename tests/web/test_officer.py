"""The pages and lists of those who keep the policy, over HTTP and in a terminal."""

from __future__ import annotations

import html

import httpx
import pytest
from typer.testing import CliRunner

from assistant.pack import Pack
from tests.conftest import SEAHOLM
from tests.web.conftest import unglossed
from web.command_line import app


def _page(client: httpx.Client, path: str) -> str:
    found = client.get(path, timeout=None)  # the first look at the coverage resolves every worked case
    assert found.status_code == 200
    return html.unescape(unglossed(found.text))


def test_the_chat_page_leads_to_them(client: httpx.Client) -> None:
    assert 'href="/policy"' in _page(client, "/")
    start = _page(client, "/policy")
    for path in ("/policy/routes", "/policy/unclear", "/policy/coverage"):
        assert f'href="{path}"' in start
        assert 'href="/policy"' in _page(client, path)


def test_every_document_is_named_with_its_layer(client: httpx.Client, lancashire: Pack) -> None:
    start = _page(client, "/policy")
    assert all(document.title in start for document in lancashire.documents.values())
    assert "Earlier guidance" in start


def test_every_route_stands_in_words_with_its_clauses(client: httpx.Client, lancashire: Pack) -> None:
    page = _page(client, "/policy/routes")
    for route in lancashire.routes.values():
        assert f'id="{route.id}"' in page
        assert all(f'href="/clauses/{clause}"' in page for clause in route.clauses)
    assert "Main need: Harm outside the home" in page


def test_every_unclear_place_stands_with_its_readings(client: httpx.Client, lancashire: Pack) -> None:
    page = _page(client, "/policy/unclear")
    for each in lancashire.ambiguities.values():
        assert each.title in page
        assert all(reading in page for reading in each.readings)
    assert page.count("read so here") == len(lancashire.ambiguities)


def test_no_paragraph_is_without_its_clause(client: httpx.Client) -> None:
    page = _page(client, "/policy/coverage")
    assert "none missing" in page
    assert "<strong>Nothing</strong>" not in page


@pytest.mark.parametrize(("option", "last"), [("--ambiguities", "unclear places."), ("--coverage", " 0 not covered.")])
def test_the_same_in_a_terminal(option: str, last: str) -> None:
    printed = CliRunner().invoke(app, ["check", option, "--pack", str(SEAHOLM)])
    assert printed.exit_code == 0
    assert printed.stdout.rstrip().endswith(last)
