"""The pack's names in a text: teams, events, terms and topics, the longest name first."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from assistant.pack import Pack
from assistant.terms import Term
from assistant.understanding.english import english
from assistant.understanding.spelling import Speller
from assistant.understanding.tokens import COMMA, NOTHING, Token, split

Kind = Literal["team", "event", "term", "topic"]
Direction = Literal["to", "from"]
_BEFORE_A_TEAM = frozenset(("by", "to", "with", "in", "at", "from"))
SHORTEST_PLURAL = 4
MOST_FILLERS = 4
"""Words that may stand between two words of one name."""


@dataclass(frozen=True, slots=True)
class Name:
    kind: Kind
    id: str
    old_name: str | None = None


@dataclass(frozen=True, slots=True)
class Match:
    """A name of the vocabulary as it stands in a text; `first` and `stop` count tokens, `span` characters."""

    span: tuple[int, int]
    kind: Kind
    id: str
    said: str
    old_name: str | None
    first: int
    stop: int
    others: tuple[str, ...] = ()
    """Further ids of the same kind that go by this name."""
    denied: bool = False
    """Whether a denial stands within the name: permanence has not been agreed."""

    @property
    def ids(self) -> tuple[str, ...]:
        return (self.id, *self.others)


@dataclass(slots=True)
class _Phrase:
    words: tuple[str, ...]
    commas: bool
    capitals: bool
    """Written in capitals in the pack: an acronym that is a common word too, and counts in capitals only."""
    names: list[Name] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Found:
    first: int
    stop: int
    phrase: _Phrase
    denied: bool
    hole: tuple[int, int] = (0, 0)
    """The tokens of a team that stands within it."""

    @property
    def places(self) -> list[int]:
        return [at for at in range(self.first, self.stop) if not self.hole[0] <= at < self.hole[1]]


class Lexicon:
    """The names of one pack, ready to be found."""

    def __init__(self, pack: Pack) -> None:
        self._phrases: dict[tuple[tuple[str, ...], bool], _Phrase] = {}
        self._first: dict[str, list[_Phrase]] = {}
        self.directed: dict[tuple[Direction, str], Term] = {}
        """What it tells that a case goes to, or comes from, a team."""
        self.terms = {term.id: term for term in pack.terms}
        for says, name in _names(pack):
            self._add(says, name)
        for term in pack.terms:
            for says in term.says:
                if not self._direct(says, term):
                    self._add(says, Name("term", term.id))
        for phrase in self._phrases.values():
            self._first.setdefault(phrase.words[0], []).append(phrase)
        own = {word for phrase in self._phrases.values() for word in phrase.words} | english().alike.keys()
        topics = {word for topic in pack.topics.values() for says in topic.says for word in _words(says)[0]}
        options = {word for spec in pack.facts.values() for option in spec.options for word in _words(option.label)[0]}
        self.words = frozenset(own | options | topics)
        """Every word that some name of the pack has."""
        known = english().words
        self.speller = Speller(self.words | english().cue_words, known | self.words)

    def find(self, text: str, tokens: Sequence[Token], taken: Sequence[bool]) -> list[Match]:
        """Every name in the text, in order; none overlaps another or a token that is taken."""
        found: list[_Found] = []
        for at in range(len(tokens)):
            if not taken[at]:
                found += self._starting(tokens, at, taken, {})
        holes = dict(_holes(found, tokens))
        for at in range(len(tokens)) if holes else ():
            if not taken[at]:
                found += [each for each in self._starting(tokens, at, taken, holes) if each.hole[1]]
        found.sort(key=lambda each: (-len(each.phrase.words), each.first))
        free = [not each for each in taken]
        kept: list[_Found] = []
        for each in found:
            if all(free[at] for at in each.places):
                for at in each.places:
                    free[at] = False
                kept.append(each)
        kept.sort(key=lambda each: each.first)
        return [match for each in kept for match in _matches(each, text, tokens)]

    def _starting(
        self, tokens: Sequence[Token], at: int, taken: Sequence[bool], holes: Mapping[int, tuple[int, int]]
    ) -> Iterator[_Found]:
        for phrase in self._first.get(_alike(tokens[at].word), ()):
            if phrase.capitals and not tokens[at].capitals:
                continue
            found = _reaches(phrase, tokens, at, taken, holes)
            if found is not None:
                yield found

    def _add(self, says: str, name: Name) -> None:
        words, commas = _words(says)
        if not words:
            return
        capitals = says.isupper()
        phrase = self._phrases.setdefault((words, capitals), _Phrase(words, commas, capitals))
        phrase.commas = phrase.commas or commas
        if name not in phrase.names:
            phrase.names.append(name)

    def _direct(self, says: str, term: Term) -> bool:
        """Whether the term's words are a direction and a team, which hold however either is worded."""
        direction, _, rest = says.partition(" ")
        phrase = self._phrases.get((_words(rest)[0], False)) if rest else None
        team = next((name.id for name in phrase.names if name.kind == "team"), None) if phrase else None
        if team is None or direction not in ("to", "from"):
            return False
        self.directed["to" if direction == "to" else "from", team] = term
        return True


