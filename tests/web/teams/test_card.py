"""The cards: what each kind of answer shows, that Teams can show it, and that no text in them becomes a link."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from pydantic import HttpUrl, ValidationError
from pydantic_core import to_json

from assistant.answering.answer import Answer, ChatRequest
from assistant.answering.turn import Assistant
from assistant.pack import Pack
from tests.serving import Shelf
from tests.web.teams.calls import CASE, TODAY, Channel, service, webhook
from tests.web.teams.calls import settings as teams_settings
from tests.web.teams.schema import LARGEST, checked, words
from web.shown.view import view
from web.teams import reply
from web.teams.card import Context
from web.teams.elements import plain
from web.teams.links import MOST_CLAUSES, Links
from web.teams.prose import paragraphs

PAGE = HttpUrl("https://transfers.council.example/")
URL = "https://evil.example"
LINK = f"[ring this]({URL}) <{URL}> {URL} **x** {{{{DATE(2026-01-01T00:00:00Z)}}}}"
GREEDY = MarkdownIt("commonmark")
SIGNS = st.sampled_from(
    ["[a]", "(http://b.c)", "][", ":", "//", "<", ">", "*", "_", "`", "\\", "x", " ", "![", "#", "~~"]
)
CHILDREN = "A 6 year old and a 14 year old with duty, harm outside the home for the older one, ICPC 8 April 2026"
KINDS = {
    "resolved": (
        CASE,
        ["Moves to CIN/CP/Court", "Wednesday 8 April 2026", "Monday 30 March 2026", "Good Friday 3 April"],
    ),
    "needs_facts": (
        "My case is with duty, ICPC on 8 April 2026, when does it move?",
        ["Is the main need inside the family home", "“In the family or home”: CIN/CP/Court", "Mention me and reply"],
    ),
    "no team": ("When does the case move?", ["Which team holds the case now?", "“MASH”: "]),
    "no date": ("A 6 year old on a CP plan with duty, where does it go?", ["at least 5 working days before", "ICPC"]),
    "passed": (
        "A 6 year old with duty, CP plan, ICPC is 6 March 2026",
        ["This day has passed", "Friday 27 February 2026"],
    ),
    "several children": (
        CHILDREN,
        ["The 6-year-old", "Moves to EmPower", "By when, for both", "for the 14-year-old only"],
    ),
    "guidance": ("what changed from the old policy about the core group?", ["In the earlier guidance", "[1]"]),
    "out of scope": ("Who won the cricket?", ["I can say which team a child's case moves to"]),
    "emergency": ("A child is being hurt right now, what do I do?", ["ring 999"]),
    "small talk": ("hello", ["Tell me about the child's case"]),
}


def answered(*messages: str, state: Any = None) -> Answer:
    for message in messages:
        answer = service().assistant.answer(ChatRequest(message=message, state=state), TODAY)
        state = answer.state
    return answer


def shown(answer: Answer, url: HttpUrl | None = PAGE, **context: Any) -> Any:
    ready = service()
    return reply.of_answer(answer, view(ready.pack, answer, TODAY, ready.clause), Context(Links(url), **context))


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_answer_has_its_card(kind: str) -> None:
    message, expected = KINDS[kind]
    made = shown(answered(message))
    checked(made)
    said = words(made)
    for part in expected:
        assert part in said
    assert "Not yet reviewed by the council." in said
    assert "A channel is read by many" in said
    assert len(to_json(made)) < LARGEST


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_of_a_card_becomes_a_link_or_is_filled_in(kind: str) -> None:
    for text in _read_as_markdown(shown(answered(KINDS[kind][0]))):
        assert not re.search("<(a|em|strong|img|code|h[1-6]|ul|ol|blockquote)\\b", GREEDY.render(text)), text


def test_the_schema_knows_what_it_does_not_know() -> None:
    made = shown(answered(CASE))
    checked(made)
    made["attachments"][0]["content"]["body"][0]["wrapped"] = True
    with pytest.raises(ValidationError):
        checked(made)


def test_the_decision_comes_first_and_dates_with_their_days() -> None:
    lines = words(shown(answered(CASE))).splitlines()
    assert lines[0] == "Moves to CIN/CP/Court"
    moves, by = (next(line for line in lines if line.startswith(term)) for term in ("Moves Wed", "By Mon"))
    assert "in 37 days" in moves
    assert "5 working days before Wednesday 8 April 2026, not counting Good Friday 3 April and Easter Monday" in by


def test_what_was_assumed_and_what_it_goes_by_are_told() -> None:
    said = words(shown(answered(CASE)))
    assert "Assumed, not said: main need in the family (under 13)" in said
    assert "What I go by: team holding the case: Duty and Assessment; plan: Child protection plan; age: 6" in said


def test_steps_are_few_and_the_rest_is_counted() -> None:
    said = words(shown(answered(CASE)))
    steps = said.split("Next steps\n")[1].split("Assumed")[0].strip().splitlines()
    assert len(steps) == 5
    assert re.fullmatch(r"… and \d+ more on the page\.", steps[-1])


def test_clauses_are_few_named_and_open_their_page() -> None:
    """Every marker in a card is of a clause that it names, and every button leads to a page that is there."""
    home = "https://transfers.council.example"
    with webhook(teams_settings(public_url=home)) as channel:
        made = channel.ask(CASE)
        card = checked(made)
        said = words(made)
        named = set(re.findall(r"\[(\d+)\]", said.split("It rests on ")[1].split("\n")[0]))
        assert set(re.findall(r"\[(\d+)\]", said)) == named
        assert 0 < len(named) <= MOST_CLAUSES
        buttons = [action for part in card.body if part.type == "ActionSet" for action in part.actions] + card.actions
        assert [each.title for each in buttons] == [*(f"Clause {n}" for n in sorted(named, key=int)), "Open the page"]
        for each in buttons:
            assert str(each.url).startswith("https://transfers.council.example/")
            assert (
                channel.client.get(str(each.url).removeprefix("https://transfers.council.example")).status_code == 200
            )


def test_without_an_address_of_the_page_there_is_no_button() -> None:
    made = shown(answered(CASE), url=None)
    assert "Action.OpenUrl" not in json.dumps(made)
    assert "It rests on [1]" in words(made)


def test_who_told_too_much_is_asked_to_delete_it() -> None:
    said = words(
        shown(answered("Jayden Smith, NHS 943 476 5919, aged 15, is with duty on a CP plan, ICPC 8 April 2026"))
    )
    first = said.splitlines()[0]
    assert "name, NHS number" in first
    assert "please delete it there" in first
    assert "Jayden" not in said


def test_nothing_typed_stands_in_a_card() -> None:
    """Not even as what a fact was read from."""
    typed = f"{LINK} grooming by the zzyzx gang, a young person of 15 w/ duty, ICPC eighth of April 2026"
    made = json.dumps(shown(answered(typed, f"{LINK} and it is qwxyz urgent")))
    for word in ("evil", "zzyzx", "qwxyz", "w/ duty", "eighth", "{{"):
        assert word not in made


def test_words_of_a_document_stay_words() -> None:
    """A clause of the council's own files may hold anything, and an answer that quotes it is shown word for word."""
    answer = answered("hello").model_copy(
        update={"text": f"**Nearest:**\n\n- Heading: {LINK} [1]\n- 1. <b>must</b> _not_"}
    )
    made = shown(answer)
    checked(made)
    assert f"[ring this]({URL}) <{URL}> {URL} x {{\u2060{{DATE" in words(made)
    assert "<b>must</b>" in words(made)
    assert not any("evil" in text for text in _read_as_markdown(made))


