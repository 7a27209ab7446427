"""Training runs: one for each plan, in a thread of its own, shared by all who watch it."""

import logging
import math
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cache
from typing import Literal

from core.classifiers import (
    BinaryClassifier,
    LinearClassifier,
    OneVsRestClassifier,
    SoftmaxClassifier,
)
from core.training import Plan, Snapshot, train
from pages._ui import data

logger = logging.getLogger("threshold")

Status = Literal["ready", "running", "paused", "finished", "stopped", "failed"]

MODELS: dict[str, Callable[[], LinearClassifier]] = {
    "fives": lambda: BinaryClassifier(784, positive=5),
    "ten sigmoids": lambda: OneVsRestClassifier(784, classes=10),
    "softmax": lambda: SoftmaxClassifier(784, classes=10),
}
MOST_MEASURES = 200
MOST_RUNS = 12


@dataclass(frozen=True)
class RunPlan:
    """What makes two runs the same: the model's name in MODELS and how it is trained."""

    model: str
    plan: Plan


class _Trainer(threading.Thread):
    """One attempt at a run: it trains while `go` is set, until its work ends or it is `closed`."""

    def __init__(self, work: Callable[["_Trainer"], None]):
        # A daemon never keeps the process from ending.
        super().__init__(daemon=True)
        self._work = work
        self.go = threading.Event()
        self.single_step = False
        self.closed = False

    def run(self) -> None:
        self._work(self)

    def close(self) -> None:
        self.closed = True
        self.go.set()


@dataclass(frozen=True)
class State:
    """What a run is at one moment; a page reads it once, or a reset could come in between.

    seconds: spent on training and measuring, without pauses.
    """

    status: Status = "ready"
    history: tuple[Snapshot, ...] = ()
    seconds: float = 0.0

    @property
    def last(self) -> Snapshot | None:
        """The newest measured state; None before the start."""
        return self.history[-1] if self.history else None


class Run:
    """A training that can be started, paused, stepped, stopped and watched from any thread."""

    def __init__(self, plan: RunPlan):
        self.plan = plan
        self.state = State()
        self._lock = threading.Lock()
        self._trainer: _Trainer | None = None

    def start(self) -> None:
        """Train, or go on from a pause; after a stop or the end, begin again."""
        with self._lock:
            self._resume(single_step=False)

    def step(self, after: Snapshot | None) -> None:
        """Train as far as the next measured state, then pause; unless `after` isn't the last.

        So a click that arrives twice makes one step. A run that trains or has ended makes none.
        """
        with self._lock:
            if self.state.status in ("ready", "paused") and self.state.last is after:
                self._resume(single_step=True)

    def pause(self) -> None:
        """Hold after the update that is being made."""
        with self._lock:
            if self.state.status == "running":
                self._change(status="paused")
                self._trainer.go.clear()

    def stop(self) -> None:
        """End the training for good; what it has measured stays to be seen."""
        with self._lock:
            if self._trainer:
                self._end("stopped")

    def reset(self) -> None:
        """Forget what was measured and be ready to start."""
        with self._lock:
            self._end("ready")
            self.state = State()

    def _resume(self, single_step: bool) -> None:
        begins = self._trainer is None
        if begins:
            self._trainer = _Trainer(self._train)
            self.state = State()
        # The status changes before this returns: who asked sees the run running.
        self._change(status="running")
        self._trainer.single_step = single_step
        self._trainer.go.set()
        if begins:
            self._trainer.start()

    def _change(self, **changes) -> None:
        self.state = replace(self.state, **changes)

    def _end(self, status: Status) -> None:
        self._change(status=status)
        if self._trainer:
            self._trainer.close()
            self._trainer = None

    def _train(self, trainer: _Trainer) -> None:
        try:
            self._train_and_publish(trainer)
        except Exception:
            logger.exception("The run %s failed.", self.plan)
            self._finish(trainer, "failed")
        else:
            self._finish(trainer, "finished")

    def _train_and_publish(self, trainer: _Trainer) -> None:
        plan = self.plan.plan
        train_set, test_set = data.mnist_sets()
        # Measuring a mini-batch's update costs a hundred times the update itself.
        interval = 1 if plan.batch_size is None else math.ceil(plan.iterations / MOST_MEASURES)
        resumed = time.perf_counter()
        for snapshot in train(MODELS[self.plan.model](), train_set, plan, test_set):
            if snapshot.iteration % interval == 0 or snapshot.iteration == plan.iterations:
                self._publish(trainer, snapshot, time.perf_counter() - resumed)
                resumed = time.perf_counter()
            if not trainer.go.is_set():
                trainer.go.wait()
                resumed = time.perf_counter()
            if trainer.closed:
                return

    def _publish(self, trainer: _Trainer, snapshot: Snapshot, seconds: float) -> None:
        # Measured here, so that no visitor's page has to.
        _ = snapshot.loss, snapshot.accuracy
        with self._lock:
            if self._trainer is not trainer:
                return
            self._change(
                history=(*self.state.history, snapshot), seconds=self.state.seconds + seconds
            )
            if trainer.single_step and snapshot.iteration > 0:
                trainer.go.clear()
                self._change(status="paused")

    def _finish(self, trainer: _Trainer, status: Status) -> None:
        with self._lock:
            if self._trainer is trainer:
                self._end(status)


class Runs:
    """All runs of the server, the one for each plan."""

    def __init__(self):
        self._lock = threading.Lock()
        self._runs: dict[RunPlan, Run] = {}

    def get(self, plan: RunPlan) -> Run:
        """The run of that plan; the oldest that isn't training makes room for a new one."""
        with self._lock:
            if plan not in self._runs:
                idle = [key for key, run in self._runs.items() if run.state.status != "running"]
                for key in idle[: max(0, len(self._runs) + 1 - MOST_RUNS)]:
                    self._runs.pop(key).reset()
                self._runs[plan] = Run(plan)
            return self._runs[plan]

    def close(self) -> None:
        """End all training."""
        for run in list(self._runs.values()):
            run.stop()


@cache
def manager() -> Runs:
    """The server's runs."""
    return Runs()
