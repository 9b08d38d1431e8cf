"""The resolver: facts in, a decision out. Pure: no input or output, no clock, no model.

A case's route is selected, then its transfer point, then every obligation that attaches. What does not hang
on an unknown fact is settled all the same; for the rest, the fact that decides most is asked for.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import Any

from dateutil.relativedelta import relativedelta

from assistant.conditions import Verdict
from assistant.deadlines import deadline
from assistant.facts import Facts, Known, complete, say_date
from assistant.pack import Pack
from assistant.points import NOWHERE, Points, points, transfer_point
from assistant.questions import assumptions, question
from assistant.resolution import (
    Action,
    Because,
    Clauses,
    CoAllocated,
    Deadline,
    Decision,
    Lead,
    Note,
    Requirement,
    Resolution,
    Traced,
    TransferPoint,
)
from assistant.rules import NoteRule, Obligation
from assistant.selection import Result, Selection, select

ADULT = 18
AGE, EIGHTEENTH_BIRTHDAY = "age", "eighteenth_birthday"


def resolve(pack: Pack, given: Facts, today: date) -> Decision:
    """Decide a case on the facts given. `today` is the day the question is asked on."""
    case = _on_the_day_of_transfer(pack, given, today)
    open_point = case.points.governs is None and case.points.lacks
    kind = (
        "no_rule"
        if not case.selection.live
        else "resolved"
        if case.selection.winner and not open_point
        else "needs_facts"
    )
    ask = question(pack, given, case.lacks, lambda facts: _lead(pack, facts, today)) if kind == "needs_facts" else None
    return Decision(
        kind=kind,
        resolution=case.resolution(),
        question=ask,
        assumptions=assumptions(pack, given, case.known, case.read, lambda facts: _lead(pack, facts, today)),
    )


@dataclass
class _Case:
    """One reading of the facts, worked through as far as they carry."""

    pack: Pack
    today: date
    known: Mapping[str, Known]
    birthday: NoteRule | None = None
    """What to say of a birthday between today and the transfer point."""
    birthday_words: Mapping[str, str] | None = None

    @cached_property
    def values(self) -> dict[str, Any]:
        return {name: each.value for name, each in self.known.items()}

    @cached_property
    def selection(self) -> Selection:
        return select(self.pack, self.values)

    @cached_property
    def points(self) -> Points:
        """The points that all live routes share; nowhere when they part."""
        found = [points(self.pack, each.route, self.values) for each in self.selection.live]
        if not found:
            return NOWHERE
        kinds = {(each.governs.event, each.governs.limit) if each.governs else None for each in found}
        if len(kinds) == 1 and found[0].governs:
            clauses = tuple(dict.fromkeys(clause for each in found if each.governs for clause in each.governs.clauses))
            return replace(found[0], governs=found[0].governs.model_copy(update={"clauses": clauses}))
        events = tuple(
            dict.fromkeys(point for each in found for point in ((each.governs,) if each.governs else each.open))
        )
        return Points(None, (), events, frozenset().union(*(each.lacks for each in found)))

    @cached_property
    def point(self) -> TransferPoint | None:
        return transfer_point(self.pack, self.points.governs, self.values) if self.points.governs else None

    @cached_property
    def lacks(self) -> frozenset[str]:
        return self.selection.lacks | self.points.lacks

    @cached_property
    def decided(self) -> dict[str, Any]:
        """The facts, and beside them what was decided: what an obligation's condition may read."""
        live = [each.route for each in self.selection.live]
        decided = {
            "route": _one_or_all(route.id for route in live),
            "outcome": _one_or_all(route.outcome for route in live),
            "receiving_team": _one_or_all(route.receiving_team for route in live),
            "transfer_event": _one_or_all(self.points.events or (None,)),
        }
        return self.values | decided if live else self.values

    @cached_property
    def obligations(self) -> tuple[Obligation, ...]:
        """Those that may speak to the team holding the case."""
        return self.pack.rules_of(self.values.get("current_team"))[1]

    @cached_property
    def holding(self) -> tuple[Obligation, ...]:
        if not self.selection.live:
            return ()
        return tuple(rule for rule in self.obligations if rule.when.truth(self.decided))

    @cached_property
    def read(self) -> frozenset[str]:
        """The facts that the live routes and their point were read from."""
        verdicts = [each.verdict for each in self.selection.live]
        if self.points.governs:
            verdicts.append(self.points.governs.when.test(self.values))
        beaten = [each.verdict for each in self.selection.judged if each.result == "not"]
        return frozenset().union(*(each.because for each in (*verdicts, *beaten)))

    @cached_property
    def deadlines(self) -> tuple[Deadline, ...]:
        made = (
            deadline(self.pack, each, self.values, self.point, self.today)
            for rule in self.holding
            for each in rule.deadlines
        )
        return tuple(sorted(made, key=lambda each: (each.due is None, each.due or self.today)))

    def resolution(self) -> Resolution:
        pack, winner = self.pack, self.selection.winner
        teams = tuple(
            dict.fromkeys(each.route.receiving_team for each in self.selection.live if each.route.receiving_team)
        )
        current = self.values.get("current_team")
        return Resolution(
            route=winner.id if winner else None,
            outcome=winner.outcome if winner else None,
            direction=winner.direction if winner else None,
            current_team=current,
            receiving_team=winner.receiving_team if winner else None,
            candidates=() if winner else teams,
            co_allocated=tuple(CoAllocated(**dict(each)) for rule in self.holding for each in rule.co_allocated),
            transfer_point=self.point,
            deadlines=self.deadlines,
            actions=tuple(
                Action(**dict(each), layer=pack.layer(each.clauses), standing=rule.standing)
                for rule in self.holding
                for each in rule.actions
            ),
            requirements=tuple(
                Requirement(**dict(each), layer=pack.layer(each.clauses), standing=rule.standing)
                for rule in self.holding
                for each in rule.requirements
            ),
            notes=tuple(self._notes()),
            trace=tuple(self._trace()),
        )

    def _notes(self) -> Iterable[Note]:
        standing = self.pack.about.standing_notes
        passed = [each.when_passed for rule in self.holding for each in rule.deadlines if each.when_passed]
        gone = {each.caution for each in self.deadlines if each.status == "passed"}
        yield from (_note(note) for note in passed if note.text in gone)
        if self.point:
            last = self.point.latest_date or self.point.date
            said = any(each.status == "passed" and each.due == last for each in self.deadlines)
            if last and last < self.today and not said:
                event = standing.last_day if self.point.limit else self.point.label
                yield _note(standing.transfer_point_passed, event=event, date=say_date(last))
            for other in self.points.beside:
                known = standing.first_meeting_governs if other.event in self.values else standing.earlier_meeting_governs
                yield _note(known, event=self.pack.events[other.event].label)
        if self.birthday:
            yield _note(self.birthday, **(self.birthday_words or {}))
        yield from (_note(note) for rule in self.holding for note in rule.notes)
        dates = [each.due for each in self.deadlines] + (
            [self.point.latest_date or self.point.date] if self.point else []
        )
        if any(day and day > self.pack.calendar.vouched_until for day in dates):
            yield _note(standing.horizon, date=say_date(self.pack.calendar.vouched_until))

    def _trace(self) -> Iterable[Traced]:
        for each in self.selection.judged:
            yield self._traced(each.route.id, each.result, each.verdict, each.route.clauses)
        live = bool(self.selection.live)
        for rule in self.obligations:
            verdict = rule.when.test(self.decided)
            result: Result = "unknown" if verdict.truth is None else "applies" if verdict.truth and live else "not"
            yield self._traced(rule.id, result, verdict, rule.clauses)

    def _traced(self, rule: str, result: Result, verdict: Verdict, clauses: Clauses) -> Traced:
        read = sorted(verdict.because & self.values.keys()) + sorted(verdict.lacks)
        because = tuple(Because(fact=fact, value=self.values.get(fact)) for fact in read)
        return Traced(rule=rule, result=result, because=because, clauses=clauses)


