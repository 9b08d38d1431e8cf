"""How many corrupted phrasings the check catches, and how many faithful ones it keeps."""

from __future__ import annotations

import random
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from assistant.grounding.brief import Brief
from assistant.grounding.checking import Grounding, Names
from assistant.pack import Pack
from tests.evaluation.grounding import hand
from tests.evaluation.grounding.answers import Line
from tests.evaluation.grounding.corrupting import slips
from tests.evaluation.grounding.rewriting import all_rules, phrasings

SEED = 20260302
FAITHFUL, OF_A_KIND, DROPPED = 600, 50, 60
"""Phrasings by rule: faithful ones, corrupted ones of each kind, and answers with a line left out."""
_TOKEN = re.compile(r"\[(\w+)\]")
_CAUTIONED = re.compile(r"^(?P<kept>.+?\.) (?P<caution>[A-Z][^.]+\.)$")


@dataclass
class Tally:
    """Kind -> how many there are, and how many came out right."""

    all: Counter[str] = field(default_factory=Counter)
    right: Counter[str] = field(default_factory=Counter)

    def add(self, kind: str, *, right: bool) -> None:
        self.all[kind] += 1
        self.right[kind] += right

    def rows(self) -> dict[str, list[int]]:
        return {kind: [self.right[kind], self.all[kind]] for kind in sorted(self.all)}


@dataclass
class Measured:
    kept: Tally = field(default_factory=Tally)
    caught: Tally = field(default_factory=Tally)
    wrong: list[tuple[str, str]] = field(default_factory=list)
    """What came out wrong of the open sets, each with its kind: never of the one held out."""

    def table(self) -> dict[str, dict[str, list[int]]]:
        return {"faithful, kept": self.kept.rows(), "corrupted, caught": self.caught.rows()}


def share(kinds: Mapping[str, Sequence[int]]) -> tuple[int, int]:
    """How many came out right, and of how many."""
    return sum(row[0] for row in kinds.values()), sum(row[1] for row in kinds.values())


def measure(pack: Pack, lines: Sequence[Line]) -> Measured:
    grounding, measured = Grounding(Names.of(pack)), Measured()
    _by_hand(grounding, measured)
    chance = random.Random(SEED)
    cited = [line for line in lines if line.statement.markers]
    faithful = list(_faithful(pack, cited, chance))
    for line, said in faithful:
        faults = grounding.faults(said, line.brief)
        measured.kept.add("by rule", right=not faults)
        if faults:
            measured.wrong.append((f"lost {' '.join(fault.kind for fault in faults)}", said))
    for kind, line, said in _corrupted(pack, cited, chance):
        caught = bool(grounding.faults(said, line.brief))
        measured.caught.add(kind, right=caught)
        if not caught:
            measured.wrong.append((f"passed {kind}", said))
    for kind, brief, sentences in _dropped(lines, chance):
        told = any(grounding.faults(each, brief) for each in sentences) or bool(grounding.missing(sentences, brief))
        if kind == "nothing":
            measured.kept.add("whole answers", right=not told)
        else:
            measured.caught.add(kind, right=told)
        if told == (kind == "nothing"):
            measured.wrong.append((f"dropped {kind}", " / ".join(sentences)))
    return measured


def _by_hand(grounding: Grounding, measured: Measured) -> None:
    for name, kind in (("open.yaml", "by hand"), ("held_out.yaml", "by hand, held out")):
        for phrasing in hand.read(name):
            cited = set(_TOKEN.findall(phrasing.said))
            own = Brief(tuple(each for each in phrasing.brief.statements if each.token in cited), ())
            faulty = bool(grounding.faults(phrasing.said, phrasing.brief) or grounding.missing([phrasing.said], own))
            tally = measured.caught if phrasing.slip else measured.kept
            tally.add(kind, right=faulty == bool(phrasing.slip))
            if faulty != bool(phrasing.slip) and name == "open.yaml":
                measured.wrong.append((f"hand {phrasing.slip or 'lost'}", phrasing.said))


def _faithful(pack: Pack, lines: Sequence[Line], chance: random.Random) -> Iterator[tuple[Line, str]]:
    rules = all_rules(pack)
    for line in chance.sample(list(lines), k=len(lines))[:FAITHFUL]:
        for said in phrasings(line.statement.text, rules, chance, 1):
            yield line, f"{said} {chance.choice((line.cites, line.cites_clauses))}"


def _corrupted(pack: Pack, lines: Sequence[Line], chance: random.Random) -> Iterator[tuple[str, Line, str]]:
    rules = all_rules(pack)
    for kind, slip in slips(pack).items():
        found = 0
        for line in chance.sample(list(lines), k=len(lines)):
            said = next(phrasings(line.statement.text, rules, chance, 1), line.statement.text)
            plain = chance.choice((line.statement.text, said))
            spoiled = slip(plain, chance)
            if spoiled == plain or spoiled in line.brief.texts.values():
                continue
            yield kind, line, f"{spoiled} {chance.choice((line.cites, line.cites, line.cites_clauses))}"
            found += 1
            if found == OF_A_KIND:
                break
    for line in chance.sample(list(lines), k=OF_A_KIND):
        yield "invented token", line, f"{line.statement.text} [c{chance.randint(300, 900)}]"
    for line in chance.sample(
        [each for each in lines if re.search(r"\d|[A-Z]{3}|must|should", each.statement.text)], k=OF_A_KIND
    ):
        yield "no token", line, line.statement.text


def _dropped(lines: Sequence[Line], chance: random.Random) -> Iterator[tuple[str, Brief, list[str]]]:
    briefs = list(
        {id(line.brief): line.brief for line in lines if any(each.required for each in line.brief.statements)}.values()
    )
    for brief in chance.sample(briefs, k=min(DROPPED, len(briefs))):
        said = {each.token: f"{each.text} [{each.token}]" for each in brief.statements}
        yield "nothing", brief, list(said.values())
        gone = chance.choice([each for each in brief.statements if each.required])
        yield "a required line dropped", brief, [text for token, text in said.items() if token != gone.token]
        cautioned = [each for each in brief.statements if each.required and _CAUTIONED.match(each.text)]
        if cautioned:
            gone = chance.choice(cautioned)
            kept = _CAUTIONED.match(gone.text)
            assert kept is not None
            yield "a caution dropped", brief, list((said | {gone.token: f"{kept['kept']} [{gone.token}]"}).values())
