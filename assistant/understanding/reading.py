"""A question in words becomes typed facts and an intent.

Identifiers are left out before anything else is read. Then the text is taken apart into dates, ages and names;
the words around them tell how each is said; each date goes to its meeting and each team to its part. What can
be read one way only is a fact. What could be read two ways is left out and said to be unsure.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from assistant.facts import Value
from assistant.pack import Pack
from assistant.understanding import intent
from assistant.understanding.age_answers import answers_by_age
from assistant.understanding.age_then import from_age_then
from assistant.understanding.answers import Answer, read_answer, read_offer
from assistant.understanding.authorities import places_in
from assistant.understanding.case_facts import add_ages, from_directions, from_terms
from assistant.understanding.children.children import Family, HeldChild
from assistant.understanding.children.family import (
    UNBORN,
    brings_another,
    brings_relative,
    counts_children,
    find_family,
    of_another_family,
    unborn,
)
from assistant.understanding.children.mentions import find_mentions
from assistant.understanding.children.scopes import Scopes
from assistant.understanding.children.sharing import (
    Meant,
    beside_family,
    beside_siblings,
    of_the_child,
    part,
    settle_each,
)
from assistant.understanding.children.standings import Told
from assistant.understanding.children.swapped import swap_meetings
from assistant.understanding.danger import is_alarming
from assistant.understanding.dates.named_days import day_words_in
from assistant.understanding.ellipsis import read_ellipsis
from assistant.understanding.elsewhere import asks_of_elsewhere
from assistant.understanding.findings import ChildReading, Problem, Reading, SaidFact, Unsure, WhoseFact, short
from assistant.understanding.holders import HOLDER, add_holder, add_holders, from_closing
from assistant.understanding.identifiers import CleanText, leave_out
from assistant.understanding.language.english import english
from assistant.understanding.leanings import each_named, only_thought
from assistant.understanding.meetings.before import Before
from assistant.understanding.meetings.meeting_dates import MeetingDates
from assistant.understanding.meetings.taken_back import take_back
from assistant.understanding.meetings.unplaced_days import doubt_days, place_days, same_day_as_held, settle_earlier
from assistant.understanding.open_days import from_open_days
from assistant.understanding.sayings import Saying, Sayings
from assistant.understanding.scene import Room, Scene, take_apart
from assistant.understanding.settling import settle

_ROOMS: list[Room] = []
MOST_ROOMS = 4


def read(  # noqa: PLR0915 - the story of a reading, step by step
    text: str,
    pack: Pack,
    today: date,
    *,
    asked: str | None = None,
    offered: Sequence[Value] = (),
    held: Mapping[str, Value] | None = None,
    children: Sequence[HeldChild] = (),
    asked_of: Sequence[int] = (),
    before: Before | None = None,
) -> Reading:
    """What a question says.

    `asked` is the fact that the assistant asked for last, `offered` the readings of it that it named, `held` what it
    knows already: of the one child, or of all the `children`. `asked_of` are the children whose fact was asked for.
    `before` is what the conversation spoke of last.
    """
    room = _room(pack)
    marks = frozenset(each for each in (*(child.mark for child in children), before and before.mark) if each)
    clean = leave_out(text, _kept(text, room), today, room.lexicon.speller, known=marks)
    scene = take_apart(clean.text, room, today, clean.tokens, clean.people)
    held = {} if held is None or intent.starts_again(scene.tokens) else held
    another = bool(held or children) and of_another_family(scene)
    held, children = ({}, ()) if another else (held, children)
    asked = asked if asked in pack.facts else None
    corrected = intent.corrects(scene.tokens, answers=asked is not None and pack.facts[asked].kind == "yes_no")
    mark = before.mark if before else None
    siblings = [] if intent.starts_again(scene.tokens) else _known(children, held, scene, mark)
    if siblings and not children:  # what the one child's case holds is that child's own, but for what a family shares
        held = {name: value for name, value in held.items() if pack.facts[name].family}
    before = Before() if before is None or another else before
    spoken_before = before.children if children else ()
    family = find_family(scene, siblings, clean.births_of_all, corrected=corrected, before=spoken_before)
    scene = beside_siblings(scene) if family is None else scene
    sayings = _gather(scene, room, held, asked, family, before, corrected=corrected)
    if family is None:
        _births(clean, sayings)
        last = None if asked is not None and pack.facts[asked].kind == "yes_no" else before.yes_or_no
        read_ellipsis(scene, sayings, held, last, room, corrected=corrected)
        answers_by_age(asked, scene, sayings, room, held)
    answer = _answer(asked, offered, scene, sayings, room)
    _answer_each(asked if family is not None else None, scene, sayings, pack)
    settle_earlier(sayings, room, held, before)
    sayings.told = [saying for saying in sayings.told if saying.fact in pack.facts]
    sayings.unsure = [unsure for unsure in sayings.unsure if unsure.fact in pack.facts]
    each: tuple[ChildReading, ...] = ()
    pointed: tuple[int, ...] = ()
    whose: tuple[WhoseFact, ...] = ()
    if family is None:
        sayings.told = of_the_child(sayings.told, scene, pack)
        facts, unsure, retracted, problems = settle(sayings, pack, held, scene.words)
    else:
        scopes = Scopes(scene, family)
        pointed = scopes.pointed
        parted = part(sayings, Told(scene, family, scopes, pack, asked, asked_of, held, room.meetings.told))
        whose = tuple(dict.fromkeys(parted.whose))
        (facts, unsure, retracted, problems), each = settle_each(parted, family, pack, held, scene.words)
    facts = {**facts, **from_open_days(unsure, facts, held, pack, today)}
    own = [
        fact for child in each for fact in (*child.facts, *(unsure.fact for unsure in child.unsure), *child.retracted)
    ]
    topics = room.topics.find(scene.tokens)
    wants = intent.find_wants(scene.tokens)
    if (held or children) and english().days_asked.find(scene.words):
        wants |= {"when"}
    answered = answer is not None or asked in facts or asked in own or asked in {each.fact for each in unsure}
    told_at = [saying.at for saying in sayings.told if saying.stance == "said"]
    signs = intent.Signs(
        about_a_case=bool(facts or unsure or retracted or problems or own or whose or (sayings.loose and held)),
        precise=bool(scene.dates or scene.ages or "current_team" in facts),
        stated=intent.is_stated(scene.tokens, told_at),
        little=len(set(told_at)) <= 1 and "current_team" not in facts,
        named=scene.named,
        names=bool(scene.matches),
        topics=bool(topics.ranked),
        outright=topics.outright,
        answered=answered,
        counted=bool(scene.dates or scene.ages),
    )
    kind = intent.kind(scene.tokens, scene.cues, signs, wants)
    beliefs = room.premises.find(scene.tokens, scene.matches)
    told = [saying.at for saying in sayings.told]
    told += [day.first for day in scene.dates] + [age.first for age in scene.ages]
    held_by = {saying.at for saying in sayings.told if saying.fact == HOLDER} - beliefs.places
    fresh = not (held or children or answered or held_by or ("current_team" in facts and signs.counted))
    # "MASH only get an hour on a section 47": how long it is allowed is said of all cases.
    timed = not signs.counted and any(scene.words[at] in english().units for at in beliefs.places)
    granted = signs.little or beliefs.introduced or timed
    if kind == "case" and fresh and granted and beliefs.alone(scene.tokens, told):
        kind = "guidance"  # "as CFW can refuse a CIN case, what then?" tells of no case
    dated = any(name in pack.events for name in facts)
    precise = signs.precise and (signs.counted or not {*facts} <= {HOLDER})  # "what changed with private fostering?"
    asks = not (precise or dated) and kind != "emergency" and intent.asks_what_changed(scene.tokens)
    changes = room.changes.rank(scene.tokens) if asks else ()
    kind = "guidance" if changes else kind
    supposed = intent.supposes(scene.tokens)
    at_odds = any(held.get(name, fact.value) != fact.value for name, fact in facts.items())
    if kind == "guidance" and corrected and at_odds and not changes:
        kind = "case"  # "my mistake, it says section 37 on the order"
    if kind == "guidance" and supposed and held and facts and not changes:
        kind = "case"  # what if mum withdraws consent: asked of the case in hand
    if (
        kind == "guidance"
        and (held or children)
        and not (changes or topics.outright)
        and intent.asks_again(scene.tokens)
    ):
        kind = "case"
    of_all = kind == "case" and not (held or children or answered) and intent.asks_of_all(scene.tokens)
    if of_all and family is None and {*facts} <= {"age"} and not any(each.day for each in scene.dates):
        kind = "guidance"  # "is it compulsory, for say a 2 year old?"
    if of_all and not signs.precise:
        kind = "guidance"  # "17 year olds who come through the protocol, which team?"
    undated = not (held or children or answered or scene.dates)
    of_any = undated and all(scene.words[age.stop - 1] in intent.AGES_OF_ALL for age in scene.ages)
    if kind == "case" and of_any and intent.asks_of_the_policy(scene.tokens):
        kind = "guidance"  # "what does the policy say about homeless 16 year olds?"
    to_write = kind in ("case", "guidance") and intent.wants_written(scene.tokens, told)
    kind = "guidance" if to_write else kind
    points = family is not None and _points_out(family, siblings)
    kind = "case" if points and kind == "guidance" and not topics.ranked else kind
    dropped = family.dropped if family is not None else frozenset[int]()
    kind = "case" if dropped and kind == "guidance" else kind
    of_a_case = kind in ("case", "start_again")
    return Reading(
        text=clean.text,
        intent=kind,
        facts=facts if of_a_case else {},
        mentioned={} if of_a_case else facts,
        retracted=retracted if of_a_case else (),
        unsure=unsure if of_a_case else (),
        problems=tuple(dict.fromkeys(problems)) if of_a_case else (),
        topics=topics.ranked,
        worded=topics.worded,
        changes=changes,
        premises=beliefs.ids,
        terms=tuple(dict.fromkeys(name for match in scene.matches for name in match.ids)),
        left_out=clean.left_out,
        old_names=tuple(dict.fromkeys((match.id, match.old_name) for match in scene.matches if match.old_name)),
        loose_dates=tuple(sayings.loose) if of_a_case else (),
        destination=next((role.match.id for role in scene.roles if role.part == "destination"), None),
        wants=wants,
        children=each if of_a_case else (),
        meetings=tuple(dict.fromkeys(sayings.meetings)),
        mark=_one_name(scene) if family is None else None,
        pointed=pointed,
        dropped=tuple(sorted(dropped)),
        whose=whose if of_a_case else (),
        strangers=family is not None and family.strangers,
        same_team=HOLDER not in facts and english().same_team.find(scene.words) is not None,
        another_family=another,
        answered=answered and kind != "definition",
        counted=signs.counted,
        stated=signs.stated,
        of_somebody=bool(scene.ages or scene.people) or intent.speaks_of_somebody(scene.words),
        of_elsewhere=not scene.ages and asks_of_elsewhere(scene.tokens, pack.about.name),
        to_write=to_write,
        alarming=is_alarming(scene.tokens),
        tells=intent.tells(scene.tokens),
        asks_nothing=intent.asks_nothing(scene.tokens),
        compares=intent.compares(scene.words),
        asks_why=intent.asks_why(scene.tokens, scene.named) and not signs.counted,
        corrected=sayings.corrected,
        supposed=supposed,
        goes_on=intent.goes_on(scene.tokens),
        back_to_age=intent.back_to_age(scene.tokens, {each.first: each.age for each in scene.ages}),
        goes_back=intent.goes_back(scene.tokens)
        or (family is None and intent.goes_back_to(scene.tokens, scene.people)),
    )


def _points_out(family: Family, siblings: Sequence[HeldChild]) -> bool:
    """ "Back to the eldest", "the eldest is Sophie": it tells of whom it is, though nothing more."""
    named = [child.mark for child in family.children[: len(siblings)]]
    return any(each.topic for each in family.spoken) or named != [child.mark for child in siblings]


def _one_name(scene: Scene) -> int | None:
    """The mark of the only person who is named and is no grown-up."""
    lists = english()
    marks = {mark for at, mark in scene.people.items() if scene.words[at] not in lists.adult_words}
    return next(iter(marks)) if len(marks) == 1 else None


def _kept(text: str, room: Room) -> frozenset[str]:
    """The words that are no person's name, though they may look like one."""
    kept = places_in(text) | day_words_in(text)
    return room.lexicon.words | kept if kept else room.lexicon.words


