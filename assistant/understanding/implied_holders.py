"""Who has a case where nobody is said to: told by who speaks of it, brings others into it, or works with the child."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from assistant.understanding.language.english import english

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
    return named[0] if named and _one(roles) and english().with_you.find(words) is not None else None


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
    us = words[at + 1 : at + 2]
    if not us or us[0] not in ("us", "me"):
        return False
    asks = words[at + 2 : at + 3] == ["at"] or (
        words[at + 2 : at + 3] == ["to"] and words[at + 3 : at + 4] != [] and words[at + 3] in lists.to_come_in
    )
    return words[at] in lists.brings_in or (words[at] in lists.asks_in and asks)


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
