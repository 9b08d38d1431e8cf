"""A clause where it says so: the sentence that bears a statement is marked, and its neighbours stand beside it."""

from __future__ import annotations

import re

import httpx
import pytest
from markupsafe import Markup, escape

from assistant.pack import Pack
from tests.web.test_page import answered
from web.shown.bearing import sentences, sentences_of
from web.shown.markup import plain, render

CLAUSE = "/clauses/transfer-policy-2025/5.2/4.a"
TWO = "The teams must meet by Friday. A form goes to the manager (Mrs. says who) by 5pm. It may be short."


def page(client: httpx.Client, address: str) -> str:
    response = client.get(address, headers={"Accept": "text/html"})
    assert response.status_code == 200, response.text
    return re.sub(r"</?abbr[^>]*>", "", response.text)


def marked(text: str) -> list[str]:
    return re.findall(r"<mark>(.*?)</mark>", text, re.DOTALL)


@pytest.mark.parametrize(
    ("statement", "bearing"),
    [
        ("The manager gets the form", (2,)),
        ("both teams meeting, on Friday", (1,)),
        ("Both teams meet, and the form goes to the manager, which may be short", ()),
        ("nothing of the kind", ()),
        ("", ()),
    ],
)
def test_the_sentence_that_says_most_of_it_bears_it(statement: str, bearing: tuple[int, ...]) -> None:
    assert sentences_of(TWO, statement) == bearing


def test_one_sentence_bears_all() -> None:
    assert sentences_of("The teams must meet.", "The teams must meet.") == ()


def test_sentences_make_up_the_text_again(lancashire: Pack) -> None:
    for clause in lancashire.clauses.values():
        assert " ".join(sentences(clause.text)) == " ".join(clause.text.split())


def test_what_is_marked_cannot_become_markup() -> None:
    assert (
        plain("<b>One</b> thing. Two & more.", (2,))
        == "<p>&lt;b&gt;One&lt;/b&gt; thing. <mark>Two &amp; more.</mark></p>"
    )


def test_a_marker_stands_for_the_sentence_before_it() -> None:
    said: list[tuple[str, str]] = []

    def cite(number: str, words: str) -> Markup:
        said.append((number, words))
        return Markup(f"<{number}>")

    html = render("- **Moves** on Friday. [1][2]\n- One thing. Another & more [3]. Last.", cite)
    assert said == [("1", "Moves on Friday."), ("2", "Moves on Friday."), ("3", "Another & more")]
    assert "<1><2>" in html


def test_an_answer_leads_to_the_sentence_it_rests_on(client: httpx.Client) -> None:
    answer = answered(client, message="6 year old on a CP plan with duty, ICPC is 8 April 2026")
    lines = answer[answer.index('class="lines"') : answer.index("</dl>")]
    address = re.search(r'href="(/clauses/transfer-policy-2025/5\.2/4\.a\?at=[\d,]+)"', lines)
    assert address
    (words,) = marked(page(client, address[1]))
    assert "Initial Child Protection Conference" in words
    assert not marked(page(client, CLAUSE))


def test_its_neighbours_stand_beside_it(client: httpx.Client, lancashire: Pack) -> None:
    found = page(client, CLAUSE)
    assert 'data-title="5.2 Duty and Assessment, 4.a"' in found
    assert found.count('class="beside"') == 2
    assert '<a class="clause-link" rel="prev" href="/clauses/transfer-policy-2025/5.2/3.b">' in found
    assert '<a class="clause-link" rel="next" href="/clauses/transfer-policy-2025/5.2/4.b">' in found
    assert f'<p class="title">{escape(lancashire.documents["transfer-policy-2025"].title)}</p>' in found


def test_a_paragraph_in_parts_stands_between_its_neighbours(client: httpx.Client) -> None:
    found = page(client, "/clauses/transfer-policy-2025/5.2/4")
    assert 'rel="prev" href="/clauses/transfer-policy-2025/5.2/3.b"' in found
    assert 'rel="next" href="/clauses/transfer-policy-2025/5.2/5.a"' in found


def test_the_first_and_the_last_of_a_section_have_one_neighbour(client: httpx.Client, lancashire: Pack) -> None:
    section = [each.id for each in lancashire.clauses.values() if each.id.startswith("transfer-policy-2025/5.2/")]
    first, last = page(client, f"/clauses/{section[0]}"), page(client, f"/clauses/{section[-1]}")
    assert 'rel="prev"' not in first
    assert f"1 of {len(section)}" in first
    assert 'rel="next"' not in last
    assert f"{len(section)} of {len(section)}" in last


@pytest.mark.parametrize("at", ["x", "1,", "100", "-1", "1" * 40])
def test_what_is_no_place_is_refused(client: httpx.Client, at: str) -> None:
    response = client.get(CLAUSE, params={"at": at})
    assert response.status_code == 422
    assert "at" in response.text
