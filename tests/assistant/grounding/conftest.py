"""The check of each pack, made once."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from assistant.grounding.brief import Brief, Source, Statement
from assistant.grounding.checking import Grounding, Names
from assistant.pack import Pack

Kinds = Callable[..., set[str]]


@pytest.fixture(scope="session")
def grounding(lancashire: Pack) -> Grounding:
    return Grounding(Names.of(lancashire))


@pytest.fixture(scope="session")
def kinds(grounding: Grounding) -> Kinds:
    """The kinds of fault of a sentence that rests on one line, and on a clause where one is given."""

    def found(line: str, said: str, clause: str = "") -> set[str]:
        sources = (Source("c1", clause, 1),) if clause else ()
        cites = "" if "[" in said else " [r1]" + ("[c1]" if clause else "")
        brief = Brief((Statement("r1", line, (1,), True),), sources)
        return {fault.kind for fault in grounding.faults(said + cites, brief)}

    return found
