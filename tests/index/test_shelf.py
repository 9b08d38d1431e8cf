from __future__ import annotations

import pytest

from assistant.clauses import Clause
from index.retrieval import Retrieval
from index.shelf import Shelf


class Watched(Retrieval):
    closed = 0

    def close(self) -> None:
        self.closed += 1


def test_the_last_reader_closes_what_was_replaced(clauses: list[Clause]) -> None:
    old, new = Watched(clauses, "r1"), Watched(clauses, "r2")
    shelf = Shelf(old)
    with shelf.reading() as first:
        with shelf.reading() as second:
            shelf.swap(new)
            assert first is second is old
            assert shelf.current is new
        assert old.closed == 0
    assert old.closed == 1
    assert new.closed == 0


def test_with_no_reader_a_swap_closes_at_once(clauses: list[Clause]) -> None:
    old = Watched(clauses, "r1")
    Shelf(old).swap(Watched(clauses, "r2"))
    assert old.closed == 1


def test_a_reader_that_fails_still_leaves(clauses: list[Clause]) -> None:
    old = Watched(clauses, "r1")
    shelf = Shelf(old)
    with pytest.raises(ZeroDivisionError), shelf.reading():
        _ = 1 / 0
    shelf.swap(Watched(clauses, "r2"))
    assert old.closed == 1
