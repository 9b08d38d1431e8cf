"""Keyword search (BM25) over the clauses: no model, so it answers from the first moment and when all else fails."""

from __future__ import annotations

import logging
import re
from collections.abc import Sequence
from functools import cache

from assistant.clauses import Clause

_WORD = re.compile(r"[^\W_]+")
# The only stemming: a question says "hearings" or "privately fostered" where the clause says "hearing" or "private
# fostering". Crude is enough, as clauses and questions are cut alike.
_ENDING = re.compile(r"(?<=\w{3})(?:ings?|ed|(?<=[dknt])e?ly|ies|es|(?<![isu])s|e|y)$")
_DOUBLED = re.compile(r"([bdgmnprt])\1$")


class Keywords:
    """The clauses' words."""

    def __init__(self, clauses: Sequence[Clause]) -> None:
        import bm25s  # noqa: PLC0415 (0.3 s, most of it scipy)

        logging.getLogger("bm25s").setLevel(logging.WARNING)  # it asks for DEBUG
        self._ids = [clause.id for clause in clauses]
        texts = [words(f"{clause.heading} {clause.text}") for clause in clauses]
        self._index = bm25s.BM25() if any(texts) else None
        if self._index:
            self._index.index(texts, show_progress=False)

    def search(self, question: str, limit: int) -> list[tuple[str, float]]:
        """Ids and scores (above 0) of clauses that share a word with the question, best first, equals in order."""
        asked = words(question)
        if not asked or not self._index:
            return []
        scores = self._index.get_scores(asked)
        order = sorted(range(len(scores)), key=lambda place: -scores[place])
        return [(self._ids[place], float(scores[place])) for place in order[:limit] if scores[place] > 0]


def words(text: str) -> list[str]:
    """The stems of the words that tell something."""
    return [_stem(word) for word in _WORD.findall(text.lower()) if word not in _stopwords()]


@cache
def _stopwords() -> frozenset[str]:
    from bm25s.stopwords import STOPWORDS_EN_PLUS  # noqa: PLC0415 (as above)

    return frozenset(STOPWORDS_EN_PLUS)


def _stem(word: str) -> str:
    return _DOUBLED.sub(r"\1", _ENDING.sub("", word))
