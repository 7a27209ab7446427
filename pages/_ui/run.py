"""One training run: its plan, what a page may ask of it, and what it has measured so far."""

from __future__ import annotations

import logging
import time
from collections import deque
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

import numpy as np

from core.classifiers import (
    BinaryClassifier,
    LinearClassifier,
    OneVsRestClassifier,
    SoftmaxClassifier,
)
from core.training import Plan
from core.worker import MNIST, Moment, Report, lasting, stride
from pages._ui.data import DigitSets

if TYPE_CHECKING:
    from pages._ui.runs import Runs

logger = logging.getLogger("threshold")

Status = Literal["ready", "waiting", "running", "paused", "finished", "stopped", "failed"]
Model = Literal["fives", "ten sigmoids", "softmax"]


@dataclass(frozen=True)
class RunPlan:
    """What makes two runs the same: what is learned, how, and from which data.

    digit: what "fives" tells from the rest. data: the key of its DigitSets.
    """

    model: Model
    plan: Plan
    digit: int = 5
    data: str = MNIST

    def classifier(self) -> LinearClassifier:
        """The untrained model."""
        match self.model:
            case "fives":
                return BinaryClassifier(784, positive=self.digit)
            case "ten sigmoids":
                return OneVsRestClassifier(784, classes=10)
            case "softmax":
                return SoftmaxClassifier(784, classes=10)


@dataclass(frozen=True)
class State:
    """What a run is at one moment; a page reads it once, or a reset could come in between.

    place: in the queue, from 1. newest: the last update that is known of, measured or not.
    moments: all that are kept, in order. rate: updates a second of late, 0 unless it trains.
    lonely: paused because nobody watched.
    """

    status: Status = "ready"
    place: int = 0
    newest: Moment | None = None
    moments: tuple[Moment, ...] = ()
    rate: float = 0.0
    interval: float = 0.0
    lonely: bool = False
    error: str = ""

    @property
    def iteration(self) -> int:
        """The updates made so far."""
        return self.newest.iteration if self.newest else 0

    @property
    def measured(self) -> list[Moment]:
        """The moments whose loss and accuracy are known."""
        return [moment for moment in self.moments if moment.loss is not None]


class Run:
    """A training that can be started, paused, stepped, stopped and watched from any thread.

    All that it knows is guarded by the lock of the `Runs` that it belongs to.
    """

    def __init__(self, plan: RunPlan, sets: DigitSets, runs: Runs):
        self.plan = plan
        self.sets = sets
        self._runs = runs
        self.made = time.monotonic()
        self.interval = 0.0
        # When each session last looked.
        self.looks: dict[str, float] = {}
        self.forget()

    def forget(self) -> None:
        """Be as new; what a job of before still reports is not ours."""
        self.status: Status = "ready"
        self.askers: set[str] = set()
        self.lonely = False
        self.error = ""
        self.job: int | None = None
        self.until: int | None = None
        self.newest: Moment | None = None
        self.kept: dict[int, Moment] = {}
        self._times: deque[tuple[float, int]] = deque(maxlen=40)

    # ---- for pages

    def look(self, who: str) -> State:
        """What it is now, for a session whose page shows it."""
        with self._runs.lock:
            self.looks[who] = time.monotonic()
            self._runs.comfort(self)
            return self.state

    @property
    def state(self) -> State:
        with self._runs.lock:
            return State(
                self.status,
                self._runs.place(self),
                self.newest,
                tuple(self.kept.values()),
                self._rate(),
                self.interval,
                self.lonely,
                self.error,
            )

    def start(self, who: str) -> None:
        """Train, or go on from a pause; after a stop or the end, begin again."""
        with self._runs.lock:
            self._runs.current(self)._ask(who, until=None)

    def step(self, after: int, who: str) -> None:
        """Make one update, then pause; unless `after` isn't where it is.

        So a click that arrives twice makes one step. A run that trains or has ended makes none.
        """
        with self._runs.lock:
            run = self._runs.current(self)
            if run.status in ("ready", "paused") and run.iteration == after:
                run._ask(who, until=after + 1)

    def pause(self) -> None:
        """Hold after the update that is being made."""
        with self._runs.lock:
            if self.status in ("running", "waiting"):
                self._runs.withdraw(self, "ready" if self.job is None else "paused")

    def stop(self) -> None:
        """End the training for good; what it has measured stays to be seen."""
        with self._runs.lock:
            if self.status in ("running", "waiting", "paused"):
                self._runs.withdraw(self, "stopped")

    def reset(self) -> None:
        """Forget what was measured and be ready to start."""
        with self._runs.lock:
            self._runs.withdraw(self, "ready")
            self.forget()

    def slow(self, interval: float) -> None:
        """Let each update take that many seconds at least."""
        with self._runs.lock:
            self.interval = interval
            self.forget_rate()
            self._runs.slowed(self)

    # ---- for `Runs`, which holds the lock

    @property
    def iteration(self) -> int:
        return self.newest.iteration if self.newest else 0

    @property
    def bytes(self) -> int:
        return len(self.kept) * (self.newest.weights.size * 4 if self.newest else 0)

    def _ask(self, who: str, until: int | None) -> None:
        if self.status in ("stopped", "finished", "failed"):
            self.forget()
        self.askers.add(who)
        if self.status in ("running", "waiting"):
            return
        self.until = until
        self._runs.enqueue(self)

    def forget_rate(self) -> None:
        """How fast it was until now says nothing of what comes."""
        self._times.clear()

    def take(self, report: Report) -> None:
        """Note what the trainer says of this run."""
        if report.moment:
            self._keep(report.moment, report.ended)
        if not report.ended:
            return
        if report.error:
            logger.error("The run %s failed: %s", self.plan, report.error)
            self.status, self.error = "failed", report.error
        elif self.iteration == self.plan.plan.iterations and self.status != "stopped":
            self._runs.withdraw(self, "finished")
        elif self.status == "running":
            self.status = "paused"

    def _keep(self, moment: Moment, ended: bool) -> None:
        i, plan, before = moment.iteration, self.plan.plan, self.iteration
        self.newest = moment
        self._times.append((time.monotonic(), i))
        if stride(i) != stride(before):
            self.kept = {j: kept for j, kept in self.kept.items() if lasting(j, i, plan)}
        if ended or lasting(i, i, plan):
            self.kept[i] = replace(moment, weights=moment.weights.astype(np.float32))

    def _rate(self) -> float:
        if self.status != "running" or len(self._times) < 2:
            return 0.0
        (then, first), (now, last) = self._times[0], self._times[-1]
        return (last - first) / (now - then) if now > then else 0.0
