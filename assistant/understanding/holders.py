"""Who holds the case, who holds the family of what has come in, and who closed the case before."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from assistant.facts import Value
from assistant.understanding.children.scopes import Scopes
from assistant.understanding.findings import Unsure, short
from assistant.understanding.language.english import english
from assistant.understanding.sayings import Saying, Sayings
from assistant.understanding.scene import Room, Scene
from assistant.understanding.team_text import Part
from assistant.understanding.teams import Role, holder

CLOSING_TEAM, FAMILY_TEAM, HOLDER = "closing_team", "family_open_to", "current_team"
"""The team that closed a case, and the team that holds the family of what comes in, where the pack has them."""
SEVERAL = 2
NEAR = 4
_CAME_IN: tuple[Part, ...] = ("current", "arrived", "bare", "acting", "speaker")
_AGAIN = frozenset(("referred_before", "re_referral"))
_HOLDING: tuple[tuple[Part, ...], ...] = (("current",), ("arrived", "acting"), ("bare",), ("leaving", "speaker"))
"""How plainly a team is said to hold a family: the plainest first."""
_TOUCHED: tuple[tuple[Part, ...], ...] = (
    ("current",),
    ("arrived", "acting", "bare", "speaker"),
    ("mention", "theirs", "destination"),
)
"""How plainly something is said to have come to a team: it may only have been told."""


def from_closing(scene: Scene, room: Room) -> Iterator[Saying]:
    """Which team closed the case: "closed by EmPower", "we closed it", "was with EmPower before, closed in May"."""
    spec = room.pack.facts.get(CLOSING_TEAM)
    if spec is None:
        return
    named = [role for role in scene.roles if not role.match.others and role.match.id in spec.domain()]
    closing = [role for role in named if role.part == "closing"]
    ours = english().closed_by_us.find(scene.words)
    # "Do I shut my episode?"
    if not closing and ours is not None and not (ours[0] and scene.words[ours[0] - 1] in english().question_starts):
        closing = _only(named, "speaker") or _only(named, "bare")
    closed = (match for match in scene.of("event") if match.id == "case_closed")
    if not closing and any(not scene.cues.asked_outright(match.first) for match in closed):
        closing = _only(named, "previous")
    for role in closing or _closed_before(scene, room, named):
        first, stop = min(role.first, role.match.first), max(role.first + 1, role.match.stop)
        yield Saying(CLOSING_TEAM, role.match.id, scene.said(first, stop), first)


def _closed_before(scene: Scene, room: Room, named: Sequence[Role]) -> list[Role]:
    """ "CwD had them, closed 5 Feb, re-ref in MASH": the one other team, of what has come in again and was closed."""
    lists, families = english(), room.pack.facts.get(FAMILY_TEAM)
    fronts = {role.match.id for role in scene.roles if families and role.match.id not in families.domain()}
    fronts &= {role.match.id for role in scene.roles if role.part in _CAME_IN}
    again = (room.lexicon.terms[match.id].facts for match in scene.of("term"))
    if not fronts and not any(not _AGAIN.isdisjoint(facts) for facts in again):
        return []
    closed = {scene.tokens[at].sentence for at in range(len(scene.words)) if _is_closed(scene.words, at)}
    had = [
        role
        for role in named
        if role.match.id not in fronts
        and role.part in ("bare", "current", "acting", "previous", "theirs")
        and scene.words[role.first] not in lists.held_by
        and scene.tokens[role.match.first].sentence in closed
        and not (role.of_another or scene.tokens[role.match.stop - 1].queried)
    ]
    return had[:1] if len({role.match.id for role in had}) == 1 else []


def _is_closed(words: Sequence[str], at: int) -> bool:
    over = english().closing_verbs.starting(words, at) > 0 and words[at] != "closing"
    return over and not (at and words[at - 1] in english().denials)


def _only(roles: Sequence[Role], part: Part) -> list[Role]:
    playing = [role for role in roles if role.part == part]
    return playing[:1] if len({role.match.id for role in playing}) == 1 else []


def add_holder(scene: Scene, room: Room, sayings: Sayings, asked: str | None, held: Mapping[str, Value]) -> None:
    """The team that holds the case. Run last but for the meetings: a team by itself counts where a case is told of."""
    of_a_case = asked == HOLDER or bool(sayings.told or scene.of("event") or scene.dates or scene.ages)
    of_a_case = of_a_case or (sayings.corrected and HOLDER in held) or (bool(held) and _is_all(scene))
    closed = {saying.value for saying in sayings.told if saying.fact == CLOSING_TEAM}
    weak: tuple[Part, ...] = ("bare", "speaker", "previous")
    others = any(role.part in _CAME_IN and role.match.id not in closed for role in scene.roles)
    over = [role for role in scene.roles if role.match.id in closed and (others or role.part in weak)]
    roles = [role for role in scene.roles if role not in over]
    family = _familys_team(scene, room, sayings, held)
    if family is not None:
        said = scene.said(family.first, family.match.stop)
        sayings.told.append(Saying(FAMILY_TEAM, family.match.id, said, family.first))
        for role in _told_to(roles, room, family):
            sayings.told.append(Saying(HOLDER, role.match.id, scene.said(role.first, role.match.stop), role.first))
        return
    roles = _without_familys(roles, scene, room)
    found = holder(roles, scene.words, room.pack.teams, of_a_case=of_a_case)
    said = scene.said(found.role.first, found.role.match.stop) if found.role else ""
    doubted = found.role is not None and found.role.part == "doubted"
    if found.role is not None and _only_speaks(found.role, scene, held, asked, corrected=sayings.corrected):
        return
    if len(found.teams) == 1 and found.role and not doubted:
        sayings.told.append(Saying(HOLDER, found.teams[0], said, found.role.first, certain=found.certain))
    elif found.teams and not _only_asked(scene, held):
        sayings.unsure.append(Unsure(HOLDER, short(said), found.teams))
    for role in scene.roles:
        if role.part == "denied" and role.match.id == held.get(HOLDER):
            sayings.told.append(Saying(HOLDER, role.match.id, said, role.first, "denied"))


def _only_speaks(role: Role, scene: Scene, held: Mapping[str, Value], asked: str | None, *, corrected: bool) -> bool:
    """ "I'm the CIN/CP manager": who asks about a case that is known to be with another team."""
    if role.part != "speaker" or held.get(HOLDER) in (None, role.match.id) or asked == HOLDER:
        return False
    manages = english().manages.find(scene.words) is not None
    return manages or not corrected


def _is_all(scene: Scene) -> bool:
    """Whether the message is nothing but a team, which goes on telling of the case in hand."""
    beside = set(range(len(scene.words)))
    for role in scene.roles:
        beside -= set(range(role.match.first, role.match.stop))
    small = (english().answer_fillers, english().articles)
    return bool(scene.roles) and all(any(scene.words[at] in each for each in small) for at in beside)


def _only_asked(scene: Scene, held: Mapping[str, Value]) -> bool:
    """ "So still EmPower?": whether it goes there is asked, of a case whose team is known."""
    return HOLDER in held and bool(scene.tokens) and scene.tokens[-1].queried and not scene.dates


def _familys_team(scene: Scene, room: Room, sayings: Sayings, held: Mapping[str, Value]) -> Role | None:
    """The team that holds the family, where what has come in makes it matter: a new child, a report for a court."""
    spec = room.pack.facts.get(FAMILY_TEAM)
    said = [saying for saying in sayings.told if saying.stance == "said"]
    told = {**held, **{saying.fact: saying.value for saying in said if saying.suggested is None}}
    if spec is None or FAMILY_TEAM in told:
        return None
    named = [role for role in scene.roles if role.match.id in spec.domain() and not role.match.others]
    if spec.asked_when.test(told).truth is not True:
        # "Mum has had a baby" is one in an open family where it came in to another team than holds the family.
        likely = {saying.fact: saying.value for saying in said if saying.suggested is not None}
        open_to = _only(named, "current") or _only(named, "speaker")
        came = open_to and (_told_to(scene.roles, room, open_to[0]) or _of_a_family(open_to[0], scene))
        return open_to[0] if open_to and came and spec.asked_when.test(likely | told).truth is True else None
    for parts in _HOLDING:
        if holding := [role for role in named if role.part in parts]:
            return holding[0] if len({role.match.id for role in holding}) == 1 else None
    known = [role for role in named if role.part in ("mention", "theirs") and _knows(role, scene.words)]
    return known[0] if len({role.match.id for role in known}) == 1 else None


def _knows(role: Role, words: Sequence[str]) -> bool:
    """ "Known only to EmPower", "EmPower are working with them"."""
    working = any(word.startswith("work") for word in words[role.match.stop : role.match.stop + NEAR])
    return working or words[role.first] in english().held_by


def _without_familys(roles: Sequence[Role], scene: Scene, room: Room) -> list[Role]:
    """The roles without "family open to CIN/CP", where it came in to a team that holds no families."""
    spec = room.pack.facts.get(FAMILY_TEAM)
    fronts = [role for role in roles if spec and role.match.id not in spec.domain() and role.part in _CAME_IN]
    return [role for role in roles if not (fronts and role.part == "current" and _is_familys(role, scene))]


def _is_familys(role: Role, scene: Scene) -> bool:
    at = role.first - 1
    while at > 0 and (scene.words[at] in english().has_been or scene.words[at] in english().adult_links):
        at -= 1
    return at >= 0 and scene.words[at] in ("family", "families")


def _of_a_family(role: Role, scene: Scene) -> bool:
    """ "In an EmPower family"."""
    return scene.words[role.match.stop : role.match.stop + 1] in (["family"], ["families"])


def _told_to(roles: Sequence[Role], room: Room, family: Role) -> list[Role]:
    """The team that it has come in to, which is none that could hold the family."""
    teams, families = room.pack.teams, room.pack.facts[FAMILY_TEAM].domain()
    others = [role for role in roles if role.match.id not in families and teams[role.match.id].holds_cases]
    # Whoever asks about a family of their own has it: that it was told to another team is by the way.
    for parts in _TOUCHED[:1] if family.part == "speaker" else _TOUCHED:
        if touched := [role for role in others if role.part in parts]:
            return touched[:1] if len({role.match.id for role in touched}) == 1 else []
    return []


def add_holders(scene: Scene, room: Room, sayings: Sayings, scopes: Scopes) -> bool:
    """The teams that hold several children's cases, where each is said of another child; whether they are."""
    parts: tuple[Part, ...] = ("current", "arrived", "bare", "leaving")
    holding = [role for role in scene.roles if role.part in parts and not role.match.others]
    holding = [role for role in holding if room.pack.teams[role.match.id].holds_cases]
    if len({role.match.id for role in holding}) < SEVERAL:
        return False
    placed = [scopes.whose(role.match.first, role.match.stop) for role in holding]
    told = {role.match.id for role, whose in zip(holding, placed, strict=True) if whose.means == "these"}
    # "Siblings in EmPower and CIN/CP: 16yo EmPower, 12yo CIN/CP": what each is with is told again.
    own = [at for at, whose in enumerate(placed) if whose.means == "these" or holding[at].match.id not in told]
    holding, placed = [holding[at] for at in own], [placed[at] for at in own]
    children: set[int] = set()
    for whose in placed:
        if whose.means != "these" or children & whose.of:
            return False
        children |= whose.of
    for role in holding:
        said = scene.said(role.first, role.match.stop)
        sayings.told.append(Saying(HOLDER, role.match.id, said, role.match.first))
    return True
