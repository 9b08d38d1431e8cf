"""Which part each team plays that a text names: it holds the case, gets it, once had it, or is only named."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from assistant.terms import Team
from assistant.understanding.implied_holders import brings_in, implied_holder, they_have, wanted_of
from assistant.understanding.language.cues import Cues
from assistant.understanding.language.english import english
from assistant.understanding.language.tokens import COMMA, NOTHING, SOFT, Token
from assistant.understanding.team_text import After, Before, Part, is_we_are
from assistant.understanding.team_words import TeamWords
from assistant.understanding.vocabulary import Match

PLAIN = ("current", "arrived", "closing", "previous")
"""Parts that a team plays though it stands within another name."""
WITHIN = (*PLAIN, "acting")
HOLDING = ("current", "arrived", "leaving", "acting", "bare", "speaker")
"""Parts of a team that may have the case."""
BETWEEN = 3
"""Words between two teams that are named together."""


@dataclass(frozen=True, slots=True)
class Role:
    match: Match
    part: Part
    first: int
    """Where the words that tell it begin."""
    thinks: bool = False
    """Whether the team is said to think something."""
    of_another: bool = False
    """Whether it is said of a brother, a sister or an adult: "his brother's with EmPower"."""
    asked_of: bool = False
    """Whether it stands in a question of its own: "does the baby start off with duty?"."""
    set_off: bool = False
    """Whether the team stands by itself between commas or stops, as in a note: "CP plan, duty, ICPC 8 April"."""


@dataclass(frozen=True, slots=True)
class Holder:
    """Who holds the case: one team, or several of which one must be asked for."""

    teams: tuple[str, ...] = ()
    role: Role | None = None
    certain: bool = True


def find_roles(
    tokens: Sequence[Token], matches: Sequence[Match], cues: Cues, within: Sequence[Match] = ()
) -> list[Role]:
    """The part of each team among the matches, and of those `within` another name that play a plain one."""
    words = [token.word for token in tokens]
    roles: list[Role] = []
    inner = {id(match) for match in within}
    named = [match for match in sorted((*matches, *within), key=lambda match: match.first) if match.kind == "team"]
    around = TeamWords(tokens, words, {match.stop for match in named}, {match.first for match in named})
    for match in named:
        # "Step down to early help from court": what belongs to the team before is no word of this one.
        floor = max((other.stop for other in named if other.stop <= match.first), default=0)
        set_off = _opens(tokens, match.first) and _ends(tokens, match)
        says = match.stop < len(words) and words[match.stop] in english().opinions
        thinks = says or words[match.stop - 1] in english().works
        role = replace(
            _role(around, words, around.bare(match), floor, cues), match=match, set_off=set_off, thinks=thinks
        )
        asked = role.part == "current" and (cues.asked_outright(role.first) or _is_surmised(tokens, match))
        role = replace(role, of_another=_of_another(tokens, words, role), asked_of=asked)
        if id(match) in inner and (
            role.part == "speaker"
            or (role.part == "destination" and (around.is_ago(match.stop) or around.is_noted(role.match.first - 1)))
        ):
            role = replace(role, part="arrived")  # "new in MASH today", "ref to MASH yesterday": what has come in
        if id(match) not in inner or role.part in WITHIN:
            roles.append(role)
    if any(role.part in HOLDING and id(role.match) not in inner and role.part != "acting" for role in roles):
        roles = [role for role in roles if id(role.match) not in inner or role.part in PLAIN]
    _joined(roles, tokens, words)
    wanted_of(roles, words)
    roles = [replace(role, part="current") if they_have(role, tokens, words) else role for role in roles]
    _asked_when(roles, tokens, words)
    holding = {role.match.id for role in roles if role.part in ("current", "arrived", "acting")}
    gone_to = {role.match.id for role in roles if role.part == "arrived"}
    return [replace(role, part="previous") if _has_left(role, holding, gone_to) else role for role in roles]


def _of_another(tokens: Sequence[Token], words: Sequence[str], role: Role) -> bool:
    """Whether somebody else than the child is said to be with the team: "his brother's with EmPower"."""
    lists, at = english(), min(role.first, role.match.first) - 1
    links = (lists.has_been, lists.adult_links, lists.merely)
    while at >= 0 and tokens[at + 1].gap < COMMA and (words[at].isdigit() or any(words[at] in each for each in links)):
        at -= 1
    if at < 0 or tokens[at + 1].gap >= COMMA:
        return False
    # "His brother's with EmPower".
    subject = [*words[:at], words[at][:-1] if words[at].endswith("s") else words[at]]
    people = (lists.sibling_words, lists.adult_words)
    return any(each.ending(here, at) > 0 for each in people for here in (words, subject))


def _is_surmised(tokens: Sequence[Token], match: Match) -> bool:
    """ "So CIOC have it from 9 March?"."""
    at = match.first
    while at > 0 and tokens[at].gap < COMMA:
        at -= 1
    stop = match.stop
    while stop < len(tokens) and tokens[stop].gap < COMMA:
        stop += 1
    return tokens[at].word in ("so", "then") and tokens[stop - 1].queried


def _has_left(role: Role, holding: set[str], gone_to: set[str]) -> bool:
    """ "A step up from CFW, now with duty", "I'm in CFW, she went over to duty"."""
    elsewhere = holding if role.part == "leaving" else gone_to if role.part == "speaker" else set()
    return bool(elsewhere - {role.match.id})


def without_places(matches: Sequence[Match], tokens: Sequence[Token]) -> list[Match]:
    """The names without places that are not meant as an authority: "asked by Leeds", and not "lives in Leeds"."""
    return [match for match in matches if not match.place or _is_authority(match, tokens)]


def _is_authority(match: Match, tokens: Sequence[Token]) -> bool:
    lists, words = english(), [token.word for token in tokens[: match.stop + BETWEEN]]
    plain = words[match.first] in lists.words | lists.names and match.stop == match.first + 1
    if plain and not match.said[:1].isupper():
        before = match.first > 0 and tokens[match.first].gap < COMMA
        beside = lists.authority_before.ending(words, match.first - 1) if before else 0
        plan = match.stop < len(words) and words[match.stop] in lists.plans_elsewhere
        return beside > 1 or plan  # "on cp in blackpool", "bolton cin plan", and not "in reading"
    follows = match.stop < len(tokens) and tokens[match.stop].gap == NOTHING
    if follows and lists.authority_after.starting(words, match.stop):
        return True
    at = match.first - 1
    if at > 0 and words[at - 1 : at + 1] == ["were", "in"] and is_we_are(tokens, at - 1):
        return True
    return at >= 0 and tokens[match.first].gap < COMMA and lists.authority_before.ending(words, at) > 0


def _opens(tokens: Sequence[Token], first: int) -> bool:
    lists = english()
    while first > 0 and tokens[first].gap < SOFT and tokens[first - 1].word in lists.articles:
        first -= 1
    return first == 0 or tokens[first].gap >= SOFT or tokens[first].entered


def _ends(tokens: Sequence[Token], match: Match) -> bool:
    queried = tokens[match.stop - 1].queried
    return not queried and (match.stop >= len(tokens) or tokens[match.stop].gap >= SOFT)


def _joined(roles: list[Role], tokens: Sequence[Token], words: Sequence[str]) -> None:
    """Two teams named together: neither is said in "duty or EmPower", nor in "between duty and EmPower"."""
    for at in range(1, len(roles)):
        left, right = roles[at - 1], roles[at]
        between = words[left.match.stop : right.match.first]
        if left.part == "current" and _corrected(words, left.match.stop, min(right.first, right.match.first)):
            # "Duty hold him, sorry no, CFW do".
            does = words[right.match.stop : right.match.stop + 1] in (["do"], ["does"])
            if does or right.part in HOLDING:
                roles[at - 1], roles[at] = replace(left, part="mention"), replace(right, part="current")
                continue
        if 0 < len(between) <= BETWEEN and english().corrections.starting(words, left.match.stop) == len(between):
            # "CIN/CP/Court - sorry, EmPower - have him": the first was a slip.
            roles[at - 1] = replace(left, part="mention")
            continue
        if not 0 < len(between) <= BETWEEN or any(
            tokens[here].gap >= COMMA for here in range(left.match.stop, right.match.first + 1)
        ):
            continue
        if between[0] == "or":
            if left.part == "current":
                roles[at - 1], roles[at] = replace(left, part="doubted"), replace(right, part="doubted")
            elif left.part in ("bare", "closing", "mention"):
                roles[at - 1] = replace(left, part="mention")
        if between in (["and"], ["and", "the"]) and right.part == "bare":
            if left.part == "mention" and words[left.first] == "between":
                roles[at] = replace(right, part="mention")
            roles[at - 1], roles[at] = replace(left, set_off=False), replace(roles[at], set_off=False)


def _asked_when(roles: list[Role], tokens: Sequence[Token], words: Sequence[str]) -> None:
    """Of two teams only named, the one that the day is asked of is to get it: "CIOC 17, leaving care by when"."""
    for at, role in enumerate(roles):
        stop = role.match.stop
        queried = role.part == "bare" and at and tokens[stop - 1].queried and roles[at - 1].part in ("bare", "current")
        if queried and roles[at - 1].match.id != role.match.id:
            roles[at] = replace(role, part="destination")  # "empower 14 second review 5 may cioc?"
        if role.part != "bare" or stop >= len(words) or tokens[stop].gap >= COMMA:
            continue
        after = stop + english().asked_when.starting(words, stop)
        ends = after > stop and (after == len(words) or tokens[after].gap >= SOFT)
        if ends and any(other.part in HOLDING and other.match.id != role.match.id for other in roles):
            roles[at] = replace(role, part="destination")


def _corrected(words: Sequence[str], start: int, stop: int) -> bool:
    """Whether what stands right before this says that what was said before is wrong."""
    lists, at = english(), stop
    while at > start and words[at - 1] in lists.articles:
        at -= 1
    while at > start and (length := lists.second_thoughts.ending(words, at - 1, start)):
        if words[at - length] not in _DENYING:
            return True
        at -= length  # "sorry no", and no mere "no"
    return False


_STILL = frozenset(("still", "now", "currently", "presently"))
_DENYING = frozenset(("no", "not", "well", "then"))


def holder(roles: Sequence[Role], words: Sequence[str], teams: Mapping[str, Team], *, of_a_case: bool) -> Holder:
    """The team that holds the case now. A team that is only named holds it when the text is `of_a_case`."""
    own = [role for role in roles if not role.of_another and not role.asked_of]
    roles = own if any(role.part in HOLDING for role in own) else roles
    gone = {role.match.id for role in roles if role.part == "closing"}

    def playing(*parts: Part, unless: frozenset[str] = frozenset()) -> list[Role]:
        return [
            role
            for role in roles
            if role.part in parts
            and role.match.id not in unless
            and all(teams[id_].holds_cases for id_ in role.match.ids)
        ]

    if found := _still(playing("current"), words):
        # "Bolton have her on a plan, the request came to MASH": who has got it of those that ask.
        held = (found, playing("arrived", "acting", "bare", unless=frozenset(gone)))
        ours = ([role for role in each if not teams[role.match.id].any_authority] for each in held)
        return _one(next(filter(None, ours), found))
    if found := playing("arrived", unless=frozenset(gone)):
        return _one(found[-1:])
    if found := playing("leaving") or playing("acting", unless=frozenset(gone)):
        # "MASH, a transfer in request from Salford": what comes from elsewhere is with whoever of ours is named.
        elsewhere = all(teams[role.match.id].any_authority for role in found)
        came = playing("bare", "speaker", unless=frozenset(gone)) if elsewhere else []
        return _one(came if len({role.match.id for role in came}) == 1 else found)
    destinations = frozenset(role.match.id for role in playing("destination")) | gone
    bare = playing("bare", unless=destinations) if of_a_case else []
    if noted := [role for role in bare if role.set_off]:
        return _one(noted)
    speakers = playing("speaker", unless=frozenset(gone))
    bringing = [role for role in playing("mention", "saying") if of_a_case and brings_in(role, words)]
    if bringing or speakers:
        theirs = frozenset(role.match.id for role in speakers)
        other = playing("bare", "mention", "saying", "theirs", "destination", unless=theirs)
        return _one(bringing) if bringing else _speaker(speakers, other, words)
    if bare:
        return _one(bare)
    if doubted := playing("doubted"):
        return Holder(tuple(dict.fromkeys(role.match.id for role in doubted)), doubted[0], certain=False)
    if of_a_case and (implied := implied_holder(roles, playing, words)):
        return _one([implied])
    # "An email from Leeds, their child is on a plan": another authority has what it asks about.
    asking = [role for role in playing("mention", "saying") if teams[role.match.id].any_authority]
    return _one(asking) if of_a_case and asking else Holder()


def _still(found: Sequence[Role], words: Sequence[str]) -> Sequence[Role]:
    """Of several teams that are said to have the case, the one that is said to have it still, or now."""
    if len({role.match.id for role in found}) == 1:
        return found
    still = [role for role in found if not _STILL.isdisjoint(words[role.first : role.match.stop + BETWEEN])]
    return still if len({role.match.id for role in still}) == 1 else found


def _speaker(speakers: Sequence[Role], other: Sequence[Role], words: Sequence[str]) -> Holder:
    """The team of the person who asks, unless the case is to come to them: then the one other team that is named."""
    lists, comes = english(), english().to_speaker.find(words)
    if comes is not None and not (comes[0] and words[comes[0] - 1] in lists.tellings):
        came = words[max(comes[0] - BETWEEN, 0) : comes[0]]
        made = not {"come"} & {*came} or any(word in lists.has_been for word in came)  # "when does it come to us"
        if not (made and any(word in each for word in came for each in (lists.went, lists.moved, lists.held_by))):
            return _one(other) if len({role.match.id for role in other}) == 1 else Holder()
    return _one(speakers)


def _one(roles: Sequence[Role], *, certain: bool = True) -> Holder:
    teams = tuple(dict.fromkeys(id_ for role in roles for id_ in role.match.ids))
    return Holder(teams, roles[0], certain)


def _role(around: TeamWords, words: Sequence[str], match: Match, floor: int, cues: Cues) -> Role:
    closed = around.closing(match, floor)
    if closed is not None:
        said = cues.stance(closed, closed + 1) == "said"
        return Role(match, "closing" if said else "mention", closed)
    before, after = around.before(match, floor), around.after(match)
    if before.part == "previous":
        return Role(match, "previous", before.first)
    part = _part(before, after)
    first = before.first
    # "Nobody named yet and the court team hold": a denial does not reach what has its own subject and verb.
    own = after.part == "current" and before.part is None and _after_and(words, first)
    stance = "said" if own else cues.stance(first, match.stop)
    if part == "leaving" and stance == "doubted" and english().denials.find(words[max(first - BETWEEN, 0) : first]):
        return Role(match, "current", first)  # "can't move her from duty"
    if stance in ("denied", "pending"):
        # "Still not transferred from duty", "hasn't gone to EmPower yet".
        return Role(match, {"leaving": "current"}.get(part, "denied"), first)  # type: ignore[arg-type]
    if part in ("current", "arrived", "leaving", "speaker", "acting", "bare") and stance == "doubted":
        return Role(match, "doubted", first)
    return Role(match, part, first)


def _after_and(words: Sequence[str], first: int) -> bool:
    while first > 0 and words[first - 1] in english().articles:
        first -= 1
    return first > 0 and words[first - 1] == "and"


def _part(before: Before, after: After) -> Part:
    """What stands before the team counts first; "a duty case" is one wherever it stands."""
    if after.noun and before.part != "destination":
        return "mention" if before.asked else after.part or "current"
    if before.part in ("mention", "destination", "leaving", "arrived"):
        return before.part
    if after.person and after.part == "mention" and before.part == "current":
        return "mention"
    if after.person and (before.part == "speaker" or after.part == "current"):
        return before.part or "current"
    if after.part in ("destination", "mention", "leaving", "speaker", "previous", "arrived"):
        return after.part
    if before.asked:
        return "current" if after.keeps else "mention"
    if after.part == "saying" and before.part is None:
        return "saying"
    return before.part or ("bare" if after.part in (None, "saying") else after.part)
