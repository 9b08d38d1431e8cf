"""A service whose answers a model on loopback puts into words."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

from assistant.answering.phrased import Limits, Phraser
from assistant.grounding.checking import Grounding, Names
from assistant.llm import opening
from assistant.settings import Settings
from tests.serving import without_model
from web.model_counts import ModelCounts
from web.service import PhrasingModel, Service


async def at_once(seconds: float) -> None:
    """No pause between two tries."""


def with_model(counted: Callable[[ModelCounts], None] = lambda counts: None) -> Callable[[Settings], Service]:
    """Opens a service with the model of the settings, once the model is open."""

    def open_service(settings: Settings) -> Service:
        service = _service(settings.pack)
        counts = ModelCounts(settings)
        model = opening.start(settings, counts, _raise)
        assert model is not None
        assert model.wait(60) == "ready"
        limits = Limits(settings.llm_timeout, settings.llm_attempts)
        phraser = Phraser(model, Grounding(Names.of(service.pack)), counts, limits, pause=at_once)
        counted(counts)
        return replace(service, model=PhrasingModel(phraser, model, counts))

    return open_service


@cache
def _service(pack: Path) -> Service:
    """One pack read for all the tests of a module."""
    return without_model(Settings(pack=pack))


def _raise(error: Exception) -> Any:
    raise error