def _room(pack: Pack) -> Room:
    """What is made ready once for a pack, kept while the pack is in use."""
    for room in _ROOMS:
        if room.pack is pack:
            return room
    room = Room.of(pack)
    _ROOMS.append(room)
    del _ROOMS[:-MOST_ROOMS]
    return room


def _known(
    children: Sequence[HeldChild], held: Mapping[str, Value], scene: Scene, mark: int | None
) -> Sequence[HeldChild]:
    """The children held; the one child of a case so far, once a brother or sister is brought into it."""
    if children or not held:
        return children
    if "age" not in held:
        # A child to be born has brothers and sisters too.
        to_be_born = held.get(UNBORN) is True and brings_relative(scene)
        return [HeldChild(noun=unborn(), facts=held, mark=mark)] if to_be_born else ()
    return [HeldChild(facts=held, mark=mark)] if brings_another(scene, held["age"]) else ()


def _gather(  # noqa: PLR0917 - all that one text is read with
    scene: Scene,
    room: Room,
    held: Mapping[str, Value],
    asked: str | None,
    family: Family | None,
    before: Before,
    *,
    corrected: bool,
) -> Sayings:
    """All that the text says of a case: terms, ages, teams, and then meetings, whose names the rest may settle."""
    sayings = Sayings(corrected=corrected)
    told_of_several = english().several_words.find(scene.words) is not None or counts_children(scene)
    if family is None and told_of_several:
        sayings.problems.append(Problem("several_children", "age"))
    sayings.told += from_terms(scene, room)
    if family is None:
        add_ages(scene, room, sayings, asked, held)
    # "Still level 4, can it go to CFW": where it is wanted to go tells nothing against what is said outright.
    plain = (saying for saying in sayings.told if saying.stance == "said" and saying.suggested is None)
    outright = {saying.fact for saying in plain if not saying.left}
    sayings.told += [saying for saying in from_directions(scene, room) if saying.fact not in outright]
    sayings.told += from_closing(scene, room)
    if family is None or not add_holders(scene, room, sayings, Scopes(scene, family)):
        holding = scene if family is None else beside_family(scene, family)
        add_holder(holding, room, sayings, asked, held)
    meant = None
    if family is not None:
        meant = Meant(
            tuple(sayings.told),
            Told(scene, family, Scopes(scene, family), room.pack, held=held, tells=room.meetings.told),
        )
    MeetingDates(scene, room, sayings, held, asked, children=meant, before=before).read()
    place_days(scene, room, sayings, held, before.meeting, meant)
    doubt_days(sayings, room, held, scene.today)
    same_day_as_held(scene, sayings, room, held, before)
    known = (held,) if meant is None else [{**held, **each} for each in meant.each_held()]
    take_back(scene, sayings, known, before, room.pack)
    if family is None:
        swap_meetings(scene, sayings, held, room.pack)
    if family is None:
        sayings.told += from_age_then(scene, room, sayings, held)
    return sayings


