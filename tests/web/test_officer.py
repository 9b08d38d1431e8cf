"""The pages and lists of those who keep the policy, over HTTP and in a terminal."""

from __future__ import annotations

import html
import re

import httpx
import pytest
from typer.testing import CliRunner

from assistant.pack import Pack
from tests.conftest import SEAHOLM
from tests.web.conftest import unglossed
from web.command_line import app
from web.shown.citing import citing


def _page(client: httpx.Client, path: str) -> str:
    found = client.get(path, timeout=None)  # the first look at the coverage resolves every worked case
    assert found.status_code == 200
    return html.unescape(unglossed(found.text))


def test_the_chat_page_leads_to_them(client: httpx.Client) -> None:
    assert 'href="/policy"' in _page(client, "/")
    start = _page(client, "/policy")
    for path in ("/policy/routes", "/policy/duties", "/policy/unclear", "/policy/changes", "/policy/coverage"):
        assert f'href="{path}"' in start
        assert 'href="/policy"' in _page(client, path)


def test_every_document_is_named_with_its_layer(client: httpx.Client, lancashire: Pack) -> None:
    start = _page(client, "/policy")
    assert all(document.title in start for document in lancashire.documents.values())
    assert all(f'href="/policy/documents/{name}"' in start for name in lancashire.documents)
    assert "Earlier guidance" in start


def test_every_clause_stands_in_its_document_with_all_that_cites_it(client: httpx.Client, lancashire: Pack) -> None:
    resting = citing(lancashire)
    assert resting.keys() == lancashire.cited, "nothing that cites a clause is left out, and nothing is made up"
    for name in lancashire.documents:
        page = _page(client, f"/policy/documents/{name}")
        for clause in (each for each in lancashire.clauses.values() if each.document == name):
            _, _, rest = page.partition(f'id="{clause.id.partition("/")[2]}"')
            its, _, _ = rest.partition("<section")
            assert f'href="/clauses/{clause.id}"' in its
            if those := resting.get(clause.id):
                assert f"What rests on it ({len(those)})" in its
                assert all(f'href="{each.address}"' in its for each in those if each.address)
            else:
                assert "Nothing rests on it" in its
    assert client.get("/policy/documents/no-such-paper").status_code == 404


def test_the_notice_to_the_next_team_is_found_from_its_clause(client: httpx.Client) -> None:
    page = _page(client, "/policy/documents/transfer-policy-2025")
    its = page.partition('id="5.2/6.a"')[2].partition("<section")[0]
    assert 'Duty:</span> <a href="/policy/duties#duty-notice">' in its
    duty = _page(client, "/policy/duties").partition('id="duty-notice"')[2].partition("</section>")[0]
    assert "at least 5 working days before" in duty
    assert "Duty and Assessment social worker must" in duty


def test_every_duty_stands_in_words_and_leads_to_what_it_gives_way_to(client: httpx.Client, lancashire: Pack) -> None:
    page = _page(client, "/policy/duties")
    routes = _page(client, "/policy/routes")
    for duty in lancashire.obligations.values():
        its = page.partition(f'id="{duty.id}"')[2].partition("</section>")[0]
        assert all(f'href="/clauses/{clause}"' in its for each in duty.actions for clause in each.clauses)
        for name in duty.gives_way_to:
            assert f'#{name}"' in its
            assert f'id="{name}"' in (routes if name in lancashire.routes else page)
    assert "Receiving team: cin_cp_court" not in page, "what was decided is told by its name, not by its id"


def test_what_changed_stands_beside_what_was_and_what_still_stands(client: httpx.Client, lancashire: Pack) -> None:
    page = _page(client, "/policy/changes")
    for change in lancashire.changes.values():
        its = page.partition(f'id="{change.id}"')[2].partition("</section>")[0]
        now, _, before = its.partition("<h4>Before</h4>")
        assert all(each.text in now for each in change.now)
        assert all(each.text in before for each in change.before)
    for duty in (each for each in lancashire.obligations.values() if each.gives_way_to):
        assert f'href="/policy/duties#{duty.id}"' in page
    earlier = [name for name, layer in lancashire.route_layers.items() if layer == "earlier"]
    assert earlier
    assert all(f'href="/policy/routes#{name}"' in page for name in earlier)


def test_a_second_council_has_the_same_pages(at_seaholm: httpx.Client) -> None:
    start = _page(at_seaholm, "/policy")
    paths = re.findall(r'href="(/policy/[^"#]+)"', start)
    assert "/policy/documents/moving-on" in paths
    for path in paths:
        assert "lancashire" not in _page(at_seaholm, path).lower()
    assert "tells of no change" in _page(at_seaholm, "/policy/changes")


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