def test_a_premise_is_put_right_before_the_decision() -> None:
    lines = words(shown(answered(f"{CASE} Notice is 10 working days, isn't it?"))).splitlines()
    told = next(at for at, line in enumerate(lines) if "5 working days" in line)
    assert told < lines.index("Moves to CIN/CP/Court")


def test_a_model_is_named_as_the_one_who_phrased_it() -> None:
    answer = answered(CASE)
    assert "language model" not in words(shown(answer))
    said = words(shown(answer.model_copy(update={"phrased_by": "made:up", "text": "It **moves** [1][2]."})))
    assert "Put into words by a language model" in said
    assert "It moves [1][2]." in said
    assert "Please note" in said


def test_outside_a_thread_it_asks_for_all_at_once() -> None:
    answer = answered(KINDS["needs_facts"][0])
    assert "I keep nothing of this message" in words(shown(answer, in_thread=False))
    assert "Mention me and reply with one of these" in words(shown(answer))


def test_the_most_children_fit() -> None:
    made = shown(
        answered("Eight children with duty aged 1, 2, 4, 5, 7, 9, 13 and 15, ICPC 8 April 2026, where do they go?")
    )
    checked(made)
    assert words(made).count("Moves to") >= 8
    assert len(made["summary"]) <= reply.LONGEST_SUMMARY


