"""The council's own files, as it drops them into the pack's folder `official/`: read into clauses beside ours.

`policy.docx` becomes the document `official-policy`. A `policy.yaml` beside it may say its title, its layer and what
to know about it. A file that cannot be read is left out and named; the others are read.
"""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from assistant.clauses import Clause, Document, Layer
from index import chunking
from index.conversion import NotConverted, convert

FOLDER = "official"
"""Where they lie in a pack."""
SUFFIXES = (".docx", ".pdf", ".md", ".txt")
LARGEST = 25 << 20
_MOST_CLAUSES = 2_000
_SIDECAR = ".yaml"
_LARGEST_SIDECAR = 64 << 10

log = logging.getLogger(__name__)


class Sidecar(BaseModel):
    """What the council says of a file, in `<name>.yaml` beside it."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    title: str | None = Field(default=None, min_length=1, max_length=200)
    layer: Layer = "current"
    about: str = Field(default="", max_length=2_000)


@dataclass(frozen=True)
class Official:
    """What was read of the folder."""

    documents: Mapping[str, Document] = field(default_factory=dict)
    clauses: Mapping[str, Clause] = field(default_factory=dict)
    problems: tuple[str, ...] = ()
    """The files left out, each with why; nothing of their content."""

    @property
    def revision(self) -> str:
        """A short hash of every clause; empty without any."""
        digest = hashlib.sha256()
        for clause in self.clauses.values():
            digest.update(clause.model_dump_json().encode() + b"\n")
        return digest.hexdigest()[:12] if self.clauses else ""


NONE = Official()


def read(folder: Path) -> Official:
    """Read every file in the folder, in the order of their names; half a second each. Raises nothing."""
    documents: dict[str, Document] = {}
    clauses: dict[str, Clause] = {}
    problems: list[str] = []
    try:
        paths = list(files(folder))
    except OSError as error:
        return Official(problems=(f"the folder of official files cannot be read: {error.strerror}",))
    for path in paths:
        try:
            if path.suffix == _SIDECAR and any(path.stem == other.stem for other in paths if other != path):
                continue  # read with its file
            document, its_clauses = _read(path, documents)
        except (NotConverted, OSError) as reason:
            words = reason.strerror if isinstance(reason, OSError) else str(reason)
            problems.append(f"{_printable(path.name)}: {words}")
            continue
        documents[document.document] = document
        clauses |= {clause.id: clause for clause in its_clauses}
    for problem in problems:
        log.warning("official file left out: %s", problem)
    return Official(documents, clauses, tuple(problems))


def files(folder: Path) -> Iterator[Path]:
    """What lies in the folder, but for hidden files and the locks of an open Word."""
    if folder.is_dir():
        yield from sorted(path for path in folder.iterdir() if not path.name.startswith((".", "~$")))


def _read(path: Path, before: Mapping[str, Document]) -> tuple[Document, list[Clause]]:
    name = f"official-{chunking.slug(path.stem)}"
    if path.suffix.lower() not in SUFFIXES:
        alone = path.suffix == _SIDECAR
        raise NotConverted(
            "says something of a file that is not there" if alone else f"is none of {', '.join(SUFFIXES)}"
        )
    if name in before:
        raise NotConverted("has the name of another file, but for its ending: name it otherwise")
    sidecar = _sidecar(path.with_suffix(_SIDECAR))
    blocks = convert(path.suffix.lower(), _bytes(path, LARGEST))
    title = chunking.title_of(blocks)
    document = Document(
        document=name, title=sidecar.title or title or path.stem, layer=sidecar.layer, about=sidecar.about
    )
    clauses = list(chunking.clauses(document, blocks, title))
    if len(clauses) > _MOST_CLAUSES:
        raise NotConverted(f"has more than {_MOST_CLAUSES:,} paragraphs: split it")
    return document, clauses


def _sidecar(path: Path) -> Sidecar:
    if not path.exists():
        return Sidecar()
    try:
        return Sidecar.model_validate(yaml.safe_load(_bytes(path, _LARGEST_SIDECAR)) or {})
    except yaml.YAMLError:
        raise NotConverted(f"{_printable(path.name)} is not readable as YAML") from None
    except ValidationError as error:
        what = "; ".join(
            f"{_printable('.'.join(map(str, each['loc'])) or 'it')}: {each['msg']}"
            for each in error.errors(include_input=False, include_url=False, include_context=False)
        )
        raise NotConverted(f"{_printable(path.name)}: {what}") from None


def _bytes(path: Path, most: int) -> bytes:
    try:
        real = path.resolve()
    except RuntimeError:  # a link to itself, before Python 3.13
        raise NotConverted("is not a file") from None
    if not real.is_relative_to(path.parent.resolve()):
        raise NotConverted("is a link that leads out of the folder")
    if not real.is_file():
        raise NotConverted("is not a file")
    with real.open("rb") as file:
        data = file.read(most + 1)
    if len(data) > most:
        raise NotConverted(f"is larger than {most >> 20} MB" if most >= 1 << 20 else "is too large")
    return data


def _printable(name: str) -> str:
    return "".join(each if each.isprintable() else "?" for each in name)[:100]
