"""What a built index says of itself, and whether its files still are what was built.

A damaged index can give wrong answers or end the process, and Chroma raises nothing: every file is held against the
hash taken when it was built, before Chroma sees it.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Sequence
from pathlib import Path

from assistant.clauses import Clause
from index.exceptions import IndexUnusable
from index.keywords import words

_MANIFEST = "manifest.json"
_NEIGHBOURS = "neighbours.json"
_FORMAT = 6  # count up when what is embedded, or how it is stored, changes

Description = dict[str, str | int]
Neighbours = dict[str, list[tuple[str, float]]]
"""For each clause id the ids nearest to it and their cosine, nearest first."""


def index_name(pack: str, revision: str, fingerprint: str) -> str:
    """`<pack>-<revision>-<model>`, fit for a directory and for a collection; the three parts hold no hyphen."""
    pack, revision = (re.sub(r"[^A-Za-z0-9]+", "_", part).strip("_") or "none" for part in (pack, revision))
    return f"{pack}-{revision}-{fingerprint[:12]}"


def embedded(clause: Clause) -> str:
    """The text of a clause as it is embedded: under its heading where it says no word of that itself.

    A heading above a clause that says it all already makes all clauses of a section alike, and fewer are found.
    """
    told = not set(words(clause.heading)).isdisjoint(words(clause.text))
    return clause.text if told else f"{clause.heading}\n{clause.text}"


def describe(clauses: Sequence[Clause], fingerprint: str) -> Description:
    """What an index must say of itself to serve these clauses with this model."""
    texts = [(clause.id, clause.wording, clause.layer, embedded(clause)) for clause in clauses]
    return {"format": _FORMAT, "model": fingerprint, "clauses": _digest(texts)}


def write(directory: Path, description: Description, neighbours: Neighbours) -> None:
    """Seal an index that has been built and closed."""
    (directory / _NEIGHBOURS).write_text(json.dumps(neighbours, indent=1), encoding="utf-8")
    manifest = {"index": description, "files": _hashes(directory)}
    (directory / _MANIFEST).write_text(json.dumps(manifest, indent=1), encoding="utf-8")


def check(directory: Path, description: Description) -> None:
    """Raises IndexUnusable unless the directory holds this index, every file as it was sealed."""
    try:
        manifest = json.loads((directory / _MANIFEST).read_bytes())
        described, files = manifest["index"], manifest["files"]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise IndexUnusable("the index is incomplete or damaged") from error
    if described != description:
        raise IndexUnusable("the index is of other clauses or another embedding model")
    if files != _hashes(directory):
        raise IndexUnusable("the index's files are damaged")


def neighbours(directory: Path) -> Neighbours:
    """The neighbours in a directory that was checked: milliseconds, and no model."""
    stored = json.loads((directory / _NEIGHBOURS).read_bytes())
    return {clause: [(other, cosine) for other, cosine in near] for clause, near in stored.items()}


def _digest(content: object) -> str:
    return hashlib.sha256(json.dumps(content).encode()).hexdigest()


def _hashes(directory: Path) -> dict[str, str]:
    files = sorted(path for path in directory.rglob("*") if path.is_file() and path.name != _MANIFEST)
    return {path.relative_to(directory).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}
