"""Which part each team plays that a text names: it holds the case, gets it, once had it, or is only named."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from assistant.terms import Team
from assistant.understanding.cues import Cues
from assistant.understanding.english import Phrases, english
from assistant.understanding.tokens import COMMA, NOTHING, Token
from assistant.understanding.vocabulary import Match

CLOSING_REACH = 8
"""Words between the verb and the team that closed a case."""
_PAST_VERB = re.compile("(ed|came|come|gone)$")
Part = Literal[
    "current",
    "leaving",
    "speaker",
    "destination",
    "previous",
    "closing",
    "mention",
    "denied",
    "doubted",
    "bare",
    "saying",
]


@dataclass(frozen=True, slots=True)
class Role:
    match: Match
    part: Part
    first: int
    """Where the words that tell it begin."""


@dataclass(frozen=True, slots=True)
class Holder:
    """Who holds the case: one team, or several of which one must be asked for."""

    teams: tuple[str, ...] = ()
    role: Role | None = None
    certain: bool = True


def find_roles(tokens: Sequence[Token], matches: Sequence[Match], cues: Cues) -> list[Role]:
    """The part of each team among the matches."""
    words = [token.word for token in tokens]
    roles: list[Role] = []
    for match in matches:
        if match.kind == "team":
            before = [other.stop for other in matches if other.kind == "team" and other.stop <= match.first]
            floor = max(before, default=0)
            role = _role(tokens, words, match, floor, cues)
            second = role.part == "bare" and roles and _between_both(words, roles[-1], match)
            roles.append(Role(match, "mention", match.first) if second else role)
    return roles


def _between_both(words: Sequence[str], before: Role, match: Match) -> bool:
    """ "A dispute between duty and the court team": the second is only named, as the first is."""
    between = words[before.match.stop : match.first]
    return before.part == "mention" and words[before.first] == "between" and between in (["and"], ["and", "the"])


def holder(roles: Sequence[Role], words: Sequence[str], teams: Mapping[str, Team], *, of_a_case: bool) -> Holder:
    """The team that holds the case now. A team that is only named holds it when the text is `of_a_case`."""

    def playing(part: Part) -> list[Role]:
        return [role for role in roles if role.part == part and all(teams[id_].holds_cases for id_ in role.match.ids)]

    destinations = {role.match.id for role in playing("destination")}
    for part in ("current", "leaving"):
        if found := playing(part):
            return _one(found)
    bare = [role for role in playing("bare") if role.match.id not in destinations]
    if bare and of_a_case:
        return _one(bare)
    if speakers := playing("speaker"):
        to_speaker = english().to_speaker.find(words) is not None
        newcomer = not _NEWCOMER.isdisjoint(words[speakers[0].first : speakers[0].match.first])
        return Holder() if to_speaker else _one(speakers, certain=not newcomer)
    if doubted := playing("doubted"):
        return Holder(tuple(dict.fromkeys(role.match.id for role in doubted)), doubted[0], certain=False)
    return Holder()


def _one(roles: Sequence[Role], *, certain: bool = True) -> Holder:
    teams = tuple(dict.fromkeys(id_ for role in roles for id_ in role.match.ids))
    return Holder(teams, roles[0], certain)


def _role(tokens: Sequence[Token], words: Sequence[str], match: Match, floor: int, cues: Cues) -> Role:
    closed = _closing(tokens, words, match, floor)
    if closed is not None:
        said = cues.stance(closed, closed + 1) == "said"
        return Role(match, "closing" if said else "mention", closed)
    before, first, asked = _before(tokens, words, match, floor)
    after, noun = _after(tokens, words, match)
    if before == "previous":
        return Role(match, "previous", first)
    part = _part(before, after, noun=noun, asked=asked)
    stance = cues.stance(first, match.stop)
    if part == "leaving":
        if stance in ("denied", "pending"):
            return Role(match, "current", first)
        # "Just transferred from duty": it has left.
        if _PAST_VERB.search(words[first]) and first > floor and english().has_been.ending(words, first - 1):
            return Role(match, "previous", first)
    if stance in ("denied", "pending"):
        return Role(match, "denied", first)
    if part in ("current", "leaving", "speaker", "bare") and stance == "doubted":
        return Role(match, "doubted", first)
    return Role(match, part, first)


def _closing(tokens: Sequence[Token], words: Sequence[str], match: Match, floor: int) -> int | None:
    """Where it begins to be said that the team closed a case: "closed last week by duty", "EmPower closed it"."""
    lists, at = english(), match.first - 1
    while at > floor and words[at] in lists.articles and words[at] != "to":
        at -= 1
    if at > floor and words[at] in lists.closing_by:
        for verb in range(at - 1, max(at - 1 - CLOSING_REACH, floor - 1), -1):
            if tokens[verb + 1].gap >= COMMA:
                break
            if words[verb] in lists.closing_verbs:
                return verb
            if _PAST_VERB.search(words[verb]) or (words[at] != "by" and verb == at - 1):
                break
    stop = match.stop
    while stop < len(words) and words[stop] in lists.between_team_and_closing and tokens[stop].gap == NOTHING:
        stop += 1
    closes = stop < len(words) and tokens[stop].gap == NOTHING and words[stop] in lists.closing_verbs
    return stop if closes and words[stop + 1 : stop + 2] != ["by"] else None


def _part(before: Part | None, after: Part | None, *, noun: bool, asked: bool) -> Part:
    """What stands before the team counts first; "a duty case" is one wherever it stands."""
    if noun and before != "destination":
        return "current"
    if before in ("mention", "destination", "leaving"):
        return before
    if after in ("destination", "mention"):
        return after
    if asked or (after == "saying" and before is None):
        return "mention"
    return before or ("bare" if after in (None, "saying") else after)


_ALSO = frozenset(("is", "are", "also", "have", "has", "still"))
_NEWCOMER = frozenset(("new", "joined", "started"))
"""Who has just come to a team may ask about another's case."""