def _births(clean: CleanText, sayings: Sayings) -> None:
    """The facts that birth dates tell, which are gone from the text."""
    said = "date of birth, left out"
    if clean.impossible_birth:
        sayings.problems.append(Problem("impossible_birth", "age"))
    if len(clean.births) > 1:
        ages = tuple(dict.fromkeys(birth["age"] for birth in clean.births))
        sayings.problems.append(Problem("several_children", "age"))
        sayings.unsure.append(Unsure("age", said, ages))
    sayings.told += [Saying(fact, value, said, 0) for fact, value in clean.facts.items()]


def _answer(asked: str | None, offered: Sequence[Value], scene: Scene, sayings: Sayings, room: Room) -> Answer | None:
    """The answer to what was asked, added to the sayings when they do not hold it yet."""
    if asked is None:
        return None
    spec, speller = room.pack.facts[asked], room.lexicon.speller
    answer = read_offer(spec, offered, scene.tokens, speller) if offered else None
    answer = answer or read_answer(spec, scene.tokens, speller)
    if spec.kind != "date" and only_thought(scene.words):
        _be_sure(asked, sayings)
    if answer is not None and answer.value is not None:  # "CIN, I think"
        sayings.told = [each for each in sayings.told if each.fact != asked or each.stance != "doubted"]
    told = [saying for saying in sayings.told if saying.fact == asked and saying.suggested is None]
    if answer is not None and spec.kind == "yes_no" and answer.value is not None:
        at_odds = [saying for saying in told if saying.at >= answer.stop > 0 and saying.value != answer.value]
        if at_odds and len(at_odds) == len(told):
            # "No, she turned 16 on the Saturday": one of the two is not so.
            sayings.told = [saying for saying in sayings.told if saying not in told]
            sayings.unsure.append(Unsure(asked, short(scene.said(0, answer.stop)), (answer.value, told[0].value)))
            return answer
    if answer is None or told:
        return answer
    said = short(scene.said(0, answer.stop))
    if answer.beside:
        sayings.unsure = [each for each in sayings.unsure if each.fact != asked]
        sayings.told.append(Saying(asked, answer.value, said, 0)) if answer.value is not None else None
        return answer
    # A number that picks an option is no age, and "CIN" of a team is no plan.
    sayings.told = [each for each in sayings.told if each.at >= answer.stop]
    sayings.unsure = [each for each in sayings.unsure if each.said not in scene.said(0, answer.stop)]
    if answer.value is None:
        sayings.unsure.append(Unsure(asked, said, answer.readings))
    else:
        sayings.told.append(Saying(asked, answer.value, said, 0))
    return answer


