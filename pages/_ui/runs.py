"""Training runs: one for each plan, shared by all who watch it; one trains, the others wait."""

import logging
import threading
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cache
from typing import Literal

import numpy as np
from streamlit import runtime

from core.classifiers import (
    BinaryClassifier,
    LinearClassifier,
    OneVsRestClassifier,
    SoftmaxClassifier,
)
from core.training import Plan
from core.worker import MNIST, Job, Moment, Report, lasting, stride
from pages._ui.data import DigitSets, mnist_digits
from pages._ui.trainer import Trainer

logger = logging.getLogger("threshold")

Status = Literal["ready", "waiting", "running", "paused", "finished", "stopped", "failed"]
Model = Literal["fives", "ten sigmoids", "softmax"]

MOST_RUNS = 24
MOST_BYTES = 300 * 2**20
PATROL_SECONDS = 1.0


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

    def __init__(self, plan: RunPlan, sets: DigitSets, runs: "Runs"):
        self.plan = plan
        self.sets = sets
        self._runs = runs
        self.interval = 0.0
        self.watchers: set[str] = set()
        self.forget()

    def forget(self) -> None:
        """Be as new; what a job of before still reports is not ours."""
        self.status: Status = "ready"
        self.lonely = False
        self.error = ""
        self.job: int | None = None
        self.until: int | None = None
        self.newest: Moment | None = None
        self.kept: dict[int, Moment] = {}
        self._times: deque[tuple[float, int]] = deque(maxlen=40)

    # ---- for pages

    def look(self, who: str) -> State:
        """What it is now; `who`, a session, is one who watches it from now on."""
        with self._runs.lock:
            if who not in self.watchers:
                self.watchers.add(who)
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

    def start(self, who: str = "") -> None:
        """Train, or go on from a pause; after a stop or the end, begin again."""
        with self._runs.lock:
            self._ask(who, until=None)

    def step(self, after: int, who: str = "") -> None:
        """Make one update, then pause; unless `after` isn't where it is.

        So a click that arrives twice makes one step. A run that trains or has ended makes none.
        """
        with self._runs.lock:
            if self.status in ("ready", "paused") and self.iteration == after:
                self._ask(who, until=after + 1)

    def pause(self) -> None:
        """Hold after the update that is being made."""
        with self._runs.lock:
            if self.status in ("running", "waiting"):
                self._runs.withdraw(self, "paused" if self.newest else "ready")

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
        if self.status in ("running", "waiting"):
            return
        self.until = until
        if who:
            self.watchers.add(who)
        self._runs.enqueue(self)

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


class Runs:
    """All runs of the server, and whose turn it is to train."""

    def __init__(self, is_active: Callable[[str], bool] | None = None):
        self.lock = threading.RLock()
        self._is_active = is_active or _is_active_session
        self._runs: dict[RunPlan, Run] = {}
        self._queue: list[Run] = []
        # The trainer's job, until its last report is here, and the run that it belongs to.
        self._busy: int | None = None
        self._training: Run | None = None
        self._jobs = 0
        self._trainer = Trainer(self._take)
        self._closed = threading.Event()
        self._patrol: threading.Thread | None = None

    # ---- for pages and for the server

    def get(self, plan: RunPlan, sets: DigitSets | None = None) -> Run:
        """The run of that plan on those data, MNIST if none are named."""
        with self.lock:
            if plan not in self._runs:
                self._runs[plan] = Run(plan, sets or mnist_digits(), self)
                self._make_room(self._runs[plan])
            return self._runs[plan]

    def open(self) -> None:
        """Have the trainer ready before the first visitor comes."""
        self._trainer.warm_up()

    def close(self) -> None:
        """End all training."""
        self._closed.set()
        self._trainer.close()

    # ---- for a `Run`, which holds the lock

    def place(self, run: Run) -> int:
        """In the queue, from 1; 0 for a run that doesn't wait."""
        return self._queue.index(run) + 1 if run in self._queue else 0

    def enqueue(self, run: Run) -> None:
        """Train it as soon as no other run trains."""
        run.lonely = False
        run.status = "waiting"
        self._queue.append(run)
        self._advance()
        if self._patrol is None:
            self._patrol = threading.Thread(target=self._keep_watch, daemon=True)
            self._patrol.start()

    def withdraw(self, run: Run, status: Status) -> None:
        """Let it neither train nor wait any longer."""
        if run in self._queue:
            self._queue.remove(run)
        if run is self._training and run.job == self._busy:
            self._trainer.cancel(self._busy)
        run.status, run.lonely = status, False

    def slowed(self, run: Run) -> None:
        """Tell the trainer of the run's interval if it is the one that trains."""
        if run is self._training:
            self._trainer.slow(run.interval)

    def comfort(self, run: Run) -> None:
        """Go on with a run that was held because nobody watched."""
        if run.lonely:
            self.enqueue(run)

    # ---- the queue

    def _advance(self) -> None:
        if self._busy is not None or not self._queue:
            return
        run = self._training = self._queue.pop(0)
        self._jobs += 1
        self._busy = run.job = self._jobs
        run.status = "running"
        job = Job(
            run.job,
            run.plan.classifier(),
            run.plan.plan,
            run.plan.data,
            run.newest,
            run.until,
            run.interval,
        )
        self._trainer.begin(job, run.sets)

    def _take(self, report: Report | None) -> None:
        with self.lock:
            if report is None:
                report = Report(self._busy or 0, None, ended=True, error="its process died")
            run = self._training
            if run and run.job == report.number:
                run.take(report)
                self._make_room(run)
            if report.ended and report.number == self._busy:
                self._busy = self._training = None
                self._advance()

    # ---- who watches, and what is kept

    def _keep_watch(self) -> None:
        while not self._closed.wait(PATROL_SECONDS):
            with self.lock:
                for run in list(self._runs.values()):
                    self._look_after(run)

    def _look_after(self, run: Run) -> None:
        watched = self._is_watched(run)
        if run.lonely and watched:
            self.enqueue(run)
        elif run.status in ("running", "waiting") and not watched:
            self.withdraw(run, "paused")
            run.lonely = True

    def _is_watched(self, run: Run) -> bool:
        return any(map(self._is_active, run.watchers))

    def _make_room(self, newest: Run) -> None:
        """Drop the oldest runs, first those that nobody watches, until the others fit."""
        while len(self._runs) > MOST_RUNS or self._bytes() > MOST_BYTES:
            idle = [
                run
                for run in self._runs.values()
                if run is not newest and run.status not in ("running", "waiting")
            ]
            if not idle:
                return
            oldest = next((run for run in idle if not self._is_watched(run)), idle[0])
            del self._runs[oldest.plan]
            oldest.forget()

    def _bytes(self) -> int:
        return sum(run.bytes for run in self._runs.values())


def _is_active_session(session: str) -> bool:
    """Whether a tab of that session is open, on whichever page."""
    return runtime.get_instance().is_active_session(session)


@cache
def manager() -> Runs:
    """The server's runs."""
    return Runs()
