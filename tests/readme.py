"""The parts of the README that are made from the pack: `python -m tests.readme` writes them anew."""

from __future__ import annotations

import re
import sys
from pathlib import Path

from assistant import overview
from assistant.cases import read_asked, read_cases
from assistant.coverage import covered
from assistant.loading import load
from assistant.pack import Pack
from tests.conftest import LANCASHIRE

README = Path(__file__).parents[1] / "README.md"


def parts(pack: Pack) -> dict[str, str]:
    """Name of a part -> what belongs between its two marks."""
    return {"coverage": _coverage(pack), "routes": overview.table(pack)}


def written(text: str, made: dict[str, str]) -> str:
    """The README with its made parts as they should be."""
    for name, part in made.items():
        mark = re.compile(rf"(<!-- {name} -->\n).*?(\n<!-- /{name} -->)", re.DOTALL)
        text, count = mark.subn(lambda found, part=part: found[1] + part + found[2], text)  # type: ignore[misc]
        if count != 1:
            raise ValueError(f"the README must have one part between <!-- {name} --> and <!-- /{name} -->")
    return text


def _coverage(pack: Pack) -> str:
    lines = [
        "| document | layer | paragraphs | left out, reasoned | clauses | cited | waived, reasoned | missing |",
        "| --- | --- | --- | --- | --- | --- | --- | --- |",
    ]
    rows = covered(pack)
    for name, document in pack.documents.items():
        its = [row for row in rows if row.document == name]
        clauses = [clause for row in its for clause in row.clauses]
        numbers = (
            len(its),
            sum(bool(row.left_out) for row in its),
            len(clauses),
            sum(bool(clause.rests) for clause in clauses),
            sum(bool(clause.waived) for clause in clauses),
            sum(not row.covered for row in its),
        )
        lines.append(f"| {name} | {document.layer} | " + " | ".join(map(str, numbers)) + " |")
    held = {
        "routes": len(pack.routes),
        "obligations": len(pack.obligations),
        "topics": len(pack.topics),
        "changes from the earlier guidance": len(pack.changes),
        "unclear places": len(pack.ambiguities),
        "national timescales": len(pack.timescales),
        "worked cases": len(read_cases(pack.folder)[0]),
        "worked questions": len(read_asked(pack.folder)[0]),
    }
    return "\n".join([*lines, "", "In the pack: " + ", ".join(f"{count} {what}" for what, count in held.items()) + "."])


def main() -> None:
    README.write_text(written(README.read_text(encoding="utf-8"), parts(load(LANCASHIRE))), encoding="utf-8")
    sys.stdout.write("README.md: routes and coverage written anew\n")


if __name__ == "__main__":
    main()
