"""Which statements answer: the nearest few, none of them twice over, the rest of their topic behind them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import pytest

from assistant.answering.answer import Answer, ChatRequest
from assistant.answering.points import CLOSE, MOST, MOST_BEHIND, NEAR, Point, choose, passages
from assistant.answering.turn import Assistant
from assistant.guidance import unclear
from assistant.pack import Pack
from assistant.passages import Passage
from index.likeness import Likeness
from index.passages import Answering
from index.retrieval import Consulted
from tests.serving import Shelf

TODAY = date(2026, 3, 18)


def ranked(pack: Pack, *scores: tuple[str, float]) -> list[Answering]:
    by_id = {each.id: each for each in passages(pack)}
    return [Answering(by_id[name], score) for name, score in scores]


def test_every_statement_of_a_topic_is_a_passage_under_its_title(lancashire: Pack) -> None:
    told = [each for each in passages(lancashire) if each.about == "escalation"]
    topic = lancashire.topics["escalation"]
    assert [each.clauses for each in told] == [each.clauses for each in topic.statements]
    assert all(each.text.startswith(f"{topic.title}. ") for each in told)
    assert not any("{" in each.text for each in passages(lancashire))


def test_statements_near_the_best_are_told_by_their_topics(lancashire: Pack) -> None:
    answering = ranked(lancashire, ("escalation/2", 2.0), ("records/0", 1.97), ("escalation/4", 1.8), ("notice/0", 1.0))
    topics = lancashire.topics
    assert choose(lancashire, answering) == (Point(topics["escalation"], (2,)), Point(topics["records"], (0,)))
    nearly = choose(lancashire, answering, MOST_BEHIND, NEAR)
    assert nearly == (Point(topics["escalation"], (2, 4)), Point(topics["records"], (0,)))


def test_what_rests_on_clauses_told_already_is_not_told_again(lancashire: Pack) -> None:
    held = Passage("records/0", "records", "The same.", lancashire.topics["escalation"].statements[2].clauses)
    answering = [*ranked(lancashire, ("escalation/2", 2.0)), Answering(held, 2.0)]
    assert choose(lancashire, answering) == (Point(lancashire.topics["escalation"], (2,)),)


def test_no_more_than_a_few_are_told_and_none_where_none_is_found(lancashire: Pack) -> None:
    many = [(f"escalation/{place}", 2.0) for place in range(MOST + 2)]
    assert choose(lancashire, ranked(lancashire, *many)) == (
        Point(lancashire.topics["escalation"], tuple(range(MOST))),
    )
    assert choose(lancashire, []) == ()
    apart = ranked(lancashire, ("escalation/0", 2.0), ("records/0", 2.0 - 1.01 * CLOSE))
    assert [each.of.id for each in choose(lancashire, apart)] == ["escalation"]


@dataclass
class Answers(Shelf):
    """A library that finds these statements."""

    answering: list[Answering]
    ready = True

    def consult(self, question: str, limit: int) -> Consulted:
        about = [Likeness(each.passage.about, 0.9, 0.5, 0.1) for each in self.answering[:1]]
        return Consulted([], about, {"guidance": 0.9}, self.answering)


@pytest.fixture
def answer(lancashire: Pack) -> Answer:
    found = ranked(lancashire, ("escalation/2", 2.0), ("records/0", 1.97), ("capacity/0", 1.7), ("notice/0", 1.0))
    return Assistant(lancashire, Answers(found)).answer(ChatRequest(message="and if nothing moves?"), TODAY)


def test_the_answer_leads_with_them_and_keeps_the_rest_of_the_first_topic_behind(
    lancashire: Pack, answer: Answer
) -> None:
    topic = lancashire.topics["escalation"]
    assert answer.about == ("escalation", "records", "capacity")
    assert answer.lead.startswith(f"**{topic.title}**\n\n- {topic.statements[2].text}")
    assert topic.statements[0].text not in answer.lead
    assert topic.statements[0].text in answer.more
    assert topic.statements[2].text not in answer.more
    assert answer.text == f"{answer.lead}\n\n{answer.more}"


def test_what_comes_near_is_told_behind_and_what_is_far_nowhere(lancashire: Pack, answer: Answer) -> None:
    near, far = lancashire.topics["capacity"].statements[0].text, lancashire.topics["notice"].statements[0].text
    assert near not in answer.lead
    assert near in answer.more.partition("**What else the policy says near this**")[2]
    assert far not in answer.text


def test_an_unclear_place_stands_at_first_only_where_what_it_is_about_is_told(lancashire: Pack) -> None:
    def ask(name: str) -> Answer:
        library = Answers(ranked(lancashire, (name, 2.0)))
        return Assistant(lancashire, library).answer(ChatRequest(message="and then?"), TODAY)

    [note] = [
        each.text[1:]
        for each in unclear(lancashire, lancashire.topics["escalation"])
        if each.text.startswith("The policy gives 48 hours")
    ]
    [where] = [at for at, each in enumerate(lancashire.topics["escalation"].statements) if "48 hours" in each.text]
    hours = ask(f"escalation/{where}")  # all that is told is unclear by it, and it is about more
    assert note not in hours.lead
    assert "unclear on a point of this" in hours.lead
    assert note in hours.more
    other = ask("escalation/0")
    assert note not in other.text
    assert "unclear on a point of this" not in other.lead
    assert "unclear in the policy" in other.more


def introduced(pack: Pack, *teams: str) -> set[str]:
    """The clauses of the statements that say what these teams are for."""
    statements = [each for topic in pack.topics.values() for each in topic.statements]
    return {clause for each in statements if {*teams}.intersection(each.introduces) for clause in each.clauses}


def led(answer: Answer) -> set[str]:
    """The clauses that it leads with."""
    return {each.clause for each in answer.citations if f"[{each.marker}]" in answer.lead}


@pytest.mark.parametrize(
    ("question", "teams"),
    [
        ("whats the difference between duty and cin cp court", ("duty_and_assessment", "cin_cp_court")),
        ("empower vs mash", ("empower", "mash")),
        ("children in our care vs leaving care", ("children_in_our_care", "leaving_care")),
        ("whats the difference between cfw and cwd", ("child_and_family_wellbeing", "children_with_disabilities")),
    ],
)
def test_of_teams_that_are_compared_each_is_told(lancashire: Pack, question: str, teams: tuple[str, ...]) -> None:
    library = Answers(ranked(lancashire, ("escalation/0", 2.0)))
    answer = Assistant(lancashire, library).answer(ChatRequest(message=question), TODAY)
    assert led(answer) == introduced(lancashire, *teams)


@pytest.mark.parametrize(("score", "told"), [(1.9, True), (1.2, False)])
def test_of_teams_to_choose_from_what_speaks_to_the_question_is_told(
    lancashire: Pack, score: float, told: bool
) -> None:
    topic, other = lancashire.topics["team-duty-and-assessment"], lancashire.topics["escalation"]
    [place] = [at for at, each in enumerate(topic.statements) if each.text.startswith("At levels 2 and 3")]
    library = Answers(ranked(lancashire, ("escalation/0", 2.0), (f"{topic.id}/{place}", score)))
    question = ChatRequest(message="does a family go to duty or mash when the level is in doubt")
    clauses = led(Assistant(lancashire, library).answer(question, TODAY))
    sides = {*topic.statements[place].clauses} | introduced(lancashire, "mash")
    assert clauses == (sides if told else {*other.statements[0].clauses})


def test_what_is_told_and_what_is_more_have_markers_of_their_own(answer: Answer) -> None:
    assert [each.marker for each in answer.citations] == list(range(1, len(answer.citations) + 1))
    assert all(f"[{each.marker}]" in answer.text for each in answer.citations)
