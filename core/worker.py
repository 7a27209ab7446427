"""Training in a process of its own, so that nobody who watches slows it down.

The process reads pickled commands from its input and writes pickled reports to its output; when
the input ends, so does the process, in the middle of an update if need be.
"""

import threading
import time
from dataclasses import dataclass
from functools import lru_cache
from queue import SimpleQueue
from typing import BinaryIO

import numpy as np
from threadpoolctl import threadpool_limits

from core.classifiers import LinearClassifier
from core.datasets import mnist
from core.datasets.dataset import Dataset
from core.pipes import commands_and_reports, heard, send
from core.training import Plan, Snapshot, train

MNIST = "mnist"
MOST_KEPT = 1_000
CHECKPOINTS = 64
# How long a fast training may go on without a word.
SILENCE_SECONDS = 0.1


@dataclass(frozen=True, eq=False)
class Moment:
    """A training after `iteration` updates, as a report carries it.

    weights: (d + 1, k), float32; float64 in a job's last report, which can be gone on from.
    loss, accuracy: None where they weren't measured.
    """

    iteration: int
    epoch: int
    seconds: float
    weights: np.ndarray
    loss: float | None = None
    accuracy: float | None = None

    def __post_init__(self) -> None:
        self.weights.setflags(write=False)


@dataclass(frozen=True, eq=False)
class Job:
    """Train `model` by `plan` on the data of that key, from `start` on, as far as `until`.

    data: MNIST, or the key of the last `Data` that was sent. interval: the least seconds that an
    update takes, for eyes to follow.
    """

    number: int
    model: LinearClassifier
    plan: Plan
    data: str = MNIST
    start: Moment | None = None
    until: int | None = None
    interval: float = 0.0


@dataclass(frozen=True, eq=False)
class Data:
    """Other data than MNIST for the jobs that follow: inputs and labels to train and to test on."""

    key: str
    train: tuple[np.ndarray, np.ndarray]
    test: tuple[np.ndarray, np.ndarray]


@dataclass(frozen=True)
class Cancel:
    """End that job, and any before it, after the update that is being made."""

    number: int


@dataclass(frozen=True)
class Slow:
    """Change the interval of the job at work."""

    interval: float


@dataclass(frozen=True, eq=False)
class Report:
    """What has become of a job; `ended` says that it is the last, `error` why there is no more."""

    number: int
    moment: Moment | None
    ended: bool = False
    error: str = ""


def stride(iteration: int) -> int:
    """Every how many updates weights are kept by then: all up to 1,000, never more than 1,001."""
    return 1 << (max(0, iteration - 1) // MOST_KEPT).bit_length()


@lru_cache(maxsize=64)
def checkpoints(plan: Plan) -> frozenset[int]:
    """The iterations at which mini-batches are measured, which costs many updates: dense at first.

    None for the full batch: there each update measures the loss anyway.
    """
    if plan.batch_size is None:
        return frozenset()
    points = np.geomspace(1, max(1, plan.iterations), CHECKPOINTS // 2)
    evenly = np.linspace(0, plan.iterations, CHECKPOINTS // 2)
    return frozenset(np.rint(np.concatenate([points, evenly])).astype(int).tolist())


def lasting(iteration: int, newest: int, plan: Plan) -> bool:
    """Whether that iteration is still kept when the training has come to `newest`."""
    return iteration % stride(newest) == 0 or iteration in checkpoints(plan)


class Worker:
    """The process's own side: one job after the other, while a thread listens for commands."""

    def __init__(self, commands: BinaryIO, reports: BinaryIO):
        self._commands = commands
        self._reports = reports
        self._jobs: SimpleQueue[Job | Data] = SimpleQueue()
        self._change = threading.Condition()
        self._cancelled = 0
        self._interval = 0.0
        self._sets: dict[str, tuple[Dataset, Dataset]] = {}

    def run(self) -> None:
        threading.Thread(target=self._listen, daemon=True).start()
        self._sets[MNIST] = mnist.load()
        for dataset in self._sets[MNIST]:
            _ = dataset.design_matrix
        while True:
            match self._jobs.get():
                case Data() as data:
                    self._take(data)
                case Job() as job:
                    self._work(job)

    def _listen(self) -> None:
        for command in heard(self._commands):
            with self._change:
                match command:
                    case Cancel(number):
                        self._cancelled = number
                    case Slow(interval):
                        self._interval = interval
                    case Job() as job:
                        # Here, not when it begins: what is changed meanwhile is newer.
                        self._interval = job.interval
                        self._jobs.put(job)
                    case Data() as data:
                        self._jobs.put(data)
                self._change.notify_all()

    def _take(self, data: Data) -> None:
        # Besides MNIST only the newest: a matrix of images takes some 50 MB.
        self._sets = {MNIST: self._sets[MNIST]}
        self._sets[data.key] = (Dataset(*data.train), Dataset(*data.test))

    def _work(self, job: Job) -> None:
        try:
            send(self._reports, Report(job.number, self._train(job), ended=True))
        except Exception as error:
            send(self._reports, Report(job.number, None, ended=True, error=f"{error}"))

    def _train(self, job: Job) -> Moment:
        """Report the moments of a job, and return the exact last one."""
        train_set, test_set = self._sets[job.data]
        reported = begun = time.perf_counter()
        for snapshot in train(job.model, train_set, job.plan, test_set, job.start):
            last = min(job.until or job.plan.iterations, job.plan.iterations)
            if snapshot.iteration >= last or self._is_cancelled(job):
                break
            if (
                lasting(snapshot.iteration, snapshot.iteration, job.plan)
                or time.perf_counter() - reported > SILENCE_SECONDS
            ):
                send(self._reports, Report(job.number, self._moment(snapshot, job.plan)))
                reported = time.perf_counter()
            self._wait(job, begun)
            begun = time.perf_counter()
        _ = snapshot.loss, snapshot.accuracy
        return _exact(snapshot)

    def _moment(self, snapshot: Snapshot, plan: Plan) -> Moment:
        measured = (
            plan.batch_size is None or self._interval > 0 or snapshot.iteration in checkpoints(plan)
        )
        return Moment(
            snapshot.iteration,
            snapshot.epoch,
            snapshot.seconds,
            snapshot.weights.astype(np.float32),
            snapshot.loss if measured else None,
            snapshot.accuracy if measured else None,
        )

    def _is_cancelled(self, job: Job) -> bool:
        return self._cancelled >= job.number

    def _wait(self, job: Job, since: float) -> None:
        """Let a slowed update take its time, unless the job is cancelled meanwhile."""
        with self._change:
            left = since + self._interval - time.perf_counter()
            if left > 0:
                self._change.wait_for(lambda: self._is_cancelled(job), left)


def _exact(snapshot: Snapshot) -> Moment:
    return Moment(
        snapshot.iteration,
        snapshot.epoch,
        snapshot.seconds,
        snapshot.weights,
        snapshot.loss,
        snapshot.accuracy,
    )


def main() -> None:
    """Be that process, until its input ends."""
    with threadpool_limits(1):
        Worker(*commands_and_reports()).run()
