"""What a question about the policy seems to be about, told by its words and by its meaning in one score.

The examples are the pack's: titles, phrases, statements and worked questions of its topics and changes, its glossary,
and questions of the kinds that the policy does not speak to. A thing's score is the sum of how near the question is to
the nearest of its examples, of how much of what the question says they say too, of how far it leans to the side of
the examples that the thing is on, the policy's or beyond it, and of what the phrases found. The numbers below were
chosen by `python -m tests.evaluation.about`, which shows what others would do.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol, TypeAlias

from assistant.answering import explained, points
from assistant.cases import read_asked
from assistant.examples import Example
from assistant.pack import Pack
from assistant.rules import Beyond, Change, Topic
from assistant.terms import Term
from assistant.understanding.findings import Reading

WORDS = 0.7
"""What the words that a question shares with the examples weigh beside its cosine."""
FOUND, WORDED = 0.1, 0.1
"""What the topic gains that the phrases found first, and again the one that they found to be asked for."""
LEAN = 0.15
"""What it weighs to which side of all the examples the question leans."""
NAMED = 0.1
"""What all of the policy gains where a team or a meeting is named."""
LEAD_BEYOND, LEAD_POLICY = 0.1, 0.12
"""From where the policy's best leads what is beyond: below the first it is beyond, from the second it is the policy."""
NEAR = 0.5
"""The lowest score of something that is told."""
CLOSE = 0.15
"""How near the second must come to the first for both to be told."""
TERMS = 3
"""Words that are explained in one answer."""
_TERM = "term:"

Told: TypeAlias = Topic | Change | Term


class Likeness(Protocol):
    """How like a question is to the examples of one thing."""

    @property
    def about(self) -> str: ...
    @property
    def meaning(self) -> float: ...
    @property
    def words(self) -> float: ...
    @property
    def lean(self) -> float: ...


@dataclass(frozen=True, slots=True)
class About:
    """What a question is about; nothing of it where that is not clear."""

    told: tuple[Told, ...] = ()
    """The likeliest, and the second where it is nearly as likely."""
    unsettled: bool = False
    """Whether only one of several is asked for, and it is not clear which."""
    beyond: Beyond | None = None
    """What it is about that the policy does not speak to."""
    lead: float = 0.0
    """How much likelier the policy is than what is beyond it; below 0 where that is likelier."""


def examples(pack: Pack) -> list[Example]:
    """The examples of all that a question may be about, each once."""
    each = _examples(pack)
    return list(dict.fromkeys(Example(about, text, about not in pack.beyond, of) for about, text, of in each if text))


def outright(pack: Pack, reading: Reading) -> About:
    """What is asked for by name: what changed on a point, or what words of the vocabulary mean."""
    if reading.changes:
        return About((pack.changes[reading.changes[0]],))
    if reading.intent != "definition":
        return About()
    terms = explained.terms(pack, reading.terms)
    # "What does MASH do?" asks for more than what the letters stand for.
    topics = [pack.topics[name] for name in reading.worded[:1]] if terms else []
    return About((*topics, *terms[:TERMS]))


def compared(pack: Pack, reading: Reading) -> list[str]:
    """The teams that the question holds against each other, of those that a statement introduces; none, or two on."""
    if not reading.compares or reading.intent not in ("definition", "guidance"):
        return []
    introduced = {team for topic in pack.topics.values() for each in topic.statements for team in each.introduces}
    teams = [name for name in reading.terms if name in introduced]
    return teams if len(teams) > 1 else []


def is_worded(reading: Reading) -> bool:
    """Whether the topic found first by phrases is asked for in its own words."""
    return bool(reading.topics) and reading.topics[0] in reading.worded


def find(pack: Pack, reading: Reading, likeness: Sequence[Likeness]) -> About:
    """What the question is about: by words and meaning, or by phrases alone where no meaning was compared."""
    elsewhere = next((each for each in pack.beyond.values() if each.elsewhere), None) if reading.of_elsewhere else None
    if elsewhere:
        return About(beyond=elsewhere, lead=-1.0)
    writing = next((each for each in pack.beyond.values() if each.writing), None) if reading.to_write else None
    if writing:
        return About(beyond=writing, lead=-1.0)
    if not likeness:
        return About(tuple(pack.topics[name] for name in reading.topics[:1]))
    things = _things(pack)
    scores = score(pack, reading, likeness)
    policy = [about for about in scores if not isinstance(things[about], Beyond)]
    beyond = next((thing for about in scores if isinstance(thing := things[about], Beyond)), None)
    if not policy:
        return About()
    best = scores[policy[0]]
    lead = best - (scores[beyond.id] if beyond else 0.0)
    if beyond and lead < LEAD_BEYOND:
        return About(beyond=beyond, lead=lead)
    if best < NEAR or lead < LEAD_POLICY:
        return About()
    close = [about for about in policy[:2] if scores[about] >= best - CLOSE]
    told = tuple(thing for about in close if not isinstance(thing := things[about], Beyond))
    return About(told, unsettled=len(told) > 1)


def score(pack: Pack, reading: Reading, likeness: Sequence[Likeness]) -> dict[str, float]:
    """The score of everything, the highest first."""
    named = any(name in pack.teams or name in pack.events for name in reading.terms)
    scores = {
        each.about: each.meaning
        + WORDS * each.words
        + LEAN * each.lean
        + NAMED * (named and each.about not in pack.beyond)
        + FOUND * (each.about in reading.topics[:1])
        + WORDED * (each.about in reading.worded[:1])
        for each in likeness
    }
    return dict(sorted(scores.items(), key=lambda item: -item[1]))


def _things(pack: Pack) -> dict[str, Told | Beyond]:
    terms = {f"{_TERM}{term.id}": term for term in pack.terms}
    return {**pack.topics, **pack.changes, **pack.beyond, **terms}


def _examples(pack: Pack) -> Iterator[tuple[str, str, str]]:
    """What each is about, its text, and the passage that it asks for or is.

    Questions tell best what a question is like: where some are known to ask for a statement, its own text is no
    example, and where they are known of a topic, the phrases that lead to it are none.
    """
    things: tuple[Topic | Change | Beyond, ...] = (
        *pack.topics.values(),
        *pack.changes.values(),
        *pack.beyond.values(),
    )
    for thing in things:
        asked = isinstance(thing, Topic) and any(each.asks for each in thing.statements)
        yield from ((thing.id, text, "") for text in (thing.title, *(() if asked else thing.says)))
    for change in pack.changes.values():
        yield from ((change.id, each.text, "") for each in (*change.now, *change.before))
    for passage, statement in points.statements(pack):
        yield from ((passage.about, text, passage.id) for text in statement.asks or (passage.text,))
    for term in pack.terms:
        if explained.is_glossed(pack, term):
            texts = (term.label, *term.says, term.expansion, term.meaning)
            yield from ((f"{_TERM}{term.id}", text, "") for text in texts)
    yield from ((asked.topic, asked.question, "") for asked in read_asked(pack.folder)[0])
