"""What is counted: requests, answers and how long they took. No label ever comes out of a request's words."""

from __future__ import annotations

import threading
from bisect import bisect_left
from collections import Counter
from collections.abc import Mapping

BUCKETS = (0.005, 0.01, 0.03, 0.1, 0.3, 1.0, 3.0)  # seconds
_HELP = {
    "assistant_requests_total": ("counter", "Requests by route and status."),
    "assistant_answers_total": ("counter", "Answers by kind and by the route decided."),
    "assistant_request_seconds": ("histogram", "How long requests took, by route."),
    "assistant_index_ready": ("gauge", "Whether questions are answered by meaning too."),
}
Labels = tuple[tuple[str, str], ...]


class Metrics:
    """Counts of this process since it started. Safe from any thread."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._requests: Counter[Labels] = Counter()
        self._answers: Counter[Labels] = Counter()
        self._times: dict[str, list[float]] = {}

    def request(self, method: str, route: str, status: int, seconds: float) -> None:
        with self._lock:
            self._requests[("method", method), ("route", route), ("status", str(status))] += 1
            times = self._times.setdefault(route, [0.0] * (len(BUCKETS) + 2))
            times[bisect_left(BUCKETS, seconds)] += 1
            times[-1] += seconds

    def answer(self, kind: str, rule: str | None) -> None:
        with self._lock:
            self._answers[("kind", kind), ("rule", rule or "")] += 1

    def text(self, index_ready: bool) -> str:
        """As Prometheus reads it."""
        with self._lock:
            samples = {
                "assistant_requests_total": _lines(self._requests),
                "assistant_answers_total": _lines(self._answers),
                "assistant_request_seconds": [line for route in sorted(self._times) for line in self._histogram(route)],
                "assistant_index_ready": [_line("", (), int(index_ready))],
            }
        lines = []
        for name, (kind, words) in _HELP.items():
            lines += [f"# HELP {name} {words}", f"# TYPE {name} {kind}"]
            lines += [name + line for line in samples[name]]
        return "\n".join(lines) + "\n"

    def _histogram(self, route: str) -> list[str]:
        *counts, seconds = self._times[route]
        label, lines, below = ("route", route), [], 0
        for bound, count in zip((*map(str, BUCKETS), "+Inf"), counts, strict=True):
            below += int(count)
            lines.append(_line("_bucket", (label, ("le", bound)), below))
        return [*lines, _line("_sum", (label,), round(seconds, 6)), _line("_count", (label,), below)]


def exposition(help_of: Mapping[str, tuple[str, str]], samples: Mapping[str, Mapping[Labels, float]]) -> str:
    """Counts as Prometheus reads them: name -> type and help, name -> labels -> count."""
    lines = []
    for name, (kind, words) in help_of.items():
        lines += [f"# HELP {name} {words}", f"# TYPE {name} {kind}"]
        lines += [name + line for line in _lines(samples[name])]
    return "\n".join(lines) + "\n"


def _lines(counts: Mapping[Labels, float]) -> list[str]:
    return [_line("", labels, count) for labels, count in sorted(counts.items())]


def _line(suffix: str, labels: Labels, value: float) -> str:
    quoted = ",".join(f'{name}="{_escape(text)}"' for name, text in labels)
    return f"{suffix}{{{quoted}}} {value}" if labels else f"{suffix} {value}"


def _escape(text: str) -> str:
    return text.replace("\\", r"\\").replace('"', r"\"").replace("\n", r"\n")
