"""Reading a pack from its folder. All problems of a load are told at once, each with its file, rule and field."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any, TypeVar

import yaml
from pydantic import ValidationError

from assistant.clauses import Clause, Document, DocumentError, read_document
from assistant.facts import FactGroup, FactSpec, FactSpecs, Option, Record
from assistant.pack import About, Pack
from assistant.references import dangling
from assistant.rules import Ambiguity, Beyond, Change, Obligation, Point, Premise, Route, Timescale, Topic, Waiver
from assistant.terms import Event, Team, Term, Word

R = TypeVar("R", bound=Record)
SAFE_LOADER: type[yaml.SafeLoader] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # the one in C: ten times faster


class PackError(ValueError):
    """A pack that must not be served; `problems` has a line for each thing that is wrong."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems


def load(folder: Path) -> Pack:
    """Read and cross-check a pack. Raises PackError with every problem found."""
    reader = _Reader(folder)
    pack = reader.read()
    # Where a file could not be read, every name in the others that stands in it would seem to lead nowhere.
    names = [] if pack is None or reader.unreadable else list(dangling(pack))
    problems = reader.problems + names
    if pack is None or problems:
        raise PackError(problems)
    return pack


class _Reader:
    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.problems: list[str] = []
        self.unreadable = False
        self.rule_files: dict[str, str] = {}

    def read(self) -> Pack | None:
        if not self.folder.is_dir():
            self.problems.append(f"{self.folder.name}: no such folder of a policy pack")
            return None
        about = self._one("pack.yaml", About)
        documents, clauses = self._documents(about.documents if about else ())
        vocabulary = self._yaml("vocabulary.yaml", {"teams", "events", "terms"})
        teams = self._named("vocabulary.yaml", vocabulary.get("teams"), Team)
        events = self._named("vocabulary.yaml", vocabulary.get("events"), Event)
        terms = self._list("vocabulary.yaml", vocabulary.get("terms"), Term)
        told = self._yaml("facts.yaml", {"facts", "groups"})
        facts = self._facts(told.get("facts"), teams, events)
        fact_groups = self._list("facts.yaml", told.get("groups"), FactGroup, "groups")
        points: dict[str, tuple[Point, ...]] = {}
        routes: dict[str, Route] = {}
        obligations: dict[str, Obligation] = {}
        for path in sorted((self.folder / "routes").glob("*.yaml")):
            file = f"routes/{path.name}"
            content = self._yaml(file, {"transfer_points", "routes", "obligations"})
            for name, raw in (content.get("transfer_points") or {}).items():
                if name in points:
                    self.problems.append(f"{file}: {name}: transfer points of this name stand in another file")
                points[name] = self._list(file, raw, Point, name)
            routes |= self._rules(file, content.get("routes"), Route)
            obligations |= self._rules(file, content.get("obligations"), Obligation)
        guidance = self._yaml("topics.yaml", {"topics", "changes"})
        topics = self._rules("topics.yaml", guidance.get("topics"), Topic)
        changes = self._rules("topics.yaml", guidance.get("changes"), Change)
        timescales = self._kept("timescales", Timescale)
        ambiguities = self._kept("ambiguities", Ambiguity)
        beyond = self._kept("beyond", Beyond)
        premises = self._kept("premises", Premise)
        words = self._kept("words", Word)
        waivers = self._list("waivers.yaml", self._yaml("waivers.yaml", {"waivers"}).get("waivers"), Waiver)
        if about is None:
            return None
        return Pack(
            folder=self.folder,
            about=about,
            revision=_revision(self.folder),
            documents=documents,
            clauses=clauses,
            facts=facts,
            teams=teams,
            events=events,
            terms=terms,
            points=points,
            routes=routes,
            obligations=obligations,
            topics=topics,
            changes=changes,
            timescales=timescales,
            ambiguities=ambiguities,
            beyond=beyond,
            premises=premises,
            waivers=waivers,
            words=words,
            fact_groups=fact_groups,
            rule_files=self.rule_files,
        )

    def _facts(self, raw: Any, teams: Mapping[str, Team], events: Mapping[str, Event]) -> FactSpecs:
        """facts.yaml, with a date fact for every event that can be dated, and `current_team` from the teams."""
        specs = self._named("facts.yaml", raw, FactSpec, key="name")
        for spec in list(specs.values()):
            if spec.name == "current_team" and not spec.options:
                holders = tuple(
                    Option(value=team.id, label=team.label, short=team.short)
                    for team in teams.values()
                    if team.holds_cases
                )
                specs[spec.name] = spec.model_copy(update={"options": holders})
        for event in events.values():
            if event.dated and event.id not in specs:
                specs[event.id] = FactSpec(name=event.id, kind="date", label=event.date_label or event.label)
        return FactSpecs(specs)

    def _documents(self, names: tuple[str, ...]) -> tuple[dict[str, Document], dict[str, Clause]]:
        documents: dict[str, Document] = {}
        clauses: dict[str, Clause] = {}
        for name in names:
            path = self.folder / "documents" / name
            if not path.is_file():
                self.problems.append(f"pack.yaml: documents: {name} is not in documents/")
                continue
            try:
                document, its_clauses = read_document(path)
            except DocumentError as error:
                self.problems += error.problems
                continue
            documents[document.document] = document
            clauses |= {clause.id: clause for clause in its_clauses}
        return documents, clauses

    def _yaml(self, file: str, keys: set[str]) -> dict[str, Any]:
        path = self.folder / file
        if not path.is_file():
            self.problems.append(f"{file}: missing")
            return {}
        try:
            content = yaml.load(path.read_bytes(), Loader=SAFE_LOADER) or {}  # noqa: S506 - a safe one
        except yaml.YAMLError as error:
            self.unreadable = True
            self.problems.append(f"{file}: not readable as YAML: {' '.join(str(error).split())}")
            return {}
        if not isinstance(content, dict):
            self.problems.append(f"{file}: must be a mapping")
            return {}
        self.problems += [f"{file}: unknown key {key}" for key in content if key not in keys]
        return content

    def _one(self, file: str, shape: type[R]) -> R | None:
        return self._record(file, "", self._yaml(file, set(shape.model_fields)), shape)

    def _list(self, file: str, raw: Any, shape: type[R], what: str = "") -> tuple[R, ...]:
        records = (self._record(file, f"{what}[{at}]", item, shape) for at, item in enumerate(raw or ()))
        return tuple(record for record in records if record is not None)

    def _named(self, file: str, raw: Any, shape: type[R], key: str = "id") -> dict[str, R]:
        named: dict[str, R] = {}
        for item in raw or ():
            name = str(item.get(key, "?")) if isinstance(item, dict) else "?"
            record = self._record(file, name, item, shape)
            if name in named:
                self.problems.append(f"{file}: {name}: stands twice")
            if record is not None:
                named[name] = record
        return named

    def _kept(self, what: str, shape: type[R]) -> dict[str, R]:
        """The records of a file that a pack may do without."""
        file = f"{what}.yaml"
        if not (self.folder / file).is_file():
            return {}
        return self._rules(file, self._yaml(file, {what}).get(what), shape)

    def _rules(self, file: str, raw: Any, shape: type[R]) -> dict[str, R]:
        rules = self._named(file, raw, shape)
        for name in rules:
            if name in self.rule_files:
                self.problems.append(f"{file}: {name}: a rule of this id stands in {self.rule_files[name]}")
            self.rule_files[name] = file
        return rules

    def _record(self, file: str, name: str, raw: Any, shape: type[R]) -> R | None:
        try:
            return shape.model_validate(raw)
        except ValidationError as error:
            for problem in error.errors(include_url=False, include_input=False):
                where = ".".join(str(step) for step in problem["loc"])
                self.problems.append(f"{file}: {name}: {where}: {problem['msg']}")
            return None


def _revision(folder: Path) -> str:
    """A short hash of all that decides an answer: documents, rules, vocabulary; not the worked cases."""
    digest = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        inside = path.relative_to(folder)
        if path.is_file() and inside.parts[0] not in ("cases", "official") and path.suffix in (".yaml", ".md"):
            digest.update(f"{inside.as_posix()}\0".encode() + path.read_bytes() + b"\0")
    return digest.hexdigest()[:12]