def _on_the_day_of_transfer(pack: Pack, given: Facts, today: date) -> _Case:
    """The case read with the child's age on the day of the transfer point, for that is the day that counts."""
    birthday: date | None = given.get(EIGHTEENTH_BIRTHDAY)  # type: ignore[assignment]
    facts = dict(given)
    if birthday and AGE not in given:
        facts[AGE] = _age_on(today, birthday)
    case = _Case(pack, today, complete(pack.facts, facts))
    day = case.point.date if case.point else None
    if day is None or day <= today or AGE not in facts:
        return case
    age = int(facts[AGE])  # type: ignore[arg-type]
    older = _age_on(day, birthday) if birthday else age + 1
    if older <= age or (not birthday and day > today + relativedelta(years=1)):
        return case
    past = {name: each.value for name, each in case.known.items() if pack.facts[name].past and each.source == "implied"}
    then = _Case(pack, today, complete(pack.facts, facts | past | {AGE: older}))
    if _same(then, case, to_the_letter=birthday is not None):
        return case
    words = {"age": str(older), "date": say_date(day)}
    notes = pack.about.standing_notes
    if birthday:
        return _Case(pack, today, then.known, notes.birthday_before, words)
    return _Case(pack, today, case.known, notes.birthday_may_fall_before, words)


def _same(one: _Case, other: _Case, *, to_the_letter: bool) -> bool:
    """Whether two readings come to the same routes and the same things to do; to the letter, to the same notes too."""
    routes = [[each.route.id for each in case.selection.live] for case in (one, other)]
    duties = [[rule.id for rule in case.holding if to_the_letter or rule.does_something] for case in (one, other)]
    return routes[0] == routes[1] and duties[0] == duties[1]


def _age_on(day: date, eighteenth_birthday: date) -> int:
    """Whole years on that day. A birthday on 29 February is reached on 1 March of other years."""
    birth = eighteenth_birthday - relativedelta(years=ADULT)
    years = relativedelta(day, birth).years
    return max(years, 0)


def _lead(pack: Pack, facts: Facts, today: date) -> Lead:
    """What is possible on these facts, without working it out in full."""
    case = _Case(pack, today, complete(pack.facts, facts))
    live = [each.route for each in case.selection.live]
    return Lead(
        routes=tuple(route.id for route in live),
        teams=tuple(dict.fromkeys(route.receiving_team for route in live if route.receiving_team)),
        events=tuple(dict.fromkeys(event for route in live for event in points(pack, route, case.values).events)),
        outcomes=tuple(dict.fromkeys(route.outcome for route in live)),
        decided=case.selection.winner is not None and not case.points.lacks,
    )


def _note(rule: NoteRule, **words: str) -> Note:
    text = rule.text
    for name, word in words.items():
        text = text.replace("{" + name + "}", word)
    return Note(kind=rule.kind, text=text, clauses=rule.clauses)


def _one_or_all(values: Iterable[Any]) -> Any:
    """One value as itself, several as the set of what is possible."""
    possible = frozenset(values)
    return next(iter(possible)) if len(possible) == 1 else possible
