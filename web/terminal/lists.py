"""What a policy officer reads of a pack in a terminal, line by line."""

from __future__ import annotations

from collections.abc import Iterator

from assistant import overview
from assistant.coverage import covered
from assistant.pack import Pack


def ambiguities(pack: Pack) -> Iterator[str]:
    """Every unclear place: its question, its readings, the one taken and why."""
    for each in pack.ambiguities.values():
        yield f"{each.title}  [{each.id}]"
        for number, reading in enumerate(each.readings, 1):
            yield f"  {'->' if number == each.taken else '  '} {reading}"
        yield f"  Why: {each.because}"
        yield f"  Bears on: {overview.say(pack, each.when) if each.when else 'questions about the policy only'}"
        yield f"  Clauses: {', '.join(each.clauses)}"
        yield ""
    yield f"{len(pack.ambiguities)} unclear places."


def coverage(pack: Pack) -> Iterator[str]:
    """Source paragraph, clause, what rests on it, worked cases; parted by tabs, for a spreadsheet."""
    yield "paragraph\tclause\trests on it\tcases"
    rows = covered(pack)
    for row in rows:
        place = f"{row.document}/{row.section}/{row.paragraph}"
        for each in row.clauses:
            rests = ", ".join(each.rests) or (f"nothing: {each.waived}" if each.waived else "NOTHING")
            yield f"{place}\t{each.clause}\t{rests}\t{each.cases}"
        if not row.clauses:
            yield f"{place}\t{f'left out: {row.left_out}' if row.left_out else 'NO CLAUSE'}\t\t"
    yield f"{len(rows)} paragraphs, {sum(not row.covered for row in rows)} not covered."
