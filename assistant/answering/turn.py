"""One turn of the conversation, from a question to its answer.

words -> facts -> decision -> evidence -> phrasing -> answer. The server keeps nothing of it: what the next turn
needs goes back to the client as `state`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import partial
from typing import Any

from assistant.answering import about, asking, catalogue, doubts, each_child, telling, weighing, why
from assistant.answering.answer import (
    Answer,
    AnswerPremise,
    ChatRequest,
    ChildResolution,
    Completeness,
    ResolveAnswer,
    UnderstoodFact,
)
from assistant.answering.briefing import Told
from assistant.answering.conversation import changes, heard, new_dates
from assistant.answering.evidence import Evidence, rule_clauses
from assistant.answering.hearing import Heard, remarks
from assistant.answering.known import Turn
from assistant.answering.library import Hit, Library
from assistant.answering.phrasing import TEMPLATE, Phrasebook, children_values, decision_values
from assistant.answering.spoken import spoken, still_open
from assistant.answering.standing import plain, standing, with_mentioned
from assistant.answering.state import HeldFact, State, WhoseFact, read_state
from assistant.answering.telling import NEAREST
from assistant.facts import Facts, Value, read_facts
from assistant.pack import Pack
from assistant.resolution import Decision
from assistant.resolver import resolve
from assistant.rules import Topic
from assistant.understanding.findings import Reading
from assistant.understanding.reading import read

SEE_ALSO = 3
"""Clauses named at the end."""


class Assistant:
    """Answers questions from one pack and one library; safe to call from several threads."""

    def __init__(self, pack: Pack, library: Library) -> None:
        self.pack = pack
        self.library = library
        self._phrasebook = Phrasebook(pack)

    def answer(self, request: ChatRequest, today: date) -> Answer:
        """The answer to one message, in the template's words.

        Raises StateError for a state not given out here, UnknownFact for a correction that is not of the pack.
        """
        return self.told(request, today).answer

    def told(self, request: ChatRequest, today: date) -> Told:
        """The answer, with what a model's phrasing of it takes. Raises as `answer` does."""
        turn = self._listen(request, today)
        if turn.reading.intent in ("case", "guidance", "definition"):
            self._state_premises(turn)
        if turn.reading.intent == "emergency":
            self._send_for_help(turn)
        elif turn.reading.intent == "small_talk" or (turn.reading.intent == "start_again" and not turn.told):
            turn.kind, turn.completeness = "guidance", "none"
            turn.text = self._phrasebook.say("small_talk.md.j2", turn.evidence, {"case": turn.state.case})
        elif turn.asks_why:
            self._explain(turn)
        elif (
            turn.told
            or (turn.reading.intent == "case" and not turn.reading.topics)
            or _asks_on(turn)
            or _tells_on(turn)
        ):
            self._decide(turn)
        else:
            self._guide(turn)
        if not turn.quotes:
            turn.granted, turn.text, turn.more = self._phrasebook.short_forms.spell_out(
                turn.granted, turn.text, turn.more
            )
        return self._told(turn)

    def resolve(self, facts: Mapping[str, Any], today: date) -> ResolveAnswer:
        """The resolver alone. Raises UnknownFact naming every fact that is not of the pack."""
        decision = resolve(self.pack, read_facts(self.pack.facts, facts), today)
        evidence = Evidence(self.pack.clauses)
        evidence.cite(rule_clauses(decision.resolution))
        return ResolveAnswer(
            kind="guidance" if decision.kind == "no_rule" else decision.kind,
            completeness=_completeness(decision),
            questions=asking.questions(self.pack, decision),
            assumptions=asking.assumptions(self.pack, decision),
            resolution=decision.resolution,
            citations=evidence.citations,
            policy_revision=self.pack.revision,
            calendar_revision=self.pack.calendar.revision,
        )

    def pathways(self) -> list[dict[str, Any]]:
        return catalogue.pathways(self.pack)

    def glossary(self) -> list[dict[str, Any]]:
        return catalogue.glossary(self.pack)

    def search(self, query: str, limit: int) -> Sequence[Hit]:
        return self.library.search(query, limit)

    def _listen(self, request: ChatRequest, today: date) -> Turn:
        held = read_state(request.state, self.pack.facts)
        reading = self._read(request, today, held, supposed=held.real is not None)
        asks_why = held.case is not None and why.is_asked(self.pack, reading)
        if asks_why:  # "why not EmPower?" tells nothing of the case
            reading = reading.of_another_kind("guidance")
        going_on = with_mentioned(held, reading)
        before, shift = standing(going_on, reading)
        if shift != "same" or before.facts != held.facts:  # what another case holds must not tell what is meant here
            reading = self._read(request, today, before, supposed=held.real is not None)
        consulted = None
        decided = partial(self._decides, reading, today)
        if weighing.is_open(reading, self.pack.facts, decided):
            consulted = self.library.consult(reading.text, NEAREST)
            in_hand = before.case is not None or bool(request.facts)
            reading = weighing.weighed(self.pack, reading, consulted, in_hand=in_hand, decided=decided)
        state = heard(before, reading, request.facts, self.pack.facts)
        if len(state.children) < len(reading.children) and reading.dropped:  # nothing is asked of who is left out
            left = [each for at, each in enumerate(reading.children) if at not in reading.dropped]
            reading = replace(reading, children=tuple(left) if state.children else (), whose=())
        turn = Turn(reading, state, today, Evidence(self.pack.clauses), before, consulted)
        turn.asks_why = asks_why and not request.facts
        turn.told = bool(request.facts or reading.whose) or shift == "back"
        turn.told = turn.told or (state.facts, state.children) != (before.facts, before.children)
        turn.asked, turn.offered, turn.awaits = before.asked, tuple(before.offered), before.awaits
        turn.asked_of, turn.awaits_of, turn.whose = before.asked_of, before.awaits_of, before.whose
        held_by_each = [fact for child in state.children for fact in child.facts.values()]
        taken = {plain(fact.value) for fact in (*state.facts.values(), *held_by_each)}
        corrected = request.facts or {}
        turn.heard = Heard(
            shift=shift if held.case and (turn.told or shift != "supposed") else "same",
            # What is put right on the page is no slip of words: it is wanted so.
            changes=[each for each in changes(before, state, self.pack.facts) if each.fact not in corrected],
            unused=[loose.day for loose in reading.loose_dates if plain(loose.day) not in taken],
            said=new_dates(before, state),
        )
        return turn

    def _decides(self, reading: Reading, today: date) -> bool:
        """Whether what a message tells of a case is enough to decide it."""
        told: dict[str, Value] = {name: fact.value for name, fact in reading.facts.items()}
        return resolve(self.pack, told, today).kind == "resolved"

    def _read(self, request: ChatRequest, today: date, state: State, *, supposed: bool = False) -> Reading:
        specs = self.pack.facts
        return read(
            request.message,
            self.pack,
            today,
            asked=state.asked,
            offered=state.offers(specs),
            held=state.values(specs),
            children=state.each(specs),
            asked_of=state.asked_of,
            before=replace(state.before(specs), yes_or_no=None, last=()) if supposed else state.before(specs),
        )

    def _state_premises(self, turn: Turn) -> None:
        premises = [self.pack.premises[name] for name in turn.reading.premises]
        turn.premises = tuple(
            AnswerPremise(
                premise=each.id,
                text=each.statement.text,
                clauses=each.statement.clauses,
                layer=self.pack.layer(each.statement.clauses),
            )
            for each in premises
        )
        turn.granted = self._phrasebook.say("premises.md.j2", turn.evidence, {"premises": turn.premises})

    def _send_for_help(self, turn: Turn) -> None:
        turn.kind = "emergency"
        turn.text = self._phrasebook.say("emergency.md.j2", turn.evidence, {})

    def _decide(self, turn: Turn) -> None:
        if turn.state.children:
            self._decide_each(turn)
            return
        values: dict[str, Value] = turn.state.values(self.pack.facts)
        turn.asked_of, turn.awaits_of, turn.whose = [], [], None
        unsure = (*turn.reading.unsure, *still_open(self.pack, turn.before, turn.state, turn.reading))
        doubted = {each.fact for each in unsure}

        def decide(beside: Facts) -> Decision:
            return resolve(self.pack, {**values, **beside}, turn.today, doubted)

        decision = turn.decision = decide({})
        turn.phrasable = decision.kind != "no_rule"
        resolution = decision.resolution
        turn.awaits = asking.missing_date(self.pack, decision)
        which = asking.which_reading(self.pack, unsure, decide)
        turn.questions = (which,) if which else asking.questions(self.pack, decision)
        turn.assumptions = asking.assumptions(self.pack, decision)
        turn.kind = "guidance" if decision.kind == "no_rule" else decision.kind
        turn.completeness = _completeness(decision)
        turn.asked = turn.questions[0].fact if turn.questions else None
        turn.offered = tuple(option.value for option in which.options) if which else ()
        turn.text = self._phrasebook.say(
            "decision.md.j2",
            turn.evidence,
            decision_values(self.pack, decision, turn.questions, turn.assumptions, turn.today),
        )
        cited = rule_clauses(resolution)
        turn.evidence.cite(cited)
        if turn.kind == "needs_facts" or turn.consulted:
            turn.more = self._beside(turn)
        turn.see_also = tuple(hit.clause.id for hit in self.library.neighbours(cited, SEE_ALSO)) if cited else ()

    def _beside(self, turn: Turn) -> str:
        """What the policy says on a question that cannot be decided for the case yet, or speaks to plainly."""
        consulted = turn.consulted or self.library.consult(turn.reading.text, NEAREST)
        least = weighing.SPEAKS if turn.completeness == "none" else weighing.SPEAKS_PLAINLY
        entries = telling.beside(self.pack, consulted, least, self._known(turn), turn.today)
        return self._phrasebook.say("beside.md.j2", turn.evidence, {"entries": entries}) if entries else ""

    def _explain(self, turn: Turn) -> None:
        """The decision as it stands, and why it is so instead of what it comes to."""
        self._decide(turn)
        turn.evidence = Evidence(self.pack.clauses)
        turn.questions = ()
        decided = [("", turn.decision)] if turn.decision else [(each.label, each.decision) for each in turn.children]
        pointed = [decided[at] for at in turn.reading.pointed if at < len(decided)]
        named = [name for name in turn.reading.terms if name in self.pack.teams]
        explained = [
            {
                "child": label,
                "r": decision.resolution,
                "grounds": why.grounds(self.pack, decision),
                "others": why.others(self.pack, decision, named),
                "route": self.pack.routes.get(decision.resolution.route or ""),
            }
            for label, decision in pointed or decided
        ]
        turn.text = self._phrasebook.say("why.md.j2", turn.evidence, {"explained": explained, "named": bool(named)})

    def _decide_each(self, turn: Turn) -> None:
        """Several children: each on its own facts and on those that all share."""
        reading = doubts.with_earlier(turn.before, turn.state, turn.reading, self.pack.facts)
        children = turn.children = each_child.decide(self.pack, turn.state, reading, turn.today)
        asked = each_child.ask(self.pack, turn.state, children, reading)
        turn.questions, turn.offered = asked.questions, asked.offered
        turn.asked = asked.questions[0].fact if asked.questions and not asked.whose else None
        turn.asked_of = list(asked.of)
        turn.whose = (
            WhoseFact(fact=asked.whose.fact, value=plain(asked.whose.value), said=asked.whose.said)
            if asked.whose
            else None
        )
        turn.awaits, awaits_of = each_child.missing_date(self.pack, children)
        turn.awaits_of = list(awaits_of)
        turn.assumptions = each_child.assumptions(self.pack, children)
        turn.kind, turn.completeness = each_child.kind(children), each_child.completeness(children)
        values = children_values(self.pack, children, asked, turn.assumptions, turn.today)
        turn.text = self._phrasebook.say("children.md.j2", turn.evidence, values)
        cited = tuple(dict.fromkeys(each for child in children for each in rule_clauses(child.decision.resolution)))
        turn.evidence.cite(cited)
        turn.see_also = tuple(hit.clause.id for hit in self.library.neighbours(cited, SEE_ALSO)) if cited else ()

    def _guide(self, turn: Turn) -> None:
        """A question that moves no case: what changed, a word of the vocabulary, a topic, or the nearest clauses."""
        reading = turn.reading
        outright = about.outright(self.pack, reading).told
        weighs = not outright or any(isinstance(each, Topic) for each in outright)
        consulted = turn.consulted or self.library.consult(reading.text, NEAREST) if weighs else None
        told = telling.tell(
            self.pack,
            reading,
            consulted,
            self._known(turn),
            turn.today,
            ready=self.library.ready,
            premises=bool(turn.premises),
        )
        turn.evidence.admit(told.found)
        turn.quotes = bool(told.found)
        if not (told.entries or told.found or turn.premises):
            turn.kind, turn.completeness = "out_of_scope", "none"
            turn.text = self._phrasebook.say("out_of_scope.md.j2", turn.evidence, {"beyond": told.beyond})
            return
        turn.completeness = "partial" if told.by_words else "complete"
        turn.schedule = told.schedule
        turn.about = tuple(dict.fromkeys(each.thing.id for each in (*told.entries, *told.behind)))
        turn.phrasable = bool(told.entries or told.found)
        first = told.entries[0] if told.entries else None
        of_a_case = bool(first and first.kind == "topic" and reading.mentioned and turn.state.case is None)
        turn.text = self._phrasebook.say("guidance.md.j2", turn.evidence, {"told": told, "of_a_case": of_a_case})
        if first and (first.rest or first.touching or first.more_notes or told.behind):
            turn.more = self._phrasebook.say("more.md.j2", turn.evidence, {"entry": first, "behind": told.behind})
        if reading.of_somebody and reading.asks_nothing and turn.state.case is None:
            # "Just been allocated a girl": a team by itself is what the next message may answer.
            question = resolve(self.pack, {}, turn.today).question
            turn.asked = question.fact if question else None
        cited = [citation.clause for citation in turn.evidence.citations]
        turn.see_also = tuple(hit.clause.id for hit in self.library.neighbours(cited, SEE_ALSO))

    def _known(self, turn: Turn) -> dict[str, Any]:
        """What is held of the case, and what this message says beside it, though it moves no case."""
        said = {name: fact.value for name, fact in turn.reading.mentioned.items()}
        return {**turn.state.values(self.pack.facts), **said}

    def _told(self, turn: Turn) -> Told:
        answer = self._answer(turn)
        return Told(
            answer=answer,
            opening="\n\n".join(part for part in (*answer.remarks, turn.granted) if part),
            body=turn.text,
            closing=turn.more,
            phrasable=turn.phrasable,
            question=turn.reading.text if turn.kind == "guidance" and turn.decision is None else None,
            earlier=self._phrasebook.earlier,
        )

    def _answer(self, turn: Turn) -> Answer:
        state = turn.state.model_copy(
            update={
                "asked": turn.asked,
                "offered": list(turn.offered),
                "awaits": turn.awaits,
                "asked_of": turn.asked_of,
                "awaits_of": turn.awaits_of,
                "whose": turn.whose,
            }
        )
        decisions = [turn.decision] if turn.decision else [child.decision for child in turn.children]
        awaits = turn.awaits if decisions else None
        state = state.model_copy(update=spoken(self.pack, turn.before, turn.state, turn.reading, awaits))
        said = remarks(self.pack, turn.reading, turn.heard, decisions)
        return Answer(
            kind=turn.kind,
            completeness=turn.completeness,
            text="\n\n".join(part for part in (*said, turn.granted, turn.text, turn.more) if part),
            more=turn.more,
            remarks=said,
            phrased_by=TEMPLATE,
            facts=self._understood(turn.state.facts),
            assumptions=turn.assumptions,
            questions=turn.questions,
            resolution=turn.decision.resolution if turn.decision else turn.schedule,
            resolutions=tuple(
                ChildResolution(
                    child=child.label, facts=self._understood(child.facts), resolution=child.decision.resolution
                )
                for child in turn.children
            ),
            see_also=turn.see_also,
            premises=turn.premises,
            about=turn.about,
            reasons=turn.asks_why,
            citations=turn.evidence.citations,
            left_out=turn.reading.left_out,
            footer="" if self.pack.about.reviews else self.pack.about.not_reviewed,
            policy_revision=self.pack.revision,
            calendar_revision=self.pack.calendar.revision,
            state=state.fitting().model_dump(mode="json"),
        )

    def _understood(self, facts: Mapping[str, HeldFact]) -> dict[str, UnderstoodFact]:
        specs = self.pack.facts
        return {
            name: UnderstoodFact(
                value=held.value,
                said=held.said,
                turn=held.turn,
                label=specs[name].label,
                value_label=specs[name].say(specs[name].read(held.value)),
            )
            for name, held in facts.items()
        }


def _asks_on(turn: Turn) -> bool:
    """Whether it asks more of the case in hand, by no words of a topic's own: "and the notice is due by?"."""
    reading = turn.reading
    asks = bool(reading.wants & {"when"}) or (bool(reading.wants & {"where", "ready"}) and not reading.topics)
    named = bool(reading.worded or reading.changes)
    return reading.intent == "guidance" and asks and turn.state.case is not None and not named


def _tells_on(turn: Turn) -> bool:
    """Whether it asks nothing, and so can only be said of the case in hand: "still waiting on the chair to say"."""
    reading = turn.reading
    named = bool(reading.worded or reading.changes or reading.premises)
    return reading.intent == "guidance" and turn.state.case is not None and reading.tells and not named


def _completeness(decision: Decision) -> Completeness:
    if decision.kind == "resolved":
        return "complete"
    settled = decision.resolution.transfer_point or decision.resolution.deadlines
    return "partial" if settled else "none"
