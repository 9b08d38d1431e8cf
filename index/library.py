"""The index as the rest of the assistant sees it: it answers by keywords at once, and by meaning as soon as it can."""

from __future__ import annotations

import contextlib
import logging
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from assistant.clauses import Clause
from assistant.examples import Example
from assistant.passages import Passage
from index import manifest, official, weights
from index.exceptions import IndexUnusable, ModelUnusable, in_words
from index.official import Official
from index.retrieval import Consulted, Hit, Retrieval
from index.shelf import Shelf

READY = "ready"
RETRY_FIRST, RETRY_LONGEST = 5.0, 300.0  # seconds between attempts; doubled from one to the other

log = logging.getLogger(__name__)


def start(
    clauses: Sequence[Clause],
    pack_name: str,
    revision: str,
    data_dir: Path,
    *,
    examples: Sequence[Example] = (),
    passages: Sequence[Passage] = (),
    official_files: Path | None = None,
    embedding_model: str = weights.DEFAULT_MODEL,
    chroma_url: str | None = None,
    progress: Callable[[str], None] = log.info,
    spell_out: Callable[[str], str] = str,
) -> Library:
    """A library of these clauses, searched by keywords; the model and the index follow in the background.

    `examples` are of what a question may be about; `passages` are the statements that answers may tell.
    The files in the folder `official_files` are read in the background too, and their clauses found beside these.
    `embedding_model` is a name or a path. With `chroma_url` the index lies on that Chroma server, else in `data_dir`.
    `spell_out` gives a question with its short forms and old names as the policy's own words; both are searched.
    `progress` is told what is being done ("embedding 40/90"). Raises nothing: `status` tells what went wrong, and what
    may pass (a full disk, a server that is away) is tried again.
    """
    wanted = Wanted(tuple(clauses), revision, tuple(examples), tuple(passages))
    return Library(
        wanted, pack_name, data_dir / "index", official_files, embedding_model, chroma_url, progress, spell_out
    )


@dataclass(frozen=True, slots=True)
class Wanted:
    """One revision of what is to be served."""

    clauses: tuple[Clause, ...]
    revision: str
    examples: tuple[Example, ...] = ()
    passages: tuple[Passage, ...] = ()


