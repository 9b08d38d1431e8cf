"""The pack's names in a text: teams, events, terms and topics, the longest name first."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Any, Literal, NamedTuple

from assistant.pack import Pack
from assistant.terms import Team, Term
from assistant.understanding.language.english import english
from assistant.understanding.language.spelling import Speller
from assistant.understanding.language.tokens import COMMA, NOTHING, Token, split
from assistant.understanding.language.wordings import (
    ENDS,
    Part,
    Tree,
    Wordings,
    Words,
    expanded,
    names_within,
    side_by_side,
)

Kind = Literal["team", "event", "term", "topic"]
Direction = Literal["to", "from"]
Holes = tuple[tuple[int, int], ...]
_BEFORE_A_TEAM = frozenset(("by", "to", "with", "in", "at", "from"))
_APART = re.compile("[-/,()]")
_AT = frozenset(("at", "the", "from", "after"))
SHORTEST_PLURAL = 4
MOST_FILLERS = 4
"""Small words that may stand between two words of one name."""
MOST_HOLES = 2
FARTHEST = 7
"""Words of any kind that may, where a name is wide apart."""


@dataclass(frozen=True, slots=True)
class Name:
    kind: Kind
    id: str
    old_name: str | None = None
    place: bool = False
    """Of an authority by its place alone, "Leeds", which is as often only where somebody lives."""


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
    doubted: bool = False
    """Whether a doubt does: permanence might have been agreed."""
    place: bool = False
    aside: Holes = ()
    """The stretches of tokens that stand within the name and are none of its own."""

    @property
    def ids(self) -> tuple[str, ...]:
        return (self.id, *self.others)

    @property
    def places(self) -> list[int]:
        """The tokens that are its own."""
        return _without(self.first, self.stop, self.aside)


@dataclass(frozen=True, slots=True)
class _Phrase:
    name: Name
    wordings: Wordings
    commas: bool
    capitals: bool
    """Written in capitals in the pack: an acronym that is a common word too, and counts in capitals only."""


@dataclass(frozen=True, slots=True)
class _Found:
    names: tuple[Name, ...]
    first: int
    stop: int
    length: int
    """How many of its own words there are; what stands between them is not counted."""
    denied: bool
    doubted: bool
    capitals: bool
    holes: Holes = ()
    """The tokens of a team, or of other words, that stand within it."""

    @property
    def places(self) -> list[int]:
        return _without(self.first, self.stop, self.holes)


class _Beginning:
    """The names that begin with one word, by another word that each must have too, if there is one."""

    def __init__(self, word: str) -> None:
        self._word = word
        self._alone: list[tuple[int, _Phrase]] = []
        self._with: dict[str, list[tuple[int, _Phrase]]] = {}
        self._count = 0

    def add(self, phrase: _Phrase) -> None:
        entry, self._count = (self._count, phrase), self._count + 1
        others = [words for words in phrase.wordings.needed if self._word not in words]
        for word in min(others, key=len, default=frozenset[str]()):
            self._with.setdefault(word, []).append(entry)
        if not others:
            self._alone.append(entry)

    def likely(self, words: frozenset[str]) -> list[_Phrase]:
        """Those whose every needed word is among these words, in the order in which they were added."""
        found = dict(self._alone)
        for word in self._with.keys() & words:
            found.update(self._with[word])
        return [found[place] for place in sorted(found) if found[place].wordings.may_be_in(words)]


class Lexicon:
    """The names of one pack, ready to be found."""

    def __init__(self, pack: Pack) -> None:
        self._first: dict[str, _Beginning] = {}
        self._teams: dict[Words, str] = {}
        self._words: set[str] = set()
        self.directed: dict[tuple[Direction, str], Term] = {}
        """What it tells that a case goes to, or comes from, a team."""
        self.before_date: dict[str, tuple[str, ...]] = {}
        """The events that a word names only right before a date."""
        for event in pack.events.values():
            for word in event.before_date:
                self.before_date[word] = (*self.before_date.get(word, ()), event.id)
        self.terms = {term.id: term for term in pack.terms}
        named = spelled_names(pack)
        for says, name in _names(pack):
            self._add(says, name, named)
        for term in pack.terms:
            for says in term.says:
                if not self._direct(says, term):
                    self._add(says, Name("term", term.id), named)
        for team in pack.teams.values():
            self._words |= {word for says in (*team.short_says, *team.noted) for word in _words(says)}
        own = self._words | english().one_form.keys()
        self._add_authorities(pack)
        topics = {word for topic in pack.topics.values() for says in topic.says for word in _words(says)}
        options = {word for spec in pack.facts.values() for option in spec.options for word in _words(option.label)}
        self.words = frozenset(own | options | topics)
        """Every word that some name of the pack has."""
        prose = [clause.text for clause in pack.clauses.values()]
        meant, known = self.words | english().cue_words, english().no_slips | self.words
        self.speller = Speller(meant, known, _Said(pack, named), prose)

    def find(self, text: str, tokens: Sequence[Token], taken: Sequence[bool]) -> list[Match]:
        """Every name in the text, in order; none overlaps another or a token that is taken."""
        return self.find_beside(text, tokens, taken)[0]

    def find_beside(self, text: str, tokens: Sequence[Token], taken: Sequence[bool]) -> tuple[list[Match], list[Match]]:
        """Every name in the text, and beside them the teams that stand within another: "is back in MASH"."""
        found: list[_Found] = []
        text_words = _Text(tokens, taken)
        for at in range(len(tokens)):
            if not taken[at]:
                found += self._starting(text_words, at, {})
        holes = dict(_holes(found, tokens))
        for at in range(max(holes, default=0)):  # a name that a hole stands within begins before it
            if not taken[at]:
                found += [each for each in self._starting(text_words, at, holes) if each.holes]
        found = _together(found)
        found.sort(key=lambda each: (-each.length, each.first))
        free = [not each for each in taken]
        kept: list[_Found] = []
        for each in found:
            if all(free[at] for at in each.places):  # what stands within it may be a name of its own
                for at in each.places:
                    free[at] = False
                kept.append(each)
        kept += _at_their_end(found, kept, tokens)
        kept.sort(key=lambda each: each.first)
        within = [each for each in found if each not in kept and each.names[0].kind == "team"]
        others = [each for each in kept if each.names[0].kind != "team"]
        within = [each for each in within if any(_is_within(each, other) for other in others)]
        return (
            [match for each in kept for match in _matches(each, text, tokens)],
            [match for each in _longest(within) for match in _matches(each, text, tokens) if match.kind == "team"],
        )

    def _starting(self, text: _Text, at: int, holes: Mapping[int, tuple[int, int]]) -> Iterator[_Found]:
        form = text.forms[at]
        likely = text.likely.get(form)
        if likely is None:
            beginning = self._first.get(form)
            likely = beginning.likely(text.said) if beginning else []
            text.likely[form] = likely
        for phrase in likely:
            if not phrase.capitals or text.tokens[at].capitals:
                yield from _reaches(phrase, text, at, holes)

    def _add(self, says: str, name: Name, named: Mapping[str, Sequence[str]]) -> None:
        wordings = Wordings.of(says, named, _words)
        phrase = _Phrase(name, wordings, "," in says, says.isupper())
        for word in sorted(wordings.firsts):
            self._first.setdefault(word, _Beginning(word)).add(phrase)
        self._words |= wordings.words
        if name.kind == "team":
            self._teams.setdefault(_words(says), name.id)

    def _add_authorities(self, pack: Pack) -> None:
        """Every other authority of England, by its place alone or as a council; no typing error is mended to them."""
        words = set(self._words)
        councils = "|".join(sorted(" ".join(each) for each in english().councils.all))
        for team in (each for each in pack.teams.values() if each.any_authority):
            for place in english().authorities - {pack.about.name.replace("-", " ")}:
                self._add(f"{place} ({councils})", Name("team", team.id), {})
                self._add(place, Name("team", team.id, place=True), {})
        self._words = words

    def _direct(self, says: str, term: Term) -> bool:
        """Whether the term's words are a direction and a team, which hold however either is worded."""
        direction, _, rest = says.partition(" ")
        team = self._teams.get(_words(rest)) if rest else None
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
    forms, one = english().one_form, singular(word)
    return forms.get(word) or forms.get(one, one)