def _before(tokens: Sequence[Token], words: Sequence[str], match: Match, floor: int) -> tuple[Part | None, int, bool]:
    """The part that the words before tell, where they begin, and whether the team is asked about.

    They begin at `floor` or later: "early help from duty" holds no help from duty.
    """
    lists = english()
    tellers: tuple[tuple[Part, Phrases], ...] = (
        ("mention", lists.mention_before),
        ("previous", lists.previous_before),
        ("leaving", lists.leaving_before),
        ("destination", lists.destination_before),
        ("current", lists.current_before),
        ("speaker", lists.speaker_before),
    )
    at, asked = match.first - 1, False
    while at >= floor and tokens[at + 1].gap < COMMA:
        asked = asked or (words[at] in lists.askers and at == match.first - 1)
        longest, part = max(
            ((phrases.ending(words, at, floor), part) for part, phrases in tellers), key=lambda each: each[0]
        )
        if longest:
            return part, at + 1 - longest, False
        if words[at] not in lists.between_cue_and_team:
            break
        at -= 1
    if at >= 0 and at < match.first - 1 and tokens[at + 1].gap < COMMA:
        asked = asked or words[at] in lists.askers
    return None, match.first, asked


def _after(tokens: Sequence[Token], words: Sequence[str], match: Match) -> tuple[Part | None, bool]:
    at = match.stop
    if at < len(words) and words[at] in ("team", "service") and tokens[at].gap == NOTHING:
        at += 1
    if at >= len(words) or tokens[at].gap > NOTHING:
        return None, False
    lists = english()
    if lists.current_nouns.starting(words, at):
        return "current", True
    if words[at] in _ALSO and at + 1 < len(words) and not lists.current_after.starting(words, at):
        at += 1
    tellers: tuple[tuple[Part, Phrases], ...] = (
        ("mention", lists.denied_after),
        ("mention", lists.mention_after),
        ("saying", lists.saying_after),
        ("destination", lists.destination_after),
        ("current", lists.current_after),
    )
    longest, part = max(((phrases.starting(words, at), part) for part, phrases in tellers), key=lambda each: each[0])
    return (part, False) if longest else (None, False)
