"""The lecture's training beside ours: `python -m tests.benchmarks.training`.

Both make the same full-batch updates over all of MNIST, with the loss on the training set and the
accuracy on the test set at each iteration, on one BLAS thread. They take turns, so that a busy
machine slows both down: trust the ratios.

Prints for each of the three trainings the milliseconds of an iteration and their ratio, and for
ten sigmoids the megabytes that either takes at the peak.
"""

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path
from statistics import median

import numpy as np
from threadpoolctl import threadpool_limits

from core.classifiers import (
    BinaryClassifier,
    LinearClassifier,
    OneVsRestClassifier,
    SoftmaxClassifier,
    one_hot,
)
from core.datasets import mnist
from core.datasets.dataset import Dataset
from core.training import Plan, train

ALPHA = 1e-5
OUR_ITERATIONS = 6
GOAL = 15
MOST_MEGABYTES = 150


def lecture_sigmoid(v):
    return 1 / (1 + np.exp(-v))


def lecture_softmax(v):
    e = np.exp(v)
    return e / np.sum(e, axis=1).reshape(-1, 1)


def lecture_binary_loss(Y, y_hat):
    return -np.sum(Y * np.log(y_hat) + (1 - Y) * np.log(1 - y_hat)) / len(Y)


def lecture_categorical_loss(Y, y_hat):
    return -np.sum(Y * np.log(y_hat)) / len(Y)


def lecture_round(y_hat):
    return np.round(y_hat)


def lecture_arg_max(y_hat):
    return np.argmax(y_hat, axis=1).reshape(-1, 1)


@dataclass(frozen=True)
class Task:
    """One of the lecture's three trainings, its way and ours."""

    name: str
    encode: Callable[[np.ndarray], np.ndarray]
    answers: Callable[[np.ndarray], np.ndarray]
    activation: Callable[[np.ndarray], np.ndarray]
    loss: Callable[[np.ndarray, np.ndarray], float]
    decide: Callable[[np.ndarray], np.ndarray]
    model: Callable[[], LinearClassifier]


def is_five(labels):
    return (labels == 5).astype(float).reshape(-1, 1)


def in_ten_columns(labels):
    return one_hot(labels, 10)


def in_one_column(labels):
    return labels.reshape(-1, 1)


TASKS = [
    Task(
        "ten sigmoids",
        in_ten_columns,
        in_one_column,
        lecture_sigmoid,
        lecture_binary_loss,
        lecture_arg_max,
        lambda: OneVsRestClassifier(784, classes=10),
    ),
    Task(
        "softmax",
        in_ten_columns,
        in_one_column,
        lecture_softmax,
        lecture_categorical_loss,
        lecture_arg_max,
        lambda: SoftmaxClassifier(784, classes=10),
    ),
    Task(
        "fives",
        is_five,
        is_five,
        lecture_sigmoid,
        lecture_binary_loss,
        lecture_round,
        lambda: BinaryClassifier(784, positive=5),
    ),
]


def lecture_training(task: Task, train_set: Dataset, test_set: Dataset) -> Iterator[tuple]:
    """The lecture's algorithm as plainly as it is written there: (loss, accuracy) for ever."""
    X, X_test = (np.insert(digits.inputs, 0, 1, axis=1) for digits in (train_set, test_set))
    Y, answers = task.encode(train_set.labels), task.answers(test_set.labels)
    w = np.zeros((X.shape[1], Y.shape[1]))
    while True:
        accuracy = np.mean(task.decide(task.activation(np.matmul(X_test, w))) == answers)
        loss = task.loss(Y, task.activation(np.matmul(X, w)))
        w -= ALPHA * np.matmul(X.T, task.activation(np.matmul(X, w)) - Y) / len(X)
        yield loss, accuracy


def our_training(task: Task, train_set: Dataset, test_set: Dataset) -> Iterator[tuple]:
    """The same by `train`."""
    for snapshot in train(task.model(), train_set, Plan(ALPHA, 10**9), test_set):
        yield snapshot.loss, snapshot.accuracy


def milliseconds(training: Iterator[tuple], iterations: int) -> float:
    """The processor time of an iteration: on one thread, the time that it takes if left alone."""
    start = time.process_time()
    for _ in range(iterations):
        next(training)
    return 1000 * (time.process_time() - start) / iterations


def check_same(theirs: Iterator[tuple], ours: Iterator[tuple], tolerance: float) -> None:
    """Stop unless both say the same about the start and the first update."""
    for _ in range(2):
        np.testing.assert_allclose(next(ours), next(theirs), rtol=tolerance)


def compare_times(train_set: Dataset, test_set: Dataset, rounds: int = 9) -> None:
    print(f"{'ms an iteration':16}{'lecture':>9}{'ours':>9}{'ratio':>9}")
    for task in TASKS:
        lecture, ours = (
            make(task, train_set, test_set) for make in (lecture_training, our_training)
        )
        check_same(lecture, ours, 1e-6)
        turns = [
            (milliseconds(lecture, 1), milliseconds(ours, OUR_ITERATIONS)) for _ in range(rounds)
        ]
        theirs, own = (median(times) for times in zip(*turns, strict=True))
        ratio = median(slow / fast for slow, fast in turns)
        print(f"{task.name:16}{theirs:9.0f}{own:9.1f}{ratio:8.1f}x  (goal {GOAL}x)")


def first(most: int | None) -> list[Dataset]:
    """MNIST's two sets, each with so many images at most."""
    return [Dataset(digits.inputs[:most], digits.labels[:most]) for digits in mnist.load()]


def peak_megabytes(make: Callable[..., Iterator[tuple]], most: int | None) -> float:
    """What data and buffers of a training take at most, in a process that has done nothing else."""
    before = _status("VmRSS")
    with threadpool_limits(1):
        training = make(TASKS[0], *first(most))
        for _ in range(3):
            next(training)
    return (_status("VmHWM") - before) / 1000


def _status(name: str) -> float:
    """A line of Linux's account of this process, in kilobytes."""
    lines = Path("/proc/self/status").read_text().splitlines()
    return float(next(line for line in lines if line.startswith(name)).split()[1])


def compare_memory(most: int | None = None) -> None:
    print(f"\n{'MB at the peak':16}{'lecture':>9}{'ours':>9}")
    with get_context("spawn").Pool(2, maxtasksperchild=1) as pool:
        trainings = [(lecture_training, most), (our_training, most)]
        theirs, own = pool.starmap(peak_megabytes, trainings, chunksize=1)
    print(f"{TASKS[0].name:16}{theirs:9.0f}{own:9.0f}  (at most {MOST_MEGABYTES})")


def main() -> None:
    with threadpool_limits(1):
        compare_times(*mnist.load())
    compare_memory()


if __name__ == "__main__":
    main()