def spelled_names(pack: Pack) -> dict[str, tuple[str, ...]]:
    """What a name may name in its turn: a team, and a term, by its every wording."""
    wanted = {name for term in pack.terms for says in term.says for name in names_within(says)}
    plain = {term.id: [each for each in term.says if "<" not in each] for term in pack.terms if term.id in wanted}
    teams = {team.id: expanded([each for each in _team_names(team) if "," not in each]) for team in pack.teams.values()}
    return {name: expanded(says) for name, says in plain.items()} | teams


def _team_names(team: Team) -> Iterator[str]:
    yield from dict.fromkeys((team.label.casefold(), team.short.casefold(), *team.says))
    for old in team.old_names:
        yield from (old.name.casefold(), *old.says)


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


@dataclass(frozen=True, slots=True)
class _Said:
    """Every phrase of the lists and of the pack, word by word as a person types it."""

    pack: Pack
    named: Mapping[str, Sequence[str]]

    def __iter__(self) -> Iterator[tuple[str, ...]]:
        yield from english().phrases
        names = (says for says, _ in _names(self.pack))
        terms = (says for term in self.pack.terms for says in term.says)
        spelled = (each for says in (*names, *terms) for each in side_by_side(says, self.named))
        topics = (says for topic in self.pack.topics.values() for says in topic.says)
        for says in (*spelled, *topics):
            yield tuple(_APART.sub(" ", says.replace("'", "").replace("&", " and ")).split())