def singular(word: str) -> str:
    """The word as names are kept: in the singular, as far as a rule can tell."""
    if len(word) < SHORTEST_PLURAL or not word.endswith("s") or word.endswith("ss"):
        return word
    return word[:-3] + "y" if word.endswith("ies") and len(word) > len("ties") else word[:-1]


def _alike(word: str) -> str:
    """The word as names are compared: main worry, primary concern and main need are one."""
    word = singular(word)
    return english().alike.get(word, word)


def _names(pack: Pack) -> Iterator[tuple[str, Name]]:
    terms = {says.casefold() for term in pack.terms for says in term.says}
    for team in pack.teams.values():
        # "Private fostering" is an arrangement first, and short for its team only where it says so itself.
        own = [says for says in (team.label.casefold(), team.short.casefold()) if says not in terms]
        yield from ((says, Name("team", team.id)) for says in (*own, *team.says))
        for old in team.old_names:
            yield from ((says, Name("team", team.id, old.name)) for says in (old.name.casefold(), *old.says))
    for event in pack.events.values():
        labels = (event.date_label, event.label.removeprefix("the "))
        yield from ((says.casefold(), Name("event", event.id)) for says in labels)
        yield from ((says, Name("event", event.id)) for says in event.says)


def _words(says: str) -> tuple[tuple[str, ...], bool]:
    tokens = split(says)
    return tuple(_alike(token.word) for token in tokens), any(token.gap == COMMA for token in tokens)


def _holes(found: Sequence[_Found], tokens: Sequence[Token]) -> Iterator[tuple[int, tuple[int, int]]]:
    """Where a team may stand within another name, with the word before it: "closed by duty within three months"."""
    for each in sorted(found, key=lambda each: each.stop):
        team = all(name.kind == "team" for name in each.phrase.names)
        if team and each.first and tokens[each.first - 1].word in _BEFORE_A_TEAM:
            yield each.first - 1, (each.first - 1, each.stop)


def _reaches(
    phrase: _Phrase,
    tokens: Sequence[Token],
    at: int,
    taken: Sequence[bool],
    holes: Mapping[int, tuple[int, int]],
) -> _Found | None:
    """The phrase begun at `at`, if it is there, and whether a denial stands within it."""
    fillers, denials = english().fillers, english().denials
    may_fill = phrase.names[0].kind in ("term", "event")
    widest = COMMA if phrase.commas else NOTHING
    denied, first, hole, here = False, at, (0, 0), at + 1
    for word in phrase.words[1:]:
        skipped = 0
        while True:
            if here >= len(tokens) or taken[here] or tokens[here].gap > widest:
                return None
            if _alike(tokens[here].word) == word:
                here += 1
                break
            if here in holes and may_fill and not hole[1]:
                hole = holes[here]
                here = hole[1]
                continue
            said_no = tokens[here].word in denials or tokens[here].word == "yet"
            if not may_fill or skipped == MOST_FILLERS or not (said_no or tokens[here].word in fillers):
                return None
            denied = denied or (said_no and tokens[here].word != "yet")
            skipped += 1
            here += 1
    return _Found(first, here, phrase, denied, hole)


def _matches(found: _Found, text: str, tokens: Sequence[Token]) -> Iterator[Match]:
    span = tokens[found.first].start, tokens[found.stop - 1].end
    said = text[slice(*span)]
    by_kind: dict[Kind, list[Name]] = {}
    for name in found.phrase.names:
        by_kind.setdefault(name.kind, []).append(name)
    for kind, names in by_kind.items():
        # Terms of one name hold together; teams and events of one name are alternatives.
        groups = [[name] for name in names] if kind == "term" else [names]
        for group in groups:
            others = tuple(name.id for name in group[1:])
            yield Match(span, kind, group[0].id, said, group[0].old_name, found.first, found.stop, others, found.denied)
