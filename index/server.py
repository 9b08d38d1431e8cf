"""The index on a Chroma server, for several workers or machines: a collection for each revision.

The server has no authentication of its own: it belongs on loopback or behind the council's proxy.
"""

from __future__ import annotations

import contextlib
import uuid
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import chromadb
import httpx
from chromadb.errors import NotFoundError
from langchain_chroma import Chroma

from assistant.clauses import Clause
from assistant.examples import Example
from index import example_vectors
from index.building import CONFIGURATION, Progress, fill, nearest_to_each
from index.exceptions import IndexUnusable
from index.manifest import describe
from index.opening import Store, quiet

if TYPE_CHECKING:
    from index.embedding import Embedding
    from index.vectors import Vectors

_TIMEOUT = 5.0  # seconds


def open_or_build(
    url: str,
    name: str,
    clauses: Sequence[Clause],
    embedding: Embedding | Vectors,
    progress: Progress,
    *,
    examples: Sequence[Example] = (),
) -> Store:
    """Open the collections of `name` on the server at `url`; build them first when they are missing or another's.

    Raises IndexUnusable, or what Chroma raises.
    """
    client = connect(url)
    try:
        with contextlib.suppress(IndexUnusable):
            return _open(client, name, clauses, embedding, examples)
        return _build(client, name, clauses, embedding, progress, examples=examples)
    except BaseException:
        disconnect(client)
        raise


def connect(url: str) -> Any:
    """A client of the server at `url`. Raises IndexUnusable when it does not answer within 5 s."""
    url = url.rstrip("/")
    try:  # Chroma's client waits for ever, so ask first, and give it a limit afterwards
        httpx.get(f"{url}/api/v2/heartbeat", timeout=_TIMEOUT).raise_for_status()
        client: Any = chromadb.HttpClient(url, settings=quiet())
    except (httpx.HTTPError, httpx.InvalidURL, ValueError) as error:
        raise IndexUnusable("the Chroma server does not answer") from error
    client._server._session.timeout = httpx.Timeout(_TIMEOUT)
    return client


def disconnect(client: Any) -> None:
    """Close the client, and the connections that it and its inner client forget."""
    sessions = [inner._server._session for inner in (client, client._admin_client)]
    client.close()
    for session in sessions:
        session.close()


def _open(
    client: Any, name: str, clauses: Sequence[Clause], embedding: Embedding | Vectors, examples: Sequence[Example]
) -> Store:
    try:
        chroma = Chroma(name, client=client, create_collection_if_not_exists=False)
        metadata = client.get_collection(name).metadata or {}
    except NotFoundError as error:
        raise IndexUnusable("no index has been built for this revision") from error
    if metadata != describe(clauses, embedding.fingerprint):
        raise IndexUnusable("the index is of other clauses or another embedding model")
    held = example_vectors.embedded(examples, embedding)
    store = Store(chroma, held, nearest_to_each(chroma), lambda: disconnect(client))
    store.check(clauses, embedding)
    return store


def _build(
    client: Any,
    name: str,
    clauses: Sequence[Clause],
    embedding: Embedding | Vectors,
    progress: Progress,
    *,
    examples: Sequence[Example],
) -> Store:
    about: dict[str, Any] = {**describe(clauses, embedding.fingerprint)}
    temporary = f"{name}-{uuid.uuid4().hex}"
    chroma = Chroma(
        temporary, embedding, client=client, collection_metadata=about, collection_configuration=CONFIGURATION
    )
    try:
        fill(chroma, clauses, progress)
        with contextlib.suppress(IndexUnusable):  # another machine may have been quicker
            return _open(client, name, clauses, embedding, examples)
        with contextlib.suppress(NotFoundError):
            client.delete_collection(name)
        client.get_collection(temporary).modify(name=name)
        return _open(client, name, clauses, embedding, examples)
    finally:
        with contextlib.suppress(Exception):  # renamed by now, or the server has gone
            client.delete_collection(temporary)