@cache
def _words(says: str) -> Words:
    return tuple(_alike(token.word) for token in split(says))


def _together(found: Sequence[_Found]) -> list[_Found]:
    """Names of the same words as one."""
    same: dict[tuple[Any, ...], _Found] = {}
    for each in found:
        key = each.first, each.stop, each.length, each.denied, each.doubted, each.capitals, each.holes
        names = same[key].names if key in same else ()
        same[key] = replace(each, names=tuple(dict.fromkeys((*names, *each.names))))
    return list(same.values())


def _without(first: int, stop: int, holes: Holes) -> list[int]:
    return [at for at in range(first, stop) if not any(start <= at < end for start, end in holes)]


def _at_their_end(found: Sequence[_Found], kept: Sequence[_Found], tokens: Sequence[Token]) -> list[_Found]:
    """ "SGO to nan at the final hearing": the meeting at which it is, whose date may follow."""
    ends = {each.stop: each for each in kept if each.names[0].kind == "term"}
    inner = [
        each
        for each in found
        if each.names[0].kind == "event" and each.stop in ends and ends[each.stop].first < each.first
        if tokens[each.first - 1].word in _AT
    ]
    return [
        max((each for each in inner if each.stop == stop), key=lambda each: each.length)
        for stop in ends
        if any(each.stop == stop for each in inner)
    ]


def _is_within(team: _Found, other: _Found) -> bool:
    return other.first <= team.first and team.stop <= other.stop and team.length < other.length


def _longest(found: Sequence[_Found]) -> list[_Found]:
    """Those that no other one of these reaches beyond, in order."""
    kept: list[_Found] = []
    for each in sorted(found, key=lambda each: (-each.length, each.first)):
        if not any(each.first < other.stop and other.first < each.stop for other in kept):
            kept.append(each)
    return sorted(kept, key=lambda each: each.first)


def _holes(found: Sequence[_Found], tokens: Sequence[Token]) -> Iterator[tuple[int, tuple[int, int]]]:
    """Where a team may stand within another name, with the word before it: "closed by duty within three months"."""
    for each in sorted(found, key=lambda each: each.stop):
        team = all(name.kind == "team" for name in each.names)
        if team and each.first and tokens[each.first - 1].word in _BEFORE_A_TEAM:
            yield each.first - 1, (each.first - 1, each.stop)


class _Way(NamedTuple):
    """How far a phrase is followed through a text: the next token, and what was seen on the way."""

    here: int
    length: int = 0
    denied: bool = False
    doubted: bool = False
    holes: Holes = ()


class _Text:
    """The words of a text, as names are compared, and which of them may stand within a name."""

    def __init__(self, tokens: Sequence[Token], taken: Sequence[bool]) -> None:
        lists = english()
        self.tokens, self.taken = tokens, taken
        self.forms = [_alike(token.word) for token in tokens]
        self.said = frozenset(self.forms)
        self.likely: dict[str, list[_Phrase]] = {}
        """The phrases that begin with a word and whose other words are in the text too."""
        self.refuses = [token.word in lists.denials for token in tokens]
        self.doubts = [token.word in lists.doubts_within for token in tokens]
        self.fills = [token.word in lists.fillers or token.word == "yet" for token in tokens]
        self.breaks = [token.word in lists.breaks_off or token.gap >= COMMA for token in tokens]


