"""The question in a message: no mention, no markup, and nothing that makes the reader fail."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from web.teams.activity import Activity, question, read_activity

BOT = "<at>PolicyBot</at>"
MARKUP = ["<at>", "</at>", "<at ", "<at id=1>", ">", "<", "</", "<br/>", "<p>", "&", "&nbsp;", "&#0;", "&#xD800;"]
PIECES = st.sampled_from([*MARKUP, "&amp;lt;", "\0", "\u202e", "\u200b", "ICPC", " ", "[a](b)", "😀", "ŵ", "x" * 300])
TEXTS = st.lists(st.one_of(PIECES, st.text(max_size=20)), max_size=30).map("".join)
JSON = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(allow_nan=False, allow_infinity=False), st.text()),
    lambda inner: st.one_of(st.lists(inner, max_size=4), st.dictionaries(st.text(max_size=8), inner, max_size=4)),
    max_leaves=12,
)


def said(text: str, *mentions: str, **fields: Any) -> str:
    entities = [{"type": "mention", "text": mention} for mention in mentions]
    return question(
        Activity.model_validate({"type": "message", "id": "1", "text": text, "entities": entities} | fields)
    )


@pytest.mark.parametrize(
    ("text", "mentions"),
    [
        (f"{BOT} when does it move?", [BOT]),
        (f"{BOT}&nbsp;when does it move?", []),
        (f"  \n{BOT}\u00a0 when does it move?\n", []),
        (f"when does it move? {BOT}", [BOT]),
        ('<at id="0">PolicyBot</at> when does it move?', []),
        (f"<div>{BOT} when does it <b>move</b>?</div>".replace("<b>move</b>", "move"), [BOT]),
        ("<p>when does it move?</p>", []),
    ],
)
def test_the_mention_is_left_out(text: str, mentions: list[str]) -> None:
    assert said(text, *mentions) == "when does it move?"


def test_everyone_else_who_is_mentioned_is_left_out() -> None:
    """A mention is a person's name, and no part of a question."""
    assert said(f"{BOT} and <at>Made Up</at> ask when", BOT, "<at>Made Up</at>").split() == ["and", "ask", "when"]


def test_what_a_person_typed_stays_as_typed() -> None:
    assert (
        said(f"{BOT} age &lt; 6 &amp; &quot;CP&quot; &gt; CIN, 5 < 6 and 7 > 6")
        == 'age < 6 & "CP" > CIN, 5 < 6 and 7 > 6'
    )
    assert said("&lt;at&gt;not a mention&lt;/at&gt;") == "<at>not a mention</at>"


def test_an_entity_cannot_take_words_away() -> None:
    assert said("the child moves", "the child", "") == "the child moves"


def test_a_message_may_lack_text() -> None:
    assert question(Activity(type="message", id="1")) == ""


def test_long_texts_of_half_mentions_are_quickly_read() -> None:
    """Were the search not bounded, 60,000 characters would take minutes."""
    assert said("<at>" * 15_000) == ""
    assert said("<at" * 20_000).startswith("<at<at")


def check_text(text: str, entities: Any) -> None:
    found = said(text, entities=entities)
    assert found == found.strip()
    assert "\0" not in found
    assert not any(0xD800 <= ord(sign) <= 0xDFFF for sign in found)


def check_body(raw: Any) -> None:
    """Whatever is signed is read, or refused with a problem; nothing else is raised."""
    body = json.dumps(raw).encode()
    try:
        question(read_activity(body))
    except Exception as error:
        assert type(error).__name__ in ("Problem", "RequestValidationError")  # noqa: PT017


ENTITIES = st.lists(
    st.one_of(JSON, st.fixed_dictionaries({"type": st.just("mention"), "text": st.one_of(TEXTS, JSON)})), max_size=5
)
BODIES = st.one_of(
    JSON,
    st.fixed_dictionaries(
        {"type": st.just("message"), "id": st.text(min_size=1, max_size=9)},
        optional={"text": TEXTS, "entities": ENTITIES, "timestamp": JSON, "conversation": JSON},
    ),
)


@settings(max_examples=50, deadline=None, derandomize=True, database=None)
@given(TEXTS, ENTITIES)
def test_any_text_is_read(text: str, entities: Any) -> None:
    check_text(text, entities)


@settings(max_examples=50, deadline=None, derandomize=True, database=None)
@given(BODIES)
def test_any_body_is_read_or_refused(raw: Any) -> None:
    check_body(raw)


@pytest.mark.sweep
@settings(max_examples=3_000, deadline=None, database=None)
@given(TEXTS, ENTITIES)
def test_any_of_many_texts_is_read(text: str, entities: Any) -> None:
    check_text(text, entities)


@pytest.mark.sweep
@settings(max_examples=3_000, deadline=None, database=None)
@given(BODIES)
def test_any_of_many_bodies_is_read_or_refused(raw: Any) -> None:
    check_body(raw)