def _answer_each(asked: str | None, scene: Scene, sayings: Sayings, pack: Pack) -> None:
    """ "Outside for the elder, home for the younger": what each of several is answered to be."""
    if asked is None:
        return
    spec = pack.facts[asked]
    people = {at for each in find_mentions(scene) for at in range(each.first, each.stop)}
    known = people | {at for at, name in enumerate(scene.named) if name}
    named = each_named(spec, scene.words, known) if spec.kind == "choice" else []
    told = {saying.value for saying in sayings.told if saying.fact == asked}
    named = [(at, value) for at, value in named if value not in told]
    if len({value for _, value in named} | told) > 1:
        sayings.told += [Saying(asked, value, scene.said(at, at + 1), at) for at, value in named]


def _be_sure(asked: str, sayings: Sayings) -> None:
    """ "D&A, I think": who answers so has answered."""
    sure = [each for each in sayings.unsure if each.fact == asked and len(each.readings) == 1]
    sayings.unsure = [each for each in sayings.unsure if each not in sure]
    sayings.told += [Saying(asked, each.readings[0], each.said, 0) for each in sure]
    sayings.told = [
        replace(each, stance="said", certain=True)
        if each.fact == asked and each.stance in ("said", "doubted")
        else each
        for each in sayings.told
    ]


__all__ = ["Problem", "Reading", "SaidFact", "Unsure", "read"]
