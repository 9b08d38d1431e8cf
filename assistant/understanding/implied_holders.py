"""Who has a case where nobody is said to: told by who speaks of it, brings others into it, or works with the child."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from assistant.understanding.language.english import english
from assistant.understanding.language.tokens import STOP, Token

if TYPE_CHECKING:
    from assistant.understanding.teams import Role

NEAR = 5
"""Words between a team and the one that it says should have the case."""


def implied_holder(roles: Sequence[Role], playing: Callable[..., list[Role]], words: Sequence[str]) -> Role | None:
    """The one team that must have the case, of those that play no plainer part. `playing` gives them by their parts."""
    saying, theirs = playing("saying"), playing("theirs")
    if _one(saying) and any(role.thinks for role in saying):
        return saying[0]  # "CwD think SEND support is enough now": of a case of their own
    if _one(theirs):
        return theirs[0]  # "her EmPower worker is off sick", and no other team is named as having her
    if sender := _who_says_where(saying, roles, words):
        return sender
    finding = [role for role in saying if _finds(role, words)]
    if _one(finding):
        return finding[0]
    named = playing("mention", "saying", "destination")
    # "Can duty confirm she's still sat with you".
    told = english().with_you.find(words) or english().to_you.find(words)
    return named[0] if named and _one(roles) and told is not None else None


def _one(roles: Sequence[Role]) -> bool:
    return len({role.match.id for role in roles}) == 1


def _who_says_where(saying: Sequence[Role], roles: Sequence[Role], words: Sequence[str]) -> Role | None:
    """ "Duty say EmPower should take it": who has a case says where it should go."""
    for role in saying:
        after = next((each for each in roles if each.match.first > role.match.stop), None)
        near = after is not None and after.match.first - role.match.stop <= NEAR
        goes = after is not None and (after.part == "destination" or _to_have(words, after.match.stop))
        if near and goes and after is not None and after.match.id != role.match.id:
            return role if len({each.match.id for each in saying}) == 1 else None
    return None


def brings_in(role: Role, words: Sequence[str]) -> bool:
    """ "We're EmPower, duty have invited us", "duty want me at the conference": who has the case brings others in."""
    lists, at = english(), role.match.stop
    while at < len(words) and words[at] in lists.between_team_and_verb:
        at += 1
    gives = words[at : at + 1] != [] and words[at] in lists.moved
    if gives and words[at + 1 : at + 2] in (["us"], ["me"]):  # "duty have passed me the details of a 15yo"
        return any(word in lists.about_a_case for word in words[at + 2 : at + NEAR])
    us = words[at + 1 : at + 2]
    if not us or us[0] not in ("us", "me"):
        return False
    asks = words[at + 2 : at + 3] == ["at"] or (
        words[at + 2 : at + 3] == ["to"]
        and words[at + 3 : at + 4] != []
        and words[at + 3] in lists.to_come_in
        and lists.to_keep_or_give.starting(words, at + 3) <= 1
    )
    return words[at] in lists.brings_in or (words[at] in lists.asks_in and asks)


def they_have(role: Role, tokens: Sequence[Token], words: Sequence[str]) -> bool:
    """ "A call from duty, they've got a 14yo": what is said next of a team that is only named."""
    lists, at = english(), role.match.stop
    at += lists.team_people.starting(words, at) if at < len(words) else 0
    at += at < len(words) and words[at] in ("and", "as", "because", "since", "but")
    if role.part not in ("mention", "saying", "theirs") or at >= len(words) or tokens[at].gap > STOP:
        return False
    have = lists.they_have.starting(words, at)
    return have > 0 and words[at + have : at + have + 1] != [] and words[at + have] in lists.whom_they_have


def _finds(role: Role, words: Sequence[str]) -> bool:
    """ "STAT say it's level 4": what whoever assesses finds."""
    lists, at = english(), role.match.stop
    while at < len(words) and (words[at] in lists.between_team_and_verb or words[at] in lists.saying_after):
        at += 1
    at += words[at : at + 1] in (["its"], ["that"], ["a"])
    return words[at : at + 1] in (["level"], ["tier"], ["lvl"])


def _to_have(words: Sequence[str], at: int) -> bool:
    """ "Have asked the court team to allocate"."""
    return words[at : at + 1] == ["to"] and english().destination_after.starting(words, at) > 0


def wanted_of(roles: list[Role], words: Sequence[str]) -> None:
    """ "EmPower want duty to keep him", "they told us in duty to hang on": whoever is to keep or give it has it."""
    lists = english()
    for at, role in enumerate(roles):
        verb = role.match.stop
        while verb < len(words) and words[verb] in lists.between_team_and_verb:
            verb += 1
        verb += lists.team_people.starting(words, verb)
        if verb >= len(words):
            continue
        refused = verb + lists.says_no_to.starting(words, verb)
        if refused > verb and at + 1 < len(roles) and roles[at + 1].match.first == refused:
            roles[at + 1] = replace(roles[at + 1], part="current", first=refused)  # "can CIN/CP say no to duty"
            continue
        told = lists.wants_of.starting(words, verb)
        says = lists.saying_after.starting(words, verb)
        if not told and not says:
            continue
        to = verb + (told or says)
        us = to < len(words) and words[to] in ("us", "me")
        to += us
        while to < len(words) and words[to] in ("in", "at", "the", "for", "here", "back", "that"):
            to += 1
        asked = next((here for here in range(at + 1, len(roles)) if roles[here].match.first == to), None)
        to = roles[asked].match.stop if asked is not None else to
        link = 1 if words[to : to + 1] == ["to"] else 0
        link = lists.has_to.starting(words, to) if says and not told and to < len(words) else link
        if not link or (asked is None and not us) or role.part == "destination":
            continue
        to += link
        keeps, has = (lists.to_keep_or_give.starting(words, to), lists.to_come_to_have.starting(words, to))
        if keeps > has:
            roles[at] = replace(role, part="mention")
            if asked is not None:
                roles[asked] = replace(roles[asked], part="current", first=roles[asked].match.first)
        elif has and asked is not None:
            roles[asked] = replace(roles[asked], part="destination", first=roles[asked].match.first)
            if role.part in ("mention", "saying", "bare"):
                roles[at] = replace(role, part="acting")
