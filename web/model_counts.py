"""What is counted of the language model: calls, what came of them, tokens and their price; no words."""

from __future__ import annotations

import threading
from collections import Counter

from assistant.settings import Settings
from web.logs import log, where
from web.metrics import Labels, exposition

MILLION = 1_000_000
_HELP = {
    "assistant_model_calls_total": ("counter", "Calls of the language model by what came of them."),
    "assistant_model_tokens_total": ("counter", "Tokens that the model read and wrote, as far as it reports them."),
    "assistant_model_cost_total": ("counter", "What these tokens cost, in the currency of the prices set."),
    "assistant_phrasings_total": ("counter", "Answers given to the model to phrase, by what came of it and why."),
    "assistant_phrasing_faults_total": ("counter", "Phrasings that were stopped, by the kind of fault."),
}


class ModelCounts:
    """Counts of this process since it started. Safe from any thread."""

    def __init__(self, settings: Settings) -> None:
        self._prices = {"input": settings.llm_input_price, "output": settings.llm_output_price}
        self._lock = threading.Lock()
        self._counts: dict[str, Counter[Labels]] = {name: Counter() for name in _HELP}

    def call(self, outcome: str) -> None:
        self._count("assistant_model_calls_total", outcome=outcome)

    def tokens(self, read: int, written: int) -> None:
        for direction, number in (("input", read), ("output", written)):
            self._count("assistant_model_tokens_total", number, direction=direction)

    def phrasing(self, outcome: str, why: str = "") -> None:
        self._count("assistant_phrasings_total", outcome=outcome, why=why)

    def fault(self, kind: str) -> None:
        self._count("assistant_phrasing_faults_total", kind=kind)

    def failure(self, error: Exception) -> None:
        """One that should not have been: logged by what it is and where, without its message."""
        log.error("model", **where(error))

    def text(self) -> str:
        """As Prometheus reads it."""
        with self._lock:
            samples: dict[str, dict[Labels, float]] = {name: dict(counts) for name, counts in self._counts.items()}
        tokens = samples["assistant_model_tokens_total"]
        samples["assistant_model_cost_total"] = {
            (("direction", direction),): tokens.get((("direction", direction),), 0) * price / MILLION
            for direction, price in self._prices.items()
            if price is not None
        }
        return exposition(_HELP, samples)

    def _count(self, name: str, number: int = 1, **labels: str) -> None:
        with self._lock:
            self._counts[name][tuple(labels.items())] += number
