"""The table's rows: what is measured, what it must reach, what it was, and whether that holds."""

import statistics
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from subprocess import Popen

from tests.browser.conftest import cpu_seconds


@dataclass(frozen=True)
class Place:
    """Where is measured: a checkout, and of its server the process and the address."""

    folder: Path
    process: Popen
    address: str


@dataclass(frozen=True)
class Figure:
    """One line of the table."""

    what: str
    must: str
    measured: str
    holds: bool

    def __str__(self) -> str:
        verdict = "holds" if self.holds else "DOESN'T HOLD"
        return f"{self.what} | {self.must} | {self.measured} | {verdict}"


class Load:
    """How much of a core the server and the clients, which are this process, use from now on."""

    def __init__(self, process: Popen):
        self._pid = process.pid
        self._begun = self._now()

    def shares(self) -> tuple[float, float]:
        """The server's, without the processes that it started, and the clients'."""
        elapsed, server, clients = self._used()
        return server / elapsed, clients / elapsed

    def told(self, answers: int = 0) -> str:
        """The shares in words; with a number of answers, also what one cost the server."""
        server, clients = self.shares()
        words = f"server {server:.0%}, clients {clients:.0%} of a core"
        if answers:
            elapsed, spent, _ = self._used()
            rate, cost = answers / elapsed, 1e3 * spent / answers
            words += f"; {rate:.0f} answers a second at {cost:.1f} ms of the server's time"
        return words

    def _used(self) -> tuple[float, ...]:
        return tuple(now - then for now, then in zip(self._now(), self._begun, strict=True))

    def _now(self) -> tuple[float, float, float]:
        return time.monotonic(), cpu_seconds(self._pid), time.process_time()


def p95(values: Sequence[float]) -> float:
    """The 95th percentile; of nothing, for ever."""
    return statistics.quantiles(values, n=20)[-1] if len(values) > 1 else max(values, default=1e9)


def told(values: Sequence[float]) -> str:
    """Waits in seconds, in words."""
    if not values:
        return "no answer"
    return f"p50 {seconds(statistics.median(values))}, p95 {seconds(p95(values))}"


def seconds(value: float) -> str:
    return f"{1e3 * value:.0f} ms" if value < 1 else f"{value:.1f} s"