class Library:
    """The clauses of one revision at a time. All its methods may be called from any thread."""

    def __init__(  # noqa: PLR0917 (made by `start` alone)
        self,
        wanted: Wanted,
        pack: str,
        indexes: Path,
        official_files: Path | None,
        model: str,
        url: str | None,
        progress: Callable[[str], None],
        spell_out: Callable[[str], str],
    ) -> None:
        self._wanted, self._pack, self._indexes, self._model, self._url = wanted, pack, indexes, model, url
        self._progress, self._official_files, self._spell_out = progress, official_files, spell_out
        self.official: Official = official.NONE
        """What was read of the council's own files."""
        self._status = "loading model"
        self._installing = threading.Lock()
        self._settled, self._wake, self._closed = threading.Event(), threading.Event(), threading.Event()
        self._shelf = Shelf(self._by_keywords(self._status))
        threading.Thread(target=self._keep, name="index", daemon=True).start()

    @property
    def ready(self) -> bool:
        """Whether questions are answered by meaning too."""
        return not self._shelf.current.partial

    @property
    def status(self) -> dict[str, Any]:
        """For /readyz: `index` is "loading model", "embedding 40/90", "building 40/90", "ready" or what is wrong.

        Paths are left out.
        """
        current = self._shelf.current
        return {
            "ready": not current.partial,
            "index": self._status,
            "search": "keyword" if current.partial else "keyword and vector",
            "revision": current.revision,
            "clauses": len(current.clauses),
            "official": {
                "files": len(self.official.documents),
                "clauses": len(self.official.clauses),
                "revision": self.official.revision,
                "problems": list(self.official.problems),
            },
        }

    @contextlib.contextmanager
    def reading(self) -> Iterator[Retrieval]:
        """One revision to ask several things of: a swap meanwhile does not touch it."""
        with self._shelf.reading() as retrieval:
            before = retrieval.partial
            yield retrieval
            if retrieval.partial and not before:
                self._tell(retrieval.reason)
                self._wake.set()

    def search(self, question: str, limit: int) -> list[Hit]:
        """The clauses nearest to the question, best first, at most `limit`."""
        with self.reading() as retrieval:
            return retrieval.search(question, limit)

    def consult(self, question: str, limit: int) -> Consulted:
        """The same, and how like the question is to the examples of each thing."""
        with self.reading() as retrieval:
            return retrieval.consult(question, limit)

    def neighbours(self, clause_ids: Iterable[str], limit: int) -> list[Hit]:
        """The clauses nearest to any of these, without them, best first; needs no model once an index was built."""
        with self.reading() as retrieval:
            return retrieval.neighbours(clause_ids, limit)

    def swap(
        self,
        clauses: Sequence[Clause],
        revision: str,
        examples: Sequence[Example] = (),
        passages: Sequence[Passage] = (),
    ) -> None:
        """Serve these instead. Blocks while their index is built; the old revision answers meanwhile.

        When it cannot be built they are served by keywords, and it is tried again in the background.
        """
        with self._installing:
            self._wanted = Wanted(tuple(clauses), revision, tuple(examples), tuple(passages))
            done = self._install()
        if not done:
            self._wake.set()

    def wait(self, timeout: float | None = None) -> bool:
        """Wait until the first attempt has ended, at most `timeout` seconds. Whether the library is `ready`."""
        self._settled.wait(timeout)
        return self.ready

    def close(self) -> None:
        """Close the index and stop trying. Searches go on by keywords."""
        for event in (self._closed, self._settled, self._wake):
            event.set()
        self._tell("closed")
        self._shelf.swap(self._by_keywords("closed"))

    def _keep(self) -> None:
        self._read_official()
        delay = RETRY_FIRST
        while not self._closed.is_set():
            self._wake.clear()
            with self._installing:
                done = self._install()
            self._settled.set()
            if done:
                delay = RETRY_FIRST
                self._wake.wait()
            else:
                self._wake.wait(delay)
                delay = min(2 * delay, RETRY_LONGEST)

    def _read_official(self) -> None:
        """Read the council's files, once, and let keywords find them; nothing happens where there are none."""
        if not self._official_files or not self._official_files.is_dir():
            return
        found = official.read(self._official_files)
        with self._installing:
            self.official = found
            if found.clauses and not self._closed.is_set():
                self._shelf.swap(self._by_keywords(self._status))

    def _install(self) -> bool:
        """Open or build what is wanted and let it answer; or let keywords answer, and say why. False: try again."""
        try:
            retrieval = self._open()
        except Exception as error:
            log.warning("no index: %s", in_words(error))
            self._tell(in_words(error))
            self._shelf.swap(self._by_keywords(in_words(error)))
            return isinstance(error, ModelUnusable | ImportError)  # trying again would not mend that
        self._shelf.swap(retrieval)
        self._tell(READY)
        if self._closed.is_set():  # while this was loading
            self.close()
        return True

    def _open(self) -> Retrieval:
        wanted, clauses = self._wanted, self._clauses()
        if not clauses:
            raise IndexUnusable("there are no clauses to search")
        from index import building, embedding, server, vectors  # noqa: PLC0415 (seconds: torch, Chroma, LangChain)
        from index.late_interaction import LateInteraction  # noqa: PLC0415 (numpy)
        from index.passages import Passages  # noqa: PLC0415 (numpy)

        model = vectors.Vectors(embedding.load(self._model), self._indexes)
        texts = [manifest.embedded(clause) for clause in clauses]
        told = {each.text for each in wanted.passages}
        asks = [each for each in wanted.examples if each.passage and each.text not in told]
        asked, found_by = [each.text for each in asks], {each.passage for each in asks}
        alone = {each.id: each.text for each in wanted.passages if each.id not in found_by}
        examples = (example.text for example in wanted.examples)
        model.prepare((*texts, *asked), (*alone.values(), *examples), self._tell)
        name = self._name(model.fingerprint)
        if self._url:
            store = server.open_or_build(self._url, name, clauses, model, self._tell, examples=wanted.examples)
        else:
            store = building.open_or_build(self._indexes, name, clauses, model, self._tell, examples=wanted.examples)
        return Retrieval(
            clauses,
            wanted.revision,
            store=store,
            embedding=model.embedding,
            examples=wanted.examples,
            late=LateInteraction({each.id: each.document for each in clauses}, model.of(texts)),
            passages=Passages(
                wanted.passages,
                dict(zip(alone, model.of(list(alone.values())), strict=True)),
                asks,
                model.of(asked),
            )
            if told
            else None,
            spell_out=self._spell_out,
        )

    def _by_keywords(self, reason: str) -> Retrieval:
        return Retrieval(self._clauses(), self._wanted.revision, neighbours=self._stored_neighbours(), reason=reason)

    def _clauses(self) -> tuple[Clause, ...]:
        """The pack's clauses, and the council's own behind them."""
        return (*self._wanted.clauses, *self.official.clauses.values())

    def _name(self, fingerprint: str) -> str:
        """The index's name, which other official files change too."""
        return manifest.index_name(self._pack, f"{self._wanted.revision} {self.official.revision}", fingerprint)

    def _stored_neighbours(self) -> manifest.Neighbours:
        """The neighbours of an index built earlier: they need no model, so they are there from the start."""
        try:
            fingerprint = weights.fingerprint(self._model)
            directory = self._indexes / self._name(fingerprint)
            manifest.check(directory, manifest.describe(self._clauses(), fingerprint))
            return manifest.neighbours(directory)
        except (IndexUnusable, OSError):
            return {}

    def _tell(self, status: str) -> None:
        self._status = status
        with contextlib.suppress(Exception):  # a closed terminal is no reason to lose the index
            self._progress(status)
