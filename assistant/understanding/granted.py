"""What a message states or presupposes, and what it asks.

"Since capacity can delay a transfer, when do we tell them?" takes something for granted; "can capacity delay one?" does
not.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from assistant.understanding.language.english import english
from assistant.understanding.language.tokens import COMMA, Token


def taken_for_granted(tokens: Sequence[Token]) -> Iterator[range]:
    """The stretches that state or presuppose something, where the message asks anything or says that it believes it."""
    lists, words = english(), [token.word for token in tokens]
    starts = [
        at == 0 or token.gap >= COMMA or words[at - 1] in lists.parts_statements for at, token in enumerate(tokens)
    ]
    asks = list(_asks(words, starts))
    queried = any(token.queried for token in tokens)
    if not (any(asks) or queried or lists.believed.find(words) or lists.granted_from.find(words)):
        return
    first, asking = 0, asks[:1] == [True]
    for at, token in enumerate(tokens):
        granted = lists.granted_from.starting(words, at) > 0
        breaks = token.gap >= COMMA or words[at] in lists.parts_statements or (granted and asking)
        if at and (breaks or asks[at]):
            if not asking:
                yield range(first, at)
            first = at
            asking = asks[at] or (asking and not granted and tokens[at - 1].sentence == token.sentence)
    if not asking and first < len(tokens):
        yield range(first, len(tokens))


def _asks(words: Sequence[str], starts: Sequence[bool]) -> Iterator[bool]:
    """For each word, whether a question begins with it: "what", "when do", "can we"; "does the", after a condition."""
    lists = english()
    clause = 0
    for at, word in enumerate(words):
        after = words[at + 1] if at + 1 < len(words) else ""
        opens = word in lists.question_words
        either = word in lists.question_or_clause
        if starts[at]:
            clause = at
            yield opens or word in lists.question_verbs or (either and (not after or after in lists.question_verbs))
        elif opens or either:
            yield after in lists.question_verbs or (opens and words[at - 1] in lists.joins_questions)
        else:
            turned = word in lists.before_subjects and after in lists.articles and words[clause] in lists.conditions
            yield turned or (word in lists.question_verbs and after in lists.askers_after)
