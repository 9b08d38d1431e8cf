"""The names that one pack has for its teams, meetings, terms and the people in its duties."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from assistant.grounding.english import english
from assistant.grounding.lexing import keys
from assistant.grounding.phrases import Phrases
from assistant.pack import Pack
from assistant.terms import Event, Team, Term
from assistant.understanding.language.wordings import expanded

Kind = Literal["team", "event", "term", "person"]
_IN_BRACKETS = re.compile(r"\(([^()]*)\)")
_PARTS_OF_A_DUTY = re.compile(r",|\(|\)|\b(?:and|or|with|of|from|for|who|that|at|on)\b")
MOST_LETTERS = 6
"""Of an acronym."""
MOST_WORDINGS = 400
"""Of one name; a longer pattern is for questions, and no answer is worded so."""


@dataclass(frozen=True, slots=True)
class Name:
    kind: Kind
    id: str
    capital: bool = False
    """Whether it is a common word too, and counts with a capital only."""
    short: bool = False
    """Whether it is an acronym."""


@dataclass(frozen=True)
class Names:
    phrases: Phrases[Name]
    words: Mapping[tuple[str, str], frozenset[str]]
    """Kind and id -> the concepts of its full name: what may be said of it by part of its name."""

    @classmethod
    def of(cls, pack: Pack) -> Names:
        phrases: Phrases[Name] = Phrases()
        words: dict[tuple[str, str], frozenset[str]] = {}
        for says, name in _names(pack):
            phrases.add(keys(says), name)
        full = [("event", each.id, f"{each.label} {each.date_label}") for each in pack.events.values()]
        full += [("team", each.id, f"{each.label} {each.short}") for each in pack.teams.values()]
        full += [("term", each.id, f"{each.label} {each.expansion}") for each in pack.terms if _is_named(each)]
        for kind, name_id, said in full:
            words[kind, name_id] = english().concepts(keys(said)) | frozenset(keys(said))
        return cls(phrases, words)


def _names(pack: Pack) -> Iterator[tuple[str, Name]]:
    common = {" ".join(keys(says)) for term in pack.terms for says in _plain(term.says)}
    for team in pack.teams.values():
        yield from _of_team(team, common)
    yield from _of_events(pack)
    for term in pack.terms:
        if _is_named(term):
            yield from _of_term(term)
    yield from ((each, Name("person", " ".join(keys(each)))) for each in english().lists.people)
    yield from ((short, Name("person", whole)) for short, whole in english().lists.short_people.items())
    teams = sorted({each for team in pack.teams.values() for each in (team.label, team.short)}, key=len, reverse=True)
    rules = pack.obligations.values()
    duties = {each.who for rule in rules for each in rule.actions} | {
        each.who for rule in rules for each in rule.deadlines
    }
    for who in sorted(duties):
        yield from ((person, Name("person", " ".join(keys(person)))) for person in _people(who, teams))


def _of_team(team: Team, common: set[str]) -> Iterator[tuple[str, Name]]:
    label = _IN_BRACKETS.sub("", team.label).strip()
    own = dict.fromkeys((label, team.short, *_acronyms(team.label)))
    old = [says for each in team.old_names for says in (each.name, *each.says)]
    for says in (*own, *expanded(_plain((*team.says, *old)))):
        words = keys(says)
        alone = len(words) == 1 and says not in own
        if words and len(" ".join(words)) > 1:
            is_common = alone or " ".join(words) in common
            yield says, Name("team", team.id, capital=is_common, short=alone and len(says) <= MOST_LETTERS)


def _of_events(pack: Pack) -> Iterator[tuple[str, Name]]:
    """A meeting by each name that is its own; one that several share, "the review", is read as plain words."""
    expansions = {keys(each.expansion): each.label for each in pack.terms if each.expansion}
    own: dict[tuple[str, ...], tuple[str, str]] = {}
    others: dict[tuple[str, ...], list[tuple[str, str]]] = {}
    for event in pack.events.values():
        for says in _own_names(event, expansions):
            own.setdefault(keys(says), (says, event.id))
        for says in _other_names(event):
            others.setdefault(keys(says), []).append((says, event.id))
    alone = {words: found[0] for words, found in others.items() if len({event for _, event in found}) == 1}
    for words, (says, event_id) in (alone | own).items():
        if words:
            yield says, Name("event", event_id, short=len(words) == 1 and len(says) <= MOST_LETTERS)


def _own_names(event: Event, expansions: Mapping[tuple[str, ...], str]) -> Iterator[str]:
    label = event.label.removeprefix("the ")
    bare = " ".join(_IN_BRACKETS.sub(" ", label).split())
    yield from (says for says in (bare, label, event.date_label, *_acronyms(event.label)) if says)
    if keys(bare) in expansions:
        yield expansions[keys(bare)]


def _other_names(event: Event) -> Iterator[str]:
    """What people say that shares two words with its full name: not what only tells of it, such as "arrived"."""
    telling = english().concepts(keys(f"{event.label} {event.date_label}")) - english().free
    for says in expanded([each for each in event.says if "<" not in each])[:MOST_WORDINGS]:
        if len(telling & english().concepts(keys(says))) > 1:
            yield says


def _is_named(term: Term) -> bool:
    """Whether it is a word of the field with a name of its own, and not only a way in which facts are told."""
    return bool(term.expansion or term.meaning)


def _of_term(term: Term) -> Iterator[tuple[str, Name]]:
    expansion = re.split(r"[:,]", term.expansion)[0]
    for says in dict.fromkeys((term.label, expansion, *_plain(term.says))):
        words = keys(says)
        if words and (len(words) > 1 or says == term.label or says.upper() == term.label):
            short = len(words) == 1 and len(says) <= MOST_LETTERS
            yield says, Name("term", term.id, capital=says.isupper(), short=short)


def _people(who: str, teams: list[str]) -> Iterator[str]:
    """The kinds of worker in whoever has a duty: "social worker", "practice manager"."""
    for team in teams:
        who = who.replace(team, ",")
    nouns = {keys(each)[-1] for each in english().lists.people}
    apart = {key for each in (*english().receiving, *english().sending, *english().both) for key in keys(each)}
    for part in _PARTS_OF_A_DUTY.split(who):
        words = [word for word in part.split() if keys(word) and keys(word)[0] not in apart | english().free]
        if words and keys(words[-1])[-1] in nouns:
            yield " ".join(words)


def _plain(says: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(each for each in says if not re.search(r"[<>(|]", each))


def _acronyms(label: str) -> list[str]:
    return [each for each in _IN_BRACKETS.findall(label) if each.isupper() and " " not in each]
