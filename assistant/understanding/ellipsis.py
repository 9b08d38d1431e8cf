"""What a message says by leaving words out: "they've told me it has", "and if it were mainly outside?"."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from assistant.facts import Value
from assistant.pack import Pack
from assistant.understanding.answers import read_answer
from assistant.understanding.language.english import english
from assistant.understanding.language.spelling import Speller
from assistant.understanding.language.tokens import COMMA, Token
from assistant.understanding.sayings import Saying, Sayings
from assistant.understanding.scene import Scene

MOST = 6
"""Words of a choice that is only supposed, or put right."""


def turned_round(scene: Scene, sayings: Sayings, last: str | None, pack: Pack) -> None:
    """ "It has", "she isn't after all": of the yes or no that was said last, where nothing tells it anew."""
    if last is None or last not in pack.facts or any(saying.fact == last for saying in sayings.told):
        return
    lists = english()
    for at in range(len(scene.words)):
        for value, phrases in ((False, lists.it_has_not), (True, lists.it_has)):
            length = phrases.starting(scene.words, at)
            if length and _ends(scene.tokens, at + length):
                sayings.told.append(Saying(last, value, scene.said(at, at + length), at))
                return


def _ends(tokens: Sequence[Token], at: int) -> bool:
    """Whether a clause ends before this word, or does but for "now", "after all"."""
    lists = english()
    words = [token.word for token in tokens]
    while at < len(tokens) and tokens[at].gap < COMMA:
        length = lists.after_all.starting(words, at)
        if not length:
            return False
        at += length
    return not tokens[at - 1].queried


def chosen_otherwise(scene: Scene, sayings: Sayings, held: Mapping[str, Value], pack: Pack, speller: Speller) -> None:
    """ "And if it were mainly outside?", "no, in the family": the one choice held of which that is another option."""
    lists, words = english(), scene.words
    if sayings.told or sayings.unsure or scene.dates or scene.ages:
        return
    at = 0
    while at < len(words) and (length := _leads(words, at)):
        at += length
    rest = scene.tokens[at:]
    small = all(word in lists.answer_fillers for word in words[at:])
    if not at or not rest or len(rest) > MOST or small:
        return
    found = [
        (name, answer.value)
        for name, spec in pack.facts.items()
        if spec.kind == "choice" and name in held and held[name] not in pack.teams  # teams are told by their names
        for answer in [read_answer(spec, rest, speller)]
        if answer is not None and answer.value is not None and answer.value != held[name]
    ]
    if len(found) == 1:
        ((fact, value),) = found
        sayings.told.append(Saying(fact, value, scene.said(at, len(words)), at))


def _leads(words: Sequence[str], at: int) -> int:
    lists = english()
    lead = max(lists.suppositions.starting(words, at), lists.second_thoughts.starting(words, at))
    return lead or int(words[at] in lists.between_supposed)
