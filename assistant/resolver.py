"""The resolver: facts in, a decision out. Pure: no input or output, no clock, no model.

A case's route is selected, then its transfer point, then every obligation that attaches. What does not hang
on an unknown fact is settled all the same; for the rest, the fact that decides most is asked for.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from dateutil.relativedelta import relativedelta

from assistant.case import Case
from assistant.facts import Facts, complete, say_date
from assistant.pack import Pack
from assistant.points import points
from assistant.questions import assumptions, question
from assistant.resolution import Decision, Lead
from assistant.selection import select

ADULT = 18
AGE, EIGHTEENTH_BIRTHDAY = "age", "eighteenth_birthday"


def resolve(pack: Pack, given: Facts, today: date, doubted: Collection[str] = ()) -> Decision:
    """Decide a case on the facts given. `today` is the day the question is asked on.

    Nothing is presumed of a `doubted` fact.
    """
    case = on_the_day_of_transfer(pack, given, today, doubted)

    def lead(facts: Facts) -> Lead:
        return _lead(pack, facts, doubted, today)

    return Decision(
        kind=case.kind,
        resolution=case.resolution(),
        question=question(pack, given, case.lacks, lead) if case.kind == "needs_facts" else None,
        assumptions=assumptions(pack, given, case.known, case.read, lead),
    )


def on_the_day_of_transfer(pack: Pack, given: Facts, today: date, doubted: Collection[str]) -> Case:
    """The case read with the child's age on the day of the transfer point, for that is the day that counts."""
    birthday: date | None = given.get(EIGHTEENTH_BIRTHDAY)  # type: ignore[assignment]
    facts = dict(given)
    if birthday and AGE not in given:
        facts[AGE] = _age_on(today, birthday)
    case = Case(pack, today, complete(pack.facts, facts, doubted, today))
    day = case.point.date if case.point else None
    if day is None or day <= today or AGE not in facts:
        return case
    age = int(facts[AGE])  # type: ignore[arg-type]
    older = _age_on(day, birthday) if birthday else age + 1
    if older <= age or (not birthday and day > today + relativedelta(years=1)):
        return case
    if not any(age < bound <= older for bound in pack.age_bounds):
        return case
    past = {name: each.value for name, each in case.known.items() if pack.facts[name].past and each.source == "implied"}
    then = Case(pack, today, complete(pack.facts, facts | past | {AGE: older}, doubted, today))
    if _same(then, case, to_the_letter=birthday is not None):
        return case
    words = {"age": str(older), "date": say_date(day)}
    notes = pack.about.standing_notes
    if birthday:
        return Case(pack, today, then.known, notes.birthday_before, words)
    return Case(pack, today, case.known, notes.birthday_may_fall_before, words)


def _same(one: Case, other: Case, *, to_the_letter: bool) -> bool:
    """Whether two readings come to the same routes and the same things to do; to the letter, to the same notes too."""
    routes = [[each.route.id for each in case.selection.live] for case in (one, other)]
    duties = [[rule.id for rule in case.holding if to_the_letter or rule.does_something] for case in (one, other)]
    return routes[0] == routes[1] and duties[0] == duties[1]


def _age_on(day: date, eighteenth_birthday: date) -> int:
    """Whole years on that day. A birthday on 29 February is reached on 1 March of other years."""
    birth = eighteenth_birthday - relativedelta(years=ADULT)
    years = relativedelta(day, birth).years
    return max(years, 0)


def _lead(pack: Pack, facts: Facts, doubted: Collection[str], today: date) -> Lead:
    """What is possible on these facts, without working it out in full."""
    values = {name: each.value for name, each in complete(pack.facts, facts, doubted, today).items()}
    selection = select(pack, values)
    live = [each.route for each in selection.live]
    found = [points(pack, route, values) for route in live]
    return Lead(
        routes=tuple(route.id for route in live),
        teams=tuple(dict.fromkeys(route.receiving_team for route in live if route.receiving_team)),
        events=tuple(dict.fromkeys(event for each in found for event in each.events)),
        outcomes=tuple(dict.fromkeys(route.outcome for route in live)),
        decided=selection.winner is not None and not any(each.lacks for each in found),
    )