def test_what_is_too_large_is_shortened_and_says_so() -> None:
    """What can be spared goes first; never the decision, its dates, what is asked or a caution."""
    answer = answered(CASE)
    long = answer.model_copy(update={"text": "Words " * 6_000, "phrased_by": "made:up"})
    made = shown(long)
    said = words(made)
    checked(made)
    assert len(to_json(made)) <= reply.LARGEST
    assert "too long for a card" in said
    for part in (
        "Moves to CIN/CP/Court",
        "Monday 30 March 2026",
        "Please note",
        "Assumed, not said",
        "A channel is read",
    ):
        assert part in said


@pytest.mark.parametrize("text", ["ŵ" * 20_000, "word\n\n" * 5_000])
def test_what_cannot_be_shortened_sends_to_the_page(text: str) -> None:
    made = shown(answered("hello").model_copy(update={"text": text}))
    checked(made)
    assert len(to_json(made)) <= reply.LARGEST
    assert "too long for a channel" in words(made)


def test_a_made_up_council_has_cards_too(seaholm: Pack) -> None:
    shelf = Shelf(list(seaholm.clauses.values()), seaholm.revision)
    assistant = Assistant(seaholm, shelf)
    for message in ("When does a case move?", "hello", "what must be ready before a transfer?"):
        answer = assistant.answer(ChatRequest(message=message), TODAY)
        checked(reply.of_answer(answer, view(seaholm, answer, TODAY), Context(Links(None))))


def test_a_list_keeps_its_numbers_and_bold_its_weight() -> None:
    found = paragraphs("One **two** three\n\n1. first\n2. second [7]\n\n- last [8]", {7})
    texts = ["".join(run["text"] for run in each["inlines"]) for each in found]
    assert texts == ["One two three", "1.\u00a0first", "2.\u00a0second [7]", "•\u00a0last"]
    assert [run.get("weight") for run in found[0]["inlines"]] == [None, "Bolder", None]


def test_a_case_over_the_channel_is_the_one_of_the_page(channel: Channel) -> None:
    """The card says what the same question is answered on the page."""
    said = words(channel.ask(CASE))
    page = channel.client.post("/api/chat", json={"message": CASE, "today": TODAY.isoformat()}).json()
    for deadline in page["resolution"]["deadlines"]:
        assert deadline["label"] in said


@pytest.mark.parametrize(
    "text",
    [f"[a]({URL})", f"![a]({URL})", f"[a]: {URL}\n\n[a]", f"[a][b]\n\n[b]: {URL}", f"<{URL}>", "**a**", "_a_", "`a`"],
)
def test_a_heading_or_a_fact_makes_no_link(text: str) -> None:
    assert GREEDY.render(text) != GREEDY.render(plain(text))
    assert not re.search("<(a|em|strong|img|code)\\b", GREEDY.render(plain(text)))
    assert URL not in plain(text)


@settings(max_examples=100, deadline=None, derandomize=True, database=None)
@given(st.lists(SIGNS, max_size=12).map("".join))
def test_no_words_of_a_heading_or_a_fact_make_a_link(text: str) -> None:
    made = GREEDY.render("x " + plain(text))
    assert not re.search("<(a|em|strong|img|code)\\b", made)


def _read_as_markdown(made: Any) -> list[str]:
    """What Teams reads as Markdown: headings and facts."""
    found: list[str] = []

    def look(part: Any) -> None:
        for each in part if isinstance(part, list) else part.values() if isinstance(part, dict) else ():
            look(each)
        if isinstance(part, dict) and part.get("type") == "TextBlock":
            found.append(part["text"])
        if isinstance(part, dict) and "value" in part:
            found.extend((part["title"], part["value"]))

    look(made["attachments"][0]["content"])
    return found
