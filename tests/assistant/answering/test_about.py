"""What a question is about, by made-up likenesses; how like questions truly are is for tests/evaluation to tell."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from assistant.answering import about
from assistant.answering.answer import Answer, ChatRequest
from assistant.answering.points import passages
from assistant.answering.turn import Assistant
from assistant.cases import read_asked
from assistant.loading import PackError, load
from assistant.pack import Pack
from assistant.rules import Beyond
from assistant.understanding.reading import read
from index.likeness import Likeness
from index.retrieval import Consulted, Hit
from tests.conftest import LANCASHIRE
from tests.serving import Shelf

TODAY = date(2026, 3, 18)
VAGUE = "anything on that at all"
"""Names nothing of the vocabulary, and no phrase leads anywhere from it."""


def like(thing: str, meaning: float, words: float = 0.0, lean: float = 0.0) -> Likeness:
    return Likeness(thing, meaning, words, lean)


FAR = like("weather", 0.1)


def find(pack: Pack, *likeness: Likeness, text: str = VAGUE) -> about.About:
    return about.find(pack, read(text, pack, TODAY), likeness)


def ids(found: about.About) -> list[str]:
    return [each.id for each in found.told]


def test_the_nearest_is_told(lancashire: Pack) -> None:
    found = find(lancashire, like("records", 0.8), like("consent", 0.5), FAR)
    assert ids(found) == ["records"]
    assert not found.unsettled
    assert found.beyond is None


def test_two_that_are_nearly_as_near_are_both_told_the_best_first(lancashire: Pack) -> None:
    found = find(lancashire, like("records", 0.75), like("changed-consent", 0.8), like("consent", 0.74), FAR)
    assert ids(found) == ["changed-consent", "records"]
    assert found.unsettled


def test_a_word_of_the_glossary_is_told_of_too(lancashire: Pack) -> None:
    assert ids(find(lancashire, like("term:iro", 0.8), like("consent", 0.5), FAR)) == ["iro"]


def test_what_is_beyond_is_named(lancashire: Pack) -> None:
    found = find(lancashire, like("records", 0.6), like("weather", 0.7))
    assert found.told == ()
    assert found.beyond == lancashire.beyond["weather"]


def test_between_the_two_neither_is_said(lancashire: Pack) -> None:
    close = (about.LEAD_BEYOND + about.LEAD_POLICY) / 2
    assert find(lancashire, like("records", 0.6 + close), like("weather", 0.6)) == about.About()


def test_what_nothing_is_near_to_is_not_told(lancashire: Pack) -> None:
    assert find(lancashire, like("records", about.NEAR - 0.01), FAR) == about.About()


def test_words_and_the_side_that_it_leans_to_count(lancashire: Pack) -> None:
    assert ids(find(lancashire, like("records", 0.6), like("consent", 0.5, words=0.6), FAR)) == ["consent"]
    leaning = find(lancashire, like("records", 0.7, lean=-0.8), like("weather", 0.6, lean=0.8))
    assert leaning.beyond == lancashire.beyond["weather"]


def test_what_is_asked_for_in_its_own_words_gains(lancashire: Pack) -> None:
    near = (like("records", 0.7), like("escalation", 0.6), FAR)
    assert ids(find(lancashire, *near))[0] == "records"
    assert ids(find(lancashire, *near, text="what is the 48 hour rule"))[0] == "escalation"


def test_a_question_that_names_a_team_is_not_lightly_taken_for_another_matter(lancashire: Pack) -> None:
    near = (like("records", 0.65), like("weather", 0.6))
    assert find(lancashire, *near).beyond
    assert ids(find(lancashire, *near, text="anything on that at EmPower")) == ["records"]


def test_without_meaning_the_phrases_alone_tell(lancashire: Pack) -> None:
    assert ids(find(lancashire, text="how does the escalation work")) == ["escalation"]
    assert find(lancashire) == about.About()


def test_the_examples_are_all_that_the_pack_has_each_once(lancashire: Pack) -> None:
    examples = about.examples(lancashire)
    assert len(set(examples)) == len(examples)
    asked = {(each.topic, each.question) for each in read_asked(LANCASHIRE)[0]}
    assert asked <= {(each.about, each.text) for each in examples}
    assert {each.about for each in examples} >= {*lancashire.topics, *lancashire.changes, *lancashire.beyond}
    assert {each.about for each in examples if not each.within} == set(lancashire.beyond)
    assert not any("{" in each.text for each in examples)
    [asks, *_] = (each.asks for each in lancashire.topics["records"].statements)
    assert {(each.about, each.passage) for each in examples if each.text in asks} == {("records", "records/0")}
    assert {each.passage for each in examples} - {""} == {each.id for each in passages(lancashire)}


def test_a_pack_may_do_without_what_is_beyond_it(seaholm: Pack) -> None:
    assert seaholm.beyond == {}
    topic = next(iter(seaholm.topics))
    assert ids(find(seaholm, like(topic, 0.8))) == [topic]


def test_an_example_of_a_question_is_no_example_of_another_kind(lancashire: Pack) -> None:
    said = [text for kind in lancashire.beyond.values() for text in kind.says]
    assert len(set(said)) == len(said)
    assert not {*said} & {each.question for each in read_asked(LANCASHIRE)[0]}


def test_a_kind_without_examples_is_refused(
    tmp_path: Path, spoiled: Callable[[str, Callable[[Any], None]], Path]
) -> None:
    folder = spoiled("topics.yaml", lambda content: None)
    (folder / "beyond.yaml").write_text("beyond: [{id: parking, title: parking, says: []}]", encoding="utf-8")
    with pytest.raises(PackError, match="parking: says"):
        load(folder)
    (folder / "beyond.yaml").write_text("beyond: [{id: parking, title: parking, says: [where]}]", encoding="utf-8")
    assert load(folder).beyond == {"parking": Beyond(id="parking", title="parking", says=("where",))}


@dataclass
class Alike(Shelf):
    """A library that finds every question to be like what one says."""

    pack: Pack
    likeness: Sequence[Likeness]
    hits: list[Hit] = field(default_factory=list)
    ready = True

    def consult(self, question: str, limit: int) -> Consulted:
        return Consulted(self.hits, list(self.likeness), {})


def ask(pack: Pack, *likeness: Likeness, hits: Sequence[Hit] = (), text: str = VAGUE) -> Answer:
    return Assistant(pack, Alike(pack, likeness, list(hits))).answer(ChatRequest(message=text), TODAY)


def test_the_answer_to_one_thing_tells_it_alone(lancashire: Pack) -> None:
    answer = ask(lancashire, like("records", 0.8), FAR)
    assert (answer.kind, answer.completeness, answer.about) == ("guidance", "complete", ("records",))
    assert answer.text.startswith(f"**{lancashire.topics['records'].title}**")


def test_the_answer_to_one_of_two_tells_both_and_that_it_is_not_sure(lancashire: Pack) -> None:
    answer = ask(lancashire, like("records", 0.8), like("changed-consent", 0.78), FAR)
    assert answer.about == ("records", "changed-consent")
    first, second = lancashire.topics["records"].title, lancashire.changes["changed-consent"].title
    assert answer.text.startswith("This may be about either of these:")
    assert answer.text.index(f"**{first}**") < answer.text.index(f"**{second}**") < answer.text.index("Now:")


def test_the_answer_to_what_is_beyond_says_what_it_seems_to_be_and_what_is_held(lancashire: Pack) -> None:
    answer = ask(lancashire, like("records", 0.4), like("leave", 0.9))
    assert (answer.kind, answer.completeness, answer.citations) == ("out_of_scope", "none", ())
    assert answer.text.startswith("This seems to be about annual leave, sickness and working hours, and nothing in")
    assert "which team a child's case moves to" in answer.text


def test_in_between_the_nearest_clauses_are_shown(lancashire: Pack) -> None:
    clause = lancashire.clauses["transfer-policy-2025/3/4"]
    near = Hit(clause, 1.0, frozenset(("vector",)), 0.6)
    answer = ask(lancashire, FAR, like("records", 0.3), hits=[near])
    assert answer.kind == "guidance"
    assert "The nearest clauses are" in answer.text
    assert [citation.clause for citation in answer.citations] == [clause.id]
    far = Hit(clause, 1.0, frozenset(("vector",)), 0.3)
    assert ask(lancashire, FAR, like("records", 0.3), hits=[far]).text.startswith("Nothing in the transfer policy")


def test_beside_a_topic_the_nearest_clauses_that_no_statement_tells_are_shown(lancashire: Pack) -> None:
    told = lancashire.topics["records"].statements[0].clauses[0]
    by_statements = {clause for each in passages(lancashire) for clause in each.clauses}
    others = [name for name in lancashire.clauses if name not in by_statements][:2]
    hits = [Hit(lancashire.clauses[each], 1.0, frozenset(("vector",)), 0.7) for each in (told, *others)]
    answer = ask(lancashire, like("records", 0.8), FAR, hits=hits)
    assert answer.about == ("records",)
    assert [each.clause for each in answer.citations if each.origin == "retrieved"] == others[:1]
    assert "Nearest to your words:" in answer.text
    far = [Hit(lancashire.clauses[others[0]], 1.0, frozenset(("vector",)), 0.5)]
    assert "Nearest" not in ask(lancashire, like("records", 0.8), FAR, hits=far).text