def _reaches(phrase: _Phrase, text: _Text, at: int, holes: Mapping[int, tuple[int, int]]) -> Iterator[_Found]:
    """The phrase wherever it is there from `at` on, and whether a denial stands within it."""
    kind, widest = phrase.name.kind, COMMA if phrase.commas else NOTHING
    follow = _Follow(text, holes, widest, may_fill=kind != "team", may_doubt=kind == "term")
    for way in dict.fromkeys(follow.through(phrase.wordings.parts, _Way(at))):
        denied = way.denied and not text.refuses[at]  # "no, it's not s47" refuses once: "no" begins the name itself
        yield _Found((phrase.name,), at, way.here, way.length, denied, way.doubted, phrase.capitals, way.holes)


@dataclass(frozen=True, slots=True)
class _Follow:
    text: _Text
    holes: Mapping[int, tuple[int, int]]
    widest: int
    may_fill: bool
    may_doubt: bool

    def through(self, parts: Sequence[Part], way: _Way) -> Iterator[_Way]:
        """Every way through the parts that are left."""
        if not parts:
            if way.length:
                yield way
            return
        part, rest = parts[0], parts[1:]
        if part.optional:
            yield from self.through(rest, way)
        for start in self._apart(way) if part.far else (way,):
            for end in self._along(part.tree, start):
                yield from self.through(rest, end)

    def _apart(self, way: _Way) -> Iterator[_Way]:
        """Where the name may go on after other words, as far as its part of the sentence goes."""
        yield way
        text, (at, length, denied, doubted, holes) = self.text, way
        for stop in range(at + 1, min(at + FARTHEST, len(text.tokens) - 1) + 1):
            before = stop - 1
            if len(holes) == MOST_HOLES or text.taken[before] or text.breaks[before] or text.tokens[stop].gap >= COMMA:
                return
            denied, doubted = denied or text.refuses[before], doubted or text.doubts[before]
            yield _Way(stop, length, denied, doubted, (*holes, (at, stop)))

    def _along(self, tree: Tree, way: _Way) -> Iterator[_Way]:
        """Every way through one of the alternatives that branch out here."""
        for start in self._skipping(way):
            branch = tree.get(self.text.forms[start.here])
            if branch is None:
                continue
            here, length, denied, doubted, holes = start
            way_on = _Way(here + 1, length + 1, denied, doubted, holes)
            if ENDS in branch:
                yield way_on
            if len(branch) > (ENDS in branch):
                yield from self._along(branch, way_on)

    def _skipping(self, way: _Way) -> Iterator[_Way]:
        """Where the next word may stand: here, or after small words, a denial, a doubt, or a team."""
        text, (at, length, denied, doubted, holes) = self.text, way
        for skipped in range(MOST_FILLERS + 1):
            if at >= len(text.tokens) or text.taken[at] or (length and text.tokens[at].gap > self.widest):
                return
            yield _Way(at, length, denied, doubted, holes) if skipped else way
            if not length or not self.may_fill or skipped == MOST_FILLERS:
                return
            if at in self.holes and not holes:
                holes = (self.holes[at],)
                at = holes[0][1]
                continue
            in_doubt = self.may_doubt and text.doubts[at]
            if not (text.refuses[at] or in_doubt or text.fills[at]):
                return
            denied, doubted, at = denied or text.refuses[at], doubted or in_doubt, at + 1


def _matches(found: _Found, text: str, tokens: Sequence[Token]) -> Iterator[Match]:
    span = tokens[found.first].start, tokens[found.stop - 1].end
    said = text[slice(*span)]
    by_kind: dict[Kind, list[Name]] = {}
    for name in found.names:
        by_kind.setdefault(name.kind, []).append(name)
    for kind, names in by_kind.items():
        # Terms of one name hold together; teams and events of one name are alternatives.
        groups = [[name] for name in names] if kind == "term" else [names]
        for group in groups:
            others = tuple(name.id for name in group[1:])
            first = group[0]
            stands = (found.first, found.stop, others, found.denied, found.doubted, first.place, found.holes)
            yield Match(span, kind, first.id, said, first.old_name, *stands)
