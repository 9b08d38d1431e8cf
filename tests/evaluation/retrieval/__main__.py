"""How well clauses are found and cited: `python -m tests.evaluation.retrieval [--failures] [--answers]`.

Prints the README's tables. Of the held-out questions only totals are ever shown.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Sequence

from assistant.answering.turn import Assistant
from assistant.loading import load
from assistant.settings import Settings
from index.embedding import load as load_embedding
from index.late_interaction import LateInteraction
from index.retrieval import Retrieval
from tests.evaluation.retrieval import answers, resting
from tests.evaluation.retrieval.finders import Finders
from tests.evaluation.retrieval.measures import SHOWN, judge, mean
from tests.evaluation.retrieval.questions import Set, judged, read, within
from web.service import open_library

SETS: tuple[Set, ...] = ("open", "held_out")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--failures", action="store_true", help="name the open questions that were missed")
    parser.add_argument("--answers", action="store_true", help="the answers alone")
    options = parser.parse_args()
    settings = Settings()
    pack = load(settings.pack)
    library = open_library(settings, pack, lambda status: None)
    if not library.wait():
        raise SystemExit(f"The index is not ready: {library.status['index']}")
    embedding = load_embedding(settings.embedding_model)
    with library.reading() as served:
        late = served.late
        if late is None:
            raise SystemExit("This model does not tell words apart.")
        if not options.answers:
            _compare(Finders(pack, embedding, served, late), late)
        if options.failures:
            _name_missed(served, late)
    assistant = Assistant(pack, library)
    outcomes = {name: [answers.ask(assistant, each, late.says_the_same) for each in read(name)] for name in SETS}
    columns = [answers.rows(each) for each in outcomes.values()]
    print(_table(["answers", "open", "held out"], [[a[0], a[1], b[1]] for a, b in zip(*columns, strict=True)]))
    graded = answers.graded(outcomes["open"], judged())
    print("\n" + _table(["what the answers to the open questions lead with", "open"], graded))
    print(
        "\n"
        + _table(["what the pack's statements rest on", "of all clauses cited"], resting.rows(pack, embedding, late))
    )
    if options.failures:
        for outcome in outcomes["open"]:
            if outcome.expected != bool(outcome.question.answers):
                told = outcome.about or outcome.cited
                print(f"{outcome.kind:12} {outcome.question.q} -> {', '.join(told)}")
    library.close()


def _compare(finders: Finders, late: LateInteraction) -> None:
    heads = [f"{what}, {name.replace('_', ' ')}" for name in SETS for what in ("recall@5", "MRR", "nDCG@10")]
    print(_table(["how clauses are found", *heads], []))
    for name, find in finders.all():
        cells = [name]
        for each in SETS:
            judged = [judge(question, find(question.q), late.says_the_same) for question in within(each)]
            cells += [f"{measure:.3f}" for measure in mean(judged)]
        print(f"| {' | '.join(cells)} |", flush=True)
    print()


def _name_missed(served: Retrieval, late: LateInteraction) -> None:
    for question in within("open"):
        found = [hit.clause.id for hit in served.search(question.q, SHOWN)]
        if not judge(question, found, late.says_the_same).recall:
            print(f"not found: {question.q} -> {', '.join(question.answers)}")


def _table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    return "\n".join(f"| {' | '.join(line)} |" for line in (heads, ["---"] * len(heads), *rows))


if __name__ == "__main__":
    main()
