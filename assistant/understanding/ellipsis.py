"""What a message says by leaving words out: "they've told me it has", "and if it were mainly outside?"."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from assistant.facts import Value
from assistant.pack import Pack
from assistant.understanding.answers import read_answer
from assistant.understanding.holders import FAMILY_TEAM, HOLDER
from assistant.understanding.intent import supposes
from assistant.understanding.language.english import english
from assistant.understanding.language.spelling import Speller
from assistant.understanding.language.tokens import COMMA, Token
from assistant.understanding.sayings import Saying, Sayings
from assistant.understanding.scene import Room, Scene

_ALREADY = frozenset(("already", "still", "also", "now", "then", "actually"))
_THEM = frozenset(("them", "him", "her", "it", "the", "this", "that", "open"))
MOST = 6
"""Words of a choice that is only supposed, or put right."""


def read_ellipsis(
    scene: Scene, sayings: Sayings, held: Mapping[str, Value], last: str | None, room: Room, *, corrected: bool
) -> None:
    """What a message on one child leaves unsaid; `last` is the fact of a yes or a no that was said last."""
    pack, supposed = room.pack, supposes(scene.tokens)
    turned_round(scene, sayings, last, pack)
    if corrected or supposed:
        chosen_otherwise(scene, sayings, held, pack, room.lexicon.speller)
    if supposed:
        team_supposed(scene, sayings, held, pack)


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
    answers = [
        (name, answer)
        for name, spec in pack.facts.items()
        if spec.kind == "choice" and held.get(name) not in pack.teams  # teams are told by their names
        for answer in [read_answer(spec, rest, speller)]
        if answer is not None and answer.value is not None
    ]
    if any(answer.beside for name, answer in answers if name not in held):
        return  # "No, it's in the home" tells the main need, and no plan that has a home in its name
    values = [(name, answer.value) for name, answer in answers if answer.value is not None]
    found = [(name, value) for name, value in values if held.get(name, value) != value]
    if len(found) == 1:
        ((fact, value),) = found
        sayings.told.append(Saying(fact, value, scene.said(at, len(words)), at))


def team_supposed(scene: Scene, sayings: Sayings, held: Mapping[str, Value], pack: Pack) -> None:
    """ "What if Duty already had them open?", "and if it was with EmPower?": of the team that is held."""
    told = {saying.fact for saying in sayings.told} | {unsure.fact for unsure in sayings.unsure}
    fact = next((name for name in (FAMILY_TEAM, HOLDER) if name in held), None)
    named = {role.match.id: role for role in scene.roles if role.part not in ("destination", "denied", "previous")}
    if fact is None or told & {FAMILY_TEAM, HOLDER} or len(named) != 1:
        return
    ((team, role),) = named.items()
    words, lists, at = scene.words, english(), role.match.stop
    while at < len(words) and words[at] in _ALREADY:
        at += 1
    them = set(words[at + 1 : at + 2]) & _THEM
    has = any(word in lists.had_them for word in words[at : at + 1]) and bool(them)
    led = role.first > 0 and words[role.first - 1] in ("with", "by")
    if (has or led) and team in pack.facts[fact].domain() and held[fact] != team:
        sayings.told.append(Saying(fact, team, scene.said(role.first, role.match.stop), role.first))


def _leads(words: Sequence[str], at: int) -> int:
    lists = english()
    lead = max(lists.suppositions.starting(words, at), lists.second_thoughts.starting(words, at))
    return lead or int(words[at] in lists.between_supposed)
