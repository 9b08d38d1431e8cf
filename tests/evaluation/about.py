"""What the numbers of `assistant.answering.about` come to, and what others would: `python -m tests.evaluation.about`.

Two sets: the open questions, and the pack's own worked questions and examples of what is beyond it, each left out of
the examples when it is asked.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date

import numpy as np

from assistant.answering import about
from assistant.cases import read_asked
from assistant.evaluation.questions import read_questions
from assistant.examples import Example
from assistant.loading import load
from assistant.pack import Pack
from assistant.rules import Topic
from assistant.settings import CHECKOUT, Settings
from assistant.understanding.findings import Reading
from assistant.understanding.reading import read
from index.embedding import load as load_embedding
from index.example_vectors import ExampleVectors, Vectors
from index.likeness import NEAREST, Likeness, Likenesses

OPEN = CHECKOUT / "tests" / "evaluation" / "open"
TODAY = date(2026, 3, 18)
FOLDS = 10
TRIED = {
    "WORDS": (0.5, 0.7, 0.9),
    "LEAN": (0.0, 0.1, 0.15, 0.2),
    "NAMED": (0.0, 0.1, 0.2),
    "LEAD_BEYOND": (0.0, 0.05, 0.1, 0.15, 0.2),
    "LEAD_POLICY": (0.12, 0.2, 0.25),
    "NEAR": (0.4, 0.5, 0.6),
    "CLOSE": (0.0, 0.1, 0.15, 0.2, 0.3),
}
COLUMNS = ("right", "two told", "another told", "clauses", "refused", "| beyond", "refused", "answered")


@dataclass(frozen=True)
class Asked:
    """A question, and what answers it: nothing where the policy does not speak to it."""

    answers: frozenset[str]
    clauses: frozenset[str]
    reading: Reading
    likeness: Sequence[Likeness]


class Finder:
    """Finds what a question is like, as the index does, among examples that one chooses."""

    def __init__(self, pack: Pack, examples: Sequence[Example], vectors: Vectors) -> None:
        self._pack = pack
        self._examples, self._likenesses = ExampleVectors(examples, vectors), Likenesses(examples)

    def ask(self, text: str, answers: Iterable[str], clauses: Iterable[str] = ()) -> Asked:
        reading = read(text, self._pack, TODAY)
        vector = load_embedding().embed_query(reading.text)
        near = self._examples.nearest(vector, NEAREST)
        likeness = self._likenesses.of(reading.text, near, self._examples.lean(vector))
        return Asked(frozenset(answers), frozenset(clauses), reading, likeness)


def open_questions(pack: Pack, examples: Sequence[Example], vectors: Vectors) -> Iterator[Asked]:
    """The open questions about the policy, and those that it does not speak to."""
    finder = Finder(pack, examples, vectors)
    for each in read_questions(OPEN, pack):
        if each.kind in ("guidance", "definition", "out_of_scope") and each.q:
            yield finder.ask(each.q, each.about, each.clauses)


def left_out(pack: Pack, examples: Sequence[Example], vectors: Vectors) -> Iterator[Asked]:
    """Each worked question, and each example of what is beyond the policy, asked of the others: a tenth at a time."""
    worked = {(each.topic, each.question) for each in read_asked(pack.folder)[0]}
    asked = [at for at, each in enumerate(examples) if not each.within or (each.about, each.text) in worked]
    for fold in range(FOLDS):
        out = set(asked[fold::FOLDS])
        kept = [at for at in range(len(examples)) if at not in out]
        finder = Finder(pack, [examples[at] for at in kept], vectors[kept])
        for at in sorted(out):
            yield finder.ask(examples[at].text, [examples[at].about] if examples[at].within else [])


def judge(pack: Pack, asked: Asked) -> tuple[bool, str]:
    """Whether the policy speaks to a question, and what comes of it."""
    found = about.outright(pack, asked.reading)
    found = found if found.told else about.find(pack, asked.reading, asked.likeness)
    within = bool(asked.answers or asked.clauses)
    if not found.told:
        return within, "refused" if found.beyond else "clauses"
    statements = [statement for each in found.told if isinstance(each, Topic) for statement in each.statements]
    told = {each.id for each in found.told} | {clause for each in statements for clause in each.clauses}
    return within, "right" if told & (asked.answers | asked.clauses) else "another told"


def row(pack: Pack, questions: Sequence[Asked]) -> tuple[float, ...]:
    """Shares of the questions within and beyond the policy, in the order of COLUMNS."""
    counts = Counter(judge(pack, each) for each in questions)
    two = sum(about.find(pack, each.reading, each.likeness).unsettled for each in questions if each.answers)
    within, beyond = (sum(count for (side, _), count in counts.items() if side is wanted) for wanted in (True, False))
    inside = [counts[True, "right"], two, *(counts[True, what] for what in ("another told", "clauses", "refused"))]
    refused = counts[False, "refused"]
    return (*(each / max(within, 1) for each in inside), beyond, refused / max(beyond, 1), 1 - refused / max(beyond, 1))


@contextmanager
def trying(name: str, value: float) -> Iterator[None]:
    """One of the numbers changed for a while."""
    before = getattr(about, name)
    setattr(about, name, value)
    try:
        yield
    finally:
        setattr(about, name, before)


def main() -> None:
    pack = load(Settings().pack)
    examples = about.examples(pack)
    vectors = np.asarray(load_embedding().embed_documents([example.text for example in examples]))
    for title, ask in (("open", open_questions), ("left out in turn", left_out)):
        questions = list(ask(pack, examples, vectors))
        print(f"\n{title}, {len(questions)} questions\n{'':20}" + "".join(f"{name:>13}" for name in COLUMNS))
        for name, values in TRIED.items():
            chosen = getattr(about, name)
            for value in values:
                with trying(name, value):
                    cells = (f"{each:13.3f}" if each <= 1 else f"{each:13.0f}" for each in row(pack, questions))
                    print(f"{name:12}{value:6.2f}{'*' if value == chosen else ' ':2}" + "".join(cells))


if __name__ == "__main__":
    main()
