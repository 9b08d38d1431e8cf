"""Short names, which are a team's only where a team would stand: "us in CP", "CIN won't have him", "duty to CIN"."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from assistant.terms import Team
from assistant.understanding.language.english import english
from assistant.understanding.language.tokens import COMMA, NOTHING, SOFT, Token, split
from assistant.understanding.team_text import is_we_are
from assistant.understanding.vocabulary import Match

LONGEST = 3
"""Words of a short name."""
_OF_A_WORKER = frozenset(("from", "in", "at", "of", "with"))
_OF_US = frozenset(("in", "at", "im", "am", "us", "we", "are", "were", "from", "me"))
_TOWARDS = frozenset(("to", "2", "into", "onto", "towards"))


class ShortNames:
    """The short names of a pack's teams: `acting` where a team stands or acts, `noted` where they stand alone."""

    def __init__(self, acting: Mapping[tuple[str, ...], str], noted: Mapping[tuple[str, ...], str]) -> None:
        self._acting, self._noted = acting, noted

    @classmethod
    def of(cls, teams: Iterable[Team]) -> ShortNames:
        acting: dict[tuple[str, ...], str] = {}
        noted: dict[tuple[str, ...], str] = {}
        for team in teams:
            for says, names in ((team.short_says, acting), (team.noted, noted)):
                names.update((tuple(token.word for token in split(each)), team.id) for each in says)
        return cls(acting, noted)

    def put_in(
        self, tokens: Sequence[Token], text: str, matches: Sequence[Match], days: Collection[int]
    ) -> list[Match]:
        """The matches, with a team where a short name stands as one; `days` are the tokens that begin a date."""
        if not (self._acting or self._noted):
            return list(matches)
        words = [token.word for token in tokens]
        found = list(self._find(tokens, words, text, matches, days))
        kept = [match for match in matches if not any(_overlap(match, team) for team in found)]
        return sorted((*kept, *found), key=lambda match: match.first)

    def _find(
        self, tokens: Sequence[Token], words: Sequence[str], text: str, matches: Sequence[Match], days: Collection[int]
    ) -> Iterator[Match]:
        at = 0
        while at < len(words):
            stop, team = self._at(tokens, words, at, matches, days)
            if team is None:
                at += 1
                continue
            span = tokens[at].start, tokens[stop - 1].end
            yield Match(span, "team", team, text[slice(*span)], None, at, stop)
            at = stop

    def _at(
        self, tokens: Sequence[Token], words: Sequence[str], at: int, matches: Sequence[Match], days: Collection[int]
    ) -> tuple[int, str | None]:
        for stop in range(min(at + LONGEST, len(words)), at, -1):
            name = tuple(words[at:stop])
            acting, noted = self._acting.get(name), self._noted.get(name)
            if acting is None and noted is None:
                continue
            if any(token.gap != NOTHING for token in tokens[at + 1 : stop]):
                continue
            first, last = _around(tokens, words, at, stop, matches, acts=acting is not None)
            alone = noted is not None and stop not in days and _stands_alone(tokens, at, stop)
            if (first, last) == (at, stop) and not alone:
                continue
            over = (match for match in matches if match.first < stop and at < match.stop)
            if all(first <= match.first and match.stop <= last and match.kind != "team" for match in over):
                return stop, acting or noted
        return at, None


def _overlap(match: Match, team: Match) -> bool:
    return match.first < team.stop and team.first < match.stop


def _around(
    tokens: Sequence[Token], words: Sequence[str], at: int, stop: int, matches: Sequence[Match], *, acts: bool
) -> tuple[int, int]:
    """Where the words begin and end that show a team here, the name among them; only the name where none do.

    `acts` is whether what it does shows it as well: "court want a report" tells of no team.
    """
    lists, first, last = english(), at, stop
    onward = stop < len(words) and words[stop] in _TOWARDS and _team_at(matches, stop + 1, words)
    last = stop + 1 if onward else stop
    if acts and last == stop < len(words) and tokens[stop].gap == NOTHING:
        last = stop + lists.team_people.starting(words, stop)
        verb = stop
        while last == stop and verb < len(words) and tokens[verb].gap == NOTHING:
            length = lists.acts_of_teams.starting(words, verb)
            last = verb + length if length else stop
            if words[verb] not in lists.small_before_acts:
                break
            verb += 1
    before = at
    while before > 0 and words[before - 1] in lists.team_articles and tokens[before].gap < COMMA:
        before -= 1
    if before and tokens[before].gap <= SOFT:
        length = lists.beside_teams.ending(words, before - 1)
        length = length or int(is_we_are(tokens, before - 1))
        if not acts and words[before - 1] not in _OF_US:
            held = lists.current_before.ending(words, before - 1)
            length = held if held > 1 else _is_closed(words, before - 1)
        opens = before == 1 or tokens[before - 1].gap >= COMMA
        length = length or _is_closed(words, before - 1) or 2 * (opens and words[before - 1] == "with")
        of_a_worker = words[before - 1] in _OF_A_WORKER and before > 1
        length = length or (1 + lists.team_people.ending(words, before - 2) if of_a_worker else 0)
        if length > (1 if of_a_worker else 0) and not _is_plans(words, stop):
            first = before - length
        elif (
            acts
            and words[before - 1] in _TOWARDS
            and any(match.kind == "team" and match.stop == before - 1 for match in matches)
        ):
            first = before - 1
    return first, last


def _is_closed(words: Sequence[str], at: int) -> int:
    """2 for "closed to", which only a team is said to be."""
    lists = english()
    return 2 * (at > 0 and words[at] in lists.closing_by and lists.closing_verbs.ending(words, at - 1) > 0)


def _team_at(matches: Sequence[Match], at: int, words: Sequence[str]) -> bool:
    while at < len(words) and words[at] in english().team_articles:
        at += 1
    return any(match.kind == "team" and match.first == at for match in matches)


def _is_plans(words: Sequence[str], stop: int) -> bool:
    """ "With CP plan": the plan itself."""
    return stop < len(words) and words[stop] in english().nouns_of_plans


def _stands_alone(tokens: Sequence[Token], at: int, stop: int) -> bool:
    """Whether it is an entry of its own in a note: "9, court, final hearing 3 May"."""
    aged = at > 0 and (tokens[at - 1].word.isdigit() or tokens[at - 1].word in english().age_units)
    opens = at == 0 or aged or tokens[at].gap >= COMMA or tokens[at].entered
    ends = stop == len(tokens) or tokens[stop].gap >= COMMA or tokens[stop].entered
    return opens and ends and not tokens[stop - 1].queried
