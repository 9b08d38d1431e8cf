"""One reading of a case's facts, worked through as far as they carry: route, point, obligations, resolution."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import Any, Literal

from assistant.conditions import TODAY, Verdict
from assistant.deadlines import deadline, latest_day, timescale, weekly_deadlines
from assistant.facts import Known, say_date
from assistant.pack import Pack
from assistant.points import NOWHERE, Points, points, transfer_point
from assistant.resolution import (
    Because,
    Clauses,
    Deadline,
    Latest,
    Note,
    Resolution,
    Traced,
    TransferPoint,
)
from assistant.rules import Ambiguity, NoteRule, Obligation
from assistant.selection import Result, Selection, select


@dataclass
class Case:
    """Facts completed by what they imply and what is presumed; everything else is worked out when asked for."""

    pack: Pack
    today: date
    known: Mapping[str, Known]
    birthday: NoteRule | None = None
    """What to say of a birthday between today and the transfer point."""
    birthday_words: Mapping[str, str] | None = None

    @cached_property
    def values(self) -> dict[str, Any]:
        values: dict[str, Any] = {name: each.value for name, each in self.known.items()}
        values[TODAY] = self.today
        for event in self.pack.derived_events:
            if event.derived and event.id not in values and event.derived.of in values:
                values[event.id] = event.derived.before.before(values[event.derived.of], self.pack.calendar).end
        return values

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
        governs = self.points.governs
        if governs is None:
            return None
        return transfer_point(self.pack, governs, self.values, self.latest.get(governs.event))

    @cached_property
    def latest(self) -> Mapping[str, Latest]:
        """Event -> the latest day that it may fall on, where a timescale tells one."""
        found: dict[str, Latest] = {}
        for rule in self.pack.timescales.values():
            if rule.when.truth(self.decided):
                latest = latest_day(self.pack, rule, self.values)
                if latest and (rule.event not in found or latest.date < found[rule.event].date):
                    found[rule.event] = latest
        return found

    @cached_property
    def kind(self) -> Literal["resolved", "needs_facts", "no_rule"]:
        if not self.selection.live:
            return "no_rule"
        settled = self.selection.winner and (self.points.governs or not self.points.lacks)
        return "resolved" if settled else "needs_facts"

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
        return tuple(rule for rule in self._true if rule.id not in self.displaced)

    @cached_property
    def displaced(self) -> Mapping[str, tuple[str, ...]]:
        """Rule of an earlier document -> the current rules that speak in its place."""
        speaking = {rule.id for rule in self._true if not rule.gives_way_to}
        speaking |= {each.route.id for each in self.selection.live if each.result == "applies"}
        lost = {rule.id: tuple(other for other in rule.gives_way_to if other in speaking) for rule in self._true}
        return {rule: others for rule, others in lost.items() if others}

    @cached_property
    def _true(self) -> tuple[Obligation, ...]:
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
        made: list[Deadline] = []
        for rule in self.holding:
            weekly = weekly_deadlines(self.pack, rule.deadlines, self.today)
            counted = (
                deadline(self.pack, each, self.values, self.point, self.latest)
                for each in rule.deadlines
                if not each.weekly
            )
            made += (*weekly, *counted)
        made += (
            timescale(self.pack, latest, self.today)
            for event, latest in self.latest.items()
            if event not in self.values
        )
        return tuple(sorted(made, key=lambda each: (each.due is None, each.due or self.today)))

    def resolution(self) -> Resolution:
        pack, winner = self.pack, self.selection.winner
        teams = tuple(
            dict.fromkeys(each.route.receiving_team for each in self.selection.live if each.route.receiving_team)
        )
        current = self.values.get("current_team")
        duties = [pack.duties[rule.id] for rule in self.holding]
        return Resolution(
            route=winner.id if winner else None,
            outcome=winner.outcome if winner else None,
            direction=winner.direction if winner else None,
            current_team=current,
            receiving_team=winner.receiving_team if winner else None,
            candidates=() if winner else teams,
            co_allocated=tuple(each for held in duties for each in held.co_allocated),
            transfer_point=self.point,
            deadlines=self.deadlines,
            actions=tuple(each for held in duties for each in held.actions),
            requirements=tuple(each for held in duties for each in held.requirements),
            notes=tuple(self._notes()),
            trace=tuple(self._trace()),
        )

    def _notes(self) -> Iterable[Note]:
        standing = self.pack.about.standing_notes
        current = self.values.get("current_team")
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
                dated = other.event in self.values
                known = standing.first_meeting_governs if dated else standing.earlier_meeting_governs
                yield _note(known, event=self.pack.events[other.event].label)
        for event, latest in self.latest.items():
            words = {"event": self.pack.events[event].label, "date": say_date(latest.date), "period": latest.period}
            if event in self.values and self.values[event] > latest.date:
                text = _filled(standing.later_than_allowed, words)
                yield Note(kind="time_basis", text=text, clauses=latest.clauses)
            elif any(each.anchor.event == event and each.anchor.latest_date for each in self.deadlines):
                text = _filled(standing.counted_from_latest, words)
                yield Note(kind="time_basis", text=text, clauses=latest.clauses)
        winner = self.selection.winner
        if winner and self.pack.route_layers[winner.id] == "earlier":
            documents = {self.pack.documents[self.pack.clauses[clause].document].title for clause in winner.clauses}
            text = _filled(standing.gap_filled, {"document": " and ".join(sorted(documents))})
            yield Note(kind="gap_filled", text=text, clauses=winner.clauses)
        if self.birthday:
            yield _note(self.birthday, **(self.birthday_words or {}))
        yield from (note for rule in self.holding for note in self.pack.duties[rule.id].notes)
        if self.selection.live:
            yield from (unclear_note(each) for each in self.pack.ambiguities_of(current) if self._bears(each))
        dates = [each.due for each in self.deadlines] + (
            [self.point.latest_date or self.point.date] if self.point else []
        )
        if any(day and day > self.pack.calendar.vouched_until for day in dates):
            yield _note(standing.horizon, date=say_date(self.pack.calendar.vouched_until))

    def _bears(self, ambiguity: Ambiguity) -> bool:
        return ambiguity.when is not None and ambiguity.when.truth(self.decided) is True

    def _trace(self) -> Iterable[Traced]:
        for each in self.selection.judged:
            yield self._traced(each.route.id, each.result, each.verdict, each.route.clauses, each.by)
        live = bool(self.selection.live)
        for rule in self.obligations:
            fact = rule.when.refused_by(self.decided)
            if fact is not None:
                yield self.pack.refused(rule, fact, self.decided[fact])
                continue
            verdict = rule.when.test(self.decided)
            by = self.displaced.get(rule.id, ())
            result: Result = "unknown" if verdict.truth is None else "applies" if verdict.truth and live else "not"
            yield self._traced(rule.id, "defeated" if by else result, verdict, rule.clauses, by)

    def _traced(
        self, rule: str, result: Result, verdict: Verdict, clauses: Clauses, by: tuple[str, ...] = ()
    ) -> Traced:
        values = self.values
        read = [*sorted(fact for fact in verdict.because if fact in values), *sorted(verdict.lacks)]
        because = tuple(Because(fact, values.get(fact)) for fact in read)
        return Traced(rule=rule, result=result, because=because, clauses=clauses, by=by)


def _note(rule: NoteRule, **words: str) -> Note:
    return Note(kind=rule.kind, text=_filled(rule.text, words), clauses=rule.clauses)


def unclear_note(ambiguity: Ambiguity) -> Note:
    """What an answer says of an unclear place."""
    return Note(kind=ambiguity.kind, text=ambiguity.note, clauses=ambiguity.clauses, ambiguity=ambiguity.id)


def _filled(text: str, words: Mapping[str, str]) -> str:
    for name, word in words.items():
        text = text.replace("{" + name + "}", word)
    return text


def _one_or_all(values: Iterable[Any]) -> Any:
    """One value as itself, several as the set of what is possible."""
    possible = frozenset(values)
    return next(iter(possible)) if len(possible) == 1 else possible
