"""Whether the clauses that a statement of the pack cites are those that it tells, by program.

It measures likeness, which a clause needs to bear out a sentence and which is no proof that it does: every clause is
held against the statement word by word, and those cited should be among the likest of all.
"""

from __future__ import annotations

from assistant.answering.points import passages
from assistant.pack import Pack
from index.embedding import Embedding
from index.late_interaction import LateInteraction

AMONG = (10, 25)
"""Of some 860 clauses; a statement rests on two or three, and its neighbours say the like."""


def rows(pack: Pack, embedding: Embedding, late: LateInteraction) -> list[tuple[str, str]]:
    """How many of the clauses cited are among the clauses likest to the statement that cites them."""
    told = passages(pack)
    places: list[int] = []
    for passage, embedded in zip(told, embedding.of_documents([each.text for each in told]), strict=True):
        speaks = late.speaks([embedded], pack.clauses)
        order = sorted(speaks, key=lambda clause: -speaks[clause])
        places += [order.index(clause) for clause in passage.clauses]
    return [
        (f"Among the {most} clauses likest to the statement", f"{sum(at < most for at in places)} of {len(places)}")
        for most in AMONG
    ]
