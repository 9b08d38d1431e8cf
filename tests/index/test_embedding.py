from __future__ import annotations

import math
import os
import socket

import pytest

from index.embedding import Embedding
from index.exceptions import ModelUnusable


def test_vectors_have_length_one_and_like_lies_near_like(embedding: Embedding) -> None:
    hearing, court, chronology = embedding.embed_documents(["urgent hearing", "emergency at court", "case chronology"])
    assert len(hearing) == 384
    assert math.isclose(math.hypot(*hearing), 1, rel_tol=1e-5)
    assert math.dist(hearing, court) < math.dist(hearing, chronology)


def test_a_question_is_embedded_as_a_document_is(embedding: Embedding) -> None:
    assert embedding.embed_query("urgent hearing") == pytest.approx(
        embedding.embed_documents(["urgent hearing"])[0], abs=1e-6
    )


def test_nothing_is_downloaded(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise AssertionError("a connection")

    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    monkeypatch.setattr(socket.socket, "connect", refuse)
    assert os.environ["HF_HUB_OFFLINE"] == "1"
    assert Embedding().embed_query("court")
    with pytest.raises(ModelUnusable, match="could not be loaded"):
        Embedding("nobody/has-this-model")
